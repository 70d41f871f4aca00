"""What a piece of work counts: a step is about a millisecond of one processor.

Limits of work count steps and never look at the clock. That shares of a limit mean the same with
either, a step of every method has to take about as long: what a piece takes is told beforehand by
its size, and a solver's run by its pivots and rounds, which are the same every time. A run in
whole numbers is counted while it goes on, and ended after the round in which its steps are up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

__all__ = [
    "POINT_ENTRIES",
    "READ_ENTRIES",
    "STEPS_A_SECOND",
    "SWEPT",
    "of_ascent",
    "of_build",
    "of_descent",
    "of_first_program",
    "of_products",
    "of_root",
    "of_run",
    "of_sweep",
    "of_tabu",
    "of_whole_sweep",
    "pivots_within",
    "points_within",
    "run_counted",
]

STEPS_A_SECOND: Final = 1_000
STEPS_A_PIVOT: Final = 0.3
"""Steps of a pivot of the simplex method: large programs are sparse, small ones are cut often."""
POINT_ENTRIES: Final = 2_000
"""Rows and entries that an iteration of interior points takes a millisecond for."""
READ_ENTRIES: Final = 1_500
"""The same for building and presolving a program."""
STATED_ENTRIES: Final = 300
"""The same for stating it in PuLP."""
FIRST_PIVOTS: Final = 0.5
"""Pivots for each row that the first linear program of one in whole numbers takes: 0.45 to 0.83 in
programs over both stages of 150 to 450 workloads."""
ROUND_ENTRIES: Final = 300
"""The same for a round of cuts before the first branch."""
PIVOTS_IN_LOG: Final = re.compile(r" (\d+)([km]?) +[\d.]+s\s*$")
"""Pivots so far in a line of HiGHS's log: what it tells of a program in whole numbers while it
runs, in thousands where they are many."""
SWEPT: Final = 60_000
"""Joint labels that a sweep of messages takes a millisecond for."""
SWEPT_AT_ONCE: Final = 300_000
"""The same of targets and waves together."""
DESCENDED: Final = 4_000
"""Edges times targets that a local search of a placement takes a millisecond for."""
PRODUCT_ROWS: Final = 22_000
"""Rows for products, squared, that a millisecond is needed for."""
EXCHANGED: Final = 130_000
"""Exchanges of two units that a tabu search tries in a millisecond."""
ASCENDED: Final = 20_000
"""Cells of the waves that a round of the dual ascent takes a millisecond for."""


def of_run(entries: int, pivots: int, points: int = 0, rounds: int = 0) -> int:
    """Steps of a run of a solver, by rows and entries of its program and what was done there."""
    size = 1 / READ_ENTRIES + max(0, points) / POINT_ENTRIES + rounds / ROUND_ENTRIES
    return max(1, round(STEPS_A_PIVOT * max(0, pivots) + entries * size))


def run_counted(
    solver: Any, ended: Callable[[], bool] = lambda: False, most: int | None = None
) -> int:
    """Run HiGHS until it ends, somebody says so, or ``most`` steps are up; return its steps.

    It is ended where another round like the last would be too much, and only right after HiGHS has
    told of one: between that it looks by the clock too. The first linear program, and what it
    tries in a smaller program of its own, come to their end; whoever asks for less than
    :func:`of_first_program` tries that one alone before.
    """
    entries, rounds, pivots, spent = solver.getNumRow() + solver.getNumNz(), 0, 0, 0
    fresh = False

    def read(event: Any) -> None:
        nonlocal fresh, pivots
        told = PIVOTS_IN_LOG.search(event.message)
        known = pivots
        if told is not None:
            pivots = int(told[1]) * {"": 1, "k": 1_000, "m": 1_000_000}[told[2]]
            fresh = fresh or pivots > known

    def look(event: Any) -> None:
        nonlocal fresh, rounds, spent
        over = False
        if fresh:
            rounds += event.data_out.mip_node_count <= 0
            before, spent = spent, of_run(entries, pivots, 0, rounds)
            over = most is not None and 2 * spent - before > most
        fresh = False
        event.interrupt(over or ended())

    heard = ((solver.cbMipInterrupt, look), (solver.cbLogging, read))
    solver.setOptionValue("mip_min_logging_interval", 0.0)
    solver.setOptionValue("output_flag", True)
    for event, hear in heard:
        event.subscribe(hear)
    try:
        solver.run()
    finally:
        for event, hear in heard:
            event.unsubscribe(hear)
    info = solver.getInfo()
    return of_run(entries, info.simplex_iteration_count, info.ipm_iteration_count, rounds)


def of_build(rows: int, entries: int) -> int:
    """Steps of stating a program in PuLP."""
    return round((rows + entries) / STATED_ENTRIES)


def of_first_program(rows: int, entries: int) -> int:
    """Steps that the first linear program of one in whole numbers takes, by its size."""
    return of_run(rows + entries, round(FIRST_PIVOTS * rows))


def of_root(cells: int) -> int:
    """Steps that the first branch of a program of the waves takes at most, by its open cells."""
    steps: float = cells**1.5 / 40
    return round(steps)


def pivots_within(steps: int) -> int:
    """Pivots of the simplex method that fit into so many steps; one at the least."""
    return max(1, round(steps / STEPS_A_PIVOT))


def points_within(steps: int, entries: int) -> int:
    """Interior points that fit into so many steps; one at the least."""
    return max(1, steps * POINT_ENTRIES // max(1, entries))


def of_sweep(edges: int, targets: int) -> int:
    """Steps of a sweep of messages along the edges of a placement."""
    return max(1, round(edges * targets * targets / SWEPT))


def of_whole_sweep(targets: int, edges: int, waves: int, orders: int) -> float:
    """Steps of a sweep over both stages, not rounded, by edges of targets and of waves."""
    return (edges * targets**2 + orders * (waves + 1) ** 2) / SWEPT_AT_ONCE


def of_descent(edges: int, targets: int) -> int:
    """Steps of a local search of a placement from one plan."""
    return max(1, round(edges * targets / DESCENDED))


def of_products(rows: int) -> int:
    """Steps until the program with so many rows for products of choices begins to cut."""
    return round(rows * rows / PRODUCT_ROWS)


def of_tabu(moves: int, units: int) -> int:
    """Steps of so many moves of a tabu search, which looks at every exchange of two units."""
    return max(1, round(moves * units * units / EXCHANGED))


def of_ascent(cells: int) -> int:
    """Steps of a round of the dual ascent of the waves."""
    return max(1, round(cells / ASCENDED))
