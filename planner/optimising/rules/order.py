"""What rules of order share: they bind where both ends move."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from planner.optimising.formulation import Formulation, Row, minus, plus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, PlanningProblem, ProblemDependency
from planner.optimising.rules.part import Mark, Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["OrderRule", "after", "freed"]


@dataclass(frozen=True, slots=True)
class OrderRule(Rule):
    """A dependency of one kind; ``names`` are who needs and what is needed."""

    of_waves = True
    bulk = Bulk.ORDER
    spared = 2
    orders: ClassVar[DependencyKind]
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

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield a row a wave."""
        i, j = (program.index[name] for name in self.ref.names)
        return (row for row in self._rows(program, i, j) if row.terms)

    @abstractmethod
    def _rows(self, program: Formulation, i: int, j: int) -> Iterator[Row]: ...

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
            if item.kind is not cls.orders or (item.source in part.inside) == (
                item.needed in part.inside
            ):
                continue
            needs = item.source in part.inside
            one, other = (item.source, item.needed) if needs else (item.needed, item.source)
            moved = part.wave[other]
            if moved is not None:
                cls._narrow(part.marks[one], moved, needs=needs)

    @classmethod
    @abstractmethod
    def _narrow(cls, mark: Mark, moved: int, *, needs: bool) -> None: ...


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
