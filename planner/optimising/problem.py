"""The planning problem: everything the optimiser knows, and nothing about files or solvers.

Ids are the user's own names. Numbers are in the problem's own units, without scaling. The file
form of these types is read and written by :mod:`planner.optimising.problem_file`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "DependencyKind",
    "Limit",
    "PlanningProblem",
    "ProblemDependency",
    "ProblemTarget",
    "ProblemWave",
    "ProblemWorkload",
    "WaveLimit",
    "WaveObjective",
    "distinct_groups",
]


class DependencyKind(StrEnum):
    """How a dependency orders the two moves; binds only where both ends move."""

    TOGETHER = "together"
    """Both move in the same wave."""
    BEFORE = "before"
    """What is needed moves in the same or an earlier wave."""
    EARLIER = "earlier"
    """What is needed moves in a strictly earlier wave."""
    FREE = "free"
    """No order; only traffic counts."""


class WaveObjective(StrEnum):
    """What the waves are to achieve."""

    EARLY = "early"
    """Least delay of benefits plus least exposure of half-moved pairs."""
    FEWEST = "fewest"
    """The least number of the last wave used."""


@dataclass(frozen=True, slots=True)
class ProblemTarget:
    """A place to go to; ``ready_wave`` is the first wave (from 1) that may move onto it."""

    id: str
    ready_wave: int = 1


@dataclass(frozen=True, slots=True)
class ProblemWorkload:
    """One workload to place and to schedule.

    Attributes
    ----------
    cost
        Cost per target id had everything moved on day 0; never empty. It can only go to these.
    allowed
        Narrows ``cost`` further; None allows every target with a cost.
    current
        Where it is now; None for a new one, which moves wherever it goes.
    amounts
        Amount name to a number, or to a number per target; what is left out is 0; not negative.
    delay_value
        What one day's delay of the move costs; a number or one per target.
    earliest_wave, latest_wave
        Window of wave numbers (from 1) that binds if the workload moves; None for none.
    """

    id: str
    cost: Mapping[str, float]
    current: str | None = None
    allowed: tuple[str, ...] | None = None
    amounts: Mapping[str, float | Mapping[str, float]] = field(default_factory=dict)
    delay_value: float | Mapping[str, float] = 0.0
    earliest_wave: int | None = None
    latest_wave: int | None = None

    def candidates(self) -> tuple[str, ...]:
        """Targets it may go to, in the order of ``cost``."""
        if self.allowed is None:
            return tuple(self.cost)
        permitted = set(self.allowed)
        return tuple(target for target in self.cost if target in permitted)

    def amount(self, name: str, target: str) -> float:
        """Amount ``name`` when the workload is on ``target``; 0 where it says nothing."""
        amount = self.amounts.get(name, 0.0)
        if isinstance(amount, Mapping):
            return float(amount.get(target, 0.0))
        return float(amount)

    def delay(self, target: str) -> float:
        """What one day's delay of a move onto ``target`` costs."""
        if isinstance(self.delay_value, Mapping):
            return float(self.delay_value.get(target, 0.0))
        return float(self.delay_value)

    def moves_to(self, target: str) -> bool:
        """Whether going to ``target`` is a move."""
        return target != self.current


@dataclass(frozen=True, slots=True)
class ProblemDependency:
    """``source`` needs ``needed`` (``from`` and ``to`` in the file).

    ``weight`` multiplies the distance of the two targets; ``exposure`` the days between the two
    moves where both move. Parallel dependencies add up, and each kind binds.
    """

    source: str
    needed: str
    kind: DependencyKind = DependencyKind.BEFORE
    weight: float = 0.0
    exposure: float = 0.0


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds the sum of an amount over all workloads placed on ``targets``, those that stay too."""

    id: str
    amount: str
    targets: tuple[str, ...]
    at_most: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class ProblemWave:
    """A wave, and its day counted from day 0; None only where the objective is ``fewest``."""

    id: str
    day: float | None = None


@dataclass(frozen=True, slots=True)
class WaveLimit:
    """Bounds the sum of an amount over the workloads that move in a wave, at their target.

    ``at_most`` and ``at_least`` are one value per wave (None: no bound there), or None for no
    bound at all; a single number in the file is spread over all waves on reading.
    """

    id: str
    amount: str
    at_most: tuple[float | None, ...] | None = None
    at_least: tuple[float | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """A whole problem: placement, and waves where there are any.

    Attributes
    ----------
    distance
        ``distance[p][q]`` for every pair of targets, symmetric, zero on the diagonal, keeping the
        triangle inequality; empty where every weight is 0.
    same_target
        Groups that share one target.
    apart
        Groups of which no two share a target.
    """

    targets: tuple[ProblemTarget, ...]
    workloads: tuple[ProblemWorkload, ...]
    distance: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    dependencies: tuple[ProblemDependency, ...] = ()
    same_target: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    limits: tuple[Limit, ...] = ()
    waves: tuple[ProblemWave, ...] = ()
    wave_limits: tuple[WaveLimit, ...] = ()
    objective: WaveObjective = WaveObjective.EARLY

    def between(self, first: str, second: str) -> float:
        """Distance of two targets; 0 where none is given (then every weight is 0)."""
        if first == second:
            return 0.0
        return self.distance.get(first, {}).get(second, 0.0)


def distinct_groups(groups: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return each group once, in the words of its first: the order of members says nothing."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for group in groups:
        found.setdefault(frozenset(group), group)
    return tuple(found.values())
