"""The wave calendar: a lane per target, a block per wave, freezes, landing zones, milestones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.reporting.charts.axes import colours_of, rows_for
from planner.reporting.figures import Figures
from planner.reporting.geometry import Drawing, Label, Line, Polygon, Rect, Shape, text_width
from planner.reporting.milestones import Milestone, milestones
from planner.reporting.theme import HATCH, LIGHT, TYPE, on_colour
from planner.reporting.wording import ReportWording

__all__ = ["calendar_chart", "timeline_chart"]

_MONTHS: Final = 22.0
_ROW: Final = 9.5
_FOOT: Final = 30.0
_NAMES: Final = 118.0
_CLEAR: Final = 11.0
_SMALL: Final = TYPE.small - 0.4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where time and lanes stand; ``head`` is the top of the first lane."""

    figures: Figures
    wording: ReportWording
    first: date
    last: date
    across: Callable[[date], float]
    width: float
    head: float
    bottom: float


def calendar_chart(
    figures: Figures, wording: ReportWording, width: float, height: float
) -> Drawing:
    """Draw every wave from its first day to its cut-over, up to the last one that is used.

    Parameters
    ----------
    width, height
        In points; the height with one row of names of freezes, each further one adds to it.
    """
    if not figures.waves:
        return Drawing(width, 0, (), "")
    used = {move.target for move in figures.moving}
    lanes = [target for target in figures.targets if target.id in used]
    frame = _frame(figures, wording, width, height - _FOOT - _milestone_rows(figures) * _ROW)
    more = max(0.0, frame.head - _MONTHS - _ROW - 4)  # rows of freezes take nothing from the lanes
    frame, height = _moved(frame, frame.bottom + more), height + more
    deep = (frame.bottom - frame.head) / max(1, len(lanes))
    shapes = _background(frame)
    colours = colours_of(figures)
    for number, target in enumerate(lanes):
        y = frame.head + number * deep
        shapes.append(Line(0, y, width, y, LIGHT.line, 0.6))
        shapes.append(Rect(0, y + deep / 2 - 4, 8, 8, fill=colours[target.id]))
        name = wording.target(target.id)
        room = _NAMES - 18
        shapes.append(
            Label(13, y + deep / 2 + 3, name, TYPE.table, LIGHT.ink, bold=True, room=room)
        )
        ready = target.ready_date
        shown = ready is not None and frame.first < ready <= frame.last
        mark = frame.across(ready) if ready is not None and shown else None
        for wave in figures.waves:
            count = sum(move.target == target.id for move in wave.moves)
            if count:
                left, right = _ends(frame, wave.slot.first_day, wave.slot.last_day)
                words, tag = wording.number(count), f"wave-{wave.number}"
                shapes.extend(
                    _block(left, right, y, deep, colours[target.id], words, tag, mark=mark)
                )
        if mark is not None:
            shapes.append(_diamond(mark, y + 3.6, 3.4, LIGHT.ink))
    shapes.append(Line(0, frame.bottom, width, frame.bottom, LIGHT.line, 0.6))
    shapes.extend(_waves(frame))
    shapes.extend(_milestones(frame, frame.bottom + 15, skip_ready=True))
    shapes.extend(_legend(wording, height - 4, ("block", "ready", "freeze", "milestone")))
    return Drawing(width, height, tuple(shapes), _says(figures, wording))


def timeline_chart(figures: Figures, wording: ReportWording, width: float) -> Drawing:
    """Draw the whole programme in one lane, for the first page.

    Parameters
    ----------
    width
        In points.
    """
    if not figures.waves:
        return Drawing(width, 0, (), "")
    rows = _milestone_rows(figures, ready=True)
    frame = _frame(figures, wording, width, 0.0, names=0.0)
    deep = 24.0
    frame = _moved(frame, frame.head + deep)
    shapes = _background(frame)
    for wave in figures.waves:
        left, right = _ends(frame, wave.slot.first_day, wave.slot.last_day)
        words = wording.plural("chart.timeline.block", len(wave.moves))
        if text_width(words, TYPE.small) > right - left - 6:
            words = wording.number(len(wave.moves))
        tag = f"wave-{wave.number}"
        shapes.extend(_block(left, right, frame.head, deep, LIGHT.accent, words, tag, TYPE.small))
    shapes.extend(_waves(frame))
    shapes.extend(_milestones(frame, frame.bottom + 15))
    return Drawing(width, frame.bottom + 16 + rows * _ROW, tuple(shapes), _says(figures, wording))


