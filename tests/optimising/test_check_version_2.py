"""The checker on every rule and every value that version 2 adds; every figure worked by hand."""

from __future__ import annotations

import dataclasses

import pytest

from planner.optimising.check import (
    check_placement,
    check_waves,
    placement_value,
    wave_value,
)
from planner.optimising.problem import (
    AttributeGroup,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
    WaveObjective,
)

TARGETS = (
    ProblemTarget("old"),
    ProblemTarget("a1", attributes={"technology": "private", "site": "A"}),
    ProblemTarget("a2", attributes={"technology": "public", "site": "A"}),
    ProblemTarget("b1", attributes={"technology": "private", "site": "B"}),
)
COST = dict.fromkeys(("old", "a1", "a2", "b1"), 1.0)
WAVES = tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, 6))


def problem(*workloads, **parts):
    return PlanningProblem(TARGETS, workloads, waves=WAVES, **parts)


def workload(name, **parts):
    return ProblemWorkload(name, COST, "old", **parts)


def broken(problem, placement, wave=None):
    found = list(check_placement(problem, placement))
    if wave is not None:
        found += check_waves(problem, placement, wave)
    return [(fault.kind, fault.id, fault.names, fault.wave) for fault in found]


A, B = workload("A"), workload("B")


@pytest.mark.parametrize(
    ("targets", "same", "apart"),
    [
        (("a1", "b1"), False, True),  # one technology, two sites: what a recovery site is
        (("a1", "a2"), True, False),
        (("a1", "a1"), False, False),
        (("old", "old"), False, False),  # without the attribute, a target is a value of its own
        (("old", "a1"), True, True),
    ],
)
def test_attributes_are_shared_or_kept_apart_by(targets, same, apart):
    placement = dict(zip(("A", "B"), targets, strict=True))
    shared = problem(A, B, same=(AttributeGroup("technology", ("A", "B")),))
    parted = problem(A, B, apart_by=(AttributeGroup("site", ("A", "B")),))
    assert broken(shared, placement) == ([("same", "technology", ("A", "B"), None)] if same else [])
    assert broken(parted, placement) == (
        [("apart_by", "site", ("A", "B"), None)] if not apart else []
    )


def test_two_targets_without_the_attribute_are_two_values():
    targets = (*TARGETS, ProblemTarget("@old"), ProblemTarget("odd", attributes={"site": "old"}))
    one = dataclasses.replace(
        problem(
            ProblemWorkload("A", {"old": 1, "@old": 1, "odd": 1}),
            ProblemWorkload("B", {"old": 1, "@old": 1, "odd": 1}),
            same=(AttributeGroup("site", ("A", "B")),),
        ),
        targets=targets,
    )
    for pair in (("old", "@old"), ("old", "odd"), ("@old", "odd")):
        assert broken(one, dict(zip(("A", "B"), pair, strict=True)))
    assert not broken(one, {"A": "@old", "B": "@old"})


def test_every_reason_of_a_forbidden_target_is_a_rule_also_for_who_stays():
    one = problem(workload("A", forbidden={"old": ("law", "pin"), "a1": ("law",)}))
    assert broken(one, {"A": "old"}) == [
        ("forbidden", None, ("A", "old", "law"), None),
        ("forbidden", None, ("A", "old", "pin"), None),
    ]
    assert not broken(one, {"A": "b1"})


def test_an_exit_binds_placement_and_the_wave_of_who_is_there():
    new = ProblemWorkload("N", COST)
    one = problem(A, new, exits=(Exit("hall", ("old",), None, 2),))
    placed = {"A": "a1", "N": "b1"}
    assert broken(one, {"A": "a1", "N": "old"}, {"A": 1, "N": 1}) == [
        ("exit", "hall", ("N",), None)
    ]
    assert broken(one, {"A": "old", "N": "a1"}, {"A": None, "N": 1}) == [
        ("exit", "hall", ("A",), None)
    ]
    assert not broken(one, placed, {"A": 2, "N": 5})  # a new one is not there
    assert broken(one, placed, {"A": 3, "N": 1}) == [("exit", "hall", ("A",), 3)]
    never = dataclasses.replace(one, exits=(Exit("hall", ("old",), ("A",), 0),))
    assert broken(never, placed, {"A": 1, "N": 1}) == [("exit", "hall", ("A",), 1)]
    others = dataclasses.replace(one, exits=(Exit("hall", ("old",), ("N",)),))
    assert not broken(others, {"A": "old", "N": "a1"}, {"A": None, "N": 1})


@pytest.mark.parametrize(
    ("load", "steps", "fits"),
    [(10, 0, True), (10.00001, 0, True), (10.001, 1, True), (14, 1, True), (14.1, 2, True),
     (18, 2, True), (18.00001, 2, True), (18.1, 3, False)],
)  # fmt: skip
def test_a_limit_is_extended_in_steps_at_a_price(load, steps, fits):
    limit = Limit("CPU", "cpu", ("a1",), 10.0, None, Extension(4.0, 7.0, 2))
    one = problem(workload("A", amounts={"cpu": load}), limits=(limit,))
    assert bool(broken(one, {"A": "a1"})) is not fits
    assert placement_value(one, {"A": "a1"}) == 1 + 7 * steps
    assert placement_value(one, {"A": "b1"}) == 1


def test_an_extension_never_moves_the_lower_end():
    limit = Limit("CPU", "cpu", ("a1",), 10.0, 5.0, Extension(4.0, 7.0, 2))
    one = problem(workload("A", amounts={"cpu": 4.0}), limits=(limit,))
    assert broken(one, {"A": "a1"}) == [("limit", "CPU", (), None)]


