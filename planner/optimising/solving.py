"""The room's door: a planning problem to a plan that has passed the checker."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.errors import PlannerError
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.child import Answer, ChildProcess
from planner.optimising.earlier import earlier_plan
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import PlanningProblem
from planner.optimising.problem_file import refuse_too_large
from planner.optimising.solvers import solver_version, solvers_used
from planner.optimising.stages import Found, run_stages
from planner.optimising.vouching import solver_words

__all__ = ["solve", "solve_here"]

_ENDED: Final = {"cancelled": StoppedBy.CANCELLED, "died": StoppedBy.DIED}


def solve(
    problem: PlanningProblem,
    options: Options | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    *,
    child: ChildProcess | None = None,
) -> Plan:
    """Solve in a child process; cancel and the time limit hold whatever a solver does.

    Parameters
    ----------
    stop
        To cancel from another thread; its limits, where it has any, are the ones that count.
    child
        A warm child to use and to leave running; without one, a child is started and ended.

    Raises
    ------
    BadInputError
        There are more workloads than one plan takes.
    PlannerError
        Where the optimiser itself fails, which is a fault of the program, or its process ended
        twice without a word before it had found anything.
    """
    refuse_too_large(len(problem.workloads))
    options = options or Options()
    stop = stop or Stop(options.time_limit_s, options.work_limit)
    if stop.time_limit_s is None and stop.work_limit is None:
        stop.time_limit_s, stop.work_limit = options.time_limit_s, options.work_limit
    worker = child or ChildProcess()
    try:
        answer = worker.solve(problem, options, stop, listen)
    finally:
        if child is None:
            worker.close()
    plan = _finished(problem, answer.plan or _from_best(problem, options, answer), stop)
    if answer.ended == "died" and not plan.exists and plan.conflict is None:
        raise PlannerError(
            "errors.program.optimiser_ended_unexpectedly", "errors.program.free_some_memory"
        )
    return plan


def solve_here(
    problem: PlanningProblem,
    options: Options | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
) -> Plan:
    """Solve in this process; for callers that are a process of their own, and for tests."""
    options = options or Options()
    stop = stop or Stop(options.time_limit_s, options.work_limit)
    plan = run_stages(problem, options, stop, listen)
    return _finished(problem, plan, stop)


def _finished(problem: PlanningProblem, plan: Plan, stop: Stop) -> Plan:
    """Say of a plan which version of the file it answers and how long it took, and check it."""
    seconds = round(stop.seconds, 3)
    return _checked(problem, replace(plan, version=problem.file_version, seconds=seconds))


def _from_best(problem: PlanningProblem, options: Options, answer: Answer) -> Plan:
    """Make a plan of the best one the child told of before it was ended.

    Where it told of none, the earlier plan still counts if it keeps the rules as they are now. It
    is not mended for somebody who said stop: that takes seconds.
    """
    reason = _ENDED.get(answer.ended, StoppedBy.TIME)
    mend = options.mend and reason is not StoppedBy.CANCELLED
    best = answer.best or earlier_plan(problem, replace(options, mend=mend))
    shell = Plan(
        PlanStatus.UNKNOWN,
        reason,
        seed=options.seed,
        solver=solvers_used(options.solver),
        solver_version=solver_version(options.solver),
    )
    if best is None or (problem.waves and best.wave is None):
        return shell
    bounds = {"placement": best.placement_bound, "waves": best.wave_bound, "joint": best.bound}
    vouchers = {name: who for name, who in best.vouchers.items() if bounds.get(name) is not None}
    plan = replace(
        shell,
        status=PlanStatus.FEASIBLE,
        solver=solver_words(solvers_used(options.solver), vouchers),
        placement=best.placement,
        placement_status=_stage_status(options, best.placement_value, best.placement_bound),
        placement_value=best.placement_value,
        placement_bound=best.placement_bound,
        placement_gap=_gap(best.placement_value, best.placement_bound),
    )
    if best.wave is None or best.wave_value is None:
        return plan
    if best.bound is not None:
        return _joint_best(plan, options, best, best.wave, best.wave_value, best.bound)
    return replace(
        plan,
        wave=best.wave,
        wave_status=_stage_status(options, best.wave_value, best.wave_bound),
        wave_value=best.wave_value,
        wave_bound=best.wave_bound,
        wave_gap=_gap(best.wave_value, best.wave_bound),
    )


def _joint_best(
    plan: Plan,
    options: Options,
    best: Found,
    wave: Mapping[str, int | None],
    wave_value: float,
    bound: float,
) -> Plan:
    """Make a joint plan of one found while both stages were one program."""
    worth = best.placement_value + wave_value
    proven = _stage_status(options, worth, bound) is PlanStatus.OPTIMAL
    return replace(
        plan,
        status=PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE,
        stopped_by=StoppedBy.GAP if proven else plan.stopped_by,
        wave=wave,
        wave_status=PlanStatus.FEASIBLE,
        wave_value=wave_value,
        joint=True,
        bound=bound,
        gap=_gap(worth, bound),
    )


def _gap(value: float, bound: float | None) -> float | None:
    return None if bound is None else relative_gap(value, bound)


def _stage_status(options: Options, value: float, bound: float | None) -> PlanStatus:
    gap = math.inf if bound is None else relative_gap(value, bound)
    return PlanStatus.OPTIMAL if gap <= max(options.gap, 1e-6) else PlanStatus.FEASIBLE


def _checked(problem: PlanningProblem, plan: Plan) -> Plan:
    """Return ``plan`` if the independent checker finds nothing; a faulty one is never shown."""
    from planner.optimising.check import check_plan

    if not plan.exists:
        return plan
    faults = check_plan(problem, plan)
    if not faults:
        return plan
    return Plan(
        PlanStatus.UNKNOWN,
        plan.stopped_by,
        seed=plan.seed,
        solver=plan.solver,
        solver_version=plan.solver_version,
        seconds=plan.seconds,
        version=plan.version,
    )
