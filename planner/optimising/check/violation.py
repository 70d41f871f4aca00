"""What the checker finds, and what its rules share; standard library only.

A limit holds where it is kept to 1e-6 of max(1, |limit|). Sums are exact (``math.fsum``), so the
order of the workloads never decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.errors import Message, message

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
    sentence: Message
    names: tuple[str, ...] = ()
    id: str | None = None
    wave: int | None = None


def outside(total: float, at_least: float | None, at_most: float | None) -> Iterator[Message]:
    """Say on which side a total leaves its bounds; nothing where it keeps them."""
    if at_most is not None and total > at_most + TOLERANCE * max(1.0, abs(at_most)):
        yield message("errors.check.allows_at_most_but_is_used", at_most=at_most, total=total)
    if at_least is not None and total < at_least - TOLERANCE * max(1.0, abs(at_least)):
        yield message(
            "errors.check.asks_for_at_least_but_there_is",
            at_least=at_least,
            total=total,
        )


def listed(names: tuple[str, ...]) -> Message:
    """Name the first four, and how many more there are."""
    shown = tuple(message("errors.quoted", name=name) for name in names[:4])
    if len(names) <= 4:
        return message("errors.check.names", names=shown)
    return message("errors.check.and_more", names=shown, more=len(names) - 4)
