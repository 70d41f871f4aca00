"""What a piece of work counts: a step is about a millisecond of one processor.

Limits of work count steps and never look at the clock. That shares of a limit mean the same with
either, a step of every method has to take about as long: what a piece takes is told beforehand by
its size, and of a solver's run afterwards by its pivots, which are the same every time.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = [
    "STEPS_A_SECOND",
    "nodes_within",
    "of_ascent",
    "of_build",
    "of_descent",
    "of_root",
    "of_run",
    "of_sweep",
    "pivots_within",
    "points_within",
]

STEPS_A_SECOND: Final = 1_000
STEPS_A_PIVOT: Final = 0.3
"""Steps of a pivot of the simplex method: large programs are sparse, small ones are cut often."""
POINT_ENTRIES: Final = 3_500
"""Rows and entries that an iteration of interior points takes a millisecond for."""
READ_ENTRIES: Final = 1_500
"""The same for building and presolving a program."""
STATED_ENTRIES: Final = 300
"""The same for stating it in PuLP."""
NODE_COLUMNS: Final = 200
"""Columns of a program for each millisecond of a branch."""
SWEPT: Final = 60_000
"""Joint labels that a sweep of messages takes a millisecond for."""
DESCENDED: Final = 4_000
"""Edges times targets that a local search of a placement takes a millisecond for."""
ASCENDED: Final = 20_000
"""Cells of the waves that a round of the dual ascent takes a millisecond for."""


def of_run(solver: Any) -> int:
    """Steps of a run of HiGHS that has ended, by the size of its program and its pivots."""
    info = solver.getInfo()
    entries = solver.getNumRow() + solver.getNumNz()
    points = max(0, info.ipm_iteration_count) / POINT_ENTRIES
    pivots = STEPS_A_PIVOT * max(0, info.simplex_iteration_count)
    steps: float = pivots + entries * (1 / READ_ENTRIES + points)
    return max(1, round(steps))


def of_build(rows: int, entries: int) -> int:
    """Steps of stating a program in PuLP."""
    return round((rows + entries) / STATED_ENTRIES)


def of_root(cells: int) -> int:
    """Steps that the first branch of a program of the waves takes at most, by its open cells."""
    steps: float = cells**1.5 / 40
    return round(steps)


def nodes_within(steps: int, columns: int) -> int:
    """Branches of a program of so many columns that fit into so many steps; one at the least."""
    return max(1, steps * NODE_COLUMNS // max(NODE_COLUMNS // 4, columns))


def pivots_within(steps: int) -> int:
    """Pivots of the simplex method that fit into so many steps; one at the least."""
    return max(1, round(steps / STEPS_A_PIVOT))


def points_within(steps: int, entries: int) -> int:
    """Interior points that fit into so many steps; one at the least."""
    return max(1, steps * POINT_ENTRIES // max(1, entries))


def of_sweep(edges: int, targets: int) -> int:
    """Steps of a sweep of messages along the edges of a placement."""
    return max(1, round(edges * targets * targets / SWEPT))


def of_descent(edges: int, targets: int) -> int:
    """Steps of a local search of a placement from one plan."""
    return max(1, round(edges * targets / DESCENDED))


def of_ascent(cells: int) -> int:
    """Steps of a round of the dual ascent of the waves."""
    return max(1, round(cells / ASCENDED))
