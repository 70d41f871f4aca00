"""How far a plan follows the method's principles of order, with the figures that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.model.rules import LocalText

__all__ = ["PrincipleKept"]


@dataclass(frozen=True, slots=True)
class PrincipleKept:
    """One principle under one plan.

    Attributes
    ----------
    active
        Whether it is in force: it may have been dropped by decision.
    kept, of
        How many of the pairs or systems it speaks of the plan has as it wants; both ends move.
    broken
        Those that it has otherwise: pairs (later, earlier) or single workloads.
    figures
        What is measured, by name: ``readiness`` and ``risk`` are rank correlations with the wave
        (-1 to 1), foundations left out, ``readiness.risk`` that of the two with each other;
        ``wave.<tier>`` the mean wave of a tier's moves, ``count`` and ``production`` systems of
        the pilot wave, ``foundations`` what goes beside them, ``risk.mean`` and ``risk.most`` of
        its systems (0 to 100),
        ``gap.most`` the most waves between a recovery system and its primary; ``alone`` systems of
        the principle's kinds where none has a counterpart that is stated and moves.
    """

    key: str
    name: LocalText
    source: LocalText
    active: bool
    kept: int
    of: int
    broken: tuple[tuple[str, ...], ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
