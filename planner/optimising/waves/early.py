"""Early benefits and short exposure: plans, bounds, and proof, in that order.

A quick plan and a quick certified bound come first, whatever the size, so that every plan has both.
Then the linear relaxation leads the search, and exact programs run beside it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.solvers import solver_name
from planner.optimising.waves.beside import Programs, RunBeside, programs_for
from planner.optimising.waves.bound import DualAscent, relaxed_cells
from planner.optimising.waves.budget import spent
from planner.optimising.waves.improve import PlanSearch, priced_value, unit_prices
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.mip import MipAnswer, solve_exactly
from planner.optimising.waves.relaxation import Prices, relax
from planner.optimising.waves.searching import (
    HOT,
    WARM,
    anneal,
    plan_windows_again,
    search_first,
    take_guided,
)
from planner.optimising.waves.track import Track
from planner.optimising.work import STEPS_A_SECOND, of_root

__all__ = ["solve_early"]

type Ints = NDArray[np.int64]

SMALL = 300
"""Cells (groups times waves) up to which the whole program is solved at once, and nothing else."""
EXACT_CELLS = 12_000
"""Open cells up to which exact programs run beside the search."""
EXACT_SHARE = 0.9
"""Share of the budget at which the exact program of a small problem ends."""
SEARCH_SHARE, WORK_SHARE = 0.4, 0.8
"""Shares of a work limit at which the exact programs begin and end."""
FIRST_SEARCH_SHARE, FIRST_WINDOWS_SHARE = 0.3, 0.1
FIRST_ROUNDS = 40
FIRST_SHARE = 0.04
LAST_SHARE = 0.97
"""Share of the budget at which the search ends."""
STALLED_CELLS = 1_000
"""Open cells up to which cycles are short, and one without a better plan ends the search."""
SHORT_CYCLE = 0.06
MANY_GROUPS = 3_000
PRICE_FACTORS = (4.0, 2.0, 1.4, 3.0, 1.7, 4.0)
LISTED_EVERY = 40
"""Rounds of the ascent between two plans listed in the order of its mean waves."""
ANNEALED, MOSTLY_ANNEALED = 0.6, 0.85
"""Share of a cycle that is annealed, and where groups are many; in the rest, exact windows."""
RELAX_CELLS, RELAX_S, RELAX_POWER = 400_000, 60.0, 1.3
"""Cells (open ones, and arcs and ties times waves) up to which the relaxation is solved, the
seconds that so many take, and how these grow: 47,000 of the sample take 2.7 s of processor time."""
RELAX_SHARE = 0.5
"""Share of the time left that the relaxation may take."""
RELAX_ROUNDS = 8
ALWAYS_S = 0.8
"""Seconds that the relaxation may take even where hardly any are left: a plan needs its bound."""
NEAR_ROUNDS = 10
"""Rounds of the ascent right after the relaxation, whose prices are worth little without any."""
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
    ascent = DualAscent(instance)
    first_bound(track, ascent)
    if instance.open.size <= SMALL:
        search_first(track, search, upto=1.0)
        if solve_whole(track, options, share=EXACT_SHARE):
            return track.infeasible()
        if track.proven or track.stop.expired():
            return track.outcome()
    impossible = search_and_prove(track, search, ascent, options, live=start is not None)
    if impossible and track.wave is None:
        return track.infeasible()
    if track.wave is None and not track.stop.expired() and solve_whole(track, options, share=1.0):
        return track.infeasible()
    return track.outcome()


def search_and_prove(
    track: Track, search: PlanSearch, ascent: DualAscent, options: Options, *, live: bool
) -> bool:
    """Improve plan and bound until time or work is spent; return whether no plan exists."""
    exact = int(track.instance.open.sum()) <= EXACT_CELLS
    prices = bound_and_guide(track, search, ascent, live=live, exact=exact)
    if track.proven:
        return False
    programs = programs_for(track, ascent, prices, options.seed) if exact else None
    if programs is None or track.stop.work_limit is not None:
        search_in_cycles(track, search, ascent, None, upto=SEARCH_SHARE if exact else LAST_SHARE)
        if programs is not None and prove_in_turn(track, programs):
            return True
        search_in_cycles(track, search, ascent, None, upto=LAST_SHARE)
        raise_bound(track, ascent, upto=1.0)
        return False
    beside = RunBeside(track, programs)
    track.beside = beside.take
    search_in_cycles(track, search, ascent, beside, upto=LAST_SHARE)
    beside.finish()
    track.beside = None
    return beside.impossible


def bound_and_guide(
    track: Track, search: PlanSearch, ascent: DualAscent, *, live: bool, exact: bool
) -> Prices | None:
    """Bound, by the linear relaxation where there is time for it, and plans in its order."""
    large = track.instance.groups > MANY_GROUPS
    if live or not time_to_relax(track):
        # A list that leaves some without room has to be mended before much is known of it.
        unmended = large and not track.instance.keeps_rules(search.plan)
        anneal(track, search, upto=0.2 if live or unmended else 0.03, hot=WARM)
    prices = relax_first(track, ascent)
    if prices is None or not prices.final:
        raise_bound(track, ascent, upto=0.12 if exact else 0.7 if live or large else 0.35)
    take_guided(track, search, ascent)
    if prices is not None and not track.proven:
        search.set_prices(ascent.best.price_most, PRICE_FACTORS[0])
        search_first(track, search, upto=FIRST_SEARCH_SHARE)
        plan_windows_again(track, search, upto=FIRST_SEARCH_SHARE + FIRST_WINDOWS_SHARE)
    return prices


def search_in_cycles(
    track: Track, search: PlanSearch, ascent: DualAscent, beside: RunBeside | None, *, upto: float
) -> None:
    """Anneal and plan windows again, in turn, until a share of time or work is spent."""
    begin = spent(track)
    small = beside is not None and int(track.instance.open.sum()) <= STALLED_CELLS
    large = track.instance.groups > MANY_GROUPS
    factors = PRICE_FACTORS[:2] if large else PRICE_FACTORS
    for cycle, factor in enumerate(factors, 1):
        search.set_prices(ascent.best.price_most, factor)
        length = SHORT_CYCLE if small else (upto - begin) / len(factors)
        known = track.value
        # So many groups do not cool down again in the time there is.
        hot = WARM if large or cycle % 2 == 0 else HOT
        end = min(upto, begin + length * cycle)
        annealed = MOSTLY_ANNEALED if large else ANNEALED
        anneal(track, search, upto=end - length * (1.0 - annealed), hot=hot)
        plan_windows_again(track, search, upto=end)
        if beside is None:
            continue
        if beside.impossible:
            break
        if small and (track.value >= known or cycle == len(factors)) and track.wave is not None:
            # The plan is most likely the best there is: leave the machine to the proof.
            beside.wait(lambda: spent(track) >= LAST_SHARE or track.proven)
            break


def prove_in_turn(track: Track, programs: Programs) -> bool:
    """Run the exact programs on a share of the steps; return whether no plan exists."""
    stop = track.stop
    for program in programs.each():
        assert stop.work_limit is not None
        left = int(WORK_SHARE * stop.work_limit) - stop.steps
        if left < of_root(int(program.instance.open.sum())) or track.proven:
            break
        answer = program.run(seconds=track.stop.net_s(None), steps=left, start=track.wave)
        stop.count(answer.steps)
        if answer.infeasible and not math.isfinite(programs.value):
            return True
        take_answer(track, answer, programs.bound(answer.bound))
        if answer.infeasible:
            track.raise_bound(programs.value, solver_bound=True)
            break
    return False


def take_answer(track: Track, answer: MipAnswer, bound: float) -> None:
    """Take over plan and bound of an exact program."""
    track.solver = solver_name()
    if answer.wave is not None:
        track.offer(answer.wave)
    if math.isfinite(bound):
        track.raise_bound(bound, solver_bound=True)


def first_bound(track: Track, ascent: DualAscent) -> None:
    """State a certified bound at once: some rounds of the ascent, one at the least."""
    for number in range(FIRST_ROUNDS):
        if number and spent(track) > FIRST_SHARE:
            break
        track.stop.count(ascent.steps)
        ascent.ascend(aim(track, ascent))
    track.raise_bound(*ascent.proof(), solver_bound=False)


def relax_first(track: Track, ascent: DualAscent) -> Prices | None:
    """Start the bound from the linear relaxation's prices where there is time for it."""
    if not time_to_relax(track):
        return None
    left = track.stop.remaining_s
    seconds = track.stop.net_s(None if left is None else max(ALWAYS_S, left * RELAX_SHARE))
    prices = relax(
        track.instance,
        ascent.cuts,
        seconds=math.inf if seconds is None else seconds,
        rounds=RELAX_ROUNDS,
    )
    if prices is not None:
        track.stop.count(prices.steps)
        ascent.begin(prices)
        for _ in range(NEAR_ROUNDS):
            ascent.ascend(aim(track, ascent))
        track.raise_bound(*ascent.proof(), solver_bound=False)
    return prices


