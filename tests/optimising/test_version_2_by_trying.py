"""Every rule and cost of version 2 on small random problems, against trying every plan there is."""

from __future__ import annotations

import pytest

from planner.optimising.check import check_plan, placement_value, wave_value, worth
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.problem_file import parse_problem
from planner.optimising.programs import (
    Program,
    joint_program,
    placement_program,
    waves_program,
    whole_program,
)
from planner.optimising.relaxing import repaired
from planner.optimising.rules import kept_alone
from planner.optimising.solvers import Ask, Verdict
from planner.optimising.solving import solve_here
from planner.optimising.waves.building import build_instance
from tests.optimising.problems_version_2 import random_version_2
from tests.optimising.small_problems import (
    all_placements,
    all_waves,
    best_placement,
    best_worth,
    has_plan,
)
from tests.support.effort import many
from tests.support.known import known

GAP = 1e-6


def least(program) -> float | None:
    """Return the value of a program; None where it is infeasible."""
    answer = Program(program).run(Ask(30.0, gap=1e-7))
    assert answer.verdict is not Verdict.UNKNOWN
    return None if answer.verdict is Verdict.INFEASIBLE else answer.value


def near(value: float | None, best: float | None) -> bool:
    """Whether a program's value is that of the best plan, or there is neither."""
    if value is None or best is None:
        return value is best
    return abs(value - best) <= 1e-5 * max(1.0, abs(best))


@pytest.mark.parametrize("seed", many(12))
def test_every_exact_program_has_the_value_of_the_best_plan(seed):
    problem = random_version_2(seed)
    if problem.objective is WaveObjective.EARLY:
        best = best_worth(problem)
        assert near(least(joint_program(problem)), best)
        assert near(least(whole_program(problem)), best)
    best = best_placement(problem)
    assert near(least(placement_program(problem)), best)
    placement = min(
        all_placements(problem), key=lambda p: placement_value(problem, p), default=None
    )
    if placement is not None:
        values = (wave_value(problem, placement, wave) for wave in all_waves(problem, placement))
        best = min(values, default=None)
        assert near(least(waves_program(problem, placement)), best)


@pytest.mark.parametrize("joint", [None, False])
@pytest.mark.parametrize("seed", many(12, 100))
def test_a_plan_is_the_best_or_says_why_there_is_none(seed, joint):
    problem = random_version_2(seed)
    plan = solve_here(problem, Options(None, 20_000, gap=GAP, joint=joint))
    assert check_plan(problem, plan, GAP) == ()
    assert plan.version == 2
    assert plan.exists is has_plan(problem)
    if plan.exists:
        assert_bounds_hold(problem, plan)
    else:
        assert_conflict_is_one(problem, plan)


def assert_bounds_hold(problem: PlanningProblem, plan: Plan) -> None:
    slack = 1e-6
    assert known(plan.placement_bound) <= known(best_placement(problem)) + slack * 100
    waves = min(wave_value(problem, plan.placement, w) for w in all_waves(problem, plan.placement))
    if plan.wave_bound is not None:
        assert plan.wave_bound <= waves + slack * max(1.0, abs(waves))
    if problem.objective is WaveObjective.FEWEST:
        assert plan.wave_value == waves
    elif plan.joint:
        best = known(best_worth(problem))
        assert plan.status is PlanStatus.OPTIMAL
        assert known(plan.bound) <= best + slack * max(1.0, abs(best))
        assert worth(problem, plan) == pytest.approx(best, rel=2e-6, abs=2e-6)


def assert_conflict_is_one(problem: PlanningProblem, plan: Plan) -> None:
    """Its rules alone leave no plan, any of them spared leave one, and its ways out make one."""
    conflict = known(plan.conflict)
    rules = conflict.rules
    assert not has_plan(kept_alone(problem, rules))
    for rule in rules:
        assert has_plan(kept_alone(problem, [other for other in rules if other != rule])), rule
    assert conflict.repairs
    for repair in conflict.repairs:
        assert not repair.proven or has_plan(repaired(problem, repair)), repair
        for rule in repair.rules:
            if rule.kind == "forbidden":
                assert every_reason(problem, rule.names) <= {r.names for r in repair.rules}


def every_reason(problem: PlanningProblem, names: tuple[str, ...]) -> set[tuple[str, ...]]:
    workload = next(w for w in problem.workloads if w.id == names[0])
    return {(names[0], names[1], reason) for reason in workload.forbidden[names[1]]}


def test_a_platform_that_cannot_be_left_in_the_waves_there_are_is_no_fault_of_the_program():
    """Each of the three finds room by itself; all of them, which the platform waits for, do not."""
    one = {"current": "old", "cost": {"new": 1.0}, "amounts": {"days": 1}}
    problem = parse_problem(
        {
            "format": "planning-problem",
            "version": 2,
            "targets": [{"id": "old"}, {"id": "new"}],
            "workloads": [{"id": name, **one} for name in "ABC"],
            "waves": [{"id": f"W{n}", "day": 30 * n} for n in (1, 2)],
            "wave_limits": [{"id": "team", "amount": "days", "at_most": 1}],
            "shared_costs": [{"id": "hall", "targets": ["old"], "cost_per_day": 2}],
        }
    )
    instance = build_instance(problem, dict.fromkeys("ABC", "new"))
    assert instance.leavers == 1
    assert "No wave is left for" in instance.impossible
    assert solve_here(problem, Options(work_limit=200, joint=False)).status is PlanStatus.INFEASIBLE
