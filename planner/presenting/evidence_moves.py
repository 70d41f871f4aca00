"""How a workload would move onto each target: the R and its reason, effort, risk, rules against."""

from __future__ import annotations

from collections.abc import Sequence

from planner.assessing.latency import AddedLatency, latency_of_plan
from planner.model.assessment import TargetCase, WorkloadAssessment
from planner.model.study import Draft, Study
from planner.optimising.problem import ProblemWorkload
from planner.presenting.branch import Branch
from planner.presenting.view import View
from planner.wording import worded

__all__ = ["added_latency", "move_branches"]

LEAST_MS = 1.0
"""Less than this a transaction is not worth a line."""
NAMES_SHOWN, NOTES_SHOWN = 6, 12


def added_latency(study: Study | None) -> tuple[AddedLatency, ...]:
    """Return what a plan adds to the transactions of the pairs that it splits over two sites."""
    if study is None or not study.plan.exists:
        return ()
    return latency_of_plan(
        study.inventory,
        study.programme,
        study.rules,
        study.scenario,
        study.assessment,
        study.plan.placement,
    )


def move_branches(
    view: View, draft: Draft, found: WorkloadAssessment, added: Sequence[AddedLatency] = ()
) -> tuple[Branch, ...]:
    """Return a branch a target, then the conditions that go with the workload.

    Parameters
    ----------
    draft
        The document, assessed.
    found
        Assessment of the workload.
    added
        What :func:`added_latency` says of the plan that is shown.
    """
    works = next((one for one in draft.problem.workloads if one.id == found.workload_id), None)
    cases = tuple(_case(view, draft, case, works) for case in found.cases.values())
    notes = [worded(note, view.language) for note in found.notes]
    if found.retires:
        notes = [*_retires(view, draft, found), *notes]
    notes = [*_group(view, draft, found), *_latency(view, found, added), *notes]
    if not notes:
        return cases
    below = tuple(Branch((note,), wide=True) for note in notes)
    return (*cases, Branch((view.say("ui_evidence.notes"),), below, bold=True, wide=True))


def _case(view: View, draft: Draft, case: TargetCase, works: ProblemWorkload | None) -> Branch:
    say = view.say
    days = sum(case.effort_days.values())
    tips = {}
    if case.effort_days:
        tips[2] = view.listed(
            say(
                "ui_evidence.effort.team",
                team=view.wording.team(team),
                days=f"{part:,.1f}",
            )
            for team, part in case.effort_days.items()
        )
    against = tuple(
        Branch(
            (say("ui_evidence.forbidden", reason=worded(rule.reason, view.language)),), wide=True
        )
        for rule in case.forbidden
    )
    return Branch(
        (
            view.target_name(case.target),
            say(f"common.strategy.{case.strategy}"),
            say("ui_evidence.effort", days=f"{days:,.0f}") if days else "",
            f"{case.risk:.0f}",
            worded(case.strategy_reason, view.language),
        ),
        (*_spread(view, case, works), *against),
        bold=True,
        tips=tips,
    )


def _spread(view: View, case: TargetCase, works: ProblemWorkload | None) -> tuple[Branch, ...]:
    """Say how the work of a move is split over its waves, where it takes more than one."""
    split = works.work("days", case.target) if works is not None else ()
    if len(split) < 2 or not any(split):
        return ()
    parts = " + ".join(f"{part:,.1f}" for part in split)
    words = view.say("ui_evidence.effort.spread", waves=len(split), parts=parts)
    return (Branch((words,), wide=True),)


def _group(view: View, draft: Draft, found: WorkloadAssessment) -> list[str]:
    """Say with whom it must move, why, and which dependency is cheapest to relax."""
    said = []
    for group in draft.assessment.groups:
        if found.workload_id not in group.workloads:
            continue
        others = [name for name in group.workloads if name != found.workload_id]
        names = view.listed(view.workload_name(name) for name in others[:NAMES_SHOWN])
        names += " …" if len(others) > NAMES_SHOWN else ""
        why = view.say(f"assessing.group.{group.why}")
        said.append(view.say("ui_evidence.group", names=names, why=why))
        if group.relax:
            pairs = view.listed(
                f"{view.workload_name(one)} → {view.workload_name(two)}"
                for one, two in group.relax[:NAMES_SHOWN]
            )
            said.append(view.say("ui_evidence.group.relax", pairs=pairs))
    return said


def _latency(view: View, found: WorkloadAssessment, added: Sequence[AddedLatency]) -> list[str]:
    """Say what the plan adds to a transaction where it splits a pair over two sites."""
    said = []
    for one in added:
        if found.workload_id in (one.source, one.needed) and one.added_ms >= LEAST_MS:
            key = "ui_evidence.latency.allowed" if one.breaks else "ui_evidence.latency"
            words = {
                "source": view.workload_name(one.source),
                "needed": view.workload_name(one.needed),
                "added": f"{one.added_ms:.1f}",
                "trips": f"{one.round_trips:g}",
            }
            if one.breaks and one.allowed_ms is not None:
                words["allowed"] = f"{one.allowed_ms:g}"
            said.append(view.say(key, **words))
    return said[:NOTES_SHOWN]


def _retires(view: View, draft: Draft, found: WorkloadAssessment) -> list[str]:
    """Say that it leaves: when, what it saves, and who still needs it."""
    from planner.assessing.retirement import retirements

    say = view.say
    leaving = retirements(draft.inventory, draft.assessment)
    one = next((r for r in leaving if r.workload_id == found.workload_id), None)
    if one is None:
        return []
    day = say("ui_evidence.retires.day", day=one.day.isoformat()) if one.day else ""
    said = [f"{say('ui_evidence.retires', day=day)} {worded(one.reason, view.language)}"]
    if one.saving_year_minor:
        money = view.wording.money_in_short(one.saving_year_minor)
        said.append(say("ui_evidence.retires.saving", money=money))
    if one.needed_by:
        names = view.listed(view.workload_name(name) for name in one.needed_by)
        said.append("⚠ " + say("ui_evidence.retires.needed", names=names))
    return said
