"""Sites and platforms that have to be empty in the end, or by a date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Exit, PlanningProblem
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Closing, Named, Rule, whole_waves

__all__ = ["ExitRule"]


@dataclass(frozen=True, slots=True)
class ExitRule(Rule):
    """Nobody of an exit is placed on its targets, and who is there leaves by its wave.

    ``sum of x[i,p] over p in T <= 0``, and where ``current[i]`` is in T,
    ``sum over w from by_wave to last - 1 of (z[i,last] - z[i,w]) <= 0``: the waves it is late by.
    """

    kind = "exit"
    spared = 8

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for being empty in the end, and one for the wave, where that binds."""
        last = len(problem.waves)
        for leaving in problem.exits:
            ref = RuleRef(cls.kind, leaving.id)
            yield cls(ref)
            if leaving.by_wave is not None and leaving.by_wave < last:
                yield cls(ref, "later", float(last), measured=True)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield a row for every workload that is concerned."""
        leaving = next(x for x in program.problem.exits if x.id == self.ref.id)
        for workload in program.problem.members(leaving):
            i = program.index[workload.id]
            if self.change == "later":
                assert leaving.by_wave is not None
                terms = program.late(i, leaving.by_wave)
                if workload.current in leaving.targets and terms:
                    yield Row(terms, 0.0)
                continue
            chosen = program.x[i]
            here = [chosen[target] for target in leaving.targets if target in chosen]
            if here:
                yield Row(dict.fromkeys(here, 1.0), 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the targets for all; the waves after its own for those who are there."""
        leaving = next(x for x in problem.exits if x.id == self.ref.id)
        for workload in problem.members(leaving):
            if self.change == "later":
                if workload.current in leaving.targets and leaving.by_wave is not None:
                    late = range(leaving.by_wave + 1, len(problem.waves) + 1)
                    yield Closing(workload.id, None, late)
                continue
            for target in leaving.targets:
                if target in workload.cost:
                    yield Closing(workload.id, target)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
    ) -> PlanningProblem:
        """Leave later by so many waves, or whenever; or do not leave at all."""

        def changed(leaving: Exit) -> Exit:
            if leaving.id != rule.id or leaving.by_wave is None:
                return leaving
            by_wave = None if amount is None else leaving.by_wave + whole_waves(amount)
            return replace(leaving, by_wave=by_wave)

        if change == "later":
            return replace(problem, exits=tuple(map(changed, problem.exits)))
        return replace(problem, exits=tuple(x for x in problem.exits if x.id != rule.id))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the exits named."""
        named = {rule.id for rule in rules}
        return replace(problem, exits=tuple(x for x in problem.exits if x.id in named))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Turn it into targets and windows of those inside."""
        for leaving in part.whole.exits:
            named = None if leaving.workloads is None else set(leaving.workloads)
            for workload in part.problem.workloads:
                if named is not None and workload.id not in named:
                    continue
                mark = part.marks[workload.id]
                mark.barred |= set(leaving.targets)
                if leaving.by_wave is not None and workload.current in leaving.targets:
                    mark.last = min(mark.last, leaving.by_wave)
        part.problem = replace(part.problem, exits=())

    @classmethod
    def concerned(cls, problem: PlanningProblem, rule: RuleRef) -> Collection[str]:
        """Return those who are there, and those who can go nowhere else."""
        return [
            workload.id
            for leaving in problem.exits
            if leaving.id == rule.id
            for workload in problem.members(leaving)
            if workload.current in leaving.targets or set(workload.cost) <= set(leaving.targets)
        ]
