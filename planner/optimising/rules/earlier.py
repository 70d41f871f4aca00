"""What is needed moves in a strictly earlier wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.optimising.formulation import Formulation, Row
from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule, after
from planner.optimising.rules.part import Mark

__all__ = ["Earlier"]


@dataclass(frozen=True, slots=True)
class Earlier(OrderRule):
    """I needs j in a strictly earlier wave: ``z[i,w] <= z[j,w-1] + stay[j]``."""

    kind = "earlier"
    orders = DependencyKind.EARLIER

    def _rows(self, program: Formulation, i: int, j: int) -> Iterator[Row]:
        return (after(program, i, wave, j, wave - 1) for wave in range(1, program.waves + 1))

    @classmethod
    def _narrow(cls, mark: Mark, moved: int, *, needs: bool) -> None:
        if needs:
            mark.first = max(mark.first, moved + 1)
        else:
            mark.last = min(mark.last, moved - 1)
