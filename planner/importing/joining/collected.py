# ruff: noqa: E501 - lists of words read best as lines
"""What the sources hand on: workloads, servers and dependencies with names, not yet joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.importing.blocks.rows import header_word
from planner.importing.headers.synonyms import application_words, server_headers
from planner.importing.joining.equipment import DEVICES, equipment_in
from planner.importing.matching.typed import Row, TypedTable, plain_text
from planner.importing.values.words import folded
from planner.model.fields import FIELD_BY_KEY, Value
from planner.model.inventory import SetAside
from planner.model.issue import CellRef, Fix, Issue, Severity

__all__ = ["Collected", "DependencyEntry", "ServerEntry", "WorkloadEntry", "collect_table"]

_MEANT_AS: Final = {"elements": "workloads", "relations": "dependencies"}
"""What rows of a format's own kinds would be, were they used."""
_BY_DESIGN: Final = frozenset(
    ("not_an_application", "not_a_dependency", "unknown_element", "total_row")
)
_TAKEN_AT_ONCE: Final = frozenset(("not_an_application", "total_row"))
"""Reasons that may be wrong of rows that lack nothing."""
_SAID_OTHERWISE: Final = ("name", "powerstate", "template", "workload_id", "grouped_by")
"""Columns of a server whose words are kept in its group or its state."""
_ENDS: Final = (("depends_on", "needed"), ("needed_by", "source"))
"""Columns that name what a row needs or what needs it, and the end that the cell lists."""
_OF_OTHERS: Final = ("depends_on", "needed_by", "hosts")
_FORWARDS: Final = re.compile(
    r"^(?:southbound|upstream|depends|uses|calls|requires|needs|consumes|runs on|hosted on|virtualized by|deployed on|installed on|reads"
    r"|abhängig|dépend|depende|下行|上游|依赖)"
)
_BACKWARDS: Final = re.compile(
    r"^(?:northbound|downstream|used by|required by|needed by|called by|consumed by|serves|supports"
    r"|provides|hosts|runs(?:$|::)|feeds|genutzt von|utilisé par|usado por|下游|被)"
)
_OFF: Final = re.compile(
    r"(?:vm)?(?:powered|switched|turned)?(?:off|stopped|deallocated|terminated|shutdown|halted)|关机|已关机|已停止|停止"
)
"""What the state of a machine says that does not run, folded."""
_IS: Final = re.compile(r"^(?:is|are|was|were|gets|wird|werden|ist|sind|est|sont|es|son|è|sono)\s+")
_RUNS_ON: Final = re.compile(
    r"^(?:runs on|hosted on|virtualized by|instantiates|deployed on|installed on|运行于|部署于)"
)
_CARRIES: Final = re.compile(r"^(?:runs(?:$|::)|hosts|virtualizes|运行$)")
"""Relations that say it from the machine's side; the ends are changed by then."""
_KINDS: Final = frozenset(
    "sysclassname devicetype equipmenttype hardwaretype type componenttype elementtype factsheettype assettype citype class ciclass category kind objecttype typ anlagentyp gerätetyp typedactif tipodeactivo tipodeci tipoci tipo 类型 对象类型 资产类型 设备类型 配置项类型 资产类别 设备类别".split()
)
_ROLES: Final = ("role", "rolle", "rôle", "rol", "角色")
_APPLICATION_KINDS: Final = frozenset(
    "application app businessapplication applicationcomponent software anwendung aplicación 应用 应用系统".split()
)
_OTHER_KINDS: Final = frozenset(
    "businesscapability capability businessprocess process businessfunction organization organisation person actor role location site dataobject informationobject businessobject goal objective project initiative provider vendor thirdparty endpoint contract usergroup 业务能力 流程 组织".split()
)
"""What rows of lists of everything are, folded; machines and platforms among them stay."""
_MACHINES: Final = re.compile(
    r"(?:servers?|virtualmachines?|(?<![a-z])vms?|hosts?|cmdbci(?:\w*server|vm\w*)|hypervisors?|rechner|serveurs?|servidor(?:es)?|服务器|虚拟机|物理机|主机|サーバー?)$"
)
"""What kinds of machines end in, folded; in a list that has applications too they are none."""
_AMONG_DEVICES: Final = frozenset(
    "mobile mobiledevice wireless iot iotdevice peripheral desktop computer pc monitor scanner tablet phone smartphone mobilephone projector 手机 平板".split()
)
"""What an application for such equipment may be called as well; equipment where others stand by."""
_REMARK: Final = re.compile(r"\s*[(（].*[)）]\s*$")
_PLACEHOLDER: Final = re.compile(
    r"[\[<{【（(]\s*(?:enter|insert|your|type|add|app(?:lication)? name|name|eintragen|saisir|请?填写|请输入)[^\])>}】）]*[\])>}】）]\.*",
    re.IGNORECASE,
)
_TOTALS = frozenset(("total", "totals", "sum", "grand total", "subtotal", "合计", "总计", "小计"))


