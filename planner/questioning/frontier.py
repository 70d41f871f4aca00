"""The frontier between fit and money: plans that no other plan found beats in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.insight import FrontierPlan
from planner.model.plan import PlanStatus
from planner.model.problem import PlanningProblem
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.edits import placement_alone, with_costs

__all__ = ["frontier"]

STEPS: Final = 9
"""Prices of money tried between fit alone and money alone."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The two halves of every cost at the study's own prices, and what is neither."""

    fit: dict[str, dict[str, float]]
    money: dict[str, dict[str, float]]
    rest: dict[str, dict[str, float]]


def frontier(
    study: Study,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    seconds_each: float = 5.0,
) -> tuple[FrontierPlan, ...]:
    """Return the plans found that no other beats, from the cheapest to the best fit.

    Each weighs fit and money differently, keeps every rule of placement, and counts separation
    as the plan does; when things move is not weighed here. Only plans on the convex hull can be
    found in this way; each is called ``proven`` where its own program was solved to the gap.
    """
    stop = stop or Stop()
    problem = placement_alone(study.problem)
    parts = _split(study, problem)
    found: list[FrontierPlan] = []
    for step in range(STEPS):
        if stop.expired():
            break
        share = step / (STEPS - 1)
        plan = _one(study, problem, parts, share, seconds_each)
        if plan is not None:
            found.append(plan)
        listen(Progress("phase.frontier", (step + 1) / STEPS, seconds=stop.seconds))
    return _named(_undominated(found))


def _split(study: Study, problem: PlanningProblem) -> _Parts:
    fit: dict[str, dict[str, float]] = {}
    money: dict[str, dict[str, float]] = {}
    rest: dict[str, dict[str, float]] = {}
    for workload in problem.workloads:
        cases = study.assessment.workloads[workload.id].cases
        fit[workload.id] = {t: cases[t].fit_cost for t in workload.cost}
        money[workload.id] = {t: cases[t].money_cost for t in workload.cost}
        rest[workload.id] = {
            t: cost - cases[t].fit_cost - cases[t].money_cost for t, cost in workload.cost.items()
        }
    return _Parts(fit, money, rest)


def _one(
    study: Study, problem: PlanningProblem, parts: _Parts, share: float, seconds: float
) -> FrontierPlan | None:
    from planner.optimising.placement import solve_placement

    # A trace of the other half breaks ties towards plans that nothing beats.
    fit_price, money_price = 2 * max(1 - share, 1e-3), 2 * max(share, 1e-3)
    costs = {
        name: {
            target: fit_price * parts.fit[name][target]
            + money_price * parts.money[name][target]
            + parts.rest[name][target]
            for target in parts.fit[name]
        }
        for name in parts.fit
    }
    options = Options(
        time_limit_s=seconds, seed=study.plan.seed, start_placement=study.plan.placement
    )
    outcome = solve_placement(with_costs(problem, costs), options, Stop(seconds), ignore_progress)
    if outcome.value is None:
        return None
    return _measured(study, outcome.placement, fit_price, money_price, outcome.status)


def _measured(
    study: Study,
    placement: Mapping[str, str],
    fit_price: float,
    money_price: float,
    status: PlanStatus,
) -> FrontierPlan:
    assessed = study.assessment.workloads
    fit = importance = 0.0
    money = 0
    for name, target in placement.items():
        fit += assessed[name].importance * assessed[name].cases[target].fit
        importance += assessed[name].importance
        money += assessed[name].cases[target].net_present_minor
    return FrontierPlan(
        fit=fit / importance if importance else 0.0,
        net_present_minor=money,
        fit_price=fit_price,
        money_price=money_price,
        placement=placement,
        proven=status is PlanStatus.OPTIMAL,
    )


def _undominated(plans: Sequence[FrontierPlan]) -> list[FrontierPlan]:
    ordered = sorted(plans, key=lambda plan: (plan.net_present_minor, -plan.fit))
    kept: list[FrontierPlan] = []
    for plan in ordered:
        if not kept or plan.fit > kept[-1].fit + 1e-9:
            kept.append(plan)
    return kept


def _named(plans: list[FrontierPlan]) -> tuple[FrontierPlan, ...]:
    """Name the ends, the knee, and the one nearest to equal prices."""
    if not plans:
        return ()
    names = {0: "cheapest", len(plans) - 1: "best_fit"}
    middle = range(1, len(plans) - 1)
    if middle:
        knee = max(middle, key=lambda n: _bulge(plans, n))
        names[knee] = "knee"
        rest = [n for n in middle if n != knee]
        if rest:
            balanced = min(rest, key=lambda n: abs(plans[n].fit_price - plans[n].money_price))
            names[balanced] = "balanced"
    return tuple(replace(plan, name=names.get(n, "")) for n, plan in enumerate(plans))


def _bulge(plans: Sequence[FrontierPlan], index: int) -> float:
    """Distance of a plan from the straight line between both ends, both axes scaled to 1."""
    first, last = plans[0], plans[-1]
    money_span = max(1, last.net_present_minor - first.net_present_minor)
    fit_span = max(1e-9, last.fit - first.fit)
    x = (plans[index].net_present_minor - first.net_present_minor) / money_span
    y = (plans[index].fit - first.fit) / fit_span
    return y - x
