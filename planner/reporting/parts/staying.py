"""What stays and why; what leaves and when."""

from __future__ import annotations

from planner.reporting.content import Block, Cell, Column, Heading, Prose, Section, Table
from planner.reporting.moves import Move
from planner.reporting.view import View

__all__ = ["build", "second"]

_MOST = 24


def build(view: View) -> tuple[Section, ...]:
    """Return what does not move, the most important first."""
    words, figures = view.words, view.figures
    if not figures.staying and not figures.retiring:
        return ()
    blocks: list[Block] = [Prose(words.plural("staying.intro", len(figures.staying)))]
    found = sorted(figures.staying, key=lambda move: -move.assessed.importance)
    if found:
        blocks.append(_table(view, found[:_MOST]))
    if len(found) > _MOST:
        rest = words.number(len(found) - _MOST)
        blocks.append(Prose(words.say("staying.more", count=rest), style="small"))
    if figures.retiring:
        blocks.append(Heading(words.say("staying.retire")))
        blocks.append(_retiring(view))
    return (Section("staying", words.say("staying.title"), tuple(blocks), one_page=True),)


def _table(view: View, moves: list[Move]) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 2.1),
        Column(words.say("col.where"), 1.2),
        Column(words.say("col.tier"), 0.8),
        Column(words.say("col.fit"), 0.6, "right"),
        Column(words.say("col.why"), 6.4),
        Column(words.say("col.second"), 1.7),
    )
    rows = tuple(
        (
            view.workload_cell(move.id),
            Cell(view.words.target(move.target)),
            Cell(view.choice("criticality", move.criticality)),
            Cell(words.number(move.case.fit) if move.case else words.say("unknown")),
            Cell(view.reasons(move)),
            Cell(second(view, move)),
        )
        for move in moves
    )
    return Table(columns, rows)


def second(view: View, move: Move) -> str:
    """What came second for the plan, with the change of its fit; by fit alone where not asked."""
    words = view.words
    why = view.study.insights.why.get(move.id)
    others = [
        case for case in move.assessed.cases.values() if case.allowed and case.target != move.target
    ]
    found = move.assessed.cases.get(why.second) if why is not None and why.second else None
    if found is None and (not others or (why is not None and why.second_exact)):
        return words.say("staying.only")
    if move.case is None:
        return words.say("unknown")
    best = found or max(others, key=lambda case: case.fit)
    change = best.fit - move.case.fit
    sign = "+" if change > 0 else ""
    key = "staying.next" if found else "staying.next_by_fit"
    target = view.words.target(best.target)
    return words.say(key, target=target, change=sign + words.number(change, 1))


def _unsigned(view: View, move: Move) -> str:
    """Say that the inventory alone lets a workload leave, and who is to confirm it."""
    words = view.words
    if any(one.active and move.id in one.workloads for one in view.study.scenario.decisions):
        return view.reasons(move)
    owner = words.named(move.workload.person("business_owner"))
    return words.say("staying.unsigned", owner=owner)


def _retiring(view: View) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 2.6),
        Column(words.say("col.retire_date"), 1.3),
        Column(words.say("col.saving", unit=words.money_unit), 1.6, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 1.6, "right"),
        Column(words.say("col.why"), 5.0),
    )
    rows = []
    for move in view.figures.retiring:
        day = move.workload.day("retire_date")
        reason = move.workload.text("decision_reason") or _unsigned(view, move)
        rows.append(
            (
                view.workload_cell(move.id),
                Cell(day.isoformat() if day else words.say("to_be_named")),
                Cell(words.in_unit(move.saving_year_minor)),
                Cell(words.in_unit(move.one_off_minor)),
                Cell(reason),
            )
        )
    return Table(columns, tuple(rows))
