"""Moves whose work takes more than one wave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Begun, PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Closing, Named, Rule, each_workload

__all__ = ["Spread"]


@dataclass(frozen=True, slots=True)
class Spread(Rule):
    """Work of n waves is not done before wave n: ``sum over w < n[i,p] of u[i,p,w] <= 0``.

    The work itself is in the limits of the waves. Nothing relaxes it but more waves.
    """

    kind = "spread"
    of_waves = True
    spared = 7

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload and target onto which a move takes more than one wave."""
        if not problem.waves:
            return
        for workload in problem.workloads:
            for target in workload.cost:
                if workload.moves_to(target) and workload.duration(target) > 1:
                    yield cls(RuleRef(cls.kind, names=(workload.id, target)), "")

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        name, target = self.ref.names
        i = program.index[name]
        columns, n = program.u[i][target], program.problem.workloads[i].duration(target)
        yield Row(dict.fromkeys(columns[: n - 1], 1.0), 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the waves in which the work is not done yet."""
        name, target = self.ref.names
        lasts = named[name].duration(target)
        yield Closing(name, target, range(1, min(lasts, len(problem.waves) + 1)))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Let its work have begun before the first wave."""
        return _kept(problem, lambda name, target: (name, target) != rule.names)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those named; the work of the others may have begun before the first wave."""
        named = {rule.names for rule in rules}
        return _kept(problem, lambda name, target: (name, target) in named)

    @classmethod
    def concerned(cls, _problem: PlanningProblem, rule: RuleRef) -> Collection[str]:
        """Return the workload; the other name is the target's."""
        return rule.names[:1]


def _kept(problem: PlanningProblem, keeps: Callable[[str, str], bool]) -> PlanningProblem:
    """Let the work of the others have begun before the first wave."""

    def freed(workload: ProblemWorkload) -> ProblemWorkload:
        late = {
            target
            for target in workload.cost
            if workload.duration(target) > 1 and not keeps(workload.id, target)
        }
        if not late:
            return workload
        amounts = dict(workload.amounts)
        for name in amounts:
            by_target = {target: workload.work(name, target) for target in workload.cost}
            if any(len(work) > 1 for work in by_target.values()):
                amounts[name] = {
                    target: Begun(work) if target in late else work
                    for target, work in by_target.items()
                }
        return replace(workload, amounts=amounts)

    return each_workload(problem, freed)
