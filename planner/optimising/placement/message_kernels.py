"""Inner loops of the message passing.

All arrays are those of :class:`planner.optimising.placement.message_passing.Graph`. Closed labels
have an infinite own cost. ``to_first[e, p]`` and ``to_second[e, q]`` are the messages that edge e
sends to the label p of its first unit and q of its second; first < second in the order of passing.
"""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.compiled import compiled
from planner.optimising.placement.instance import Floats, Ints

__all__ = ["backward", "chain_shares", "forward", "hand_over", "round_labels", "soft_shares"]


@compiled
def believe(
    unit: int, own: Floats, start: Ints, edge: Ints, first: Ints,
    to_first: Floats, to_second: Floats, belief: Floats,
) -> None:  # fmt: skip
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


@compiled
def send(
    share: float, belief: Floats, received: Floats, weight: float, apart: bool,
    distance: Floats, open_there: Floats, heat: float, sent: Floats,
) -> float:  # fmt: skip
    """Message of one edge; what was subtracted to make its least entry 0.

    ``sent[q] = min_p share * belief[p] - received[p] + weight * distance[p, q]``; with heat the
    soft minimum ``-heat * log sum_p exp(-... / heat)``.
    """
    labels = len(belief)
    least = np.inf
    most = -np.inf
    for q in range(labels):
        best = np.inf
        if open_there[q] < np.inf:
            for p in range(labels):
                if belief[p] < np.inf and not (apart and p == q):
                    value = share * belief[p] - received[p] + weight * distance[p, q]
                    best = min(best, value)
            if heat > 0.0 and best < np.inf:
                total = 0.0
                for p in range(labels):
                    if belief[p] < np.inf and not (apart and p == q):
                        value = share * belief[p] - received[p] + weight * distance[p, q]
                        total += np.exp((best - value) / heat)
                best -= heat * np.log(total)
            if best < np.inf:
                least = min(least, best)
                most = max(most, best)
        sent[q] = best
    if least == np.inf:
        for q in range(labels):
            sent[q] = 0.0
        return 0.0
    for q in range(labels):
        if open_there[q] == np.inf:
            sent[q] = 0.0
        elif sent[q] == np.inf:
            sent[q] = most - least
        else:
            sent[q] -= least
    return least


@compiled
def forward(
    own: Floats, start: Ints, edge: Ints, share: Floats, kept: Floats, first: Ints, second: Ints,
    weight: Floats, apart: Ints, distance: Floats, heat: float, to_first: Floats,
    to_second: Floats, increment: Floats,
) -> float:  # fmt: skip
    """Pass from the first unit to the last; without heat, the bound of the chains that end there.

    ``share[i] = 1 / max(later, earlier)``; ``kept[i] = 1 - later * share[i]``, the part of a
    belief that is not handed on. ``increment[i, p]`` is what the bound of that moment, which is
    never under that of the backward pass just before, gains when unit i must take label p.
    """
    bound = 0.0
    belief = np.empty(own.shape[1])
    for unit in range(own.shape[0]):
        believe(unit, own, start, edge, first, to_first, to_second, belief)
        least = belief.min()
        for p in range(own.shape[1]):
            increment[unit, p] = belief[p] - least
        if kept[unit] > 0.0:
            bound += kept[unit] * belief.min()
        for at in range(start[unit], start[unit + 1]):
            e = edge[at]
            if first[e] == unit:
                bound += send(
                    share[unit], belief, to_first[e], weight[e], apart[e] == 1, distance,
                    own[second[e]], heat, to_second[e],
                )  # fmt: skip
    return bound


