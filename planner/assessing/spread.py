"""Work of a move over several waves: effort is never cut, it begins earlier.

A move takes ``n`` consecutive waves with its cut-over in the last: ``n`` from a stated duration,
else the least for which no team has more than half of its smallest open capacity to do in one of
them; a group that moves at once is taken as one. The effort of each team is the same in all.

A team whose capacity nobody gave binds nobody, yet does not do years of work in one wave: it is
taken to have the usual room, and the move as few waves as that asks for, never so many that it
stands in the way of a plan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.errors import message
from planner.model.rules import Words
from planner.optimising.problem import Amount

__all__ = ["PART", "Spread", "Usual", "spread_effort", "spread_notes"]

PART: Final = 0.5
"""Share of a team's smallest open capacity that one move may ask for in one wave."""

type Days = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Person-days by workload, target and team."""
type Spread = dict[str, dict[str, dict[str, Amount]]]
"""The same, as lists where work takes more than one wave."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Room in person-days a wave of a team without capacity; for how many waves, by workload."""

    room: float = 0.0
    most: Mapping[str, int] = field(default_factory=dict)


def spread_effort(
    days: Days,
    smallest: Mapping[str, float],
    groups: Iterable[Sequence[str]],
    stated: Mapping[str, int],
    most: Mapping[str, int],
    usual: Usual = Usual(),
) -> Spread:
    """Return person-days by workload, target and team, spread over as many waves as they take.

    Parameters
    ----------
    smallest
        Smallest open capacity in person-days by team; one without has the ``usual`` room.
    groups
        Workloads that cut over in one wave.
    stated
        Waves a move takes by workload, where somebody has said so.
    most
        Waves that are there at most, by workload: those whose wave is history.
    """
    waves: dict[str, int] = {}
    for unit in (*((name,) for name in days), *groups):
        free = [name for name in unit if name not in stated]
        least = _least(days, unit, smallest, usual)
        for name in free:
            waves[name] = max(waves.get(name, 1), least)
    waves.update(stated)
    found: Spread = {}
    for name, by_target in days.items():
        count = min(waves.get(name, 1), most.get(name, waves.get(name, 1)))
        found[name] = {
            target: {team: _over(effort, count) for team, effort in teams.items()}
            for target, teams in by_target.items()
        }
    return found


def _least(days: Days, unit: Sequence[str], smallest: Mapping[str, float], usual: Usual) -> int:
    """The least number of waves for which no team does more than its part in one of them."""
    need: dict[str, float] = {}
    for name in unit:
        worst: dict[str, float] = {}
        for teams in days.get(name, {}).values():
            for team, effort in teams.items():
                worst[team] = max(worst.get(team, 0.0), effort)
        for team, effort in worst.items():
            need[team] = need.get(team, 0.0) + effort
    count = 1
    latest = min((usual.most.get(name, 1) for name in unit), default=1)
    for team, effort in need.items():
        room = smallest.get(team, 0.0)
        if room > 0:
            count = max(count, math.ceil(effort / (PART * room) - 1e-9))
        elif usual.room > 0:
            count = max(count, min(latest, math.ceil(effort / (PART * usual.room) - 1e-9)))
    return count


def _over(effort: float, count: int) -> Amount:
    return effort if count == 1 else (effort / count,) * count


def spread_notes(spread: Spread, waves: int, named: Callable[[str], str]) -> tuple[Words, ...]:
    """Say which moves take more than one wave, the longest first.

    Parameters
    ----------
    spread
        Waves of work by workload.
    waves
        How many there are.
    named
        What the notes call a workload, by its id.
    """
    lengths = {
        name: max(
            (len(effort) for teams in by_target.values() for effort in teams.values()
             if isinstance(effort, tuple)),
            default=1,
        )
        for name, by_target in spread.items()
    }  # fmt: skip
    long = sorted((-count, name) for name, count in lengths.items() if count > 1)
    notes = []
    for count, name in long:
        notes.append(message("assessing.note.team_needs_waves", named=named(name), waves=-count))
        if -count > waves > 0:
            notes.append(message("assessing.note.too_few_waves", named=named(name), waves=waves))
    return tuple(notes)
