"""Allowed targets, pins and bans."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Closing, Named, Rule, each_workload

__all__ = ["Allowed"]


@dataclass(frozen=True, slots=True)
class Allowed(Rule):
    """A workload goes only where it may: ``sum of x[i,p] over p not allowed <= 0``."""

    kind = "allowed"
    of_one = True
    spared = 0

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload that may not go everywhere it has a cost for."""
        for workload in problem.workloads:
            if workload.allowed is not None and not set(workload.cost) <= set(workload.allowed):
                yield cls(RuleRef(cls.kind, names=(workload.id,)), "allow")

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        i = program.index[self.ref.names[0]]
        allowed = program.problem.workloads[i].allowed or ()
        closed = [column for target, column in program.x[i].items() if target not in allowed]
        if closed:
            yield Row(dict.fromkeys(closed, 1.0), 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the targets that are not allowed."""
        workload = named[self.ref.names[0]]
        for target in workload.cost:
            if workload.allowed is not None and target not in workload.allowed:
                yield Closing(workload.id, target)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let it go wherever it has a cost for."""
        names = set(rule.names)
        return each_workload(problem, lambda w: replace(w, allowed=None) if w.id in names else w)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those of the workloads named."""
        names = {rule.names[0] for rule in rules}

        def bare(workload: ProblemWorkload) -> ProblemWorkload:
            if workload.allowed is None or workload.id in names:
                return workload
            return replace(workload, allowed=None)

        return each_workload(problem, bare)
