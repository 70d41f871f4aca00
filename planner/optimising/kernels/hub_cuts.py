"""Hub inequalities in the Lagrangian: prices on the costs, and slacks under a plan.

H hubs, R amounts, G groups, W waves: ``theta`` [G, W], ``price`` and ``slack`` [H, R, W],
``amounts`` [G, R], ``label`` [G]. The members of hub k stand in ``member`` from ``start[k]`` on;
``forward[k]`` is 1 where they need it. ``room[k, r, x, w]`` is what they may take up to wave w (or
from w on) with the hub in wave x.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["add_cut_costs", "cut_slacks"]


@cython.locals(amount=cython.double, run=cython.double, used=cython.bint)
def add_cut_costs(
    theta: cython.double[:, ::1], price: cython.double[:, :, ::1], hub: cython.longlong[::1],
    forward: cython.longlong[::1], start: cython.longlong[::1], member: cython.longlong[::1],
    room: cython.double[:, :, :, ::1], amounts: cython.double[:, ::1],
) -> None:  # fmt: skip
    """Charge the inequalities' prices to members, and credit their room to the hubs."""
    hubs, limits, waves = price.shape[0], price.shape[1], price.shape[2]
    charge: cython.double[::1] = np.zeros(waves)
    with cython.nogil:
        for k in range(hubs):
            for r in range(limits):
                used = False
                for w in range(waves):
                    if price[k, r, w] > 0:
                        used = True
                if not used:
                    continue
                if forward[k]:
                    run = 0.0
                    for x in range(waves - 1, -1, -1):
                        run += price[k, r, x]
                        charge[x] = run
                    for x in range(waves):
                        for w in range(x, waves):
                            theta[hub[k], x] -= price[k, r, w] * room[k, r, x, w]
                else:
                    run = 0.0
                    for x in range(waves):
                        charge[x] = run
                        run += price[k, r, x]
                    for x in range(waves):
                        for w in range(x):
                            theta[hub[k], x] -= price[k, r, w] * room[k, r, x, w]
                for m in range(start[k], start[k + 1]):
                    amount = amounts[member[m], r]
                    if amount > 0:
                        for x in range(waves):
                            theta[member[m], x] += amount * charge[x]


@cython.locals(here=cython.double, run=cython.double)
def cut_slacks(
    label: cython.longlong[::1], hub: cython.longlong[::1], forward: cython.longlong[::1],
    start: cython.longlong[::1], member: cython.longlong[::1], room: cython.double[:, :, :, ::1],
    amounts: cython.double[:, ::1], slack: cython.double[:, :, ::1],
) -> None:  # fmt: skip
    """``slack[k, r, w]``: left side less right side of each inequality under a plan."""
    hubs, limits, waves = slack.shape[0], slack.shape[1], slack.shape[2]
    with cython.nogil:
        for k in range(hubs):
            for r in range(limits):
                for w in range(waves):
                    slack[k, r, w] = 0.0
            for m in range(start[k], start[k + 1]):
                for r in range(limits):
                    slack[k, r, label[member[m]]] += amounts[member[m], r]
            v = label[hub[k]]
            for r in range(limits):
                run = 0.0
                if forward[k]:
                    for w in range(waves):
                        run += slack[k, r, w]
                        slack[k, r, w] = run - (room[k, r, v, w] if v <= w else 0.0)
                else:
                    for w in range(waves - 1, -1, -1):
                        here = slack[k, r, w]
                        slack[k, r, w] = run - (room[k, r, v, w] if w < v else 0.0)
                        run += here