def test_spread_work_counts_in_its_own_waves_and_as_a_sum_in_limits():
    lasting = workload("A", amounts={"days": {"a1": (5.0, 0.0, 7.0)}, "count": 1.0})
    one = problem(
        lasting,
        limits=(Limit("all", "days", ("a1",), 12.0),),
        wave_limits=(WaveLimit("team", "days", (4.0, 4.9, 4.0, 7.0, 5.0)),),
    )
    assert not broken(one, {"A": "b1"}, {"A": 1})  # one wave there
    assert broken(one, {"A": "a1"}, {"A": 2}) == [
        ("spread", None, ("A", "a1"), 2),
        ("wave_limit", "team", (), 2),
    ]
    assert broken(one, {"A": "a1"}, {"A": 4}) == [("wave_limit", "team", (), 2)]
    assert broken(one, {"A": "a1"}, {"A": 3}) == [
        ("wave_limit", "team", (), 1),
        ("wave_limit", "team", (), 3),
    ]
    short = dataclasses.replace(one, limits=(Limit("all", "days", ("a1",), 11.9),))
    assert ("limit", "all", (), None) in broken(short, {"A": "a1"})


def test_the_longest_list_counts_whether_it_is_limited_or_not():
    one = problem(workload("A", amounts={"days": (0.0, 0.0), "x": {"a1": (0.0,) * 4}}))
    assert broken(one, {"A": "b1"}, {"A": 1}) == [("spread", None, ("A", "b1"), 1)]
    assert not broken(one, {"A": "b1"}, {"A": 2})
    assert broken(one, {"A": "a1"}, {"A": 3}) == [("spread", None, ("A", "a1"), 3)]
    assert not broken(one, {"A": "old"}, {"A": None})


def test_work_goes_on_in_closed_waves_and_before_the_earliest_one():
    one = problem(
        workload("A", amounts={"days": (2.0, 2.0)}, closed_waves=(2, 4), earliest_wave=3),
        wave_limits=(WaveLimit("team", "days", (None, 1.0, None, None, None)),),
    )
    assert broken(one, {"A": "a1"}, {"A": 3}) == [("wave_limit", "team", (), 2)]
    assert broken(one, {"A": "a1"}, {"A": 4}) == [("closed_wave", None, ("A",), 4)]
    assert not broken(one, {"A": "a1"}, {"A": 5})


def test_a_period_bounds_the_sum_over_its_waves():
    limit = WaveLimit("budget", "days", (9.0, None), (None, 1.0), ((1, 3), (5,)))
    lasting = workload("A", amounts={"days": (4.0, 8.0, 6.0)})
    one = problem(lasting, B, wave_limits=(limit,))
    placed = {"A": "a1", "B": "old"}
    # Waves 1 and 3 hold 4 + 6; wave 5 holds nothing.
    assert broken(one, placed, {"A": 3, "B": None}) == [
        ("wave_limit", "budget", (), 1),
        ("wave_limit", "budget", (), 5),
    ]
    # Wave 3 holds 4, wave 5 holds 6; wave 4 is in no period.
    assert not broken(one, placed, {"A": 5, "B": None})


def test_the_value_has_wave_costs_of_who_moves():
    costs = (5.0, 4.0, -3.0, 2.0, 1.0)
    one = problem(
        workload("A", wave_cost=costs, delay_value=2.0),
        workload("B", wave_cost={"a1": costs}),
    )
    assert wave_value(one, {"A": "b1", "B": "a1"}, {"A": 3, "B": 1}) == -3 + 2 * 90 + 5
    assert wave_value(one, {"A": "b1", "B": "b1"}, {"A": 3, "B": 1}) == -3 + 2 * 90
    assert wave_value(one, {"A": "old", "B": "old"}, {"A": None, "B": None}) == 0
    fewest = dataclasses.replace(one, objective=WaveObjective.FEWEST)
    assert wave_value(fewest, {"A": "b1", "B": "a1"}, {"A": 3, "B": 1}) == 3


def test_a_shared_cost_is_due_once_or_until_the_last_has_left():
    shared = SharedCost("mainframe", ("old", "a2"), ("A", "B"), 100.0, 2.0, 50.0)
    one = problem(A, B, ProblemWorkload("N", COST), shared_costs=(shared,))
    gone = {"A": "a1", "B": "b1", "N": "old"}  # N is not one of its workloads
    assert placement_value(one, {"A": "old", "B": "a1", "N": "a1"}) == 103
    assert placement_value(one, {"A": "a1", "B": "a2", "N": "a1"}) == 103
    assert placement_value(one, gone) == 3
    assert wave_value(one, gone, {"A": 1, "B": 3, "N": 5}) == 2 * 90
    assert wave_value(one, gone, {"A": 1, "B": 1, "N": 5}) == 2 * 50
    assert wave_value(one, {"A": "a1", "B": "a2", "N": "a1"}, {"A": 1, "B": 1, "N": 1}) == 0
    nobody = dataclasses.replace(one, shared_costs=(SharedCost("x", ("a2",), None, 9.0, 9.0),))
    assert wave_value(nobody, gone, {"A": 1, "B": 3, "N": 5}) == 0
    fewest = dataclasses.replace(one, objective=WaveObjective.FEWEST)
    assert wave_value(fewest, gone, {"A": 1, "B": 3, "N": 4}) == 4
