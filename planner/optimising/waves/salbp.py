"""Fewest waves under one steady limit, solved as a line: bounds, greedy starts, then the tree."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from planner.optimising.waves.salbp_line import Line, bits, least_stations, line_of
from planner.optimising.waves.salbp_search import Effort, LineSearch, fill_greedily, full_stations
from planner.optimising.waves.track import Track

__all__ = ["solve_line"]

TASKS = 1_000
LOOKS = 3_000_000
GREEDY_LOOKS = 1_500
GREEDY_SHARE = 5
PROBE_LOOKS = 20_000


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
    bound = least_stations(line)
    if bound > instance.waves:
        return True
    track.raise_bound(float(bound), solver_bound=False)
    turned = turned_round(line)
    start_greedily(track, line, turned)
    if track.proven or track.stop.expired():
        return False
    below = stations_known(track)
    backwards = width(turned, track) < width(line, track)
    search = LineSearch(
        line=turned if backwards else line,
        below=below,
        bound=max(bound, round(track.bound)),
        found=lambda stations: offer(track, line, stations[::-1] if backwards else stations),
    )
    if not search.run(Effort(track.stop, LOOKS)):
        return False
    if search.below > instance.waves:
        return True
    track.raise_bound(float(search.below), solver_bound=False)
    return False


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


def start_greedily(track: Track, line: Line, turned: Line) -> None:
    """Fill from both ends by many weighings of time, work that waits and followers."""
    effort = Effort(track.stop, LOOKS // GREEDY_SHARE)
    views = [(view, [view.work(after) for after in view.after]) for view in (line, turned)]
    weighings = product((0.0, 0.005, 0.01, 0.02), (0.0, 0.01, 0.02), (0.0, 0.02, 0.03))
    for waiting, followers, each in weighings:
        for view, later in views:
            if track.proven or effort.looks_left <= 0 or track.stop.expired():
                return
            worth = [
                time
                + waiting * (time + later[task])
                + (followers * view.after[task].bit_count() - each) * view.size / 10
                for task, time in enumerate(view.times)
            ]
            most = stations_known(track) - 1
            stations = fill_greedily(view, worth, GREEDY_LOOKS, effort, most)
            if stations is not None:
                offer(track, line, stations[::-1] if view is turned else stations)


def width(line: Line, track: Track) -> int:
    """How many first stations a line has, counted up to a point: the fewer, the better an end."""
    return sum(1 for _ in full_stations(line, 0, Effort(track.stop, PROBE_LOOKS)))
