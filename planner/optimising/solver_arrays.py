"""The door to HiGHS for programs in arrays: filled in bulk, past PuLP's building.

Stating a program of 994 workloads in waves takes 0.03 s so and 0.5 s in PuLP, more than a fifth of
the run (``docs/decisions/filled-in-bulk.md``). Rows come as triples of row, column and coefficient
(coordinate form), block by block, from whoever states rules over arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from planner.optimising.banner import swallow_banner
from planner.optimising.solvers import FEASIBLE_POINT, Verdict

__all__ = ["ArraySession", "SparseRows", "row_unit"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

LARGE: Final = 1e9
SMALL: Final = 1e-2
"""A row whose largest figure is larger, or smaller, is stated in its unit: a solver would refuse
it, or not see it broken, since its tolerances are of 1."""


def row_unit(largest: float) -> float:
    """Unit of a row's figures, of which this is the largest."""
    fitting = SMALL <= largest <= LARGE or not 0 < largest < np.inf
    return 1.0 if fitting else largest


@dataclass(slots=True)
class SparseRows:
    """Rows ``lower <= sum weight * column <= upper`` in the making."""

    entries: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, row: Ints, column: Ints, weight: Floats, lower: Floats, upper: Floats) -> None:
        """Add ``len(lower)`` rows; ``row`` counts from 0 within them.

        Columns that are not there (-1) are left out; what is there twice adds up.
        """
        kept = column >= 0
        self.entries.append((row[kept] + self.count, column[kept], weight[kept]))
        self.lower.append(lower)
        self.upper.append(upper)
        self.count += len(lower)

    def compressed(self, columns: int) -> tuple[Ints, Ints, Floats]:
        """Row starts, columns and weights of all rows, row by row (CSR); zeros left out."""
        none = np.zeros(0, dtype=np.int64)
        row = np.concatenate([none, *(entry[0] for entry in self.entries)])
        column = np.concatenate([none, *(entry[1] for entry in self.entries)])
        weight = np.concatenate([np.zeros(0), *(entry[2] for entry in self.entries)])
        cell, place = np.unique(row * columns + column, return_inverse=True)
        total = np.bincount(place, weights=weight, minlength=len(cell))
        cell, total = cell[total != 0], total[total != 0]
        start = np.zeros(self.count + 1, dtype=np.int64)
        np.cumsum(np.bincount(cell // max(1, columns), minlength=self.count), out=start[1:])
        return start, cell % max(1, columns), total.astype(float)


class ArraySession:
    """HiGHS with a program in it, silent and on one thread.

    Parameters
    ----------
    cost, lower, upper
        Of each column.
    whole
        Which columns are integer; none where it is left out.
    offset
        Part of the value that no column changes.
    unit
        What the costs are divided by.

    Attributes
    ----------
    solver
        HiGHS itself, for options and callbacks.
    """

    def __init__(
        self,
        rows: SparseRows,
        cost: Floats,
        lower: Floats,
        upper: Floats,
        whole: NDArray[np.bool_] | None = None,
        *,
        offset: float = 0.0,
        unit: float = 1.0,
    ) -> None:
        import highspy

        start, index, weight = rows.compressed(len(cost))
        each = np.repeat(np.arange(rows.count), np.diff(start))
        largest = np.zeros(rows.count)
        np.maximum.at(largest, each, np.abs(weight))
        self._unit = np.array([row_unit(one) for one in largest.tolist()])
        linear = highspy.HighsLp()
        linear.num_col_, linear.num_row_ = len(cost), rows.count
        linear.col_cost_, linear.offset_ = cost / unit, offset / unit
        linear.col_lower_, linear.col_upper_ = lower, upper
        none = np.zeros(0)
        linear.row_lower_ = np.concatenate([none, *rows.lower]) / self._unit
        linear.row_upper_ = np.concatenate([none, *rows.upper]) / self._unit
        linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        linear.a_matrix_.start_ = start.astype(np.int32)
        linear.a_matrix_.index_ = index.astype(np.int32)
        linear.a_matrix_.value_ = weight / self._unit[each]
        if whole is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            linear.integrality_ = [kinds[int(flag)] for flag in whole]
        swallow_banner()
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.set(output_flag=False, log_to_console=False, threads=1)
        self.solver.passModel(linear)

    def set(self, **options: Any) -> None:
        """Set options by HiGHS's names for them."""
        for option, value in options.items():
            self.solver.setOptionValue(option, value)

    def give(self, columns: Floats) -> None:
        """Hand values of the first columns to the solver, to start from."""
        index = np.arange(len(columns), dtype=np.int32)
        self.solver.setSolution(len(columns), index, columns)

    def verdict(self) -> Verdict:
        """What the run that has ended says; a limit is no proof."""
        import highspy

        kinds, status = highspy.HighsModelStatus, self.solver.getModelStatus()
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):  # nothing is unbounded
            return Verdict.INFEASIBLE
        return Verdict.SOLVED if status == kinds.kOptimal else Verdict.UNKNOWN

    def columns(self) -> Floats | None:
        """Values of the columns where they keep every row; else None."""
        if self.solver.getInfo().primal_solution_status != FEASIBLE_POINT:
            return None
        return np.array(self.solver.getSolution().col_value)

    def row_prices(self) -> Floats:
        """Dual value of every row, in the row's own figures; rows that were added are the last."""
        duals = np.array(self.solver.getSolution().row_dual)
        duals[: len(self._unit)] /= self._unit[: len(duals)]
        return duals
