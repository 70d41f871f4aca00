"""The plan: where everything goes and when, with its value, its bound, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Conflict", "Plan", "PlanStatus", "Repair", "RuleRef", "StoppedBy", "relative_gap"]


class PlanStatus(StrEnum):
    """What is known of a plan or of one of its stages."""

    OPTIMAL = "optimal"
    """Proven within the gap asked for."""
    FEASIBLE = "feasible"
    """A plan that keeps every rule, not proven within the gap."""
    INFEASIBLE = "infeasible"
    """Proven: no plan keeps every rule."""
    UNKNOWN = "unknown"
    """Neither a plan nor a proof was found."""


class StoppedBy(StrEnum):
    """Why the search ended."""

    PROOF = "proof"
    GAP = "gap"
    TIME = "time"
    WORK = "work"
    CANCELLED = "cancelled"
    DIED = "died"
    """The process of the search was ended by the system, or ran out of memory, twice."""


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A rule in the user's words.

    ``kind`` is one of ``allowed``, ``forbidden``, ``same_target``, ``apart``, ``same``,
    ``apart_by``, ``limit``, ``exit``, ``dependency``, ``together``, ``before``, ``earlier``,
    ``earliest_wave``, ``latest_wave``, ``ready_wave``, ``closed_wave``, ``spread``,
    ``wave_limit``, ``waves``. ``id`` names a limit, wave limit, exit, target or attribute;
    ``names`` the workloads concerned (of ``forbidden`` workload, target and reason, of ``spread``
    workload and target); ``wave`` the wave (from 1) where it is one wave's rule, or the first of
    a period.
    """

    kind: str
    id: str | None = None
    names: tuple[str, ...] = ()
    wave: int | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A way out of a conflict: change these rules by so much.

    ``change`` is a key word (``raise``, ``lower``, ``drop``, ``allow``, ``later``, ``earlier``);
    ``amount`` in the rule's own units, None where there is nothing to measure; ``proven`` whether
    a plan is proven to exist once it is done.
    """

    rules: tuple[RuleRef, ...]
    change: str
    amount: float | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """An irreducible set of rules that cannot hold together, and ways out, cheapest first."""

    rules: tuple[RuleRef, ...]
    repairs: tuple[Repair, ...] = ()

    @property
    def told(self) -> tuple[RuleRef, ...]:
        """The rules as people are told: with every reason that closes the same place.

        One reason is enough for a conflict, so that the set holds one; a way out waives them all.
        """
        waived = [rule for way in self.repairs for rule in way.rules if rule.kind == "forbidden"]
        found: dict[RuleRef, None] = {}
        for rule in self.rules:
            found[rule] = None
            if rule.kind == "forbidden":
                found.update((w, None) for w in waived if w.names[:2] == rule.names[:2])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a planning problem; the file form is :mod:`planner.optimising.plan_file`.

    ``placement`` maps workload id to target id (empty where there is no plan); ``wave`` maps
    workload id to wave number from 1, None for one that stays; None where the problem has no
    waves. Values and bounds are in the problem's own units.
    """

    status: PlanStatus
    stopped_by: StoppedBy
    placement: Mapping[str, str] = field(default_factory=dict)
    wave: Mapping[str, int | None] | None = None
    placement_status: PlanStatus = PlanStatus.UNKNOWN
    placement_value: float | None = None
    placement_bound: float | None = None
    placement_gap: float | None = None
    wave_status: PlanStatus | None = None
    wave_value: float | None = None
    wave_bound: float | None = None
    wave_gap: float | None = None
    joint: bool = False
    bound: float | None = None
    gap: float | None = None
    violations: tuple[str, ...] = ()
    conflict: Conflict | None = None
    seed: int = 0
    solver: str = ""
    solver_version: str = ""
    seconds: float = 0.0
    version: int = 1
    """Of its problem's file form."""

    @property
    def exists(self) -> bool:
        """Whether there is a plan to show."""
        return self.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)

    @property
    def calendar_aside(self) -> bool:
        """Whether the bound of the placement holds with waves left aside that there are."""
        return self.wave_status is not None


def relative_gap(value: float, bound: float) -> float:
    """Gap between a value and its bound: ``max(0, value - bound) / max(1, |value|)``."""
    return max(0.0, value - bound) / max(1.0, abs(value))
