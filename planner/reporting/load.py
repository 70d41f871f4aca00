"""Work of the teams by wave: each move's person-days in the waves in which they are worked.

``load[team, w] = sum over moves i, k of days[i, team][k]`` with ``w`` the wave of the cut-over less
``k``; the last entry of a move's list is worked in the wave of its cut-over. Person-days; the split
is that of the planning problem.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.model.study import Study
from planner.optimising.problem import ProblemWorkload
from planner.reporting.moves import Move

__all__ = ["TeamLoad", "team_loads", "waves_worked", "worked"]

_SAME: float = 1e-6


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """One team's work by wave; ``days[w - 1]`` and ``capacity[w - 1]`` are those of wave ``w``.

    ``capacity`` is None in a wave without a limit.
    """

    team: str
    days: tuple[float, ...]
    capacity: tuple[float | None, ...]

    def until(self, wave: int) -> float:
        """Person-days worked by the end of a wave."""
        return math.fsum(self.days[:wave])

    def room_until(self, wave: int) -> float | None:
        """Person-days the team has by the end of a wave; None where a wave has no limit."""
        found = [days for days in self.capacity[:wave] if days is not None]
        return math.fsum(found) if len(found) == wave else None


def worked(move: Move, known: ProblemWorkload | None) -> dict[str, dict[int, float]]:
    """Return the person-days of a move by team and wave; nothing where it has no wave.

    Effort that the problem does not split is worked in the wave of the cut-over, and what would
    have been worked before the first wave is worked in the first.
    """
    if move.wave is None:
        return {}
    found: dict[str, dict[int, float]] = {}
    for team, effort in move.effort_days.items():
        split = known.work(f"days.{team}", move.target) if known is not None else (effort,)
        if abs(math.fsum(split) - effort) > _SAME * max(1.0, effort):
            split = (effort,)
        for back, days in enumerate(reversed(split)):
            wave = max(1, move.wave - back)
            by_wave = found.setdefault(team, {})
            by_wave[wave] = by_wave.get(wave, 0.0) + days
    return found


def waves_worked(move: Move, known: ProblemWorkload | None) -> int:
    """Return in how many waves a move is worked on, that of its cut-over included; 0 for none."""
    return max((len(by_wave) for by_wave in worked(move, known).values()), default=0)


def team_loads(study: Study, moves: Sequence[Move]) -> tuple[TeamLoad, ...]:
    """Return the work of every team with work, over the whole calendar, in the teams' order."""
    known = {item.id: item for item in study.problem.workloads}
    waves = len(study.calendar)
    days: dict[str, list[float]] = {}
    for move in moves:
        for team, by_wave in worked(move, known.get(move.id)).items():
            line = days.setdefault(team, [0.0] * waves)
            for wave, amount in by_wave.items():
                line[wave - 1] += amount
    bounds = _bounds(study)
    none: tuple[float | None, ...] = (None,) * waves
    order = {team.id: place for place, team in enumerate(study.programme.teams)}
    named = sorted(days, key=lambda team: (order.get(team, len(order)), team))
    return tuple(TeamLoad(team, tuple(days[team]), bounds.get(team, none)) for team in named)


def _bounds(study: Study) -> Mapping[str, tuple[float | None, ...]]:
    """Person-days each team has in each wave, as the plan was checked against them."""
    return {
        limit.amount.removeprefix("days."): limit.at_most
        for limit in study.problem.wave_limits
        if limit.amount.startswith("days.") and limit.at_most is not None and not limit.periods
    }
