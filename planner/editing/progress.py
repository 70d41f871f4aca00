"""What a person records of a programme under way: each returns a named operation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.editing.operations import Operation, record_decision
from planner.errors import Message
from planner.model.scenario import WaveProgress
from planner.project import Document
from planner.wording import say

__all__ = ["progress_words", "record_progress"]


def progress_words(progress: WaveProgress, language: str) -> str:
    """Say what is recorded of a wave: its state, its cut-over, the days it took."""
    parts = [say(f"ui_ask.under_way.state.{progress.state}", language)]
    if progress.actual_day is not None:
        parts.append(progress.actual_day.isoformat())
    spent = sum(progress.actual_effort_days.values())
    if spent:
        parts.append(say("ui_ask.under_way.days", language, days=f"{spent:,.0f}"))
    wave = say("ui_map.map.wave", language, wave=progress.wave)
    return say("ui_ask.under_way.said", language, wave=wave, what=", ".join(parts))


def record_progress(
    document: Document,
    progress: WaveProgress,
    *,
    replan: bool,
    reason: str = "",
    who: str = "",
    day: date | None = None,
    language: str = "en",
) -> Operation:
    """Record what has happened to a wave; ``planned`` without day and effort takes it back.

    A wave that is done or committed keeps its workloads and their targets when the rest is
    planned again; those of the plan where the record names none. With ``day`` the decision log
    keeps who recorded it on that day and why, in ``language``.
    """
    scenario = document.scenario
    known = {one.wave: one for one in scenario.progress}
    told = progress.actual_day is not None or any(progress.actual_effort_days.values())
    if progress.state == "planned" and not told:
        known.pop(progress.wave, None)
    else:
        planned = scenario.plan.wave if scenario.plan is not None else None
        members = progress.workloads or tuple(
            name for name, wave in (planned or {}).items() if wave == progress.wave
        )
        known[progress.wave] = replace(progress, workloads=members)
    changed = replace(scenario, progress=tuple(known[wave] for wave in sorted(known)))
    made = document.with_scenario(changed)
    if day is not None:
        words = progress_words(progress, language)
        made = record_decision(made, progress.workloads, words, reason, day, who)
    label = Message(f"ui_ask.undo.{progress.state}", {"wave": str(progress.wave)})
    return Operation(label, made, replan=replan)
