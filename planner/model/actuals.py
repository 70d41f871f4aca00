"""Plan and actual side by side, wave by wave: what a programme under way is asked every month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.model.scenario import WaveProgress
from planner.model.study import Study

__all__ = ["WaveActual", "effort_ratio", "plan_and_actual"]


@dataclass(frozen=True, slots=True)
class WaveActual:
    """One wave as planned and as it went.

    Attributes
    ----------
    state
        ``planned``, ``committed`` or ``done``.
    planned_day, actual_day
        Last cut-over by the calendar, and when it really was (None: not known yet).
    planned_days, actual_days
        Person-days by team; ``actual_days`` is empty where none were entered.
    workloads
        Ids of those that move, or moved, in it.
    """

    wave: int
    state: str
    planned_day: date
    actual_day: date | None
    planned_days: Mapping[str, float]
    actual_days: Mapping[str, float]
    workloads: tuple[str, ...]

    @property
    def late_days(self) -> int | None:
        """Calendar days after the plan; below 0: before it."""
        return None if self.actual_day is None else (self.actual_day - self.planned_day).days

    @property
    def more_effort(self) -> float | None:
        """Person-days over the plan, of the teams whose actual days are known."""
        if not self.actual_days:
            return None
        planned = sum(self.planned_days.get(team, 0.0) for team in self.actual_days)
        return sum(self.actual_days.values()) - planned


def plan_and_actual(study: Study) -> tuple[WaveActual, ...]:
    """Return every wave of the calendar that holds moves or progress."""
    progress: dict[int, WaveProgress] = {one.wave: one for one in study.scenario.progress}
    members: dict[int, list[str]] = {}
    for name, wave in (study.plan.wave or {}).items():
        if wave is not None:
            members.setdefault(wave, []).append(name)
    rows = []
    for number, slot in enumerate(study.calendar, 1):
        known = progress.get(number)
        names = tuple(members.get(number, ()))
        if known is None and not names:
            continue
        planned: dict[str, float] = {}
        for name in names:
            case = study.assessment.workloads[name].cases.get(study.plan.placement[name])
            for team, days in (case.effort_days if case is not None else {}).items():
                planned[team] = planned.get(team, 0.0) + days
        rows.append(
            WaveActual(
                number,
                known.state if known is not None else "planned",
                slot.last_day,
                known.actual_day if known is not None else None,
                planned,
                known.actual_effort_days if known is not None else {},
                names,
            )
        )
    return tuple(rows)


def effort_ratio(rows: tuple[WaveActual, ...]) -> float | None:
    """Actual over planned effort of all waves with actual days; None where there are none."""
    known = [row for row in rows if row.actual_days]
    actual = sum(sum(row.actual_days.values()) for row in known)
    planned = sum(row.planned_days.get(team, 0.0) for row in known for team in row.actual_days)
    return actual / planned if planned > 0 else None
