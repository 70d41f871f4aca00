"""The checker: recomputes every rule and every figure of a plan, and never sees a solver.

Standard library only, and nothing shared with the rest of the room but the words of the problem and
of the plan. The rules of each stage stand in :mod:`~planner.optimising.check.placement` and
:mod:`~planner.optimising.check.waves`, one function each; what a plan says of itself is compared
with what it is in :mod:`~planner.optimising.check.claims`.
"""

from planner.optimising.check.claims import (
    check_plan,
    find_violations,
    worth,
)
from planner.optimising.check.placement import check_placement, placement_value
from planner.optimising.check.violation import TOLERANCE, Violation
from planner.optimising.check.waves import check_waves, wave_value

__all__ = [
    "TOLERANCE",
    "Violation",
    "check_placement",
    "check_plan",
    "check_waves",
    "find_violations",
    "placement_value",
    "wave_value",
    "worth",
]
