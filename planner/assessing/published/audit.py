"""A plan held against published wave rules: each rule kept, broken by whom, or not measurable."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from planner.assessing.environments import environment_pairs
from planner.errors import BadInputError
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import LocalText
from planner.optimising.plan import Plan
from planner.shipped import templates_folder
from planner.wording import preset_text

__all__ = [
    "TEST_ENVIRONMENTS",
    "Finding",
    "PublishedSet",
    "audit",
    "has_database",
    "partners",
    "published_set",
    "published_sets",
]

IN_COMMON: Final = "common_service"
"""Interface of what everybody uses; it ties nobody to anybody."""
TEST_ENVIRONMENTS: Final = frozenset(("test", "development"))
NO_DATABASE: Final = frozenset(
    (
        "", "none", "no", "no database", "no db", "without", "nil", "null", "0", "na", "n/a",
        "n.a", "false", "not applicable", "not used", "keine", "kein", "keine datenbank", "nein",
        "entfällt", "ohne", "无", "没有", "否", "不涉及", "不适用", "无数据库", "未使用", "暂无",
        "不使用",
    )
)  # fmt: skip
"""What stands in a cell of databases where there is none, folded and without marks around it."""


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """A publisher's wave rules."""

    id: str
    name: LocalText
    publisher: str
    source: str
    rules: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's verdict: ``kept``, ``broken`` or ``unknown`` (no data to measure it by).

    ``wave`` and ``workloads`` say where it is broken, ``measured`` against ``limit``.
    """

    rule: str
    name: LocalText
    verdict: str
    wave: int | None = None
    workloads: tuple[str, ...] = ()
    measured: float | None = None
    limit: float | None = None


@cache
def published_sets() -> Mapping[str, PublishedSet]:
    """Return every published set by id."""
    path = templates_folder() / "published" / "waves.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        key: PublishedSet(
            key,
            preset_text(one["name"]),
            one["publisher"],
            one["source"],
            tuple(one["rules"]),
        )
        for key, one in table.items()
    }


def published_set(set_id: str) -> PublishedSet:
    """Return a published set.

    Raises
    ------
    BadInputError
        Where there is no such set.
    """
    found = published_sets().get(set_id)
    if found is None:
        raise BadInputError(
            "errors.rules.there_are_no_published_rules",
            "errors.rules.use_published_sets",
            set_id=set_id,
            published_sets=", ".join(published_sets()),
        )
    return found


@dataclass(frozen=True)
class _Case:
    """What the checks look at: members of every wave, and each workload's wave."""

    inventory: Inventory
    programme: Programme
    calendar: tuple[WaveSlot, ...]
    wave_of: Mapping[str, int]
    members: Mapping[int, tuple[Workload, ...]]
    common: frozenset[str]
    rule: Mapping[str, Any] = field(default_factory=dict)

    def waves(self) -> list[int]:
        last = self.rule.get("waves", len(self.calendar))
        return [wave for wave in sorted(self.members) if wave <= last]

    def states(self, known: Callable[[Workload], object]) -> bool:
        """Whether anybody states what is asked: of the rule's waves, of all where those are empty.

        A bar that nobody of unknown criticality could have broken is no rule kept.
        """
        waves = self.waves() or list(self.members)
        return any(known(one) for wave in waves for one in self.members[wave])

    def needs(self) -> list[Dependency]:
        """Dependencies of which both ends move."""
        return [
            one
            for one in self.inventory.dependencies
            if one.source in self.wave_of and one.needed in self.wave_of
        ]


type _Hit = tuple[int | None, tuple[str, ...], float | None, float | None]


