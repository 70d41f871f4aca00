"""Servers put into workloads: sizes added up, states marked, and the whole said in a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.importing.joining.collected import ServerEntry
from planner.importing.joining.merge import Registry, name_key
from planner.importing.joining.rollup import Rollup, group_servers, summed
from planner.model.fields import FIELDS, FieldKind, Value
from planner.model.inventory import Server
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["Grouped", "add_servers", "machine_of_two", "wave_in"]

_WAVE: Final = re.compile(r"(?:wave|w|批次|批|第)[\s\-_#]*(\d{1,3})(?!\d)", re.IGNORECASE)
_STATES: Final = ("template", "powered_off")


@dataclass(slots=True)
class Grouped:
    """The servers, the workload of every name a server has, repeated rows, and doubts."""

    servers: list[Server] = field(default_factory=list)
    machines: dict[str, str] = field(default_factory=dict)
    repeats: int = 0
    issues: list[Issue] = field(default_factory=list)


def add_servers(entries: Sequence[ServerEntry], registry: Registry, rollup: Rollup) -> Grouped:
    """Roll servers up into the registry's workloads; make those that are not there.

    Parameters
    ----------
    entries
        Servers as they were read, in order.
    registry
        Workloads so far; those that are made are added to it.
    rollup
        How servers are gathered.
    """
    issues: list[Issue] = []
    kept = _without_repeats(entries, issues)
    grouped = Grouped(repeats=len(entries) - len(kept), issues=issues)
    chosen = [(registry.find(name) or name, rule) for name, rule in group_servers(kept, rollup)]
    groups: dict[str, list[ServerEntry]] = defaultdict(list)
    titles: dict[str, str] = {}
    for entry, (name, _) in zip(kept, chosen, strict=True):
        groups[name_key(name)].append(entry)
        titles.setdefault(name_key(name), name)
    ids = {
        key: _add_group(titles[key], group, registry, rollup, grouped.issues)
        for key, group in groups.items()
    }
    for entry, (name, rule) in zip(kept, chosen, strict=True):
        workload = ids[name_key(name)]
        values = dict(entry.values)
        if entry.state:
            values["tags"] = (*_tags(values), entry.state)
        grouped.servers.append(Server(entry.name, workload, values, rule, entry.cell, entry.extra))
        for alias in (entry.name, entry.name.split(".")[0], *entry.aliases):
            grouped.machines.setdefault(name_key(alias), workload)
    grouped.issues += _same_amounts(groups.values())
    grouped.issues += _summary(kept, [rule for _, rule in chosen], len(groups))
    return grouped


_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:]+", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"asset ?_?(?:n|id|tag)|serial|inventar|序列号|资产编号")
"""Headers of what no two machines share."""
_MOST_SHARED: Final = 5
_SIZES: Final = ("cpu_cores", "memory_gib", "storage_gib")
_AMOUNTS: Final = [field.key for field in FIELDS if field.kind is FieldKind.MONEY]
_LOADS: Final = ("cpu_utilisation", "memory_utilisation", "peak_utilisation")


def _without_repeats(entries: Sequence[ServerEntry], issues: list[Issue]) -> list[ServerEntry]:
    """Join rows of one machine; one name with two identities is two machines."""
    by_name: dict[str, list[ServerEntry]] = defaultdict(list)
    kept: list[ServerEntry] = []
    loads: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    shared: list[Issue] = []
    for entry in entries:
        alike = by_name[name_key(entry.name)]
        known = next((other for other in alike if _is_same(other, entry)), None)
        if known is not None:
            issues += _differences(known, entry)
            for key in _LOADS:
                _note_load(loads[id(known)][key], known.values.get(key), entry.values.get(key))
            fresh = tuple(a for a in entry.applications if a not in known.applications)
            if fresh:
                known.rule = known.rule or entry.rule
                known.applications = (*known.applications, *fresh)
            known.values = {**entry.values, **known.values}
            known.extra = {**entry.extra, **known.extra}
            continue
        twin = next(
            (other for other in alike if other.applications[:1] == entry.applications[:1]), None
        )
        if twin is not None:
            params = {"text": entry.name, "other": f"{twin.cell.sheet} {twin.cell.address}".strip()}
            issues.append(
                Issue("same_machine_two_ids", Severity.WARNING, entry.cell, "", "name", params)
            )
            entry.aliases = tuple(alias for alias in entry.aliases if alias)
            entry.name = f"{entry.name} ({len(alike) + 1})"
        elif alike:
            shared.append(machine_of_two(entry.name, entry.cell, alike[0].cell))
        alike.append(entry)
        kept.append(entry)
    issues += _of_several(shared)
    for alike in by_name.values():
        _tell_each_other(alike)
    _average(kept, loads, issues)
    return kept


def _of_several(shared: Sequence[Issue]) -> Sequence[Issue]:
    """Return the doubts about machines of two applications, many of them as one."""
    if len(shared) <= _MOST_SHARED:
        return shared
    params = {**shared[0].params, "count": str(len(shared))}
    return [replace(shared[0], params=params)]


def _tell_each_other(alike: Sequence[ServerEntry]) -> None:
    """Give a machine that stands in several applications in each what its other rows say of it.

    What is added up (sizes, amounts) stays where it is: it would count twice.
    """
    if len(alike) < 2 or len({entry.name for entry in alike}) > 1:
        return
    words = [
        {k: v for k, v in entry.values.items() if k not in (*_SIZES, *_AMOUNTS)} for entry in alike
    ]
    for entry in alike:
        for said, other in zip(words, alike, strict=True):
            entry.values = {**said, **entry.values}
            entry.extra = {**other.extra, **entry.extra}


def _differences(known: ServerEntry, entry: ServerEntry) -> Iterator[Issue]:
    """Say in what one more row of a machine contradicts the first; its address may be another's."""
    params = {"text": entry.name, "other": known.cell.address}
    for key in _SIZES:
        if key in known.values and known.values[key] != entry.values.get(key, known.values[key]):
            yield Issue("server_repeated", Severity.WARNING, entry.cell, "", key, params)
            return
    both = known.extra.items() ^ entry.extra.items()
    addresses = {key for key, text in both if _ADDRESS.fullmatch(text.strip())}
    if addresses & known.extra.keys() & entry.extra.keys():
        yield Issue("server_two_addresses", Severity.WARNING, entry.cell, params=params)


