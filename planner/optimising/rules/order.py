"""Rules of order: they bind where both ends move."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from planner.optimising.formulation import Formulation, Row, minus, plus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, PlanningProblem, ProblemDependency
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["OrderRule", "Precedence", "freed"]


@dataclass(frozen=True, slots=True)
class Precedence:
    """``later`` moves at least ``lag`` waves after ``sooner``."""

    sooner: str
    later: str
    lag: int


@dataclass(frozen=True, slots=True)
class OrderRule(Rule):
    """A dependency of one kind; ``names`` are who needs and what is needed.

    With ``lag`` waves between them, ``z[i,w] <= z[j,w-lag] + stay[j]``; where ``either_way`` also
    with i and j exchanged.
    """

    of_waves = True
    bulk = Bulk.ORDER
    spared = 2
    orders: ClassVar[DependencyKind]
    lag: ClassVar[int] = 0
    either_way: ClassVar[bool] = False

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield dependencies of the kind once each, where both ends can move."""
        if not problem.waves:
            return
        able = {w.id for w in problem.workloads if any(map(w.moves_to, w.cost))}
        seen: set[tuple[str, ...]] = set()
        for item in problem.dependencies:
            names = (item.source, item.needed)
            key = tuple(sorted(names)) if cls.either_way else names
            if item.kind is cls.orders and key not in seen and able.issuperset(names):
                seen.add(key)
                yield cls(RuleRef(cls.kind, names=names))

    def precedences(self) -> tuple[Precedence, ...]:
        """Return who moves after whom."""
        i, j = self.ref.names
        forth = Precedence(j, i, self.lag)
        return (forth, Precedence(i, j, self.lag)) if self.either_way else (forth,)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield a row for every wave in which it says something."""
        arcs = [
            (program.index[arc.later], program.index[arc.sooner], arc.lag)
            for arc in self.precedences()
        ]
        for wave in range(1, program.waves + min(1, self.lag)):
            for later, sooner, lag in arcs:
                row = after(program, later, wave, sooner, wave - lag)
                if row.terms:
                    yield row

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Make it free: only its traffic counts."""
        return freed(problem, rule, cls.orders, either_way=cls.either_way)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep those named; the others go altogether, since nothing else of them is a rule."""
        named = {rule.names for rule in rules}
        if cls.either_way:
            named |= {names[::-1] for names in named}
        left = tuple(
            item
            for item in problem.dependencies
            if item.kind is not cls.orders or (item.source, item.needed) in named
        )
        return replace(problem, dependencies=left)

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Narrow the windows of those inside by the waves of those outside."""
        for item in part.whole.dependencies:
            names = item.source, item.needed
            if item.kind is not cls.orders or len(part.inside.intersection(names)) != 1:
                continue
            for arc in cls(RuleRef(cls.kind, names=names)).precedences():
                if arc.later in part.inside:
                    moved = part.wave[arc.sooner]
                    if moved is not None:
                        mark = part.marks[arc.later]
                        mark.first = max(mark.first, moved + arc.lag)
                else:
                    moved = part.wave[arc.later]
                    if moved is not None:
                        mark = part.marks[arc.sooner]
                        mark.last = min(mark.last, moved - arc.lag)


def after(program: Formulation, i: int, wave: int, j: int, wave_of_j: int) -> Row:
    """``z[i,wave] - z[j,wave_of_j] - stay[j] <= 0``."""
    terms = plus(program.moved(i, wave), minus(program.moved(j, wave_of_j)))
    stay = program.stay[j]
    if stay is not None:
        terms[stay] = -1.0
    return Row(terms, 0.0)


def freed(
    problem: PlanningProblem, rule: RuleRef, kind: DependencyKind | None, *, either_way: bool
) -> PlanningProblem:
    """Make the dependencies of a pair free; of one kind, or of any."""

    def free(item: ProblemDependency) -> ProblemDependency:
        pair = (item.source, item.needed)
        same = set(pair) == set(rule.names) if either_way else pair == rule.names
        if same and kind in (None, item.kind):
            return replace(item, kind=DependencyKind.FREE)
        return item

    return replace(problem, dependencies=tuple(map(free, problem.dependencies)))
