"""Workloads whose targets are decided as one, weighed by what all of them cost.

A recovery or test system shares the technology of what it serves, and a group may be kept on one
target: none of them goes anywhere by itself. Everything outside the group stays where the plan has
it, so this is an approximation like :mod:`planner.questioning.local`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.model.study import Study
from planner.optimising.problem import PlanningProblem
from planner.questioning.local import Surroundings

__all__ = ["Together"]

type Value = tuple[str, ...]
"""The values of the attributes that a group shares: one target's."""


@dataclass(slots=True)
class _Group:
    """Blocks of workloads on one target each, all of whose targets share a value.

    ``costs`` are a block's by target; ``least`` a block's by value; ``total`` that of all blocks,
    for the values that are open to all.
    """

    of: dict[str, Value]
    block: dict[str, int] = field(default_factory=dict)
    costs: list[dict[str, float]] = field(default_factory=list)
    least: list[dict[Value, float]] = field(default_factory=list)
    total: dict[Value, float] = field(default_factory=dict)


class Together:
    """Where a workload goes by its own scores, with those it has to go with."""

    def __init__(self, study: Study, around: Surroundings) -> None:
        self._study, self._around = study, around
        self._groups: dict[str, _Group] = {}
        problem = study.problem
        bound = [*problem.same_target, *(one.workloads for one in problem.same)]
        for names in _joined(bound):
            group = self._group(problem, names)
            self._groups.update(dict.fromkeys(names, group))

    def best(self, name: str, scores: Mapping[str, float] | None = None) -> str:
        """Return the target of ``name`` if its ``scores`` (0 to 100 by factor) were different."""
        group = self._groups.get(name)
        if group is None or not group.total:
            return self._around.best(name, scores=scores)
        block = group.block[name]
        costs = {
            target: cost + self._around.change(name, target, scores)
            for target, cost in group.costs[block].items()
        }
        here = self._study.plan.placement[name]
        # The plan's own target wins ties: it takes a real change to flip.
        return min(
            (target for target in costs if group.of[target] in group.total),
            key=lambda t: (
                group.total[group.of[t]]
                - group.least[block][group.of[t]]
                + costs[t]
                - (1e-9 if t == here else 0.0),
                t != here,
            ),
        )

    def _group(self, problem: PlanningProblem, names: frozenset[str]) -> _Group:
        shared = dict.fromkeys(one.attribute for one in problem.same if names & {*one.workloads})
        values = [problem.value_of(attribute) for attribute in shared]
        group = _Group({one.id: tuple(v[one.id] for v in values) for one in problem.targets})
        on_one = _joined([*problem.same_target, *((name,) for name in sorted(names))])
        for block in (one for one in on_one if one <= names):
            group.block.update(dict.fromkeys(block, len(group.costs)))
            costs = self._costs(block, names)
            least: dict[Value, float] = {}
            for target, cost in costs.items():
                value = group.of[target]
                least[value] = min(cost, least.get(value, cost))
            group.costs.append(costs)
            group.least.append(least)
        for value in {group.of[target] for target in group.of}:
            if all(value in least for least in group.least):
                group.total[value] = sum(least[value] for least in group.least)
        return group

    def _costs(self, block: frozenset[str], beside: frozenset[str]) -> dict[str, float]:
        """What all of a block cost on each target that is open to all of them."""
        found: dict[str, float] = {}
        for number, name in enumerate(sorted(block)):
            places = self._around.places(name)
            own = {t: self._around.cost(name, t, beside=beside) for t in places}
            found = own if not number else {t: found[t] + own[t] for t in found if t in own}
        return found


def _joined(groups: Iterable[Iterable[str]]) -> list[frozenset[str]]:
    """Return the sets that groups with a member in common make."""
    whole: dict[str, set[str]] = {}
    for group in groups:
        names = set(group)
        for name in tuple(names):
            names |= whole.get(name, set())
        whole.update(dict.fromkeys(names, names))
    return list({id(one): frozenset(one) for one in whole.values()}.values())
