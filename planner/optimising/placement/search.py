"""The placement stage's door: the methods in order, until proof, gap or the end of time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from planner.jobs import ProgressListener, Stop
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.dense import search_dense
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.exact import close, find_any, is_small, prove, ready_to_prove
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import Instance, build_instance, with_extra_cost
from planner.optimising.placement.neighbourhoods import search_parts
from planner.optimising.placement.products import products_pay
from planner.optimising.placement.proposals import Pool
from planner.optimising.placement.track import IncumbentListener, Track
from planner.optimising.plan import PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import PlanningProblem
from planner.optimising.solvers import solver_name
from planner.optimising.work import of_descent

__all__ = ["is_dense", "solve_placement"]

SMALLEST_GAP = 1e-6
SMALL_NODES = 20
TINY = 12
"""Units up to which a dense problem is tried by the exact program before anything else."""
LARGE = 200_000
"""Labels and joint labels from which on proposals are rationed."""
TIME_TO_CERTIFY_S = 10.0
"""A proven plan is given a certificate as well only where this much time is left."""


def solve_placement(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    *,
    extra_cost: Mapping[tuple[str, str], float] | None = None,
    forbidden: Sequence[Mapping[str, str]] = (),
    on_incumbent: IncumbentListener | None = None,
) -> PlacementOutcome:
    """Place every workload at the least cost, with a bound that says how good that is.

    Parameters
    ----------
    options
        Gap, seed and a placement to start from; limits of time and work are ``stop``'s.
    extra_cost
        Added to ``cost`` per (workload, target). Value, bound and certificate are then those of
        ``with_extra_cost(problem, extra_cost)``.
    forbidden
        Combinations of workloads and targets that must not come back.
    on_incumbent
        Given every better placement at once, with its value and the best bound, so that a
        caller who ends this process keeps the best plan.
    """
    problem = with_extra_cost(problem, extra_cost)
    instance = build_instance(problem, forbidden)
    gap = max(options.gap, SMALLEST_GAP)
    track = Track(problem, instance, gap, stop, listen, on_incumbent)
    begin(track, options)
    dense = pays_as_dense(instance)
    if is_small(instance) and not (dense and instance.units > TINY):
        prove(track, options, nodes=SMALL_NODES, share_of_time=0.1, share_of_work=0.5)
    if dense and not track.done():
        search_dense(track, options)
    elif not track.infeasible and instance.units and worth_passing(track):
        pass_messages(track, options)
    return answer(track)


def is_dense(problem: PlanningProblem) -> bool:
    """Whether the placement is one that products of choices are for, and no other program."""
    return pays_as_dense(build_instance(problem))


def pays_as_dense(instance: Instance) -> bool:
    """Whether products pay, and no toll is in their way."""
    return products_pay(instance) and not instance.toll.any() and not instance.shared


def begin(track: Track, options: Options) -> None:
    """Have some plan at hand, or the proof that there is none, before anything slow."""
    instance = track.instance
    if track.infeasible:
        return
    if options.start_placement is not None:
        track.offer(instance.labels_of(options.start_placement))
    track.offer(instance.cost.argmin(axis=1))
    if track.label is None:
        find_any(track, options)


def worth_passing(track: Track) -> bool:
    """Whether messages have something to add: a bound, a proof, or a certificate of it."""
    remaining = track.stop.remaining_s
    if not track.proven():
        return not track.stop.expired() or not math.isfinite(track.bound)
    return track.solver_bound and (remaining is None or remaining > TIME_TO_CERTIFY_S)


def pass_messages(track: Track, options: Options) -> None:
    """Bound, propose and search by turns; close with the exact program on what stays open."""
    dual = Dual(track.instance)
    pool = Pool(track, dual, Improver(track.instance, dual.relaxation.graph))
    certify_only = track.proven()
    if options.start_placement is not None and not certify_only:
        track.offer(pool.improver.improve(track.instance.labels_of(options.start_placement)))
    attempts = 0
    for number, kind in enumerate(dual.stages(track.stop)):
        if not certify_only and worth_proposing(track, pool, number):
            pool.propose()
        if worth_entering(track, dual.bound):
            enter(track, dual)
        if (track.proven() and not track.solver_bound) or track.stop.expired():
            break
        if certify_only and kind != "hard":
            break
        if kind != "hard" and ready_to_prove(track, dual, attempts):
            attempts += 1
            close(track, dual, options, last=False)
            if track.done():
                break
    enter(track, dual)
    if not certify_only and not track.proven():
        # Of many that share platforms, better than what hardly any sweeps come to.
        track.offer(pool.improver.improve(track.instance.cost.argmin(axis=1)))
        track.stop.count(of_descent(len(dual.relaxation.graph.first), len(track.instance.targets)))
    if not track.done():
        finish(track, dual, pool, options)


def finish(track: Track, dual: Dual, pool: Pool, options: Options) -> None:
    """Use what is left: mixtures and parts for the plan, the exact program for the proof."""
    draw = np.random.default_rng(options.seed)
    if not is_small(track.instance):
        for _ in range(3):
            pool.propose()
            if track.done():
                return
        pool.fuse(options, slice_of_time(track, 0.3))
    while not track.done():
        known = track.value, track.bound
        closed = close(track, dual, options, last=True)
        if track.done() or track.label is None or not worth_searching(track):
            return
        if closed and track.stop.work_limit is not None and known == (track.value, track.bound):
            return  # the same program with no more steps left would say the same again
        if not closed:
            search_parts(track, dual.relaxation.graph, options, draw, 10)
            pool.propose()
            pool.fuse(options, slice_of_time(track, 0.3))


def slice_of_time(track: Track, share: float) -> float | None:
    """A share of what is left; None without a clock."""
    remaining = track.stop.remaining_s
    return None if remaining is None else share * remaining


def worth_proposing(track: Track, pool: Pool, number: int) -> bool:
    """On large problems proposals take long: then only at every third stage, and in good time."""
    if track.instance.size < LARGE:
        return True
    remaining = track.stop.remaining_s
    return number % 3 == 1 and (remaining is None or pool.seconds < 0.2 * remaining)


def worth_searching(track: Track) -> bool:
    """Parts are solved only while something will end the search."""
    return track.stop.time_limit_s is not None or track.stop.work_limit is not None


def worth_entering(track: Track, bound: float) -> bool:
    """Evaluating a certificate takes a while: only where it may prove, or gains a third."""
    if track.label is None or relative_gap(track.value, bound) <= track.wanted_gap:
        return True
    return track.value - bound < 0.7 * (track.value - track.bound)


def enter(track: Track, dual: Dual) -> None:
    """Have the best bound evaluated from its certificate, and take it."""
    if np.isfinite(dual.bound) and (dual.bound > track.bound or track.solver_bound):
        certificate = dual.certificate(track.problem)
        track.raise_bound(evaluate(track.problem, certificate), certificate)


def answer(track: Track) -> PlacementOutcome:
    """Put the track's findings into words."""
    spent = StoppedBy.TIME if track.stop.work_limit is None else StoppedBy.WORK
    stopped_by = StoppedBy(track.stop.reason() or spent)
    if track.infeasible:
        return PlacementOutcome(
            PlanStatus.INFEASIBLE, StoppedBy.PROOF, solver=solver_name(), solver_bound=True
        )
    bound = track.bound if math.isfinite(track.bound) else None
    if track.label is None:
        return PlacementOutcome(
            PlanStatus.UNKNOWN, stopped_by, bound=bound, certificate=track.certificate,
            solver_bound=track.solver_bound, solver=solver_name(),
        )  # fmt: skip
    status = PlanStatus.OPTIMAL if track.proven() else PlanStatus.FEASIBLE
    if track.proven():
        stopped_by = StoppedBy.PROOF if track.gap() <= SMALLEST_GAP else StoppedBy.GAP
    return PlacementOutcome(
        status, stopped_by, track.instance.placement(track.label), value=track.value, bound=bound,
        certificate=track.certificate, solver_bound=track.solver_bound, solver=solver_name(),
    )  # fmt: skip
