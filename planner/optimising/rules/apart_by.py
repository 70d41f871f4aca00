"""Workloads whose targets do not share the value of an attribute, such as the site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules.groups import differ, distinct, groups_inside, kept_groups, without
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["ApartBy"]


@dataclass(frozen=True, slots=True)
class ApartBy(Rule):
    """No two targets share a value: ``sum of x[i,p] over the list and the p of a value <= 1``.

    A target without the attribute has a value of its own.
    """

    kind = "apart_by"
    bulk = Bulk.CAPACITY

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one a list."""
        for group in distinct(problem.apart_by):
            yield cls(RuleRef(cls.kind, group.attribute, group.workloads))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield the rows of every value."""
        assert self.ref.id is not None
        return differ(program, self.ref.names, program.problem.value_of(self.ref.id))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let two targets share the value."""
        return replace(problem, apart_by=without(problem.apart_by, rule))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the lists named."""
        return replace(problem, apart_by=kept_groups(problem.apart_by, rules))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """A value that somebody outside has is taken."""
        for group in part.whole.apart_by:
            value = part.whole.value_of(group.attribute)
            taken = {value[part.placement[n]] for n in group.workloads if n not in part.inside}
            for name in group.workloads:
                if name in part.inside and taken:
                    mark = part.marks[name]
                    mark.barred |= {p for p in mark.extra if value[p] in taken}
        inside = groups_inside(part.whole.apart_by, part.inside)
        part.problem = replace(part.problem, apart_by=inside)
