"""Where the bank says it stands, beside the banks of the 2021 survey."""

from __future__ import annotations

from typing import Final

from planner.reporting.charts import standing_chart
from planner.reporting.content import Chart, Columns, Prose, Section
from planner.reporting.view import View

__all__ = ["CAPABILITY_SHARES", "STAGE_SHARES", "WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True

STAGES: Final = ("not_started", "starting", "accelerating", "immersed", "mature")
STEPS: Final = ("not_prepared", "planned", "piloted", "rolled_out")

STAGE_SHARES: Final = {
    "all": (9, 52, 28, 11, 0),
    "small": (7, 79, 14, 0, 0),
    "large": (0, 27, 36, 36, 0),
}
"""Percent of the surveyed banks by stage of transformation."""

CAPABILITY_SHARES: Final = {
    "intelligent_risk_control": (7, 22, 56, 15),
    "intelligent_marketing": (7, 48, 41, 4),
    "customer_analytics": (9, 33, 54, 4),
    "digital_channels": (11, 39, 35, 15),
    "product_innovation": (26, 44, 26, 4),
    "data_foundation": (4, 24, 63, 9),
    "technology_infrastructure": (13, 22, 54, 11),
    "digital_organisation": (20, 56, 20, 4),
}
"""Percent of the surveyed banks by how far a capability is built."""


def build(view: View) -> tuple[Section, ...]:
    """Return the comparison, or nothing where the bank has not said where it stands."""
    words, standing = view.words, view.study.programme.standing
    if not standing.stage and not standing.capabilities:
        return ()
    half = (view.width - 22) / 2
    stages = tuple(
        (
            words.say(f"standing.size.{size}"),
            tuple(zip((words.say(f"stage.{key}") for key in STAGES), shares, strict=True)),
            STAGES.index(standing.stage) if standing.stage in STAGES else None,
        )
        for size, shares in STAGE_SHARES.items()
    )
    capabilities = tuple(
        (
            words.say(f"capability.{key}"),
            tuple(zip((words.say(f"step.{step}") for step in STEPS), shares, strict=True)),
            _place(standing.capabilities.get(key)),
        )
        for key, shares in CAPABILITY_SHARES.items()
    )
    left = (
        Chart(words.say("standing.stages"), standing_chart(stages, words, half)),
        Prose(_sentence(view)),
        Prose(words.say("standing.source"), style="small"),
    )
    right = (Chart(words.say("standing.capabilities"), standing_chart(capabilities, words, half)),)
    blocks = (
        Prose(words.say("standing.intro")),
        Columns(left, right),
    )
    return (Section("standing", words.say("standing.title"), blocks, one_page=True, loose=True),)


def _place(step: str | None) -> int | None:
    return STEPS.index(step) if step in STEPS else None


def _sentence(view: View) -> str:
    words, standing = view.words, view.study.programme.standing
    if standing.stage not in STAGES:
        return words.say("standing.no_stage")
    place = STAGES.index(standing.stage)
    ahead = sum(STAGE_SHARES["all"][place + 1 :])
    return words.say(
        "standing.sentence",
        stage=words.say(f"stage.{standing.stage}"),
        same=STAGE_SHARES["all"][place],
        ahead=ahead,
    )
