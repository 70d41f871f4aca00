"""What a plan uses of a limit, in figures a reader knows: money, shares of what counts, units."""

from __future__ import annotations

from typing import Final

from planner.optimising.problem import Limit
from planner.reporting.view import View

__all__ = ["COUNTED", "MONEY", "SHARED", "counted_as", "free_limits", "limit_figure"]

MONEY: Final = ("one_off", "run_year")
SHARED: Final = ("production", "critical")
"""Amounts that count workloads of a kind: a limit on them is a share of that kind."""
COUNTED: Final = "count"
BINARY: Final = (("PiB", 1024.0**2), ("TiB", 1024.0))
"""Units above GiB, and how many GiB they hold."""
LEAST: Final = 10.0
"""So much of a unit, at least, for it to be used."""
FREE_POINTS: Final = 0.005


def limit_figure(view: View, limit: Limit, value: float | None) -> str:
    """Return a figure of a limit with its unit; "no limit" where there is none.

    Parameters
    ----------
    limit
        Says the unit.
    value
        In the problem's units; None: there is no limit.
    """
    words, amount = view.words, limit.amount
    if value is None:
        return words.say("no_limit")
    if amount in MONEY:
        return words.money(round(value * 100))
    if amount in SHARED and (whole := counted_as(view, amount)):
        return words.percent(value / whole, 1)
    if amount == COUNTED:
        return words.plural("limit.workloads", round(value))
    if amount.endswith("_gib"):
        largest = max(value, limit.at_most or 0.0, limit.at_least or 0.0)
        found = ((unit, size) for unit, size in BINARY if largest >= LEAST * size)
        unit, size = next(found, ("GiB", 1.0))
        return f"{words.number(value / size, 0 if size == 1.0 else 1)} {unit}"
    if amount.endswith("cpu_cores"):
        return words.plural("limit.cores", round(value))
    return words.number(value)


def counted_as(view: View, kind: str) -> int:
    """Count the workloads that a limit's share is a share of: those in production, say."""
    return sum(kind in one.amounts for one in view.study.problem.workloads)


def free_limits(view: View) -> frozenset[str]:
    """Return the limits that are proven to cost the plan nothing: full or not, they do not bind."""
    return frozenset(
        price.rule.id
        for price in view.study.insights.prices
        if price.rule.kind == "limit"
        and price.rule.id
        and price.points <= FREE_POINTS
        and price.most is not None
        and price.most <= FREE_POINTS
    )
