"""An earlier plan that a change broke is mended: every rule kept, near to what it was."""

from __future__ import annotations

import functools
import random
from dataclasses import replace

import pytest

from planner.jobs import Stop
from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.construction import opening_plan
from planner.optimising.earlier import earlier_plan
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.repair import MOST_MENDED, mended_plan
from planner.optimising.solving import solve_here
from tests.optimising.planted import healthy
from tests.optimising.small_problems import all_placements, all_waves, has_plan, random_problem
from tests.support.effort import many
from tests.support.known import known

SMALL = len(many(80))


def pin(rng, problem, placement):
    chosen = rng.choice([w for w in problem.workloads if len(w.cost) > 1] or problem.workloads)
    others = [t for t in chosen.cost if t != placement[chosen.id]] or list(chosen.cost)
    return with_workload(problem, replace(chosen, allowed=(rng.choice(others),)))


def ban(rng, problem, placement):
    chosen = rng.choice(problem.workloads)
    left = tuple(t for t in chosen.candidates() if t != placement[chosen.id])
    return with_workload(problem, replace(chosen, allowed=left or chosen.candidates()))


def cut_limit(rng, problem, placement):
    limit = rng.choice([one for one in problem.limits if one.at_most is not None])
    used = sum(w.amount(limit.amount, placement[w.id]) for w in problem.workloads
               if placement[w.id] in limit.targets)  # fmt: skip
    return with_limit(problem, replace(limit, at_most=rng.choice((0.8, 0.9)) * used))


def keep_apart(rng, problem, placement):
    names = rng.sample([w.id for w in problem.workloads], 2)
    return replace(problem, apart=(*problem.apart, tuple(names)))


def move_window(rng, problem, placement):
    chosen, last = rng.choice(problem.workloads), len(problem.waves)
    early = rng.random() < 0.5
    window = {"latest_wave": rng.randint(1, last - 1)} if early else {"earliest_wave": last}
    return with_workload(problem, replace(chosen, **window))


def close_wave(rng, problem, placement):
    wave = rng.randrange(len(problem.waves))
    most = [0.0 if number == wave else None for number in range(len(problem.waves))]
    freeze = WaveLimit("closed", "count", tuple(most))
    return replace(problem, wave_limits=(*problem.wave_limits, freeze))


def ready_later(rng, problem, placement):
    number = rng.randrange(len(problem.targets))
    targets = list(problem.targets)
    targets[number] = replace(targets[number], ready_wave=targets[number].ready_wave + 1)
    return replace(problem, targets=tuple(targets))


def ask_for_more(rng, problem, placement):
    wave = rng.randrange(2)
    least = [1.0 if number == wave else None for number in range(len(problem.waves))]
    more = WaveLimit("some move", "count", None, tuple(least))
    return replace(problem, wave_limits=(*problem.wave_limits, more))


CHANGES = (pin, ban, cut_limit, keep_apart, move_window, close_wave, ready_later, ask_for_more)


def with_workload(problem, changed):
    workloads = tuple(changed if w.id == changed.id else w for w in problem.workloads)
    return replace(problem, workloads=workloads)


def with_limit(problem, changed):
    limits = tuple(changed if one.id == changed.id else one for one in problem.limits)
    return replace(problem, limits=limits)


def keeps_every_rule(problem, placement, wave):
    return not any(check_placement(problem, placement)) and (
        not problem.waves or not any(check_waves(problem, placement, wave))
    )


@functools.cache
def broken_cases():
    """Small problems with a plan each, changed so that the plan breaks a rule, and the plan."""
    cases = []
    for seed in range(SMALL):
        problem, rng = random_problem(seed), random.Random(seed)
        placement = next(
            (p for p in all_placements(problem) if next(all_waves(problem, p), None)), None
        )
        if placement is None:
            continue
        wave = next(all_waves(problem, placement))
        changed = CHANGES[seed % len(CHANGES)](rng, problem, placement)
        if not keeps_every_rule(changed, placement, wave):
            cases.append((changed, placement, wave))
    return cases


def test_what_is_mended_keeps_every_rule_and_states_its_value():
    mended = 0
    for problem, placement, wave in broken_cases():
        found = mended_plan(problem, placement, wave)
        if found is None:
            continue
        mended += 1
        assert keeps_every_rule(problem, found.placement, found.wave)
        assert found.placement_value == pytest.approx(placement_value(problem, found.placement))
        true = wave_value(problem, found.placement, known(found.wave))
        assert found.wave_value == pytest.approx(true)
        assert found.placement_bound is None
    assert mended > 20


def test_nearly_every_plan_that_can_be_mended_is():
    """Trying all placements and waves says which problems have a plan: about two of three."""
    solvable = [case for case in broken_cases() if has_plan(case[0])]
    mended = [case for case in solvable if mended_plan(*case) is not None]
    assert len(mended) >= 0.9 * len(solvable) > 0


@functools.cache
def large_plan(seed):
    problem = healthy(120, seed)
    plan = known(opening_plan(problem, Options(), Stop(work_limit=20_000)))
    return problem, plan.placement, plan.wave


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_large_plan_is_mended_by_few_changes(change, seed):
    problem, placement, wave = large_plan(seed)
    for attempt in range(4):
        changed = change(random.Random(1_000 * seed + attempt), problem, placement)
        found = mended_plan(changed, placement, wave)
        if found is None:
            assert solve_here(changed, Options(None, 20_000)).status is PlanStatus.INFEASIBLE
            continue
        assert keeps_every_rule(changed, found.placement, found.wave)
        if change is pin:
            assert sum(found.placement[name] != target for name, target in placement.items()) <= 3


