"""Risks as a heat map, the moves to watch, what is done about them and who owns them."""

from __future__ import annotations

from typing import Final

from planner.model.scenario import Decision, DecisionKind
from planner.reporting.charts import heat_chart
from planner.reporting.content import (
    Bullets,
    Cell,
    Chart,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
    without_blank,
)
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.wording import worded

__all__ = ["build", "unnamed"]

_MOST: Final = (22, 18, 16, 14)
"""Moves that are shown, fewer where the page would run over."""
_MAP: Final = 0.36
"""Share of the width that the map takes."""
_WEIGHT: Final = {"critical": 3, "high": 2, "medium": 1, "low": 0}
_UNSTATED: Final = 1
"""Weight of a move whose criticality nobody stated: as a medium one, for it may be any."""


def build(view: View) -> tuple[Section, ...]:
    """Return the risk page, or nothing where nothing moves."""
    words = view.words
    if not view.figures.moving:
        return ()
    whole, *shorter = (_blocks(view, most) for most in _MOST)
    title = words.say("risks.title")
    return (Section("risks", title, whole, one_page=True, shorter=tuple(shorter)),)


def _blocks(view: View, most: int) -> tuple[Columns]:
    words, figures = view.words, view.figures
    half = (view.width - 22) * _MAP
    left = (
        Prose(words.say("risks.intro")),
        Chart(words.say("risks.map"), heat_chart(figures, words, half, 206)),
        *_structure(view),
    )
    shown = _watched(view, most)
    right: tuple[Heading | Table | Prose, ...] = (
        Heading(words.say("risks.top")),
        _table(view, shown),
    )
    said = _missing(view, shown)
    if said:
        right = (*right, Prose(said, style="small"))
    return (Columns(left, right, _MAP),)


def _missing(view: View, shown: list[Move]) -> str:
    """Of how many of these nobody has named a mitigation or an owner; empty where of none."""
    counts = (
        ("risks.unmitigated", sum(not _mitigation(view, move) for move in shown)),
        ("risks.unowned", sum(not view.figures.owner(move) for move in shown)),
    )
    said = (view.words.plural(key, count) for key, count in counts if count)
    return view.words.sentences(*said)


def unnamed(view: View, most: int) -> str:
    """The same of as many moves as a slide shows."""
    return _missing(view, _watched(view, _MOST[0])[:most])


def _watched(view: View, most: int) -> list[Move]:
    """Return what deserves attention first; a move with a mitigation is always among them."""
    found = sorted(
        view.figures.moving,
        key=lambda move: (-(move.risk / 25 + _WEIGHT.get(move.criticality, _UNSTATED)), move.name),
    )
    first, rest = found[:most], found[most:]
    treated = [move for move in rest if _mitigation(view, move)][: most // 3]
    return [*first[: most - len(treated)], *treated]


def _structure(view: View) -> tuple[Heading | Bullets, ...]:
    words = view.words
    found = [note for note in view.study.assessment.structure if note.words]
    found.sort(key=lambda note: -note.figure)
    if not found:
        return ()
    items = tuple(
        Prose(
            worded(note.words, words.language),
            words.say("colon", text=view.some_names(note.workloads, 3)).strip(),
        )
        for note in found[:4]
    )
    return (Heading(words.say("risks.structure")), Bullets(items))


def _table(view: View, shown: list[Move]) -> Table:
    words, figures = view.words, view.figures
    dash = words.say("dash")
    columns = (
        Column(words.say("col.workload"), 2.7),
        Column(words.say("col.tier"), 0.9),
        Column(words.say("col.risk"), 0.6, "right"),
        Column(words.say("col.wave"), 0.95),
        Column(words.say("col.mitigation"), 3.4),
        Column(words.say("col.risk_owner"), 1.65),
    )
    rows = tuple(
        (
            view.workload_cell(move.id),
            Cell(view.choice("criticality", move.criticality)),
            Cell(words.number(move.risk)),
            Cell(words.say("wave.short", number=move.wave or 0)),
            Cell(_mitigation(view, move) or dash),
            Cell(figures.owner(move) or dash),
        )
        for move in shown
    )
    return without_blank(Table(columns, rows), dash)


def _mitigation(view: View, move: Move) -> str:
    """What is done about the risk of a move, and by how much it lowers it."""
    words = view.words
    found = [item for item in view.study.scenario.decisions if _treats(item, move)]
    return "; ".join(
        words.say("risks.lowered", reason=item.reason, points=item.value)
        if item.value
        else item.reason
        for item in found
        if item.reason
    )


def _treats(decision: Decision, move: Move) -> bool:
    return (
        decision.active
        and decision.kind is DecisionKind.MITIGATION
        and move.id in decision.workloads
    )
