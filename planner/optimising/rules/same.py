"""Workloads whose targets share the value of an attribute, such as the technology."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules.groups import agree, distinct, groups_inside, kept_groups, without
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["Same"]


@dataclass(frozen=True, slots=True)
class Same(Rule):
    """All targets chosen share a value: ``sum of x[i,p] over p of a value = sum of x[j,p]``.

    A target without the attribute has a value of its own.
    """

    kind = "same"
    bulk = Bulk.CAPACITY

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one a list."""
        for group in distinct(problem.same):
            yield cls(RuleRef(cls.kind, group.attribute, group.workloads))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield the rows of every value."""
        assert self.ref.id is not None
        return agree(program, self.ref.names, program.problem.value_of(self.ref.id))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let their targets differ."""
        return replace(problem, same=without(problem.same, rule))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the lists named."""
        return replace(problem, same=kept_groups(problem.same, rules))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Who shares a value with somebody outside takes a target that has it."""
        for group in part.whole.same:
            value = part.whole.value_of(group.attribute)
            taken = {value[part.placement[n]] for n in group.workloads if n not in part.inside}
            for name in group.workloads:
                if name in part.inside and taken:
                    mark = part.marks[name]
                    mark.barred |= {p for p in mark.extra if value[p] not in taken}
        inside = groups_inside(part.whole.same, part.inside)
        part.problem = replace(part.problem, same=inside)
