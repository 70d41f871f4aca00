"""Workloads whose targets do not share the value of an attribute, such as the site."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimising.rules.groups import GroupRule

__all__ = ["ApartBy"]


@dataclass(frozen=True, slots=True)
class ApartBy(GroupRule):
    """No two targets share a value: ``sum of x[i,p] over the list and the p of a value <= 1``.

    A target without the attribute has a value of its own.
    """

    kind = listed = "apart_by"
    agrees = False
