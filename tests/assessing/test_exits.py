"""A site or a target that must be empty by a day is one row, and one exit of the problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.assessing import assess, build_problem, load_rule_set
from planner.assessing.exits import exits_of
from planner.model.programme import Programme, Target, Vacancy
from planner.model.scenario import Scenario
from planner.optimising.problem import Exit
from planner.wording import worded
from tests.assessing.assessing_cases import START, inventory, workload

CALENDAR = Programme(start=START, wave_count=6, wave_weeks=8).calendar(START)
THIRD = CALENDAR[2].last_day
HALL = Vacancy("lease of hall 2", "Hall 2", THIRD)
ROWS = inventory(
    workload("A", site="hall  2"), workload("B", site="Hall 1"), workload("C", site="Hall 2")
).workloads


def exits(frame: Programme, dropped: frozenset[str] = frozenset()):
    places = {"A": "legacy", "B": "legacy", "C": "private"}
    return exits_of(frame, ROWS, places.get, CALENDAR, dropped)


def test_a_site_of_workloads_is_left_by_those_on_it_alone():
    found, notes = exits(Programme(vacancies=(HALL,)))
    assert found == (Exit("lease of hall 2", ("legacy", "private"), ("A", "C"), 3),)
    assert notes == ()


def test_a_site_of_targets_is_left_by_everybody():
    targets = (Target("p1", "private", site="Hall 1"), Target("p2", "private", site="Hall 2"))
    found, _ = exits(Programme(targets=targets, vacancies=(HALL,)))
    assert found == (Exit("lease of hall 2", ("p2",), None, 3),)


def test_a_target_is_a_place_too_and_the_day_before_a_cut_over_misses_its_wave():
    row = Vacancy("mainframe", "legacy", date.fromordinal(THIRD.toordinal() - 1))
    found, _ = exits(Programme(vacancies=(row,)))
    assert found == (Exit("mainframe", ("legacy",), None, 2),)


def test_a_place_that_nobody_knows_is_said():
    found, notes = exits(Programme(vacancies=(replace(HALL, place="Hall 9"),)))
    assert found == ()
    assert "Hall 9" in worded(notes[0], "en")
    assert "Hall 9" in worded(notes[0], "zh")


def test_an_exit_can_be_dropped():
    assert exits(Programme(vacancies=(HALL,)), frozenset({HALL.id})) == ((), ())


def test_the_problem_has_the_exit_of_the_programme():
    frame = Programme(start=START, wave_count=6, pilot=None, vacancies=(HALL,))
    rules, scenario = load_rule_set("balanced"), Scenario("a")
    landscape = inventory(workload("A", site="Hall 2"), workload("B"))
    found = assess(landscape, frame, rules, scenario)
    problem, _ = build_problem(
        landscape, frame, rules, scenario, found, frame.calendar(START), START
    )
    assert problem.exits == (Exit(HALL.id, ("legacy",), ("A",), 3),)
