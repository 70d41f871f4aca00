"""Waves that are closed to a workload: its business's calendar, an outside party's date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row, minus, plus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Closing, Named, Rule, each_workload

__all__ = ["ClosedWave"]


@dataclass(frozen=True, slots=True)
class ClosedWave(Rule):
    """Nobody cuts over in a wave that is closed to it: ``z[i,w] - z[i,w-1] <= 0``."""

    kind = "closed_wave"
    of_waves = True
    spared = 3

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload and closed wave that there is."""
        for workload in problem.workloads:
            for wave in dict.fromkeys(workload.closed_waves):
                if wave <= len(problem.waves):
                    yield cls(RuleRef(cls.kind, names=(workload.id,), wave=wave))

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        assert self.ref.wave is not None
        i, wave = program.index[self.ref.names[0]], self.ref.wave
        terms = plus(program.moved(i, wave), minus(program.moved(i, wave - 1)))
        if terms:
            yield Row(terms, 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the wave."""
        del problem, named
        assert self.ref.wave is not None
        yield Closing(self.ref.names[0], None, (self.ref.wave,))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Open the one wave."""

        def opened(workload: ProblemWorkload) -> ProblemWorkload:
            if workload.id not in rule.names or rule.wave not in workload.closed_waves:
                return workload
            left = tuple(wave for wave in workload.closed_waves if wave != rule.wave)
            return replace(workload, closed_waves=left)

        return each_workload(problem, opened)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the waves named closed."""
        named = {(rule.names[0], rule.wave) for rule in rules}

        def bare(workload: ProblemWorkload) -> ProblemWorkload:
            if not workload.closed_waves:
                return workload
            left = tuple(w for w in workload.closed_waves if (workload.id, w) in named)
            return replace(workload, closed_waves=left)

        return each_workload(problem, bare)
