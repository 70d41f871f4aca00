"""Common errors of money hit all alike; platforms are in every figure of a placement's money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.assessing.price_sheet import annuity
from planner.assessing.worth import present_cost
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import Extension, Limit, SharedCost
from planner.pipeline import plan_study_here
from planner.questioning.arrays import build_arrays
from planner.questioning.compare import totals
from planner.questioning.edits import placement_alone
from planner.questioning.frontier import frontier
from planner.questioning.money_draws import draw_money, money_parts
from planner.questioning.prices import rule_prices
from planner.questioning.stability import stability
from tests.questioning.conftest import placements, planned

DRAWS = 4000
FIXED = 10_000_000_00


def with_platform(study: Study, target: str) -> tuple[Study, float]:
    """A platform of ten million a year on a target, and its present cost."""
    known = study.assessment
    worth = annuity(known.horizon_years, known.discount_rate, known.inflation)
    return replace(study, assessment=replace(known, platforms={target: FIXED})), worth * FIXED


def test_parts_of_every_case_add_up_to_its_net_present_cost(small: Study) -> None:
    arrays = build_arrays(small)
    parts = money_parts(small, arrays)
    whole = parts.once + parts.infrastructure + parts.others
    for i, name in enumerate(arrays.names):
        for j, target in enumerate(arrays.targets):
            case = small.assessment.workloads[name].cases[target]
            assert whole[i, j] == pytest.approx(case.net_present_minor)


def test_a_sheet_that_errs_errs_for_all_on_its_target(small: Study) -> None:
    """exp(sheet + own): with 0.1 of each, half of the variance of the logarithm is common."""
    parts = money_parts(small, build_arrays(small))
    parts = replace(parts, own=np.full_like(parts.own, 0.1))
    drawn = draw_money(parts, DRAWS, np.random.default_rng(1))
    logs = np.log(drawn.yearly)
    alike = np.corrcoef(logs[:, 0, 0], logs[:, 1, 0])[0, 1]
    apart = np.corrcoef(logs[:, 0, 0], logs[:, 1, 1])[0, 1]
    assert alike == pytest.approx(0.5, abs=0.05)
    assert apart == pytest.approx(0.0, abs=0.05)
    effort = np.corrcoef(np.log(drawn.once[:, 0, 0]), np.log(drawn.once[:, 1, 1]))[0, 1]
    assert effort == pytest.approx(0.15**2 / (0.15**2 + 0.1**2), abs=0.05)
    for factor in (drawn.once, drawn.yearly, drawn.sheet, drawn.grown):
        assert factor.mean() == pytest.approx(1.0, abs=0.01)


def test_a_guessed_kind_of_system_widens_its_money(small: Study) -> None:
    name = next(iter(small.plan.placement))
    own = []
    for guessed in (False, True):
        item = replace(small.assessment.workloads[name], archetype_guessed=guessed)
        assessment = replace(small.assessment, workloads={**small.assessment.workloads, name: item})
        study = replace(small, assessment=assessment)
        arrays = build_arrays(study)
        own.append(money_parts(study, arrays).own[arrays.names.index(name), 0])
    assert own[1] == pytest.approx(1.25 * own[0])


def test_a_platform_is_in_the_money_of_placement_range_and_comparison(small: Study) -> None:
    target = next(iter(small.plan.placement.values()))
    dear, more = with_platform(small, target)
    plan = small.plan.placement
    assert present_cost(dear, plan) - present_cost(small, plan) == pytest.approx(more, abs=1)
    gap = totals(dear).net_present_minor - totals(small).net_present_minor
    assert gap == pytest.approx(more, abs=1)
    middle = [stability(one, 400, 2).net_present_range_minor[1] for one in (small, dear)]
    assert middle[1] - middle[0] == pytest.approx(more, rel=0.05)


def test_the_cheapest_plan_of_the_frontier_opens_no_platform_that_saves_less_than_it_costs() -> (
    None
):
    study = planned(5, 4)
    target = next(t for t in frontier(study)[0].placement.values() if t != "legacy")
    dear, worth = with_platform(study, target)
    shared = SharedCost(f"platform.{target}", (target,), cost=worth / 1_000_000)
    dear = replace(dear, problem=replace(dear.problem, shared_costs=(shared,)))
    found = frontier(dear)[0]
    assert target not in found.placement.values()
    assert found.net_present_minor == present_cost(dear, found.placement)


def test_the_price_of_a_limit_says_how_much_more_of_it_would_be_used() -> None:
    """Without a limit four are best on public; two may be, and one more can be bought, too dear."""
    free = planned(6, 0)
    _, best = min(placements(placement_alone(free.problem)), key=lambda one: one[0])
    assert sum(target == "public" for target in best.values()) == 4
    for step, beyond in ((None, 2.0), (Extension(1.0, 1e9, 1), 1.0)):
        limit = Limit("public places", "count", ("public",), 2.0, extension=step)
        problem = replace(free.problem, limits=(limit,))
        study = plan_study_here(replace(free, problem=problem), Options(gap=1e-6, joint=False))
        (price,) = [one for one in rule_prices(study) if one.rule.id == "public places"]
        assert price.beyond == beyond