def time_to_relax(track: Track) -> bool:
    """Whether the linear relaxation is likely to be solved in its share of the time left."""
    cells, left = relaxed_cells(track.instance), track.stop.remaining_s
    expected_s: float = RELAX_S * (cells / RELAX_CELLS) ** RELAX_POWER
    if left is None and track.stop.work_limit is not None:
        left = (track.stop.work_limit - track.stop.steps) / STEPS_A_SECOND
    if left is None:
        return cells <= RELAX_CELLS
    return expected_s <= max(ALWAYS_S, RELAX_SHARE * left)


def first_plan(track: Track, start: Ints | None) -> Ints:
    """Offer the list plans (and the plan given, set in order); return the best to start from.

    That one may break limits: a list by worth that leaves a few without room is soon mended, and
    then far better than the list by dates that has room for all.
    """
    instance = track.instance
    plans = []
    if start is not None:
        # Earlier waves first: list scheduling keeps an old plan's sequence and mends its limits.
        plans.append(list_plan(instance, -start.astype(float)))
    plans += [list_plan(instance, priority) for priority in priorities(instance)]
    for plan in plans:
        track.offer(plan)
    if start is not None and track.wave is not None:
        return track.wave.astype(np.int64)
    prices = unit_prices(instance)
    return min(plans, key=lambda plan: priced_value(instance, plan, prices))


