"""The last wave in which a workload may cut over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.optimising.formulation import Formulation, Terms
from planner.optimising.rules.window import WindowRule

__all__ = ["LatestWave"]


@dataclass(frozen=True, slots=True)
class LatestWave(WindowRule):
    """It binds who moves: ``sum over w >= latest of (z[i,last] - z[i,w]) <= 0``, waves too late."""

    kind = "latest_wave"
    eased = "later"
    spared = 4

    @classmethod
    def closed(cls, end: int, waves: int) -> Sequence[int]:
        """Return the waves after it."""
        return range(max(0, end) + 1, waves + 1)

    @classmethod
    def shifted(cls, end: int, waves: int) -> int:
        """Return the wave so many later."""
        return end + waves

    def missed(self, program: Formulation, i: int, end: int) -> Terms:
        """Return the waves after it until the move."""
        return program.late(i, end)
