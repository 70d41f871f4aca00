"""Targets that a law, a licence or a decision forbids, each for its own reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Closing, Named, Rule, each_workload

__all__ = ["Forbidden"]


@dataclass(frozen=True, slots=True)
class Forbidden(Rule):
    """A workload neither goes nor stays where a reason forbids it: ``x[i,p] <= 0``.

    Every reason is a rule of its own, so a target opens only when all of them are waived.
    """

    kind = "forbidden"
    spared = 1

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload, target and reason, where it could go there at all."""
        for workload in problem.workloads:
            for target, reasons in workload.forbidden.items():
                if target in workload.cost:
                    for reason in reasons:
                        yield cls(RuleRef(cls.kind, names=(workload.id, target, reason)))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row; every reason has the same."""
        name, target, _reason = self.ref.names
        yield Row({program.x[program.index[name]][target]: 1.0}, 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the target."""
        del problem, named
        name, target, _reason = self.ref.names
        yield Closing(name, target)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Waive one reason; the others still hold."""
        name, target, waived = rule.names

        def freed(workload: ProblemWorkload) -> ProblemWorkload:
            if workload.id != name or target not in workload.forbidden:
                return workload
            left = tuple(r for r in workload.forbidden[target] if r != waived)
            return replace(workload, forbidden=_without_empty({**workload.forbidden, target: left}))

        return each_workload(problem, freed)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the reasons named."""
        kept = {rule.names for rule in rules}

        def bare(workload: ProblemWorkload) -> ProblemWorkload:
            if not workload.forbidden:
                return workload
            left = {
                target: tuple(r for r in reasons if (workload.id, target, r) in kept)
                for target, reasons in workload.forbidden.items()
            }
            return replace(workload, forbidden=_without_empty(left))

        return each_workload(problem, bare)

    @classmethod
    def concerned(cls, _problem: PlanningProblem, rule: RuleRef) -> Collection[str]:
        """Return the workload; the other names are the target's and the reason's."""
        return rule.names[:1]


def _without_empty(forbidden: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {target: reasons for target, reasons in forbidden.items() if reasons}
