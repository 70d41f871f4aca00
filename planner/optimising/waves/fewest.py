"""Fewest waves: the least number of the last wave used.

Plans come from many list schedules with shaken priorities, forwards and backwards, and from the
annealed search for a plan within one wave less; the bound from windows (what must come before and
after a group against the waves' room) and from the total work; and where both still differ the
exact program decides whether one wave less can do.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.solvers import solver_name
from planner.optimising.waves.budget import spent
from planner.optimising.waves.improve import PlanSearch
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.listing import closure_sums, list_plan
from planner.optimising.waves.mip import solve_exactly
from planner.optimising.waves.track import Track
from planner.optimising.waves.windows import packing_rows, until

__all__ = ["solve_fewest"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

STARTS = 200
SEARCHES = 12
MOVES = 40
EXACT_CELLS = 40_000
LOOK_SHARE = 0.5
"""Share of the time or work left that the search for a plan takes where the exact program can say
afterwards whether there is one."""
MOST_TRIES = 20
"""How often a plan of one wave less is looked for anew where the exact program is out of reach."""


def solve_fewest(track: Track, options: Options) -> WavesOutcome:
    """Close in on the least last wave from both sides."""
    instance = track.instance
    if instance.impossible:
        return track.infeasible()
    track.solver = "list and step search"
    if options.start_wave is not None:
        track.offer(instance.groups_of_plan(options.start_wave))
    last = least_last(instance)
    if last >= instance.waves:
        return track.infeasible()
    track.raise_bound(float(last + 1), solver_bound=False)
    rng = np.random.default_rng(options.seed)
    tried = 0
    while not track.proven and not track.stop.expired():
        last = round(track.value) - 2 if track.wave is not None else instance.waves - 1
        narrow = until(instance, last)
        if narrow.impossible:
            track.raise_bound(track.value, solver_bound=False)
            break
        gone = spent(track)
        exact = narrow.open.size <= EXACT_CELLS
        upto = gone + LOOK_SHARE * (1.0 - gone) if exact else 1.0
        if look_for_plan(track, narrow, rng, options.seed + tried, upto):
            continue
        if decide(track, narrow, options):
            return track.infeasible()
        tried += 1
        if exact or tried >= MOST_TRIES:
            break
    return track.outcome()


def least_last(instance: Instance) -> int:
    """Least last wave (from 0) that windows and total work allow; W where none does."""
    last = int(instance.open.argmax(axis=1).max(initial=0))
    packing = packing_rows(instance)
    total = packing.work.sum(axis=1)
    everywhere = np.ones(instance.waves, dtype=bool)
    held = packing.room(list(range(instance.waves)), used=everywhere)
    while last < instance.waves:
        room = held[:, last]
        enough = bool((total <= room + 1e-9 * np.maximum(1.0, total)).all())
        if enough and not until(instance, last).impossible:
            return last
        last += 1
    return last


def look_for_plan(
    track: Track, narrow: Instance, rng: np.random.Generator, seed: int, upto: float
) -> bool:
    """Look for a plan within the waves that ``narrow`` leaves open; return whether one came.

    ``upto`` is the share of all time or work by which the search ends, the rest being for a proof.
    """
    before = track.value
    rules = sequences(narrow)
    turned = sequences(narrow, backwards=True)
    for number in range(STARTS):
        if spent(track) >= upto:
            return track.value < before
        track.stop.count()
        forward = number % 2 == 0
        choices = rules if forward else turned
        rule = choices[(number // 2) % len(choices)]
        shaken = rule * rng.uniform(0.8, 1.25, len(rule)) if number >= 2 * len(choices) else rule
        if track.offer(list_plan(narrow, shaken, backwards=not forward)):
            return True
    return search_for_plan(track, narrow, list_plan(narrow, rules[0]), seed, upto)


def search_for_plan(track: Track, narrow: Instance, plan: Ints, seed: int, upto: float) -> bool:
    """Anneal the violated limits away."""
    free = replace(narrow, cost=np.zeros_like(narrow.cost), tie_price=np.zeros(0))
    free = replace(free, tie_first=np.zeros(0, np.int64), tie_second=np.zeros(0, np.int64))
    search = PlanSearch(free, plan, seed)
    search.unit = 1.0
    total = np.maximum(free.work.mean(axis=1), 1e-9)
    search.base = 1.0 / total[free.limit_of]
    search.price = search.base.copy()
    moves = MOVES * max(50, narrow.groups)
    for number in range(SEARCHES * 10):
        if spent(track) >= upto:
            return False
        track.stop.count(max(1, moves // 2000))
        search.run(moves, 1.0 * 0.02 ** ((number % 10) / 9))
        if np.isfinite(search.best_value):
            return track.offer(search.best)
    return False


def decide(track: Track, narrow: Instance, options: Options) -> bool:
    """Let the exact program say whether these waves can do; return whether no plan exists."""
    stop = track.stop
    if narrow.open.size > EXACT_CELLS or stop.expired():
        return False
    answer = solve_exactly(
        narrow,
        seconds=stop.net_s(stop.remaining_s),
        steps=stop.steps_left,
        gap=1e-9,
        seed=options.seed,
        any_plan=True,
    )
    stop.count(answer.steps)
    track.solver = solver_name()
    if answer.wave is not None:
        track.offer(answer.wave)
        if not stop.expired() and not track.proven:
            return solve_fewest(track, options).value is None
        return False
    if answer.infeasible and track.wave is None:
        return True
    if answer.infeasible:
        track.raise_bound(track.value, solver_bound=True)
    else:
        stop.count(stop.steps_left or 0)  # the same question again would end the same way
    return False


def sequences(instance: Instance, *, backwards: bool = False) -> list[Floats]:
    """Priorities for filling waves: work that waits (positional weight), own work, urgency."""
    own = instance.effort_scale @ instance.work + 1e-9
    ends = instance.succ if backwards else instance.pred
    needing = np.bincount(ends, minlength=instance.groups).astype(float)
    before, after = closure_sums(instance, own)
    waiting = before if backwards else after
    last = (instance.open if backwards else instance.open[:, ::-1]).argmax(axis=1).astype(float)
    return [waiting, own, own * (1 + needing), own + waiting / 4, last + own / own.max()]
