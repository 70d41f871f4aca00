"""The appendix: one line per workload, with its reasons."""

from __future__ import annotations

from planner.reporting.charts.axes import colours_of
from planner.reporting.content import Cell, Column, Prose, Section, Table
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.wording import has, say

__all__ = ["build"]

_REASON = 220
"""Characters of a reason that are printed; the workbook has all of it."""


def build(view: View) -> tuple[Section, ...]:
    """Return every workload in the order of the inventory."""
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("col.id"), 1.2),
        Column(words.say("col.workload"), 2.5),
        Column(words.say("col.from_place"), 1.45, one_line=True),
        Column(words.say("col.target"), 1.75, one_line=True),
        Column(words.say("col.strategy"), 1.2, one_line=True),
        Column(words.say("col.wave"), 0.75),
        Column(words.say("col.fit"), 0.72, "right"),
        Column(words.say("col.risk"), 0.65, "right"),
        Column(words.say("col.run.short"), 0.95, "right"),
        Column(words.say("col.one_off.short"), 0.98, "right"),
        Column(words.say("col.why"), 4.8),
    )
    colours = colours_of(figures)
    rows = tuple(_row(view, move, colours[move.target]) for move in figures.moves)
    anchors = tuple(f"workload-{move.id}" for move in figures.moves)
    blocks = (
        Prose(words.say("workloads.intro", unit=words.money_unit), style="small"),
        Table(columns, rows, anchors=anchors),
    )
    return (Section("workloads", words.say("workloads.title"), blocks),)


def _row(view: View, move: Move, colour: str) -> tuple[Cell, ...]:
    words = view.words
    key = f"common.strategy.{move.strategy}"
    reason = view.reasons(move, brief=True)
    if len(reason) > _REASON:
        reason = reason[: _REASON - 1].rstrip() + "…"
    wave = words.say("wave.short", number=move.wave) if move.wave else words.say("dash")
    run = move.run_after_minor
    return (
        Cell(move.id if move.id != move.name else ""),
        Cell(view.workload_name(move.id), bold=True),
        Cell(view.target_name(move.current) if move.current else words.say("target.new")),
        Cell(view.target_name(move.target), swatch=colour),
        Cell(say(key, words.language) if has(key) else move.strategy),
        Cell(wave, link=f"wave-{move.wave}" if move.wave else ""),
        Cell(words.number(move.case.fit) if move.case else words.say("dash")),
        Cell(words.number(move.risk) if move.moves else words.say("dash")),
        Cell(words.in_unit(run) if run is not None else words.say("unknown")),
        Cell(words.in_unit(move.one_off_minor) if move.moves else words.say("dash")),
        Cell(reason),
    )
