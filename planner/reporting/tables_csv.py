"""waves.csv: one line per workload, for anybody.

A spreadsheet that opens a CSV runs what looks like a formula, so such text is given an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from planner.codec.plain_text import for_spreadsheet
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.moves import Move
from planner.reporting.schedule import MoveDates
from planner.reporting.view import View

__all__ = ["csv_bytes", "draw_waves_csv", "strategy_name"]


def draw_waves_csv(study: Study, language: str) -> bytes:
    """Return one line per workload: where it goes, when, how, at what cost.

    Money that is in no total stands in no cell, so that a column added up agrees with the report.
    """
    view = view_of(study, language)
    words = view.words
    keys = ("id", "workload", "from_place", "target", "strategy", "wave", "from", "cut_over")
    header = [words.say(f"col.{key}") for key in keys]
    header += [words.say("csv.days"), words.say("csv.one_off"), words.say("csv.run")]
    header += [words.say("col.risk"), words.say("col.lead")]
    header += [words.say(f"csv.{key}") for key in ("start", "accepted", "off")]
    days = view.schedule.moves
    return csv_bytes(header, (_wave_row(view, move, days) for move in view.figures.moves))


def _wave_row(view: View, move: Move, days: Mapping[str, MoveDates]) -> list[str]:
    slot = view.study.calendar[move.wave - 1] if move.wave else None
    dates, run = days.get(move.id), move.run_after_minor
    off = dates.switched_off if dates else view.schedule.retirements.get(move.id)
    return [
        for_spreadsheet(move.id),
        for_spreadsheet(view.workload_name(move.id)),
        for_spreadsheet(view.words.target(move.current) if move.current else ""),
        for_spreadsheet(view.words.target(move.target)),
        strategy_name(view, move),
        str(move.wave or ""),
        slot.first_day.isoformat() if slot else "",
        dates.cut_over.isoformat() if dates else "",
        f"{sum(move.effort_days.values()):g}",
        "" if move.assessed.provisional else f"{move.one_off_minor / 100:.2f}",
        "" if run is None or move.assessed.provisional else f"{run / 100:.2f}",
        f"{move.risk:g}",
        for_spreadsheet(move.workload.person("technical_owner")),
        dates.start.isoformat() if dates else "",
        dates.accepted.isoformat() if dates else "",
        off.isoformat() if off else "",
    ]


def strategy_name(view: View, move: Move) -> str:
    """Name of the way in which a workload moves."""
    return for_spreadsheet(view.words.strategy(move.strategy))


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as a CSV file that spreadsheets read as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "replace")  # Excel needs the mark for Chinese
