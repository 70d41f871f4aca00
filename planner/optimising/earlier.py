"""The plan to start from: shown at once, mended where a rule is broken, never lost for a worse."""

from __future__ import annotations

from dataclasses import replace

from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.repair import mended_plan
from planner.optimising.staging import Found, gap_of

__all__ = ["earlier_plan", "no_worse"]


def earlier_plan(problem: PlanningProblem, options: Options) -> Found | None:
    """Return the options' plan as it is where it keeps every rule of the problem, else mended.

    None where there is none to start from, or where it could not be mended.
    """
    kept = _kept(problem, options)
    if kept is not None or options.start_placement is None:
        return kept
    if not options.mend or (problem.waves and options.start_wave is None):
        return None
    return mended_plan(problem, options.start_placement, options.start_wave)


def _kept(problem: PlanningProblem, options: Options) -> Found | None:
    placement, wave = options.start_placement, options.start_wave
    names = {workload.id for workload in problem.workloads}
    if placement is None or placement.keys() != names or any(check_placement(problem, placement)):
        return None
    value = placement_value(problem, placement)
    if not problem.waves:
        return Found(placement, value)
    if wave is None or wave.keys() != names or any(check_waves(problem, placement, wave)):
        return None
    return Found(placement, value, None, wave, wave_value(problem, placement, wave))


def no_worse(problem: PlanningProblem, options: Options, plan: Plan, old: Found | None) -> Plan:
    """Return ``plan``, or the earlier one where that is worth more or there is no other.

    The placement's bound holds over all placements and stays; that of the waves only where both
    have the same placement.
    """
    if old is None or plan.joint or _rank(problem, plan) <= _rank_of(problem, old):
        return plan
    gap = gap_of(old.placement_value, plan.placement_bound)
    placed = replace(
        plan,
        placement=old.placement,
        wave=old.wave,
        placement_status=_status(options, gap),
        placement_value=old.placement_value,
        placement_gap=gap,
    )
    if old.wave_value is None:
        return replace(placed, status=placed.placement_status)
    bound = plan.wave_bound if dict(old.placement) == dict(plan.placement) else None
    wave_gap = gap_of(old.wave_value, bound)
    proven = plan.status is PlanStatus.OPTIMAL and bound is not None
    return replace(
        placed,
        status=PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE,
        wave_status=_status(options, wave_gap),
        wave_value=old.wave_value,
        wave_bound=bound,
        wave_gap=wave_gap,
    )


def _status(options: Options, gap: float | None) -> PlanStatus:
    proven = gap is not None and gap <= max(options.gap, 1e-6)
    return PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE


def _rank(problem: PlanningProblem, plan: Plan) -> tuple[float, float]:
    if not plan.exists or plan.placement_value is None:
        return (float("inf"), 0.0)
    return _order(problem, plan.placement_value, plan.wave_value)


def _rank_of(problem: PlanningProblem, old: Found) -> tuple[float, float]:
    return _order(problem, old.placement_value, old.wave_value)


def _order(problem: PlanningProblem, placement: float, waves: float | None) -> tuple[float, float]:
    """``early``: by worth. ``fewest``: placement first, then the number of the last wave."""
    if problem.objective is WaveObjective.FEWEST:
        return (placement, waves or 0.0)
    return (placement + (waves or 0.0), 0.0)
