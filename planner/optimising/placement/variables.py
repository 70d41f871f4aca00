"""The integer program's columns and rows, gathered block by block as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.optimising.placement.instance import Bools, Floats, Instance, Ints
from planner.optimising.solver_arrays import SparseRows

__all__ = ["Model", "new_model"]


@dataclass(slots=True)
class Model:
    """A program under construction.

    Columns: first ``x[i, p]`` for each open label in the order of ``open_unit, open_target``
    (``column`` gives its number, -1 where the label is closed), then the flows or products. Rows
    are held as triples. ``offset`` is a part of the value that no choice changes.
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
    stated: SparseRows = field(default_factory=SparseRows)

    @property
    def rows(self) -> int:
        """How many rows there are by now."""
        return self.stated.count

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
        self.stated.add(row, index, weight, lower, upper)


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
