"""The short elastic program in a solver: every row but the choice of a target may be missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from planner.optimising.solver_arrays import ArraySession, SparseRows
from planner.optimising.solvers import Verdict

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
    columns = len(unit_of)
    units_of = np.array([unit_of_row(row) for row in rows])
    slacks = sum(2 if row.equal else 1 for row in rows)
    price = np.zeros(columns + slacks)
    stated = SparseRows()
    one = np.ones(units)
    stated.add(np.asarray(unit_of), np.arange(columns), np.ones(columns), one, one)
    place = columns
    owner = []
    for row, unit in zip(rows, units_of.tolist(), strict=True):
        own = [place, place + 1] if row.equal else [place]
        place += len(own)
        owner.append(own)
        price[own] = unit / row.scale
        index = np.concatenate([row.pairs, own]).astype(np.int64)
        weight = np.concatenate([row.coefs / unit, [-1.0, 1.0][: len(own)]])
        right = np.array([row.right / unit])
        least = right if row.equal else np.array([-np.inf])
        stated.add(np.zeros(len(index), dtype=np.int64), index, weight, least, right)
    ends = np.zeros(columns + slacks), np.full(columns + slacks, np.inf)
    session = ArraySession(stated, price, *ends)
    session.solver.run()
    if session.verdict() is not Verdict.SOLVED:
        return 0.0, np.zeros(columns), np.zeros(len(rows)), np.zeros(len(rows))
    values = np.array(session.solver.getSolution().col_value)
    dual = session.row_prices()[units:] / units_of
    slack = np.array([values[own].sum() * u for own, u in zip(owner, units_of, strict=True)])
    value = float(session.solver.getInfo().objective_function_value)
    return value, values[:columns], dual, slack


def unit_of_row(row: Any) -> float:
    """Unit of a row's figures, in which what is missing is a share of its scale.

    Money in small units makes prices and duals so small in the row's own units that no solver
    tells them from nothing. Under a small limit, large amounts must not grow past what it takes.
    """
    largest = float(np.abs(row.coefs).max(initial=abs(row.right)))
    unit = max(float(row.scale), largest / LARGEST)
    return unit if np.isfinite(unit) else 1.0
