"""The last wave in which a workload may cut over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Rule, each_workload, whole_waves

__all__ = ["LatestWave"]


@dataclass(frozen=True, slots=True)
class LatestWave(Rule):
    """It binds who moves: ``sum over w >= latest of (z[i,last] - z[i,w]) <= 0``, waves too late."""

    kind = "latest_wave"
    of_waves = True
    of_one = True
    spared = 4

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload that has one before the last wave."""
        last = len(problem.waves)
        for workload in problem.workloads:
            if workload.latest_wave is not None and workload.latest_wave < last:
                ref = RuleRef(cls.kind, names=(workload.id,))
                yield cls(ref, "later", float(last), measured=True)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        i = program.index[self.ref.names[0]]
        latest = program.problem.workloads[i].latest_wave
        assert latest is not None
        terms = program.late(i, latest)
        if terms:
            yield Row(terms, 0.0)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, amount: float | None
    ) -> PlanningProblem:
        """Let it move so many waves later, or whenever."""

        def moved(workload: ProblemWorkload) -> ProblemWorkload:
            last = workload.latest_wave
            if workload.id not in rule.names or last is None:
                return workload
            kept = None if amount is None else last + whole_waves(amount)
            return replace(workload, latest_wave=kept)

        return each_workload(problem, moved)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those of the workloads named."""
        names = {rule.names[0] for rule in rules}

        def bare(workload: ProblemWorkload) -> ProblemWorkload:
            if workload.latest_wave is None or workload.id in names:
                return workload
            return replace(workload, latest_wave=None)

        return each_workload(problem, bare)
