"""How long a plan may take that answers a change at once."""

from __future__ import annotations

from typing import Final

__all__ = ["live_seconds"]

LEAST_S: Final = 0.65
PER_WORKLOAD_S: Final = 0.002
FEW: Final = 200
MOST_S: Final = 20.0


def live_seconds(workloads: int) -> float:
    """Return the time limit of a plan from an earlier one.

    With the scoring before it and the checking after it, the new plan is there within 1 s at 200
    workloads and within 3 s at 1,000.
    """
    return min(MOST_S, LEAST_S + PER_WORKLOAD_S * max(0, workloads - FEW))
