"""What is needed moves in a strictly earlier wave."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.problem import DependencyKind
from planner.optimising.rules.order import OrderRule

__all__ = ["Earlier"]


@dataclass(frozen=True, slots=True)
class Earlier(OrderRule):
    """I needs j in a strictly earlier wave: ``z[i,w] <= z[j,w-1] + stay[j]``."""

    kind = "earlier"
    orders = DependencyKind.EARLIER
    lag = 1
