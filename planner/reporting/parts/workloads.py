"""The appendix: one line per workload, with what decided; the workbook has the full reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.reporting.charts.axes import colours_of, letters_of
from planner.reporting.content import Cell, Column, Prose, Section, Table, without_blank
from planner.reporting.moves import Move
from planner.reporting.parts.energy import energy_used
from planner.reporting.view import View

__all__ = ["build", "decided_by"]

_MANY: Final = 250
"""Workloads from which on two of them stand in a line of the printed page."""
_TARGET: Final = 3
_CLOSE: Final = {1: 4.9, _TARGET: 0.9, 4: 1.65, 5: 0.8, 7: 0.7, 8: 0.95, 9: 0.9}
"""Columns that such a line has room for, by their place among all, and their shares of its half.

Targets stand there as letters.
"""
_SHORT: Final = {
    "only": "only",
    "unproven": "thin",
    "guessed": "guessed",
    "limit": "limit",
    "company": "company",
    "no_wave": "calendar",
    "too_late": "calendar",
    "no_room": "calendar",
    "no_date": "calendar",
    "late": "calendar",
    "best_fit": "best_fit",
    "fit": "whole",
}
"""What a reason is called in a line, the first that a workload has; keys of ``here``."""


def build(view: View) -> tuple[Section, ...]:
    """Return the energy of all, then every workload in the order of the inventory."""
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("col.id"), 1.25),
        Column(words.say("col.workload"), 3.4),
        Column(words.say("col.from_place"), 2.5),
        Column(words.say("col.target"), 2.7),
        Column(words.say("col.strategy"), 1.4),
        Column(words.say("col.wave"), 1.0),
        Column(words.say("col.fit"), 0.72, "right"),
        Column(words.say("col.risk"), 0.65, "right"),
        Column(words.say("col.run.short"), 1.3, "right"),
        Column(words.say("col.one_off.short"), 0.98, "right"),
        Column(words.say("col.decided"), 2.3),
    )
    colours = colours_of(figures)
    rows = tuple(_row(view, move, colours[move.target]) for move in figures.moves)
    anchors = tuple(f"workload-{move.id}" for move in figures.moves)
    table = Table(columns, rows, anchors=anchors)
    close = _close(view, table)
    intro = [words.say("workloads.intro", unit=words.money_unit)]
    intro += [words.say("workloads.letters", letters=_letters_said(view))] if close else []
    blocks = (
        Prose(words.sentences(*intro), style="small"),
        without_blank(replace(table, close=close), words.say("dash")),
    )
    return (*energy_used(view), Section("workloads", words.say("workloads.title"), blocks))


def _letters_said(view: View) -> str:
    """Every target that something is on in the end, behind its letter."""
    letters, used = letters_of(view.figures), {move.target for move in view.figures.moves}
    return view.words.joined(
        f"{letters[target.id]} {view.words.target(target.id)}"
        for target in view.figures.targets
        if target.id in used
    )


def _close(view: View, table: Table) -> Table | None:
    """The same in fewer columns, where there are so many that the pages would not be read."""
    if len(table.rows) <= _MANY:
        return None
    columns = tuple(replace(table.columns[place], share=share) for place, share in _CLOSE.items())
    letters, dash = letters_of(view.figures), view.words.say("dash")
    moves = zip(view.figures.moves, table.rows, strict=True)
    rows = tuple(
        tuple(
            replace(row[place], text=letters.get(move.target) or dash)
            if place == _TARGET
            else row[place]
            for place in _CLOSE
        )
        for move, row in moves
    )
    return Table(columns, rows, anchors=table.anchors)


def _row(view: View, move: Move, colour: str) -> tuple[Cell, ...]:
    words = view.words
    wave = words.say("wave.short", number=move.wave) if move.wave else words.say("dash")
    run = move.run_after_minor
    return (
        Cell(move.id if move.id != move.name else ""),
        Cell(view.workload_name(move.id), bold=True),
        Cell(view.words.target(move.current) if move.current else words.say("target.new")),
        Cell(view.words.target(move.target), swatch=colour),
        Cell(words.strategy(move.strategy)),
        Cell(wave, link=f"wave-{move.wave}" if move.wave else ""),
        Cell(words.number(move.case.fit) if move.case else words.say("dash")),
        Cell(words.number(move.risk) if move.moves else words.say("dash")),
        Cell(words.in_unit(run) if run is not None else words.say("unknown")),
        Cell(
            words.in_unit(move.one_off_minor)
            if move.moves or move.one_off_minor
            else words.say("dash")
        ),
        Cell(decided_by(view, move)),
    )


def decided_by(view: View, move: Move) -> str:
    """What decided its place, in two or three words."""
    words = view.words
    if move.retires:
        return words.say("decided.retires")
    chosen = (
        item.active and move.id in item.workloads and item.kind.value.startswith("pin")
        for item in view.study.scenario.decisions
    )
    if any(chosen):
        return words.say("decided.pinned")
    why = view.study.insights.why.get(move.id)
    found = {item.key.rpartition(".")[2] for item in (why.here if why else ())}
    key = next((short for one, short in _SHORT.items() if one in found), "")
    return words.say(f"decided.{key}") if key else words.say("dash")
