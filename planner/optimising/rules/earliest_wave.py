"""The first wave in which a workload may cut over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row, summed
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Rule, each_workload, whole_waves

__all__ = ["EarliestWave"]


@dataclass(frozen=True, slots=True)
class EarliestWave(Rule):
    """It binds who moves: ``sum over w < earliest of z[i,w] <= 0``, the waves it is early by."""

    kind = "earliest_wave"
    of_waves = True
    of_one = True

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload that has one, where there are waves."""
        if not problem.waves:
            return
        for workload in problem.workloads:
            if workload.earliest_wave is not None and workload.earliest_wave > 1:
                ref = RuleRef(cls.kind, names=(workload.id,))
                yield cls(ref, "earlier", float(len(problem.waves)), measured=True)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row; waves past the last count too, so that it says how far it is missed."""
        i, last = program.index[self.ref.names[0]], program.waves
        earliest = program.problem.workloads[i].earliest_wave
        assert earliest is not None
        terms = summed(program.moved(i, wave) for wave in range(1, min(earliest, last + 1)))
        for column in program.moved(i, last) if earliest > last else ():
            terms[column] += earliest - 1 - last
        if terms:
            yield Row(terms, 0.0)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, amount: float | None
    ) -> PlanningProblem:
        """Let it move so many waves earlier, or whenever."""

        def moved(workload: ProblemWorkload) -> ProblemWorkload:
            first = workload.earliest_wave
            if workload.id not in rule.names or first is None:
                return workload
            kept = None if amount is None else max(1, first - whole_waves(amount))
            return replace(workload, earliest_wave=kept)

        return each_workload(problem, moved)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those of the workloads named."""
        names = {rule.names[0] for rule in rules}

        def bare(workload: ProblemWorkload) -> ProblemWorkload:
            if workload.earliest_wave is None or workload.id in names:
                return workload
            return replace(workload, earliest_wave=None)

        return each_workload(problem, bare)
