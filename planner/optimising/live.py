"""How much work a plan may take that answers a change at once."""

from __future__ import annotations

from typing import Final

from planner.optimising.outcome import Options

__all__ = ["live_options"]

LEAST_STEPS: Final = 650
STEPS_PER_WORKLOAD: Final = 2
FEW: Final = 200
MOST_STEPS: Final = 20_000


def live_options(workloads: int) -> Options:
    """Return how to search from an earlier plan for the answer to a change.

    Steps alone end it, so that a busy machine gives the same answer, only later.
    """
    steps = min(MOST_STEPS, LEAST_STEPS + STEPS_PER_WORKLOAD * max(0, workloads - FEW))
    return Options(None, steps)
