"""Fewest waves under one steady limit: hand-checked lines, and small ones by trying every plan."""

import random
from functools import cache

import pytest
from wave_problems import all_new, breaks, problem_of, workload

from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import DependencyKind, ProblemDependency, WaveLimit
from planner.optimising.waves import solve_waves
from planner.optimising.waves.instance import build_instance
from planner.optimising.waves.salbp import turned_round
from planner.optimising.waves.salbp_counting import counting_bound_of, counting_functions
from planner.optimising.waves.salbp_line import bits, build_line, least_stations, line_of
from planner.optimising.waves.salbp_search import LineSearch, Progressed, view_of

# Jackson (1956): 11 tasks, 46 units of work; the least stations per size are in the literature.
JACKSON_TIMES = [6, 2, 5, 7, 1, 2, 3, 6, 5, 5, 4]
JACKSON_ARCS = [
    (1, 2), (1, 3), (1, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 7), (6, 8), (7, 9), (8, 10),
    (9, 11), (10, 11),
]  # fmt: skip


def fewest_by_trying(times, size, arcs):
    """Least stations by a walk over all sets of tasks; each is an ending of some plan."""
    count = len(times)
    needs = [sum(1 << a for a, b in set(arcs) if b == task) for task in range(count)]

    @cache
    def best(done):
        """Least stations and, within those, the least use of the last one."""
        if not done:
            return (0, size)
        found = None
        for task in range(count):
            if not done >> task & 1:
                continue
            rest = done ^ 1 << task
            if any(needs[other] >> task & 1 for other in range(count) if rest >> other & 1):
                continue
            stations, used = best(rest)
            fits = used + times[task] <= size
            after = (stations, used + times[task]) if fits else (stations + 1, times[task])
            found = after if found is None else min(found, after)
        return found

    stations, _ = best((1 << count) - 1)
    # Tasks of no time alone at the start still take a station.
    return max(stations, 1)


