"""The days a steering committee looks at: decision, landing zones, first wave, end, payback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.reporting.figures import Figures
from planner.reporting.payback import payback_day
from planner.reporting.schedule import schedule_of

__all__ = ["Milestone", "milestones"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day and what it stands for.

    ``key`` is a key of the words (``milestone.<key>``); ``target`` the id of the target whose
    landing zone is ready, empty for the others.
    """

    day: date
    key: str
    target: str = ""


def milestones(figures: Figures) -> tuple[Milestone, ...]:
    """Return the milestones of a plan by date; what nobody has dated is left out."""
    programme = figures.study.programme
    found = []
    if programme.decision_date is not None:
        found.append(Milestone(programme.decision_date, "decision"))
    used = {move.target for move in figures.moving}
    found.extend(
        Milestone(target.ready_date, "ready", target.id)
        for target in figures.targets
        if target.ready_date is not None and target.id in used
    )
    if figures.waves:
        done = _cut_over(figures)
        found.append(Milestone(done[figures.waves[0].number], "first"))
        half = _half(figures, done)
        if half is not None:
            found.append(Milestone(half, "half"))
        if len(figures.waves) > 1:
            found.append(Milestone(max(done.values()), "last"))
    payback = payback_day(figures)
    if payback is not None:
        found.append(Milestone(payback, "payback"))
    return tuple(sorted(found, key=lambda item: (item.day, item.key, item.target)))


def _cut_over(figures: Figures) -> dict[int, date]:
    """Day of the last cut-over of every wave."""
    days = schedule_of(figures).moves
    return {
        wave.number: max(days[move.id].cut_over for move in wave.moves) for wave in figures.waves
    }


def _half(figures: Figures, days: Mapping[int, date]) -> date | None:
    """Day of the cut-over by which half has moved; None where it is the first or the last."""
    done = 0
    for wave in figures.waves[:-1]:
        done += len(wave.moves)
        if 2 * done >= len(figures.moving):
            return days[wave.number] if wave is not figures.waves[0] else None
    return None
