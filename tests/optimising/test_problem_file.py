from __future__ import annotations

import copy
import json
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import BadInputError
from planner.optimising import problem_file, problem_workloads
from planner.optimising.problem import DependencyKind, WaveObjective
from planner.optimising.problem_file import (
    parse_problem,
    read_problem,
    write_problem,
)
from planner.optimising.problem_json import problem_text
from tests.optimising.problem_strategies import problems
from tests.support.refusals import refused, told

QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FULL = {
    "format": "planning-problem",
    "version": 1,
    "targets": [{"id": "legacy"}, {"id": "private", "ready_wave": 1}, {"id": "public"}],
    "distance": {"legacy": {"private": 2, "public": 5}, "private": {"public": 3}},
    "workloads": [
        {
            "id": "A",
            "current": "legacy",
            "cost": {"legacy": 120, "private": 80, "public": -3.5},
            "allowed": ["legacy", "private"],
            "amounts": {"cpu": 8, "one_off": {"private": 100, "public": 150}},
            "delay_value": 3.5,
            "earliest_wave": 1,
            "latest_wave": 6,
        },
        {"id": "B", "current": None, "cost": {"public": 1}},
        {"id": "C", "cost": {"public": 1}},
    ],
    "dependencies": [
        {"from": "A", "to": "B", "kind": "earlier", "weight": 4, "exposure": 0.2},
        {"from": "A", "to": "B"},
    ],
    "same_target": [["A", "B"]],
    "apart": [["B", "C"]],
    "limits": [
        {"id": "private CPU", "amount": "cpu", "targets": ["private"], "at_most": 4000},
        {"id": "some", "amount": "cpu", "targets": ["public"], "at_most": None, "at_least": 1},
    ],
    "waves": [{"id": "W1", "day": 60}, {"id": "W2", "day": 120}],
    "wave_limits": [
        {"id": "db", "amount": "days.db", "at_most": [40, None]},
        {"id": "all", "amount": "count", "at_least": None, "at_most": 3},
    ],
    "objective": {"waves": "early"},
}


def changed(*path, value):
    """Return the full problem with one place changed (or one key removed: value is ``...``)."""
    data = copy.deepcopy(FULL)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return data


