"""A workload's money opened: every line of every target, and the price it comes from."""

from __future__ import annotations

from planner.assessing.dials import dialled
from planner.assessing.price_sheet import annuity
from planner.model.assessment import CostLine, TargetCase, WorkloadAssessment
from planner.model.study import Draft
from planner.presenting.branch import Branch
from planner.presenting.evidence_words import digits, source_words
from planner.presenting.view import View
from planner.wording import has

__all__ = ["money_branches"]


def money_branches(view: View, draft: Draft, found: WorkloadAssessment) -> tuple[Branch, ...]:
    """Return a branch a target: its lines, and how they add up to the net present cost.

    The target the workload is on today and the plan's are open.

    Parameters
    ----------
    draft
        The document, assessed.
    found
        Assessment of the workload.
    """
    study = view.study
    placed = study.plan.placement.get(found.workload_id) if study is not None else None
    return tuple(
        Branch(
            (_head(view, found, case),),
            (*(_line(view, draft, found, line) for line in case.lines), _sum(view, draft, case)),
            bold=True,
            wide=True,
            opened=target in (found.current_target, placed),
        )
        for target, case in found.cases.items()
    )


def _head(view: View, found: WorkloadAssessment, case: TargetCase) -> str:
    say = view.say

    def money(minor: float) -> str:
        return view.wording.money_in_short(minor)

    words = say(
        "ui_evidence.money.target",
        year=money(case.cash_year_minor),
        once=money(case.one_off_minor),
        net=money(case.net_present_minor),
    )
    more = ""
    if case.target == found.current_target:
        more = say("ui_evidence.money.here")
    elif case.payback_years is not None:
        more = say("ui_evidence.money.payback", years=f"{case.payback_years:.1f}")
    elif found.current_target is not None:
        more = say("ui_evidence.money.never")
    parts = [words, more] if more else [words]
    return view.named(view.target_name(case.target), view.listed(parts, "clauses"))


def _line(view: View, draft: Draft, found: WorkloadAssessment, line: CostLine) -> Branch:
    say = view.say
    head, _, team = line.item.partition(".")
    name = say(f"assessing.cost.{head}") if has(f"assessing.cost.{head}") else line.item
    if team:
        names = {one.id: one.name for one in draft.programme.teams}
        name += f" ({names.get(team) or team})"
    return Branch(
        (
            name,
            f"{line.quantity:,.6g}",
            f"{line.unit_price_minor / 100:,.2f}",
            f"{line.amount_minor / 100:,.2f}",
            say(f"ui_evidence.when.{line.when}"),
            source_words(view, draft, found.workload_id, line.source),
        ),
        tips={1: digits(line.quantity)},
    )


def _sum(view: View, draft: Draft, case: TargetCase) -> Branch:
    dials = dialled(draft.rules, draft.scenario)
    worth = annuity(dials.horizon_years, dials.discount_rate, dials.inflation)
    kind = next((one.kind for one in draft.programme.targets if one.id == case.target), "")
    yearly = (1.0 + dials.inflation) * (1.0 + draft.programme.drift(kind)) - 1.0
    growing = annuity(dials.horizon_years, dials.discount_rate, yearly)
    run = case.infrastructure_year_minor
    others = case.cash_year_minor - run - case.benefit_year_minor
    words = view.say(
        "ui_evidence.money.npv",
        once=f"{case.one_off_minor / 100:,.2f}",
        run=f"{run / 100:,.2f}",
        growing=f"{growing:.6f}",
        others=f"{others / 100:,.2f}",
        annuity=f"{worth:.6f}",
        net=f"{case.net_present_minor / 100:,.2f}",
        years=dials.horizon_years,
        rate=f"{dials.discount_rate * 100:g}",
        inflation=f"{dials.inflation * 100:g}",
    )
    text = view.named(view.say("ui_evidence.sum"), words)
    return Branch((text,), wide=True, tips={0: f"{text} [{digits(worth)}]"})
