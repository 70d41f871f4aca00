"""What is needed moves in the same or an earlier wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.optimising.formulation import Formulation, Row
from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule, after
from planner.optimising.rules.part import Mark

__all__ = ["Before"]


@dataclass(frozen=True, slots=True)
class Before(OrderRule):
    """I needs j in the same wave or sooner: ``z[i,w] <= z[j,w] + stay[j]``."""

    kind = "before"
    orders = DependencyKind.BEFORE

    def _rows(self, program: Formulation, i: int, j: int) -> Iterator[Row]:
        return (after(program, i, wave, j, wave) for wave in range(1, program.waves))

    @classmethod
    def _narrow(cls, mark: Mark, moved: int, *, needs: bool) -> None:
        if needs:
            mark.first = max(mark.first, moved)
        else:
            mark.last = min(mark.last, moved)
