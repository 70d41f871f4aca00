"""The columns of the step form."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.optimising.solver_arrays import ArraySession, SparseRows
from planner.optimising.waves.instance import Instance

__all__ = ["StepModel", "new_model"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(slots=True)
class StepModel:
    """A linear program in the making: columns first, then rows, one rule after the other.

    Column ``g * W + w`` is ``z[g, w]``, 1 when group g has moved by the end of wave w. Then come,
    for every tie and wave, ``ahead[p, w]`` and ``behind[p, w]``, 1 while only the first, or only
    the second, of tie p has moved by the end of wave w. With ``lands`` there is also ``y[g, w] =
    z[g, w] - z[g, w - 1]``, 1 when g moves in wave w; these are then the integer columns, since in
    them a limit is a knapsack that a solver can cut into.
    """

    instance: Instance
    lower: Floats
    upper: Floats
    cost: Floats
    offset: float = 0.0
    lands: bool = False
    stated: SparseRows = field(default_factory=SparseRows)

    @property
    def rows(self) -> int:
        """How many rows there are by now."""
        return self.stated.count

    def moved(self, group: Ints, wave: Ints) -> Ints:
        """Columns ``z[group, wave]``."""
        return group * self.instance.waves + wave

    def ahead(self, tie: Ints, wave: Ints) -> Ints:
        """Columns ``ahead[tie, wave]``."""
        return (self.instance.groups + tie) * self.instance.waves + wave

    def behind(self, tie: Ints, wave: Ints) -> Ints:
        """Columns ``behind[tie, wave]``."""
        before = self.instance.groups + len(self.instance.tie_price)
        return (before + tie) * self.instance.waves + wave

    def landed(self, group: Ints, wave: Ints) -> Ints:
        """Columns ``y[group, wave]``."""
        before = self.instance.groups + 2 * len(self.instance.tie_price)
        return (before + group) * self.instance.waves + wave

    def add_rows(
        self, row: Ints, column: Ints, weight: Floats, lower: Floats, upper: Floats
    ) -> None:
        """Add ``len(lower)`` rows; ``row`` counts from 0 within them."""
        self.stated.add(row, column, weight, lower, upper)

    def loaded(self, *, whole: NDArray[np.bool_] | None = None, unit: float = 1.0) -> ArraySession:
        """Return a solver with the program in it; ``whole`` marks its integer columns, if any."""
        return ArraySession(
            self.stated, self.cost, self.lower, self.upper, whole, offset=self.offset, unit=unit
        )


def new_model(instance: Instance, *, lands: bool = False) -> StepModel:
    """Columns with their windows: ``z`` is 0 before the first open wave and 1 from the last on.

    With ``lands`` come the columns ``y``, 0 in a closed wave.
    """
    groups, waves = instance.open.shape
    first = instance.open.argmax(axis=1)
    last = waves - 1 - instance.open[:, ::-1].argmax(axis=1)
    numbers = np.arange(waves)
    lower = (numbers[None, :] >= last[:, None]).astype(float)
    upper = (numbers[None, :] >= first[:, None]).astype(float)
    ties = 2 * len(instance.tie_price) * waves
    landing = instance.open.astype(float).ravel() if lands else np.zeros(0)
    return StepModel(
        instance=instance,
        lower=np.concatenate([lower.ravel(), np.zeros(ties + len(landing))]),
        upper=np.concatenate([upper.ravel(), np.ones(ties), landing]),
        cost=np.zeros(groups * waves + ties + len(landing)),
        lands=lands,
    )
