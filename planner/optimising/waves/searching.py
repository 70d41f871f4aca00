"""The search of plans within a share of the budget: annealing, lists led by the bound, windows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.budget import spent
from planner.optimising.waves.few_waves import cut_out, windows_of
from planner.optimising.waves.improve import PlanSearch
from planner.optimising.waves.listing import list_plan
from planner.optimising.waves.track import Track

__all__ = ["HOT", "WARM", "anneal", "plan_windows_again", "search_first", "take_guided"]

type Ints = NDArray[np.int64]

CELLS_PER_FIRST_STEP = 2
"""One step of our own first search for so many cells; tiny problems need next to none."""
MOVES_PER_STEP = 2_000
HOT, COLD = 0.2, 0.0015
WARM = 0.03
MENDING_MOVES = 20
OFFER_EVERY = 40
MEND_EVERY = 12
GUIDED_PLANS = 12
SPANS = (2, 3)
WINDOW_S = 1.5
"""Seconds at most for one window."""
STEPS_A_WINDOW = 5
"""Steps that cutting a window out counts for, beside what solving it does."""


def anneal(track: Track, search: PlanSearch, *, upto: float, hot: float) -> None:
    """Improve plans until a share of the budget is spent, cooling on the way."""
    begin, upto = spent(track), min(upto, 1.0)  # no share beyond the whole is ever reached
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
        if batch % OFFER_EVERY == 0:
            track.catch_up()
            if search.best_value < track.value:
                track.offer(search.best)
    if search.best_value < track.value:
        track.offer(search.best)
    search.restart()


def search_first(track: Track, search: PlanSearch, *, upto: float) -> None:
    """Look for a first good plan in a few steps, or a share of the budget if that is less."""
    steps = 1 + track.instance.open.size // CELLS_PER_FIRST_STEP
    for step in range(steps):
        if spent(track) >= upto:
            break
        track.stop.count()
        search.run(MOVES_PER_STEP, HOT * (COLD / HOT) ** (step / steps))
        if step % MEND_EVERY == MEND_EVERY - 1:
            search.mend(MENDING_MOVES * track.instance.groups)
    if search.best_value < track.value:
        track.offer(search.best)
    search.restart()


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


def plan_windows_again(track: Track, search: PlanSearch, *, upto: float) -> None:
    """Solve windows of a few waves of the best plan, as long as that helps and the share lasts."""
    if track.wave is None:
        return
    for span in SPANS:
        gained = True
        while gained and spent(track) < upto and not track.proven:
            gained = sweep_windows(track, span, upto=upto, seed=search.seed)
    assert track.wave is not None
    search.take(track.wave.astype(np.int64))


def sweep_windows(track: Track, span: int, *, upto: float, seed: int) -> bool:
    """Solve all windows of ``span`` waves once; return whether one brought a better plan."""
    instance, stop = track.instance, track.stop
    gained = False
    assert track.wave is not None
    for first, last in list(windows_of(instance, track.wave, span)):
        if spent(track) >= upto or track.proven:
            break
        plan = track.wave.astype(np.int64)
        window = cut_out(instance, plan, first, last)
        if window is None:
            continue
        left = stop.remaining_s
        seconds = stop.net_s(None if left is None else min(WINDOW_S, left))
        better, steps = window.planned_again(
            plan, seconds=seconds, steps=stop.steps_left, seed=seed
        )
        stop.count(STEPS_A_WINDOW + steps)
        gained |= track.offer(better)
        track.catch_up()
    return gained
