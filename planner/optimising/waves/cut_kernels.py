"""Compiled inner loops of the hub inequalities; imported late, since compiling needs numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit  # noqa: TID253 - nothing imports this module before it is needed

__all__ = ["add_cut_costs", "cut_slacks"]


@njit(cache=True, nogil=True)
def add_cut_costs(theta: Any, price: Any, hub: Any, forward: Any, start: Any, member: Any,
                  room: Any, amounts: Any) -> None:  # fmt: skip
    """Charge the inequalities' prices to members, and credit their room to the hubs."""
    hubs, limits, waves = price.shape
    charge = np.zeros(waves)
    for k in range(hubs):
        for r in range(limits):
            used = False
            for w in range(waves):
                if price[k, r, w] > 0:
                    used = True
            if not used:
                continue
            charge[:] = 0.0
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


@njit(cache=True, nogil=True)
def cut_slacks(label: Any, hub: Any, forward: Any, start: Any, member: Any, room: Any,
               amounts: Any, slack: Any) -> None:  # fmt: skip
    """``slack[k, r, w]``: left side less right side of each inequality under a plan."""
    hubs, limits, waves = slack.shape
    for k in range(hubs):
        slack[k] = 0.0
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
