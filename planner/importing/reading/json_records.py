"""Inventories in JSON laid out as tables: lists or objects of objects, lists of clouds' tools."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from planner.errors import BadInputError, message
from planner.importing.grid import Cell, Grid
from planner.importing.headers.header_words import SURE, candidates_for, says_field
from planner.importing.reading.guard import MOST_CELLS, MOST_ROWS
from planner.importing.reading.sentences import refusal
from planner.importing.values.words import folded

__all__ = ["json_grids"]

_DEEPEST: Final = 60
_LONGEST: Final = 2_000
"""Characters kept of what has no names: it is shown, and no field takes it."""
_MOST_DIGITS: Final = 15
"""Longer whole numbers are ids, and stay as they are written."""
_PAIRS: Final = (("Key", "Value"), ("key", "value"), ("name", "value"), ("Name", "Value"))
_SIZE: Final = re.compile(r"(?:disk|volume)?(?:size|capacity)(?:in)?gi?b")
_DISKS: Final = re.compile(r"disk|volume|storage", re.IGNORECASE)
_OF_CLOUDS: Final = {
    "InstanceId": "Machine ID", "InstanceType": "VM size", "PlatformDetails": "OS",
    "Placement.AvailabilityZone": "Region", "PrivateIpAddress": "IP", "State.Name": "Power state",
    "vmId": "Machine ID", "id": "Machine ID", "hardwareProfile.vmSize": "VM size",
    "location": "Region", "storageProfile.osDisk.osType": "OS", "privateIps": "IP",
    "powerState": "Power state", "machineType": "VM size", "zone": "Region",
    "status": "Power state", "kind": "Resource", "type": "Resource", "cpuPlatform": "CPU model",
}  # fmt: skip
"""What the columns of ``describe-instances``, ``az vm list`` and ``gcloud`` are called here."""
_ITEMS: Final = frozenset("items entries records rows cis elements assets members".split())
"""What an object calls the things it is a list of."""
_TAGS: Final = ("tags", "labels")
_RESOURCE: Final = re.compile(r"https://www\.googleapis\.com/\S+/([^/\s]+)")
"""How Google's tools name a zone, a kind of machine and the like: by an address that ends in it."""

type _Record = dict[str, Any]


def json_grids(text: str, name: str) -> list[Grid]:
    """Return the tables of a JSON text, or of one with an object a line; nothing where it is none.

    Objects in objects are columns with a point (``os.name``), pairs of key and value are columns of
    their own, lists of names are one cell. Machines listed inside an application are a table of
    their own, with the application beside each.

    Raises
    ------
    BadInputError
        The file is called .json and is none, is nested too deeply, or holds far too much.
    """
    if text.lstrip("\ufeff \r\n\t")[:1] not in ("[", "{"):
        return []
    data = _loaded(text, name)
    found = [] if data is None else list(_lists(data, "", 0))
    grids: list[Grid] = []
    for title, records in found:
        if len(records) > MOST_ROWS:
            raise refusal("too_many_rows", name, most=f"{MOST_ROWS:,}")
        inside: dict[str, list[_Record]] = {}
        grids.append(_grid(name, title, [_plain(one, inside) for one in records]))
        grids += [_grid(name, key, rows) for key, rows in inside.items()]
    for grid in grids if len(grids) > 1 else ():
        _name_ids(grid)
    return grids


def _name_ids(grid: Grid) -> None:
    """Call ids of a list that is about systems of another (``system_name``) its own."""
    heads = grid.rows[0]
    about = any(head != "name" and "name" in _meant(str(head)) for head in heads)
    if about and "name" not in heads and "id" in heads:
        heads[heads.index("id")] = f"{grid.sheet}.row"


