"""What the calendar leaves open at a plan's dates, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.questioning.timing import Window, Windows, timed


def problem() -> PlanningProblem:
    """B needs A, C needs B; A moves last, C first: B has no wave between them."""
    return PlanningProblem(
        targets=(ProblemTarget("old"), ProblemTarget("new")),
        workloads=tuple(
            ProblemWorkload(name, {"old": 9.0, "new": 1.0}, current="old", amounts={"days": 4.0})
            for name in "ABCD"
        ),
        dependencies=(
            ProblemDependency("B", "A", DependencyKind.BEFORE),
            ProblemDependency("C", "B", DependencyKind.BEFORE),
        ),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in (1, 2, 3)),
        wave_limits=(WaveLimit("team", "days", at_most=(4.0, 3.0, 4.0)),),
    )


def plan(**waves: int) -> Plan:
    place = {name: "new" if name in waves else "old" for name in "ABCD"}
    wave = {name: waves.get(name) for name in "ABCD"}
    return Plan(PlanStatus.FEASIBLE, StoppedBy.WORK, place, wave)


def test_order_on_both_sides_leaves_no_wave() -> None:
    found = Windows(problem(), plan(A=3, C=1))
    loads = {one.id: one for one in problem().workloads}
    assert found.of(loads["B"], "new") == Window(3, 1, None, "A", "C")
    assert found.of(loads["D"], "new") == Window(1, 3, None), "every wave is full or too small"


def test_a_place_that_no_wave_is_left_for_is_closed_but_to_those_set_free() -> None:
    dated = plan(A=3, C=1)
    open_to = {one.id: one.candidates() for one in timed(problem(), dated).workloads}
    assert open_to == {"A": ("old", "new"), "B": ("old",), "C": ("old", "new"), "D": ("old",)}
    free = {one.id: one.candidates() for one in timed(problem(), dated, free=("B",)).workloads}
    assert free["B"] == ("old", "new")
    assert free["D"] == ("old",)
    whole = timed(problem(), dated, closing=False)
    assert all(one.candidates() == ("old", "new") for one in whole.workloads)


def test_room_opens_the_place_again() -> None:
    wider = replace(problem(), wave_limits=(WaveLimit("team", "days", at_most=(8.0, 3.0, 4.0)),))
    found = Windows(wider, plan(A=3, C=1)).of(wider.workloads[3], "new")
    assert found == Window(1, 3, 1)


def test_windows_serve_a_problem_that_differs_in_places_alone() -> None:
    """What serves gives the same costs and places; other dates or orders are not served."""
    whole, dated = problem(), plan(A=3, C=1)
    windows = Windows(whole, dated)
    pinned = replace(whole.workloads[1], allowed=("new",))
    places = replace(whole, workloads=(whole.workloads[0], pinned, *whole.workloads[2:]))
    assert windows.serve(places)
    for free in ((), ("B",)):
        assert timed(places, dated, free=free, like=windows) == timed(places, dated, free=free)
    later = replace(whole.workloads[1], earliest_wave=3)
    others = (
        replace(whole, wave_limits=(WaveLimit("team", "days", at_most=(8.0, 3.0, 4.0)),)),
        replace(whole, dependencies=()),
        replace(whole, workloads=(whole.workloads[0], later, *whole.workloads[2:])),
    )
    for other in others:
        assert not windows.serve(other)
        assert timed(other, dated, like=windows) == timed(other, dated)
