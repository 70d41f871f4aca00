"""How far the gain of a plan may be off: what drives it, one at a time and together.

All figures are differences to staying in present value, so that what stays on both sides adds
nothing. The spans are the usual ones of an early business case and stand in the report; where no
price of the user's stands behind what a move saves, the worse end has it save nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from planner.reporting.bridge import largest_saving
from planner.reporting.cost_steps import Case
from planner.reporting.figures import Figures
from planner.reporting.money import gain_if, present

__all__ = ["DELAY_DAYS", "GainRange", "Swing", "gain_range"]

DELAY_DAYS: Final = 182
"""Half a year."""
EFFORT: Final = 0.3
PRICE: Final = 0.1
GROWTH: Final = 0.02
TOP: Final = 0.3


@dataclass(frozen=True, slots=True)
class Swing:
    """The gain where one thing turns out worse, and better (equal to the plan's where it cannot).

    ``key``: ``price``, ``effort``, ``delay``, ``growth`` or ``top``, what the workload that saves
    most saves (it stands in ``whose``); minor units.
    """

    key: str
    worse: int
    better: int
    whose: str = ""

    @property
    def span(self) -> int:
        """How far apart the two are."""
        return abs(self.better - self.worse)


@dataclass(frozen=True, slots=True)
class GainRange:
    """Gain over staying in minor units: pessimistic, as planned, optimistic, and what drives it.

    ``swings`` have the one that matters most first. The ends take them as independent:
    ``planned -/+ sqrt(sum of squared swings)``. ``unearned``: a part of the saving is what the
    program's own factors give, and the worse end of ``price`` has none of it.
    """

    pessimistic: int
    planned: int
    optimistic: int
    swings: tuple[Swing, ...]
    unearned: bool = False


def gain_range(figures: Figures) -> GainRange:
    """Return how far the gain over staying may be off."""
    planned = present(figures).gain
    most = largest_saving(figures)
    whose = most[0] if most else ""
    cases = (
        ("price", Case(price=1.0 + PRICE, unearned=True), Case(price=1.0 - PRICE)),
        ("effort", Case(one_off=1.0 + EFFORT), Case(one_off=1.0 - EFFORT)),
        ("delay", Case(delay_days=DELAY_DAYS), None),
        ("growth", Case(growth=GROWTH), Case(growth=-GROWTH)),
        ("top", Case(whose=whose, top=1.0 - TOP), Case(whose=whose, top=1.0 + TOP)),
    )
    swings = []
    for key, one, other in cases[: None if whose else -1]:
        ends = (gain_if(figures, one), gain_if(figures, other) if other else planned)
        swings.append(Swing(key, min(*ends, planned), max(*ends, planned), one.whose))
    swings.sort(key=lambda swing: (-swing.span, swing.key))
    down = math.hypot(*(planned - swing.worse for swing in swings))
    up = math.hypot(*(swing.better - planned for swing in swings))
    unearned = gain_if(figures, Case(unearned=True)) < planned
    low, high = round(planned - down), round(planned + up)
    return GainRange(low, planned, high, tuple(swings), unearned)
