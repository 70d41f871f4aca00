"""Risks as a heat map, the moves to watch and who owns them."""

from __future__ import annotations

from planner.model.scenario import DecisionKind
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
)
from planner.reporting.view import View

__all__ = ["build"]

_MOST = 12


def build(view: View) -> tuple[Section, ...]:
    """Return the risk page, or nothing where nothing moves."""
    words, figures = view.words, view.figures
    if not figures.moving:
        return ()
    half = (view.width - 22) * 0.42
    left = (
        Prose(words.say("risks.intro")),
        Chart(words.say("risks.map"), heat_chart(figures, words, half, 218)),
        *_structure(view),
    )
    right = (Heading(words.say("risks.top")), _table(view))
    return (Section("risks", words.say("risks.title"), (Columns(left, right, 0.42),)),)


def _structure(view: View) -> tuple[Heading | Bullets, ...]:
    words = view.words
    found = [note for note in view.study.assessment.structure if note.words.en or note.words.zh]
    found.sort(key=lambda note: -note.figure)
    if not found:
        return ()
    items = tuple(
        Prose(
            note.words.say(words.language),
            words.say("colon", text=view.some_names(note.workloads, 3)).strip(),
        )
        for note in found[:4]
    )
    return (Heading(words.say("risks.structure")), Bullets(items))


def _table(view: View) -> Table:
    words, figures = view.words, view.figures
    weight = {"critical": 3, "high": 2, "medium": 1}
    found = sorted(
        figures.moving,
        key=lambda move: (-(move.risk / 25 + weight.get(move.criticality, 0)), move.name),
    )[:_MOST]
    columns = (
        Column(words.say("col.workload"), 2.7),
        Column(words.say("col.tier"), 1.1),
        Column(words.say("col.risk"), 0.8, "right"),
        Column(words.say("col.wave"), 0.9),
        Column(words.say("col.mitigation"), 3.0),
        Column(words.say("col.owner"), 1.6),
    )
    rows = tuple(
        (
            view.workload_cell(move.id),
            Cell(view.choice("criticality", move.criticality)),
            Cell(words.number(move.risk)),
            Cell(words.say("wave.short", number=move.wave or 0)),
            Cell(_mitigation(view, move.id)),
            Cell(words.named(figures.owner(move))),
        )
        for move in found
    )
    return Table(columns, rows)


def _mitigation(view: View, key: str) -> str:
    reasons = [
        decision.reason
        for decision in view.study.scenario.decisions
        if decision.active
        and decision.kind is DecisionKind.MITIGATION
        and key in decision.workloads
    ]
    return "; ".join(reasons) or view.words.say("to_be_named")