def _frame(
    figures: Figures, wording: ReportWording, width: float, bottom: float, names: float = _NAMES
) -> _Frame:
    slots = figures.study.calendar[: figures.waves[-1].number]
    first, last = slots[0].first_day, slots[-1].last_day + timedelta(days=1)
    span = max(1, (last - first).days)

    def across(day: date) -> float:
        inside = min(max(day, first), last)
        return names + (width - names - 4) * (inside - first).days / span

    frame = _Frame(figures, wording, first, last, across, width, 0.0, bottom)
    rows = max((row for _, row, _, _ in _freeze_names(frame)), default=-1) + 1
    return _Frame(
        figures, wording, first, last, across, width, _MONTHS + 2 + rows * _ROW + 2, bottom
    )


def _moved(frame: _Frame, bottom: float) -> _Frame:
    return _Frame(
        frame.figures,
        frame.wording,
        frame.first,
        frame.last,
        frame.across,
        frame.width,
        frame.head,
        bottom,
    )


def _ends(frame: _Frame, first: date, last: date) -> tuple[float, float]:
    return frame.across(first), frame.across(last + timedelta(days=1))


def _block(
    left: float,
    right: float,
    y: float,
    deep: float,
    colour: str,
    words: str,
    tag: str,
    size: float = TYPE.body,
    mark: float | None = None,
) -> Sequence[Shape]:
    """Draw a wave's block; its words keep clear of a mark that stands above them."""
    tall = min(22.0, deep - 9)
    top = y + (deep - tall) / 2
    box = Rect(left + 1.2, top, right - left - 2.4, tall, fill=colour, radius=2.5, tag=tag)
    middle = (left + right) / 2
    if mark is not None and abs(mark - middle) < _CLEAR:
        middle += _CLEAR if mark <= middle else -_CLEAR
    ink = on_colour(colour)
    return (box, Label(middle, top + tall / 2 + size * 0.35, words, size, ink, "middle", True))


def _background(frame: _Frame) -> list[Shape]:
    """Months, and freezes with their names above the lanes."""
    shapes: list[Shape] = []
    months = (frame.last.year - frame.first.year) * 12 + frame.last.month - frame.first.month + 1
    every = 1 if months <= 18 else 3
    day = date(frame.first.year, frame.first.month, 1)
    while day < frame.last:
        x = frame.across(day)
        starts_year = day.month == 1
        if day >= frame.first:
            colour = LIGHT.faint if starts_year else LIGHT.line
            wide = 0.8 if starts_year else 0.4
            shapes.append(Line(x, frame.head, x, frame.bottom, colour, wide))
        month = frame.wording.short_month(day)
        fits = x + 2 + text_width(month, TYPE.small) <= frame.width
        if (day.month - 1) % every == 0 and fits:
            shapes.append(Label(x + 2, 19, month, TYPE.small, LIGHT.quiet))
        if starts_year or day <= frame.first:
            shapes.append(Label(x + 2, 8, str(day.year), TYPE.table, LIGHT.ink, "start", True))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    deep = frame.bottom - frame.head
    for freeze in _freezes(frame):
        left, right = _ends(frame, *freeze[:2])
        wide = max(2.0, right - left)
        shapes.append(Rect(left, frame.head, wide, deep, fill=LIGHT.bad_wash, hatch=HATCH))
    for left, row, name, room in _freeze_names(frame):
        y = _MONTHS + (row + 1) * _ROW - 1
        shapes.append(Label(left, y, name, _SMALL, LIGHT.bad, room=room))
    return shapes


def _freezes(frame: _Frame) -> list[tuple[date, date, str]]:
    return [
        (freeze.first_day, freeze.last_day, frame.wording.freeze(freeze.name))
        for freeze in sorted(frame.figures.study.programme.freezes, key=lambda f: f.first_day)
        if freeze.last_day >= frame.first and freeze.first_day < frame.last
    ]


def _freeze_names(frame: _Frame) -> list[tuple[float, int, str, float]]:
    """Return (left, row, name, room) of every freeze's name, staggered so that none overlap."""
    spans = []
    for first, _, name in _freezes(frame):
        wide = min(130.0, text_width(name, _SMALL) + 1)
        spans.append((min(frame.across(first), frame.width - wide), wide))
    rows = rows_for(spans, 3)
    return [
        (left, row, name, wide)
        for (left, wide), row, (_, _, name) in zip(spans, rows, _freezes(frame), strict=True)
        if row >= 0
    ]


