"""Sequential tree-reweighted message passing (TRW-S) for placement.

After Kolmogorov, Convergent tree-reweighted message passing for energy minimization (2006). All
arrays are those of :class:`planner.optimising.placement.message_passing.Graph`; U units, L labels
(targets), E edges. Closed labels have an infinite own cost. ``to_first[e, p]`` and
``to_second[e, q]`` are the messages that edge e sends to the label p of its first unit and q of
its second; first < second in the order of passing. ``clash[kind[e], p, q]`` is 1 where a rule
forbids its ends p and q together (kind 0 forbids nothing).
"""

from __future__ import annotations

import cython
import numpy as np
from cython.cimports.libc.math import exp, log

__all__ = ["backward", "chain_shares", "forward", "hand_over", "round_labels", "soft_shares"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(e=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def believe(
    unit: cython.Py_ssize_t, own: cython.double[:, ::1], start: cython.longlong[::1],
    edge: cython.longlong[::1], first: cython.longlong[::1], to_first: cython.double[:, ::1],
    to_second: cython.double[:, ::1], belief: cython.double[::1],
) -> cython.void:  # fmt: skip
    """Own cost plus all messages: ``belief[p]`` of one unit."""
    for p in range(own.shape[1]):
        belief[p] = own[unit, p]
    for at in range(start[unit], start[unit + 1]):
        e = edge[at]
        if first[e] == unit:
            for p in range(own.shape[1]):
                belief[p] += to_first[e, p]
        else:
            for p in range(own.shape[1]):
                belief[p] += to_second[e, p]


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def least_label(belief: cython.double[::1]) -> cython.Py_ssize_t:
    """Return the first label of the least belief."""
    chosen: cython.Py_ssize_t = 0
    for p in range(1, belief.shape[0]):
        if belief[p] < belief[chosen]:
            chosen = p
    return chosen


@cython.locals(total=cython.double, value=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def send(
    e: cython.Py_ssize_t, share: cython.double, belief: cython.double[::1],
    received: cython.double[:, ::1], weight: cython.double, kind: cython.Py_ssize_t,
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1], own: cython.double[:, ::1],
    other: cython.Py_ssize_t, heat: cython.double, sent: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """Message of edge e to the unit ``other``; what was subtracted to make its least entry 0.

    ``sent[q] = min_p share * belief[p] - received[p] + weight * distance[p, q]``; with heat the
    soft minimum ``-heat * log sum_p exp(-... / heat)``.
    """
    labels = belief.shape[0]
    least: cython.double = INFINITY
    most: cython.double = -INFINITY
    for q in range(labels):
        best: cython.double = INFINITY
        if own[other, q] < INFINITY:
            for p in range(labels):
                if belief[p] < INFINITY and not clash[kind, p, q]:
                    value = share * belief[p] - received[e, p] + weight * distance[p, q]
                    best = min(best, value)
            if heat > 0.0 and best < INFINITY:
                total = 0.0
                for p in range(labels):
                    if belief[p] < INFINITY and not clash[kind, p, q]:
                        value = share * belief[p] - received[e, p] + weight * distance[p, q]
                        total += exp((best - value) / heat)
                best -= heat * log(total)
            if best < INFINITY:
                least = min(least, best)
                most = max(most, best)
        sent[e, q] = best
    if least == INFINITY:
        for q in range(labels):
            sent[e, q] = 0.0
        return 0.0
    for q in range(labels):
        if own[other, q] == INFINITY:
            sent[e, q] = 0.0
        elif sent[e, q] == INFINITY:
            sent[e, q] = most - least
        else:
            sent[e, q] -= least
    return least


@cython.locals(e=cython.longlong, least=cython.double)
def forward(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    share: cython.double[::1], kept: cython.double[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], kind: cython.longlong[::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1], heat: cython.double,
    to_first: cython.double[:, ::1], to_second: cython.double[:, ::1],
    increment: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """Pass from the first unit to the last; without heat, the bound of the chains that end there.

    ``share[i] = 1 / max(later, earlier)``; ``kept[i] = 1 - later * share[i]``, the part of a
    belief that is not handed on. ``increment[i, p]`` is what the bound of that moment, which is
    never under that of the backward pass just before, gains when unit i must take label p.
    """
    belief: cython.double[::1] = np.empty(own.shape[1])
    bound: cython.double = 0.0
    with cython.nogil:
        for unit in range(own.shape[0]):
            believe(unit, own, start, edge, first, to_first, to_second, belief)
            least = belief[least_label(belief)]
            for p in range(own.shape[1]):
                increment[unit, p] = belief[p] - least
            if kept[unit] > 0.0:
                bound += kept[unit] * least
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                if first[e] == unit:
                    bound += send(
                        e, share[unit], belief, to_first, weight[e], kind[e], clash, distance, own,
                        second[e], heat, to_second,
                    )  # fmt: skip
    return bound


@cython.locals(e=cython.longlong)
def backward(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    share: cython.double[::1], kept: cython.double[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], kind: cython.longlong[::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1], heat: cython.double,
    to_first: cython.double[:, ::1], to_second: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """Pass from the last unit to the first; without heat, the bound of the chains there.

    ``kept[i] = 1 - earlier * share[i]``.
    """
    belief: cython.double[::1] = np.empty(own.shape[1])
    bound: cython.double = 0.0
    with cython.nogil:
        for unit in range(own.shape[0] - 1, -1, -1):
            believe(unit, own, start, edge, first, to_first, to_second, belief)
            if kept[unit] > 0.0:
                bound += kept[unit] * belief[least_label(belief)]
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                if second[e] == unit:
                    bound += send(
                        e, share[unit], belief, to_second, weight[e], kind[e], clash, distance, own,
                        first[e], heat, to_first,
                    )  # fmt: skip
    return bound


@cython.locals(e=cython.longlong, given=cython.double)
def hand_over(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    share: cython.double[::1], first: cython.longlong[::1], to_first: cython.double[:, ::1],
    to_second: cython.double[:, ::1], out_first: cython.double[:, ::1],
    out_second: cython.double[:, ::1],
) -> None:  # fmt: skip
    """After a forward pass: messages that stand alone, every unit's share handed to its edges."""
    belief: cython.double[::1] = np.empty(own.shape[1])
    with cython.nogil:
        for unit in range(own.shape[0]):
            believe(unit, own, start, edge, first, to_first, to_second, belief)
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                if first[e] == unit:
                    for p in range(own.shape[1]):
                        given = share[unit] * belief[p] if belief[p] < INFINITY else 0.0
                        out_first[e, p] = to_first[e, p] - given
                        out_second[e, p] = to_second[e, p]


@cython.locals(e=cython.longlong, other=cython.longlong)
def round_labels(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    first: cython.longlong[::1], second: cython.longlong[::1], weight: cython.double[::1],
    kind: cython.longlong[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    to_first: cython.double[:, ::1], to_second: cython.double[:, ::1], label: cython.longlong[::1],
) -> None:  # fmt: skip
    """Settle the units in order, each against those settled and the messages of the rest."""
    labels = own.shape[1]
    belief: cython.double[::1] = np.empty(labels)
    with cython.nogil:
        for unit in range(own.shape[0]):
            for p in range(labels):
                belief[p] = own[unit, p]
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                if first[e] == unit:
                    for p in range(labels):
                        belief[p] += to_first[e, p]
                else:
                    other = label[first[e]]
                    for p in range(labels):
                        belief[p] += weight[e] * distance[other, p]
                        if clash[kind[e], other, p]:
                            belief[p] += 1e12
            label[unit] = least_label(belief)


@cython.locals(e=cython.longlong, later=cython.longlong, value=cython.double)
def chain_shares(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    share: cython.double[::1], kept: cython.double[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], kind: cython.longlong[::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    to_first: cython.double[:, ::1], to_second: cython.double[:, ::1],
    portion: cython.double[:, ::1],
) -> None:  # fmt: skip
    """After a forward pass: how the least chains divide each unit over its labels.

    Traced from the chains' ends backwards; sums to 1 per unit, and is a supergradient of the
    bound with respect to the units' own costs.
    """
    labels = own.shape[1]
    belief: cython.double[::1] = np.empty(labels)
    with cython.nogil:
        for unit in range(own.shape[0]):
            for p in range(labels):
                portion[unit, p] = 0.0
        for unit in range(own.shape[0] - 1, -1, -1):
            believe(unit, own, start, edge, first, to_first, to_second, belief)
            if kept[unit] > 0.0:
                portion[unit, least_label(belief)] += kept[unit]
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                if first[e] != unit:
                    continue
                later = second[e]
                for q in range(labels):
                    if portion[later, q] > 0.0:
                        best: cython.double = INFINITY
                        chosen: cython.Py_ssize_t = 0
                        for p in range(labels):
                            if belief[p] < INFINITY and not clash[kind[e], p, q]:
                                value = (
                                    share[unit] * belief[p]
                                    - to_first[e, p]
                                    + weight[e] * distance[p, q]
                                )
                                if value < best:
                                    best, chosen = value, p
                        portion[unit, chosen] += share[unit] * portion[later, q]


@cython.locals(least=cython.double, total=cython.double)
def soft_shares(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    share: cython.double[::1], first: cython.longlong[::1], heat: cython.double,
    to_first: cython.double[:, ::1], to_second: cython.double[:, ::1],
    portion: cython.double[:, ::1],
) -> None:  # fmt: skip
    """How the softened chains divide each unit over its labels; sums to 1 per unit."""
    belief: cython.double[::1] = np.empty(own.shape[1])
    with cython.nogil:
        for unit in range(own.shape[0]):
            believe(unit, own, start, edge, first, to_first, to_second, belief)
            least = belief[least_label(belief)]
            total = 0.0
            for p in range(own.shape[1]):
                portion[unit, p] = exp(-share[unit] * (belief[p] - least) / heat)
                total += portion[unit, p]
            for p in range(own.shape[1]):
                portion[unit, p] /= total
