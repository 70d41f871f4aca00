"""Both stages at once: a bound of the worth of every plan, whatever the size."""

from planner.optimising.whole.stated import (
    before_bound_of_worth,
    prices_of_waves,
    with_bound_of_worth,
)

__all__ = ["before_bound_of_worth", "prices_of_waves", "with_bound_of_worth"]
