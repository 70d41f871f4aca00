"""Budgets by year: what the moves of each take of it, and what falls due beside them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.programme import Budget
from planner.reporting.figures import Figures, counted

__all__ = ["BudgetUse", "budget_uses"]


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget, and what is spent in its span, in minor units.

    ``moves_minor`` is what the plan was held to: the one-off cost of the moves cut over in the
    span, of those not yet sure too, whenever they are made. ``besides_minor`` falls due because of
    the day: contracts left early, hardware, support, licences.
    """

    budget: Budget
    moves_minor: int
    besides_minor: int

    @property
    def at_most_minor(self) -> int:
        """What the budget holds."""
        return self.budget.at_most_minor or 0

    @property
    def left_minor(self) -> int:
        """What all of it leaves; below 0 where what falls due besides breaks the budget."""
        return self.at_most_minor - self.moves_minor - self.besides_minor


def budget_uses(figures: Figures) -> tuple[BudgetUse, ...]:
    """Return the use of every budget that the calendar touches, in the programme's order."""
    found = []
    for budget in figures.study.programme.budgets:
        if budget.at_most_minor is None:
            continue
        waves = [w for w in figures.waves if budget.first_day <= w.cut_over <= budget.last_day]
        moves = [move for wave in waves for move in wave.moves]
        spent = sum(max(0, move.case.one_off_minor) for move in moves if move.case is not None)
        besides = sum(
            move.one_off_minor - move.case.one_off_minor
            for move in counted(moves)
            if move.case is not None
        )
        if any(
            slot.first_day <= budget.last_day and budget.first_day <= slot.last_day
            for slot in figures.study.calendar
        ):
            found.append(BudgetUse(budget, spent, besides))
    return tuple(found)
