"""Workloads whose targets share the value of an attribute, such as the technology."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.rules.groups import GroupRule

__all__ = ["Same"]


@dataclass(frozen=True, slots=True)
class Same(GroupRule):
    """All targets share a value: ``sum of x[i,p] over p of a value = sum of x[j,p]``.

    A target without the attribute has a value of its own.
    """

    kind = listed = "same"
    agrees = True
