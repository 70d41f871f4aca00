"""The integer program's columns and rows, gathered block by block as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.optimising.placement.instance import Bools, Floats, Instance, Ints

__all__ = ["Model", "new_model"]


@dataclass(slots=True)
class Model:
    """A program under construction.

    Columns: first ``x[i, p]`` for each open label in the order of ``open_unit, open_target``
    (``column`` gives its number, -1 where the label is closed), then the flows or products. Rows
    are held as triplets. ``offset`` is a part of the value that no choice changes.
    """

    instance: Instance
    open_unit: Ints
    open_target: Ints
    column: Ints
    cost: list[Floats] = field(default_factory=list)
    ceiling: list[Floats] = field(default_factory=list)
    whole: list[Bools] = field(default_factory=list)
    columns: int = 0
    offset: float = 0.0
    rows: int = 0
    row: list[Ints] = field(default_factory=list)
    index: list[Ints] = field(default_factory=list)
    weight: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)

    def add_columns(self, cost: Floats, ceiling: float = np.inf, *, whole: bool = False) -> int:
        """Add columns from 0 to ``ceiling`` with these costs; the number of the first."""
        first = self.columns
        self.cost.append(cost)
        self.ceiling.append(np.full(len(cost), ceiling))
        self.whole.append(np.full(len(cost), whole))
        self.columns += len(cost)
        return first

    def add_rows(
        self, row: Ints, index: Ints, weight: Floats, lower: Floats, upper: Floats
    ) -> None:
        """Add rows; ``row`` counts from 0 within this block, closed columns (-1) are left out."""
        kept = index >= 0
        self.row.append(row[kept] + self.rows)
        self.index.append(index[kept])
        self.weight.append(weight[kept])
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows += len(lower)

    def matrix(self) -> tuple[Ints, Ints, Floats]:
        """Row-wise start, index and weight."""
        empty = np.zeros(0, dtype=np.int64)
        row = np.concatenate([empty, *self.row])
        index = np.concatenate([empty, *self.index])
        weight = np.concatenate([np.zeros(0), *self.weight])
        order = np.argsort(row, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=self.rows))])
        return start.astype(np.int64), index[order], weight[order]


def new_model(instance: Instance, open_label: Bools | None = None) -> Model:
    """Choose one open label per unit: ``x[i, p]`` in {0, 1}.

    Parameters
    ----------
    open_label
        Labels that may still be chosen, shape (units, targets); every allowed one if None.
    """
    usable = np.isfinite(instance.cost)
    if open_label is not None:
        usable &= open_label
    unit, target = np.nonzero(usable)
    column = np.full(instance.cost.shape, -1, dtype=np.int64)
    column[unit, target] = np.arange(len(unit))
    model = Model(instance, unit, target, column)
    model.add_columns(np.zeros(len(unit)), 1.0, whole=True)
    return model
