"""Costs that fall due on a day: what waiting costs, and what leaving before its day costs.

Five kinds, in minor units at today's prices, undiscounted:

- ``exit_cost``: paid on the day of leaving where that is before the contract's end;
- ``contract_tail``: today's run cost up to the contract's end, where nobody knows what leaving
  before it costs;
- ``licence_tail``: what is left of the licence's term when it is left, ``(1 - share kept) * cost a
  year * years left``; a term begins anew every ``licence_term_years`` from ``licence_end_date`` on;
- ``hardware_refresh``: paid once on its date by whoever has not left by then;
- ``extended_support``: bought for a year on the day support ends and on each anniversary, by
  whoever has not left by then.

Somebody who stays pays the last two as long as the horizon lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.assessing.contracts import (
    DAYS_PER_YEAR,
    contract_tail,
    exit_spared,
    last_cut_over,
)
from planner.model.inventory import Workload
from planner.model.programme import Programme

__all__ = ["LEAVING", "Due", "dues", "horizon_end", "licence_years", "wave_costs", "years_later"]

LEAVING: Final = ("exit_cost", "contract_tail", "licence_tail")
"""Kinds that fall due on the day of leaving."""


@dataclass(frozen=True, slots=True)
class Due:
    """A payment: its kind, its day, and how much in minor units."""

    kind: str
    day: date
    amount_minor: int


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February for one that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def horizon_end(start: date, years: int) -> date:
    """Return the first day behind the horizon."""
    return years_later(start, years)


def dues(
    workload: Workload, start: date, end: date, leaves: date | None, licence_share: float
) -> tuple[Due, ...]:
    """Return what falls due from ``start`` up to, not including, ``end``.

    Parameters
    ----------
    leaves
        Day of the cut-over, None where it stays.
    licence_share
        Share of today's licences that its target needs too, 0 to 1.
    """
    found = list(_waiting(workload, start, end, leaves))
    if leaves is not None:
        ends, price = workload.day("contract_end_date"), workload.money("exit_cost")
        if price and (ends is None or leaves < ends):
            found.append(Due("exit_cost", leaves, price))
        if tail := contract_tail(workload, leaves, end):
            found.append(Due("contract_tail", leaves, tail))
        if tail := _tail(workload, leaves, end, licence_share):
            found.append(Due("licence_tail", leaves, tail))
    return tuple(found)


def _waiting(workload: Workload, start: date, end: date, leaves: date | None) -> Iterator[Due]:
    until = end if leaves is None else min(end, leaves)
    day, cost = workload.day("refresh_date"), workload.money("refresh_cost")
    if day is not None and cost and start <= day < until:
        yield Due("hardware_refresh", day, cost)
    ends, yearly = workload.day("support_end_date"), workload.money("extended_support_cost_year")
    if ends is None or not yearly:
        return
    for year in range(max(0, start.year - ends.year), until.year - ends.year + 1):
        day = years_later(ends, year)
        if start <= day < until:
            yield Due("extended_support", day, yearly)


def licence_years(workload: Workload, leaves: date, end: date) -> float:
    """Return the years of a licence that are still paid for, within the horizon.

    None of them where it has run out and no term says when it was renewed.

    Parameters
    ----------
    leaves
        Day on which the workload leaves it.
    end
        Last day of the horizon.
    """
    ends = workload.day("licence_end_date")
    if ends is None:
        return 0.0
    left = (ends - leaves).days / DAYS_PER_YEAR
    term = workload.number("licence_term_years")
    if left < 0:
        begun = -left % term if term else 0.0
        left = term - begun if term and begun else 0.0
    return min(left, max(0.0, (end - leaves).days / DAYS_PER_YEAR))


def _tail(workload: Workload, leaves: date, end: date, licence_share: float) -> int:
    licence = workload.money("licence_cost_year")
    if not licence or licence_share >= 1:
        return 0
    return round(licence_years(workload, leaves, end) * (1.0 - licence_share) * licence)


_DATED: Final = (
    "refresh_cost", "extended_support_cost_year", "exit_cost", "licence_cost_year",
)  # fmt: skip
"""Amounts without which nothing depends on the day of a cut-over."""


def wave_costs(
    workload: Workload, programme: Programme, days: Sequence[date], years: int, share: float
) -> tuple[int, ...]:
    """Return what cutting over in each wave costs besides, in minor units; empty for nothing.

    What the case of the target has already is taken off: the tail of a licence left on the
    programme's first day, and what no wave is late enough to spare of leaving a contract.

    Parameters
    ----------
    days
        Cut-over of every wave.
    years
        Horizon.
    share
        Of the licence's cost that ends with the move, 0 to 1.
    """
    start = programme.begins
    if start is None or not days:
        return ()
    end = horizon_end(start, years)
    if not any(map(workload.money, _DATED)) and not contract_tail(workload, days[0], end):
        return ()
    counted = _tail(workload, start, end, share)
    if not exit_spared(workload, programme):
        counted += workload.money("exit_cost") or 0
    counted += contract_tail(workload, last_cut_over(programme) or start, end)
    costs = tuple(
        sum(due.amount_minor for due in dues(workload, start, end, day, share)) - counted
        for day in days
    )
    return costs if any(costs) else ()
