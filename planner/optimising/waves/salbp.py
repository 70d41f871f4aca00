"""Fewest waves under one steady limit, solved as a line: bounds, greedy starts, then the tree.

The tree is searched from both ends by turns; whichever ends first has proven the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.waves.salbp_counting import counting_bound_of
from planner.optimising.waves.salbp_line import Line, bits, least_stations, line_of
from planner.optimising.waves.salbp_search import (
    DIVING_LOOKS,
    OWN_LOOKS,
    LineSearch,
    LineView,
    Progressed,
    fill_greedily,
    first_stations,
    view_of,
)
from planner.optimising.waves.track import Track

__all__ = ["search_line", "solve_line"]

TASKS: Final = 1_000
LOOKS_PER_STEP: Final = 256
SLICE: Final = 400_000
"""Part-filled stations looked at from one end before the other has its turn."""
DIVES: Final = 40
"""Slices from each end in which states are only looked into, for good plans soon."""
WAITING: Final = (0.0, 0.005, 0.01, 0.015, 0.02, 0.05)
FOLLOWERS: Final = (0.0, 0.005, 0.02, 0.5)
"""What the work that waits for a task, and each task that does, count beside its own time."""
GREEDY_STEPS: Final = 20
PROBE_LOOKS: Final = 20_000


def solve_line(track: Track) -> bool:
    """Solve a wave problem that is a line; return whether no plan exists at all.

    Plans and bounds go to the track, which may be proven afterwards or not; a problem that is
    no line, or too long a one, is left as it is.
    """
    instance = track.instance
    line = line_of(instance) if instance.groups <= TASKS else None
    if line is None or track.stop.expired():
        return False
    track.solver = "branch, bound and remember"
    bound = max(least_stations(line), counting_bound_of(line.times, line.size))
    if bound > instance.waves:
        return True
    track.raise_bound(float(bound), solver_bound=False)
    turned = turned_round(line)
    views = view_of(line), view_of(turned)
    start_greedily(track, *views)
    if track.proven or track.stop.expired():
        return False
    below = search_line(
        *views,
        stations_known(track),
        max(bound, round(track.bound)),
        track.stop,
        lambda stations: offer(track, line, stations),
    )
    if below is None:
        return False
    if below > instance.waves:
        return True
    track.raise_bound(float(below), solver_bound=False)
    return False


def search_line(
    forward: LineView,
    backward: LineView,
    below: int,
    bound: int,
    stop: Stop,
    found: Callable[[list[int]], None],
) -> int | None:
    """Search from both ends by turns for plans of fewer stations than ``below``.

    Returns
    -------
    int or None
        The least number of stations, if it is less than ``below``, else ``below``; None where
        that was not proven.
    """
    views = [forward, backward]
    if first_stations(backward, PROBE_LOOKS) < first_stations(forward, PROBE_LOOKS):
        views.reverse()
    for own_looks, slices in ((DIVING_LOOKS, DIVES), (OWN_LOOKS, None)):
        ends = [LineSearch(view, below, bound, own_looks=own_looks) for view in views]
        turns = 0
        while ends and not stop.expired() and (slices is None or turns < slices):
            turns += 1
            for search in list(ends):
                search.below = below
                answer = search.run(SLICE)
                stop.count(SLICE // LOOKS_PER_STEP)
                if search.below < below:
                    below = search.below
                    stations = search.plan()
                    found(stations if search.view is forward else stations[::-1])
                if below <= bound or (answer is Progressed.DONE and search.proven):
                    return below
                if answer is not Progressed.ON:
                    ends.remove(search)
                if stop.expired():
                    break
    return None


def stations_known(track: Track) -> int:
    """Stations of the best plan, or one more than there are waves."""
    return track.instance.waves + 1 if track.wave is None else round(track.value)


def offer(track: Track, line: Line, stations: list[int]) -> None:
    """Offer a plan of stations as waves."""
    wave = np.zeros(len(line.times), dtype=np.int64)
    for number, station in enumerate(stations):
        for task in bits(station):
            wave[line.names[task]] = number
    track.offer(wave)


def turned_round(line: Line) -> Line:
    """Return the line read from its end, its tasks numbered as they were.

    A rival must have a later number, which is what keeps tasks that are alike from dominating
    one another in a circle.
    """
    count = len(line.times)
    rivals = []
    for task in range(count):
        found = 0
        for other in range(count):
            longer = line.times[other] > line.times[task]
            same = line.times[other] == line.times[task]
            if other == task or line.before[task] & ~line.before[other] or not (longer or same):
                continue
            if longer or line.before[task] != line.before[other] or other > task:
                found |= 1 << other
        rivals.append(found)
    return replace(
        line,
        needs=line.frees,
        frees=line.needs,
        before=line.after,
        after=line.before,
        rivals=tuple(rivals),
    )


def start_greedily(track: Track, forward: LineView, backward: LineView) -> None:
    """Fill from both ends by many weighings of time, work that waits and followers."""
    views = []
    for view in (forward, backward):
        line = view.line
        later = np.array([line.work(after) for after in line.after], float)
        many = np.array([after.bit_count() for after in line.after], float)
        views.append((view, np.array(line.times, float), later, many))
    weighings = product(WAITING, FOLLOWERS, (1_000, 5_000))
    for waiting, followers, looks in weighings:
        for view, times, later, many in views:
            if track.proven or track.stop.expired():
                return
            worth = times + waiting * (times + later) + followers * many
            stations = fill_greedily(view, worth, looks, stations_known(track) - 1)
            track.stop.count(GREEDY_STEPS)
            if stations is not None:
                offer(track, forward.line, stations[::-1] if view is backward else stations)
