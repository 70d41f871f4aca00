"""Who stands next to whom and takes what, in compressed rows for the kernels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance

__all__ = ["Loads", "Rows", "compressed", "loads_of", "neighbours"]

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


@dataclass(frozen=True, slots=True)
class Loads:
    """Entries of group g are ``start[g]`` to ``start[g + 1]``.

    Cutting over in wave w it takes ``amount`` of the bound that ``row`` has in wave ``w + shift``.
    """

    start: Ints
    row: Ints
    shift: Ints
    amount: Floats

    @property
    def arrays(self) -> tuple[Ints, Ints, Ints, Floats]:
        """In the order in which the kernels take them."""
        return self.start, self.row, self.shift, self.amount


def loads_of(instance: Instance, *, backwards: bool = False) -> Loads:
    """Return what each group takes of the limits, wave by wave, read ``backwards`` if asked."""
    group, before, row = np.nonzero(instance.amounts.transpose(2, 0, 1))
    start = np.zeros(instance.groups + 1, dtype=np.int64)
    np.cumsum(np.bincount(group, minlength=instance.groups), out=start[1:])
    shift = before if backwards else -before
    return Loads(
        start,
        row.astype(np.int64),
        shift.astype(np.int64),
        np.ascontiguousarray(instance.amounts[before, row, group]),
    )
