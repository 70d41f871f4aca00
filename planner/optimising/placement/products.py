"""Separation by products of choices, and limits multiplied by them: the form for dense problems.

Reformulation-linearization (Adams and Sherali 1986): ``y[e,p] = x[i,p] x[j,p]`` tells whether the
ends of a dependency are together on p, and a limit times ``x[i,p]`` says that whoever is there with
i has to fit beside it. Where every pair talks and targets are nearly full, this is what keeps the
linear program from spreading every workload over all targets, which parts nobody and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.optimising.placement.assignment_rows import scale_of
from planner.optimising.placement.instance import LIMIT_TOLERANCE, Floats, Instance, Ints, slack
from planner.optimising.placement.objective import settle
from planner.optimising.placement.variables import Model

__all__ = [
    "Products",
    "equal_distance",
    "limits_by_products",
    "products_pay",
    "separate_by_products",
]

DENSITY = 0.5
"""Share of all pairs that talk from which on a problem is dense."""
MOST_COLUMNS = 40_000
"""Products up to which the linear program takes some ten seconds."""


@dataclass(frozen=True, slots=True)
class Products:
    """Columns and rows of the products in a program.

    Attributes
    ----------
    first, second, weight
        Dependencies with two open ends.
    column
        Column of ``x[i,p] x[j,q]``, shape (edges, targets, targets), -1 where there is none; with
        equal distances only those with p = q are there.
    first_row, second_row
        Rows that tie it to the choice of either end, shape (edges, targets).
    """

    first: Ints
    second: Ints
    weight: Floats
    column: Ints
    first_row: Ints
    second_row: Ints


def products_pay(instance: Instance) -> bool:
    """Whether nearly every pair talks, limits bind, and the products are few enough."""
    pairs = instance.units * (instance.units - 1) / 2
    edges, targets = len(instance.edge_weight), len(instance.targets)
    columns = edges * (targets if equal_distance(instance.distance) else targets**2)
    limited = bool(np.isfinite(instance.upper).any())
    return limited and edges > 0 and edges >= DENSITY * pairs and columns <= MOST_COLUMNS


def equal_distance(distance: Floats) -> float | None:
    """The distance of every two targets where it is one and the same, above 0; else None."""
    apart = distance[~np.eye(len(distance), dtype=bool)]
    if not apart.size or np.ptp(apart) > 1e-12 * apart.max() or apart[0] <= 0:
        return None
    return float(apart[0])


def separate_by_products(model: Model) -> Products:
    """``sum weight[e] distance(p,q) x[i,p] x[j,q]`` with a column for each product.

    ``sum_q y[e,p,q] = x[i,p]`` and ``sum_p y[e,p,q] = x[j,q]``; with equal distances d it is
    ``weight[e] d (1 - sum_p y[e,p])`` with ``y[e,p] <= x[i,p]`` and ``y[e,p] <= x[j,p]``.
    """
    first, second, weight = settle(model)
    edges, targets = len(weight), len(model.instance.targets)
    length = equal_distance(model.instance.distance)
    wanted = (model.column[first] >= 0)[:, :, None] & (model.column[second] >= 0)[:, None, :]
    if length is not None:
        wanted &= np.eye(targets, dtype=bool)
    edge, p, q = np.nonzero(wanted)
    column = np.full((edges, targets, targets), -1, dtype=np.int64)
    if length is not None:
        model.offset += length * float(weight.sum())
        start = model.add_columns(-length * weight[edge])
    else:
        start = model.add_columns(weight[edge] * model.instance.distance[p, q])
    column[edge, p, q] = start + np.arange(len(edge))
    rows: list[Ints] = []
    for ends, lines in ((first, column), (second, column.transpose(0, 2, 1))):
        base = np.arange(edges * targets).reshape(edges, targets)
        row = np.concatenate([np.repeat(base.ravel(), targets), base.ravel()])
        index = np.concatenate([lines.ravel(), model.column[ends].ravel()])
        sign = np.repeat([1.0, -1.0], [edges * targets**2, edges * targets])
        zero = np.zeros(edges * targets)
        rows.append(model.rows + base)
        model.add_rows(row, index, sign, zero - (np.inf if length is not None else 0.0), zero)
    return Products(first, second, weight, column, rows[0], rows[1])


def limits_by_products(model: Model, products: Products) -> Ints:
    """A limit times a choice: ``sum_j sum_{q in T} amount[j,q] y[i,j,p,q] <= upper * x[i,p]``.

    Products that the program does not have count as 0, which only loosens it. Returns the row of
    each limit, unit and target, -1 where there is none.
    """
    instance = model.instance
    targets = len(instance.targets)
    upper = instance.upper + slack(instance.upper, LIMIT_TOLERANCE)
    number = np.full(instance.amount.shape, -1, dtype=np.int64)
    free = (model.column >= 0).sum(axis=1) > 1
    for limit in np.flatnonzero(np.isfinite(upper)).tolist():
        amount, scale = instance.amount[limit], scale_of(model, limit)
        here = amount.any(axis=0)
        if equal_distance(instance.distance) is None:
            here = np.ones(targets, dtype=bool)
        unit, target = np.nonzero((model.column >= 0) & free[:, None] & here)
        number[limit, unit, target] = np.arange(len(unit))
        taken = amount[unit, target] + settled_beside(model, amount)[unit]
        row, index = [np.arange(len(unit))], [model.column[unit, target]]
        weight = [(taken - upper[limit]) / scale]
        for ends, others, lines in (
            (products.first, products.second, products.column),
            (products.second, products.first, products.column.transpose(0, 2, 1)),
        ):
            uses = np.broadcast_to(amount[others][:, None, :], lines.shape)
            counted = (lines >= 0) & (uses > 0) & (number[limit][ends] >= 0)[:, :, None]
            edge, p, q = np.nonzero(counted)
            row.append(number[limit, ends[edge], p])
            index.append(lines[edge, p, q])
            weight.append(uses[edge, p, q] / scale)
        number[limit, unit, target] += model.rows
        model.add_rows(
            np.concatenate(row), np.concatenate(index), np.concatenate(weight),
            np.full(len(unit), -np.inf), np.zeros(len(unit)),
        )  # fmt: skip
    return number


def settled_beside(model: Model, amount: Floats) -> Floats:
    """What the settled partners of each unit use of a limit, shape (units,)."""
    instance = model.instance
    settled = (model.column >= 0).sum(axis=1) == 1
    only = (model.column >= 0).argmax(axis=1)
    uses = np.where(settled, amount[np.arange(instance.units), only], 0.0)
    beside = np.zeros(instance.units)
    np.add.at(beside, instance.edge_first, uses[instance.edge_second])
    np.add.at(beside, instance.edge_second, uses[instance.edge_first])
    return beside
