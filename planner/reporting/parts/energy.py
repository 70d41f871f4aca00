"""Energy and emissions by place, today and after the plan."""

from __future__ import annotations

from planner.reporting.content import Block, Cell, Column, Heading, Prose, Table
from planner.reporting.energy import Energy, energy_by_target, energy_total
from planner.reporting.view import View

__all__ = ["energy_block"]

_FIGURES = ("kwh_now", "kwh_after", "kg_now", "kg_after")


def energy_block(view: View) -> tuple[Block, ...]:
    """Return the table with where its figures come from; nothing where nothing is known."""
    words, whole = view.words, energy_total(view.figures)
    if not whole.known:
        return ()
    columns = (
        Column(words.say("col.target"), 2.0),
        Column(words.say("energy.known_now"), 1.2, "right"),
        Column(words.say("energy.known"), 1.2, "right"),
        *(Column(words.say(f"energy.{key}"), 1.3, "right") for key in _FIGURES),
    )
    found = energy_by_target(view.figures)
    rows = [
        _row(view, Cell(view.words.target(target)), one)
        for target, one in found.items()
        if any(getattr(one, key) for key in _FIGURES)
    ]
    rows.append(_row(view, Cell(words.say("total")), whole))
    return (
        Heading(words.say("energy.title")),
        Table(columns, tuple(rows), total=True),
        Prose(words.say("energy.how"), style="small"),
    )


def _row(view: View, name: Cell, one: Energy) -> tuple[Cell, ...]:
    words = view.words
    known = ((one.known_now, one.of_now), (one.known, one.of))
    counts = (words.say("kept.of", kept=words.number(a), of=words.number(b)) for a, b in known)
    figures = (words.number(getattr(one, key)) for key in _FIGURES)
    return (name, *map(Cell, counts), *map(Cell, figures))
