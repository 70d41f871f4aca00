"""Compiled inner loops of the bound; imported late, since compiling needs numba.

Edges 0 to E - 1 are order (``lag``), the rest are ties (``price``). ``head[e, x]`` is the message
of edge e to its first group (the one that is needed) at wave x, ``tail[e, x]`` to its second.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit  # noqa: TID253 - nothing imports this module before it is needed

__all__ = ["closed_bound", "sweep"]


@njit(cache=True, nogil=True)
def to_tail(edge: int, lag: int, price: float, days: Any, head: Any, tail: Any, opened: Any,
            tail_open: Any) -> None:  # fmt: skip
    """``tail[x] = min over u of (edge cost(u, x) - head[u])``."""
    waves = len(days)
    if lag >= 0:
        low = np.inf
        for x in range(waves):
            u = x - lag
            if u >= 0 and opened[u] and -head[edge, u] < low:
                low = -head[edge, u]
            if tail_open[x]:
                tail[edge, x] = low
        return
    low = np.inf
    for x in range(waves):
        if x > 0:
            low += price * (days[x] - days[x - 1])
        if opened[x] and -head[edge, x] < low:
            low = -head[edge, x]
        tail[edge, x] = low
    low = np.inf
    for x in range(waves - 1, -1, -1):
        if x < waves - 1:
            low += price * (days[x + 1] - days[x])
        if opened[x] and -head[edge, x] < low:
            low = -head[edge, x]
        if low < tail[edge, x]:
            tail[edge, x] = low
        if not tail_open[x]:
            tail[edge, x] = 0.0


@njit(cache=True, nogil=True)
def to_head(edge: int, lag: int, price: float, days: Any, head: Any, tail: Any, opened: Any,
            head_open: Any) -> None:  # fmt: skip
    """``head[x] = min over u of (edge cost(x, u) - tail[u])``."""
    waves = len(days)
    if lag >= 0:
        low = np.inf
        for x in range(waves - 1, -1, -1):
            u = x + lag
            if u < waves and opened[u] and -tail[edge, u] < low:
                low = -tail[edge, u]
            if head_open[x]:
                head[edge, x] = low
        return
    to_tail(edge, lag, price, days, tail, head, opened, head_open)


@njit(cache=True, nogil=True)
def sweep(theta: Any, days: Any, opened: Any, first: Any, second: Any, lag: Any, price: Any,
          into_start: Any, into: Any, from_start: Any, outof: Any,
          head: Any, tail: Any, label: Any) -> None:  # fmt: skip
    """One pass forward and one back of sequential tree-reweighted message passing.

    Every step keeps the sum of the node's and the edges' minima from falling. ``label`` receives
    a plan that keeps the order, read off on the way forward.
    """
    groups, waves = theta.shape
    total = np.zeros(waves)
    for g in range(groups):
        for x in range(waves):
            total[x] = theta[g, x] if opened[g, x] else np.inf
        for k in range(from_start[g], from_start[g + 1]):
            for x in range(waves):
                total[x] += head[outof[k], x]
        earliest = 0
        for k in range(into_start[g], into_start[g + 1]):
            if lag[into[k]] >= 0:
                earliest = max(earliest, label[first[into[k]]] + lag[into[k]])
        choice, least = -1, np.inf
        for x in range(earliest, waves):
            if not opened[g, x]:
                continue
            cost = total[x]
            for k in range(into_start[g], into_start[g + 1]):
                if lag[into[k]] < 0:
                    cost += price[into[k]] * abs(days[x] - days[label[first[into[k]]]])
            if cost < least or choice < 0:
                choice, least = x, cost
        label[g] = choice
        for k in range(into_start[g], into_start[g + 1]):
            e = into[k]
            to_tail(e, lag[e], price[e], days, head, tail, opened[first[e]], opened[g])
            for x in range(waves):
                total[x] += tail[e, x]
        arcs_in = into_start[g + 1] - into_start[g]
        arcs_out = from_start[g + 1] - from_start[g]
        if arcs_out:
            low = np.inf
            for x in range(waves):
                if opened[g, x]:
                    low = min(low, total[x])
            for k in range(from_start[g], from_start[g + 1]):
                for x in range(waves):
                    if opened[g, x]:
                        head[outof[k], x] -= (total[x] - low) / max(arcs_in, arcs_out)
    for g in range(groups - 1, -1, -1):
        for x in range(waves):
            total[x] = theta[g, x]
        for k in range(from_start[g], from_start[g + 1]):
            e = outof[k]
            to_head(e, lag[e], price[e], days, head, tail, opened[second[e]], opened[g])
            for x in range(waves):
                total[x] += head[e, x]
        for k in range(into_start[g], into_start[g + 1]):
            for x in range(waves):
                total[x] += tail[into[k], x]
        arcs_in = into_start[g + 1] - into_start[g]
        arcs_out = from_start[g + 1] - from_start[g]
        if arcs_in:
            low = np.inf
            for x in range(waves):
                if opened[g, x]:
                    low = min(low, total[x])
            for k in range(into_start[g], into_start[g + 1]):
                for x in range(waves):
                    if opened[g, x]:
                        tail[into[k], x] -= (total[x] - low) / max(arcs_in, arcs_out)


@njit(cache=True, nogil=True)
def closed_bound(theta: Any, days: Any, opened: Any, first: Any, second: Any, lag: Any,
                 price: Any, head: Any, tail: Any) -> float:  # fmt: skip
    """``sum over groups of min (theta + messages) + sum over edges of min (cost - messages)``."""
    groups, waves = theta.shape
    total = theta.copy()
    for e in range(len(first)):
        for x in range(waves):
            total[first[e], x] += head[e, x]
            total[second[e], x] += tail[e, x]
    bound = 0.0
    for g in range(groups):
        low = np.inf
        for x in range(waves):
            if opened[g, x] and total[g, x] < low:
                low = total[g, x]
        bound += low
    for e in range(len(first)):
        low, run = np.inf, np.inf
        a, b = opened[first[e]], opened[second[e]]
        if lag[e] >= 0:
            for x in range(waves):
                u = x - lag[e]
                if u >= 0 and a[u]:
                    run = min(run, -head[e, u])
                if b[x]:
                    low = min(low, run - tail[e, x])
        else:
            for x in range(waves):
                if x > 0:
                    run += price[e] * (days[x] - days[x - 1])
                if a[x]:
                    run = min(run, -head[e, x])
                if b[x]:
                    low = min(low, run - tail[e, x])
            run = np.inf
            for x in range(waves - 1, -1, -1):
                if x < waves - 1:
                    run += price[e] * (days[x + 1] - days[x])
                if a[x]:
                    run = min(run, -head[e, x])
                if b[x]:
                    low = min(low, run - tail[e, x])
        bound += low
    return bound
