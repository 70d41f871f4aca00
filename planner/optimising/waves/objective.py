"""What the waves are to achieve, in step form."""

from __future__ import annotations

import numpy as np

from planner.optimising.waves.variables import StepModel

__all__ = ["move_early", "part_briefly"]


def move_early(model: StepModel) -> None:
    """``sum cost[g, w_g]``: every day of delay costs, and so may a wave.

    ``cost[g, w_g] = cost[g, last] - sum over w < last of (cost[g, w + 1] - cost[g, w]) z[g, w]``.
    """
    instance = model.instance
    cells = instance.open.size
    steps = np.diff(instance.cost, axis=1, append=instance.cost[:, -1:])
    model.cost[:cells] -= steps.ravel()
    model.offset += float(instance.cost[:, -1].sum())


def part_briefly(model: StepModel) -> None:
    """``sum price[p] |day(w_i) - day(w_j)|``: traffic across a half-moved pair costs by the day.

    ``|day(w_i) - day(w_j)| = sum over w < last of (day[w + 1] - day[w]) s[p, w]`` with
    ``s[p, w] >= z[i, w] - z[j, w]`` and ``s[p, w] >= z[j, w] - z[i, w]``.
    """
    instance = model.instance
    ties, waves = len(instance.tie_price), instance.waves
    if not ties:
        return
    tie, wave = (a.ravel() for a in np.indices((ties, waves)))
    steps = np.append(np.diff(instance.days), 0.0)
    model.cost[model.half_moved(tie, wave)] = instance.tie_price[tie] * steps[wave]
    rows = np.arange(len(tie))
    ones = np.ones(len(rows))
    first = model.moved(instance.tie_first[tie], wave)
    second = model.moved(instance.tie_second[tie], wave)
    for sign in (1.0, -1.0):
        model.add_rows(
            np.concatenate([rows, rows, rows]),
            np.concatenate([model.half_moved(tie, wave), first, second]),
            np.concatenate([ones, -sign * ones, sign * ones]),
            np.zeros(len(rows)),
            np.full(len(rows), np.inf),
        )
