"""The certificate of a bound of the worth of both stages, and its evaluation from the problem.

Whatever prices and messages it holds, the sum below is at most the worth of every plan (weak
duality):

    sum over workloads of  min over targets and waves of (theta[i, p, s] + messages to i)
      + sum over edges of  min over what is allowed of (edge cost - its two messages)
      - what the prices say of the limits' bounds

where theta is cost, delay and cost of the wave, and the prices of what the move takes of limits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem
from planner.optimising.whole.instance import Floats, Whole, build_whole

__all__ = ["WorthCertificate", "constant_of", "evaluate", "evaluate_on", "theta_of"]

ROUNDING = 4e-13
"""Share of the terms' absolute sum taken off for rounding."""
CHUNK = 20_000
"""Edges looked at together."""


@dataclass(frozen=True, slots=True)
class WorthCertificate:
    """Prices and messages behind a bound.

    Attributes
    ----------
    price
        [R] of the limits of the placement: above 0 on the upper end, below 0 on the lower one.
    price_most, price_least
        [B] of the bounds of the wave limits; negative ones count as 0.
    head, tail
        [E, L] messages of every edge to its first and its second workload.
    """

    price: Floats
    price_most: Floats
    price_least: Floats
    head: NDArray[np.floating]
    tail: NDArray[np.floating]


def evaluate(problem: PlanningProblem, certificate: WorthCertificate) -> float:
    """Bound that the certificate proves of every plan's worth, rounded down.

    Raises
    ------
    ValueError
        If the certificate's shapes are not those of the problem.
    """
    return evaluate_on(build_whole(problem), certificate)


def evaluate_on(whole: Whole, certificate: WorthCertificate) -> float:
    """Bound on an instance that is already built."""
    edges = whole.edges
    shape = (len(edges.first), edges.distance.shape[1])
    prices = certificate.price, certificate.price_most, certificate.price_least
    sizes = len(whole.upper), len(whole.ceiling), len(whole.floor)
    if certificate.head.shape != shape or certificate.tail.shape != shape:
        raise ValueError("The certificate belongs to another problem.")
    if tuple(map(len, prices)) != sizes:
        raise ValueError("The certificate belongs to another problem.")
    price, most, least = (np.where(np.isfinite(one), one, 0.0) for one in prices)
    constant, size = constant_of(whole, price, most, least)
    theta = theta_of(whole, price, most, least)
    head, tail = certificate.head.astype(np.float64), certificate.tail.astype(np.float64)
    nodes, targets, states = theta.shape
    own = np.zeros((2, nodes, shape[1]))
    np.add.at(own, (edges.space, edges.first), head)
    np.add.at(own, (edges.space, edges.second), tail)
    theta += own[0, :, :targets, None]
    theta += own[1, :, None, :states]
    total = constant + float(theta.min(axis=(1, 2)).sum())
    for begin in range(0, shape[0], CHUNK):
        least_of = _edge_minima(whole, head, tail, slice(begin, begin + CHUNK))
        total += float(least_of.sum())
        size += float(np.abs(least_of).sum())
    size += float(np.where(np.isfinite(theta), np.abs(theta), 0.0).max(axis=(1, 2)).sum())
    size += float(np.abs(head).max(axis=1, initial=0.0).sum())
    size += float(np.abs(tail).max(axis=1, initial=0.0).sum())
    return total - ROUNDING * size


def _edge_minima(whole: Whole, head: Floats, tail: Floats, part: slice) -> Floats:
    """Least of every edge over what is allowed, less its messages; 0 where nothing is."""
    edges = whole.edges
    space = edges.space[part]
    cost = edges.weight[part, None, None] * edges.distance[space]
    cost -= head[part, :, None]
    cost -= tail[part, None, :]
    first, second = whole.opened[space, edges.first[part]], whole.opened[space, edges.second[part]]
    allowed = (first[:, :, None] & second[:, None, :]).astype(bool)
    allowed &= edges.clash[edges.kind[part]] == 0
    least = np.where(allowed, cost, np.inf).min(axis=(1, 2), initial=np.inf)
    return np.where(np.isfinite(least), least, 0.0)


def constant_of(whole: Whole, price: Floats, most: Floats, least: Floats) -> tuple[float, float]:
    """What prices say of bounds, and the size of it all."""
    bound = np.where(price > 0, whole.upper, whole.lower)
    priced = np.where((price != 0) & np.isfinite(bound), price, 0.0)
    terms = [-priced * np.where(np.isfinite(bound), bound, 0.0)]
    # The bound holds with every step of extension; a step that is not taken gives its price back.
    terms.append(np.minimum(np.maximum(0.0, priced), whole.toll) * whole.reach)
    ceiling = np.where(np.isfinite(whole.ceiling), whole.ceiling, 0.0)
    terms.append(-np.where(np.isfinite(whole.ceiling), np.maximum(0.0, most), 0.0) * ceiling)
    terms.append(np.maximum(0.0, least) * whole.floor)
    return float(sum(term.sum() for term in terms)), float(sum(abs(term).sum() for term in terms))


def theta_of(whole: Whole, price: Floats, most: Floats, least: Floats) -> Floats:
    """[N, P, W + 1] cells with the prices of what they take."""
    theta = whole.cost.copy()
    nodes, targets, states = theta.shape
    bound = np.where(price > 0, whole.upper, whole.lower)
    priced = np.where(np.isfinite(bound), price, 0.0)
    theta += np.tensordot(priced, whole.amount, axes=1)[:, :, None]
    paid = np.where(np.isfinite(whole.ceiling), np.maximum(0.0, most), 0.0) - np.maximum(0.0, least)
    if len(paid):
        by_wave = np.where(whole.bound_of >= 0, paid[whole.bound_of], 0.0)
        for before, work in enumerate(whole.work):
            charge = work.reshape(len(work), -1).T @ by_wave[:, : states - 1 - before]
            theta[:, :, before : states - 1] += charge.reshape(nodes, targets, -1)
    return theta
