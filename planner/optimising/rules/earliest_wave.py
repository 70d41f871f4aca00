"""The first wave in which a workload may cut over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.optimising.formulation import Formulation, Terms, summed
from planner.optimising.rules.window import WindowRule

__all__ = ["EarliestWave"]


@dataclass(frozen=True, slots=True)
class EarliestWave(WindowRule):
    """It binds who moves: ``sum over w < earliest of z[i,w] <= 0``, the waves it is early by."""

    kind = "earliest_wave"
    eased = "earlier"

    @classmethod
    def closed(cls, end: int, waves: int) -> Sequence[int]:
        """Return the waves before it."""
        return range(1, min(end, waves + 1))

    @classmethod
    def shifted(cls, end: int, waves: int) -> int:
        """Return the wave so many earlier."""
        return max(1, end - waves)

    def missed(self, program: Formulation, i: int, end: int) -> Terms:
        """Waves past the last count too, so that the row says how far it is missed."""
        last = program.waves
        terms = summed(program.moved(i, wave) for wave in range(1, min(end, last + 1)))
        for column in program.moved(i, last) if end > last else ():
            terms[column] += end - 1 - last
        return terms
