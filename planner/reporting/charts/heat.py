"""The risk heat map: how risky each move is against how much hangs on the workload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planner.reporting.figures import Figures
from planner.reporting.geometry import Drawing, Label, Rect, Shape
from planner.reporting.theme import LIGHT, TYPE, mixed, on_colour
from planner.reporting.wording import ReportWording

__all__ = ["RISK_BANDS", "TIERS", "heat_chart", "risk_band"]

TIERS: Final = ("critical", "high", "medium", "low", "")
"""From top to bottom; the empty one holds what has no tier."""
WEIGHTS: Final[Mapping[str, int]] = {"critical": 3, "high": 2, "medium": 1, "low": 0, "": 1}
"""How much hangs on a workload, in steps of the scale of colours."""

RISK_BANDS: Final = (20, 40, 60, 80, 100)
"""Upper ends of the five bands of a move's risk."""

_LEFT: Final = 86.0
_FOOT: Final = 30.0
_PALE: Final = 0.86
"""White in the colour of a field where no move stands."""


def risk_band(risk: float) -> int:
    """Band of a risk, 0 to 4."""
    return next((number for number, end in enumerate(RISK_BANDS) if risk <= end), 4)


def heat_chart(figures: Figures, wording: ReportWording, width: float, height: float) -> Drawing:
    """Draw how many moves stand in each field; darker fields deserve attention first.

    Parameters
    ----------
    width, height
        In points.
    """
    counts: dict[tuple[str, int], int] = {}
    for move in figures.moving:
        tier = move.criticality if move.criticality in TIERS else ""
        key = (tier, risk_band(move.risk))
        counts[key] = counts.get(key, 0) + 1
    tiers = [tier for tier in TIERS if tier or any(key[0] == "" for key in counts)]
    wide = (width - _LEFT) / len(RISK_BANDS)
    deep = (height - _FOOT) / len(tiers)
    shapes: list[Shape] = []
    says = []
    for row, tier in enumerate(tiers):
        name = wording.word("tier", tier) if tier else wording.say("unstated")
        middle = row * deep + deep / 2 + 3
        shapes.append(
            Label(_LEFT - 8, middle, name, TYPE.table, LIGHT.ink, "end", True, _LEFT - 10)
        )
        for band in range(len(RISK_BANDS)):
            count = counts.get((tier, band), 0)
            box = (_LEFT + band * wide + 1, row * deep + 1, wide - 2, deep - 2)
            shapes += _field(tier, band, count, box, wording)
            if count:
                shown = {"band": _band_words(band), "count": wording.number(count)}
                says.append(wording.say("chart.heat.says", tier=name, **shown))
    bottom = height - _FOOT
    for band in range(len(RISK_BANDS)):
        x = _LEFT + (band + 0.5) * wide
        words = _band_words(band)
        shapes.append(Label(x, bottom + 11, words, TYPE.small, LIGHT.quiet, "middle"))
    axis = wording.say("chart.heat.axis")
    shapes.append(
        Label(_LEFT + (width - _LEFT) / 2, bottom + 24, axis, TYPE.small, LIGHT.quiet, "middle")
    )
    return Drawing(width, height, tuple(shapes), wording.joined(says))


def _field(
    tier: str,
    band: int,
    count: int,
    box: tuple[float, float, float, float],
    wording: ReportWording,
) -> Iterator[Shape]:
    """Draw a field and its count; where nobody stands only a trace of the colour shows."""
    colour = LIGHT.heat[min(4, max(0, round((WEIGHTS[tier] + band) * 4 / 7)))]
    tag = f"{tier}:{band}"
    if not count:
        yield Rect(*box, fill=mixed(colour, _PALE), radius=2, tag=tag)
        return
    yield Rect(*box, fill=colour, stroke=LIGHT.quiet, radius=2, tag=tag)
    left, top, wide, deep = box
    middle, line = left + wide / 2, top + deep / 2 + 5
    yield Label(middle, line, wording.number(count), 14, on_colour(colour), "middle", True)


def _band_words(band: int) -> str:
    low = 0 if band == 0 else RISK_BANDS[band - 1] + 1
    return f"{low}–{RISK_BANDS[band]}"
