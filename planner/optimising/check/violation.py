"""What the checker finds, and what its rules share; standard library only.

A limit holds where it is kept to 1e-6 of max(1, |limit|). Sums are exact (``math.fsum``), so the
order of the workloads never decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.errors import Phrase, phrase

__all__ = ["TOLERANCE", "Violation", "listed", "outside"]

TOLERANCE = 1e-6
"""Relative tolerance of limits and of stated values, never finer than of 1."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: a rule broken, a figure misstated, a claim unfounded.

    ``kind`` is the rule's kind as in :class:`~planner.optimising.plan.RuleRef`, the figure's key in
    the plan file, or ``workload``, ``target``, ``wave`` where the plan is not even complete.
    """

    kind: str
    sentence: Phrase
    names: tuple[str, ...] = ()
    id: str | None = None
    wave: int | None = None


def outside(total: float, at_least: float | None, at_most: float | None) -> Iterator[Phrase]:
    """Say on which side a total leaves its bounds; nothing where it keeps them."""
    if at_most is not None and total > at_most + TOLERANCE * max(1.0, abs(at_most)):
        yield phrase(
            "allows at most {at_most:.10g}, but {total:.10g} is used", at_most=at_most, total=total
        )
    if at_least is not None and total < at_least - TOLERANCE * max(1.0, abs(at_least)):
        yield phrase(
            "asks for at least {at_least:.10g}, but there is {total:.10g}",
            at_least=at_least,
            total=total,
        )


def listed(names: tuple[str, ...]) -> Phrase:
    """Name the first four, and how many more there are."""
    shown = ", ".join(f'"{name}"' for name in names[:4])
    if len(names) <= 4:
        return phrase("{names}", names=shown)
    return phrase("{names} and {more} more", names=shown, more=len(names) - 4)
