"""Reading what a problem file bounds and shares: limits, limits of waves, shared costs, exits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from planner.optimising.problem import Exit, Extension, Limit, SharedCost, WaveLimit
from planner.optimising.problem_sizes import MAX_LIMITS, MAX_WAVES, MAX_WORKLOADS
from planner.optimising.problem_workloads import number_or_null, unique_id
from planner.optimising.strict_json import Node

__all__ = ["LimitReader"]


@dataclass(frozen=True, slots=True)
class LimitReader:
    """Reads limits and their like, where targets, workloads and the number of waves are known."""

    targets: Collection[str]
    workloads: Collection[str]
    waves: int
    version: int

    def limits(self, top: Node) -> tuple[Limit, ...]:
        """Return the limits of the placement."""
        seen: set[str] = set()
        return tuple(self._limit(node, seen) for node in _entries(top, "limits"))

    def _limit(self, node: Node, seen: set[str]) -> Limit:
        more = () if self.version == 1 else ("extension",)
        node.record(("id", "amount", "targets"), ("at_most", "at_least", *more))
        at_most = number_or_null(node.child("at_most"))
        at_least = number_or_null(node.child("at_least"))
        if at_most is None and at_least is None:
            node.fail(
                "errors.problem.limit_needs_at_most_or_at_least",
                "errors.problem.give_one_of_them_a_number",
            )
        extension = None
        if node.has("extension"):
            if at_most is None:
                node.child("extension").fail(
                    "errors.problem.only_a_limit_with_at_most_is",
                    "errors.problem.give_at_most_or_remove_it",
                )
            extension = _extension(node.child("extension"))
        return Limit(
            unique_id(node, seen, "limit"),
            node.child("amount").text(),
            self._targets(node),
            at_most,
            at_least,
            extension,
        )

    def wave_limits(self, top: Node) -> tuple[WaveLimit, ...]:
        """Return the limits of the waves."""
        seen: set[str] = set()
        return tuple(self._wave_limit(node, seen) for node in _entries(top, "wave_limits"))

    def _wave_limit(self, node: Node, seen: set[str]) -> WaveLimit:
        more = () if self.version == 1 else ("periods",)
        node.record(("id", "amount"), ("at_most", "at_least", *more))
        periods = self._periods(node.child("periods")) if node.has("periods") else None
        at_most = self._bounds(node.child("at_most"), periods)
        at_least = self._bounds(node.child("at_least"), periods)
        if at_most is None and at_least is None:
            node.fail(
                "errors.problem.limit_needs_at_most_or_at_least",
                "errors.problem.give_one_of_them_a_number",
            )
        return WaveLimit(
            unique_id(node, seen, "wave limit"),
            node.child("amount").text(),
            at_most,
            at_least,
            periods,
        )

    def _bounds(
        self, node: Node, periods: tuple[tuple[int, ...], ...] | None
    ) -> tuple[float | None, ...] | None:
        """Spread one number over the waves or periods, or read one for each.

        Without waves, what speaks of waves is passed over: a list of any length is taken as it is.
        """
        if node.value is None:
            return None
        count = self.waves if periods is None else len(periods)
        if not isinstance(node.value, list):
            return (node.number(),) * count
        if self.waves and len(node.value) != count:
            if periods is None:
                node.fail(
                    "errors.problem.has_entries_but_there_are_waves",
                    "errors.problem.give_one_number_for_all_waves_or",
                    count=len(node.value),
                    waves=count,
                )
            node.fail(
                "errors.problem.has_entries_but_there_are_periods",
                "errors.problem.give_one_number_for_all_periods_or",
                count=len(node.value),
                periods=count,
            )
        return tuple(number_or_null(item) for item in node.elements(MAX_WAVES))

    def _periods(self, node: Node) -> tuple[tuple[int, ...], ...]:
        seen: set[int] = set()
        found = []
        for inner in node.elements(MAX_WAVES):
            period = []
            for item in inner.elements(MAX_WAVES):
                number = item.integer(least=1, most=self.waves or MAX_WAVES)
                if number in seen:
                    item.fail(
                        "errors.problem.wave_is_already_in_a_period",
                        "errors.problem.name_it_once",
                        number=number,
                    )
                seen.add(number)
                period.append(number)
            if not period:
                inner.fail("errors.problem.at_least_one_wave_is_needed", "errors.problem.name_one")
            found.append(tuple(period))
        return tuple(found)

    def shared_costs(self, top: Node) -> tuple[SharedCost, ...]:
        """Return what platforms cost as long as somebody is on them."""
        seen: set[str] = set()
        found = []
        for node in _entries(top, "shared_costs"):
            figures = ("cost", "cost_per_day", "not_before_day")
            node.record(("id", "targets"), ("workloads", *figures))
            found.append(
                SharedCost(
                    unique_id(node, seen, "shared cost"),
                    self._targets(node),
                    self._workloads(node),
                    *(
                        node.child(key).number(least=0.0) if node.has(key) else 0.0
                        for key in figures
                    ),
                )
            )
        return tuple(found)

    def exits(self, top: Node) -> tuple[Exit, ...]:
        """Return what has to be empty in the end."""
        seen: set[str] = set()
        found = []
        for node in _entries(top, "exits"):
            node.record(("id", "targets"), ("workloads", "by_wave"))
            by_wave = node.child("by_wave").integer(least=0) if node.has("by_wave") else None
            found.append(
                Exit(
                    unique_id(node, seen, "exit"),
                    self._targets(node),
                    self._workloads(node),
                    by_wave,
                )
            )
        return tuple(found)

    def _targets(self, node: Node) -> tuple[str, ...]:
        inner = node.child("targets")
        found = dict.fromkeys(item.known(self.targets, "target") for item in inner.elements())
        if not found:
            inner.fail("errors.problem.at_least_one_target_is_needed", "errors.problem.name_one")
        return tuple(found)

    def _workloads(self, node: Node) -> tuple[str, ...] | None:
        if not node.has("workloads"):
            return None
        inner = node.child("workloads")
        named = inner.elements(MAX_WORKLOADS)
        found = dict.fromkeys(item.known(self.workloads, "workload") for item in named)
        if not found:
            inner.fail(
                "errors.problem.at_least_one_workload_is_needed",
                "errors.problem.leave_the_key_out_to_name_all",
            )
        return tuple(found)


def _entries(top: Node, key: str) -> list[Node]:
    return list(top.child(key).elements(MAX_LIMITS)) if top.has(key) else []


def _extension(node: Node) -> Extension:
    node.record(("step", "cost", "most"))
    step = node.child("step").number()
    if step <= 0:
        node.child("step").fail("errors.problem.must_be_above_0")
    return Extension(
        step, node.child("cost").number(least=0.0), node.child("most").integer(least=1)
    )