def test_a_full_problem_is_understood():
    problem = parse_problem(FULL)
    first = problem.workloads[0]
    assert first.candidates() == ("legacy", "private")
    assert first.amount("one_off", "private") == 100
    assert first.amount("one_off", "legacy") == 0
    assert first.amount("cpu", "public") == 8
    assert problem.workloads[1].current is None
    assert problem.between("public", "private") == 3
    assert problem.between("private", "public") == 3
    assert problem.dependencies[0].kind is DependencyKind.EARLIER
    assert problem.dependencies[1].kind is DependencyKind.BEFORE
    assert problem.wave_limits[0].at_most == (40.0, None)
    assert problem.wave_limits[1].at_most == (3.0, 3.0)
    assert problem.objective is WaveObjective.EARLY


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("workload",), [], 'the key "workload" is not known here. Did you mean "workloads"?'),
        (("workloads", 0, "costs"), {}, "workloads[0].costs"),
        (("workloads", 0, "cost", "private"), True, "workloads[0].cost.private: must be a number"),
        (("workloads", 0, "cost", "private"), "8", "workloads[0].cost.private"),
        (("workloads", 0, "cost", "private"), float("nan"), "finite"),
        (("workloads", 0, "cost", "private"), float("inf"), "finite"),
        (("workloads", 0, "cost", "private"), 10**400, "finite"),
        (("workloads", 0, "cost", "privat"), 1, 'Did you mean "private"?'),
        (("workloads", 0, "cost"), {}, "at least one target needs a cost"),
        (("workloads", 0, "cost"), ..., 'the key "cost" is missing'),
        (("workloads", 0, "id"), "", "must not be empty"),
        (("workloads", 0, "id"), 7, "must be a text"),
        (("workloads", 0, "id"), "\ud800", "half of a character"),
        (("workloads", 1, "id"), "A", "already called"),
        (("workloads", 0, "allowed"), [], "at least one target must be allowed"),
        (("workloads", 1, "allowed"), ["private"], "has no cost"),
        (("workloads", 0, "allowed"), ["mars"], "no target is called"),
        (("workloads", 0, "current"), "mars", "no target is called"),
        (("workloads", 0, "amounts", "cpu"), -1, "workloads[0].amounts.cpu: must not be below 0"),
        (("workloads", 0, "amounts", "one_off", "mars"), 1, "no target is called"),
        (("workloads", 0, "amounts", "days.db"), None, 'workloads[0].amounts["days.db"]'),
        (("workloads", 0, "delay_value"), None, "must be a number"),
        (("workloads", 0, "delay_value"), -1e151, "is too large"),
        (("workloads", 0, "delay_value"), 10**400, "finite number"),
        (("workloads", 0, "earliest_wave"), None, "whole number"),
        (("workloads", 0, "earliest_wave"), 1.5, "whole number"),
        (("workloads", 0, "latest_wave"), True, "whole number"),
        (("dependencies", 0, "to"), "A", "cannot depend on itself"),
        (("dependencies", 0, "to"), "Z", "no workload is called"),
        (("dependencies", 0, "kind"), "befor", 'Did you mean "before"?'),
        (("dependencies", 0, "weight"), -1, "must not be below 0"),
        (("dependencies", 0, "exposure"), -0.1, "must not be below 0"),
        (("same_target", 0), ["A", "A"], "two different workloads"),
        (("apart", 0), ["A", "Z"], "no workload is called"),
        (("limits", 0, "at_most"), ..., 'needs "at_most" or "at_least"'),
        (("limits", 0, "at_most"), None, 'needs "at_most" or "at_least"'),
        (("limits", 0, "targets"), ..., 'the key "targets" is missing'),
        (("limits", 0, "targets"), ["mars"], "no target is called"),
        (("limits", 1, "id"), "private CPU", "already called"),
        (("wave_limits", 0, "at_most"), [1], "the number of waves is 2"),
        (("wave_limits", 0, "at_most"), [1, "2"], "wave_limits[0].at_most[1]"),
        (("wave_limits", 0, "amount"), ..., "is missing"),
        (("waves", 1, "day"), 60, "days rise"),
        (("waves", 1, "day"), ..., '"day" is missing'),
        (("targets", 1, "ready_wave"), 0, "must not be below 1"),
        (("targets", 1, "id"), "legacy", "already called"),
        (("targets",), {}, "must be a list"),
        (("distance",), ..., '"distance" is missing'),
        (("distance", "private"), {}, "is missing"),
        (("distance", "private", "legacy"), 3, "not the same both ways"),
        (("distance", "private", "private"), 1, "no distance to itself"),
        (("distance", "private", "public"), -1, "must not be below 0"),
        (("distance", "private", "public"), 8, "farther than the way"),
        (("distance", "legacy", "mars"), 1, "no target is called"),
        (("objective", "waves"), "late", "is not known"),
        (("version",), 3, "only versions 1, 2"),
        (("version",), True, "whole number"),
        (("format",), "plan", "not a planning problem"),
    ],
)  # fmt: skip
def test_every_rule_of_the_form_is_kept_and_says_where(path, value, says):
    with pytest.raises(BadInputError) as caught:
        parse_problem(changed(*path, value=value))
    assert says in told(caught.value)


def test_what_the_form_allows_is_taken():
    weightless = changed("dependencies", 0, "weight", value=0)
    del weightless["distance"]
    assert parse_problem(weightless).distance == {}
    both_ways = changed("distance", "private", "legacy", value=2)
    assert parse_problem(both_ways).between("legacy", "private") == 2
    late = changed("workloads", 0, "latest_wave", value=99)
    late["workloads"][0]["earliest_wave"] = 100
    late["targets"][0]["ready_wave"] = 50
    assert parse_problem(late).workloads[0].earliest_wave == 100
    without_waves = changed("waves", value=...)
    assert parse_problem(without_waves).waves == ()
    fewest = changed("objective", "waves", value="fewest")
    del fewest["waves"][0]["day"]
    assert parse_problem(fewest).waves[0].day is None


