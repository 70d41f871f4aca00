"""Draws of money: what errs for all alike, and each workload's own.

A price sheet that is wrong is wrong for everybody on its target, effort is misjudged by the same
people everywhere, and load grows for all. So a draw has one factor for every target's sheet, one
for effort and one growth of the load, and every workload on every target has its own noise beside:

- ``yearly[b, i, p] = exp(sheet[b, p] + own[b, i, p])``, times ``1 + growth[b] * (years + 1) / 2``
  for infrastructure: the mean over the horizon of a growth a year that was not foreseen;
- ``once[b, i, p] = exp(effort[b] + own[b, i, p])``.

The logarithms are normal, less half their variance, so that the mean of every factor is 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.assessing.price_sheet import annuity
from planner.assessing.worth import opened
from planner.model.study import Study
from planner.questioning.arrays import Arrays, Floats

__all__ = ["MoneyDraws", "MoneyParts", "draw_money", "money_parts"]

SHEET: Final = 0.10
"""Spread of the common factor of a target's prices."""
EFFORT: Final = 0.15
"""Spread of the common factor of what moves cost once."""
GROWTH: Final = 0.02
"""Spread of the growth of the load, a year."""
OWN: Final = 0.10
OWN_UNKNOWN: Final = 0.30
"""A workload's own spread where its costs are known, and where they are not."""
GUESSED: Final = 1.25
"""How much wider that is where the kind of system is read from a name."""
LEAST_GROWN: Final = 0.2


@dataclass(frozen=True)
class MoneyParts:
    """Net present cost in minor units by part, shape (workloads, p), and the spread of each own.

    ``once + infrastructure + others`` is the net present cost of the case.
    """

    once: Floats
    infrastructure: Floats
    others: Floats
    own: Floats
    years: int

    def points_per_minor(self, arrays: Arrays) -> float:
        """What a minor unit is worth in the objective: read from the dearest case."""
        whole = self.once + self.infrastructure + self.others
        if not whole.size:
            return 0.0
        dearest = np.unravel_index(np.argmax(np.abs(whole)), whole.shape)
        return float(arrays.money[dearest] / whole[dearest]) if whole[dearest] else 0.0


@dataclass(frozen=True)
class MoneyDraws:
    """Factors of draws: ``once`` and ``yearly`` (b, workloads, p), ``sheet`` (b, p), ``grown`` b.

    ``sheet`` is that of the platforms too, which are on no workload.
    """

    once: Floats
    yearly: Floats
    sheet: Floats
    grown: Floats

    def changed(self, parts: MoneyParts) -> Floats:
        """Return what the draws add to the net present cost, shape (b, workloads, p)."""
        growing = self.yearly * self.grown[:, None, None]
        changed: Floats = (
            parts.once * (self.once - 1.0)
            + parts.infrastructure * (growing - 1.0)
            + parts.others * (self.yearly - 1.0)
        )
        return changed

    def present(self, study: Study, arrays: Arrays, parts: MoneyParts) -> list[float]:
        """Return the net present cost of the plan in every draw, with the platforms it opens.

        Parameters
        ----------
        arrays
            The study's costs, by workload and target.
        parts
            What is uncertain of the money.
        """
        placement = study.plan.placement
        place = [arrays.targets.index(placement[name]) for name in arrays.names]
        rows = np.arange(len(place))
        whole = (parts.once + parts.infrastructure + parts.others)[rows, place].sum()
        drawn = whole + self.changed(parts)[:, rows, place].sum(axis=1)
        for target, cost in opened(study, placement).items():
            drawn = drawn + cost * self.sheet[:, arrays.targets.index(target)]
        return [float(value) for value in drawn]


def money_parts(study: Study, arrays: Arrays) -> MoneyParts:
    """Part every case's net present cost into once, infrastructure and the rest."""
    assessment = study.assessment
    worth = annuity(assessment.horizon_years, assessment.discount_rate, assessment.inflation)
    shape = (len(arrays.names), len(arrays.targets))
    once, infrastructure, others = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    own = np.full((shape[0], 1), OWN)
    for i, name in enumerate(arrays.names):
        item = assessment.workloads[name]
        own[i] = (OWN if item.costed else OWN_UNKNOWN) * (
            GUESSED if item.archetype_guessed else 1.0
        )
        for j, target in enumerate(arrays.targets):
            case = item.cases.get(target)
            if case is None:
                continue
            rest = case.cash_year_minor - case.infrastructure_year_minor - case.benefit_year_minor
            once[i, j], others[i, j] = case.one_off_minor, worth * rest
            infrastructure[i, j] = case.net_present_minor - once[i, j] - others[i, j]
    return MoneyParts(once, infrastructure, others, own, assessment.horizon_years)


def draw_money(parts: MoneyParts, size: int, rng: np.random.Generator) -> MoneyDraws:
    """Return draws of the factors.

    Parameters
    ----------
    parts
        What is uncertain of the money, and how much.
    size
        How many draws.
    rng
        Where the chance comes from.
    """
    count, targets = parts.once.shape
    own = rng.standard_normal((size, count, targets)) * parts.own - parts.own**2 / 2
    sheet = rng.standard_normal((size, targets)) * SHEET - SHEET**2 / 2
    effort = rng.standard_normal(size) * EFFORT - EFFORT**2 / 2
    growth = rng.standard_normal(size) * GROWTH
    return MoneyDraws(
        np.exp(own + effort[:, None, None]),
        np.exp(own + sheet[:, None, :]),
        np.exp(sheet),
        np.maximum(LEAST_GROWN, 1.0 + growth * (parts.years + 1) / 2),
    )
