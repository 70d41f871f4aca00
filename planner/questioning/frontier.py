"""The frontier between fit and money: plans that no other plan found beats in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from planner.assessing.worth import present_cost
from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.insight import FrontierPlan
from planner.model.study import Study
from planner.optimising.placement.around import Around
from planner.optimising.problem import PlanningProblem
from planner.questioning.edits import with_costs
from planner.questioning.timing import timed

__all__ = ["frontier"]

MOST_STEPS: Final = 17
"""Prices of money tried between fit alone and money alone."""
SCALE: Final = 8.0
"""How much dearer fit and money are than in the plan, against what separation costs."""
NARROWEST: Final = 0.02
"""Prices nearer than this are not told apart."""


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
) -> tuple[FrontierPlan, ...]:
    """Return the plans found that no other beats, from the cheapest to the best fit.

    Each weighs fit and money differently, first alone and then at prices between plans that
    differ, and keeps every rule of placement. Separation counts for little here (``SCALE``), or the
    cheapest plan would be the one that separates least; when things move is not weighed. Only
    plans on the convex hull can be found in this way; each is called ``proven`` where its own
    program was solved to the gap.

    Parameters
    ----------
    study
        The plan.
    stop
        Where it ends, the plans found so far are returned.
    listen
        Told of each plan.
    """
    stop = stop or Stop()
    search = _Search(study, stop)
    shares = [0.0, 1.0, 0.5]
    found: dict[float, FrontierPlan] = {}
    tried: set[float] = set()
    while shares and len(tried) < MOST_STEPS and not stop.expired():
        share = shares.pop(0)
        tried.add(share)
        plan = search.at(share)
        if plan is not None:
            found[share] = plan
        if not shares:  # a price that gave no plan would give none again
            shares = [one for one in _between(found) if one not in tried]
        done = min(1.0, len(tried) / MOST_STEPS)
        listen(Progress("phase.frontier", done, seconds=stop.seconds))
    stop.raise_if_cancelled()
    return _named(_undominated(list(found.values())))


def _between(found: Mapping[float, FrontierPlan]) -> list[float]:
    """Prices half-way between neighbours whose plans differ, the widest step of fit first."""
    ordered = sorted(found.items())
    steps = [
        (abs(one.fit - two.fit), (low + high) / 2)
        for (low, one), (high, two) in pairwise(ordered)
        if one.placement != two.placement and high - low > NARROWEST
    ]
    return [middle for _, middle in sorted(steps, reverse=True)]


class _Search:
    """Placements at one price after another; each learns from those before."""

    def __init__(self, study: Study, stop: Stop) -> None:
        self.study, self.stop = study, stop
        self.problem = _open_now(study)
        self.parts = _split(study, self.problem)
        self.before: Around | None = None

    def at(self, share: float) -> FrontierPlan | None:
        """Place at a price of money between fit alone (0) and money alone (1)."""
        # A trace of the other half breaks ties towards plans that nothing beats.
        fit_price = 2 * SCALE * max(1 - share, 1e-3)
        money_price = 2 * SCALE * max(share, 1e-3)
        parts = self.parts
        costs = {
            name: {
                target: fit_price * parts.fit[name][target]
                + money_price * parts.money[name][target]
                + parts.rest[name][target]
                for target in parts.fit[name]
            }
            for name in parts.fit
        }
        around = Around(
            _priced(with_costs(self.problem, costs), money_price),
            self.study.plan.placement,
            self.stop,
            self.before,
        )
        self.before = around
        best = around.best(self.stop)
        if not best.placement:
            return None
        return _measured(self.study, best.placement, fit_price, money_price, proven=best.proven)


def _open_now(study: Study) -> PlanningProblem:
    """Return the placement stage at its own costs, without targets that leave a move no wave."""
    costs = {workload.id: workload.cost for workload in study.problem.workloads}
    return with_costs(timed(study.problem, study.plan), costs)


def _priced(problem: PlanningProblem, times: float) -> PlanningProblem:
    """Return the problem with its platforms and what capacity can be bought for times so much."""
    limits = tuple(
        one
        if one.extension is None
        else replace(one, extension=replace(one.extension, cost=times * one.extension.cost))
        for one in problem.limits
    )
    shared = tuple(
        replace(one, cost=times * one.cost, cost_per_day=times * one.cost_per_day)
        for one in problem.shared_costs
    )
    return replace(problem, limits=limits, shared_costs=shared)


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


def _measured(
    study: Study,
    placement: Mapping[str, str],
    fit_price: float,
    money_price: float,
    *,
    proven: bool,
) -> FrontierPlan:
    assessed = study.assessment.workloads
    fit = importance = 0.0
    for name, target in placement.items():
        fit += assessed[name].importance * assessed[name].cases[target].fit
        importance += assessed[name].importance
    return FrontierPlan(
        fit=fit / importance if importance else 0.0,
        net_present_minor=present_cost(study, placement),
        fit_price=fit_price,
        money_price=money_price,
        placement=placement,
        proven=proven,
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
