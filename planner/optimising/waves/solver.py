"""A model of the waves as a program that HiGHS has taken over."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.variables import StepModel

__all__ = ["loaded"]


def loaded(model: StepModel, *, whole: NDArray[np.bool_] | None = None, unit: float = 1.0) -> Any:
    """Pass a model to a new solver, silent; ``whole`` marks its integer columns, if any.

    Costs are divided by ``unit``.
    """
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    start, column, weight = model.matrix()
    linear = highspy.HighsLp()
    linear.num_col_ = len(model.cost)
    linear.num_row_ = model.rows
    linear.col_cost_ = model.cost / unit
    linear.col_lower_ = model.lower
    linear.col_upper_ = model.upper
    linear.offset_ = model.offset / unit
    empty = [np.zeros(0)]
    linear.row_lower_ = np.concatenate(model.row_lower or empty)
    linear.row_upper_ = np.concatenate(model.row_upper or empty)
    linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    linear.a_matrix_.start_ = start.astype(np.int32)
    linear.a_matrix_.index_ = column.astype(np.int32)
    linear.a_matrix_.value_ = weight
    if whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        linear.integrality_ = [kinds[int(flag)] for flag in whole]
    solver.passModel(linear)
    return solver