def raise_bound(track: Track, ascent: DualAscent, *, upto: float) -> None:
    """Raise the bound until a share of the budget is spent or nothing more is gained."""
    while spent(track) < upto and not ascent.settled and not track.proven:
        for _ in range(10):
            track.stop.count(ascent.steps)
            ascent.ascend(aim(track, ascent))
            if spent(track) >= upto:
                break
        if not ascent.guided and ascent.iterations % LISTED_EVERY < 10:
            # The steps aim at the best plan: a better one makes them the right length.
            track.offer(list_plan(track.instance, -ascent.mean_label))
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
    return float(np.abs(track.instance.cost).max(axis=1).sum()) + 1.0


def solve_whole(track: Track, options: Options, *, share: float) -> bool:
    """Run the exact program; return whether it proved that no plan exists."""
    stop = track.stop
    left = stop.remaining_s
    answer = solve_exactly(
        track.instance,
        seconds=stop.net_s(None if left is None else left * share),
        steps=None if stop.steps_left is None else int(share * stop.steps_left),
        gap=track.gap_asked,
        seed=options.seed,
        start=track.wave,
    )
    stop.count(answer.steps)
    if answer.infeasible:
        track.solver = solver_name()
        return track.wave is None
    take_answer(track, answer, answer.bound)
    return False
