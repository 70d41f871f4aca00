"""One page per wave: scope, why these, prerequisites, teams, cost, risk, exit, way back."""

from __future__ import annotations

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
)
from planner.reporting.figures import Move, WaveFigures
from planner.reporting.geometry import text_width
from planner.reporting.theme import TYPE
from planner.reporting.view import View
from planner.text import has, say

__all__ = ["build"]

_ROOM = 272.0
"""Points left on a page for lists, tables and scope."""

_ROW = 15.6
"""Height of a table row of one line, in points."""

_TEAMS_SHARE = 0.4
_LEAST = 2
"""Rows of the scope where there is little room; the other workloads are named below them."""

_NAMED = 36
"""Workloads named below the scope; the appendix has them all."""


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
    cards = (
        KeyFigure(words.say("col.workloads"), words.number(len(wave.moves))),
        KeyFigure(
            words.say("waves.effort"), words.number(wave.effort_days), words.say("unit.days")
        ),
        KeyFigure(words.say("key.one_off"), words.money(wave.one_off_minor)),
        KeyFigure(words.say("key.saving"), words.money(wave.saving_year_minor)),
        KeyFigure(
            words.say("col.highest_risk"),
            words.number(wave.highest_risk),
            words.say("waves.risk.note"),
        ),
    )
    blocks: list[Block] = [
        KeyFigures(cards),
        Columns(
            (Heading(words.say("waves.why")), Bullets(_why(view, wave))),
            (Heading(words.say("waves.before")), Bullets(_before(view, wave))),
        ),
        Columns(
            _teams(view, wave),
            (Heading(words.say("waves.ends")), _ways(view, wave)),
            _TEAMS_SHARE,
        ),
        Heading(words.say("waves.scope")),
        _scope(view, wave),
    ]
    rest = _by_importance(wave)[_rows(view, wave) :]
    if rest:
        names = words.joined(move.name for move in rest[:_NAMED])
        if len(rest) > _NAMED:
            names += words.say("and_more", count=len(rest) - _NAMED)
        blocks.append(Prose(names, words.plural("waves.more", len(rest)), style="small"))
    group = words.say("waves.group")
    return Section(f"wave-{wave.number}", title, tuple(blocks), group=group, one_page=True)


def _rows(view: View, wave: WaveFigures) -> int:
    """Return how many rows of the scope fit below what else stands on the wave's page."""
    lists = max(_lines(view, _why(view, wave)), _lines(view, _before(view, wave)))
    room = view.width * (1 - _TEAMS_SHARE) * 0.4
    ways = sum(
        6 + 10.5 * max(int(text_width(cell.text, TYPE.table) / room) + 1 for cell in row)
        for row in _ways(view, wave).rows
    )
    tables = max(ways, _ROW * len(wave.load_days))
    most = max(_LEAST, int((_ROOM - 16.2 * lists - tables) / _ROW))
    return len(wave.moves) if len(wave.moves) <= most + 1 else most


def _lines(view: View, items: tuple[Prose, ...]) -> int:
    """Estimate the lines of a list that takes half the width."""
    room = view.width * 0.44
    return sum(int(text_width(item.lead + item.text, TYPE.body) / room) + 1 for item in items)


def _by_importance(wave: WaveFigures) -> list[Move]:
    return sorted(wave.moves, key=lambda move: (-move.assessed.importance, move.name))


def _why(view: View, wave: WaveFigures) -> tuple[Prose, ...]:
    words = view.words
    found = []
    pilot = view.study.programme.pilot
    if wave.number == 1 and pilot is not None:
        found.append(
            words.say("why.pilot", most=pilot.max_workloads, risk=words.number(pilot.max_risk))
        )
    full = sum(
        any(item.key.endswith(".full") for item in why.now)
        for move in wave.moves
        if (why := view.study.insights.why.get(move.id)) is not None
    )
    if full:
        found.append(words.plural("why.full", full))
    opened = [
        target
        for target in view.figures.targets
        if view.figures.ready_wave(target) == wave.number > 1
        and any(move.target == target.id for move in wave.moves)
    ]
    found.extend(words.say("why.ready", target=words.target(target)) for target in opened)
    inside = {move.id for move in wave.moves}
    groups = [group for group in view.study.assessment.groups if inside.issuperset(group.workloads)]
    found.extend(
        words.say(f"why.group.{group.why}", names=view.some_names(group.workloads))
        if has(f"reporting.why.group.{group.why}")
        else words.say("why.group.user", names=view.some_names(group.workloads))
        for group in groups[:2]
    )
    later = sum(
        link.needed in inside
        and (other := view.figures.by_id.get(link.source)) is not None
        and (other.wave or 0) > wave.number
        for link in view.study.problem.dependencies
    )
    if later:
        found.append(words.plural("why.opens", later))
    if wave.saving_year_minor > 0:
        found.append(words.say("why.saving", saving=words.money(wave.saving_year_minor)))
    return tuple(Prose(item) for item in found) or (Prose(words.say("why.room")),)