def _waves(frame: _Frame) -> Sequence[Shape]:
    shapes: list[Shape] = []
    used = {wave.number for wave in frame.figures.waves}
    for number, slot in enumerate(frame.figures.study.calendar[: max(used)], start=1):
        left, x = _ends(frame, slot.first_day, slot.last_day)
        shapes.append(Line(x, frame.head, x, frame.bottom + 4, LIGHT.faint, 0.5, dashed=True))
        colour = LIGHT.ink if number in used else LIGHT.faint
        words = frame.wording.say("wave.short", number=number)
        middle, room = (left + x) / 2, x - left
        y = frame.bottom + 10
        shapes.append(Label(middle, y, words, TYPE.small, colour, "middle", True, room))
    return shapes


def _shown(figures: Figures, ready: bool) -> list[Milestone]:
    return [item for item in milestones(figures) if ready or item.key != "ready"]


def _milestone_rows(figures: Figures, ready: bool = False) -> int:
    return min(3, max(1, len(_shown(figures, ready)) // 2 + 1))


def _milestones(frame: _Frame, y: float, skip_ready: bool = False) -> Sequence[Shape]:
    """Draw a mark per milestone with its words, staggered; an arrow points to those outside."""
    found = _shown(frame.figures, not skip_ready)
    spans, words = [], []
    for item in found:
        known = item.target in frame.figures.target_by_id
        target = frame.wording.target(item.target) if known else ""
        text = frame.wording.say(f"milestone.{item.key}", day=item.day.isoformat(), target=target)
        if not frame.first <= item.day <= frame.last:
            text = f"← {text}" if item.day < frame.first else f"{text} →"
        wide = 10 + text_width(text, _SMALL)
        spans.append((max(0.0, min(frame.across(item.day) - 4, frame.width - wide)), wide))
        words.append(text)
    shapes: list[Shape] = []
    most = _milestone_rows(frame.figures, ready=not skip_ready)
    for (left, _), row, text, item in zip(spans, rows_for(spans, most), words, found, strict=True):
        if row < 0:
            continue
        base = y + (row + 1) * _ROW - 2
        inside = frame.first <= item.day <= frame.last
        colour = LIGHT.accent if item.key != "ready" else LIGHT.ink
        if inside:
            shapes.append(_diamond(left + 4, base - 2.4, 3.2, colour))
        if inside and item.key != "ready":
            x = frame.across(item.day)
            shapes.append(Line(x, frame.bottom + 1, x, frame.bottom + 5, LIGHT.accent, 1.4))
        shapes.append(Label(left + 10, base, text, _SMALL, LIGHT.ink))
    return shapes


def _legend(wording: ReportWording, y: float, keys: Sequence[str]) -> Sequence[Shape]:
    size = TYPE.small
    shapes: list[Shape] = []
    x = _NAMES
    for key in keys:
        if key == "block":
            shapes.append(Rect(x, y - 6.5, 12, 8, fill=LIGHT.faint, radius=1.5))
        elif key == "freeze":
            shapes.append(Rect(x, y - 6.5, 12, 8, fill=LIGHT.bad_wash, hatch=HATCH))
        else:
            colour = LIGHT.ink if key == "ready" else LIGHT.accent
            shapes.append(_diamond(x + 6, y - 2.6, 4.0 if key == "ready" else 3.2, colour))
        words = wording.say(f"chart.calendar.{key}")
        shapes.append(Label(x + 17, y, words, size, LIGHT.quiet))
        x += 17 + text_width(words, size) + 20
    return shapes


def _diamond(x: float, y: float, radius: float, fill: str) -> Polygon:
    return Polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), fill)


def _says(figures: Figures, wording: ReportWording) -> str:
    """The chart in words: the waves, and whatever freezes and milestones it shows."""
    waves = [
        wording.plural(
            "chart.calendar.says",
            len(wave.moves),
            number=wave.number,
            day=wording.day(wave.cut_over),
        )
        for wave in figures.waves
    ]
    first, last = figures.study.calendar[0].first_day, figures.waves[-1].slot.last_day
    freezes = [
        wording.say(
            "chart.calendar.says.freeze",
            name=wording.freeze(freeze.name),
            first=wording.day(freeze.first_day),
            last=wording.day(freeze.last_day),
        )
        for freeze in sorted(figures.study.programme.freezes, key=lambda f: f.first_day)
        if freeze.last_day >= first and freeze.first_day <= last
    ]
    days = []
    for item in milestones(figures):
        target = wording.target(item.target)
        day = wording.day(item.day)
        days.append(wording.say(f"milestone.{item.key}", day=day, target=target))
    named = {"waves": waves, "freezes": freezes, "milestones": days}
    return wording.sentences(
        *(
            wording.say(f"chart.calendar.says.{key}", list=wording.joined(found))
            for key, found in named.items()
            if found
        )
    )