def audit(
    plan: Plan,
    inventory: Inventory,
    programme: Programme,
    calendar: tuple[WaveSlot, ...],
    set_id: str,
    common: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return a finding for every rule of a published set, one for each place it is broken.

    ``common`` are the services that everybody uses: they make nobody depend on another.

    Parameters
    ----------
    calendar
        ``calendar[w - 1]`` is wave ``w``.
    set_id
        Of the published set.
    common
        Ids of services that everybody uses: they make nobody depend on another.

    Raises
    ------
    BadInputError
        Where there is no such set.
    """
    rules = published_set(set_id).rules
    known = inventory.by_id
    wave_of = {one: wave for one, wave in (plan.wave or {}).items() if wave and one in known}
    members: dict[int, list[Workload]] = {}
    for identity, wave in wave_of.items():
        members.setdefault(wave, []).append(known[identity])
    frozen = {wave: tuple(found) for wave, found in members.items()}
    findings: list[Finding] = []
    for rule in rules:
        case = _Case(inventory, programme, calendar, wave_of, frozen, common, rule)
        hits = CHECKS[rule["check"]](case)
        name = preset_text(rule["name"])
        if hits is None:
            findings.append(Finding(rule["key"], name, "unknown"))
        elif not hits:
            findings.append(Finding(rule["key"], name, "kept"))
        else:
            findings += [Finding(rule["key"], name, "broken", *hit) for hit in hits]
    return tuple(findings)


def has_database(workload: Workload) -> bool:
    """Whether a database is named: "none", "n/a" and a dash name none."""
    text = workload.text("database") or ""
    return text.strip(" .-–—/\\()").casefold() not in NO_DATABASE


def partners(inventory: Inventory, common: frozenset[str]) -> dict[str, set[str]]:
    """Return whom each workload needs or is needed by, ``common`` services left out, by id."""
    found: dict[str, set[str]] = {}
    for need in inventory.dependencies:
        ends = {need.source, need.needed}
        if need.interface != IN_COMMON and len(ends) > 1 and not ends & common:
            found.setdefault(need.source, set()).add(need.needed)
            found.setdefault(need.needed, set()).add(need.source)
    return found


def _servers(case: _Case) -> list[_Hit] | None:
    if not case.states(lambda one: one.number("server_count")):
        return None
    return _over(case, lambda one: one.number("server_count") or 1.0)


def _workloads(case: _Case) -> list[_Hit] | None:
    return _over(case, lambda one: 1.0) if case.members else None


def _over(case: _Case, amount: Callable[[Workload], float]) -> list[_Hit]:
    most = float(case.rule["most"])
    hits: list[_Hit] = []
    for wave in case.waves():
        total = sum(amount(one) for one in case.members[wave])
        if total > most:
            hits.append((wave, tuple(one.id for one in case.members[wave]), total, most))
    return hits


def _barred(key: str) -> Callable[[_Case], list[_Hit] | None]:
    """Choices barred from early waves; what is unknown counts as medium where some is known."""

    def check(case: _Case) -> list[_Hit] | None:
        if not case.states(lambda one: one.text(key)):
            return None
        barred = case.rule["barred"]
        hits: list[_Hit] = []
        for wave in case.waves():
            found = tuple(one.id for one in case.members[wave] if one.text(key) in barred)
            if found:
                hits.append((wave, found, None, None))
        return hits

    return check


def _length(case: _Case) -> list[_Hit] | None:
    if not case.calendar:
        return None
    hits: list[_Hit] = []
    for number, slot in enumerate(case.calendar, 1):
        weeks = ((slot.last_day - slot.first_day).days + 1) / 7.0
        if not case.rule["least"] <= weeks <= case.rule["most"]:
            limit = case.rule["most"] if weeks > case.rule["most"] else case.rule["least"]
            hits.append((number, (), weeks, float(limit)))
    return hits


def _buffer(case: _Case) -> list[_Hit]:
    buffer = case.programme.buffer
    if case.rule["least"] <= buffer <= case.rule["most"]:
        return []
    return [(None, (), buffer, float(case.rule["least"]))]


def _parted(case: _Case, pairs: set[tuple[str, str]]) -> list[_Hit]:
    return [
        (case.wave_of[one], (one, two), None, None)
        for one, two in sorted(pairs)
        if one in case.wave_of and two in case.wave_of and case.wave_of[one] != case.wave_of[two]
    ]


def _shared(case: _Case) -> list[_Hit] | None:
    needs = [one for one in case.needs() if one.interface]
    if not needs:
        return None
    shared = ("shared_database", "shared_host")
    return _parted(case, {(n.source, n.needed) for n in needs if n.interface in shared})


def _two_way(case: _Case) -> list[_Hit] | None:
    pairs = {(need.source, need.needed) for need in case.needs()}
    if not pairs:
        return None
    return _parted(case, {(a, b) for a, b in pairs if a < b and (b, a) in pairs})


def _standalone(case: _Case) -> list[_Hit] | None:
    """Systems of early waves that depend on others; measured by how many."""
    tied = partners(case.inventory, case.common)
    if not tied or not case.members:
        return None
    return [
        (wave, (one.id, *sorted(tied[one.id])), float(len(tied[one.id])), 0.0)
        for wave in case.waves()
        for one in case.members[wave]
        if one.id in tied
    ]


def _needed_first(case: _Case) -> list[_Hit] | None:
    wave_of = case.wave_of
    pairs = sorted({(need.source, need.needed) for need in case.needs()})
    if not pairs:
        return None
    return [
        (wave_of[one], (one, two), None, None) for one, two in pairs if wave_of[two] > wave_of[one]
    ]


def _test_first(case: _Case) -> list[_Hit] | None:
    wave_of = case.wave_of
    pairs = [
        (production, early)
        for production, early in environment_pairs(case.inventory.workloads)
        if production in wave_of and early in wave_of
    ]
    if not pairs:
        return None
    return [
        (wave_of[production], (production, early), None, None)
        for production, early in pairs
        if wave_of[early] >= wave_of[production]
    ]


def _mixed(case: _Case) -> list[_Hit] | None:
    if not case.states(lambda one: one.text("environment")):
        return None
    hits: list[_Hit] = []
    for wave in case.waves():
        test = [
            one.id for one in case.members[wave] if one.text("environment") in TEST_ENVIRONMENTS
        ]
        if test and len(test) < len(case.members[wave]):
            hits.append((wave, tuple(test), None, None))
    return hits


def _large_database(case: _Case) -> list[_Hit] | None:
    """A database with more storage than the figure shares its wave."""
    if not case.states(lambda one: has_database(one) and one.number("storage_gib") is not None):
        return None
    hits: list[_Hit] = []
    most = float(case.rule["most"])
    for wave in case.waves():
        for one in case.members[wave]:
            size = one.number("storage_gib") or 0.0
            if has_database(one) and size > most and len(case.members[wave]) > 1:
                hits.append((wave, (one.id,), size, most))
    return hits


CHECKS: Mapping[str, Callable[[_Case], list[_Hit] | None]] = {
    "servers_per_wave": _servers,
    "workloads_per_wave": _workloads,
    "complexity": _barred("complexity"),
    "licence_limits": _barred("licence_limits"),
    "criticality": _barred("criticality"),
    "wave_weeks": _length,
    "buffer": _buffer,
    "shared_database": _shared,
    "two_way": _two_way,
    "standalone": _standalone,
    "needed_first": _needed_first,
    "test_first": _test_first,
    "mixed_environments": _mixed,
    "large_database": _large_database,
}
