"""How much work a plan may take that answers a change at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.optimising.outcome import Options
from planner.optimising.parameters import DEFAULTS

__all__ = ["live_options"]

LEAST_STEPS: Final = 650
STEPS_PER_WORKLOAD: Final = 2
FEW: Final = 200
MOST_STEPS: Final = 20_000
NET_S: Final = 2.0
NET_S_PER_WORKLOAD: Final = 0.003
"""Seconds after which the clock ends it all the same, once it has a plan or a proof."""


def live_options(workloads: int) -> Options:
    """Return how to search from an earlier plan for the answer to a change.

    Steps are counted; the clock is a net for whoever waits, and a plan that it ended says so.
    """
    steps = min(MOST_STEPS, LEAST_STEPS + STEPS_PER_WORKLOAD * max(0, workloads - FEW))
    net = NET_S + NET_S_PER_WORKLOAD * workloads
    return Options(None, steps, parameters=replace(DEFAULTS, net_seconds=net))
