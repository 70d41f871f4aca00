"""Early benefits and short exposure: plans, bounds, and proof, in that order."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.improve import PlanSearch
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.mip import solve_exactly, solver_name
from planner.optimising.waves.relaxation import relax
from planner.optimising.waves.track import Track

__all__ = ["solve_early"]

type Ints = NDArray[np.int64]

SMALL = 1_500
"""Cells (groups times waves) up to which the whole program is solved exactly at once."""

CELLS_PER_FIRST_STEP = 2
"""One step of our own first search for so many cells; tiny problems need next to none."""
EXACT_SHARE = 0.9
"""Share of the budget at which the exact program ends."""
MOVES_PER_STEP = 2_000
HOT, COLD = 0.2, 0.0015
WARM = 0.03
MENDING_MOVES = 20
OFFER_EVERY = 40
MEND_EVERY = 12
PRICE_FACTORS = (4.0, 2.0, 1.4, 3.0, 1.7, 4.0)
GUIDED_PLANS = 12
RELAX_CELLS = 60_000
RELAX_SHARE = 0.15
RELAX_ROUNDS = 8
RELAX_STEPS = 200
OWN_METHODS = "step search"


def solve_early(track: Track, options: Options) -> WavesOutcome:
    """Schedule for the least delay and exposure."""
    instance = track.instance
    if instance.impossible:
        return track.infeasible()
    track.solver = OWN_METHODS
    start = None
    if options.start_wave is not None:
        start = instance.groups_of_plan(options.start_wave)
        track.offer(start)
    search = PlanSearch(instance, first_plan(track, start), options.seed)
    if instance.open.size <= SMALL:
        # A plan of our own first: the exact program may need long for its first one.
        search_first(track, search)
        infeasible = solve_whole(track, options, share=EXACT_SHARE)
        if infeasible:
            return track.infeasible()
        if track.proven or track.stop.expired():
            return track.outcome()
    ascent = DualAscent(instance)
    live = start is not None
    anneal(track, search, upto=0.25 if live else 0.02, hot=WARM)
    relax_first(track, ascent)
    raise_bound(track, ascent, upto=0.6 if live else 0.35)
    if not track.proven:
        take_guided(track, search, ascent)
        begin = spent(track)
        for cycle, factor in enumerate(PRICE_FACTORS, 1):
            search.set_prices(ascent.best.price_most, factor)
            upto = begin + (0.95 - begin) * cycle / len(PRICE_FACTORS)
            anneal(track, search, upto=upto, hot=HOT if cycle % 2 else WARM)
        raise_bound(track, ascent, upto=1.0)
    if track.wave is None and not track.stop.expired() and solve_whole(track, options, share=1.0):
        return track.infeasible()
    return track.outcome()


def relax_first(track: Track, ascent: DualAscent) -> None:
    """Start the bound from the linear relaxation's prices where there is time for it."""
    cells = track.instance.open.size
    expected_s = 5.0 * (cells / 27_000) ** 1.4
    left = track.stop.remaining_s
    if cells > RELAX_CELLS or (left is not None and expected_s > RELAX_SHARE * left):
        return
    steps = track.stop.work_limit
    if steps is not None and spent(track) > RELAX_SHARE:
        return
    seconds = math.inf if left is None else left * 2 * RELAX_SHARE
    prices = relax(track.instance, ascent.cuts, seconds=seconds, rounds=RELAX_ROUNDS)
    track.stop.count(RELAX_STEPS)
    if prices is not None:
        ascent.begin(prices.most, prices.least, prices.hub, (1.0 - prices.share).sum(axis=1))


def take_guided(track: Track, search: PlanSearch, ascent: DualAscent) -> None:
    """List plans in the order in which the relaxation moves the groups; search on from the best."""
    instance = track.instance
    rng = np.random.default_rng(search.seed)
    spread = float(ascent.mean_label.std()) if instance.groups > 1 else 0.0
    plans = [list_plan(instance, -ascent.mean_label)]
    for number in range(GUIDED_PLANS):
        noise = rng.normal(0.0, 0.02 * spread * (1 + number % 4), instance.groups)
        plans.append(list_plan(instance, -(ascent.mean_label + noise)))
        track.stop.count()
        if track.stop.expired():
            break
    plans.sort(key=lambda plan: (not instance.keeps_rules(plan), instance.value(plan)))
    track.offer(plans[0])
    search.take(plans[0])


def spent(track: Track) -> float:
    """Share of the time or work allowed that is gone."""
    stop = track.stop
    if stop.expired():
        return 1.0
    if stop.work_limit is not None:
        return stop.steps / max(1, stop.work_limit)
    if stop.time_limit_s is not None:
        return stop.seconds / max(1e-9, stop.time_limit_s)
    return stop.steps / 20_000


