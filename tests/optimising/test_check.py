"""Every rule has a plan that breaks it, and every figure a plan that misstates it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import BadInputError
from planner.optimising.check import check_plan, find_violations, placement_value, wave_value, worth
from planner.optimising.plan import Conflict, Plan, PlanStatus, Repair, RuleRef, StoppedBy
from planner.optimising.plan_file import parse_plan, plan_to_json, read_plan, write_plan
from planner.optimising.problem_file import parse_problem
from planner.wording import say

PROBLEM = parse_problem(
    {
        "format": "planning-problem",
        "version": 1,
        "targets": [{"id": "old"}, {"id": "new"}, {"id": "far", "ready_wave": 2}],
        "distance": {"old": {"new": 2, "far": 4}, "new": {"far": 3}},
        "workloads": [
            {
                "id": "A",
                "current": "old",
                "cost": {"old": 10, "new": 4, "far": 1},
                "allowed": ["old", "new"],
                "amounts": {"cpu": 8, "days": 5},
                "delay_value": 0.5,
                "earliest_wave": 2,
            },
            {
                "id": "B",
                "current": "old",
                "cost": {"old": 9, "new": 3, "far": 2},
                "amounts": {"cpu": {"new": 6}, "days": 4},
                "delay_value": {"new": 0.1, "far": 0.2},
                "latest_wave": 2,
            },
            {"id": "C", "cost": {"new": 1, "far": 7}, "amounts": {"days": 3}},
            {"id": "D", "current": "old", "cost": {"old": 0, "new": 50}},
        ],
        "dependencies": [
            {"from": "A", "to": "B", "weight": 3, "exposure": 0.25},
            {"from": "A", "to": "B", "weight": 1, "kind": "earlier"},
            {"from": "C", "to": "B", "kind": "together", "exposure": 2},
            {"from": "A", "to": "D", "weight": 2, "exposure": 9},
        ],
        "same_target": [["A", "B"]],
        "apart": [["A", "D"]],
        "limits": [
            {"id": "CPU", "amount": "cpu", "targets": ["new"], "at_most": 14, "at_least": 1}
        ],
        "waves": [{"id": "W1", "day": 30}, {"id": "W2", "day": 60}, {"id": "W3", "day": 100}],
        "wave_limits": [
            {"id": "team", "amount": "days", "at_most": [7, 5, None], "at_least": [1, None, None]}
        ],
    }
)
PLACEMENT = {"A": "new", "B": "new", "C": "new", "D": "old"}
WAVE = {"A": 2, "B": 1, "C": 1, "D": None}
PLACED = 4 + 3 + 1 + 0 + 2 * 2
WAVED = 0.5 * 60 + 0.1 * 30 + 0.25 * 30
PLAN = Plan(
    status=PlanStatus.FEASIBLE,
    stopped_by=StoppedBy.TIME,
    placement=PLACEMENT,
    wave=WAVE,
    placement_status=PlanStatus.FEASIBLE,
    placement_value=PLACED,
    placement_bound=10.0,
    placement_gap=2 / 12,
    wave_status=PlanStatus.FEASIBLE,
    wave_value=WAVED,
    wave_bound=20.25,
    wave_gap=0.5,
)


def kinds(**changes):
    return {violation.kind for violation in find_violations(PROBLEM, changed(**changes))}


def changed(**changes):
    return dataclasses.replace(PLAN, **changes)


def test_the_right_plan_passes_and_its_values_are_worked_by_hand():
    assert check_plan(PROBLEM, PLAN) == ()
    assert placement_value(PROBLEM, PLACEMENT) == PLACED
    assert wave_value(PROBLEM, PLACEMENT, WAVE) == WAVED
    assert worth(PROBLEM, PLAN) == PLACED + WAVED


@pytest.mark.parametrize(
    ("placement", "kind"),
    [
        ({"A": "new", "B": "new", "C": "new"}, "workload"),
        (PLACEMENT | {"Z": "new"}, "workload"),
        (PLACEMENT | {"A": "mars"}, "target"),
        (PLACEMENT | {"C": "old"}, "target"),
        (PLACEMENT | {"A": "far", "B": "far"}, "allowed"),
        (PLACEMENT | {"B": "old"}, "same_target"),
        (PLACEMENT | {"A": "old", "B": "old"}, "apart"),
    ],
)
def test_every_rule_of_the_placement_is_checked(placement, kind):
    assert kind in kinds(placement=placement)


def test_a_limit_is_checked_at_both_ends_with_its_tolerance():
    for bound, broken in ((14, False), (13.99999, False), (13.9999, True)):
        limit = dataclasses.replace(PROBLEM.limits[0], at_most=bound)
        found = find_violations(dataclasses.replace(PROBLEM, limits=(limit,)), PLAN)
        assert bool(found) is broken
    limit = dataclasses.replace(PROBLEM.limits[0], at_least=15.0, at_most=None)
    found = find_violations(dataclasses.replace(PROBLEM, limits=(limit,)), PLAN)
    assert [(violation.kind, violation.id) for violation in found] == [("limit", "CPU")]
    assert "at least 15" in say(found[0].sentence, "en")


@pytest.mark.parametrize(
    ("wave", "kind"),
    [
        (None, "wave"),
        ({"A": 2, "B": 1, "C": 1}, "wave"),
        (WAVE | {"D": 1}, "wave"),
        (WAVE | {"A": None}, "wave"),
        (WAVE | {"A": 4}, "wave"),
        (WAVE | {"A": 0}, "wave"),
        (WAVE | {"Z": 1}, "wave"),
        (WAVE | {"A": 1}, "earliest_wave"),
        (WAVE | {"B": 3, "C": 3}, "latest_wave"),
        (WAVE | {"B": 2, "C": 2}, "earlier"),
        (WAVE | {"B": 3, "C": 3}, "before"),
        (WAVE | {"C": 2}, "together"),
        (WAVE | {"C": 2}, "wave_limit"),
        (WAVE | {"B": 2, "C": 2, "A": 3}, "wave_limit"),
    ],
)
def test_every_rule_of_the_waves_is_checked(wave, kind):
    assert kind in kinds(wave=wave)


def test_a_target_is_not_used_before_it_is_ready():
    assert "ready_wave" in kinds(placement=PLACEMENT | {"C": "far"})


def test_order_binds_only_where_both_ends_move():
    staying = changed(
        placement=PLACEMENT | {"A": "old", "B": "old"}, wave=WAVE | {"A": None, "B": None, "C": 3}
    )
    found = {violation.kind for violation in find_violations(PROBLEM, staying)}
    assert not found & {"before", "earlier", "together"}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"placement_value": PLACED + 0.001}, "placement_value"),
        ({"placement_value": None}, "placement_value"),
        ({"wave_value": WAVED - 1}, "wave_value"),
        ({"wave_value": None}, "wave_value"),
        ({"placement_bound": 12.1, "placement_gap": 0.0}, "placement_bound"),
        ({"wave_bound": 41.0, "wave_gap": 0.0}, "wave_bound"),
        ({"placement_gap": 0.1}, "placement_gap"),
        ({"placement_gap": None}, "placement_gap"),
        ({"wave_bound": None}, "wave_gap"),
        ({"bound": 3.0}, "bound"),
        ({"joint": True}, "wave_bound"),
        ({"status": PlanStatus.OPTIMAL, "stopped_by": StoppedBy.PROOF}, "status"),
        ({"placement_status": PlanStatus.INFEASIBLE}, "placement_status"),
        (
            {
                "placement_status": PlanStatus.OPTIMAL,
                "placement_bound": None,
                "placement_gap": None,
            },
            "placement_status",
        ),
        ({"violations": ("something",)}, "violations"),
        ({"status": PlanStatus.INFEASIBLE}, "conflict"),
        ({"status": PlanStatus.UNKNOWN}, "status"),
    ],
)
def test_every_figure_and_claim_is_checked(changes, kind):
    assert kind in kinds(**changes)


def test_optimal_is_said_only_where_the_whole_is_proven():
    joint = changed(
        status=PlanStatus.OPTIMAL,
        stopped_by=StoppedBy.GAP,
        joint=True,
        wave_bound=None,
        wave_gap=None,
        bound=PLACED + WAVED - 0.001,
        gap=0.001 / (PLACED + WAVED),
    )
    assert check_plan(PROBLEM, joint, 1e-4) == ()
    assert check_plan(PROBLEM, joint, 1e-5) != ()
    assert check_plan(PROBLEM, dataclasses.replace(joint, stopped_by=StoppedBy.TIME)) != ()
    assert check_plan(PROBLEM, dataclasses.replace(joint, bound=None, gap=None)) != ()


def test_an_infeasible_plan_names_its_conflict():
    rules = (RuleRef("limit", "CPU"),)
    empty = Plan(PlanStatus.INFEASIBLE, StoppedBy.PROOF, conflict=Conflict(rules))
    assert check_plan(PROBLEM, empty) == ()
    assert check_plan(PROBLEM, dataclasses.replace(empty, conflict=None)) != ()
    assert check_plan(PROBLEM, dataclasses.replace(empty, stopped_by=StoppedBy.TIME)) != ()


def test_plan_files_come_back_as_they_were(tmp_path):
    conflict = Conflict(
        (RuleRef("limit", "CPU"), RuleRef("wave_limit", "team", wave=2)),
        (Repair((RuleRef("before", names=("A", "B")),), "drop"),
         Repair((RuleRef("limit", "CPU"),), "raise", 842.0, proven=True)),
    )  # fmt: skip
    for plan in (PLAN, changed(conflict=conflict, seed=3, seconds=1.25, solver="HiGHS")):
        path = tmp_path / "plan.json"
        write_plan(plan, path)
        assert read_plan(path) == plan
        assert parse_plan(plan_to_json(plan)) == plan


KEYS = [
    "format", "version", "status", "stopped_by", "placement", "wave", "placement_status",
    "placement_value", "placement_bound", "placement_gap", "wave_status", "wave_value",
    "wave_bound", "wave_gap", "joint", "bound", "gap", "violations", "conflict", "seed", "solver",
    "solver_version", "seconds",
]  # fmt: skip


def test_the_plan_file_has_the_documented_keys_in_order():
    assert list(plan_to_json(PLAN)) == KEYS


JUNK: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
    | st.just([]) | st.just({}) | st.just({"A": 1.5}) | st.just([1]) | st.just(10**400)
    | st.just({"rules": [{"kind": 1}]}) | st.just({"A": True})
)  # fmt: skip


@settings(deadline=None)
@given(key=st.sampled_from([*KEYS, "extra"]), value=JUNK)
def test_a_mutated_plan_is_bad_input_or_judged_and_nothing_else(key, value):
    data = plan_to_json(PLAN) | {key: value}
    try:
        plan = parse_plan(data)
    except BadInputError:
        return
    assert isinstance(check_plan(PROBLEM, plan), tuple)