def random_line(seed):
    rng = random.Random(seed)
    count, size = rng.randint(1, 10), rng.choice([6, 10, 12, 100])
    largest = rng.choice([size // 3, size // 2, size])
    times = [rng.randint(rng.choice([0, 1]), largest) for _ in range(count)]
    share = rng.choice([0.0, 0.1, 0.3, 0.6])
    arcs = [(a, b) for a in range(count) for b in range(a + 1, count) if rng.random() < share]
    return times, size, arcs


def searched(view, below):
    """Least stations below a number by one end's tree alone, and the plan found."""
    search = LineSearch(view, below)
    while search.run(10_000) is Progressed.ON:
        pass
    assert search.proven
    return search.below, search.plan() if search.found else []


def check_stations(line, plan, best, seed):
    """Every task is done once, in order, and no station holds more than it can."""
    done = 0
    for station in plan:
        assert line.work(station) <= line.size, seed
        assert not done & station, seed
        assert all(not line.needs[task] & ~(done | station) for task in bits(station)), seed
        done |= station
    assert done == line.everything, seed
    assert len(plan) == best, seed


def line_problem(times, size, arcs, waves):
    items = [workload(f"T{n}", amounts={"days": time}) for n, time in enumerate(times)]
    edges = [ProblemDependency(f"T{b}", f"T{a}", DependencyKind.BEFORE) for a, b in arcs]
    limit = WaveLimit("team", "days", at_most=(float(size),) * waves)
    return problem_of(items, waves=waves, dependencies=edges, limits=[limit], objective="fewest")


@pytest.mark.parametrize("block", range(6))
def test_tree_and_bound_agree_with_trying_from_both_ends(block):
    for seed in range(block * 100, block * 100 + 100):
        times, size, arcs = random_line(seed)
        best = fewest_by_trying(times, size, arcs)
        line = build_line(times, size, arcs)
        assert counting_bound_of(line.times, size) <= best, seed
        for end in (line, turned_round(line)):
            assert least_stations(end) <= best, seed
            below, plan = searched(view_of(end), len(times) + 1)
            assert below == best, seed
            check_stations(end, plan, best, seed)
            assert searched(view_of(end), best) == (best, []), seed


def test_what_fits_into_a_station_fits_by_every_way_of_counting():
    for seed in range(300):
        rng = random.Random(seed)
        size = rng.choice([7, 12, 100, 1000])
        times = [rng.randint(0, size) for _ in range(8)]
        counted, room = counting_functions(times, size)
        for chosen in range(1 << len(times)):
            if sum(times[task] for task in bits(chosen)) <= size:
                held = counted[:, list(bits(chosen))].sum(axis=1)
                assert (held <= room).all(), (seed, times, chosen)


@pytest.mark.parametrize(("size", "stations"), [(7, 8), (9, 6), (10, 5), (13, 4), (14, 4), (21, 3)])
def test_jackson(size, stations):
    arcs = [(a - 1, b - 1) for a, b in JACKSON_ARCS]
    assert fewest_by_trying(JACKSON_TIMES, size, arcs) == stations
    problem = line_problem(JACKSON_TIMES, size, arcs, 11)
    outcome = solve_waves(problem, all_new(problem), Options(), Stop(), ignore_progress)
    assert outcome.status is PlanStatus.OPTIMAL
    assert (outcome.value, outcome.bound) == (stations, stations)
    assert breaks(problem, all_new(problem), outcome.wave) == ""


def test_a_wave_too_few_is_proven_impossible():
    arcs = [(a - 1, b - 1) for a, b in JACKSON_ARCS]
    # 46 units into 5 waves of 9 do not go; into 7 of 7 they would, but for the order and sizes.
    for size, waves in ((9, 5), (7, 7)):
        problem = line_problem(JACKSON_TIMES, size, arcs, waves)
        outcome = solve_waves(problem, all_new(problem), Options(), Stop(), ignore_progress)
        assert outcome.status is PlanStatus.INFEASIBLE


def test_whole_solver_agrees_with_trying():
    for seed in range(5_000, 5_080):
        times, size, arcs = random_line(seed)
        best = fewest_by_trying(times, size, arcs)
        for waves in {best, best + 1, max(1, best - 1)}:
            problem = line_problem([t / 8 for t in times], size / 8, arcs, waves)
            outcome = solve_waves(problem, all_new(problem), Options(), Stop(), ignore_progress)
            if waves < best:
                assert outcome.status is PlanStatus.INFEASIBLE, seed
                continue
            assert outcome.status is PlanStatus.OPTIMAL, seed
            assert outcome.value == outcome.bound == best, seed
            assert breaks(problem, all_new(problem), outcome.wave) == "", seed


def test_only_lines_are_taken_for_lines():
    times, arcs = [3, 4, 5], [(0, 1)]
    plain = line_problem(times, 9, arcs, 3)
    assert line_of(build_instance(plain, all_new(plain))) is not None
    items = [workload("T0", amounts={"days": 3}, earliest=2), workload("T1", amounts={"days": 4})]
    limit = WaveLimit("team", "days", at_most=(9.0,) * 3)
    windowed = problem_of(items, limits=[limit], objective="fewest")
    uneven = problem_of(
        items[1:], limits=[WaveLimit("team", "days", at_most=(9.0, 8.0, 9.0))], objective="fewest"
    )
    strict = problem_of(
        [workload("A"), workload("B")],
        limits=[limit],
        dependencies=[ProblemDependency("B", "A", DependencyKind.EARLIER)],
        objective="fewest",
    )
    for problem in (windowed, uneven, strict):
        assert line_of(build_instance(problem, all_new(problem))) is None


def test_a_work_limit_gives_the_same_answer_twice():
    rng = random.Random(4)
    times = [rng.randint(200, 600) for _ in range(40)]
    arcs = [(a, b) for a in range(40) for b in range(a + 1, 40) if rng.random() < 0.05]
    problem = line_problem(times, 1000, arcs, 40)
    first, second = (
        solve_waves(problem, all_new(problem), Options(), Stop(work_limit=60), ignore_progress)
        for _ in range(2)
    )
    assert first == second
    assert first.value is not None
    assert breaks(problem, all_new(problem), first.wave) == ""


def test_a_limit_of_nothing_that_nobody_needs_is_no_line():
    """Its stations would have no length; everything moves in one wave."""
    items = [workload(n, amounts={"days": 0}) for n in "AB"]
    idle = WaveLimit("idle team", "days", at_most=(0.0, 0.0, 0.0))
    problem = problem_of(items, limits=[idle], objective="fewest")
    outcome = solve_waves(problem, all_new(problem), Options(), Stop(20.0), ignore_progress)
    assert (outcome.value, outcome.bound) == (1.0, 1.0)


def test_a_line_of_huge_amounts_is_solved_in_shares_of_a_station():
    items = [workload(n, amounts={"days": 6e200}) for n in "ABC"]
    problem = problem_of(
        items, waves=4, limits=[WaveLimit("team", "days", (1.3e201,) * 4)], objective="fewest"
    )
    outcome = solve_waves(problem, all_new(problem), Options(), Stop(20.0), ignore_progress)
    assert (outcome.value, outcome.bound) == (2.0, 2.0)
