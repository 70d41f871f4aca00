"""One page per wave: scope, why these, prerequisites, teams, cost, risk, exit, way back."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from planner.reporting.charts.axes import colours_of
from planner.reporting.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Section,
    Table,
    without_blank,
)
from planner.reporting.figures import WaveFigures
from planner.reporting.gates import criteria
from planner.reporting.moves import Move
from planner.reporting.schedule import PHASES
from planner.reporting.view import View
from planner.reporting.wave_reasons import why_these

__all__ = ["build"]

_TEAMS_SHARE: Final = 0.38
_WHY_SHARE: Final = (0.3, 0.5)
"""Least and most of the width that the reasons have beside the gates: each by its words."""
_ITEM: Final = 25
"""Characters of an item that its last line leaves free, about."""
_WIDE_ROWS: Final = 9
"""Workloads up to which the scope is one wide table; more stand in two columns."""
_SHORTER: Final = (20, 16, 13, 11, 9, 8, 7, 6, 5, 3, 2, 1)
"""Rows of each column where not all fit the page; the rest is named below them."""
_FEW: Final = 1
"""Rows of each column where all others are counted by target, since they are too many to name."""


def build(view: View) -> tuple[Section, ...]:
    """Return a section per wave in which something moves."""
    return tuple(_wave(view, wave) for wave in view.figures.waves)


def _wave(view: View, wave: WaveFigures) -> Section:
    words = view.words
    title = words.say(
        "waves.title",
        number=wave.number,
        start=words.day(wave.slot.first_day),
        end=words.day(wave.slot.last_day),
    )
    why, gates = why_these(view, wave), _gates(view, wave)
    said, asked = (sum(len(one.lead + one.text) + _ITEM for one in two) for two in (why, gates))
    least, most = _WHY_SHARE
    upper = (
        _cards(view, wave),
        Columns(
            (Heading(words.say("waves.why")), Bullets(why)),
            (Heading(words.say("waves.gates")), Bullets(gates)),
            min(most, max(least, said / (said + asked))),
        ),
        Heading(words.say("waves.phases")),
        _phases(view, wave),
        Columns(
            _teams(view, wave),
            (Heading(words.say("waves.ends")), _ways(view, wave)),
            _TEAMS_SHARE,
        ),
    )
    moves = _by_importance(wave)
    whole = -(-len(moves) // 2)
    return Section(
        f"wave-{wave.number}",
        title,
        (*upper, *_scope(view, moves, whole)),
        group=words.say("waves.group"),
        one_page=True,
        shorter=(
            *((*upper, *_scope(view, moves, rows)) for rows in _SHORTER if rows < whole),
            (*upper, *_scope(view, moves, _FEW, named=False)),
        ),
    )


def _gates(view: View, wave: WaveFigures) -> tuple[Prose, ...]:
    words = view.words
    return tuple(
        Prose(
            words.sentences(*criteria(view, wave, gate)),
            words.say("gate.on", gate=words.say(f"gate.{gate.key}"), day=words.day(gate.day)),
        )
        for gate in view.schedule.gates[wave.number]
    )


def _phases(view: View, wave: WaveFigures) -> Table:
    """First and last day of every phase over the moves of the wave, in one row."""
    words = view.words
    spans = [span for key in PHASES if (span := view.schedule.phase_span(wave, key)) is not None]
    columns = tuple(Column(words.say(f"phase.{span.key}"), 1.0) for span in spans)
    cells = []
    for span in spans:
        first, last = span.first.isoformat(), span.last.isoformat()
        text = first if first == last else words.say("waves.until", first=first, last=last)
        cells.append(Cell(text, bold=span.key == "cut_over"))
    return Table(columns, (tuple(cells),))


def _cards(view: View, wave: WaveFigures) -> KeyFigures:
    words = view.words
    saving = wave.saving_year_minor if wave.saving_known else None
    once = wave.one_off_minor if wave.one_off_known else None
    days = words.say("waves.days", days=words.number(wave.effort_days))
    state = "" if wave.state == "planned" else words.word("state", wave.state)
    if wave.actual_day:
        state = words.say("waves.actual", state=state, day=words.day(wave.actual_day))
    return KeyFigures(
        (
            KeyFigure(words.say("col.workloads"), words.number(len(wave.moves))),
            KeyFigure(words.say("waves.effort"), days),
            KeyFigure(words.say("key.one_off"), words.maybe_money(once)),
            view.saved(saving),
            KeyFigure(words.say("waves.risk"), words.number(wave.highest_risk)),
            KeyFigure(words.say("waves.cut_over"), words.day(wave.cut_over), state),
        )
    )


def _by_importance(wave: WaveFigures) -> list[Move]:
    return sorted(wave.moves, key=lambda move: (-move.assessed.importance, move.name))


def _scope(view: View, moves: list[Move], rows: int, *, named: bool = True) -> tuple[Block, ...]:
    """Return so many rows of workloads in two columns, the others by day and name, or counted."""
    words = view.words
    heading = Heading(words.say("waves.scope"))
    if len(moves) <= _WIDE_ROWS:
        return (heading, _wide_scope(view, moves))
    shown, rest = moves[: 2 * rows], moves[2 * rows :]
    half = -(-len(shown) // 2)
    columns = Columns((_scope_half(view, shown[:half]),), (_scope_half(view, shown[half:]),))
    if not rest:
        return (heading, columns)
    if not named:
        counts = Counter(view.words.target(move.target) for move in rest)
        targets = words.joined(f"{name} {words.number(n)}" for name, n in counts.most_common())
        told = words.say("waves.rest", count=words.number(len(rest)), targets=targets)
        return (heading, columns, Prose(told, style="small"))
    days: dict[date, list[str]] = {}
    for move in sorted(rest, key=lambda move: view.schedule.moves[move.id].cut_over):
        day = view.schedule.moves[move.id].cut_over
        days.setdefault(day, []).append(view.workload_name(move.id))
    told = words.joined(
        (words.headed(day.isoformat(), words.joined(names)) for day, names in days.items()),
        "clauses",
    )
    return (heading, columns, Prose(told, words.plural("waves.more", len(rest)), style="small"))


def _wide_scope(view: View, moves: list[Move]) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 3.0),
        Column(words.say("col.from_place"), 1.5),
        Column(words.say("col.target"), 1.8),
        Column(words.say("col.strategy"), 1.3),
        Column(words.say("col.tier"), 1.0),
        Column(words.say("col.days"), 1.1, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 2.0, "right"),
        Column(words.say("col.risk"), 0.7, "right"),
        Column(words.say("col.lead"), 1.5),
        Column(words.say("phase.cut_over"), 1.4),
    )
    rows = tuple(
        (
            view.workload_cell(move.id),
            Cell(view.words.target(move.current) if move.current else words.say("target.new")),
            _target(view, move),
            Cell(_strategy(view, move.strategy)),
            Cell(view.choice("criticality", move.criticality)),
            Cell(words.number(sum(move.effort_days.values()))),
            Cell(words.in_unit(move.one_off_minor)),
            Cell(words.number(move.risk)),
            Cell(words.named(move.workload.person("technical_owner"))),
            Cell(view.schedule.moves[move.id].cut_over.isoformat()),
        )
        for move in moves
    )
    return without_blank(Table(columns, rows), words.named(""))


def _scope_half(view: View, moves: list[Move]) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 3.65),
        Column(words.say("col.target"), 3.2),
        Column(words.say("col.strategy"), 1.6),
        Column(words.say("col.days.short"), 0.95, "right"),
        Column(words.say("col.risk"), 1.0, "right"),
        Column(words.say("phase.cut_over"), 1.6),
    )
    rows = tuple(
        (
            view.workload_cell(move.id),
            _target(view, move),
            Cell(_strategy(view, move.strategy)),
            Cell(words.number(sum(move.effort_days.values()))),
            Cell(words.number(move.risk)),
            Cell(view.schedule.moves[move.id].cut_over.isoformat()),
        )
        for move in moves
    )
    return Table(columns, rows)


def _target(view: View, move: Move) -> Cell:
    return Cell(
        view.words.target(move.target), swatch=colours_of(view.figures).get(move.target, "")
    )


def _strategy(view: View, strategy: str) -> str:
    return view.words.strategy(strategy)


def _teams(view: View, wave: WaveFigures) -> tuple[Block, ...]:
    """Work of each team in the wave, also for later cut-overs, and what has been worked by then."""
    words, number = view.words, wave.number
    busy = [one for one in view.figures.loads if one.days[number - 1]]
    if not busy:
        return ()
    limited = any(one.room_until(number) is not None for one in busy)
    columns = (
        Column(words.say("col.team"), 3.1),
        Column(words.say("load.in_wave"), 1.0, "right"),
        Column(words.say("col.capacity"), 1.1, "right"),
        Column(words.say("col.load"), 0.9, "right"),
        Column(words.say("load.so_far" if limited else "load.so_far.all"), 1.6, "right"),
    )
    rows = []
    for one in busy:
        days, capacity, room = (
            one.days[number - 1],
            one.capacity[number - 1],
            one.room_until(number),
        )
        so_far = words.number(one.until(number))
        if room is not None:
            so_far = words.say("load.of", days=so_far, capacity=words.number(room))
        bound = words.number(capacity) if capacity is not None else words.say("no_limit")
        share = words.percent(days / capacity) if capacity else ""
        texts = (view.words.team(one.team), words.number(days), bound, share, so_far)
        rows.append(tuple(Cell(text) for text in texts))
    table = without_blank(Table(columns, tuple(rows)), "")
    return (Heading(words.say("waves.teams")), table)


def _ways(view: View, wave: WaveFigures) -> Table:
    """When a move counts as done and how it is undone, by strategy, from the rule set."""
    words = view.words
    texts = view.study.rules.texts
    columns = (
        Column(words.say("col.strategy"), 1.3),
        Column(words.say("waves.exit"), 4.4),
        Column(words.say("waves.rollback"), 4.4),
    )
    rows = []
    for strategy in dict.fromkeys(move.strategy for move in wave.moves):
        found = [texts.get(f"{kind}_{strategy}") for kind in ("exit", "rollback")]
        said = [text.say(words.language) if text else words.named("") for text in found]
        rows.append((Cell(_strategy(view, strategy), bold=True), Cell(said[0]), Cell(said[1])))
    return Table(columns, tuple(rows))
