"""What a change of the rules does, as rows of a table."""

from __future__ import annotations

from planner.assessing.effect import Effect
from planner.jobs import ProgressListener, Stop
from planner.model.assessment import Assessment
from planner.model.rules import FACTORS, RuleSet
from planner.model.scenario import Scenario
from planner.model.study import Draft
from planner.presenting.table import Cell
from planner.presenting.view import View

__all__ = ["mean_rows", "moved_rows", "under"]


def mean_rows(view: View, effect: Effect) -> list[list[Cell]]:
    """Return the mean of each factor's scores, then of each target's fit, before and after."""
    scores = [_mean_cells(view.say(f"ui.factor.{one}"), effect.scores[one]) for one in FACTORS]
    fits = [_mean_cells(view.target_name(name), fit) for name, fit in effect.fits.items()]
    return [*scores, *fits]


def moved_rows(view: View, effect: Effect) -> list[list[Cell]]:
    """Return the workloads whose best place is another, with both places."""
    return [
        [Cell(view.workload_name(name)), Cell(view.target_name(was)), Cell(view.target_name(now))]
        for name, was, now in effect.moved
    ]


def _mean_cells(name: str, means: tuple[float, float]) -> list[Cell]:
    """A mean before and after, with an arrow where it has moved."""
    before, after = means
    sign = "▲ " if after > before + 0.005 else "▼ " if after < before - 0.005 else ""
    return [Cell(name), Cell(f"{before:.1f}", before), Cell(f"{sign}{after:.1f}", after)]


def under(draft: Draft, rules: RuleSet, stop: Stop, listen: ProgressListener) -> Assessment:
    """Assess a draft's inventory under other rules, with their own weights and prices.

    Parameters
    ----------
    draft
        Its own assessment is not asked.
    rules
        The others.
    """
    from dataclasses import replace

    from planner.assessing import assess

    dials = replace(draft.scenario.dials, weights={}, fit_price=None, money_price=None)
    scenario: Scenario = replace(draft.scenario, dials=dials)
    return assess(draft.inventory, draft.programme, rules, scenario, stop)