def first_plan(track: Track, start: Ints | None) -> Ints:
    """Offer the list plans (and the plan given, set in order); return the best to start from."""
    instance = track.instance
    plans = []
    if start is not None:
        # Earlier waves first: list scheduling keeps an old plan's sequence and mends its limits.
        plans.append(list_plan(instance, -start.astype(float)))
    plans += [list_plan(instance, priority) for priority in priorities(instance)]
    for plan in plans:
        track.offer(plan)
    if track.wave is not None:
        return track.wave.astype(np.int64)
    return min(plans, key=lambda plan: overload(track, plan))


def overload(track: Track, plan: Ints) -> float:
    """How far a plan breaks the limits, in shares of them."""
    instance = track.instance
    use = instance.usage(plan)
    over = np.maximum(0.0, use - instance.ceiling)
    scale = np.maximum(1.0, np.where(np.isfinite(instance.most), instance.most, 1.0))
    return float((over / scale).sum() + np.maximum(0.0, instance.floor - use).sum())


def anneal(track: Track, search: PlanSearch, *, upto: float, hot: float) -> None:
    """Improve plans until a share of the budget is spent, cooling on the way."""
    begin = spent(track)
    if begin >= upto:
        return
    moves = max(MOVES_PER_STEP, track.instance.groups)
    mending = MENDING_MOVES * track.instance.groups
    mend_every = max(2, 6 * mending // moves)
    batch = 0
    while True:
        part = (spent(track) - begin) / max(1e-9, upto - begin)
        if part >= 1.0 or track.proven:
            break
        track.stop.count(max(1, moves // MOVES_PER_STEP))
        search.run(moves, hot * (COLD / hot) ** part)
        batch += 1
        if batch % mend_every == 0:
            search.mend(mending)
            track.stop.count(max(1, mending // MOVES_PER_STEP))
        if batch % OFFER_EVERY == 0 and search.best_value < track.value:
            track.offer(search.best)
    if search.best_value < track.value:
        track.offer(search.best)
    search.restart()


def search_first(track: Track, search: PlanSearch) -> None:
    """Look for a first good plan in a few steps, whatever the budget."""
    steps = 1 + track.instance.open.size // CELLS_PER_FIRST_STEP
    for step in range(steps):
        if track.stop.expired():
            break
        track.stop.count()
        search.run(MOVES_PER_STEP, HOT * (COLD / HOT) ** (step / steps))
        if step % MEND_EVERY == MEND_EVERY - 1:
            search.mend(MENDING_MOVES * track.instance.groups)
    if search.best_value < track.value:
        track.offer(search.best)
    search.restart()


def raise_bound(track: Track, ascent: DualAscent, *, upto: float) -> None:
    """Raise the bound until a share of the budget is spent or nothing more is gained."""
    while spent(track) < upto and not ascent.settled and not track.proven:
        for _ in range(10):
            track.stop.count()
            ascent.ascend(aim(track, ascent))
            if spent(track) >= upto:
                break
        if ascent.bound > track.bound + 1e-3 * max(1.0, abs(track.value)) or (
            math.isfinite(track.value) and ascent.bound >= track.value * (1 - track.gap_asked)
        ):
            track.raise_bound(*ascent.proof(), solver_bound=False)
    if math.isfinite(ascent.bound) and ascent.bound > track.bound:
        track.raise_bound(*ascent.proof(), solver_bound=False)


def aim(track: Track, ascent: DualAscent) -> float:
    """Value that the bound's steps aim at."""
    if math.isfinite(track.value):
        return track.value
    if math.isfinite(ascent.bound):
        return ascent.bound + 0.05 * max(1.0, abs(ascent.bound))
    return float(np.abs(track.instance.slope).sum() * (track.instance.days[-1] + 1))


def solve_whole(track: Track, options: Options, *, share: float) -> bool:
    """Run the exact program; return whether it proved that no plan exists."""
    stop = track.stop
    left = stop.remaining_s
    nodes = None if stop.work_limit is None else max(1, int(share * (stop.work_limit - stop.steps)))
    answer = solve_exactly(
        track.instance,
        seconds=None if left is None else left * share,
        nodes=nodes,
        gap=track.gap_asked,
        seed=options.seed,
        start=track.wave,
    )
    if nodes is not None:
        stop.count(nodes)
    track.solver = solver_name()
    if answer.infeasible:
        return track.wave is None
    if answer.wave is not None:
        track.offer(answer.wave)
    if math.isfinite(answer.bound):
        track.raise_bound(answer.bound, solver_bound=True)
    return False
