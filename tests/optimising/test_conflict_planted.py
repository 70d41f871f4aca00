"""Planted conflicts of every kind come back exactly, and every way out leads out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.jobs import Stop
from planner.model.scenario import Decision, DecisionKind
from planner.model.way_out import can_relax, more_waves, relax, way_out_value
from planner.optimising.check import check_plan
from planner.optimising.check.placement import check_placement
from planner.optimising.check.waves import check_waves
from planner.optimising.conflict import find_conflict, is_impossible
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.naming import Namer, find_core
from planner.optimising.conflicts.restricted import restricted
from planner.optimising.conflicts.ways_out import find_repairs
from planner.optimising.formulation import Formulation
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus
from planner.optimising.programs import Program
from planner.optimising.relaxing import repaired
from planner.optimising.solvers import Ask, Verdict
from planner.optimising.stages import run_stages
from tests.optimising.planted import PLANTS, healthy
from tests.optimising.small_problems import random_problem
from tests.support.effort import many
from tests.support.known import known

WHOLE_WAVES = ("latest_wave", "earliest_wave", "ready_wave", "waves")


def has_plan(problem):
    """Whether the exact program finds a plan that the rules' own checker passes."""
    model = Formulation.of(problem)
    answer = Program(model).run(Ask(30.0, gap=1.0))
    if answer.verdict is Verdict.INFEASIBLE:
        return False
    placement, wave = model.plan(answer.columns)
    assert wave is not None
    assert not [*check_placement(problem, placement), *check_waves(problem, placement, wave)]
    return True


def test_the_base_has_a_plan():
    assert has_plan(healthy(6))
    assert find_conflict(healthy(6)) is None
    assert not is_impossible(healthy(1_000))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_conflict_comes_back_exactly(plant):
    problem, expected = plant(healthy(6))
    found = find_conflict(problem)
    assert found is not None
    assert set(found.rules) == expected
    assert not has_plan(restricted(problem, found.rules))
    for rule in found.rules:
        rest = [other for other in found.rules if other != rule]
        assert has_plan(restricted(problem, rest)), rule
    assert found.repairs
    for repair in found.repairs:
        assert repair.proven, repair
        assert has_plan(repaired(problem, repair)), repair
        if repair.amount is not None:
            whole = repair.rules[0].kind in WHOLE_WAVES
            less = replace(repair, amount=repair.amount - (1 if whole else 1e-3))
            assert less.amount == 0 or not has_plan(repaired(problem, less)), repair
        assert_kept_as_it_was_tried(problem, repair)


def assert_kept_as_it_was_tried(problem, repair):
    """A way out that is kept as decisions does what was proven."""
    if not all(can_relax(rule) for rule in repair.rules):
        return
    kept = [
        Decision(
            "D", DecisionKind.WAY_OUT, rule.names,
            way_out_value(rule, repair.change, repair.amount),
        )
        for rule in repair.rules
    ]  # fmt: skip
    if any(rule.kind == "waves" for rule in repair.rules):
        # Waves that are added need dates: the calendar is made longer before the problem is stated.
        assert more_waves(kept) == repair.amount
        assert relax(problem, kept) == problem
        return
    assert relax(problem, kept) == repaired(problem, repair)


@pytest.mark.parametrize("plant", PLANTS[::3], ids=lambda plant: plant.__name__)
def test_among_hundreds_of_workloads_the_same_rules_are_named(plant):
    problem, expected = plant(healthy(300))
    budget = Budget(Stop(), 60.0)
    core = find_core(problem, budget)
    assert core is not None
    assert set(Namer(problem, budget).irreducible(core, 1.0)) == expected


@pytest.mark.parametrize("block", many(2))
def test_conflicts_of_random_problems_are_irreducible_and_their_repairs_repair(block):
    for seed in range(4_000 + 15 * block, 4_015 + 15 * block):
        problem = random_problem(seed, workloads=4 + seed % 3)
        found = find_conflict(problem)
        assert (found is None) == has_plan(problem), seed
        if found is None:
            assert not is_impossible(problem), seed
            continue
        assert not has_plan(restricted(problem, found.rules)), seed
        for rule in found.rules:
            rest = [other for other in found.rules if other != rule]
            assert has_plan(restricted(problem, rest)), (seed, rule)
        assert found.repairs, seed
        assert all(has_plan(repaired(problem, r)) for r in found.repairs if r.proven), seed


def test_the_rules_are_told_before_ways_out_are_looked_for():
    problem, expected = PLANTS[0](healthy(6))
    told: list[Plan] = []
    plan = run_stages(problem, Options(), Stop(work_limit=30_000), settled=told.append)
    assert plan.status is PlanStatus.INFEASIBLE
    assert all(known(early.conflict).rules for early in told)
    assert known(told[0].conflict).repairs == ()
    assert set(known(told[1].conflict).rules) == expected == set(known(plan.conflict).rules)
    assert told[-1].conflict == plan.conflict
    assert known(plan.conflict).repairs


def test_without_time_for_a_plan_of_the_whole_no_way_out_is_called_proven():
    class NearlySpent(Budget):
        """Leaves time for the conflict's own rules, and none for the whole problem."""

        def over(self, share=1.0):
            return share < 1.0

    problem, expected = PLANTS[0](healthy(1_000))
    repairs = find_repairs(problem, tuple(expected), NearlySpent(Stop(), 60.0))
    assert repairs
    assert not any(repair.proven for repair in repairs)


@pytest.mark.parametrize("plant", PLANTS[5:30:8], ids=lambda plant: plant.__name__)
def test_the_same_work_names_the_same_conflict(plant):
    problem, _ = plant(healthy(40))
    options = Options(time_limit_s=None, work_limit=300)
    one, other = (
        run_stages(problem, options, Stop(work_limit=options.work_limit)) for _ in range(2)
    )
    assert one.conflict is not None
    assert one.conflict.repairs
    assert one.conflict == other.conflict


def test_a_placement_that_leaves_no_room_for_the_waves_is_not_the_end():
    """Everybody would rather leave, but the waves hold a third of the work."""
    base = healthy(60)
    work = sum(w.amount("days", "legacy") for w in base.workloads)
    team = replace(base.wave_limits[0], at_most=(work / 18,) * len(base.waves))
    free = tuple(replace(w, allowed=None, cost={**w.cost, "legacy": 500.0}) for w in base.workloads)
    problem = replace(base, workloads=free, wave_limits=(team, base.wave_limits[1]))
    plan = run_stages(problem, Options(time_limit_s=None, work_limit=400), Stop(work_limit=400))
    assert plan.exists
    assert check_plan(problem, plan) == ()
    assert "legacy" in plan.placement.values()
