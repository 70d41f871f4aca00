"""The calendar that is worked: phases, gates, days owed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from planner.model.programme import Freeze, Vacancy
from planner.model.study import Study
from planner.optimising.problem import DependencyKind, Exit
from planner.reporting.calendar_file import draw_calendar_file
from planner.reporting.compose import view_of
from planner.reporting.cut_over_days import OpenDays
from planner.reporting.dates_owed import dates_owed, evidence_owed
from planner.reporting.figures import Figures
from planner.reporting.gates import criteria
from planner.reporting.plan_json import study_to_json
from planner.reporting.schedule import PHASES, schedule_of
from planner.reporting.tables_csv import draw_waves_csv
from planner.reporting.watch import watched
from planner.reporting.wave_reasons import before_start
from tests.reporting.studies import make_study


def with_values(study: Study, key: str, **values: Any) -> Study:
    """Return the study with values of one workload set."""
    inventory = study.inventory
    workloads = tuple(
        replace(one, values={**one.values, **values}) if one.id == key else one
        for one in inventory.workloads
    )
    return replace(study, inventory=replace(inventory, workloads=workloads))


@pytest.fixture(scope="module")
def study() -> Study:
    return make_study(120)


def test_phases_follow_one_another_without_a_gap(study: Study) -> None:
    figures = Figures(study)
    schedule = schedule_of(figures)
    assert set(schedule.moves) == {move.id for move in figures.moving}
    for dates in schedule.moves.values():
        keys = [phase.key for phase in dates.phases]
        assert keys == [key for key in PHASES if key in keys]
        assert all(phase.first <= phase.last for phase in dates.phases)
        for one, other in pairwise(dates.phases):
            assert other.first == one.last + timedelta(days=1)
        assert ("decommission" in keys) == bool(figures.by_id[dates.id].current)


def test_what_matters_is_cut_over_on_a_saturday_and_tests_on_working_days(study: Study) -> None:
    figures, open_days = Figures(study), OpenDays(study)
    schedule = schedule_of(figures)
    alone = {name for group in study.assessment.groups for name in group.workloads}
    for move in figures.moving:
        day = schedule.moves[move.id].cut_over
        assert not open_days.frozen(day)
        if move.workload.text("environment") == "test" and move.id not in alone:
            waits = {
                schedule.moves[link.needed].cut_over
                for link in study.problem.dependencies
                if link.source == move.id and link.needed in schedule.moves
            }
            assert open_days.weekday(day) or day in waits  # what it needs came on the last Saturday
        elif move.criticality in ("critical", "high"):
            assert day.weekday() == 5


def test_what_is_needed_is_cut_over_first(study: Study) -> None:
    figures = Figures(study)
    schedule = schedule_of(figures)
    for link in study.problem.dependencies:
        one, other = schedule.moves.get(link.source), schedule.moves.get(link.needed)
        if one and other and link.kind is not DependencyKind.FREE:
            assert other.cut_over <= one.cut_over


def test_a_day_inside_the_wave_from_which_a_move_is_free_is_kept() -> None:
    study = make_study(40)
    figures = Figures(study)
    move = next(one for one in figures.moving if one.criticality == "high")
    slot = study.calendar[(move.wave or 1) - 1]
    before = schedule_of(figures).moves[move.id].cut_over
    free = slot.last_day - timedelta(days=9)
    assert before < free
    changed = Figures(with_values(study, move.id, earliest_date=free))
    assert free <= schedule_of(changed).moves[move.id].cut_over <= slot.last_day
    today = Figures(replace(study, made_on=free))
    assert schedule_of(today).moves[move.id].cut_over > free


@pytest.mark.parametrize(("size", "weekends"), [("high", True), ("low", False)])
def test_what_is_large_takes_a_weekend_whatever_its_tier(size: str, weekends: bool) -> None:
    study = make_study(40)
    figures = Figures(study)
    days = schedule_of(figures).moves
    small = [one.id for one in figures.moving if not OpenDays(study).weekend(days[one.id].cut_over)]
    assert small
    for name in small:
        study = with_values(study, name, complexity=size)
    found = schedule_of(Figures(study)).moves
    on_saturday = [found[name].cut_over.weekday() == 5 for name in small]
    tests = [study.inventory.by_id[name].text("environment") == "test" for name in small]
    assert any(on_saturday) == weekends
    assert all(ok or test for ok, test in zip(on_saturday, tests, strict=True)) == weekends


def test_a_public_holiday_is_no_day_for_a_cut_over() -> None:
    study = make_study(40)
    programme = replace(study.programme, field="bank-cn")
    open_days = OpenDays(replace(study, programme=programme))
    assert not open_days.weekend(date(2027, 5, 1))  # Labour Day, a Saturday
    assert not open_days.weekday(date(2027, 10, 4))  # National Day week, a Monday
    assert OpenDays(study).weekday(date(2027, 10, 4))
    frozen = replace(programme, freezes=(Freeze("x", date(2027, 5, 8), date(2027, 5, 8)),))
    assert not OpenDays(replace(study, programme=frozen)).weekend(date(2027, 5, 8))


def test_what_is_critical_is_watched_for_a_week_before_a_freeze() -> None:
    study = make_study(40)
    figures = Figures(study)
    days = schedule_of(figures).moves
    move = max(
        (one for one in figures.moving if one.criticality == "critical"),
        key=lambda one: days[one.id].cut_over - study.calendar[(one.wave or 1) - 1].first_day,
    )
    last = days[move.id].cut_over

    def with_freeze(first: date) -> tuple[OpenDays, Figures]:
        freeze = Freeze("Closing", first, study.calendar[(move.wave or 1) - 1].last_day)
        changed = replace(study, programme=replace(study.programme, freezes=(freeze,)))
        return OpenDays(changed), Figures(changed)

    open_days, changed = with_freeze(last + timedelta(days=1))
    assert open_days.freeze_after(last)
    assert not open_days.freeze_after(last - timedelta(days=7))
    schedule = schedule_of(changed)
    assert not open_days.freeze_after(schedule.moves[move.id].cut_over)
    assert not schedule.hurried
    late = Figures(with_values(changed.study, move.id, earliest_date=last))
    ((freeze, hurried),) = schedule_of(late).hurried.items()
    assert freeze.name == "Closing"
    assert move.id in {one.id for one in hurried}
    wave = next(one for one in late.waves if one.number == move.wave)
    said = before_start(view_of(late.study, "en"), wave)
    assert any("“Closing”" in one.text and move.name in one.text for one in said)


def test_gates_stand_in_order_before_and_after_the_cut_overs(study: Study) -> None:
    figures = Figures(study)
    schedule = schedule_of(figures)
    for wave in figures.waves:
        start, go, accept = schedule.gates[wave.number]
        days = [schedule.moves[move.id] for move in wave.moves]
        assert start.day <= go.day < min(one.cut_over for one in days)
        assert accept.day >= max(one.accepted for one in days)
        assert all(gate.day.weekday() < 5 for gate in (start, go, accept))


def test_work_that_is_spread_begins_in_an_earlier_wave() -> None:
    study = make_study(40)
    figures = Figures(study)
    move = next(move for move in figures.moving if (move.wave or 0) >= 3)
    workloads = tuple(
        replace(
            one,
            amounts={
                **one.amounts,
                **{f"days.{team}": (days / 2, days / 2) for team, days in move.effort_days.items()},
            },
        )
        if one.id == move.id
        else one
        for one in study.problem.workloads
    )
    spread = replace(study, problem=replace(study.problem, workloads=workloads))
    assert move.wave is not None
    begins = study.calendar[move.wave - 2].first_day
    assert schedule_of(Figures(spread)).moves[move.id].start == begins
    assert schedule_of(figures).moves[move.id].start == study.calendar[move.wave - 1].first_day


def test_dates_of_contracts_and_support_are_held_against_the_plan() -> None:
    study = make_study(40)
    figures = Figures(study)
    move, schedule = figures.moving[5], schedule_of(figures)
    dates = schedule.moves[move.id]
    off = dates.switched_off
    assert off is not None
    ends = {
        "contract_end_date": off - timedelta(days=3),
        "support_end_date": dates.cut_over + timedelta(days=9),
        "licence_end_date": study.made_on - timedelta(days=1),  # history
    }
    changed = Figures(with_values(study, move.id, exit_cost=0, **ends))  # 0: free to leave before
    found = dates_owed(changed, schedule_of(changed))
    assert [(one.kind, one.subject, one.late_days, one.wave) for one in found] == [
        (kind, move.id, late, move.wave)
        for kind, late in sorted(
            (("contract", 3), ("support", -9)), key=lambda one: ends[f"{one[0]}_end_date"]
        )
    ]


def leaving_a_place(day: date) -> tuple[Study, date]:
    """Return a study whose hall is to be empty by a day, and the day on which it is."""
    study = make_study(40)
    figures = Figures(study)
    names = tuple(move.id for move in figures.moving if move.current == "legacy")
    moves = schedule_of(figures).moves
    last = max(moves[name].switched_off or date.min for name in names)
    study = replace(
        study,
        programme=replace(study.programme, vacancies=(Vacancy("lease", "hall 2", day),)),
        problem=replace(study.problem, exits=(Exit("lease", ("legacy",), names, 6),)),
    )
    return study, last


@pytest.mark.parametrize("day", [date(2027, 12, 31), date(2040, 12, 31)])
def test_a_place_is_empty_once_the_last_has_been_switched_off(day: date) -> None:
    """However far behind the last wave its day is."""
    study, last = leaving_a_place(day)
    figures = Figures(study)
    (owed,) = [one for one in dates_owed(figures, schedule_of(figures)) if one.kind == "vacancy"]
    assert owed.own == last
    assert owed.late_days == (last - day).days


def test_the_first_page_says_where_the_old_systems_outlast_the_day_of_an_exit() -> None:
    _, last = leaving_a_place(date(2040, 12, 31))
    late, _ = leaving_a_place(last - timedelta(days=46))
    for language, words in (("en", "46 days later"), ("zh", "晚 46 天")):
        first, *_ = watched(view_of(late, language))
        assert "lease" in first.text
        assert words in first.text
    kept, _ = leaving_a_place(last)
    assert not any("lease" in one.text for one in watched(view_of(kept, "en")))


def test_evidence_is_owed_for_laws_alone_by_the_day_of_the_decision(study: Study) -> None:
    figures = Figures(study)
    schedule = schedule_of(figures)
    owed = evidence_owed(figures, schedule)
    core = {move.id for move in figures.moving if move.workload.text("data_class") == "core"}
    assert {name for one in owed for name in one.workloads} == core
    for one in owed:
        assert one.due == schedule.gates[one.wave][1].day
    rules = tuple(replace(rule, countries=()) for rule in study.rules.compliance)
    own = Figures(replace(study, rules=replace(study.rules, compliance=rules)))
    assert evidence_owed(own, schedule_of(own)) == ()


def test_every_export_prints_the_same_days(study: Study) -> None:
    schedule = schedule_of(Figures(study))
    found = study_to_json(study)
    by_id = {item["id"]: item["phases"] for item in found["workloads"]}
    csv, ics = draw_waves_csv(study, "en").decode(), draw_calendar_file(study, "en").decode()
    for key, dates in schedule.moves.items():
        assert by_id[key]["cut_over"] == [dates.cut_over.isoformat()] * 2
        line = next(line for line in csv.splitlines() if line.startswith(f"{key},"))
        assert {dates.cut_over.isoformat(), dates.start.isoformat()} <= set(line.split(","))
    starts = set(re.findall(r"DTSTART;VALUE=DATE:(\d+)", ics))
    assert {f"{gate.day:%Y%m%d}" for gates in schedule.gates.values() for gate in gates} <= starts
    view = view_of(study, "zh")
    assert view.schedule == schedule


@pytest.mark.parametrize("language", ["en", "zh"])
def test_gates_point_at_nothing_that_other_exports_do_not_have(language: str) -> None:
    view = view_of(make_study(25, names=language), language)
    said = " ".join(
        text
        for wave in view.figures.waves
        for gate in view.schedule.gates[wave.number]
        for text in criteria(view, wave, gate)
    )
    assert "below" not in said
    assert "下列" not in said
