"""Placement: one target for every workload, with a proven bound."""

from planner.optimising.placement.instance import with_extra_cost
from planner.optimising.placement.search import place_value, solve_placement
from planner.optimising.placement.warm import warm_up

__all__ = ["place_value", "solve_placement", "warm_up", "with_extra_cost"]
