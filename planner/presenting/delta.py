"""What the last change did to the plan's totals, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.presenting.totals import Totals
from planner.presenting.view import View

__all__ = ["MEASURES", "Delta", "delta_of"]

MEASURES: Final = (
    "fit", "net_present_minor", "one_off_minor", "run_year_minor", "moves", "last_wave",
)  # fmt: skip
MONEY: Final = ("net_present_minor", "one_off_minor", "run_year_minor")
MORE_IS_BETTER: Final = ("fit",)
NEUTRAL: Final = ("moves",)


@dataclass(frozen=True, slots=True)
class Delta:
    """A figure now, and what changed: ``change`` empty where it shows no difference.

    ``better`` is None where more is neither better nor worse.
    """

    now: str
    change: str = ""
    before: str = ""
    better: bool | None = None


def delta_of(view: View, measure: str, now: Totals | None, before: Totals | None) -> Delta:
    """Say a measure of the plan that is shown beside what it was.

    Parameters
    ----------
    measure
        One of :data:`MEASURES`.
    now
        Totals of the plan that is shown; None where there is none.
    before
        Totals of the plan it is held against.
    """
    if now is None or (measure in MONEY and not now.money_known):
        return Delta("–")
    figure = getattr(now, measure)
    said = _said(view, measure, figure)
    if before is None or (measure in MONEY and not before.money_known):
        return Delta(said)
    was = getattr(before, measure)
    change = figure - was
    words = _said(view, measure, abs(change))
    if abs(change) < (0.05 if measure == "fit" else 1):
        return Delta(said)
    sign = "▲ +" if change > 0 else "▼ −"
    better = None if measure in NEUTRAL else (change > 0) == (measure in MORE_IS_BETTER)
    return Delta(said, f"{sign}{words}", _said(view, measure, was), better)


def _said(view: View, measure: str, value: float) -> str:
    if measure in MONEY:
        return view.wording.money_in_short(value)
    return f"{value:.1f}" if measure == "fit" else f"{value:,.0f}"
