"""Money over the years: staying beside the plan, and the way to the payback."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from planner.reporting.charts.axes import mark_words, ticks
from planner.reporting.geometry import Dot, Drawing, Label, Line, Polygon, Rect, Shape, text_width
from planner.reporting.money import MonthMoney, YearMoney
from planner.reporting.theme import LIGHT, ONCE, RUN, STAY, TYPE
from planner.reporting.wording import ReportWording

__all__ = ["cost_chart", "payback_chart"]

_LEFT: Final = 46.0
_TOP: Final = 28.0
_FOOT: Final = 22.0
_HATCH: Final = LIGHT.paper
_SINCE: Final = TYPE.small - 0.4


def cost_chart(
    years: Sequence[YearMoney], wording: ReportWording, width: float, height: float
) -> Drawing:
    """Draw a pair of bars a year: staying, and the plan's run cost with its one-off cost on top.

    Parameters
    ----------
    years
        In order.
    width, height
        In points.
    """
    high = max([1, *(max(year.stay, year.plan) for year in years)])
    marks = ticks(0, high)
    bottom = height - _FOOT
    scale = (bottom - _TOP) / marks[-1]
    shapes: list[Shape] = list(_grid(marks, scale, bottom, width, wording))
    each = (width - _LEFT) / max(1, len(years))
    bar = min(30.0, each * 0.33)
    for number, year in enumerate(years):
        middle = _LEFT + (number + 0.5) * each
        stay, run, once = (amount * scale for amount in (year.stay, year.run, year.one_off))
        shapes.append(Rect(middle - bar - 2, bottom - stay, bar, stay, fill=STAY))
        shapes.append(Rect(middle + 2, bottom - run, bar, run, fill=RUN))
        if once > 0.3:
            top = bottom - run - once
            shapes.append(Rect(middle + 2, top, bar, once, fill=ONCE, hatch=_HATCH))
        for x, amount in ((middle - bar / 2 - 2, year.stay), (middle + bar / 2 + 2, year.plan)):
            top = bottom - amount * scale - 3
            words = wording.on_chart(amount)
            shapes.append(Label(x, top, words, TYPE.small, LIGHT.ink, "middle", False, each / 2))
        words = wording.say("chart.year", number=year.number)
        shapes.append(Label(middle, bottom + 11, words, TYPE.small, LIGHT.ink, "middle", True))
        since = year.first_day.strftime("%Y-%m")
        shapes.append(Label(middle, bottom + 20, since, _SINCE, LIGHT.faint, "middle"))
    end = "" if any(year.stay_staff or year.staff for year in years) else ".run"
    keys = ((STAY, f"chart.stay{end}"), (RUN, f"chart.run{end}"), (ONCE, "chart.once"))
    shapes.extend(_legend(keys, wording, width))
    says = wording.joined(
        wording.say(
            "chart.cost.says",
            number=year.number,
            stay=wording.money(year.stay),
            run=wording.money(year.run),
            once=wording.money(year.one_off),
        )
        for year in years
    )
    return Drawing(width, height, tuple(shapes), says)


def payback_chart(
    months: Sequence[MonthMoney],
    payback: float | None,
    wording: ReportWording,
    width: float,
    height: float,
) -> Drawing:
    """Draw what the plan has brought less what it has cost, month by month.

    Parameters
    ----------
    months
        In order, from the first wave's.
    payback
        Months after which the plan has paid back; None: it has not.
    width, height
        In points.
    """
    low = min([0, *(month.net for month in months)])
    high = max([1, *(month.net for month in months)])
    marks = ticks(low, high)
    bottom = height - _FOOT
    scale = (bottom - _TOP) / (marks[-1] - marks[0])
    zero = bottom + marks[0] * scale
    span = max(1, len(months) - 1)

    def place(month: MonthMoney) -> tuple[float, float]:
        return (_LEFT + (width - _LEFT - 6) * month.number / span, zero - month.net * scale)

    shapes: list[Shape] = list(_grid(marks, scale, zero, width, wording))
    points = [place(month) for month in months]
    if points:
        area = ((points[0][0], zero), *points, (points[-1][0], zero))
        shapes.append(Polygon(tuple(area), LIGHT.accent_wash))
    shapes.extend(Line(*start, *end, RUN, 1.6) for start, end in itertools.pairwise(points))
    shapes.append(Line(_LEFT, zero, width, zero, LIGHT.ink, 0.8))
    for month in months:
        if month.number % 12 == 0:
            x, _ = place(month)
            words = wording.say("chart.month", number=month.number)
            anchor = "end" if month.number == span else "middle"
            shapes.append(Label(x, bottom + 11, words, TYPE.small, LIGHT.quiet, anchor))
    if payback is not None and payback <= span:
        before, after = place(months[int(payback)]), place(months[min(span, int(payback) + 1)])
        part = payback % 1.0
        x, y = (a + (b - a) * part for a, b in zip(before, after, strict=True))
        shapes.append(Line(x, zero, x, _TOP + 8, LIGHT.good, 0.8, dashed=True))
        shapes.append(Dot(x, y, 3.2, LIGHT.good, LIGHT.paper))
        words = wording.say("chart.payback", time=wording.duration(payback))
        aside, anchor = (-5, "end") if x > width * 0.65 else (5, "start")
        shapes.append(Label(x + aside, _TOP + 8, words, TYPE.table, LIGHT.good, anchor, True))
    lowest = min(months, key=lambda month: month.net, default=MonthMoney(0, 0))
    says = wording.say(
        "chart.payback.says",
        low=wording.money(lowest.net),
        month=lowest.number,
        end=wording.money(months[-1].net if months else 0),
        last=span,
    )
    return Drawing(width, height, tuple(shapes), says)


def _grid(
    marks: Sequence[float], scale: float, zero: float, width: float, wording: ReportWording
) -> Sequence[Shape]:
    shapes: list[Shape] = []
    for mark in marks:
        y = zero - mark * scale
        shapes.append(Line(_LEFT, y, width, y, LIGHT.line, 0.5))
        words = mark_words(mark, wording)
        shapes.append(Label(_LEFT - 5, y + 2.6, words, TYPE.small, LIGHT.quiet, "end"))
    shapes.append(Label(0, _TOP - 8, wording.money_unit, TYPE.small, LIGHT.quiet))
    return shapes


def _legend(
    keys: Sequence[tuple[str, str]], wording: ReportWording, width: float
) -> Sequence[Shape]:
    shapes: list[Shape] = []
    needed = sum(12 + text_width(wording.say(key), TYPE.small) for _, key in keys)
    gap = max(4.0, min(16.0, (width - needed) / len(keys)))
    x = 0.0
    for colour, key in keys:
        words = wording.say(key)
        hatch = _HATCH if colour == ONCE else ""  # as light as staying in grey print
        shapes.append(Rect(x, 2, 8, 8, fill=colour, hatch=hatch))
        shapes.append(Label(x + 12, 9, words, TYPE.small, LIGHT.ink, room=width - x - 12))
        x += 12 + text_width(words, TYPE.small) + gap
    return shapes
