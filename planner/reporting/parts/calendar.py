"""The wave calendar as swim lanes, with its table and the load of the teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.reporting.charts import calendar_chart
from planner.reporting.content import Cell, Chart, Column, Heading, Prose, Section, Table
from planner.reporting.figures import WaveFigures
from planner.reporting.parts.apart import half_moved
from planner.reporting.theme import LIGHT
from planner.reporting.view import View

__all__ = ["build"]

_HEIGHT: Final = 99.0
"""Points of the chart beside its lanes: months, a row of freezes, milestones, legend."""
_LANE: Final = 22.0
_FULL: Final = 0.9
_TIGHT: Final = 0.7
"""Shares of a team's capacity from which on a wave is shaded."""


def build(view: View) -> tuple[Section, ...]:
    """Return the calendar, or nothing where nothing moves."""
    words, figures = view.words, view.figures
    if not figures.waves:
        return ()
    unused = len(view.study.calendar) - figures.waves[-1].number
    intro = [words.plural("calendar.intro", len(figures.wave_numbers))]
    cut_over = {wave.number for wave in figures.waves}
    if idle := [words.number(one) for one in figures.wave_numbers if one not in cut_over]:
        intro.append(words.plural("calendar.idle", len(idle), waves=words.joined(idle)))
    if unused > 0:
        intro.append(words.plural("calendar.unused", unused))
    intro.append(words.say("calendar.days"))
    lanes = len({move.target for move in figures.moving})
    blocks = (
        Prose(words.sentences(*intro)),
        Chart("", calendar_chart(figures, words, view.width, _HEIGHT + _LANE * lanes)),
        _waves(view),
        *_load(view),
    )
    calendar = Section("calendar", words.say("calendar.title"), blocks, one_page=True)
    return (calendar, *half_moved(view))


def _waves(view: View) -> Table:
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("col.wave"), 1.75),
        Column(words.say("col.from"), 1.1),
        Column(words.say("col.cut_over"), 1.1),
        Column(words.say("col.workloads"), 1.0, "right"),
        Column(words.say("col.days"), 1.1, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 1.8, "right"),
        Column(words.say("col.saving", unit=words.money_unit), 2.4, "right"),
        Column(words.say("col.highest_risk"), 1.1, "right"),
        Column(words.say("col.state"), 1.0),
        *(
            (
                Column(words.say("col.actual_day"), 1.3),
                Column(words.say("col.actual_days"), 1.4, "right"),
            )
            if figures.has_actuals
            else ()
        ),
    )
    moved = {wave.number: wave for wave in figures.waves}
    rows: list[tuple[Cell, ...]] = [
        _wave(view, moved[number]) if number in moved else _no_cut_over(view, number, len(columns))
        for number in figures.wave_numbers
    ]
    rows += _sums(view, len(columns))
    return Table(columns, tuple(rows), total=True)


def _sums(view: View, width: int) -> Iterator[tuple[Cell, ...]]:
    """Yield what belongs to no wave, and the sum of all."""
    words, figures = view.words, view.figures
    rest = tuple(Cell("") for _ in range(width - 7))
    leaving, paid = figures.retiring_saving_minor, figures.retiring_one_off_minor
    if leaving or paid:
        yield (
            Cell(words.plural("calendar.retired", len(figures.retiring)), link="staying"),
            *(Cell("") for _ in range(4)),
            Cell(words.in_unit(paid) if paid else ""),
            Cell(words.in_unit(leaving)),
            *rest,
        )
    opened = sum(figures.platforms.values()) if figures.money_known else 0
    if opened:
        yield (
            Cell(words.say("waves.platforms")),
            *(Cell("") for _ in range(5)),
            Cell(words.in_unit(-opened)),
            *rest,
        )
    saving = figures.saving_year_minor if figures.money_known else None
    yield (
        Cell(view.total),
        Cell(""),
        Cell(""),
        Cell(words.number(len(figures.moving))),
        Cell(words.number(figures.effort_days)),
        Cell(words.in_unit(figures.one_off_minor if figures.one_off_known else None)),
        Cell(words.in_unit(saving)),
        *rest,
    )


def _wave(view: View, wave: WaveFigures) -> tuple[Cell, ...]:
    words = view.words
    return (
        Cell(words.say("wave.name", number=wave.number), link=f"wave-{wave.number}"),
        Cell(wave.slot.first_day.isoformat()),
        Cell(wave.cut_over.isoformat()),
        Cell(words.number(len(wave.moves))),
        Cell(words.number(wave.effort_days)),
        Cell(words.in_unit(wave.one_off_minor if wave.one_off_known else None)),
        Cell(words.in_unit(wave.saving_year_minor if wave.saving_known else None)),
        Cell(words.number(wave.highest_risk)),
        Cell(words.word("state", wave.state)),
        *(_actual(view, wave) if view.figures.has_actuals else ()),
    )


def _no_cut_over(view: View, number: int, width: int) -> tuple[Cell, ...]:
    """A wave between others in which nothing is cut over, so that no number is missing."""
    words, slot = view.words, view.figures.study.calendar[number - 1]
    return (
        Cell(words.say("wave.name", number=number)),
        Cell(slot.first_day.isoformat()),
        Cell(words.word("state", "no_cut_over")),
        *(Cell("") for _ in range(width - 3)),
    )


def _actual(view: View, wave: WaveFigures) -> tuple[Cell, Cell]:
    """What was entered once the wave was under way; a dash where nothing was."""
    words = view.words
    dash = words.say("dash")
    return (
        Cell(wave.actual_day.isoformat() if wave.actual_day else dash),
        Cell(words.number(sum(wave.actual_days.values())) if wave.actual_days else dash),
    )


def _load(view: View) -> tuple[Heading | Prose | Table, ...]:
    """Work of each team in every wave, and by its end what has been worked of what there is."""
    words, figures = view.words, view.figures
    if not figures.loads:
        return ()
    last = figures.waves[-1].number
    waves = range(1, last + 1)
    limited = any(one.room_until(last) is not None for one in figures.loads)
    columns = (
        Column(words.say("col.team"), 2.9),
        *(Column(words.say("wave.short", number=wave), 1.2, "right") for wave in waves),
        Column(words.say("load.in_all" if limited else "load.all"), 1.5, "right"),
    )
    rows = []
    for one in figures.loads:
        cells = [Cell(view.words.team(one.team), bold=True)]
        cells += [_worked(view, one.days[wave - 1], one.capacity[wave - 1]) for wave in waves]
        room = one.room_until(last)
        done = words.number(one.until(last))
        if room is not None:
            done = words.say("load.of", days=done, capacity=words.number(room))
        cells.append(Cell(done))
        rows.append(tuple(cells))
    return (
        Heading(words.say("load.title")),
        Prose(words.say("load.note" if limited else "load.note.none"), style="small", keep=True),
        Table(columns, tuple(rows)),
    )


def _worked(view: View, days: float, capacity: float | None) -> Cell:
    words = view.words
    if not days:
        return Cell(words.say("dash"))
    if not capacity:
        return Cell(words.number(days), wash=LIGHT.bad_wash if capacity == 0 else "")
    share = days / capacity
    wash = LIGHT.bad_wash if share > _FULL else LIGHT.warn_wash if share > _TIGHT else ""
    text = words.say("load.share", days=words.number(days), share=words.percent(share))
    return Cell(text, wash=wash)