@compiled
def backward(
    own: Floats, start: Ints, edge: Ints, share: Floats, kept: Floats, first: Ints, second: Ints,
    weight: Floats, apart: Ints, distance: Floats, heat: float, to_first: Floats,
    to_second: Floats,
) -> float:  # fmt: skip
    """Pass from the last unit to the first; without heat, the bound of the chains there.

    ``kept[i] = 1 - earlier * share[i]``.
    """
    bound = 0.0
    belief = np.empty(own.shape[1])
    for unit in range(own.shape[0] - 1, -1, -1):
        believe(unit, own, start, edge, first, to_first, to_second, belief)
        if kept[unit] > 0.0:
            bound += kept[unit] * belief.min()
        for at in range(start[unit], start[unit + 1]):
            e = edge[at]
            if second[e] == unit:
                bound += send(
                    share[unit], belief, to_second[e], weight[e], apart[e] == 1, distance,
                    own[first[e]], heat, to_first[e],
                )  # fmt: skip
    return bound


@compiled
def hand_over(
    own: Floats, start: Ints, edge: Ints, share: Floats, first: Ints,
    to_first: Floats, to_second: Floats, out_first: Floats, out_second: Floats,
) -> None:  # fmt: skip
    """After a forward pass: messages that stand alone, every unit's share handed to its edges.

    With them ``sum_i min(own + messages) + sum_e min(weight * distance - messages)`` is the bound.
    """
    labels = own.shape[1]
    belief = np.empty(labels)
    for unit in range(own.shape[0]):
        believe(unit, own, start, edge, first, to_first, to_second, belief)
        for at in range(start[unit], start[unit + 1]):
            e = edge[at]
            if first[e] == unit:
                for p in range(labels):
                    given = share[unit] * belief[p] if belief[p] < np.inf else 0.0
                    out_first[e, p] = to_first[e, p] - given
                    out_second[e, p] = to_second[e, p]


@compiled
def round_labels(
    own: Floats, start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats,
    apart: Ints, distance: Floats, to_first: Floats, to_second: Floats, label: Ints,
) -> None:  # fmt: skip
    """Settle the units in order, each against those settled and the messages of the rest."""
    labels = own.shape[1]
    belief = np.empty(labels)
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
                if apart[e] == 1:
                    belief[other] += 1e12
        label[unit] = belief.argmin()


@compiled
def chain_shares(
    own: Floats, start: Ints, edge: Ints, share: Floats, kept: Floats, first: Ints,
    second: Ints, weight: Floats, apart: Ints, distance: Floats, to_first: Floats,
    to_second: Floats, portion: Floats,
) -> None:  # fmt: skip
    """After a forward pass: how the least chains divide each unit over its labels.

    Traced from the chains' ends backwards; sums to 1 per unit, and is a supergradient of the
    bound with respect to the units' own costs.
    """
    labels = own.shape[1]
    belief = np.empty(labels)
    portion[:] = 0.0
    for unit in range(own.shape[0] - 1, -1, -1):
        believe(unit, own, start, edge, first, to_first, to_second, belief)
        if kept[unit] > 0.0:
            portion[unit, belief.argmin()] += kept[unit]
        for at in range(start[unit], start[unit + 1]):
            e = edge[at]
            if first[e] != unit:
                continue
            later = second[e]
            for q in range(labels):
                if portion[later, q] > 0.0:
                    best, chosen = np.inf, 0
                    for p in range(labels):
                        if belief[p] < np.inf and not (apart[e] == 1 and p == q):
                            value = (
                                share[unit] * belief[p]
                                - to_first[e, p]
                                + weight[e] * distance[p, q]
                            )
                            if value < best:
                                best, chosen = value, p
                    portion[unit, chosen] += share[unit] * portion[later, q]


@compiled
def soft_shares(
    own: Floats, start: Ints, edge: Ints, share: Floats, first: Ints, heat: float,
    to_first: Floats, to_second: Floats, portion: Floats,
) -> None:  # fmt: skip
    """How the softened chains divide each unit over its labels; sums to 1 per unit."""
    belief = np.empty(own.shape[1])
    for unit in range(own.shape[0]):
        believe(unit, own, start, edge, first, to_first, to_second, belief)
        least = belief.min()
        total = 0.0
        for p in range(len(belief)):
            portion[unit, p] = np.exp(-share[unit] * (belief[p] - least) / heat)
            total += portion[unit, p]
        for p in range(len(belief)):
            portion[unit, p] /= total
