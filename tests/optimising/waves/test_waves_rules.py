"""Each rule of the waves: it binds, and a plan that breaks it is refused."""

import numpy as np
import pytest

from planner.jobs import Progress, Stop, ignore_progress
from planner.optimising.check import wave_value
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import DependencyKind, ProblemDependency, WaveLimit
from planner.optimising.waves import solve_waves
from planner.optimising.waves.building import build_instance
from tests.optimising.waves.wave_problems import all_new, problem_of, workload


def solved(problem, placement=None, **options):
    return solve_waves(
        problem,
        placement or all_new(problem),
        Options(**options),
        Stop(work_limit=30_000),
        ignore_progress,
    )


def refused(problem, *waves):
    """Whether the instance refuses waves (from 1) given group by group."""
    instance = build_instance(problem, all_new(problem))
    return not instance.keeps_rules(np.array(waves) - 1)


def team(*rooms, amount="days", least=None):
    return WaveLimit("team", amount, at_most=rooms or None, at_least=least)


def test_before_binds():
    # B is worth more but needs A; two fit a wave, so A and B go first, C second.
    items = [
        workload(n, amounts={"days": 1}, delay=d) for n, d in zip("ABC", (0, 9, 5), strict=True)
    ]
    problem = problem_of(
        items, dependencies=[ProblemDependency("B", "A")], limits=[team(1.0, 1.0, 1.0)]
    )
    outcome = solved(problem)
    # C first (5*10), then A, then B (9*30): 320; A, B, C: 9*20 + 5*30 = 330.
    assert outcome.value == 320.0
    assert outcome.wave == {"A": 2, "B": 3, "C": 1}
    assert refused(problem, 2, 1, 3)


def test_earlier_asks_for_a_strictly_earlier_wave():
    problem = problem_of(
        [workload("A"), workload("B")],
        dependencies=[ProblemDependency("B", "A", DependencyKind.EARLIER)],
    )
    assert solved(problem).wave == {"A": 1, "B": 2}
    assert refused(problem, 1, 1)


def test_together_shares_a_wave_and_its_room():
    items = [workload(n, amounts={"days": 2}) for n in "AB"]
    problem = problem_of(
        items,
        dependencies=[ProblemDependency("A", "B", DependencyKind.TOGETHER)],
        limits=[team(3.0, 4.0, 4.0)],
    )
    assert solved(problem).wave == {"A": 2, "B": 2}


def test_a_cycle_of_before_is_one_move_group():
    items = [workload(n, amounts={"days": 1}) for n in "ABC"]
    cycle = [ProblemDependency(*pair) for pair in ("AB", "BC", "CA")]
    problem = problem_of(items, dependencies=cycle, limits=[team(2.0, 3.0, 3.0)])
    assert solved(problem).wave == {"A": 2, "B": 2, "C": 2}


def test_a_cycle_breaks_where_a_member_stays():
    items = [workload(n, amounts={"days": 1}) for n in "ABC"]
    cycle = [ProblemDependency(*pair) for pair in ("AB", "BC", "CA")]
    problem = problem_of(items, dependencies=cycle, limits=[team(1.0, 1.0, 1.0)])
    outcome = solved(problem, {"A": "new", "B": "new", "C": "old"})
    assert outcome.wave == {"A": 2, "B": 1, "C": None}


def test_earlier_inside_a_cycle_is_infeasible():
    pairs = [ProblemDependency("A", "B", DependencyKind.EARLIER), ProblemDependency("B", "A")]
    problem = problem_of([workload("A"), workload("B")], dependencies=pairs)
    assert solved(problem).status is PlanStatus.INFEASIBLE


def test_windows_and_ready_waves_bind():
    late = problem_of([workload("A", earliest=3)])
    assert solved(late).wave == {"A": 3}
    assert refused(late, 2)
    soon = problem_of([workload("A", latest=1, delay=-1.0)])
    assert solved(soon).wave == {"A": 1}
    assert refused(soon, 2)
    ready = problem_of([workload("A")], ready=2)
    assert solved(ready).wave == {"A": 2}
    assert solved(ready, {"A": "other"}).wave == {"A": 1}
    assert solved(problem_of([workload("A")], ready=9)).status is PlanStatus.INFEASIBLE
    assert solved(problem_of([workload("A", earliest=3, latest=2)])).status is PlanStatus.INFEASIBLE


def test_windows_pass_over_what_stays():
    problem = problem_of([workload("A", earliest=3, latest=2), workload("B")])
    assert solved(problem, {"A": "old", "B": "new"}).wave == {"A": None, "B": 1}


