"""The first wave in which a target may be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemTarget
from planner.optimising.rules.rule import Closing, Named, Rule, whole_waves

__all__ = ["ReadyWave"]


@dataclass(frozen=True, slots=True)
class ReadyWave(Rule):
    """Nothing moves onto a target before it is ready: ``sum over w < ready[p] of u[i,p,w] <= 0``.

    The sum is the number of waves that the target is ready too late by.
    """

    kind = "ready_wave"
    of_waves = True
    spared = 6

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every target that is not ready from the start, where there are waves."""
        if not problem.waves:
            return
        for target in problem.targets:
            if target.ready_wave > 1:
                ref = RuleRef(cls.kind, target.id)
                yield cls(ref, "earlier", float(len(problem.waves)), measured=True)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield a row for everybody who may move onto it."""
        last = program.waves
        target = next(t for t in program.problem.targets if t.id == self.ref.id)
        for steps in program.u:
            if target.id in steps:
                columns = steps[target.id]
                early = dict.fromkeys(columns[: target.ready_wave - 1], 1.0)
                if target.ready_wave > last:  # waves past the last one count too
                    early[columns[-1]] = float(target.ready_wave - last)
                yield Row(early, 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the waves before, for everybody who may move onto it."""
        target = next(t for t in problem.targets if t.id == self.ref.id)
        early = range(1, min(target.ready_wave, len(problem.waves) + 1))
        for workload in problem.workloads:
            if target.id in workload.cost and workload.moves_to(target.id):
                yield Closing(workload.id, target.id, early)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, amount: float | None
    ) -> PlanningProblem:
        """Have it ready so many waves earlier, or from the start."""

        def changed(target: ProblemTarget) -> ProblemTarget:
            if target.id != rule.id:
                return target
            ready = 1 if amount is None else max(1, target.ready_wave - whole_waves(amount))
            return replace(target, ready_wave=ready)

        return replace(problem, targets=tuple(map(changed, problem.targets)))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those of the targets named."""
        named = {rule.id for rule in rules}
        targets = tuple(t if t.id in named else replace(t, ready_wave=1) for t in problem.targets)
        return replace(problem, targets=targets)
