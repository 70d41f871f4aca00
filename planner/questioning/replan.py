"""Planning again after an edit: a dial from the best plan to the fewest changes.

With the dial at 0 the old plan is only where the search starts. Above it, every workload that
leaves its old target pays a price, and the plan found is then stated at its true worth: the price
is no part of it, and no bound is claimed that was proven for other costs.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.model.study import Draft, Study
from planner.optimising.check import placement_value
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus
from planner.optimising.problem import PlanningProblem
from planner.questioning.edits import near

if TYPE_CHECKING:
    from planner.optimising.child import ChildProcess

__all__ = ["Change", "change_price", "changes", "replan"]

DEAREST = 3.0
"""Price of a change with the dial at 1, in typical differences between two targets."""


@dataclass(frozen=True, slots=True)
class Change:
    """One workload that the new plan has elsewhere or at another time."""

    workload_id: str
    target_before: str | None
    target_after: str
    wave_before: int | None
    wave_after: int | None


def change_price(problem: PlanningProblem, dial: float) -> float:
    """Return what one change of target costs at ``dial`` (0 to 1), in the problem's units.

    The unit is the median difference between a workload's best and second-best cost.
    """
    gaps = []
    for workload in problem.workloads:
        costs = sorted(workload.cost[target] for target in workload.candidates())
        if len(costs) > 1:
            gaps.append(costs[1] - costs[0])
    typical = statistics.median(gaps) if gaps else 0.0
    return max(0.0, dial) * DEAREST * max(typical, 1e-9)


def replan(
    draft: Draft,
    before: Plan,
    options: Options,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    *,
    child: ChildProcess | None = None,
) -> Study:
    """Return the study of a draft planned again.

    Parameters
    ----------
    draft
        As it is now, with its problem.
    before
        The plan from which the search begins, and which the least-change dial keeps near.
    options
        Of the search.
    child
        A warm process for the search; None: one is started.
    """
    from planner.optimising.solving import solve

    options = replace(
        options,
        start_placement=_known(draft.problem, before.placement),
        start_wave=before.wave and _known_waves(draft.problem, before.wave),
    )
    dial = draft.scenario.dials.least_change
    if dial <= 0:
        plan = solve(draft.problem, options, stop, listen, child=child)
    else:
        priced = near(draft.problem, before.placement, change_price(draft.problem, dial))
        plan = solve(priced, replace(options, joint=False), stop, listen, child=child)
        plan = _truly_stated(draft.problem, plan)
    study = draft.planned(plan)
    return replace(study, scenario=replace(study.scenario, plan=plan))


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return what ``after`` has otherwise than ``before``, in the order of ``after``."""
    old_wave, new_wave = before.wave or {}, after.wave or {}
    return tuple(
        Change(name, before.placement.get(name), target, old_wave.get(name), new_wave.get(name))
        for name, target in after.placement.items()
        if before.placement.get(name) != target or old_wave.get(name) != new_wave.get(name)
    )


def _known(problem: PlanningProblem, placement: Mapping[str, str]) -> dict[str, str]:
    targets = {target.id for target in problem.targets}
    return {w.id: placement[w.id] for w in problem.workloads if placement.get(w.id, "") in targets}


def _known_waves(problem: PlanningProblem, wave: Mapping[str, int | None]) -> dict[str, int | None]:
    return {w.id: wave[w.id] for w in problem.workloads if w.id in wave}


def _truly_stated(problem: PlanningProblem, plan: Plan) -> Plan:
    if not plan.exists:
        return plan
    return replace(
        plan,
        status=PlanStatus.FEASIBLE,
        placement_status=PlanStatus.FEASIBLE,
        placement_value=placement_value(problem, plan.placement),
        placement_bound=None,
        placement_gap=None,
    )
