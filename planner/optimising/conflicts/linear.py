"""The short elastic program in HiGHS: every row but the choice of a target may be missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["solve_elastic"]


def solve_elastic(units: int, unit_of: Any, rows: Sequence[Any]) -> tuple[float, Any, Any, Any]:
    """Minimise what the rows are missed by, each over its scale.

    Parameters
    ----------
    units
        Number of workloads; exactly one of a workload's columns is taken, in fractions.
    unit_of
        [K] workload of each column.
    rows
        With ``pairs`` (columns), ``coefs``, ``right``, ``scale``, ``equal``.

    Returns
    -------
    value, x, dual, slack
        [K] columns, [rows] duals (not above 0 for ``<=`` rows) and what each row is missed by.
    """
    import highspy

    columns = len(unit_of)
    slacks = sum(2 if row.equal else 1 for row in rows)
    price = np.zeros(columns + slacks)
    start, index, weight, lower, upper = [0], list[Any](), list[Any](), list[float](), list[float]()
    order = np.argsort(unit_of, kind="stable")
    counts = np.bincount(unit_of, minlength=units)
    index.append(order)
    weight.append(np.ones(columns))
    start.extend(np.cumsum(counts).tolist())
    lower.extend([1.0] * units)
    upper.extend([1.0] * units)
    place = columns
    owner = []
    for row in rows:
        own = [place, place + 1] if row.equal else [place]
        place += len(own)
        owner.append(own)
        price[own] = 1.0 / row.scale
        index.extend([row.pairs, own])
        weight.extend([row.coefs, [-1.0, 1.0][: len(own)]])
        start.append(start[-1] + len(row.pairs) + len(own))
        lower.append(row.right if row.equal else -np.inf)
        upper.append(row.right)
    linear = highspy.HighsLp()
    linear.num_col_ = columns + slacks
    linear.num_row_ = units + len(rows)
    linear.col_cost_ = price
    linear.col_lower_ = np.zeros(columns + slacks)
    linear.col_upper_ = np.full(columns + slacks, np.inf)
    linear.row_lower_, linear.row_upper_ = np.array(lower), np.array(upper)
    linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    linear.a_matrix_.start_ = np.array(start, dtype=np.int32)
    linear.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
    linear.a_matrix_.value_ = np.concatenate(weight).astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("log_to_console", False), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.passModel(linear)
    solver.run()
    solution = solver.getSolution()
    values = np.array(solution.col_value)
    dual = np.array(solution.row_dual)[units:]
    slack = np.array([values[own].sum() for own in owner])
    return float(solver.getInfo().objective_function_value), values[:columns], dual, slack
