"""Where the report comes from: versions, seed, input hash, proof."""

from __future__ import annotations

from planner import VERSION
from planner.reporting.content import Cell, Column, Prose, Section, Table
from planner.reporting.view import View
from planner.text import say

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True


def build(view: View) -> tuple[Section, ...]:
    """Return what somebody needs to make the same plan again."""
    words, study = view.words, view.study
    plan = study.plan

    def figure(value: float | None) -> str:
        return words.say("none") if value is None else words.number(value, 2)

    def share(value: float | None) -> str:
        return words.say("none") if value is None else words.gap(value)

    status = say(f"common.status.{plan.status.value}", words.language)
    stopped = say(f"common.stopped.{plan.stopped_by.value}", words.language)
    lines = [
        ("made_on", words.day(study.made_on)),
        ("program", f"{VERSION}"),
        ("scenario", study.scenario.name),
        ("rule_set", study.rules.name.say(words.language)),
        ("status", status),
        ("stopped", stopped),
        (
            "placement",
            " / ".join(
                (
                    figure(plan.placement_value),
                    figure(plan.placement_bound),
                    share(plan.placement_gap),
                )
            ),
        ),
        (
            "waves",
            f"{figure(plan.wave_value)} / {figure(plan.wave_bound)} / {share(plan.wave_gap)}",
        ),
        ("solver", f"{plan.solver} {plan.solver_version}".strip() or words.say("none")),
        ("seed", str(plan.seed)),
        ("input_hash", study.input_hash or words.say("none")),
    ]
    if plan.joint:
        lines.insert(8, ("joint", f"{figure(plan.bound)} / {share(plan.gap)}"))
    rows = [(Cell(words.say(f"provenance.{key}"), bold=True), Cell(value)) for key, value in lines]
    rows.extend(
        (
            Cell(words.say("provenance.file"), bold=True),
            Cell(f"{source.name}  ({source.format})  SHA-256 {source.sha256}"),
        )
        for source in study.inventory.sources
    )
    table = Table(
        (Column(words.say("provenance.what"), 1.6), Column(words.say("provenance.value"), 6.0)),
        tuple(rows),
    )
    blocks = (table, Prose(words.say("provenance.note"), style="small"))
    return (Section("provenance", words.say("provenance.title"), blocks),)
