"""Placement: one target for every workload, with a proven bound."""

from planner.optimising.placement.instance import with_extra_cost
from planner.optimising.placement.search import is_dense, solve_placement

__all__ = ["is_dense", "solve_placement", "with_extra_cost"]
