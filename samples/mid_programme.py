"""The workshop's programme half a year on: two waves done, one committed, one team behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from planner.assessing import load_rule_set
from planner.editing.progress import record_progress
from planner.model.scenario import Scenario, WaveProgress
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.pipeline import Sources, draft_study, new_document, plan_study_here
from planner.project import Document
from planner.wording import say
from samples.bank.words import NAMES
from samples.workshop import workshop_inventory, workshop_programme

__all__ = ["TODAY", "mid_programme"]

BEGUN: Final = date(2026, 11, 30)
TODAY: Final = date(2027, 6, 7)
LATE_DAYS: Final = 9
SPENT: Final = (1.0, 1.35)
"""Person-days that the two waves took, as a multiple of what was planned."""
REASONS: Final = (
    ("As planned; the pilot's cut-over took one night.", "按计划完成；试点切换用时一夜。"),
    (
        "Nine days late: the migration of data had to be repeated.",
        "晚九天：数据迁移重做一次。",
    ),
    ("Customers have been told the date.", "切换日期已通知客户。"),
)


def mid_programme(language: str) -> Document:
    """Return the project: the plan of November, and what has happened to it since."""
    chinese = language == "zh"
    sources = Sources(
        workshop_inventory(language),
        workshop_programme(language),
        load_rule_set("regulated-bank"),
        Scenario(say("ui_window.scenario.base", language), rule_set="regulated-bank"),
    )
    study = plan_study_here(draft_study(sources, BEGUN), Options(work_limit=300))
    document = new_document(sources, "mid-programme")
    same_every_time = replace(study.plan, seconds=0.0)
    document = document.with_scenario(replace(study.scenario, plan=same_every_time))
    moved = sorted({wave for wave in (study.plan.wave or {}).values() if wave is not None})
    for place, wave in enumerate(moved[:3]):
        done = place < len(SPENT)
        slot = study.calendar[wave - 1]
        late = date.fromordinal(slot.last_day.toordinal() + LATE_DAYS * place)
        progress = WaveProgress(
            wave,
            "done" if done else "committed",
            late if done else None,
            _spent(study, wave, SPENT[place]) if done else {},
        )
        document = record_progress(
            document, progress, replan=False, reason=REASONS[place][chinese],
            who=NAMES[language][7], day=late if done else TODAY, language=language,
        ).document  # fmt: skip
    return document


def _spent(study: Study, wave: int, times: float) -> dict[str, float]:
    """Person-days that the moves of a wave took, by team."""
    spent: dict[str, float] = {}
    for name, at in (study.plan.wave or {}).items():
        if at == wave:
            case = study.assessment.workloads[name].cases[study.plan.placement[name]]
            for team, days in case.effort_days.items():
                spent[team] = spent.get(team, 0.0) + days * times
    return {team: float(round(days)) for team, days in sorted(spent.items())}