def _loaded(text: str, name: str) -> object:
    """Return what the text says; None where it is no JSON and not called so."""

    def whole(digits: str) -> object:
        return int(digits) if len(digits) <= _MOST_DIGITS else digits

    def read(one: str) -> object:
        return json.loads(one, parse_int=whole, parse_constant=lambda _: None)

    try:
        try:
            return read(text)
        except json.JSONDecodeError:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) > 1 and all(line.lstrip()[:1] == "{" for line in lines[:20]):
                return [read(line) for line in lines]
            if not name.lower().endswith(".json"):
                return None
            raise
    except json.JSONDecodeError as error:
        raise BadInputError(
            "errors.problem.is_not_json_in_line_column",
            "errors.problem.correct_that_place",
            error.msg,
            file=message("errors.quoted", name=name),
            lineno=error.lineno,
            colno=error.colno,
        ) from None
    except RecursionError:
        raise _too_deep(name) from None


def _too_deep(name: str) -> BadInputError:
    file = message("errors.quoted", name=name)
    return BadInputError("errors.problem.is_nested_too_deeply", file=file)


def _lists(value: object, title: str, depth: int) -> Iterator[tuple[str, list[_Record]]]:
    """Yield the lists of records with what each is called."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        while value and all(isinstance(one, list) for one in value):
            value = [inner for one in value for inner in one]  # one list for each page or group
        records = [one for one in value if isinstance(one, dict)]
        if inner := _wrapped(records):
            held = [one for record in records for one in record[inner]]
            yield from _lists(held, inner, depth + 1)
        elif records:
            yield title, records
        elif title and says_field(title) and all(isinstance(one, str) for one in value):
            yield title, [{title: one} for one in value]
    elif isinstance(value, dict):
        if _are_records(value):
            if rows := _held(value):
                yield title, rows
                return
            yield title, [_named(key, one, title) for key, one in value.items()]
            return
        parts = [(k, v) for k, v in value.items() if isinstance(v, list | dict)]
        found = [one for key, part in parts for one in _lists(part, key, depth + 1)]
        yield from found or ([(title, [value])] if value and not depth else [])


def _held(value: _Record) -> list[_Record]:
    """Return the named records that each of several objects holds as its items, with its name."""
    first = next(iter(value.values()))
    for key in (key for key in first if key.casefold() in _ITEMS):
        if all(_of_records(one.get(key)) for one in value.values()):
            rows = [{"list": name, **row} for name, one in value.items() for row in one[key]]
            return rows if all(map(_name_of, rows)) else []
    return []


def _wrapped(records: list[_Record]) -> str:
    """Return the key of the lists that records hold which say less themselves: reservations."""
    for key in [key for key, one in records[0].items() if _of_records(one)] if records else ():
        if all(_of_records(one.get(key)) and not _name_of(one) for one in records):
            plain = sum(not isinstance(one, list | dict) for one in records[0].values())
            if len(records[0][key][0]) > plain:
                return key
    return ""


def _of_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _are_records(value: _Record) -> bool:
    """Whether an object holds an object for each thing, under what that is called."""
    parts = list(value.values())
    if len(parts) < 2 or not all(isinstance(one, dict) and one for one in parts):
        return False
    keys = [set(one) for one in parts]
    shared = set.intersection(*keys)
    plain = any(not isinstance(one[key], list | dict) for one in parts for key in shared)
    return plain and not any(says_field(key) for key in list(value)[:_DEEPEST])


def _named(key: str, record: _Record, title: str) -> _Record:
    head = title if {"name", "hosts"} & set(_meant(title)) else "name"
    return {("id" if _name_of(record) else head): key, **record}


def _meant(key: str) -> list[str]:
    """Return what a key surely says of an application."""
    return [c.key for c in candidates_for(key, "workloads") if c.confidence >= SURE]


def _name_of(record: Mapping[str, Any]) -> str:
    """Return what a record is called: by its name, else by its machine's name or its id."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, str | int) and not isinstance(value, bool):
            for meant in _meant(key):
                found.setdefault(meant, str(value))
    return next((found[key] for key in ("name", "hosts", "id") if key in found), "")


def _plain(record: _Record, inside: dict[str, list[_Record]], depth: int = 0) -> _Record:
    """Return a record of objects and plain cells alone; ``inside`` takes the machines it lists."""
    made: _Record = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            made[key] = _plain(value, inside, depth + 1)
        elif isinstance(value, list):
            made[key] = _of_list(key, value, record, inside)
        elif isinstance(value, dict):
            made[key] = json.dumps(value, ensure_ascii=False)[:_LONGEST]
        else:
            made[key] = _short(value)
    if depth == 0:
        made |= _of_cloud(record)
    return made


