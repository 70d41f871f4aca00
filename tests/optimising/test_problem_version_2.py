"""What version 2 of the problem file adds: read, refused, written again."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from bench.problems_version_2 import generate_programme
from planner.optimising.plan import Conflict, Plan, PlanStatus, RuleRef, StoppedBy
from planner.optimising.plan_file import parse_plan, plan_to_json, read_plan, write_plan
from planner.optimising.problem import AttributeGroup, Exit, Extension, SharedCost
from planner.optimising.problem_file import (
    parse_problem,
    read_problem,
    write_problem,
)
from planner.optimising.problem_json import problem_text
from tests.support.refusals import refused

FULL = {
    "format": "planning-problem",
    "version": 2,
    "targets": [
        {"id": "legacy"},
        {"id": "a", "attributes": {"technology": "private", "site": "A"}},
        {"id": "b", "attributes": {"technology": "private", "site": "B"}},
    ],
    "workloads": [
        {
            "id": "CARD",
            "current": "legacy",
            "cost": {"legacy": 9, "a": 5, "b": 5},
            "amounts": {"days": {"a": [5, 0, 7], "b": 3}, "count": 1, "cpu": [2, 2]},
            "closed_waves": [3, 7, 3],
            "forbidden": {"legacy": ["lease ends", "law", "law"]},
            "wave_cost": {"a": [9, 9, 4, 0]},
        },
        {"id": "CARD-DR", "cost": {"a": 1, "b": 1}, "wave_cost": [1, 2, -3, 4]},
    ],
    "same": [{"attribute": "technology", "workloads": ["CARD", "CARD-DR"]}],
    "apart_by": [{"attribute": "site", "workloads": ["CARD", "CARD-DR"]}],
    "limits": [
        {
            "id": "CPU",
            "amount": "cpu",
            "targets": ["a"],
            "at_most": 3600,
            "extension": {"step": 200, "cost": 40, "most": 3},
        }
    ],
    "waves": [{"id": f"W{n}", "day": 30 * n} for n in range(1, 5)],
    "wave_limits": [
        {"id": "budget", "amount": "days", "periods": [[1, 2], [4]], "at_most": [9, None]},
        {"id": "year", "amount": "days", "periods": [[1, 2, 3, 4]], "at_most": 20, "at_least": 1},
    ],
    "shared_costs": [
        {"id": "mainframe", "targets": ["legacy"], "cost": 5, "cost_per_day": 2,
         "not_before_day": 100, "workloads": ["CARD"]},
        {"id": "hall", "targets": ["legacy"]},
    ],
    "exits": [{"id": "lease", "targets": ["legacy"], "by_wave": 0}, {"id": "x", "targets": ["b"]}],
}  # fmt: skip


def changed(*path, value, version=2):
    data = copy.deepcopy(FULL) | {"version": version}
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return data


def test_everything_is_understood():
    problem = parse_problem(FULL)
    card, recovery = problem.workloads
    assert problem.version == problem.file_version == 2
    assert problem.value_of("site") == {"legacy": "@legacy", "a": "=A", "b": "=B"}
    assert card.amount("days", "a") == 12
    assert card.work("days", "a") == (5, 0, 7)
    assert card.work("days", "legacy") == (0,)
    assert (card.duration("a"), card.duration("b"), recovery.duration("a")) == (3, 2, 1)
    assert card.candidates() == ("a", "b")
    assert card.forbidden == {"legacy": ("lease ends", "law")}
    assert card.closed_waves == (3, 7)
    assert (card.cost_in_waves("a"), card.cost_in_waves("b")) == ((9, 9, 4, 0), ())
    assert recovery.cost_in_waves("b") == (1, 2, -3, 4)
    assert problem.limits[0].extension == Extension(200, 40, 3)
    assert problem.wave_limits[0].spans(4) == ((1, 2), (4,))
    assert problem.wave_limits[0].at_most == (9, None)
    assert (problem.wave_limits[1].at_most, problem.wave_limits[1].at_least) == ((20,), (1,))
    assert problem.same == (AttributeGroup("technology", ("CARD", "CARD-DR")),)
    assert problem.shared_costs == (
        SharedCost("mainframe", ("legacy",), ("CARD",), 5, 2, 100),
        SharedCost("hall", ("legacy",)),
    )
    assert problem.exits == (Exit("lease", ("legacy",), None, 0), Exit("x", ("b",)))


def test_it_is_written_as_it_was_read(tmp_path):
    problem = parse_problem(FULL)
    path = tmp_path / "problem.json"
    write_problem(problem, path)
    assert read_problem(path) == problem
    assert path.read_text() == problem_text(problem)


def test_version_1_says_only_what_it_knows():
    bare = {key: FULL[key] for key in ("format", "targets", "waves")}
    bare |= {"version": 1, "targets": [{"id": "a"}], "workloads": [{"id": "A", "cost": {"a": 1}}]}
    problem = parse_problem(bare)
    assert problem.file_version == 1
    assert parse_problem(bare | {"version": 2}).file_version == 2
    for key in ("same", "apart_by", "shared_costs", "exits"):
        with refused(f'"{key}" is not known'):
            parse_problem(bare | {key: []})


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("targets", 0, "attributes"), {}, '"attributes" is not known'),
        (("workloads", 0, "closed_waves"), [1], '"closed_waves" is not known'),
        (("workloads", 0, "forbidden"), {}, '"forbidden" is not known'),
        (("workloads", 0, "wave_cost"), [1], '"wave_cost" is not known'),
        (("workloads", 0, "amounts"), {"days": [1]}, "must be a number"),
        (("workloads", 0, "amounts"), {"days": {"a": [1]}}, "must be a number"),
        (("limits", 0, "extension"), {}, '"extension" is not known'),
        (("wave_limits", 0, "periods"), [], '"periods" is not known'),
    ],
)
def test_a_key_of_version_2_is_unknown_in_version_1(path, value, says):
    data = copy.deepcopy(FULL) | {"version": 1}
    for key in ("same", "apart_by", "shared_costs", "exits"):
        del data[key]
    data["targets"] = [{"id": name} for name in ("legacy", "a", "b")]
    data["workloads"] = [{"id": "A", "cost": {"a": 1}}]
    data["limits"] = [{"id": "CPU", "amount": "cpu", "targets": ["a"], "at_most": 1}]
    data["wave_limits"] = [{"id": "x", "amount": "days", "at_most": 1}]
    parse_problem(data)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with refused(says):
        parse_problem(data)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("version",), 3, "only versions 1, 2"),
        (("targets", 1, "attributes", "site"), 3, "must be a text"),
        (("targets", 1, "attributes", ""), "A", "must not be empty"),
        (("targets", 1, "attributes"), None, "must be an object"),
        (("same", 0, "attribute"), "colour", "no attribute is called"),
        (("same", 0, "workloads"), ["CARD"], "at least two different"),
        (("same", 0, "workloads"), ["CARD", "CARD"], "at least two different"),
        (("apart_by", 0, "workloads"), ["CARD", "X"], "no workload is called"),
        (("apart_by", 0, "extra"), 1, "is not known"),
        (("workloads", 0, "forbidden"), {"moon": ["x"]}, "no target is called"),
        (("workloads", 0, "forbidden"), {"a": []}, "at least one reason"),
        (("workloads", 0, "forbidden"), {"a": "law"}, "must be a list"),
        (("workloads", 0, "forbidden"), {"a": [""]}, "must not be empty"),
        (("workloads", 0, "amounts"), {"days": []}, "at least one number"),
        (("workloads", 0, "amounts"), {"days": [1, -1]}, "must not be below 0"),
        (("workloads", 0, "amounts"), {"days": [1, None]}, "must be a number"),
        (("workloads", 0, "amounts"), {"days": {"moon": 1}}, "no target is called"),
        (("workloads", 0, "delay_value"), {"moon": 1}, "no target is called"),
        (("workloads", 0, "closed_waves"), [0], "must not be below 1"),
        (("workloads", 0, "closed_waves"), [1.5], "must be a whole number"),
        (("workloads", 0, "wave_cost"), [1, 2, 3], "the number of waves is 4"),
        (("workloads", 0, "wave_cost"), {"a": [1]}, "the number of waves is 4"),
        (("workloads", 0, "wave_cost"), {"moon": [1, 2, 3, 4]}, "no target is called"),
        (("workloads", 0, "wave_cost"), 4, "must be a list"),
        (("limits", 0, "extension"), {"step": 0, "cost": 1, "most": 1}, "must be above 0"),
        (("limits", 0, "extension"), {"step": 1, "cost": -1, "most": 1}, "must not be below 0"),
        (("limits", 0, "extension"), {"step": 1, "cost": 1, "most": 0}, "must not be below 1"),
        (("limits", 0, "extension"), {"step": 1, "cost": 1, "most": 1.0}, "whole number"),
        (("limits", 0, "extension"), {"step": 1, "cost": 1}, '"most" is missing'),
        (("limits", 0), {"id": "x", "amount": "y", "targets": ["a"], "at_least": 1,
                         "extension": {"step": 1, "cost": 1, "most": 1}}, "is extended"),
        (("wave_limits", 0, "periods"), [[1, 2], [2]], "already in a period"),
        (("wave_limits", 0, "periods"), [[1, 1], [2]], "already in a period"),
        (("wave_limits", 0, "periods"), [[1], []], "at least one wave"),
        (("wave_limits", 0, "periods"), [[1], [5]], "must not be above 4"),
        (("wave_limits", 0, "periods"), [[1], [0]], "must not be below 1"),
        (("wave_limits", 0, "periods"), [[1]], "the number of periods is 1"),
        (("shared_costs", 0, "targets"), [], "at least one target"),
        (("shared_costs", 0, "targets"), ["moon"], "no target is called"),
        (("shared_costs", 0, "workloads"), ["X"], "no workload is called"),
        (("shared_costs", 0, "workloads"), [], "at least one workload"),
        (("shared_costs", 0, "cost"), -1, "must not be below 0"),
        (("shared_costs", 0, "cost_per_day"), -1, "must not be below 0"),
        (("shared_costs", 0, "not_before_day"), -1, "must not be below 0"),
        (("shared_costs", 1, "id"), "mainframe", "already called"),
        (("exits", 0, "by_wave"), -1, "must not be below 0"),
        (("exits", 0, "by_wave"), None, "must be a whole number"),
        (("exits", 1, "id"), "lease", "already called"),
        (("exits", 0, "targets"), ..., '"targets" is missing'),
    ],
)  # fmt: skip
def test_every_rule_of_the_form_is_kept(path, value, says):
    with refused(says):
        parse_problem(changed(*path, value=value))


def test_without_waves_what_speaks_of_waves_is_passed_over():
    data = changed("waves", value=...)
    data["workloads"][0]["wave_cost"] = [1]
    data["wave_limits"][0] |= {"periods": [[1], [9]], "at_most": [1, 2, 3]}
    problem = parse_problem(data)
    assert problem.workloads[0].wave_cost == ()
    assert problem.exits[0].by_wave == 0


def test_a_plan_of_another_version_than_its_problem_is_unreadable(tmp_path):
    plan = Plan(PlanStatus.UNKNOWN, StoppedBy.WORK, version=1)
    path = tmp_path / "plan.json"
    write_plan(plan, path)
    assert read_plan(path) == plan
    with refused("of version 1, its problem of version 2"):
        read_plan(path, parse_problem(FULL))


def test_a_closed_wave_is_named_by_workload_and_number():
    conflict = Conflict((RuleRef("closed_wave", names=("A",), wave=3),))
    plan = Plan(PlanStatus.INFEASIBLE, StoppedBy.PROOF, conflict=conflict, version=2)
    data = plan_to_json(plan)
    assert data["conflict"]["rules"] == [{"kind": "closed_wave", "names": ["A", 3], "wave": 3}]
    assert parse_plan(data) == plan


@pytest.mark.parametrize("size", range(8))
def test_a_generated_programme_of_any_size_is_a_problem_of_the_format(size):
    programme = generate_programme(size, 0)
    assert len(programme.workloads) == size
    text = problem_text(programme)
    assert problem_text(parse_problem(json.loads(text))) == text