@dataclass(slots=True)
class WorkloadEntry:
    """A row that is a workload."""

    id: str
    name: str
    values: dict[str, Value]
    cells: Mapping[str, CellRef]
    cell: CellRef
    extra: dict[str, str] = field(default_factory=dict)
    hosts: str = ""
    """The machines it runs on, as the cell names them."""


@dataclass(slots=True)
class ServerEntry:
    """A row that is a server; ``applications`` are names, ``rule`` says where they came from.

    ``settled``: an earlier import rolled it up; its workload's values hold it already.
    """

    name: str
    values: dict[str, Value]
    cell: CellRef
    applications: tuple[str, ...] = ()
    rule: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    state: str = ""
    aliases: tuple[str, ...] = ()
    settled: bool = False
    uuid: str = ""
    listed: str = ""
    """The cell that names its applications."""
    application_id: str = ""
    """The id of its one application, where a column gives that beside the name."""


@dataclass(slots=True)
class DependencyEntry:
    """A row that is a dependency; the ends are ids or names of workloads, or names of servers.

    ``is_row`` is False where a cell of a workload's row names what it needs; ``listed`` is the end
    (``source`` or ``needed``) whose text may name several.
    """

    source: str
    needed: str
    values: dict[str, Value]
    cell: CellRef
    between_servers: bool = False
    is_row: bool = True
    listed: str = ""
    runs_on: bool = False
    """Whether the needed end is a machine, or a platform, that the source runs on."""


