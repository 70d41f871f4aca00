"""Both ends move in the same wave."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule

__all__ = ["Together"]


@dataclass(frozen=True, slots=True)
class Together(OrderRule):
    """In one wave: ``z[i,w] <= z[j,w] + stay[j]`` and ``z[j,w] <= z[i,w] + stay[i]``."""

    kind = "together"
    orders = DependencyKind.TOGETHER
    either_way = True
