"""Where the report comes from: versions, seed, input hash, proof."""

from __future__ import annotations

from planner import VERSION
from planner.model.plan import Plan
from planner.reporting.content import Block, Cell, Column, Columns, Prose, Section, Table
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
        ("solver", _solver(plan) or words.say("none")),
        ("seed", str(plan.seed)),
    ]
    if plan.joint:
        lines.insert(8, ("joint", f"{figure(plan.bound)} / {share(plan.gap)}"))
    rows = [(Cell(words.say(f"provenance.{key}"), bold=True), Cell(value)) for key, value in lines]
    columns = (
        Column(words.say("provenance.what"), 1.7),
        Column(words.say("provenance.value"), 4.0),
    )
    half = -(-len(rows) // 2)
    both = Columns(
        (Table(columns, tuple(rows[:half])),),
        (Table(columns, tuple(rows[half:])),),
    )
    blocks: list[Block] = [both, *_sources(view)]
    blocks.append(Prose(words.say("provenance.note"), style="small"))
    title = words.say("provenance.title")
    return (Section("provenance", title, tuple(blocks), new_page=False),)


def _sources(view: View) -> tuple[Table, ...]:
    """Return the input with its hash, and the files it was read from with theirs."""
    words, study = view.words, view.study
    rows = [(Cell(words.say("provenance.input_hash")), Cell(study.input_hash or words.say("none")))]
    rows.extend(
        (Cell(f"{source.name} ({source.format})"), Cell(source.sha256))
        for source in study.inventory.sources
    )
    columns = (
        Column(words.say("provenance.file"), 2.4),
        Column(words.say("provenance.sha"), 4.0),
    )
    return (Table(columns, tuple(rows)),)


def _solver(plan: Plan) -> str:
    """Name and version, said once where the name holds the version already."""
    if plan.solver_version and plan.solver_version in plan.solver:
        return plan.solver
    return f"{plan.solver} {plan.solver_version}".strip()
