"""Hub inequalities: what a hub's own wave leaves room for.

Let h be a group that many others need, S the groups that need it, directly or not. If h moves in
wave v, all of S moves in v or later, and so by the end of wave w

    sum over S of amount[g] z[g, w] <= D[v, w]
    D[v, w] = least of: what of S may have moved by w at all,
                        the limits of waves v to w, less the hub's own amount,
                        the limits of waves 1 to w, less the amount of all that h needs (h too).

Exactly one v is true, so ``sum over S of amount[g] z[g, w] <= sum over v <= w of D[v, w] y[h, v]``
with ``y[h, v] = z[h, v] - z[h, v - 1]``. Of work that takes several waves only what falls due at
the cut-over counts here, and of limits only those of single waves.

The step form's linear relaxation moves a tenth of a hub together with a tenth of all that waits for
it; here that tenth has a tenth of the room. Read backwards in time the same holds for a group that
needs many others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.windows import closure_amounts, unpack

__all__ = ["HubCuts", "choose_hubs", "hub_cuts"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MEMBERS = 3
MOST_HUBS = 160
MEMBER_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class HubCuts:
    """Hub inequalities for K hubs, R limits and W waves.

    Attributes
    ----------
    hub
        [K] the hub's group.
    forward
        [K] 1 where the members need the hub, 0 where the hub needs them.
    start, member
        Members of hub k are ``member[start[k]:start[k + 1]]``.
    room
        [K, R, W, W] ``D[v, w]`` of hub k and limit r; for ``forward`` 0 the amounts after w.
    """

    hub: Ints
    forward: Ints
    start: Ints
    member: Ints
    room: Floats

    @property
    def arrays(self) -> tuple[Ints, Ints, Ints, Ints, Floats]:
        """All of it, as the kernels take it."""
        return self.hub, self.forward, self.start, self.member, self.room


def choose_hubs(instance: Instance) -> tuple[Ints, Ints]:
    """Pick the hubs worth an inequality: those with most amount waiting for them, both ways."""
    if instance.reach is None or not len(instance.most):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    before, after = closure_amounts(instance)
    scale = instance.effort_scale
    own = scale @ instance.amounts[0]
    # A long shadow in both directions: something must wait, and the hub must be in the way.
    ahead = scale @ after - own
    behind = scale @ before - own
    score = np.concatenate([ahead, behind])
    order = np.argsort(-score, kind="stable")[: 4 * MOST_HUBS]
    sizes = np.concatenate(closure_sizes(instance))
    hubs: list[int] = []
    ways: list[int] = []
    cells = 0
    for place in order.tolist():
        if sizes[place] < MEMBERS or score[place] <= 0 or len(hubs) >= MOST_HUBS:
            continue
        if cells + sizes[place] > MEMBER_CELLS:
            continue
        cells += int(sizes[place])
        hubs.append(place % instance.groups)
        ways.append(int(place < instance.groups))
    return np.array(hubs, dtype=np.int64), np.array(ways, dtype=np.int64)


def closure_sizes(instance: Instance) -> tuple[Ints, Ints]:
    """How many other groups need each group, and how many it needs."""
    needed, needing = closure_amounts(instance, np.ones((1, instance.groups)))
    return np.round(needing[0]).astype(np.int64) - 1, np.round(needed[0]).astype(np.int64) - 1


def hub_cuts(instance: Instance, hubs: Ints, forward: Ints) -> HubCuts:
    """Work out the inequalities of these hubs from the instance."""
    limits, waves = instance.bound_of.shape
    members: list[Ints] = []
    rooms = np.zeros((len(hubs), limits, waves, waves))
    if instance.reach is not None and len(hubs):
        before, after = closure_amounts(instance)
        for k, (hub, way) in enumerate(zip(hubs.tolist(), forward.tolist(), strict=True)):
            if way:
                bit = np.uint64(1) << np.uint64(hub & 63)
                flags = (instance.reach[:, hub >> 6] & bit) != 0
            else:
                flags = unpack(instance.reach[hub : hub + 1], instance.groups)[0] != 0
            flags[hub] = False
            member = np.flatnonzero(flags)
            members.append(member)
            rooms[k] = (
                room_after(instance, hub, member, before[:, hub])
                if way
                else room_before(instance, hub, member, after[:, hub])
            )
    start = np.zeros(len(hubs) + 1, dtype=np.int64)
    if members:
        np.cumsum([len(m) for m in members], out=start[1:])
    flat = np.concatenate(members) if members else np.zeros(0, dtype=np.int64)
    return HubCuts(hubs, forward, start, flat.astype(np.int64), rooms)


def room_after(instance: Instance, hub: int, member: Ints, needed: Floats) -> Floats:
    """[R, W, W] ``D[v, w]`` for the groups that need the hub; 0 where w < v."""
    waves = instance.waves
    ceiling = instance.wave_ceiling
    room = np.zeros((len(ceiling), waves, waves))
    first = instance.open[member].argmax(axis=1)
    for r in range(len(ceiling)):
        arriving = np.bincount(first, weights=instance.amounts[0, r, member], minlength=waves)
        possible = np.cumsum(arriving)
        own = instance.amounts[0, r, hub]
        until = np.cumsum(ceiling[r])
        for v in range(waves):
            between = np.cumsum(ceiling[r, v:]) - own
            room[r, v, v:] = np.minimum(np.minimum(possible[v:], between), until[v:] - needed[r])
    return widened(room)


def room_before(instance: Instance, hub: int, member: Ints, needing: Floats) -> Floats:
    """[R, W, W] what the hub needs may still move after w when the hub moves in v; 0 for w >= v."""
    waves = instance.waves
    ceiling = instance.wave_ceiling
    room = np.zeros((len(ceiling), waves, waves))
    last = waves - 1 - instance.open[member][:, ::-1].argmax(axis=1)
    for r in range(len(ceiling)):
        leaving = np.bincount(last, weights=instance.amounts[0, r, member], minlength=waves)
        onward = np.cumsum(leaving[::-1])[::-1]
        own = instance.amounts[0, r, hub]
        tail = np.cumsum(ceiling[r, ::-1])[::-1]
        for v in range(1, waves):
            between = np.cumsum(ceiling[r, v:0:-1])[::-1] - own
            rest = np.minimum(onward[1 : v + 1], tail[1 : v + 1] - needing[r])
            room[r, v, :v] = np.minimum(between, rest)
    return widened(room)


def widened(room: Floats) -> Floats:
    """Allow for rounding, and never ask for less than nothing."""
    return np.maximum(0.0, room + 1e-9 * np.abs(room))
