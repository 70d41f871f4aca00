"""The planning problem: everything the optimiser knows, and nothing about files or solvers.

Ids are the user's own names. Numbers are in the problem's own units, without scaling. The file
form of these types is read and written by :mod:`planner.optimising.problem_file`. What only version
2 of that form can say is marked so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = [
    "Amount",
    "AttributeGroup",
    "Begun",
    "DependencyKind",
    "Exit",
    "Extension",
    "Limit",
    "PlanningProblem",
    "ProblemDependency",
    "ProblemTarget",
    "ProblemWave",
    "ProblemWorkload",
    "SharedCost",
    "WaveLimit",
    "WaveObjective",
]

type Amount = float | tuple[float, ...]
"""How much of something a workload takes; a list (version 2) is work spread over as many waves, one
after the other, the last entry in the wave of cut-over."""

PLAIN: Final = (float, int, tuple)
"""What an amount is that is one for all targets: told a million times of 5,000 workloads, and by
these many times faster than by asking for a mapping."""


class Begun(tuple[float, ...]):
    """Spread work that may have begun before the first wave: what remains of it without its rule.

    No file says so; only questions about a conflict do.
    """

    __slots__ = ()


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
    """A place to go to; ``ready_wave`` is the first wave (from 1) that may move onto it.

    ``attributes`` (version 2) are names and values such as technology, site, provider.
    """

    id: str
    ready_wave: int = 1
    attributes: Mapping[str, str] = field(default_factory=dict)


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
        Amount name to an amount, or to an amount per target; what is left out is 0; not negative.
    delay_value
        What one day's delay of the move costs; a number or one per target.
    earliest_wave, latest_wave
        Window of wave numbers (from 1) that binds if the workload moves; None for none.
    forbidden
        Target to the reasons for which the workload may neither go nor stay there (version 2).
    closed_waves
        Numbers of the waves in which it does not cut over (version 2).
    wave_cost
        What cutting over in each wave costs besides; one number per wave, or such numbers per
        target; empty for nothing (version 2).
    """

    id: str
    cost: Mapping[str, float]
    current: str | None = None
    allowed: tuple[str, ...] | None = None
    amounts: Mapping[str, Amount | Mapping[str, Amount]] = field(default_factory=dict)
    delay_value: float | Mapping[str, float] = 0.0
    earliest_wave: int | None = None
    latest_wave: int | None = None
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed_waves: tuple[int, ...] = ()
    wave_cost: tuple[float, ...] | Mapping[str, tuple[float, ...]] = ()

    def candidates(self) -> tuple[str, ...]:
        """Targets it may go to, in the order of ``cost``."""
        if self.allowed is None and not self.forbidden:
            return tuple(self.cost)
        permitted = set(self.cost if self.allowed is None else self.allowed)
        return tuple(
            target for target in self.cost if target in permitted and target not in self.forbidden
        )

    def amount(self, name: str, target: str) -> float:
        """Amount ``name`` when the workload is on ``target``; 0 where it says nothing.

        Spread work counts as its sum.
        """
        amount = self._amount(name, target)
        return math.fsum(amount) if isinstance(amount, tuple) else float(amount)

    def work(self, name: str, target: str) -> tuple[float, ...]:
        """Amount ``name`` of a move onto ``target`` by wave, the last entry that of cut-over."""
        amount = self._amount(name, target)
        return amount if isinstance(amount, tuple) else (float(amount),)

    def _amount(self, name: str, target: str) -> Amount:
        amount = self.amounts.get(name, 0.0)
        return amount if isinstance(amount, PLAIN) else amount.get(target, 0.0)

    def duration(self, target: str) -> int:
        """How many waves a move onto ``target`` takes: the longest list of all its amounts."""
        longest = 1
        for amount in self.amounts.values():
            spread = amount if isinstance(amount, PLAIN) else amount.get(target, 0.0)
            if isinstance(spread, tuple) and not isinstance(spread, Begun):
                longest = max(longest, len(spread))
        return longest

    def cost_in_waves(self, target: str) -> tuple[float, ...]:
        """What cutting over onto ``target`` costs besides in each wave; empty for nothing."""
        if isinstance(self.wave_cost, Mapping):
            return self.wave_cost.get(target, ())
        return self.wave_cost

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
class Extension:
    """A limit may be raised by up to ``most`` steps of ``step``, each at ``cost`` (version 2)."""

    step: float
    cost: float
    most: int


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds the sum of an amount over all workloads placed on ``targets``, those that stay too.

    ``extension`` raises ``at_most`` alone.
    """

    id: str
    amount: str
    targets: tuple[str, ...]
    at_most: float | None = None
    at_least: float | None = None
    extension: Extension | None = None


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

    ``periods`` (version 2) are disjoint lists of wave numbers, whose sums are bounded instead: then
    there is one value for each period, and waves in no period are not bounded.
    """

    id: str
    amount: str
    at_most: tuple[float | None, ...] | None = None
    at_least: tuple[float | None, ...] | None = None
    periods: tuple[tuple[int, ...], ...] | None = None

    def spans(self, waves: int) -> tuple[tuple[int, ...], ...]:
        """Wave numbers that each value of the bounds speaks of."""
        if self.periods is not None:
            return self.periods
        return tuple((number,) for number in range(1, waves + 1))

    def most_with(self, wave: int) -> tuple[tuple[int, ...], float | None]:
        """Return the waves (from 1) whose sum with that of ``wave`` has an upper bound, and it.

        None where there is no bound.
        """
        place = wave - 1
        span: tuple[int, ...] = (wave,)
        if self.periods is not None:
            held = ((n, waves) for n, waves in enumerate(self.periods) if wave in waves)
            place, span = next(held, (-1, span))
        return span, None if self.at_most is None or place < 0 else self.at_most[place]


