"""What drives the gain, the strongest first: bars from worse to better around the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.reporting.geometry import Drawing, Label, Line, Rect, Shape, text_width
from planner.reporting.theme import LIGHT, RUN, STAY, TYPE
from planner.reporting.wording import ReportWording

__all__ = ["Bar", "tornado_chart"]

_NAMES: Final = 0.42
"""Share of the width that the names of the drivers take."""
_BOLD: Final = 1.08
"""By how much bold type is wider."""
_TOP: Final = 13.0
_HATCH: Final = LIGHT.paper
_APART: Final = 48.0
"""Points between the words of the plan and those of zero."""
_LEAST: Final = 0.4
"""Points below which a bar shows nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A driver in words, the gain where it turns out worse, and better; in minor units."""

    name: str
    worse: int
    better: int
    total: bool = False


def tornado_chart(
    bars: Sequence[Bar], planned: int, wording: ReportWording, width: float, deep: float
) -> Drawing:
    """Draw how far each driver takes the gain from what is planned, and all of them together.

    Parameters
    ----------
    bars
        From top to bottom.
    planned
        The plan's gain in minor units: where the bars begin.
    width, deep
        In points: the whole, and a bar with its gap.
    """
    figures = [wording.in_unit(end) for bar in bars for end in (bar.worse, bar.better)]
    room = 8 + _BOLD * max(text_width(figure, TYPE.table) for figure in figures)
    left = width * _NAMES + room
    low = min([planned, *(bar.worse for bar in bars)])
    high = max([planned, *(bar.better for bar in bars)])
    scale = (width - room - left) / max(1, high - low)
    bottom = _TOP + len(bars) * deep

    def across(amount: int) -> float:
        return left + (amount - low) * scale

    middle = across(planned)
    shapes: list[Shape] = []
    if low < 0 < high:
        shapes.append(Line(across(0), _TOP - 2, across(0), bottom, LIGHT.faint, 0.6, dashed=True))
        if middle - across(0) > _APART:
            zero = wording.in_unit(0)
            shapes.append(Label(across(0), _TOP - 4.5, zero, TYPE.small, LIGHT.quiet, "middle"))
    for number, bar in enumerate(bars):
        y = _TOP + number * deep
        shapes.extend(_bar(bar, planned, (across(bar.worse), middle, across(bar.better)), y, deep))
        base = y + deep / 2 + TYPE.table * 0.36
        shapes.append(
            Label(0, base, bar.name, TYPE.table, LIGHT.ink, bold=bar.total, room=width * _NAMES)
        )
        for amount, x, anchor in (
            (bar.worse, across(bar.worse) - 4, "end"),
            (bar.better, across(bar.better) + 4, "start"),
        ):
            if amount != planned:
                words = wording.in_unit(amount)
                shapes.append(Label(x, base, words, TYPE.table, LIGHT.ink, anchor, bar.total))
    shapes.append(Line(middle, _TOP - 2, middle, bottom, LIGHT.ink, 0.8))
    words = wording.say("chart.tornado.planned", amount=wording.in_unit(planned))
    shapes.append(Label(middle, _TOP - 4.5, words, TYPE.small, LIGHT.quiet, "middle"))
    return Drawing(width, bottom + 2, tuple(shapes), _says(bars, planned, wording))


def _bar(
    bar: Bar, planned: int, ends: tuple[float, float, float], y: float, deep: float
) -> Sequence[Shape]:
    """Draw the worse part hatched in grey and the better one full: no colour is a sign alone."""
    worse, middle, better = ends
    top, high = y + deep * 0.16, deep * 0.68
    shapes: list[Shape] = []
    if bar.worse < planned and middle - worse > _LEAST:
        shapes.append(Rect(worse, top, middle - worse, high, fill=STAY, hatch=_HATCH))
    if bar.better > planned and better - middle > _LEAST:
        shapes.append(Rect(middle, top, better - middle, high, fill=RUN))
    return shapes


def _says(bars: Sequence[Bar], planned: int, wording: ReportWording) -> str:
    found = [
        wording.say(
            "chart.tornado.says",
            name=bar.name,
            worse=wording.money(bar.worse),
            better=wording.money(bar.better),
        )
        for bar in bars
    ]
    whole = wording.say("chart.tornado.planned", amount=wording.money(planned))
    return wording.joined([whole, *found], "clauses")
