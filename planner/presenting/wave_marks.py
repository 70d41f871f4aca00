"""What stands at the head of each wave of a programme under way: its state, its day, its effort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.actuals import WaveActual, plan_and_actual
from planner.presenting.progress_rows import SIGNS
from planner.presenting.view import View

__all__ = ["WaveMark", "done_words", "wave_marks"]


@dataclass(frozen=True, slots=True)
class WaveMark:
    """State of a wave with its sign, in few words and in all; ``over``: it is done."""

    words: str
    tip: str
    over: bool


def wave_marks(view: View) -> Mapping[int, WaveMark]:
    """Return the mark of every wave that is done or committed, or on which work was recorded."""
    if view.study is None:
        return {}
    return {
        row.wave: _mark(view, row)
        for row in plan_and_actual(view.study)
        if row.state != "planned" or row.actual_days
    }


def _mark(view: View, row: WaveActual) -> WaveMark:
    key, late = "ui_ask.under_way", row.late_days
    state = f"{SIGNS.get(row.state, '○ ')}{view.say(f'{key}.state.{row.state}')}"
    day = ""
    if row.actual_day is not None:
        day = f"{row.actual_day:%m-%d}"
        if late:
            day += f" ({view.say('ui_waves.late', days=f'{late:+d}')})"
    effort = ""
    if row.actual_days:
        spent = f"{sum(row.actual_days.values()):,.0f}"
        effort = view.say(
            "ui_waves.spent", spent=spent, planned=f"{sum(row.planned_days.values()):,.0f}"
        )
    words = f"{state} {day}".strip()
    whole = [state, row.actual_day.isoformat() if row.actual_day else "", effort]
    return WaveMark(words, view.listed(filter(None, whole)), row.state == "done")


def done_words(view: View) -> str:
    """Say how much of the planned effort lies in waves that are done; empty before the first."""
    rows = plan_and_actual(view.study) if view.study is not None else ()
    done, every = (
        sum(sum(row.planned_days.values()) for row in some)
        for some in ([row for row in rows if row.state == "done"], rows)
    )
    return view.say("ui_waves.done", percent=f"{100 * done / every:.0f}%") if done else ""
