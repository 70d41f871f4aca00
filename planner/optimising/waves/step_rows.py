"""The rules of the waves in step form, one function each.

``z[g, w]`` is 1 when group g has moved by the end of wave w, and ``z[g, 0] = 0`` before the first
wave. Windows are bounds of the columns (``close_early``, ``close_late`` and ``close_unready`` in
:mod:`planner.optimising.waves.instance`); what must move together is one group (``move_groups``
there); what is left are the functions below.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import TOLERANCE
from planner.optimising.waves.variables import StepModel

__all__ = [
    "LANDING",
    "RULES",
    "STEPPING",
    "all_rules",
    "keep_closed",
    "keep_floors",
    "keep_limits",
    "keep_order",
    "land_once",
    "stay_moved",
]


type Ints = NDArray[np.int64]


def stay_moved(model: StepModel) -> None:
    """``z[g, w] <= z[g, w + 1]``: what has moved stays moved."""
    groups, waves = model.instance.open.shape
    group, wave = (a.ravel() for a in np.indices((groups, max(0, waves - 1))))
    rows = np.arange(len(group))
    model.add_rows(
        np.concatenate([rows, rows]),
        np.concatenate([model.moved(group, wave + 1), model.moved(group, wave)]),
        np.concatenate([np.ones(len(rows)), -np.ones(len(rows))]),
        np.zeros(len(rows)),
        np.full(len(rows), np.inf),
    )


def land_once(model: StepModel) -> None:
    """``z[g, w] = z[g, w - 1] + y[g, w]``: what has moved by a wave moved in it or before.

    ``y >= 0`` keeps moved what has moved, and ``y = 0`` in a wave that is closed to the group.
    """
    groups, waves = model.instance.open.shape
    group, wave = (a.ravel() for a in np.indices((groups, waves)))
    rows = np.arange(len(group))
    later = wave > 0
    model.add_rows(
        np.concatenate([rows, rows, rows[later]]),
        np.concatenate(
            [
                model.moved(group, wave),
                model.landed(group, wave),
                model.moved(group[later], wave[later] - 1),
            ]
        ),
        np.concatenate([np.ones(len(rows)), -np.ones(len(rows)), -np.ones(int(later.sum()))]),
        np.zeros(len(rows)),
        np.zeros(len(rows)),
    )


def keep_closed(model: StepModel) -> None:
    """``z[g, w] = z[g, w - 1]`` in a closed wave: nothing moves in a wave that is shut to it."""
    group, wave = np.nonzero(~model.instance.open[:, 1:])
    wave = wave + 1
    rows = np.arange(len(group))
    model.add_rows(
        np.concatenate([rows, rows]),
        np.concatenate([model.moved(group, wave), model.moved(group, wave - 1)]),
        np.concatenate([np.ones(len(rows)), -np.ones(len(rows))]),
        np.zeros(len(rows)),
        np.zeros(len(rows)),
    )


def keep_order(model: StepModel) -> tuple[Ints, Ints]:
    """``z[i, w] <= z[j, w - lag]``: what i needs has moved by then (lag 1: a wave earlier).

    Returns arc and wave w of every row.
    """
    instance = model.instance
    arcs, waves = len(instance.pred), instance.waves
    arc, wave = (a.ravel() for a in np.indices((arcs, waves)))
    sooner = wave - instance.lag[arc]
    # z[j, -1] is 0 and the window of i already says so.
    arc, wave, sooner = arc[sooner >= 0], wave[sooner >= 0], sooner[sooner >= 0]
    rows = np.arange(len(arc))
    model.add_rows(
        np.concatenate([rows, rows]),
        np.concatenate(
            [model.moved(instance.pred[arc], sooner), model.moved(instance.succ[arc], wave)]
        ),
        np.concatenate([np.ones(len(rows)), -np.ones(len(rows))]),
        np.zeros(len(rows)),
        np.full(len(rows), np.inf),
    )
    return arc, wave


def keep_limits(model: StepModel) -> None:
    """``sum amount[g, k] (z[g, w + k] - z[g, w + k - 1]) <= most``: a wave or period holds that.

    Over the waves w of the bound; ``amount[g, k]`` falls due k waves before the cut-over.
    """
    instance = model.instance
    most = instance.most
    share = TOLERANCE * np.maximum(1.0, np.abs(np.where(np.isfinite(most), most, 0.0)))
    upper = most + share
    # Whole amounts add up to whole amounts; a whole limit is one that a solver can work with.
    whole = (instance.amounts == np.round(instance.amounts)).all(axis=(0, 2))[instance.limit_of]
    upper[whole] = np.floor(upper[whole])
    limit_rows(model, np.full_like(most, -np.inf), upper)


def keep_floors(model: StepModel) -> None:
    """``sum amount[g, k] (z[g, w + k] - z[g, w + k - 1]) >= least``: a wave or period has that."""
    least = model.instance.least
    bounded = np.where(least > 0, least - TOLERANCE * np.maximum(1.0, least), -np.inf)
    limit_rows(model, bounded, np.full_like(least, np.inf))


def limit_rows(model: StepModel, lower: np.ndarray, upper: np.ndarray) -> None:
    """Rows of the bounds that have a finite end."""
    instance = model.instance
    for bound in np.flatnonzero(np.isfinite(lower) | np.isfinite(upper)).tolist():
        row = int(instance.limit_of[bound])
        column: list[np.ndarray] = [np.zeros(0, dtype=np.int64)]
        amount: list[np.ndarray] = [np.zeros(0)]
        for wave in np.flatnonzero(instance.bound_of[row] == bound).tolist():
            for before in range(min(len(instance.amounts), instance.waves - wave)):
                weight = instance.amounts[before, row]
                group = np.flatnonzero(weight)
                add_landings(model, column, amount, group, wave + before, weight[group])
        columns = np.concatenate(column)
        model.add_rows(
            np.zeros(len(columns), dtype=np.int64),
            columns,
            np.concatenate(amount),
            lower[bound : bound + 1],
            upper[bound : bound + 1],
        )


def add_landings(
    model: StepModel,
    column: list[np.ndarray],
    amount: list[np.ndarray],
    group: np.ndarray,
    wave: int,
    weight: np.ndarray,
) -> None:
    """Add ``weight (z[g, w] - z[g, w - 1])`` to a row in the making."""
    waves = np.full(len(group), wave, dtype=np.int64)
    column.append(model.landed(group, waves) if model.lands else model.moved(group, waves))
    amount.append(weight)
    if wave > 0 and not model.lands:
        column.append(model.moved(group, waves - 1))
        amount.append(-weight)


STEPPING: Final = (stay_moved, keep_closed)
"""What makes the steps of a plan out of the columns z alone."""

LANDING: Final = (land_once,)
"""The same where there are columns of landings too."""

RULES: Final = (keep_order, keep_limits, keep_floors)
"""Every rule of the user that is rows."""


def all_rules(model: StepModel) -> None:
    """Add every rule."""
    for rule in (LANDING if model.lands else STEPPING) + RULES:
        rule(model)
