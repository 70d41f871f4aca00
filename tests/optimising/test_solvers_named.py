"""Which solver a plan names: the one asked for, and HiGHS for what that does not reach."""

from __future__ import annotations

from planner.optimising.solvers import solver_name, solver_version, solvers_used
from planner.optimising.vouching import Voucher, solver_words, vouched


def test_highs_alone_is_named_as_each_stage_names_it() -> None:
    assert solvers_used("HiGHS") == "HiGHS"
    assert solvers_used("HiGHS", "HiGHS, part by part") == "HiGHS, part by part"


def test_another_solver_is_named_with_what_stays_with_highs() -> None:
    named = solvers_used("CBC", solver_name())
    assert named.startswith("CBC (")
    assert solver_name() in named
    assert solver_version("CBC").startswith("PuLP ")
    words = solver_words(named, {"waves": Voucher.SOLVER})
    assert vouched(words) == (named, {"waves": Voucher.SOLVER})