def machine_of_two(name: str, cell: CellRef, first: CellRef) -> Issue:
    """Say that a machine stands in two applications, and is counted in both.

    Parameters
    ----------
    name
        Of the machine.
    cell
        Where it stands.
    first
        Where it stood before.
    """
    other = first.address if first.sheet == cell.sheet else f"{first.sheet} {first.address}".strip()
    params = {"text": name, "other": other}
    return Issue("machine_of_two", Severity.WARNING, cell, "", "name", params)


def _note_load(samples: list[float], first: Value | None, other: Value | None) -> None:
    """Keep a machine's load in one more row, as in an export with a row for each interval."""
    if isinstance(first, float) and isinstance(other, float):
        samples += [other] if samples else [first, other]


def _average(
    kept: Sequence[ServerEntry],
    loads: dict[int, dict[str, list[float]]],
    issues: list[Issue],
) -> None:
    """Give machines with several rows the mean of their loads, the greatest of their peaks."""
    averaged = 0
    for entry in kept:
        found = {key: numbers for key, numbers in loads[id(entry)].items() if len(set(numbers)) > 1}
        for key, numbers in found.items():
            peak = key == "peak_utilisation"
            entry.values[key] = max(numbers) if peak else round(sum(numbers) / len(numbers), 1)
        averaged += bool(found)
    if averaged:
        issues.append(Issue("loads_averaged", Severity.NOTE, params={"count": str(averaged)}))


