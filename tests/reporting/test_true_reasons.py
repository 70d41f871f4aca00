"""What a reader is told of options, flips, limits and the frontier, in figures that are his own."""

from __future__ import annotations

from dataclasses import replace

from planner.model.insight import Flip, PlanOption, RulePrice
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Limit
from planner.reporting.compose import view_of
from planner.reporting.content import Table
from planner.reporting.limit_figures import free_limits, limit_figure
from planner.reporting.parts import overview
from planner.reporting.separation import better_in_both, measured
from tests.reporting.studies import make_study


def asked(study: Study, **answers: object) -> Study:
    return replace(study, insights=replace(study.insights, **answers))


def test_a_flip_is_said_as_a_share_and_a_toss_up_as_one() -> None:
    view = view_of(make_study(12), "en")
    key = view.figures.moves[0].id
    flip = Flip(key, "cost", "private", 40.0, 42.0, "public", proven=True)
    assert "5.0% worse" in view.flip(flip)
    told = view.flip(replace(flip, after=40.0001))
    assert "just as well" in told
    assert "40" not in told
    points = Flip(key, "indicator", "criticality", 30.0, 55.0, "public", proven=True)
    assert "scores 55.0 points instead of 30" in view.flip(points)


def test_limits_are_in_units_and_shares() -> None:
    study = make_study(12)
    view = view_of(study, "en")
    whole = sum("production" in one.amounts for one in study.problem.workloads)
    share = Limit("share", "production", ("public",), at_most=whole * 0.3)
    if whole:
        assert limit_figure(view, share, share.at_most) == "30.0%"
    memory = Limit("memory", "private.memory_gib", ("private",), at_most=20_480.0)
    assert limit_figure(view, memory, 10_240.0) == "10.0 TiB"
    assert limit_figure(view, Limit("n", "count", ("hybrid",), at_most=1.0), 1.0) == "1 workload"
    assert limit_figure(view, Limit("b", "one_off", ("private",)), None) == "no limit"


def test_a_full_limit_that_is_proven_to_cost_nothing_does_not_bind() -> None:
    rule = RuleRef("limit", "cpu")
    nothing = RulePrice(rule, "cpu", 0.0, proven=True, most=0.0)
    view = view_of(asked(make_study(12), prices=(nothing,)), "en")
    assert free_limits(view) == {"cpu"}
    open_still = replace(nothing, proven=False, most=7.9)
    assert free_limits(view_of(asked(make_study(12), prices=(open_still,)), "en")) == frozenset()


def test_options_stand_beside_the_plan_with_their_gain_and_end() -> None:
    study = make_study(12)
    key = study.inventory.workloads[0].id
    options = (
        PlanOption("moves_too", (key,), 95.0, 500_000_000, 1.0, 0, proven=True),
        PlanOption("no_budget", (), 0.0, 0, 0.0, None, proven=True),
    )
    view = view_of(asked(study, options=options), "en")
    (section,) = overview.build(view)
    table = next(block for block in section.blocks if isinstance(block, Table))
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    name = view.workload_name(key)
    plan, moved = rows["This plan"], rows[f"{name} moves too"]
    gain = [float(one[2].replace(",", "").replace("−", "-")) for one in (plan, moved)]
    assert round(gain[1] - gain[0], 2) == 5.00
    assert rows["No limit on budgets: the same plan"][3] == "no calendar found"


def test_the_frontier_measures_this_plan_as_it_measures_the_others() -> None:
    study = make_study(12)
    own = measured(study, study.plan.placement)
    for point in study.insights.frontier:
        found = measured(study, point.placement)
        assert found.cost_minor == point.net_present_minor or not point.placement
    better = better_in_both(study, study.insights.frontier)
    assert all(one.fit >= own.fit and one.cost_minor <= own.cost_minor for one in better)
