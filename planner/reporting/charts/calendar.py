"""The wave calendar: a lane per target, a block per wave, freezes, landing zones, milestones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from planner.reporting.charts.axes import colours_of
from planner.reporting.figures import Figures
from planner.reporting.geometry import Drawing, Label, Line, Polygon, Rect, Shape, text_width
from planner.reporting.theme import LIGHT, TYPE, on_colour
from planner.reporting.wording import Wording

__all__ = ["calendar_chart"]

type Across = Callable[[date], float]

_HEAD: Final = 34.0
_FOOT: Final = 32.0
_NAMES: Final = 104.0


def calendar_chart(figures: Figures, wording: Wording, width: float, height: float) -> Drawing:
    """Draw every wave of the calendar from its first day to its cut-over."""
    calendar = figures.study.calendar
    if not calendar:
        return Drawing(width, 0, (), "")
    first, last = calendar[0].first_day, calendar[-1].last_day + timedelta(days=1)
    used = {move.target for move in figures.moving}
    lanes = [target for target in figures.targets if target.id in used]
    span = max(1, (last - first).days)

    def across(day: date) -> float:
        inside = min(max(day, first), last)
        return _NAMES + (width - _NAMES - 4) * (inside - first).days / span

    deep = (height - _HEAD - _FOOT) / max(1, len(lanes))
    bottom = _HEAD + deep * len(lanes)
    shapes: list[Shape] = []
    shapes.extend(_months(first, last, across, bottom, wording))
    shapes.extend(_freezes(figures, across, bottom, first, last))
    colours = colours_of(figures)
    for number, target in enumerate(lanes):
        y = _HEAD + number * deep
        shapes.append(Line(0, y, width, y, LIGHT.line, 0.6))
        name = wording.target(target)
        shapes.append(Rect(0, y + deep / 2 - 4, 8, 8, fill=colours[target.id]))
        shapes.append(
            Label(13, y + deep / 2 + 3, name, TYPE.table, LIGHT.ink, "start", True, _NAMES - 18)
        )
        for wave in figures.waves:
            count = sum(move.target == target.id for move in wave.moves)
            if count:
                shapes.extend(
                    _block(
                        across(wave.slot.first_day),
                        across(wave.slot.last_day + timedelta(days=1)),
                        y,
                        deep,
                        colours[target.id],
                        wording.number(count),
                        f"wave-{wave.number}",
                    )
                )
        ready = target.ready_date
        if ready is not None and first < ready <= last:
            shapes.append(_diamond(across(ready), y + 6.5, 4.2, LIGHT.ink))
    shapes.append(Line(0, bottom, width, bottom, LIGHT.line, 0.6))
    shapes.extend(_waves(figures, across, bottom, wording))
    shapes.extend(_legend(figures, wording, height - 4))
    return Drawing(width, height, tuple(shapes), _says(figures, wording))


def _block(
    left: float, right: float, y: float, deep: float, colour: str, words: str, tag: str
) -> Sequence[Shape]:
    tall = min(22.0, deep - 8)
    top = y + (deep - tall) / 2
    box = Rect(left + 1.2, top, right - left - 2.4, tall, fill=colour, radius=2.5, tag=tag)
    middle = (left + right) / 2
    text = Label(middle, top + tall / 2 + 3.2, words, TYPE.body, on_colour(colour), "middle", True)
    return (box, text)


def _months(
    first: date, last: date, across: Across, bottom: float, wording: Wording
) -> Sequence[Shape]:
    shapes: list[Shape] = []
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = 1 if months <= 18 else 3
    day = date(first.year, first.month, 1)
    while day < last:
        x = across(day)
        starts_year = day.month == 1
        if day >= first:
            colour = LIGHT.faint if starts_year else LIGHT.line
            shapes.append(Line(x, 22, x, bottom, colour, 0.8 if starts_year else 0.4))
        if (day.month - 1) % every == 0 or every == 1:
            shapes.append(Label(x + 2, 19, wording.short_month(day), TYPE.small, LIGHT.quiet))
        if starts_year or day <= first:
            shapes.append(Label(x + 2, 8, str(day.year), TYPE.table, LIGHT.ink, "start", True))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return shapes


def _freezes(
    figures: Figures, across: Across, bottom: float, first: date, last: date
) -> Sequence[Shape]:
    shapes: list[Shape] = []
    names: list[tuple[float, str]] = []
    for freeze in sorted(figures.study.programme.freezes, key=lambda item: item.first_day):
        if freeze.last_day < first or freeze.first_day > last:
            continue
        left, right = across(freeze.first_day), across(freeze.last_day + timedelta(days=1))
        wide = max(2.0, right - left)
        shapes.append(Rect(left, _HEAD, wide, bottom - _HEAD, fill=LIGHT.bad_wash, hatch="#e0a893"))
        names.append((left, freeze.name))
    ends = [*(left for left, _ in names), across(last)][1:]
    for (left, name), after in zip(names, ends, strict=True):
        room = min(90.0, after - left - 3)
        if room > 24:
            size = TYPE.small - 0.6
            shapes.append(Label(left, _HEAD - 3, name, size, LIGHT.bad, "start", False, room))
    return shapes


def _waves(figures: Figures, across: Across, bottom: float, wording: Wording) -> Sequence[Shape]:
    shapes: list[Shape] = []
    numbers = {wave.number: wave for wave in figures.waves}
    for number, slot in enumerate(figures.study.calendar, start=1):
        x = across(slot.last_day + timedelta(days=1))
        shapes.append(Line(x, _HEAD, x, bottom + 4, LIGHT.faint, 0.5, dashed=True))
        left = across(slot.first_day)
        colour = LIGHT.ink if number in numbers else LIGHT.faint
        words = wording.say("wave.short", number=number)
        shapes.append(
            Label((left + x) / 2, bottom + 11, words, TYPE.small, colour, "middle", True, x - left)
        )
    return shapes


def _legend(figures: Figures, wording: Wording, y: float) -> Sequence[Shape]:
    size = TYPE.small
    shapes: list[Shape] = []
    x = _NAMES
    for key in ("block", "ready", "freeze"):
        if key == "block":
            shapes.append(Rect(x, y - 6.5, 12, 8, fill=LIGHT.faint, radius=1.5))
        elif key == "ready":
            shapes.append(_diamond(x + 6, y - 2.6, 4.2, LIGHT.ink))
        else:
            shapes.append(Rect(x, y - 6.5, 12, 8, fill=LIGHT.bad_wash, hatch="#e0a893"))
        words = wording.say(f"chart.calendar.{key}")
        shapes.append(Label(x + 17, y, words, size, LIGHT.quiet))
        x += 17 + text_width(words, size) + 22
    return shapes


def _diamond(x: float, y: float, radius: float, fill: str) -> Polygon:
    return Polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), fill)


def _says(figures: Figures, wording: Wording) -> str:
    return wording.joined(
        wording.say(
            "chart.calendar.says",
            number=wave.number,
            count=wording.number(len(wave.moves)),
            day=wording.day(wave.slot.last_day),
        )
        for wave in figures.waves
    )
