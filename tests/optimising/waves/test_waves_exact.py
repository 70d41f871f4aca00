"""Exact programs, whole and in part: what they prove holds for every plan."""

import numpy as np
import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.waves import beside, early, solve_waves
from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.certificate import worth_trying
from planner.optimising.waves.few_waves import cut_out, windows_of
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.mip import ExactProgram, solve_exactly
from planner.optimising.waves.relaxation import relax
from planner.optimising.waves.track import Track
from planner.optimising.waves.windows import narrowed
from tests.optimising.waves.wave_problems import best_by_trying, breaks, random_problem
from tests.support.effort import many
from tests.support.known import known


def solvable(seeds, size=5):
    for seed in seeds:
        problem, placement = random_problem(seed, size=size)
        instance = build_instance(problem, placement)
        best = best_by_trying(problem, placement)
        if best is not None and instance.groups:
            yield seed, problem, placement, instance, best


def below(bound, best):
    return bound <= best + 1e-6 * max(1, abs(best))


def test_a_program_with_some_groups_whole_is_a_bound_and_with_all_the_answer():
    for seed, _, _, instance, best in solvable(many(50, 70_000)):
        ascent = DualAscent(instance)
        relaxed = known(relax(instance, ascent.cuts, seconds=20, rounds=4))
        bounds = []
        for count in {0, instance.groups // 2, instance.groups}:
            decided = np.arange(instance.groups)[:count]
            program = ExactProgram(
                instance, gap=1e-6, seed=0, cuts=ascent.cuts, kept=relaxed.kept, decided=decided
            )
            bounds.append((count, program.run(seconds=20, nodes=None).bound))
        bounds.sort()
        assert all(below(bound, best) for _, bound in bounds), seed
        assert bounds[-1][1] == pytest.approx(best, rel=1e-4, abs=1e-4), seed


def test_waves_not_worth_trying_hold_no_better_plan():
    closed = 0
    for seed, _, _, instance, best in solvable(many(70, 71_000)):
        ascent = DualAscent(instance)
        for _ in range(60):
            ascent.ascend(best)
        value = best + 0.01 * max(1, abs(best))
        cells = worth_trying(instance, ascent.best, ascent.cuts, value)
        closed += int(instance.open.sum() - cells.sum())
        narrow = narrowed(instance, cells)
        assert not narrow.impossible, seed
        answer = solve_exactly(narrow, seconds=20, nodes=None, gap=1e-6, seed=0)
        assert answer.value == pytest.approx(best, rel=1e-5, abs=1e-5), seed
    assert closed > 15


def test_windows_keep_the_rules_and_never_make_a_plan_worse():
    better = 0
    for seed, problem, placement, instance, best in solvable(many(50, 72_000), size=6):
        plan = list_plan(instance, next(priorities(instance)))
        if not instance.keeps_rules(plan):
            continue
        for span in (2, 3):
            for first, last in list(windows_of(instance, plan, span)):
                window = cut_out(instance, plan, first, last)
                if window is None:
                    continue
                new, _ = window.planned_again(plan, seconds=10, seed=0)
                assert breaks(problem, placement, instance.plan(new)) == "", seed
                assert best - 1e-6 <= instance.value(new) <= instance.value(plan) + 1e-9, seed
                now, then = plan[window.member], new[window.member]
                gain = window.part.value(now) - window.part.value(then)
                assert gain == pytest.approx(instance.value(plan) - instance.value(new)), seed
                better += instance.value(new) < instance.value(plan) - 1e-6
                plan = new
    assert better > 0


def test_without_a_plan_the_first_program_only_asks_for_any():
    for seed, problem, placement, instance, _ in solvable(many(20, 75_000)):
        track = Track(instance, lambda plan: 0.0, 1e-4, Stop(work_limit=10_000), ignore_progress)
        programs = beside.programs_for(track, DualAscent(instance), None, 0)
        answer = next(programs.each()).run(seconds=10, nodes=None)
        assert breaks(problem, placement, instance.plan(answer.wave)) == "", seed
        assert answer.bound == -np.inf, seed


@pytest.mark.parametrize("limits", [Stop(0.0), Stop(work_limit=1)], ids=["time", "work"])
def test_every_plan_has_a_bound_however_little_time_there_is(limits):
    plans = 0
    for seed, problem, placement, _, best in solvable(many(50, 73_000)):
        outcome = solve_waves(problem, placement, Options(), limits, ignore_progress)
        if outcome.value is not None:
            plans += 1
            assert outcome.bound is not None, seed
            assert below(outcome.bound, best), seed
    assert plans > 8


def test_the_programs_beside_the_search_are_right_on_small_problems(monkeypatch):
    monkeypatch.setattr(early, "SMALL", 0)
    monkeypatch.setattr(beside, "WHOLE_CELLS", 0)
    monkeypatch.setattr(beside, "FIRST_HUBS", 2)
    for seed, problem, placement, _, best in solvable(many(20, 74_000), size=6):
        outcome = solve_waves(
            problem, placement, Options(), Stop(work_limit=10_000), ignore_progress
        )
        assert outcome.value == pytest.approx(best, rel=2e-4, abs=2e-4), seed
        assert below(outcome.bound, best), seed
        assert breaks(problem, placement, outcome.wave) == "", seed
