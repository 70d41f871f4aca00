"""The first and the last wave in which a workload may cut over: what both have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from planner.optimising.formulation import Formulation, Row, Terms
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.rule import Closing, Named, Rule, each_workload, whole_waves

__all__ = ["WindowRule"]


@dataclass(frozen=True, slots=True)
class WindowRule(Rule):
    """One end of a workload's window (a release date or a deadline); it binds who moves.

    A row adds up the waves by which the end is missed.
    """

    of_waves = True
    of_one = True
    eased: ClassVar[str]
    """How it is relaxed."""

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every workload that has such an end, where it closes a wave."""
        waves = len(problem.waves)
        for workload in problem.workloads:
            end = getattr(workload, cls.kind)
            if waves and end is not None and cls.closed(end, waves):
                yield cls(
                    RuleRef(cls.kind, names=(workload.id,)), cls.eased, float(waves), measured=True
                )

    @classmethod
    @abstractmethod
    def closed(cls, end: int, waves: int) -> Sequence[int]:
        """Return the waves, from 1, that an end closes."""

    @classmethod
    @abstractmethod
    def shifted(cls, end: int, waves: int) -> int:
        """Return the end so many waves easier."""

    @abstractmethod
    def missed(self, program: Formulation, i: int, end: int) -> Terms:
        """Return the terms that add up the waves by which i misses the end."""

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        i = program.index[self.ref.names[0]]
        terms = self.missed(program, i, getattr(program.problem.workloads[i], self.kind))
        if terms:
            yield Row(terms, 0.0)

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield the waves outside the window."""
        workload = named[self.ref.names[0]]
        closed = self.closed(getattr(workload, self.kind), len(problem.waves))
        yield Closing(workload.id, None, closed)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, amount: float | None
    ) -> PlanningProblem:
        """Move the end by so many waves, or take it away."""

        def moved(end: int) -> int | None:
            return None if amount is None else cls.shifted(end, whole_waves(amount))

        return cls._ends(problem, lambda name, end: moved(end) if name in rule.names else end)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those of the workloads named."""
        names = {rule.names[0] for rule in rules}
        return cls._ends(problem, lambda name, end: end if name in names else None)

    @classmethod
    def _ends(cls, problem: PlanningProblem, new: Any) -> PlanningProblem:
        """Return the problem with ``new(name, end)`` for every end."""

        def changed(workload: ProblemWorkload) -> ProblemWorkload:
            end = getattr(workload, cls.kind)
            if end is None or new(workload.id, end) == end:
                return workload
            return replace(workload, **{cls.kind: new(workload.id, end)})

        return each_workload(problem, changed)
