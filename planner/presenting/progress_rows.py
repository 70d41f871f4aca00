"""A programme under way as rows of a table: each wave as planned and as it went."""

from __future__ import annotations

from planner.model.actuals import WaveActual, effort_ratio
from planner.presenting.table import Cell
from planner.presenting.view import View

__all__ = ["SIGNS", "progress_row", "progress_summary"]

NAMES_SHOWN = 4
SIGNS = {"done": "● ", "committed": "◐ "}


def progress_summary(view: View, rows: tuple[WaveActual, ...]) -> str:
    """Say how many waves are done or committed, and how effort compares with the plan's."""
    key = "ui_ask.under_way"
    done = sum(row.state == "done" for row in rows)
    committed = sum(row.state == "committed" for row in rows)
    parts = [view.say(f"{key}.summary", done=done, committed=committed, count=len(rows))]
    ratio = effort_ratio(rows)
    if ratio is not None:
        parts.append(view.say(f"{key}.ratio", percent=f"{(ratio - 1) * 100:+.0f}%"))
    return "  ·  ".join(parts)


def progress_row(view: View, row: WaveActual) -> list[Cell]:
    """Return a wave: state, planned and actual day, planned and spent effort, what it holds."""
    late, more = row.late_days, row.more_effort
    planned = sum(row.planned_days.values())
    spent = "–" if more is None else f"{sum(row.actual_days.values()):,.0f} ({more:+,.0f})"
    names = view.listed(map(view.workload_name, row.workloads[:NAMES_SHOWN]))
    if len(row.workloads) > NAMES_SHOWN:
        names += f" +{len(row.workloads) - NAMES_SHOWN}"
    state = view.say(f"ui_ask.under_way.state.{row.state}")
    return [
        Cell(view.say("ui_map.map.wave", wave=row.wave)),
        Cell(SIGNS.get(row.state, "○ ") + state),
        Cell(row.planned_day.isoformat()),
        Cell(f"{row.actual_day} ({late:+d} d)" if row.actual_day else "–"),
        Cell(f"{planned:,.0f}", planned),
        Cell(spent),
        Cell(names),
    ]
