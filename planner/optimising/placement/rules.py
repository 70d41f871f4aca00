"""The rules of placement as rows, one function per rule.

Allowed targets (:func:`~planner.optimising.placement.instance.unit_costs`) and groups on one target
(:func:`~planner.optimising.placement.instance.grouped`) need none: no column is left to break them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from planner.optimising.placement.instance import LIMIT_TOLERANCE, slack
from planner.optimising.placement.variables import Model

__all__ = [
    "RULES",
    "all_rules",
    "avoid_forbidden",
    "keep_apart",
    "keep_limits",
    "place_once",
    "scale_of",
]


def place_once(model: Model) -> None:
    """Every workload goes to exactly one of its targets: ``sum_p x[i,p] = 1``."""
    units = model.instance.units
    one = np.ones(units)
    model.add_rows(
        model.open_unit, np.arange(len(model.open_unit)), np.ones(len(model.open_unit)), one, one
    )


def keep_apart(model: Model) -> None:
    """Of a group kept apart no two share a target: ``sum_{i in group} x[i,p] <= 1`` for every p."""
    targets = len(model.instance.targets)
    for group in model.instance.apart_groups:
        row = np.tile(np.arange(targets), len(group))
        model.add_rows(
            row, model.column[group].ravel(), np.ones(len(row)),
            np.full(targets, -np.inf), np.ones(targets),
        )  # fmt: skip


def keep_limits(model: Model) -> None:
    """An amount over chosen targets stays within its bounds.

    ``lower[l] <= sum_{i, p in T[l]} amount[l,i,p] x[i,p] <= upper[l]``. Bounds are widened by
    the checker's own tolerance, so that neither a bound nor "infeasible" depends on rounding.
    Rows are scaled by their largest amount.
    """
    instance = model.instance
    lower = instance.lower - slack(instance.lower, LIMIT_TOLERANCE)
    upper = instance.upper + slack(instance.upper, LIMIT_TOLERANCE)
    for limit, (low, high) in enumerate(zip(lower, upper, strict=True)):
        weight = instance.amount[limit, model.open_unit, model.open_target]
        index = np.flatnonzero(weight)
        scale = scale_of(model, limit)
        model.add_rows(
            np.zeros(len(index), dtype=np.int64), index, weight[index] / scale,
            np.array([low / scale]), np.array([high / scale]),
        )  # fmt: skip


def scale_of(model: Model, limit: int) -> float:
    """Unit of a limit's rows: the largest amount that an open choice may take of it."""
    weight = model.instance.amount[limit, model.open_unit, model.open_target]
    return float(weight.max(initial=0.0)) or 1.0


def avoid_forbidden(model: Model) -> None:
    """A forbidden combination S is not chosen whole: ``sum_{(i,p) in S} x[i,p] <= |S| - 1``."""
    for units, targets in model.instance.forbidden:
        index = model.column[units, targets]
        model.add_rows(
            np.zeros(len(index), dtype=np.int64), index, np.ones(len(index)),
            np.array([-np.inf]), np.array([len(index) - 1.0]),
        )  # fmt: skip


RULES: Final = (place_once, keep_apart, keep_limits, avoid_forbidden)
"""Every rule that is rows; allowed targets and groups on one target are in the columns already."""


def all_rules(model: Model) -> None:
    """Add every rule."""
    for rule in RULES:
        rule(model)