def _before(view: View, wave: WaveFigures) -> tuple[Prose, ...]:
    words = view.words
    found = []
    for target in view.figures.targets:
        if any(move.target == target.id for move in wave.moves):
            day = target.ready_date
            key = "before.ready" if day else "before.ready.now"
            found.append(words.say(key, target=words.target(target), day=words.day(day)))
    if wave.waits_on:
        needed = tuple(dict.fromkeys(needed for _, needed in wave.waits_on))
        found.append(
            words.plural("before.waits", len(wave.waits_on), names=view.some_names(needed))
        )
    found.extend(
        words.say(
            "before.freeze",
            name=freeze.name,
            first=words.day(freeze.first_day),
            last=words.day(freeze.last_day),
        )
        for freeze in view.study.programme.freezes
        if freeze.first_day <= wave.slot.last_day and freeze.last_day >= wave.slot.first_day
    )
    return tuple(Prose(item) for item in found)


def _teams(view: View, wave: WaveFigures) -> tuple[Block, ...]:
    words = view.words
    if not wave.load_days:
        return ()
    columns = (
        Column(words.say("col.team"), 2.4),
        Column(words.say("col.days"), 1.3, "right"),
        Column(words.say("col.capacity"), 1.3, "right"),
        Column(words.say("col.load"), 1.0, "right"),
    )
    rows = []
    for team, days in wave.load_days.items():
        capacity = wave.capacity_days.get(team)
        rows.append(
            (
                Cell(view.team_name(team)),
                Cell(words.number(days)),
                Cell(words.number(capacity) if capacity is not None else words.say("no_limit")),
                Cell(
                    words.percent(wave.counted_days.get(team, 0.0) / capacity) if capacity else ""
                ),
            )
        )
    return (Heading(words.say("waves.teams")), Table(columns, tuple(rows)))


def _ways(view: View, wave: WaveFigures) -> Table:
    """When a move counts as done and how it is undone, by strategy, from the rule set."""
    words = view.words
    texts = view.study.rules.texts
    columns = (
        Column(words.say("col.strategy"), 1.2),
        Column(words.say("waves.exit"), 4.4),
        Column(words.say("waves.rollback"), 4.4),
    )
    rows = []
    for strategy in dict.fromkeys(move.strategy for move in wave.moves):
        key = f"common.strategy.{strategy}"
        found = [texts.get(f"{kind}_{strategy}") for kind in ("exit", "rollback")]
        said = [text.say(words.language) if text else words.named("") for text in found]
        name = say(key, words.language) if has(key) else strategy
        rows.append((Cell(name, bold=True), Cell(said[0]), Cell(said[1])))
    return Table(columns, tuple(rows))


def _scope(view: View, wave: WaveFigures) -> Table:
    words = view.words
    colours = colours_of(view.figures)
    columns = (
        Column(words.say("col.workload"), 3.0),
        Column(words.say("col.from_place"), 1.4),
        Column(words.say("col.target"), 1.6),
        Column(words.say("col.strategy"), 1.3),
        Column(words.say("col.tier"), 1.0),
        Column(words.say("col.days"), 1.0, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 1.4, "right"),
        Column(words.say("col.risk"), 0.7, "right"),
        Column(words.say("col.lead"), 1.5),
    )
    rows = []
    for move in _by_importance(wave)[: _rows(view, wave)]:
        key = f"common.strategy.{move.strategy}"
        lead = move.workload.text("technical_owner") or ""
        rows.append(
            (
                view.workload_cell(move.id),
                Cell(view.target_name(move.current) if move.current else words.say("target.new")),
                Cell(view.target_name(move.target), swatch=colours.get(move.target, "")),
                Cell(say(key, words.language) if has(key) else move.strategy),
                Cell(view.choice("criticality", move.criticality)),
                Cell(words.number(sum(move.effort_days.values()))),
                Cell(words.in_unit(move.one_off_minor)),
                Cell(words.number(move.risk)),
                Cell(words.named(lead)),
            )
        )
    return Table(columns, tuple(rows))