def test_the_same_plan_is_mended_the_same_way():
    problem, placement, wave = large_plan(0)
    changed = cut_limit(random.Random(5), problem, placement)
    one, two = mended_plan(changed, placement, wave), mended_plan(changed, placement, wave)
    assert one == two


def mover(name, private, **more):
    """Return a workload of 4 CPUs and 5 days that is on legacy now."""
    amounts = {"cpu": 4.0, "days": 5.0}
    cost = {"legacy": 50.0, "private": private, "public": 20.0}
    return ProblemWorkload(name, cost, "legacy", amounts=amounts, delay_value=1.0, **more)


def planted():
    """Three on private, which has room for three; a team that moves one per wave; A before B."""
    return PlanningProblem(
        targets=(ProblemTarget("legacy"), ProblemTarget("private"), ProblemTarget("public", 3)),
        workloads=(mover("A", 5.0), mover("B", 10.0), mover("C", 18.0)),
        dependencies=(ProblemDependency("B", "A", DependencyKind.EARLIER),),
        limits=(Limit("private CPU", "cpu", ("private",), at_most=12.0),),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, 5)),
        wave_limits=(WaveLimit("team", "days", (5.0,) * 4),),
    )


PLACED = {"A": "private", "B": "private", "C": "private"}
WAVES = {"A": 1, "B": 3, "C": 2}


def test_a_cut_limit_moves_the_one_that_loses_least_and_gives_it_alone_another_wave():
    problem = with_limit(planted(), replace(planted().limits[0], at_most=8.0))
    found = known(mended_plan(problem, PLACED, WAVES))
    assert found.placement == {**PLACED, "C": "public"}
    # Public is ready in the third wave, which B has; the fourth is free.
    assert found.wave == {"A": 1, "B": 3, "C": 4}


def test_a_pin_moves_the_pinned_one_alone():
    problem = with_workload(planted(), mover("C", 18.0, allowed=("public",)))
    found = known(mended_plan(problem, PLACED, WAVES))
    assert found.placement == {**PLACED, "C": "public"}
    assert found.wave == {"A": 1, "B": 3, "C": 4}


def test_a_neighbour_gives_way_where_there_is_no_room():
    problem = with_workload(planted(), mover("B", 10.0, latest_wave=2))
    found = known(mended_plan(problem, PLACED, WAVES))
    assert found.placement == PLACED
    # B takes the second wave from C, which the window of nobody keeps there.
    assert found.wave == {"A": 1, "B": 2, "C": 3}


def test_two_trade_places_where_no_single_move_helps():
    workloads = (
        ProblemWorkload("big", {"left": 1.0, "right": 9.0}, amounts={"cpu": 5.0}),
        ProblemWorkload("small", {"left": 2.0, "right": 1.0}, amounts={"cpu": 3.0}),
    )
    problem = PlanningProblem(
        targets=(ProblemTarget("left"), ProblemTarget("right")),
        workloads=workloads,
        limits=(
            Limit("left", "cpu", ("left",), at_most=4.0),
            Limit("right", "cpu", ("right",), at_most=6.0),
        ),
    )
    found = known(mended_plan(problem, {"big": "left", "small": "right"}, None))
    assert found.placement == {"big": "right", "small": "left"}


def test_what_nothing_can_mend_is_none():
    problem = with_limit(planted(), Limit("private CPU", "cpu", ("private",), at_least=13.0))
    assert mended_plan(problem, PLACED, WAVES) is None
    nothing_moves = replace(planted(), wave_limits=(WaveLimit("team", "days", (0.0,) * 4),))
    must_move = tuple(replace(w, allowed=("private",)) for w in nothing_moves.workloads)
    assert mended_plan(replace(nothing_moves, workloads=must_move), PLACED, WAVES) is None


def test_an_earlier_plan_comes_back_as_it_was_or_mended_or_not_at_all():
    options = Options(start_placement=PLACED, start_wave=WAVES)
    assert known(earlier_plan(planted(), options)).wave == WAVES
    pinned = with_workload(planted(), mover("C", 18.0, allowed=("public",)))
    assert known(earlier_plan(pinned, options)).placement["C"] == "public"
    assert earlier_plan(pinned, Options()) is None
    assert earlier_plan(pinned, Options(start_placement=PLACED)) is None


def test_a_workload_that_is_new_finds_its_place():
    problem = planted()
    more = replace(problem, workloads=(*problem.workloads, mover("D", 40.0)))
    found = known(mended_plan(more, PLACED, WAVES))
    assert found.placement == {**PLACED, "D": "public"}
    assert found.wave == {**WAVES, "D": 4}


def test_a_plan_too_large_to_be_mended_in_time_is_left_to_the_search():
    workloads = tuple(mover(f"w{n}", 5.0) for n in range(MOST_MENDED + 1))
    problem = replace(planted(), workloads=workloads, dependencies=())
    assert mended_plan(problem, {}, {}) is None


def test_no_time_for_any_search_still_answers_a_pin():
    problem, placement, wave = large_plan(1)
    changed = pin(random.Random(3), problem, placement)
    options = Options(time_limit_s=0.01, start_placement=placement, start_wave=wave)
    plan = solve_here(changed, options)
    assert plan.exists
    assert keeps_every_rule(changed, plan.placement, plan.wave)
