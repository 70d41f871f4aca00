"""The linear program with products of choices, and the certificate that its prices are.

What the solver says of the program is not believed: its prices are messages and multipliers like
any others, and :func:`planner.optimising.placement.bound.evaluate` works out what they prove.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.placement.assignment_rows import (
    keep_limits,
    keep_ties,
    place_once,
    scale_of,
)
from planner.optimising.placement.bound import Certificate
from planner.optimising.placement.instance import Floats, Instance, Ints
from planner.optimising.placement.mip import loaded
from planner.optimising.placement.objective import cost_of_placing
from planner.optimising.placement.products import (
    Products,
    limits_by_products,
    separate_by_products,
)
from planner.optimising.placement.variables import Model, new_model
from planner.optimising.work import POINT_ENTRIES, READ_ENTRIES, points_within, run_counted

__all__ = ["certificate_by_products"]

FILLED_ENTRIES: Final = 5_000
"""Entries of the program from which on its factors fill, and an interior point takes longer."""
GOOD_POINTS: Final = 8
"""Interior points that bring nearly all of the bound; two to five bring less than one."""


def certificate_by_products(
    instance: Instance, limits: tuple[str, ...], stop: Stop
) -> Certificate | None:
    """Solve the linear program by an interior point method; None where ``stop`` leaves too little.

    Parameters
    ----------
    limits
        Ids of the limits, in the order of the instance.
    """
    model = new_model(instance)
    if not (model.column >= 0).any(axis=1).all():
        return None
    cost_of_placing(model)
    place_once(model)
    keep_ties(model)
    limit_row = model.rows
    keep_limits(model)
    products = separate_by_products(model)
    product_row = limits_by_products(model, products)
    session = loaded(model)
    session.set(solve_relaxation=True, solver="ipm", run_crossover="off")
    entries = session.solver.getNumRow() + session.solver.getNumNz()
    filled = max(1.0, math.sqrt(entries / FILLED_ENTRIES))
    seconds = stop.net_s(stop.remaining_s)
    if seconds is not None:
        session.set(time_limit=max(0.01, seconds))
    if stop.steps_left is not None:
        session.set(ipm_iteration_limit=points_of(stop.steps_left / filled, entries))
    session.solver.cbIpmInterrupt.subscribe(lambda event: event.interrupt(stop.cancelled))
    stop.count(round(filled * run_counted(session.solver)))
    price = session.row_prices()
    if len(price) != model.rows or not np.isfinite(price).all():
        return None
    prices = product_prices(model, price, product_row)
    to_first, to_second = messages(model, price, products, prices)
    _, member = np.unique(instance.unit_of, return_index=True)
    name = [instance.workloads[unit] for unit in member.tolist()]
    ends = zip(instance.edge_first.tolist(), instance.edge_second.tolist(), strict=True)
    return Certificate(
        {
            limit: -float(price[limit_row + row]) / scale_of(model, row)
            for row, limit in enumerate(limits)
        },
        tuple((name[a], name[b]) for a, b in ends),
        to_first,
        to_second,
        {
            (limits[row], name[unit], instance.targets[target]): float(prices[row, unit, target])
            for row, unit, target in zip(*np.nonzero(prices), strict=True)
        },
    )


def points_of(steps: float, entries: int) -> int:
    """Interior points for so many steps, half of what is left of a limit.

    Where these are few: the good ones, if they take no more than twice what is left, or a single
    one.
    """
    points = points_within(round(steps), entries)
    if points >= GOOD_POINTS:
        return points
    read = math.ceil(POINT_ENTRIES / READ_ENTRIES)
    fits = points_within(round(4 * steps), entries) >= GOOD_POINTS + read
    return GOOD_POINTS if fits else 1


def product_prices(model: Model, price: Floats, product_row: Ints) -> Floats:
    """Price of each limit times a choice, not negative, shape (limits, units, targets)."""
    prices = np.where(product_row >= 0, -price[product_row], 0.0)
    scale = np.array([scale_of(model, row) for row in range(len(prices))])
    scaled: Floats = np.maximum(0.0, prices) / scale.reshape(-1, 1, 1)
    return scaled


def messages(
    model: Model, price: Floats, products: Products, prices: Floats
) -> tuple[Floats, Floats]:
    """Messages over all dependencies: of a settled end all it costs the other, else the prices."""
    instance = model.instance
    first, second, weight = instance.edge_first, instance.edge_second, instance.edge_weight
    settled = (model.column >= 0).sum(axis=1) == 1
    only = (model.column >= 0).argmax(axis=1)
    to_first = np.zeros((len(weight), len(instance.targets)))
    to_second = np.zeros_like(to_first)
    free = ~settled[first] & ~settled[second]
    to_first[free], to_second[free] = price[products.first_row], price[products.second_row]
    for one, other, to_other in ((first, second, to_second), (second, first, to_first)):
        chosen = settled[one] & ~settled[other]
        there, here = only[one[chosen]], other[chosen]
        uses = instance.amount[:, one[chosen], there]
        to_other[chosen] = weight[chosen, None] * instance.distance[there]
        to_other[chosen] += np.einsum("le,lep->ep", uses, prices[:, here])
    return to_first, to_second
