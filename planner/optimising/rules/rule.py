"""What a kind of rule can do: be found in a problem, stated in a program, relaxed, and narrowed."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self

from planner.optimising.formulation import Formulation, Row, Terms, minus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules.part import Part

__all__ = [
    "SLACK",
    "Bulk",
    "Closing",
    "Named",
    "Rule",
    "bounded",
    "each_workload",
    "slackened",
    "whole_waves",
]

SLACK: Final = 1e-6
"""Share of max(1, |limit|) by which a limit may be passed, as the checker has it: what a plan may
do, no program forbids."""
ALMOST: Final = 1e-6
"""A number of waves may miss a whole one by so much."""


class Bulk:
    """Which part of a conflict a kind of rule belongs to."""

    CAPACITY: Final = "capacity"
    ORDER: Final = "order"
    WINDOW: Final = "window"


type Named = Mapping[str, ProblemWorkload]
"""The workloads of a problem by their ids."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What a rule takes from a workload whatever all others do (node consistency, Mackworth 1977).

    A target, where ``waves`` is None; else waves, from 1, in which it does not cut over, onto the
    target or onto any.
    """

    workload: str
    target: str | None = None
    waves: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """One rule of a problem, in the user's words.

    Attributes
    ----------
    ref
        Its name.
    change
        How it is relaxed, as in a :class:`~planner.optimising.plan.Repair`; empty where that helps
        nobody (of spread work: more waves help, not less work).
    scale
        What counts as one whole relaxation, in the rule's own units.
    measured
        Whether it is relaxed by an amount.
    tolerance
        What its rows let pass already, in its own units.
    """

    ref: RuleRef
    change: str = "drop"
    scale: float = 1.0
    measured: bool = False
    tolerance: float = 0.0

    kind: ClassVar[str]
    """As in :class:`~planner.optimising.plan.RuleRef`."""
    of_waves: ClassVar[bool] = False
    """Whether it says nothing where there are no waves."""
    of_one: ClassVar[bool] = False
    """Whether it speaks of a single workload."""
    bulk: ClassVar[str] = Bulk.WINDOW
    spared: ClassVar[int] = 5
    """Rules with a lower number are left out of a conflict first, so that those stay that say most
    to a person."""

    @classmethod
    @abstractmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield every rule of this kind in a problem, each once."""

    @abstractmethod
    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield its rows in a program over one or both stages; none where it cannot bind there."""

    def closings(self, problem: PlanningProblem, named: Named) -> Iterator[Closing]:
        """Yield what it closes; nothing where it speaks of several workloads together.

        ``named`` are the problem's workloads.
        """
        del problem, named
        return iter(())

    @classmethod
    @abstractmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
    ) -> PlanningProblem:
        """Return the problem with one rule relaxed by an amount, or taken away."""

    @classmethod
    @abstractmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Return the problem with these rules of its kind and no others."""

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Say what those outside a part of a problem mean for those inside.

        Nothing, where a rule speaks of one workload.
        """
        del part

    @classmethod
    def concerned(cls, _problem: PlanningProblem, rule: RuleRef) -> Collection[str]:
        """Return ids of the workloads that a rule speaks of by name."""
        return rule.names


def bounded(change: str, terms: Terms, bound: float, tolerance: float) -> Iterator[Row]:
    """Yield the row of a sum's upper end (``raise``) or of its lower one."""
    if change == "raise":
        yield Row(terms, bound + tolerance)
    elif terms or bound > 0:
        yield Row(minus(terms), tolerance - bound)


def slackened(bound: float) -> float:
    """Return how far a sum may pass a limit before the checker sees it."""
    return SLACK * max(1.0, abs(bound))


def whole_waves(waves: float) -> int:
    """Whole waves that are at least so many."""
    return math.ceil(waves - ALMOST)


def each_workload(
    problem: PlanningProblem, change: Callable[[ProblemWorkload], ProblemWorkload]
) -> PlanningProblem:
    """Return the problem with every workload changed; the same one where none is."""
    workloads = tuple(map(change, problem.workloads))
    if all(new is old for new, old in zip(workloads, problem.workloads, strict=True)):
        return problem
    return replace(problem, workloads=workloads)
