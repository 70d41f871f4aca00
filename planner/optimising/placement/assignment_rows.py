"""The rules of placement as rows, one function per rule.

Allowed targets (:func:`~planner.optimising.placement.instance.unit_costs`) and groups on one target
(:func:`~planner.optimising.placement.instance.grouped`) need none: no column is left to break them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from planner.optimising.placement.instance import LIMIT_TOLERANCE, slack
from planner.optimising.placement.variables import Model

__all__ = [
    "RULES",
    "all_rules",
    "avoid_forbidden",
    "keep_limits",
    "keep_ties",
    "pay_for_platforms",
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


def keep_ties(model: Model) -> None:
    """Groups kept apart or together, by target or by the value v of an attribute.

    Apart: ``sum_{i in group} sum_{p: v(p) = v} x[i,p] <= 1`` for every value. Together, for every
    value and two neighbours i, j of the group: ``sum_{p: v(p) = v} x[i,p] = sum_{same p} x[j,p]``.
    """
    for tie in model.instance.ties:
        values = int(tie.value.max(initial=-1)) + 1
        if not tie.together:
            row = np.tile(tie.value, len(tie.units))
            model.add_rows(
                row, model.column[tie.units].ravel(), np.ones(len(row)),
                np.full(values, -np.inf), np.ones(values),
            )  # fmt: skip
            continue
        for one, other in pairwise(tie.units.tolist()):
            index = np.concatenate([model.column[one], model.column[other]])
            sign = np.repeat([1.0, -1.0], len(tie.value))
            zero = np.zeros(values)
            model.add_rows(np.tile(tie.value, 2), index, sign, zero, zero)


def keep_limits(model: Model) -> None:
    """An amount over chosen targets stays within its bounds.

    ``lower[l] <= sum_{i, p in T[l]} amount[l,i,p] x[i,p]`` and
    ``sum_{i, p in T[l]} amount[l,i,p] x[i,p] <= free[l] + step[l] * e[l]`` with whole steps e of
    extension, each at its toll. Bounds are widened by the checker's own tolerance, so that neither
    a bound nor "infeasible" depends on rounding. Rows are scaled by their largest amount.
    """
    instance = model.instance
    lower = instance.lower - slack(instance.lower, LIMIT_TOLERANCE)
    free = instance.free + slack(instance.free, LIMIT_TOLERANCE)
    for limit, (low, high) in enumerate(zip(lower, free, strict=True)):
        weight = instance.amount[limit, model.open_unit, model.open_target]
        index = np.flatnonzero(weight)
        weight, scale = weight[index], scale_of(model, limit)
        row = np.zeros(len(index), dtype=np.int64)
        step = instance.step[limit]
        if step > 0:
            most = float(round((instance.upper[limit] - instance.free[limit]) / step))
            extra = model.add_columns(np.array([instance.toll[limit]]), most, whole=True)
            model.add_rows(
                np.append(row, 0), np.append(index, extra), np.append(weight, -step) / scale,
                np.array([-np.inf]), np.array([high / scale]),
            )  # fmt: skip
            high = np.inf
        model.add_rows(
            row, index, weight / scale, np.array([low / scale]), np.array([high / scale])
        )


def pay_for_platforms(model: Model) -> None:
    """Somebody on a platform makes it cost: ``sum_{p in T} x[i,p] <= o`` for each who may be."""
    for platform in model.instance.shared:
        used = model.add_columns(np.array([platform.cost]), 1.0)
        lines = np.where(platform.inside[None, :], model.column[platform.units], -1)
        rows = np.arange(len(platform.units))
        row = np.repeat(rows, lines.shape[1])
        model.add_rows(
            np.concatenate([row, rows]),
            np.concatenate([lines.ravel(), np.full(len(rows), used)]),
            np.repeat([1.0, -1.0], [len(row), len(rows)]),
            np.full(len(rows), -np.inf), np.zeros(len(rows)),
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


RULES: Final = (place_once, keep_ties, keep_limits, avoid_forbidden, pay_for_platforms)
"""Every rule that is rows; allowed targets and groups on one target are in the columns already."""


def all_rules(model: Model) -> None:
    """Add every rule."""
    for rule in RULES:
        rule(model)
