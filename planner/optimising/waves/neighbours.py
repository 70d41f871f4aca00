"""Who stands next to whom, in compressed rows for the compiled loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance

__all__ = ["Rows", "compressed", "neighbours"]

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Items of row i are ``item[start[i]:start[i + 1]]``, ``weight`` beside them."""

    start: Ints
    item: Ints
    weight: Floats


def compressed(row: Ints, item: Ints, weight: Floats, rows: int) -> Rows:
    """Sort items by row."""
    order = np.argsort(row, kind="stable")
    start = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=start[1:])
    return Rows(start, item[order].astype(np.int64), weight[order].astype(np.float64))


def neighbours(instance: Instance) -> tuple[Rows, Rows, Rows]:
    """Needed groups, needing groups (weights are lags) and ties (weights are prices)."""
    groups = instance.groups
    lag = instance.lag.astype(np.float64)
    needed = compressed(instance.succ, instance.pred, lag, groups)
    needing = compressed(instance.pred, instance.succ, lag, groups)
    both = np.concatenate([instance.tie_first, instance.tie_second])
    other = np.concatenate([instance.tie_second, instance.tie_first])
    price = np.concatenate([instance.tie_price, instance.tie_price])
    return needed, needing, compressed(both, other, price, groups)
