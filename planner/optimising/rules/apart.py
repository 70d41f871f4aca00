"""Workloads of which no two go to one target."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, distinct_groups
from planner.optimising.rules.groups import differ, each_to_itself
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["Apart"]


@dataclass(frozen=True, slots=True)
class Apart(Rule):
    """No two of a list on one target: ``sum of x[i,p] over the list <= 1`` for every p."""

    kind = "apart"
    bulk = Bulk.CAPACITY

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one a list."""
        for group in distinct_groups(problem.apart):
            yield cls(RuleRef(cls.kind, names=group))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row for every target that two of them could share."""
        targets = (target.id for target in program.problem.targets)
        return differ(program, self.ref.names, each_to_itself(targets))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let them share a target."""
        members = set(rule.names)
        left = tuple(group for group in problem.apart if set(group) != members)
        return replace(problem, apart=left)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the lists named."""
        named = {frozenset(rule.names) for rule in rules}
        groups = distinct_groups(problem.apart)
        return replace(problem, apart=tuple(g for g in groups if frozenset(g) in named))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Where somebody of the list stands outside, nobody of it goes."""
        left = []
        for group in part.whole.apart:
            inside = tuple(name for name in group if name in part.inside)
            taken = {part.placement[name] for name in group if name not in part.inside}
            for name in inside:
                part.marks[name].barred |= taken
            if len(inside) > 1:
                left.append(inside)
        part.problem = replace(part.problem, apart=tuple(left))
