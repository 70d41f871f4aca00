"""What a person records of a programme under way: each returns a named operation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.editing.decisions import record_decision
from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.scenario import Scenario, WaveProgress
from planner.project import Document
from planner.wording import say

__all__ = ["agree_baseline", "progress_words", "record_progress", "with_baseline"]


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


def with_baseline(scenario: Scenario) -> Scenario:
    """Return a scenario with its plan as the baseline; as it is where there is no plan."""
    waves = scenario.plan.wave if scenario.plan is not None else None
    agreed = {name: wave for name, wave in (waves or {}).items() if wave is not None}
    return replace(scenario, baseline=agreed) if agreed else scenario


def agree_baseline(document: Document, day: date, who: str, language: str) -> Operation:
    """Make the plan as it stands the one that later ones are held against; the log says so.

    Parameters
    ----------
    document
        The project, with a plan.
    day
        Day of the agreement.
    who
        Who agreed to it.
    language
        In which the log says it.
    """
    made = document.with_scenario(with_baseline(document.scenario))
    words = say("ui_waves.baseline.log", language, count=len(made.scenario.baseline))
    made = record_decision(made, (), words, "", day, who)
    return Operation(Message("ui_waves.undo.baseline"), made)


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
    """Record what has happened to a wave.

    A wave that is done or committed keeps its workloads and their targets when the rest is planned
    again; those of the plan where the record names none. The first record makes the plan the
    baseline, where none was agreed.

    Parameters
    ----------
    document
        The project, with a plan.
    progress
        State, day of the cut-over and effort in person-days; ``planned`` without day and effort
        takes a record back.
    replan
        Whether the rest is planned again.
    reason
        Why, for the log.
    who
        Who recorded it.
    day
        Day of the record; without one the log keeps nothing of it.
    language
        In which the log says it.
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
        scenario = scenario if scenario.baseline else with_baseline(scenario)
    changed = replace(scenario, progress=tuple(known[wave] for wave in sorted(known)))
    made = document.with_scenario(changed)
    if day is not None:
        words = progress_words(progress, language)
        made = record_decision(made, progress.workloads, words, reason, day, who)
    label = Message(f"ui_ask.undo.{progress.state}", {"wave": str(progress.wave)})
    return Operation(label, made, replan=replan)
