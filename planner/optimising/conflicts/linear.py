"""The short elastic program in HiGHS: every row but the choice of a target may be missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["solve_elastic"]

LARGEST = 1e9
"""No figure of a row is larger in the row's unit."""


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
        [K] columns, [rows] duals (not above 0 for ``<=`` rows) and what each row is missed by;
        nothing is missing where the solver has no answer, which is then sought elsewhere.
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
    units_of = [unit_of_row(row) for row in rows]
    for row, unit in zip(rows, units_of, strict=True):
        own = [place, place + 1] if row.equal else [place]
        place += len(own)
        owner.append(own)
        price[own] = unit / row.scale
        index.extend([row.pairs, own])
        weight.extend([row.coefs / unit, [-1.0, 1.0][: len(own)]])
        start.append(start[-1] + len(row.pairs) + len(own))
        lower.append(row.right / unit if row.equal else -np.inf)
        upper.append(row.right / unit)
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
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return 0.0, np.zeros(columns), np.zeros(len(rows)), np.zeros(len(rows))
    values = np.array(solution.col_value)
    dual = np.array(solution.row_dual)[units:] / np.array(units_of)
    slack = np.array([values[own].sum() * u for own, u in zip(owner, units_of, strict=True)])
    return float(solver.getInfo().objective_function_value), values[:columns], dual, slack


def unit_of_row(row: Any) -> float:
    """Unit of a row's figures, in which what is missing is a share of its scale.

    Money in small units makes prices and duals so small in the row's own units that no solver
    tells them from nothing. Under a small limit, large amounts must not grow past what it takes.
    """
    largest = float(np.abs(row.coefs).max(initial=abs(row.right)))
    unit = max(float(row.scale), largest / LARGEST)
    return unit if np.isfinite(unit) else 1.0
