"""Groups that go to one target."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, distinct_groups
from planner.optimising.rules.groups import agree, each_to_itself
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["SameTarget"]


@dataclass(frozen=True, slots=True)
class SameTarget(Rule):
    """A group shares one target: ``x[i,p] = x[j,p]``."""

    kind = "same_target"
    bulk = Bulk.CAPACITY

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one a group."""
        for group in distinct_groups(problem.same_target):
            yield cls(RuleRef(cls.kind, names=group))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield two rows for the first of the group, every other, and every target."""
        targets = (target.id for target in program.problem.targets)
        return agree(program, self.ref.names, each_to_itself(targets))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let everybody of the group go where they want."""
        members = set(rule.names)
        left = tuple(group for group in problem.same_target if set(group) != members)
        return replace(problem, same_target=left)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the groups named."""
        named = {frozenset(rule.names) for rule in rules}
        groups = distinct_groups(problem.same_target)
        return replace(problem, same_target=tuple(g for g in groups if frozenset(g) in named))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Who shares a target with somebody outside goes where that one is."""
        left = []
        for group in part.whole.same_target:
            inside = tuple(name for name in group if name in part.inside)
            taken = {part.placement[name] for name in group if name not in part.inside}
            for name in inside if taken else ():
                mark = part.marks[name]
                mark.barred |= mark.extra.keys() - taken
            if len(inside) > 1:
                left.append(inside)
        part.problem = replace(part.problem, same_target=tuple(left))
