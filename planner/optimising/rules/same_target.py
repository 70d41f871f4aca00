"""Groups that go to one target."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.rules.groups import GroupRule

__all__ = ["SameTarget"]


@dataclass(frozen=True, slots=True)
class SameTarget(GroupRule):
    """A group shares one target: ``x[i,p] = x[j,p]``."""

    kind = listed = "same_target"
    agrees = True
