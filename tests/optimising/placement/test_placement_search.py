"""How the placement stage behaves: repeatable, interruptible, talkative, sure of its words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bench.problems_version_2 import generate_version_2
from planner.jobs import Progress, Stop, ignore_progress
from planner.optimising.check import check_placement, placement_value
from planner.optimising.outcome import Options
from planner.optimising.placement import search, solve_placement, with_extra_cost
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.track import Track
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
)
from planner.optimising.vouching import Voucher
from tests.optimising.placement.small_placements import keeps_rules, random_problem
from tests.support.known import known


def estate(size: int, *, weight: float = 2.0, room: float = 0.3) -> PlanningProblem:
    """A ring with chords, costs that repeat, and a tight limit."""
    targets = ("old", "private", "public", "mixed")
    workloads = tuple(
        ProblemWorkload(
            f"w{n}",
            {t: 20.0 + (n * 37 + k * 53) % 61 for k, t in enumerate(targets)},
            amounts={"cpu": 1.0 + n % 5},
        )
        for n in range(size)
    )
    links = tuple(
        ProblemDependency(f"w{n}", f"w{(n * 7 + step) % size}", DependencyKind.FREE, weight)
        for n in range(size)
        for step in (1, 5)
        if (n * 7 + step) % size != n
    )
    distance = {a: {b: 3.0 for b in targets if b != a} for a in targets}
    demand = sum(1.0 + n % 5 for n in range(size))
    return PlanningProblem(
        tuple(ProblemTarget(t) for t in targets),
        workloads,
        distance,
        links,
        limits=(Limit("room", "cpu", ("private", "mixed"), at_most=room * demand),),
    )


@pytest.mark.parametrize(("size", "work"), [(60, 40), (400, 60), (400, 400)])
def test_same_work_same_plan(size: int, work: int) -> None:
    problem = estate(size, weight=6.0)
    runs = [
        solve_placement(
            problem, Options(time_limit_s=None, seed=3), Stop(None, work), ignore_progress
        )
        for _ in range(2)
    ]
    assert dict(runs[0].placement) == dict(runs[1].placement)
    assert (runs[0].value, runs[0].bound, runs[0].status, runs[0].stopped_by) == (
        runs[1].value, runs[1].bound, runs[1].status, runs[1].stopped_by,
    )  # fmt: skip


def test_certificate_holds_at_size() -> None:
    problem = estate(300)
    outcome = solve_placement(problem, Options(), Stop(work_limit=20_000), ignore_progress)
    assert outcome.status is PlanStatus.OPTIMAL
    assert outcome.value == pytest.approx(placement_value(problem, outcome.placement))
    assert outcome.bound is not None
    assert outcome.value is not None
    assert outcome.bound <= outcome.value
    if outcome.certificate is not None:
        assert evaluate(problem, outcome.certificate) == outcome.bound
    assert keeps_rules(problem, dict(outcome.placement))


def test_rules_of_version_2_hold_at_size() -> None:
    problem = generate_version_2(200, 0)
    outcome = solve_placement(problem, Options(gap=1e-3), Stop(None, 200), ignore_progress)
    assert not any(check_placement(problem, outcome.placement))
    assert outcome.value == pytest.approx(placement_value(problem, outcome.placement))
    assert outcome.bound is not None
    assert outcome.value is not None
    assert 0.99 * outcome.value < outcome.bound <= outcome.value


@pytest.mark.parametrize("seed", [0, 2])
def test_with_hardly_any_work_it_is_no_worse_than_local_search_from_the_cheapest(seed: int) -> None:
    problem = generate_version_2(200, seed)
    instance = build_instance(problem)
    near = instance.value(Improver(instance).improve(instance.cost.argmin(axis=1)))
    found = solve_placement(problem, Options(), Stop(work_limit=1), ignore_progress)
    assert known(found.value) <= near + 1e-6


def test_no_work_at_all_says_unknown_or_feasible() -> None:
    outcome = solve_placement(estate(80), Options(), Stop(None, 0), ignore_progress)
    assert outcome.status in (PlanStatus.FEASIBLE, PlanStatus.UNKNOWN)
    assert outcome.stopped_by is StoppedBy.WORK


def test_cancel_is_obeyed() -> None:
    stop = Stop(None)
    stop.cancel()
    outcome = solve_placement(estate(500, weight=9.0), Options(), stop, ignore_progress)
    assert outcome.status is not PlanStatus.OPTIMAL
    assert outcome.stopped_by is StoppedBy.CANCELLED


def test_better_plans_are_streamed_and_reported() -> None:
    problem = estate(90, weight=3.0)
    seen: list[float] = []
    reports: list[Progress] = []

    def take(
        placement: Mapping[str, str], value: float, bound: float | None, voucher: Voucher
    ) -> None:
        assert voucher in Voucher
        assert keeps_rules(problem, dict(placement))
        assert value == pytest.approx(placement_value(problem, placement))
        assert bound is None or bound <= value + 1e-6
        seen.append(value)

    outcome = solve_placement(
        problem, Options(), Stop(work_limit=300), reports.append, on_incumbent=take
    )
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == outcome.value
    assert reports
    assert all(report.phase == "phase.placement" for report in reports)
    assert reports[-1].value == outcome.value


def test_extra_costs_count() -> None:
    problem = estate(40)
    extra = {(w.id, "old"): 500.0 for w in problem.workloads}
    outcome = solve_placement(
        problem, Options(), Stop(work_limit=20_000), ignore_progress, extra_cost=extra
    )
    assert "old" not in outcome.placement.values()
    dearer = with_extra_cost(problem, extra)
    assert outcome.value == pytest.approx(placement_value(dearer, outcome.placement))


def test_an_earlier_plan_is_taken_up() -> None:
    problem = estate(70, weight=3.0)
    first = solve_placement(problem, Options(), Stop(work_limit=300), ignore_progress)
    again = solve_placement(
        problem,
        Options(start_placement=first.placement),
        Stop(None, 3),
        ignore_progress,
    )
    assert again.value is not None
    assert first.value is not None
    assert again.value <= first.value


def test_a_start_that_breaks_rules_or_names_strangers_is_no_harm() -> None:
    problem = estate(30)
    start = {w.id: "private" for w in problem.workloads} | {"stranger": "nowhere", "w0": "nowhere"}
    outcome = solve_placement(
        problem, Options(start_placement=start), Stop(work_limit=20_000), ignore_progress
    )
    assert outcome.status is PlanStatus.OPTIMAL
    assert keeps_rules(problem, dict(outcome.placement))


def test_no_workloads_is_a_plan_of_nothing() -> None:
    problem = PlanningProblem((ProblemTarget("only"),), ())
    outcome = solve_placement(problem, Options(), Stop(work_limit=5_000), ignore_progress)
    assert outcome.status is PlanStatus.OPTIMAL
    assert outcome.value == 0


def test_scale_of_money_changes_nothing() -> None:
    for seed in range(30):
        problem = random_problem(seed)
        factor = 1e7
        rich = replace(
            problem,
            workloads=tuple(
                replace(w, cost={t: c * factor for t, c in w.cost.items()})
                for w in problem.workloads
            ),
            dependencies=tuple(replace(d, weight=d.weight * factor) for d in problem.dependencies),
        )
        plain = solve_placement(
            problem, Options(gap=1e-6), Stop(work_limit=20_000), ignore_progress
        )
        large = solve_placement(rich, Options(gap=1e-6), Stop(work_limit=20_000), ignore_progress)
        assert plain.status is large.status, seed
        if plain.value is not None and large.value is not None:
            assert math.isclose(
                large.value, plain.value * factor, rel_tol=1e-5, abs_tol=3e-6 * factor
            ), seed


def test_a_program_that_says_nothing_new_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = estate(10)
    instance = build_instance(problem)
    track = Track(problem, instance, 1e-6, Stop(None, 10**9), ignore_progress)
    assert track.offer(
        instance.labels_of(
            solve_placement(problem, Options(), Stop(work_limit=5_000), ignore_progress).placement
        )
    )
    asked: list[bool] = []

    def close(*_: object, last: bool) -> bool:
        asked.append(last)
        assert len(asked) < 5, "the search has no end"
        return True

    monkeypatch.setattr(search, "close", close)
    search.finish(track, None, None, Options())  # type: ignore[arg-type]
    assert asked == [True]
    outcome = search.answer(track)
    assert outcome.status is PlanStatus.FEASIBLE
    assert outcome.stopped_by is StoppedBy.WORK
