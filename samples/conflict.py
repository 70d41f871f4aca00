"""The tiny sample as three people want it, each with a reason: no plan keeps all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from planner.model.programme import Programme
from planner.model.scenario import Decision, DecisionKind
from samples.bank.words import NAMES
from samples.tiny import tiny_programme

__all__ = ["conflict_decisions", "conflict_programme"]

PRIVATE_CORES: Final = 160.0
"""Either of the two systems finds room in it, both do not."""
WANTED: Final = (
    ("MBANK", 11, "Customers' data stay in house until the audit of 2028."),
    ("PAYHUB", 8, "The payment network's contract asks for machines of our own."),
)


def conflict_programme() -> Programme:
    """The tiny sample's programme with a small private cloud."""
    tiny = tiny_programme("en")
    return replace(
        tiny,
        targets=tuple(
            replace(target, capacity={**target.capacity, "cpu_cores": PRIVATE_CORES})
            if target.kind == "private"
            else target
            for target in tiny.targets
        ),
    )


def conflict_decisions() -> tuple[Decision, ...]:
    """Return what two people have fixed: both systems onto the private cloud."""
    return tuple(
        Decision(
            f"D{number}",
            DecisionKind.PIN_TARGET,
            (workload,),
            "private",
            reason,
            NAMES["en"][who],
            date(2026, 11, 16),
        )
        for number, (workload, who, reason) in enumerate(WANTED, 1)
    )
