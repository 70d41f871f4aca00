"""Tables for other tools: waves.csv for anybody, jira.csv for Jira's importer.

A spreadsheet that opens a CSV runs what looks like a formula, so such text is given an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from planner.codec.plain_text import for_spreadsheet
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.wording import has, say

__all__ = ["draw_jira_csv", "draw_waves_csv"]

_SUMMARY: Final = 250
"""Characters Jira takes in a summary (255), less the wave's name."""


def draw_waves_csv(study: Study, language: str) -> bytes:
    """Return one line per workload: where it goes, when, how, at what cost."""
    view = view_of(study, language)
    words = view.words
    keys = ("id", "workload", "from_place", "target", "strategy", "wave", "from", "cut_over")
    header = [words.say(f"col.{key}") for key in keys]
    header += [words.say("csv.days"), words.say("csv.one_off"), words.say("csv.run")]
    header += [words.say("col.risk"), words.say("col.lead")]
    return _csv(header, (_wave_row(view, move) for move in view.figures.moves))


def _wave_row(view: View, move: Move) -> list[str]:
    slot = view.study.calendar[move.wave - 1] if move.wave else None
    run = move.run_after_minor
    return [
        for_spreadsheet(move.id),
        for_spreadsheet(move.name),
        for_spreadsheet(view.target_name(move.current) if move.current else ""),
        for_spreadsheet(view.target_name(move.target)),
        _strategy(view, move),
        str(move.wave or ""),
        slot.first_day.isoformat() if slot else "",
        view.figures.cut_overs[move.wave].isoformat() if move.wave else "",
        f"{sum(move.effort_days.values()):g}",
        f"{move.one_off_minor / 100:.2f}",
        "" if run is None else f"{run / 100:.2f}",
        f"{move.risk:g}",
        for_spreadsheet(move.workload.text("technical_owner") or ""),
    ]


def draw_jira_csv(study: Study, language: str) -> bytes:
    """Return an epic per wave and a task per move, with the columns Jira's importer knows.

    Dependencies are "is blocked by" links between issue ids of this file.
    """
    view = view_of(study, language)
    numbers: dict[str, int] = {}
    rows: list[list[str]] = []
    for wave in view.figures.waves:
        epic = len(rows) + 1
        rows.append(
            [
                str(epic),
                "",
                "Epic",
                view.words.say("wave.name", number=wave.number),
                view.words.plural("csv.epic", len(wave.moves)),
                wave.slot.first_day.isoformat(),
                wave.cut_over.isoformat(),
                "Medium",
                f"wave-{wave.number}",
                "",
                "",
            ]
        )
        for move in wave.moves:
            numbers[move.id] = len(rows) + 1
            rows.append(_task(view, move, len(rows) + 1, epic))
    for link in study.problem.dependencies:
        source, needed = numbers.get(link.source), numbers.get(link.needed)
        if source is not None and needed is not None and link.kind.value != "free":
            blocked = rows[source - 1]
            blocked[-1] = f"{blocked[-1]} {needed}".strip()
    header = [
        "Issue ID",
        "Parent",
        "Issue Type",
        "Summary",
        "Description",
        "Start date",
        "Due date",
        "Priority",
        "Labels",
        "Original estimate",
        "Link: is blocked by",
    ]
    return _csv(header, rows)


def _task(view: View, move: Move, number: int, epic: int) -> list[str]:
    assert move.wave is not None
    slot = view.study.calendar[move.wave - 1]
    priority = {"critical": "Highest", "high": "High", "low": "Low"}
    summary = view.words.say(
        "csv.task", name=move.name[:_SUMMARY], target=view.target_name(move.target)
    )
    hours = sum(move.effort_days.values()) * 8
    return [
        str(number),
        str(epic),
        "Task",
        for_spreadsheet(summary[:_SUMMARY]),
        for_spreadsheet(view.words.sentences(_strategy(view, move) + ".", view.reasons(move))),
        slot.first_day.isoformat(),
        view.figures.cut_overs[move.wave].isoformat(),
        priority.get(move.criticality, "Medium"),
        f"wave-{move.wave} {move.target}".replace(",", ""),
        f"{hours:g}h",
        "",
    ]


def _strategy(view: View, move: Move) -> str:
    key = f"common.strategy.{move.strategy}"
    return say(key, view.words.language) if has(key) else for_spreadsheet(move.strategy)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "replace")  # Excel needs the mark for Chinese