@QUICK
@given(problem=problems())
def test_writing_and_reading_gives_the_same_problem(problem, tmp_path):
    path = tmp_path / "problem.json"
    write_problem(problem, path)
    first = path.read_bytes()
    again = read_problem(path)
    assert again == problem
    write_problem(again, path)
    assert path.read_bytes() == first
    assert parse_problem(json.loads(first)) == problem


JUNK: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
    | st.just([]) | st.just({}) | st.just([[]]) | st.just({"a": 1}) | st.just(10**5000)
)  # fmt: skip


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, dict | list):
        for key, item in inner:
            yield from (
                places(item, (*path, key)) if isinstance(item, dict | list) else [(*path, key)]
            )


@QUICK
@given(path=st.sampled_from(list(places(FULL))), value=JUNK | st.just(...))
def test_a_mutated_file_is_a_problem_or_bad_input_and_nothing_else(path, value):
    data = value if not path else changed(*path, value=value)
    try:
        problem = parse_problem(data)
    except BadInputError:
        return
    assert parse_problem(json.loads(problem_text(problem))) == problem


@pytest.mark.parametrize("wave", [2**53, 10**5000], ids=["just above", "of 5,001 digits"])
def test_a_whole_number_that_other_readers_cannot_hold_is_refused(wave):
    with pytest.raises(BadInputError, match="earliest_wave"):
        parse_problem(changed("workloads", 0, "earliest_wave", value=wave))


@QUICK
@given(cut=st.integers(0, 900), junk=st.text(string.printable, max_size=3))
def test_damaged_text_is_bad_input(cut, junk, tmp_path):
    text = json.dumps(FULL)
    path = tmp_path / "damaged.json"
    path.write_text(text[:cut] + junk, encoding="utf-8")
    with pytest.raises(BadInputError):
        read_problem(path)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b'{"format": "planning-problem", "format": "x"}', "twice"),
        (b'{"format": NaN}', "not a number"),
        (b'{"format": -Infinity}', "not a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"version": ' + b"9" * 5000 + b"}", "too long"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"", "not JSON"),
        (b"[]", "must be an object"),
        (b"null", "must be an object"),
    ],
)
def test_text_that_is_no_problem_is_named(raw, says, tmp_path):
    path = tmp_path / "raw.json"
    path.write_bytes(raw)
    with refused(says):
        read_problem(path)


def test_a_byte_order_mark_is_no_matter(tmp_path):
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(FULL).encode())
    assert read_problem(path) == parse_problem(FULL)


def test_a_missing_file_or_folder_is_bad_input(tmp_path):
    with refused("There is no file"):
        read_problem(tmp_path / "none.json")
    with refused("is a folder"):
        read_problem(tmp_path)
    with refused("cannot be written"):
        write_problem(parse_problem(FULL), tmp_path / "no folder" / "x.json")


def test_too_many_workloads_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(problem_workloads, "MAX_WORKLOADS", 2)
    with refused("3 entries; at most 2"):
        parse_problem(FULL)


def test_a_million_workloads_are_refused_before_they_are_decoded(tmp_path):
    path = tmp_path / "million.json"
    path.write_text('{"workloads": [' + '{"id": "w"}, ' * 1_000_000 + '"never read')
    with refused(r"1,000,000 entries; at most 1\d\d,\d\d\d"):
        read_problem(path)


def test_ids_as_names_and_values_are_no_reason_to_refuse(tmp_path, monkeypatch):
    for limit in ("MAX_WORKLOADS", "MAX_TARGETS", "MAX_WAVES", "MAX_LIMITS"):
        monkeypatch.setattr(problem_file, limit, 1)
    path = tmp_path / "ids.json"
    workload = {"id": "id", "cost": {"id": 1}, "allowed": ["id"], "amounts": {"id": 1}}
    path.write_text(
        json.dumps(
            {
                "format": "planning-problem",
                "version": 1,
                "targets": [{"id": "id"}],
                "workloads": [workload],
            }
        )
    )
    assert read_problem(path).workloads[0].amounts == {"id": 1}


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text("old")
    broken = parse_problem(FULL)
    object.__setattr__(broken.workloads[0], "cost", {"legacy": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        write_problem(broken, path)
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["problem.json"]