@dataclass(slots=True)
class Collected:
    """Everything read so far; ``joined`` counts rows that went into others (disks, tags)."""

    workloads: list[WorkloadEntry] = field(default_factory=list)
    servers: list[ServerEntry] = field(default_factory=list)
    dependencies: list[DependencyEntry] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    joined: int = 0
    hosted: list[tuple[str, str, CellRef]] = field(default_factory=list)
    """Applications with the machine each runs on, and where that stands."""
    ways: dict[tuple[str, str, str], tuple[CellRef, int]] = field(default_factory=dict)
    """Words of directions that are not known, by where they stand: the first place, how often."""

    def put_aside(
        self,
        table: TypedTable,
        row: Row,
        reason: str,
        *,
        kind: str = "",
        texts: Mapping[str, str] | None = None,
        alone: bool = True,
    ) -> None:
        """Keep a row that cannot be used, with an issue that says why.

        Parameters
        ----------
        table
            In which it stands.
        row
            The row.
        reason
            Code of the issue.
        kind
            What it was meant as, where that is not what the table is.
        texts
            Its cells by field, likewise.
        alone
            It has an issue of its own; else one says it of all.
        """
        where = CellRef(table.file, table.sheet, row.number)
        kind = kind or _MEANT_AS.get(table.kind, table.kind)
        given = {key: plain_text(kind, key, value) for key, value in row.values.items()}
        kept = {**given, **row.extra} if texts is None else dict(texts)
        self.set_aside.append(SetAside(where, kept, reason, kind))
        if not alone:
            return
        severity = Severity.NOTE if reason in _BY_DESIGN else Severity.WARNING
        fix = Fix("take_in") if reason in _TAKEN_AT_ONCE else None
        self.issues.append(Issue(reason, severity, where, fix=fix))

    def lost_way(self, text: str, where: CellRef) -> None:
        """Say once, at its first row, that nobody knows which way a word of a column points."""
        known = self.ways.setdefault((where.file, where.sheet, text), (where, 0))
        self.ways[where.file, where.sheet, text] = (known[0], known[1] + 1)

    def lost_ways(self) -> Iterator[Issue]:
        """Yield what :meth:`lost_way` has noted, a doubt for each word."""
        for (_, _, text), (where, count) in self.ways.items():
            params = {"text": text[:80], "count": str(count)}
            yield Issue("direction_unknown", Severity.WARNING, where, params=params)

    def put_alike(
        self, table: TypedTable, rows: Sequence[Row], reason: str, told: str, code: str
    ) -> None:
        """Keep rows that are aside for one reason, with one doubt that says what told so.

        Parameters
        ----------
        table
            In which they stand.
        rows
            Aside for one reason.
        reason
            Code of the reason.
        told
            What told so.
        code
            Of the doubt.
        """
        for row in rows:
            self.put_aside(table, row, reason, alone=False)
        params = {"reason": reason, "text": told[:80], "count": str(len(rows))}
        where = CellRef(table.file, table.sheet, rows[0].number)
        severity = Severity.NOTE if code in _BY_DESIGN else Severity.WARNING
        fix = Fix("take_in_alike", "", "", reason)
        self.issues.append(Issue(code, severity, where, params=params, fix=fix))


def collect_table(table: TypedTable, collected: Collected) -> None:
    """Take over the rows of a table as what its kind says they are, or a column of kinds."""
    take = {"workloads": take_workload, "servers": take_server, "dependencies": take_dependency}
    kinds = _said_kinds(table)
    every = {kind for said in kinds for kind in said}
    mixed = bool(every & _APPLICATION_KINDS)
    named = header_word(table.titles.get("name", "")) in application_words()
    others = _other_kinds(table, every) if mixed or not named else set()
    equipment: dict[str, list[tuple[Row, str]]] = {}
    no_systems: dict[str, list[Row]] = {}
    for row, said in zip(table.rows, kinds, strict=True):
        if strange := said.keys() & others:
            no_systems.setdefault(said[min(strange)], []).append(row)
        elif found := equipment_in(table, row):
            equipment.setdefault(found[0], []).append((row, found[1]))
        elif (mixed or not named) and any(map(_MACHINES.search, said)):
            _name_application(row)
            take_server(table, row, collected)
        elif said.keys() & _APPLICATION_KINDS:
            take_workload(table, row, collected)
        else:
            take[table.kind](table, row, collected)
    for kind, rows in no_systems.items():
        collected.put_alike(table, rows, "not_an_application", kind, "not_an_application")
    for kind, told in equipment.items():
        collected.put_alike(table, [row for row, _ in told], kind, told[0][1], "equipment")


def _said_kinds(table: TypedTable) -> list[dict[str, str]]:
    """Return, row by row, what columns of kinds call it: folded, and as it is written."""
    if table.kind not in ("workloads", "servers") or table.literal:
        return [{} for _ in table.rows]
    heads = {head for row in table.rows for head in row.extra}
    named = header_word(table.titles.get("name", "")) in application_words()
    roles = {head for head in heads if folded(head) in _ROLES}
    roles |= set() if named else _naming_devices(table, heads - roles)
    heads = {head for head in heads if folded(head) in _KINDS}
    found: list[dict[str, str]] = []
    for row in table.rows:
        said = {_kind(text): text for head in heads if (text := row.extra.get(head, ""))}
        played = [row.text("role"), *(row.extra.get(head, "") for head in roles)]
        # A device is told by any column that names it; *App* and *Web* say nothing of the row.
        said |= {_kind(text): text for text in played if DEVICES.fullmatch(_kind(text))}
        found.append(said)
    return found