def _is_same(first: ServerEntry, second: ServerEntry) -> bool:
    if first.uuid and second.uuid:
        return first.uuid.casefold() == second.uuid.casefold()
    for header in first.extra.keys() & second.extra.keys():
        if _NUMBERED.search(header.casefold()) and first.extra[header] != second.extra[header]:
            return False  # two asset numbers are two machines
    if first.applications[:1] == second.applications[:1]:
        return True
    if not (first.applications and second.applications):
        return True
    # A list of which machine carries what says nothing of the machine, and is no second one.
    return any(key in first.values for key in _SIZES) and not any(
        key in second.values for key in _SIZES
    )


def _add_group(
    name: str,
    group: Sequence[ServerEntry],
    registry: Registry,
    rollup: Rollup,
    issues: list[Issue],
) -> str:
    fresh = [server for server in group if not server.settled]
    values = summed(fresh)
    states = {server.state for server in fresh}
    for state in _STATES:
        if states == {state}:  # nothing in it runs
            values["tags"] = (*_tags(values), state)
    waves = {wave for server in fresh if (wave := _wave_of(server)) is not None}
    if rollup.keep_waves and len(waves) == 1:
        values.setdefault("pin_wave", waves.pop())
    workload = registry.add_group(name, values, group[0].cell)
    if rollup.keep_waves and len(waves) > 1:
        params = {"name": name, "waves": ", ".join(map(str, sorted(waves)))}
        issues.append(
            Issue("waves_differ", Severity.WARNING, group[0].cell, workload, "pin_wave", params)
        )
    return workload


def _same_amounts(groups: Iterable[Sequence[ServerEntry]]) -> Iterator[Issue]:
    """Say where every machine of a workload has one amount, which may be the workload's own."""
    found: dict[str, list[CellRef]] = defaultdict(list)
    for group in groups:
        for key in _AMOUNTS:
            amounts = [server.values.get(key) for server in group if not server.settled]
            if len(amounts) >= 2 and amounts[0] and len(set(amounts)) == 1:
                found[key].append(group[0].cell)
    for key, cells in found.items():
        params = {"count": str(len(cells))}
        yield Issue("amounts_repeated", Severity.WARNING, cells[0], "", key, params)


def _tags(values: dict[str, Value]) -> tuple[str, ...]:
    tags = values.get("tags", ())
    return tags if isinstance(tags, tuple) else ()


def _summary(kept: Sequence[ServerEntry], rules: Sequence[str], workloads: int) -> Iterator[Issue]:
    fresh = [rule for server, rule in zip(kept, rules, strict=True) if not server.settled]
    if not fresh:
        return
    counts = Counter(rule.partition(":")[0] for rule in fresh)
    params = {
        "servers": str(len(fresh)),
        "workloads": str(workloads),
        "by_column": str(counts["column"]),
        "by_tag": str(counts["tag"]),
        "by_name": str(counts["pattern"]),
        "alone": str(counts["server"]),
    }
    yield Issue("servers_grouped", Severity.NOTE, params=params)
    states = Counter(server.state for server in kept if not server.settled)
    if states["powered_off"] or states["template"]:
        params = {"off": str(states["powered_off"]), "templates": str(states["template"])}
        yield Issue("machines_marked", Severity.NOTE, params=params)


def _wave_of(server: ServerEntry) -> int | None:
    value = server.values.get("pin_wave")
    if isinstance(value, int):
        return value
    return wave_in(server.extra.get("wave", ""))


def wave_in(text: str) -> int | None:
    """Return the number of the wave that a name such as ``Wave 2`` or ``第3批`` holds.

    A number that is not behind the word (``2026-Q1``) is no wave's, unless it stands alone.
    """
    found = _WAVE.search(text)
    digits = found[1] if found else text.strip()
    number = int(digits) if digits.isdecimal() and len(digits) <= 3 else 0
    return number if number >= 1 else None
