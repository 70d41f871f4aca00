"""A planning problem under a publisher's wave rules: planned by them, not only held against them.

Sizes of waves, what is barred from early ones, what moves together and in which order become
rules of the problem; lengths of waves and the buffer become settings of the programme. That test
and production never share a wave is kept by waves set aside for tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.assessing.published.audit import (
    TEST_ENVIRONMENTS,
    has_database,
    partners,
    published_set,
)
from planner.assessing.published.set_aside import parted_waves
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.model.rules import LocalText
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    WaveLimit,
)
from planner.wording import preset_text

__all__ = ["SETTLED", "audited_only", "by_published_rules", "paced"]

SETTLED: Final = frozenset(("test_first", "wave_weeks", "buffer"))
"""Checks that add no rule: the first is in every problem, the others are the programme's."""
TOGETHER, BEFORE = DependencyKind.TOGETHER, DependencyKind.BEFORE


def paced(programme: Programme, set_id: str) -> Programme:
    """Return the programme with waves of the published length and the published buffer.

    A calendar of waves that is written out stays as it is.
    """
    for rule in published_set(set_id).rules:
        if rule["check"] == "wave_weeks" and not programme.waves:
            weeks = min(max(programme.wave_weeks, int(rule["least"])), int(rule["most"]))
            programme = replace(programme, wave_weeks=weeks)
        if rule["check"] == "buffer":
            share = min(max(programme.buffer, float(rule["least"])), float(rule["most"]))
            programme = replace(programme, buffer=share)
    return programme


def audited_only(programme: Programme, set_id: str) -> tuple[LocalText, ...]:
    """Return the names of published rules that a plan is held against but not planned by.

    Only the length of waves, where the calendar of ``programme`` is written out.
    """
    if not programme.waves:
        return ()
    rules = published_set(set_id).rules
    return tuple(preset_text(rule["name"]) for rule in rules if rule["check"] == "wave_weeks")


def by_published_rules(
    problem: PlanningProblem,
    inventory: Inventory,
    set_id: str,
    common: frozenset[str] = frozenset(),
) -> PlanningProblem:
    """Return the problem with a publisher's wave rules added to its own.

    A wave always holds the largest workload; a barred one whose date lies before the bar keeps its
    date.

    Parameters
    ----------
    set_id
        Of the published set.
    common
        Ids of services that everybody uses: they bar nobody.
    """
    if not problem.waves:
        return problem
    imposed = _Imposed(problem, inventory, common)
    for rule in published_set(set_id).rules:
        handle = HANDLERS.get(rule["check"])
        if handle is not None:
            imposed = handle(imposed, rule)
    return imposed.problem


@dataclass(frozen=True)
class _Imposed:
    problem: PlanningProblem
    inventory: Inventory
    common: frozenset[str]

    def known(self) -> Iterator[Workload]:
        ids = {one.id for one in self.problem.workloads}
        return (one for one in self.inventory.workloads if one.id in ids)

    def limited(self, name: str, amounts: Mapping[str, float], most: float, waves: int) -> _Imposed:
        """Add a limit on an amount of its own in the first so many waves (all where 0)."""
        key = f"published.{name}"
        largest = max(amounts.values(), default=0.0)
        count = len(self.problem.waves)
        bound = tuple(
            max(most, largest) if not waves or wave < waves else None for wave in range(count)
        )
        loads = tuple(
            replace(one, amounts={**one.amounts, key: amounts[one.id]})
            if amounts.get(one.id)
            else one
            for one in self.problem.workloads
        )
        limits = (*self.problem.wave_limits, WaveLimit(f"{key}.{waves}", key, bound))
        return replace(self, problem=replace(self.problem, workloads=loads, wave_limits=limits))

    def later(self, barred: set[str], rule: Mapping[str, Any]) -> _Imposed:
        """Keep some out of the rule's first so many waves."""
        first = min(rule.get("waves", 0) + 1, len(self.problem.waves))
        loads = tuple(
            replace(one, earliest_wave=max(first, one.earliest_wave or 1))
            if one.id in barred and (one.latest_wave is None or one.latest_wave >= first)
            else one
            for one in self.problem.workloads
        )
        return replace(self, problem=replace(self.problem, workloads=loads))

    def ordered(self, pairs: Iterator[tuple[str, str]], kind: DependencyKind) -> _Imposed:
        ids = {one.id for one in self.problem.workloads}
        have = {(one.source, one.needed, one.kind) for one in self.problem.dependencies}
        more = tuple(
            ProblemDependency(one, two, kind)
            for one, two in dict.fromkeys(pairs)
            if one != two and {one, two} <= ids and (one, two, kind) not in have
        )
        dependencies = (*self.problem.dependencies, *more)
        return replace(self, problem=replace(self.problem, dependencies=dependencies))


def _servers(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    amounts = {one.id: one.number("server_count") or 1.0 for one in imposed.known()}
    return imposed.limited("servers", amounts, float(rule["most"]), rule.get("waves", 0))


def _workloads(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    amounts = {one.id: 1.0 for one in imposed.known()}
    return imposed.limited("workloads", amounts, float(rule["most"]), rule.get("waves", 0))


def _alone(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    """A large database fills its wave: it counts as all workloads together."""
    whole = float(len(imposed.problem.workloads))
    amounts = {
        one.id: whole
        if has_database(one) and (one.number("storage_gib") or 0.0) > rule["most"]
        else 1.0
        for one in imposed.known()
    }
    return imposed.limited("alone", amounts, whole, 0)


def _barred(field: str) -> Callable[[_Imposed, Mapping[str, Any]], _Imposed]:
    def handle(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
        barred = {one.id for one in imposed.known() if one.text(field) in rule["barred"]}
        return imposed.later(barred, rule)

    return handle


def _standalone(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    return imposed.later(set(partners(imposed.inventory, imposed.common)), rule)


def _shared(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    needs = imposed.inventory.dependencies
    shared = ("shared_database", "shared_host")
    return imposed.ordered(
        ((one.source, one.needed) for one in needs if one.interface in shared), TOGETHER
    )


def _two_way(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    pairs = {(one.source, one.needed) for one in imposed.inventory.dependencies}
    both = sorted((one, two) for one, two in pairs if one < two and (two, one) in pairs)
    return imposed.ordered(iter(both), TOGETHER)


def _needed_first(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    needs = imposed.inventory.dependencies
    return imposed.ordered(((one.source, one.needed) for one in needs), BEFORE)


def _mixed(imposed: _Imposed, rule: Mapping[str, Any]) -> _Imposed:
    tests = {one.id for one in imposed.known() if one.text("environment") in TEST_ENVIRONMENTS}
    return replace(imposed, problem=parted_waves(imposed.problem, tests))


HANDLERS: Final[Mapping[str, Callable[[_Imposed, Mapping[str, Any]], _Imposed]]] = {
    "servers_per_wave": _servers,
    "workloads_per_wave": _workloads,
    "large_database": _alone,
    "criticality": _barred("criticality"),
    "complexity": _barred("complexity"),
    "licence_limits": _barred("licence_limits"),
    "shared_database": _shared,
    "two_way": _two_way,
    "standalone": _standalone,
    "needed_first": _needed_first,
    "mixed_environments": _mixed,
}
