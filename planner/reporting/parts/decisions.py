"""The decision log: what was decided, by whom, when and why."""

from __future__ import annotations

from planner.model.scenario import DecisionKind
from planner.model.sheet_decisions import CELLS
from planner.reporting.content import Cell, Column, Section, Table
from planner.reporting.view import View
from planner.wording.rules import kind_key

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True


def build(view: View) -> tuple[Section, ...]:
    """Return the log, entries no longer in force included; nothing where none was taken."""
    words = view.words
    decisions = view.decisions
    title = words.say("decisions.title")
    if not decisions:
        return ()
    columns = (
        Column(words.say("col.date"), 1.1),
        Column(words.say("col.who"), 1.4),
        Column(words.say("col.decision"), 2.0),
        Column(words.say("sheet.workloads"), 3.0),
        Column(words.say("col.why"), 4.0),
        Column(words.say("col.state"), 1.1),
    )
    rows = []
    for decision in decisions:
        kind = words.word("decision_kind", kind_key(decision))
        value = words.decided(decision)
        if decision.kind is DecisionKind.MITIGATION and value:
            value = words.say("decisions.lowers", points=value)
        rows.append(
            (
                Cell(decision.day.isoformat() if decision.day else words.say("dash")),
                Cell(
                    words.say("decisions.sheet")
                    if decision.id.startswith(CELLS)
                    else words.named(decision.who)
                ),
                Cell(words.say("colon", text=kind) + value if value else kind),
                Cell(
                    view.some_names(decision.workloads) if decision.workloads else words.say("none")
                ),
                Cell(decision.reason or words.say("dash")),
                Cell(words.say("in_force" if decision.active else "not_in_force")),
            )
        )
    table = Table(columns, tuple(rows))
    return (Section("decisions", title, (table,), one_page=True, loose=True),)
