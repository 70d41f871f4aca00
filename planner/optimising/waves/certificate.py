"""What a bound rests on, and its evaluation from the problem itself.

A certificate is a set of prices and messages. Whatever numbers it holds, the sum below is at most
the value of every plan (weak duality), so nothing of how they were found has to be believed:

    bound = sum over groups of  min over open waves of (theta[g, x] + messages to g)
          + sum over edges  of  min over waves in order of (edge cost - its two messages)
          - sum price_most * limit + sum price_least * limit

where theta holds the cost of each cut-over (delay, costs of the wave, platforms until they are
left), the prices of the limits for all its work, and the prices of the hub inequalities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.cuts import HubCuts, hub_cuts
from planner.optimising.waves.instance import Instance

__all__ = ["WaveCertificate", "evaluate", "evaluate_on", "worth_trying"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

ROUNDING = 4e-13
"""Share of the terms' absolute sum taken off for rounding."""


@dataclass(frozen=True, slots=True)
class WaveCertificate:
    """Prices and messages behind a bound.

    Attributes
    ----------
    price_most, price_least
        [B] prices of the limits' bounds; negative ones count as 0.
    hub, forward, price_hub
        [K], [K], [K, R, W] hubs, their direction and the prices of their inequalities.
    head, tail
        [E + P, W] messages of every arc and tie to its first and second group.
    """

    price_most: Floats
    price_least: Floats
    hub: Ints
    forward: Ints
    price_hub: Floats
    head: NDArray[np.floating]
    tail: NDArray[np.floating]


def evaluate(
    problem: PlanningProblem, placement: Mapping[str, str], certificate: WaveCertificate
) -> float:
    """Bound that the certificate proves for this problem and placement, rounded down.

    Raises
    ------
    ValueError
        If the certificate's shapes are not those of the problem.
    """
    return evaluate_on(build_instance(problem, placement), certificate)


def evaluate_on(
    instance: Instance, certificate: WaveCertificate, cuts: HubCuts | None = None
) -> float:
    """Bound on an instance that is already built; ``cuts`` saves working them out again."""
    return bound_and_cells(instance, certificate, cuts)[0]


def worth_trying(
    instance: Instance, certificate: WaveCertificate, cuts: HubCuts, value: float
) -> NDArray[np.bool_]:
    """[G, W] open waves in which a plan better than ``value`` may still have the group.

    The bound is a sum of minima, one of them the group's own: with the group held in a wave that
    minimum becomes the wave's own cell, and the sum is a bound on all plans that have it there.
    """
    bound, theta = bound_and_cells(instance, certificate, cuts)
    least = np.where(instance.open, theta, np.inf).min(axis=1)
    margin = 1e-9 * max(1.0, abs(value))
    promising: NDArray[np.bool_] = bound + theta - least[:, None] < value + margin
    return instance.open & promising


def bound_and_cells(
    instance: Instance, certificate: WaveCertificate, cuts: HubCuts | None
) -> tuple[float, Floats]:
    """Return the bound, rounded down, and the cells [G, W] whose minima are its groups' part."""
    edges = len(instance.pred) + len(instance.tie_price)
    shape = (edges, instance.waves)
    if (
        certificate.head.shape != shape
        or certificate.tail.shape != shape
        or len(certificate.price_most) != len(instance.most)
    ):
        raise ValueError("The certificate belongs to another problem.")
    if cuts is None:
        cuts = hub_cuts(instance, certificate.hub, certificate.forward)
    most, least = positive(certificate.price_most), positive(certificate.price_least)
    ceiling = instance.ceiling
    most = np.where(np.isfinite(ceiling), most, 0.0)
    constant = -most * np.where(np.isfinite(ceiling), ceiling, 0.0) + least * instance.floor
    theta = instance.cost.copy()
    price = instance.by_wave(most - least, 0.0)
    for before, amounts in enumerate(instance.amounts):
        # What falls due k waves before the cut-over is paid at that wave's price.
        theta[:, before:] += np.einsum("rg,rw->gw", amounts, price[:, : instance.waves - before])
    charge_hubs(instance, cuts, positive(certificate.price_hub), theta)
    head = certificate.head.astype(np.float64)
    tail = certificate.tail.astype(np.float64)
    first = np.concatenate([instance.pred, instance.tie_first])
    second = np.concatenate([instance.succ, instance.tie_second])
    np.add.at(theta, first, head)
    np.add.at(theta, second, tail)
    nodes = np.where(instance.open, theta, np.inf).min(axis=1)
    arcs = edge_minima(instance, head, tail)
    total = float(constant.sum() + nodes.sum() + arcs.sum())
    # Cells of a group add up to a handful of terms each; their absolute sum limits the rounding.
    size = float(np.abs(constant).sum() + np.abs(arcs).sum())
    size += float(np.where(instance.open, np.abs(theta), 0.0).max(axis=1).sum())
    size += float(np.abs(head).max(axis=1, initial=0.0).sum())
    size += float(np.abs(tail).max(axis=1, initial=0.0).sum())
    return total - ROUNDING * size, theta


def positive(prices: NDArray[np.floating]) -> Floats:
    """Prices with what is negative or no number taken as 0."""
    return np.where(np.isfinite(prices) & (prices > 0), prices, 0.0).astype(np.float64)


def charge_hubs(instance: Instance, cuts: HubCuts, price: Floats, theta: Floats) -> None:
    """Add the hub inequalities' prices to theta."""
    waves = instance.waves
    for k, hub in enumerate(cuts.hub.tolist()):
        if not price[k].any():
            continue
        member = cuts.member[cuts.start[k] : cuts.start[k + 1]]
        if cuts.forward[k]:
            charge = np.cumsum(price[k][:, ::-1], axis=1)[:, ::-1]
            allowed = np.triu(np.ones((waves, waves)))
        else:
            charge = np.cumsum(price[k], axis=1) - price[k]
            allowed = np.tril(np.ones((waves, waves)), -1)
        theta[member] += instance.amounts[0][:, member].T @ charge
        theta[hub] -= np.einsum("rw,rxw,xw->x", price[k], cuts.room[k], allowed)


def edge_minima(instance: Instance, head: Floats, tail: Floats) -> Floats:
    """[E + P] least cost of each arc and tie, less its messages."""
    arcs, waves = len(instance.pred), instance.waves
    from_head = np.where(instance.open[instance.pred], -head[:arcs], np.inf)
    reached = np.minimum.accumulate(from_head, axis=1)
    strict = np.full_like(reached, np.inf)
    strict[:, 1:] = reached[:, :-1]
    reached = np.where(instance.lag[:, None] > 0, strict, reached)
    in_order = np.where(instance.open[instance.succ], reached - tail[:arcs], np.inf)
    if len(instance.tie_price):
        day = instance.tie_price[:, None] * instance.days[None, :]
        sooner = np.where(instance.open[instance.tie_first], -head[arcs:], np.inf)
        rising = np.minimum.accumulate(sooner - day, axis=1) + day
        falling = np.minimum.accumulate((sooner + day)[:, ::-1], axis=1)[:, ::-1] - day
        least = np.minimum(rising, falling) - tail[arcs:]
        tied = np.where(instance.open[instance.tie_second], least, np.inf)
    else:
        tied = np.zeros((0, waves))
    both = np.concatenate([in_order, tied])
    return both.min(axis=1) if len(both) else np.zeros(0)
