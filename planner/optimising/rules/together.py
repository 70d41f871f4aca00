"""Both ends move in the same wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.optimising.formulation import Formulation, Row
from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule, after
from planner.optimising.rules.part import Mark

__all__ = ["Together"]


@dataclass(frozen=True, slots=True)
class Together(OrderRule):
    """In one wave: ``z[i,w] <= z[j,w] + stay[j]`` and ``z[j,w] <= z[i,w] + stay[i]``."""

    kind = "together"
    orders = DependencyKind.TOGETHER
    either_way = True

    def _rows(self, program: Formulation, i: int, j: int) -> Iterator[Row]:
        for wave in range(1, program.waves):
            yield after(program, i, wave, j, wave)
            yield after(program, j, wave, i, wave)

    @classmethod
    def _narrow(cls, mark: Mark, moved: int, *, needs: bool) -> None:
        mark.first, mark.last = max(mark.first, moved), min(mark.last, moved)
