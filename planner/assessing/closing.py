"""The closing of the year: weeks in which a field's closing systems are not cut over.

Part of the freezes that are usual in a field, so it holds where none are given. It closes a wave
by the day of its cut-over, and never stands in the way of a plan: what has a date or a pin, or what
those need, is left out, and so are the last two waves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from planner.assessing.field_profiles import YearlyFreeze, field_profile
from planner.assessing.ramp import closure
from planner.model.programme import Programme
from planner.optimising.problem import ProblemDependency

__all__ = ["closing_waves", "closings_of"]

LEFT_OPEN = 2
"""Waves at the end of the calendar that are never closed."""


def closings_of(programme: Programme) -> tuple[YearlyFreeze, ...]:
    """Return the closings that count: the field's, where the freezes are its own as well."""
    profile = field_profile(programme.field)
    usual = {span.name.en for span in profile.frozen}
    given = {freeze.name for freeze in programme.freezes}
    return profile.closings if given and given <= usual else ()


def closing_waves(
    programme: Programme,
    days: Sequence[date],
    kinds: Mapping[str, str],
    windows: Mapping[str, tuple[int | None, int | None]],
    dependencies: Collection[ProblemDependency],
) -> dict[str, tuple[int, ...]]:
    """Return the waves that are closed to a workload, by its id.

    Parameters
    ----------
    days
        Day of the cut-over of each wave.
    kinds
        Kind of system by workload id, guessed ones too.
    windows
        First and last wave by workload id, None where nothing binds.
    """
    closings = closings_of(programme)
    if not closings or len(days) <= LEFT_OPEN:
        return {}
    bound = closure((key for key, ends in windows.items() if any(ends)), dependencies)
    found = {}
    for name, kind in kinds.items():
        spans = [span for span in closings if kind in span.kinds]
        waves = tuple(
            wave
            for wave, day in enumerate(days[:-LEFT_OPEN], 1)
            if any(span.first <= (day.month, day.day) <= span.last for span in spans)
        )
        if waves and name not in bound and not bound & closure((name,), dependencies):
            found[name] = waves
    return found