def test_a_freeze_stops_what_has_an_amount():
    problem = problem_of(
        [workload("A", amounts={"count": 1}), workload("B")],
        limits=[team(0.0, 1.0, 1.0, amount="count")],
    )
    assert solved(problem).wave == {"A": 2, "B": 1}
    assert refused(problem, 1, 1)


def test_a_floor_holds_moves_back():
    items = [workload(n, amounts={"count": 1}) for n in "AB"]
    problem = problem_of(items, limits=[WaveLimit("steady", "count", at_least=(None, 1.0, 1.0))])
    outcome = solved(problem)
    assert sorted(outcome.wave.values()) == [2, 3]
    assert refused(problem, 1, 2)
    alone = problem_of(items[:1], limits=problem.wave_limits)
    assert solved(alone).status is PlanStatus.INFEASIBLE


def test_amounts_count_at_the_chosen_target():
    item = workload("A", amounts={"days": {"new": 5, "other": 1}})
    problem = problem_of([item], limits=[team(2.0, 2.0, 5.0)])
    assert solved(problem).wave == {"A": 3}
    assert solved(problem, {"A": "other"}).wave == {"A": 1}


def test_negative_delay_value_means_later_is_better():
    problem = problem_of([workload("A", delay=-2.0)])
    outcome = solved(problem)
    assert (outcome.wave, outcome.value) == ({"A": 3}, -60.0)


def test_exposure_of_every_kind_counts_and_parallel_ones_add_up():
    pairs = [
        ProblemDependency("A", "B", DependencyKind.FREE, exposure=1.0),
        ProblemDependency("B", "A", DependencyKind.BEFORE, exposure=0.5),
    ]
    problem = problem_of([workload("A", delay=0.0), workload("B", delay=0.0)], dependencies=pairs)
    assert wave_value(problem, all_new(problem), {"A": 1, "B": 3}) == 30.0
    assert wave_value(problem, {"A": "new", "B": "old"}, {"A": 1, "B": None}) == 0.0


def test_exposure_pulls_a_pair_together():
    items = [workload("A", delay=1.0), workload("B", delay=1.0, earliest=3)]
    loose = problem_of(
        items, dependencies=[ProblemDependency("A", "B", DependencyKind.FREE, exposure=0.5)]
    )
    tight = problem_of(
        items, dependencies=[ProblemDependency("A", "B", DependencyKind.FREE, exposure=2.0)]
    )
    assert solved(loose).wave == {"A": 1, "B": 3}
    assert solved(tight).wave == {"A": 3, "B": 3}


def test_fewest_counts_the_last_wave_used():
    items = [workload(n, amounts={"days": d}) for n, d in zip("ABCD", (3, 3, 2, 2), strict=True)]
    problem = problem_of(items, limits=[team(5.0, 5.0, 5.0)], objective="fewest")
    outcome = solved(problem)
    assert (outcome.value, outcome.bound, outcome.status) == (2.0, 2.0, PlanStatus.OPTIMAL)
    nobody = solved(problem, {w.id: "old" for w in problem.workloads})
    assert (nobody.value, nobody.status) == (0.0, PlanStatus.OPTIMAL)


@pytest.mark.parametrize("objective", ["early", "fewest"])
def test_progress_and_incumbents_are_told(objective):
    items = [workload(n, amounts={"days": 2}) for n in "ABC"]
    problem = problem_of(items, limits=[team(2.0, 2.0, 2.0)], objective=objective)
    heard: list[Progress] = []
    plans = []
    outcome = solve_waves(
        problem,
        all_new(problem),
        Options(),
        Stop(work_limit=30_000),
        heard.append,
        lambda wave, value, bound, voucher: plans.append((wave, value)),
    )
    assert plans[-1] == (outcome.wave, outcome.value)
    assert {p.phase for p in heard} == {"phase.waves"}
    assert heard[-1].gap is not None


def test_a_cancelled_search_still_answers():
    stop = Stop(work_limit=30_000)
    stop.cancel()
    problem = problem_of([workload("A")])
    outcome = solve_waves(problem, all_new(problem), Options(), stop, ignore_progress)
    assert outcome.status in (PlanStatus.UNKNOWN, PlanStatus.FEASIBLE, PlanStatus.OPTIMAL)


def test_packing_of_large_moves_bounds_the_fewest_waves():
    # Five moves of more than half a wave need five waves, though their sum fits into four.
    items = [workload(n, amounts={"days": 6}) for n in "ABCDE"]
    problem = problem_of(items, waves=6, limits=[team(*[10.0] * 6)], objective="fewest")
    outcome = solve_waves(
        problem, all_new(problem), Options(), Stop(work_limit=50), ignore_progress
    )
    assert (outcome.value, outcome.bound, outcome.solver_bound) == (5.0, 5.0, False)
