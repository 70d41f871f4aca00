"""A day for the cut-over of every move, inside its wave and outside every freeze.

Groups that must move in one wave share a day. Weekends are taken where there are any in the second
half of the wave; what others need comes first, then what is least risky. Money and rules count
with the wave's last open day, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.assessing.graph import components
from planner.reporting.figures import Figures, WaveFigures
from planner.reporting.moves import Move

__all__ = ["cut_over_days"]

_SATURDAY: Final = 5


def cut_over_days(figures: Figures) -> Mapping[str, date]:
    """Return the day of every move by workload id; the actual one where it has been entered."""
    found: dict[str, date] = {}
    for wave in figures.waves:
        if wave.actual_day is not None:
            found.update((move.id, wave.actual_day) for move in wave.moves)
            continue
        days = _open_days(figures, wave)
        groups = _in_order(figures, _groups(figures, wave))
        for place, group in enumerate(groups):
            day = days[-(-(place + 1) * len(days) // len(groups)) - 1]
            found.update((move.id, day) for move in group)
    return found


def _open_days(figures: Figures, wave: WaveFigures) -> list[date]:
    """Open Saturdays of the second half of a wave, else its open days; never none."""
    half = (wave.slot.last_day - wave.slot.first_day).days // 2
    first = min(wave.slot.first_day + timedelta(days=half), wave.cut_over)
    count = (wave.cut_over - first).days + 1
    freezes = figures.study.programme.freezes
    days = [
        day
        for day in (first + timedelta(days=offset) for offset in range(count))
        if not any(one.first_day <= day <= one.last_day for one in freezes)
    ]
    return [day for day in days if day.weekday() == _SATURDAY] or days or [wave.cut_over]


def _groups(figures: Figures, wave: WaveFigures) -> list[list[Move]]:
    """The moves of a wave by what must be cut over in one go."""
    place = {move.id: number for number, move in enumerate(wave.moves)}
    ties = [group.workloads for group in figures.study.assessment.groups]
    ties += [
        (link.source, link.needed)
        for link in figures.study.problem.dependencies
        if link.kind.value == "together"
    ]
    for names in ties:
        inside = [name for name in names if name in place]
        numbers = {place[name] for name in inside}
        if len(numbers) > 1:
            least = min(numbers)
            place = {name: least if at in numbers else at for name, at in place.items()}
    found: dict[int, list[Move]] = {}
    for move in wave.moves:
        found.setdefault(place[move.id], []).append(move)
    return list(found.values())


def _in_order(figures: Figures, groups: Sequence[list[Move]]) -> list[list[Move]]:
    """What others need first, then the least risky; those in a circle become one group."""
    of = {move.id: number for number, group in enumerate(groups) for move in group}
    needs: list[list[int]] = [[] for _ in groups]
    for link in figures.study.problem.dependencies:
        one, other = of.get(link.source), of.get(link.needed)
        if one is not None and other is not None and one != other and link.kind.value != "free":
            needs[one].append(other)
    depth: dict[int, int] = {}
    found = []
    for members in components(needs):  # what is needed comes before what needs it
        inside = set(members)
        below = {other for member in members for other in needs[member]} - inside
        level = max((depth[other] for other in below), default=-1) + 1
        depth.update(dict.fromkeys(members, level))
        moves = [move for member in members for move in groups[member]]
        found.append((level, max(move.risk for move in moves), moves[0].id, moves))
    return [moves for *_, moves in sorted(found, key=lambda item: item[:3])]
