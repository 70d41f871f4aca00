"""Workloads of which no two go to one target."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.rules.groups import GroupRule

__all__ = ["Apart"]


@dataclass(frozen=True, slots=True)
class Apart(GroupRule):
    """No two of a list on one target: ``sum of x[i,p] over the list <= 1`` for every p."""

    kind = listed = "apart"
    agrees = False
