"""Reading the workloads of a problem file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.errors import message
from planner.optimising.problem import Amount, ProblemWorkload
from planner.optimising.problem_sizes import MAX_WAVES, MAX_WORKLOADS
from planner.optimising.strict_json import Node

__all__ = ["WorkloadReader", "number_or_null", "unique_id"]

_KEYS = ("current", "allowed", "amounts", "delay_value", "earliest_wave", "latest_wave")
_KEYS_2 = (*_KEYS, "closed_waves", "forbidden", "wave_cost")


@dataclass(frozen=True, slots=True)
class WorkloadReader:
    """Reads workloads whose targets and number of waves are known, in the words of a version."""

    targets: Collection[str]
    waves: int
    version: int

    def read(self, top: Node) -> tuple[ProblemWorkload, ...]:
        """Return all workloads of the file."""
        seen: set[str] = set()
        nodes = top.child("workloads").elements(MAX_WORKLOADS)
        return tuple(self._workload(node, seen) for node in nodes)

    def _workload(self, node: Node, seen: set[str]) -> ProblemWorkload:
        node.record(("id", "cost"), _KEYS if self.version == 1 else _KEYS_2)
        identifier = unique_id(node, seen, "workload")
        cost = self._per_target(node.child("cost"), least=None)
        if not cost:
            node.child("cost").fail(
                "errors.problem.at_least_one_target_needs_a_cost", "errors.problem.give_one"
            )
        current = None
        if node.has("current") and node.child("current").value is not None:
            current = node.child("current").known(self.targets, "target")
        has = node.has
        return ProblemWorkload(
            id=identifier,
            cost=cost,
            current=current,
            allowed=self._allowed(node.child("allowed"), cost) if has("allowed") else None,
            amounts=self._amounts(node.child("amounts")) if has("amounts") else {},
            delay_value=self._delay(node.child("delay_value")) if has("delay_value") else 0.0,
            earliest_wave=_optional_wave(node, "earliest_wave"),
            latest_wave=_optional_wave(node, "latest_wave"),
            forbidden=self._forbidden(node.child("forbidden")) if has("forbidden") else {},
            closed_waves=_closed_waves(node.child("closed_waves")) if has("closed_waves") else (),
            wave_cost=self._wave_cost(node.child("wave_cost")) if has("wave_cost") else (),
        )

    def _allowed(self, node: Node, cost: Mapping[str, float]) -> tuple[str, ...]:
        allowed: dict[str, None] = {}
        for item in node.elements():
            target = item.known(self.targets, "target")
            if target not in cost:
                item.fail(
                    "errors.problem.is_allowed_but_has_no_cost",
                    "errors.problem.give_it_a_cost_or_remove_it",
                    target=target,
                )
            allowed[target] = None
        if not allowed:
            node.fail(
                "errors.problem.at_least_one_target_must_be_allowed",
                "errors.problem.leave_the_key_out_to_allow_all",
            )
        return tuple(allowed)

    def _forbidden(self, node: Node) -> dict[str, tuple[str, ...]]:
        found = {}
        for target, inner in self._by_target(node):
            reasons = tuple(dict.fromkeys(item.text() for item in inner.elements()))
            if not reasons:
                inner.fail(
                    "errors.problem.at_least_one_reason_is_needed",
                    "errors.problem.give_one_or_remove_the_target",
                )
            found[target] = reasons
        return found

    def _amounts(self, node: Node) -> dict[str, Amount | Mapping[str, Amount]]:
        found: dict[str, Amount | Mapping[str, Amount]] = {}
        for name, inner in node.entries():
            key = Node(name, node, name).text()
            if isinstance(inner.value, dict):
                found[key] = {to: self._amount(item) for to, item in self._by_target(inner)}
            else:
                found[key] = self._amount(inner)
        return found

    def _amount(self, node: Node) -> Amount:
        if self.version == 1 or not isinstance(node.value, list):
            return node.number(least=0.0)
        entries = tuple(item.number(least=0.0) for item in node.elements(MAX_WAVES))
        if not entries:
            node.fail(
                "errors.problem.at_least_one_number_is_needed",
                "errors.problem.give_one_for_each_wave_of_work",
            )
        return entries

    def _delay(self, node: Node) -> float | Mapping[str, float]:
        if isinstance(node.value, dict):
            return self._per_target(node, least=None)
        return node.number()

    def _wave_cost(self, node: Node) -> tuple[float, ...] | Mapping[str, tuple[float, ...]]:
        if isinstance(node.value, dict):
            return {target: self._by_wave(inner) for target, inner in self._by_target(node)}
        return self._by_wave(node)

    def _by_wave(self, node: Node) -> tuple[float, ...]:
        """One number a wave; without waves, what speaks of waves is passed over."""
        found = tuple(item.number() for item in node.elements(MAX_WAVES))
        if self.waves and len(found) != self.waves:
            node.fail(
                "errors.problem.has_entries_but_there_are_waves",
                "errors.problem.give_one_number_for_each_wave",
                count=len(found),
                waves=self.waves,
            )
        return found if self.waves else ()

    def _per_target(self, node: Node, least: float | None) -> dict[str, float]:
        return {target: inner.number(least) for target, inner in self._by_target(node)}

    def _by_target(self, node: Node) -> list[tuple[str, Node]]:
        found = list(node.entries())
        for key, _inner in found:
            if key not in self.targets:
                Node(key, node, key).known(self.targets, "target")
        return found


def _optional_wave(node: Node, key: str) -> int | None:
    return node.child(key).integer(least=1) if node.has(key) else None


def _closed_waves(node: Node) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item.integer(least=1) for item in node.elements(MAX_WAVES)))


def number_or_null(node: Node) -> float | None:
    """Return a number, or None where null is written."""
    return None if node.value is None else node.number()


def unique_id(node: Node, seen: set[str], what: str) -> str:
    """Return the id of an entry, and note it; two of a list must not share one."""
    identifier = node.child("id").text()
    if identifier in seen:
        node.child("id").fail(
            "errors.problem.another_is_already_called",
            "errors.problem.rename_one",
            what=message(f"errors.problem.what.{what.replace(' ', '_')}"),
            identifier=identifier,
        )
    seen.add(identifier)
    return identifier
