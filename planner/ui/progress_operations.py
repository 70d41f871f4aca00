"""What a person records of a programme under way: each returns a named operation."""

from __future__ import annotations

from dataclasses import replace

from planner.model.insight import Said
from planner.model.scenario import WaveProgress
from planner.project import Document
from planner.ui.operations import Operation

__all__ = ["record_progress"]


def record_progress(document: Document, progress: WaveProgress, *, replan: bool) -> Operation:
    """Record what has happened to a wave; ``planned`` takes the record back.

    A wave that is done or committed keeps its workloads and their targets when the rest is
    planned again; those of the plan where the record names none.
    """
    scenario = document.scenario
    known = {one.wave: one for one in scenario.progress}
    if progress.state == "planned":
        known.pop(progress.wave, None)
    else:
        planned = scenario.plan.wave if scenario.plan is not None else None
        members = progress.workloads or tuple(
            name for name, wave in (planned or {}).items() if wave == progress.wave
        )
        known[progress.wave] = replace(progress, workloads=members)
    changed = replace(scenario, progress=tuple(known[wave] for wave in sorted(known)))
    label = Said(f"ui_ask.undo.{progress.state}", {"wave": str(progress.wave)})
    return Operation(label, document.with_scenario(changed), replan=replan)
