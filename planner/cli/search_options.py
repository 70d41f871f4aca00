"""How a command searches, and on which day: as asked, else as is usual."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.optimising.outcome import Options
    from planner.questioning import Asked

__all__ = ["asked_of", "options_of", "refuse_unknown", "today_of"]

QUESTIONS_WORK: Final = 6_000
QUESTIONS_WORK_PER_WORKLOAD: Final = 3
"""Steps that each half of the questions gets at least: a step is about a millisecond."""
QUESTIONS_SHARE: Final = 0.9
"""What they get where the search is given more time, as a share of it."""


def refuse_unknown(parsed: argparse.Namespace) -> None:
    """Refuse a solver, a preset or parameters that nobody can search by, before any file is read.

    Raises
    ------
    BadInputError
        One of them is not there.
    """
    from planner.optimising.parameters import read_parameters
    from planner.optimising.solvers import known_solver

    known_solver(parsed.solver)
    if getattr(parsed, "params", None):
        read_parameters(parsed.params)
    if getattr(parsed, "preset", ""):
        from planner.assessing.published.audit import published_set

        published_set(parsed.preset)


def options_of(parsed: argparse.Namespace, workloads: int) -> Options:
    """How to search: as asked, else by a default work limit, so that no load changes the plan."""
    from planner.optimising.outcome import Options, unlimited
    from planner.optimising.parameters import DEFAULTS, read_parameters
    from planner.optimising.solvers import known_solver

    path = getattr(parsed, "params", None)
    parameters = read_parameters(path) if path else DEFAULTS
    asked = unlimited(workloads, parsed.gap, parsed.seed, parameters)
    if parsed.time_limit is not None or parsed.work_limit is not None:
        limits = parsed.time_limit, parsed.work_limit
        asked = Options(*limits, gap=parsed.gap, seed=parsed.seed, parameters=parameters)
    return replace(asked, solver=known_solver(parsed.solver))


def asked_of(study: Study, time_limit_s: float | None) -> Asked:
    """Fewer draws for large inventories, so that the answers come in time.

    Who gives the search more time gives it to the questions too: the prices of the rules need it.
    They count it in steps, so that one plan gets the same answers every time.
    """
    from planner.optimising.work import STEPS_A_SECOND
    from planner.questioning import Asked

    count = max(1, len(study.problem.workloads))
    work = QUESTIONS_WORK + QUESTIONS_WORK_PER_WORKLOAD * count
    work = max(work, round(QUESTIONS_SHARE * STEPS_A_SECOND * (time_limit_s or 0.0)))
    draws = max(100, min(1000, 200_000 // count))
    return Asked(work, draws, study.plan.seed)


def today_of(parsed: argparse.Namespace) -> date:
    """Return the day to plan on: as asked, else the machine's own."""
    chosen: date | None = getattr(parsed, "today", None)
    return chosen or datetime.now(UTC).astimezone().date()
