"""Budgets by year: one-off money for the moves cut over in a span of days, as limits over waves."""

from __future__ import annotations

from planner.errors import message
from planner.model.programme import MINOR_PER_UNIT, Budget, Programme, WaveSlot
from planner.model.rules import Words
from planner.optimising.problem import WaveLimit

__all__ = ["budget_key", "budget_limits"]


def budget_key(budget: Budget) -> str:
    """Return the id of a budget's limit in the planning problem."""
    return f"budget.{budget.id}"


def budget_limits(
    programme: Programme, calendar: tuple[WaveSlot, ...]
) -> tuple[tuple[WaveLimit, ...], tuple[Words, ...]]:
    """Return a limit on ``one_off`` for every budget, and notes on waves that none speaks of.

    A budget bounds the waves whose last open day lies in its span: ``sum of one_off[i, p] over the
    moves of these waves <= at_most``, in whole units of the currency. Each is a rule of its own, so
    that spans may overlap (a year, and a quarter of it) and a conflict names the one.
    """
    limits: list[WaveLimit] = []
    covered: set[int] = set()
    days = [programme.cut_over_day(slot) for slot in calendar]
    for budget in programme.budgets:
        waves = tuple(
            wave for wave, day in enumerate(days, 1) if budget.first_day <= day <= budget.last_day
        )
        if waves and budget.at_most_minor is not None:
            most = budget.at_most_minor / MINOR_PER_UNIT
            limits.append(WaveLimit(budget_key(budget), "one_off", (most,), None, (waves,)))
            covered.update(waves)
    left = [str(wave) for wave in range(1, len(days) + 1) if wave not in covered]
    if not limits or not left:
        return tuple(limits), ()
    return tuple(limits), (message("assessing.note.no_budget", waves=tuple(left)),)