def _naming_devices(table: TypedTable, heads: set[str]) -> set[str]:
    """Return the columns in which devices come again: one alone may be what a system is like."""
    counts = {head: Counter(row.extra.get(head, "") for row in table.rows) for head in heads}
    devices = {
        head: sum(n for text, n in found.items() if DEVICES.fullmatch(_kind(text)))
        for head, found in counts.items()
    }
    least = max(2, len(table.rows) / 20)
    return {head for head, count in devices.items() if count >= least}


def _kind(text: str) -> str:
    return folded(_REMARK.sub("", text))


def _other_kinds(table: TypedTable, kinds: set[str]) -> set[str]:
    """Return the kinds of a list that are equipment, or none of a plan's where it knows applications."""
    others = {kind for kind in kinds if DEVICES.search(kind)}
    if others:
        others |= _AMONG_DEVICES
    if table.kind == "workloads" and kinds & _APPLICATION_KINDS:
        others |= _OTHER_KINDS
    return others


def _name_application(row: Row) -> None:
    """Read what a machine in a list of applications says of its own by a list of machines' headers."""
    for head, text in row.extra.items():
        if server_headers().get(header_word(head)) == "application":
            row.values.setdefault("application", text)


def take_workload(table: TypedTable, row: Row, collected: Collected) -> None:
    """Take over a row as a workload; without a name its id is the name."""
    values = row.values
    given_id, name = _pop_text(values, "id"), _pop_text(values, "name")
    if _PLACEHOLDER.fullmatch(name) and not values and not row.extra:
        row.values["name"], name = name, ""
    if not name and not given_id:
        collected.put_aside(table, row, "no_name")
        return
    if name.casefold() in _TOTALS and not given_id:
        row.values["name"] = name
        collected.put_aside(table, row, "total_row")
        return
    where = CellRef(table.file, table.sheet, row.number)
    for key in [key for key in values if key not in FIELD_BY_KEY and key not in _OF_OTHERS]:
        row.extra.setdefault(key, row.text(key))  # a format's own column that no field takes
        del values[key]
    given = given_id or name
    for key, listed in _ENDS:
        others = _pop_text(values, key)
        if others:
            ends = (given, others) if listed == "needed" else (others, given)
            collected.dependencies.append(
                DependencyEntry(*ends, {}, row.cells[key], is_row=False, listed=listed)
            )
    hosts = _pop_text(values, "hosts")
    collected.workloads.append(
        WorkloadEntry(given_id, name or given_id, values, row.cells, where, row.extra, hosts)
    )


