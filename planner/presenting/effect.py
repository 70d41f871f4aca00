"""What a change of the rules does, as rows of a table."""

from __future__ import annotations

from planner.jobs import ProgressListener, Stop
from planner.model.assessment import Assessment
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario
from planner.model.study import Draft
from planner.presenting.table import Cell

__all__ = ["mean_cells", "under"]


def mean_cells(name: str, means: tuple[float, float]) -> list[Cell]:
    """A mean before and after, with an arrow where it has moved."""
    before, after = means
    sign = "▲ " if after > before + 0.005 else "▼ " if after < before - 0.005 else ""
    return [Cell(name), Cell(f"{before:.1f}", before), Cell(f"{sign}{after:.1f}", after)]


def under(draft: Draft, rules: RuleSet, stop: Stop, listen: ProgressListener) -> Assessment:
    """Assess a draft's inventory under other rules, with their own weights and prices."""
    from dataclasses import replace

    from planner.assessing import assess

    dials = replace(draft.scenario.dials, weights={}, fit_price=None, money_price=None)
    scenario: Scenario = replace(draft.scenario, dials=dials)
    return assess(draft.inventory, draft.programme, rules, scenario, stop)
