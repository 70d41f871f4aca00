"""A scenario: the user's dials and decisions over one inventory, and the plan they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.optimising.plan import Plan

__all__ = ["Decision", "DecisionKind", "Dials", "Scenario", "WaveProgress"]


class DecisionKind(StrEnum):
    """What was decided about a workload, a wave or a rule."""

    PIN_TARGET = "pin_target"
    BAN_TARGET = "ban_target"
    PIN_WAVE = "pin_wave"
    STRATEGY = "strategy"
    SCORE = "score"  # a factor's score overridden; value "factor=score"
    TOGETHER = "together"  # workloads move in one wave
    SAME_TARGET = "same_target"
    APART = "apart"
    RELAX_DEPENDENCY = "relax_dependency"  # workloads (source, needed); becomes free
    DROP_RULE = "drop_rule"  # value: rule key
    WAY_OUT = "way_out"  # a rule relaxed to end a conflict; value: see planner.model.way_out
    MITIGATION = "mitigation"  # value "points": lowers the workload's risk
    PARKED = "parked"  # an open question of the workshop
    NOTE = "note"
    OUTSIDE = "outside"  # no part of what is planned; value: the part, as it was asked for


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the decision log: what, by whom, when, why; kept even when not active."""

    id: str
    kind: DecisionKind
    workloads: tuple[str, ...]
    value: str = ""
    reason: str = ""
    who: str = ""
    day: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Dials:
    """What the user turns.

    Attributes
    ----------
    weights
        Factor key to weight; normalised where used; empty: the rule set's own.
    fit_price, money_price
        The dial between fit and money (planning model, section 1); None: the rule set's own.
    least_change
        0 (best plan) to 1 (fewest changes from the plan before).
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    fit_price: float | None = None
    money_price: float | None = None
    horizon_years: int | None = None
    discount_rate: float | None = None
    inflation: float | None = None
    objective: str = "early"
    least_change: float = 0.0


@dataclass(frozen=True, slots=True)
class WaveProgress:
    """What has happened to a wave: ``planned``, ``committed`` or ``done``, with what it took."""

    wave: int
    state: str = "planned"
    actual_day: date | None = None
    actual_effort_days: Mapping[str, float] = field(default_factory=dict)  # by team
    workloads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of dials and decisions, and the plan found for them (None before planning).

    ``preset`` names the published wave rules that it is planned by; empty: the program's own.
    ``baseline`` is the wave of every move in the plan that was agreed; empty: none was.
    """

    name: str
    rule_set: str = "balanced"
    dials: Dials = Dials()
    decisions: tuple[Decision, ...] = ()
    progress: tuple[WaveProgress, ...] = ()
    plan: Plan | None = None
    note: str = ""
    preset: str = ""
    baseline: Mapping[str, int] = field(default_factory=dict)