def take_server(table: TypedTable, row: Row, collected: Collected) -> None:
    """Take over a row as a server.

    Parameters
    ----------
    table, row
        As in :meth:`Collected.put_aside`.
    collected
        Where it goes.
    """
    told = map(row.text, ("name", "machine_id", "ip"))
    name = next(filter(None, told), row.text("id") if table.kind == "workloads" else "")
    if not name and row.text("application"):
        row.values["name"] = row.values.pop("application")
        if numbered := row.values.pop("application_id", None):
            row.values["id"] = numbered
        take_workload(table, row, collected)
        return
    if not name:
        collected.put_aside(table, row, "no_server_name")
        return
    named, numbered = row.text("application"), row.text("application_id")
    applications = split_applications(named or numbered)
    rule = "column:application" if applications else ""
    if not applications:
        applications = application_tag(row.text("tags"))
        rule = "tag:application" if applications else ""
    _count_cores(row)
    values = {key: value for key, value in row.values.items() if key in FIELD_BY_KEY}
    state = ""
    if _OFF.fullmatch(folded(row.text("powerstate"))):
        state = "powered_off"
    if row.text("template").casefold() in ("true", "yes", "1"):
        state = "template"
    settled = row.text("workload_id")
    if settled:
        applications, rule = (settled,), row.text("grouped_by")
    for key, listed in () if settled else _ENDS:
        if others := _pop_text(row.values, key):
            ends = (name, others) if listed == "needed" else (others, name)
            collected.dependencies.append(
                DependencyEntry(*ends, {}, row.cells[key], is_row=False, listed=listed)
            )
    for key in row.values:
        single = key.startswith("application") and len(applications) == 1
        if key not in FIELD_BY_KEY and key not in _SAID_OTHERWISE and not single:
            row.extra.setdefault(key, row.text(key))
    where = CellRef(table.file, table.sheet, row.number)
    names = (row.text(key) for key in ("machine_id", "fqdn", "ip", "id"))
    aliases = tuple(filter(None, names))
    entry = ServerEntry(
        name, values, where, applications, rule, row.extra, state, aliases, bool(settled),
        row.text("machine_id"), "" if settled else named or numbered,
        numbered if named and len(applications) == 1 and not settled else "",
    )  # fmt: skip
    collected.servers.append(entry)


def _count_cores(row: Row) -> None:
    """Give a server the cores that its sockets have together, where it tells only these."""
    sockets, each = row.gib("sockets", 1.0), row.gib("cores_each", 1.0)
    if sockets is not None and "cpu_cores" not in row.values and sockets * (each or 1) > 0:
        row.values["cpu_cores"] = sockets * (each or 1)


def take_dependency(table: TypedTable, row: Row, collected: Collected) -> None:
    """Take over a row as a dependency; both ends must be named."""
    source, needed = row.text("source"), row.text("needed")
    if not source or not needed:
        collected.put_aside(table, row, "dependency_incomplete")
        return
    where = CellRef(table.file, table.sheet, row.number)
    relation, direction = _pop_text(row.values, "relation"), _pop_text(row.values, "direction")
    for key, text in (("relation", relation), ("direction", direction)):
        if text:
            row.extra[key] = text
    ways = [way for text in (relation, direction) if text and (way := _way(text))]
    unknown = direction or (relation if "::" in relation else "")
    if not ways and unknown:
        collected.lost_way(unknown, where)
    if "back" in ways:
        source, needed = needed, source
    runs_on = _RUNS_ON.match(_IS.sub("", relation.casefold())) is not None
    if _CARRIES.match(relation.casefold()):
        runs_on = True
    if runs_on:
        collected.hosted.append((source, needed, where))
    collected.dependencies.append(
        DependencyEntry(source, needed, row.values, where, listed="needed", runs_on=runs_on)
    )


def _way(text: str) -> str:
    """Tell whether a relation's or a direction's words point at what is needed, or back."""
    plain = _IS.sub("", text.casefold().strip())
    if _BACKWARDS.match(plain):
        return "back"
    return "forth" if _FORWARDS.match(plain) else ""


def split_applications(text: str) -> tuple[str, ...]:
    """Split a list of applications at commas, semicolons and bars."""
    parts = (part.strip() for part in re.split(r"[;；,|]+", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def tag_pairs(text: str) -> dict[str, str]:
    """Read ``zone:1, critical:yes`` or ``k=v;k=v``."""
    pairs: dict[str, str] = {}
    for part in text.replace(";", ",").split(","):
        for mark in ("=", ":"):
            key, found, value = part.partition(mark)
            if found and key.strip():
                pairs[key.strip()] = value.strip()
                break
    return pairs


def application_tag(text: str) -> tuple[str, ...]:
    """Return the application a tag names, where one does."""
    for key, value in tag_pairs(text).items():
        if key.casefold() in ("application app appname workload service 应用 系统").split():
            return (value,) if value else ()
    return ()


def _pop_text(values: dict[str, Value], key: str) -> str:
    value = values.pop(key, "")
    return value if isinstance(value, str) else str(value)
