"""What is needed moves in the same or an earlier wave."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule

__all__ = ["Before"]


@dataclass(frozen=True, slots=True)
class Before(OrderRule):
    """I needs j in the same wave or sooner: ``z[i,w] <= z[j,w] + stay[j]``."""

    kind = "before"
    orders = DependencyKind.BEFORE