def _short(value: object) -> object:
    found = _RESOURCE.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else value


def _of_list(
    key: str, values: list[Any], record: _Record, inside: dict[str, list[_Record]]
) -> object:
    """Return a list as one cell, or as an object of what its pairs say."""
    if not _of_records(values):
        return "; ".join(str(_short(one)) for one in values if not isinstance(one, list | dict))
    for head, said in _PAIRS:
        if all(head in one and said in one and len(one) <= 3 for one in values):
            return {str(one[head]): one[said] for one in values}
    names = [_name_of(one) for one in values]
    owner = _name_of(record)
    told = owner and all(names) and any(len(one) > 1 for one in values)
    if told and "hosts" in _meant(key):
        rows = [{"Application": owner, **_plain(one, {})} for one in values]
        inside.setdefault(key, []).extend(rows)
        return None
    if all(names):
        return "; ".join(names)
    return json.dumps(values, ensure_ascii=False)[:_LONGEST]


def _of_cloud(record: _Record) -> _Record:
    """Return what the list of a cloud's own tool says in a way of its own."""
    made: _Record = {}
    if {"InstanceId", "InstanceType"} <= set(record):
        tags = {one.get("Key"): one.get("Value") for one in record.get("Tags") or ()}
        made = {"Hosting": "AWS", "VM name": tags.pop("Name", "") or record["InstanceId"]}
        made["Tags"] = tags
        counts = record.get("CpuOptions")
        if isinstance(counts, dict) and all(isinstance(n, int) for n in counts.values()):
            made["vCPUs"] = counts.get("CoreCount", 0) * counts.get("ThreadsPerCore", 1) or None
            made["CpuOptions"] = None
    elif str(record.get("type", "")).casefold() == "microsoft.compute/virtualmachines":
        made = {"Hosting": "Azure", "VM name": record.get("name"), "name": None, "id": None}
    elif record.get("kind") == "compute#instance":
        made = {"Hosting": "GCP", "VM name": record.get("name"), "name": None}
    if made and (size := sum(_disk_sizes(record, within=False))):
        made["Disk size (GB)"] = size
    return made


def _disk_sizes(value: object, *, within: bool) -> Iterator[float]:
    if isinstance(value, list):
        for one in value:
            yield from _disk_sizes(one, within=within)
    elif isinstance(value, dict):
        for key, one in value.items():
            if within and _SIZE.fullmatch(folded(key)) and re.fullmatch(r"\d{1,9}", str(one)):
                yield float(one)
            else:
                yield from _disk_sizes(one, within=within or bool(_DISKS.search(key)))


def _grid(name: str, title: str, records: list[_Record]) -> Grid:
    import pandas as pd

    frame = pd.json_normalize(records)
    frame = frame.loc[:, frame.notna().any()].astype(object)
    if frame.size > MOST_CELLS:
        raise refusal("too_wide", name, rows=len(frame), columns=len(frame.columns))
    paths = [str(column) for column in frame.columns]
    own = _OF_CLOUDS if {"VM name", "Hosting"} <= set(paths) else {}
    heads: list[Cell] = [*_heads(paths, own)]
    return Grid(name, title, [heads, *frame.where(frame.notna(), "").to_numpy().tolist()])


def _heads(paths: list[str], own: Mapping[str, str]) -> list[str]:
    """Return what columns are called: whole, or by their last part where only that says a field."""
    heads: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(paths, key=lambda path: (path not in own, path.count("."))):
        first, _, last = path.rpartition(".")
        head = own.get(path, path)
        bare = folded(first) in _TAGS if own else not says_field(path.replace(".", " "))
        if head == path and bare and says_field(last):
            head = last
        heads[path] = path if folded(head) in taken else head
        taken.add(folded(heads[path]))
    return [heads[path] for path in paths]