@dataclass(frozen=True, slots=True)
class AttributeGroup:
    """Workloads whose targets share the value of an attribute, or of which no two do (version 2).

    A target without the attribute counts as a value of its own.
    """

    attribute: str
    workloads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedCost:
    """What a platform costs as long as anybody is on it (version 2).

    ``cost`` is due once if one of ``workloads`` (None: of all) is placed on one of ``targets``.
    If none is, and some are there now, ``cost_per_day`` is due until the last of them has left, and
    at least until ``not_before_day``.
    """

    id: str
    targets: tuple[str, ...]
    workloads: tuple[str, ...] | None = None
    cost: float = 0.0
    cost_per_day: float = 0.0
    not_before_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Exit:
    """None of ``workloads`` (None: of all) is placed on ``targets`` (version 2).

    Those that are there now cut over in ``by_wave`` or earlier; None: only placement counts.
    """

    id: str
    targets: tuple[str, ...]
    workloads: tuple[str, ...] | None = None
    by_wave: int | None = None


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
    same, apart_by, shared_costs, exits
        What version 2 adds.
    version
        Of the file it came from; :attr:`file_version` is the one it has to be written as.
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
    same: tuple[AttributeGroup, ...] = ()
    apart_by: tuple[AttributeGroup, ...] = ()
    shared_costs: tuple[SharedCost, ...] = ()
    exits: tuple[Exit, ...] = ()
    version: int = 1

    @property
    def file_version(self) -> int:
        """Version of the file form that can say this problem, and no older than its own."""
        return 2 if self.version >= 2 or self.says_more_than_version_1() else 1

    def says_more_than_version_1(self) -> bool:
        """Whether anything of version 2 is used."""
        return bool(
            self.same
            or self.apart_by
            or self.shared_costs
            or self.exits
            or any(target.attributes for target in self.targets)
            or any(limit.extension for limit in self.limits)
            or any(limit.periods is not None for limit in self.wave_limits)
            or any(_says_more(workload) for workload in self.workloads)
        )

    def value_of(self, attribute: str) -> dict[str, str]:
        """Value of an attribute by target id; a target without it has one of its own."""
        return {
            # Ids are not empty, so no value is taken for another's.
            target.id: f"={target.attributes[attribute]}"
            if attribute in target.attributes
            else f"@{target.id}"
            for target in self.targets
        }

    def members(self, part: SharedCost | Exit) -> tuple[ProblemWorkload, ...]:
        """Workloads that a shared cost or an exit speaks of."""
        if part.workloads is None:
            return self.workloads
        named = set(part.workloads)
        return tuple(workload for workload in self.workloads if workload.id in named)

    def between(self, first: str, second: str) -> float:
        """Distance of two targets; 0 where none is given (then every weight is 0)."""
        if first == second:
            return 0.0
        return self.distance.get(first, {}).get(second, 0.0)


def _says_more(workload: ProblemWorkload) -> bool:
    """Whether a workload uses anything of version 2."""
    return bool(
        workload.forbidden
        or workload.closed_waves
        or workload.wave_cost
        or any(
            isinstance(part, tuple)
            for amount in workload.amounts.values()
            for part in (amount.values() if isinstance(amount, Mapping) else (amount,))
        )
    )
