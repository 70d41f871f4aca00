"""What the waves are to achieve, in step form."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.variables import StepModel

__all__ = ["move_early", "part_briefly"]

type Ints = NDArray[np.int64]


def move_early(model: StepModel) -> None:
    """``sum cost[g, w_g]``: every day of delay costs, and so may a wave.

    ``cost[g, w_g] = cost[g, last] - sum over w < last of (cost[g, w + 1] - cost[g, w]) z[g, w]``.
    """
    instance = model.instance
    cells = instance.open.size
    steps = np.diff(instance.cost, axis=1, append=instance.cost[:, -1:])
    model.cost[:cells] -= steps.ravel()
    model.offset += float(instance.cost[:, -1].sum())


def part_briefly(model: StepModel) -> tuple[Ints, Ints]:
    """``sum price[p] |day(w_i) - day(w_j)|``: traffic across a half-moved pair costs by the day.

    ``|day(w_i) - day(w_j)| = sum over w < last of (day[w + 1] - day[w]) (ahead[p, w] +
    behind[p, w])`` with ``z[i, w] - z[j, w] = ahead[p, w] - behind[p, w]``. Returns tie and wave of
    every row; where both have moved, or neither can have, there is none.
    """
    instance = model.instance
    ties, waves = len(instance.tie_price), instance.waves
    tie, wave = (a.ravel() for a in np.indices((ties, max(0, waves - 1))))
    first = model.moved(instance.tie_first[tie], wave)
    second = model.moved(instance.tie_second[tie], wave)
    lower, upper = model.lower, model.upper
    settled = (lower[first] == upper[first]) & (lower[second] == upper[second])
    kept = ~(settled & (lower[first] == lower[second]))
    tie, wave, first, second = tie[kept], wave[kept], first[kept], second[kept]
    rows, ones = np.arange(len(tie)), np.ones(len(tie))
    ahead, behind = model.ahead(tie, wave), model.behind(tie, wave)
    price = instance.tie_price[tie] * np.diff(instance.days)[wave]
    model.cost[ahead] = model.cost[behind] = price
    model.add_rows(
        np.tile(rows, 4),
        np.concatenate([first, second, ahead, behind]),
        np.concatenate([ones, -ones, -ones, ones]),
        np.zeros(len(rows)),
        np.zeros(len(rows)),
    )
    return tie, wave
