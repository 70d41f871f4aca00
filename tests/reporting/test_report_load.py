"""Work of the teams by wave, against hand-made splits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.assessment import TargetCase
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.figures import Figures
from planner.reporting.gates import criteria
from planner.reporting.labour import labour_ahead, labour_before, labour_by_month
from planner.reporting.load import TeamLoad, team_loads, worked
from planner.reporting.money import quarters
from planner.reporting.parts import decision
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study


def test_work_is_counted_in_the_waves_in_which_it_is_worked() -> None:
    study = make_study(12)
    figures = Figures(study)
    move = next(one for one in figures.moving if one.wave and one.wave >= 3 and one.effort_days)
    team, effort = next(iter(move.effort_days.items()))
    known = next(one for one in study.problem.workloads if one.id == move.id)
    split = (effort * 0.25, effort * 0.25, effort * 0.5)
    spread = replace(known, amounts={**known.amounts, f"days.{team}": {move.target: split}})
    wave = move.wave or 0
    assert worked(move, spread)[team] == {
        wave - 2: split[0],
        wave - 1: split[1],
        wave: split[2],
    }


def test_a_split_that_is_not_of_this_effort_is_not_used() -> None:
    study = make_study(12)
    move = next(one for one in Figures(study).moving if one.wave and one.effort_days)
    team, effort = next(iter(move.effort_days.items()))
    known = next(one for one in study.problem.workloads if one.id == move.id)
    other = replace(known, amounts={f"days.{team}": (effort, effort)})
    assert worked(move, other)[team] == {move.wave: effort}


def test_every_day_of_effort_is_worked_once() -> None:
    study = make_study(40)
    figures = Figures(study)
    whole = sum(sum(move.effort_days.values()) for move in figures.moving)
    assert abs(sum(sum(one.days) for one in team_loads(study, figures.moving)) - whole) < 1e-6


def test_cumulated_room_is_open_where_one_wave_is() -> None:
    load = TeamLoad("dba", (10.0, 0.0, 30.0), (20.0, 20.0, None))
    assert load.until(3) == 40.0
    assert load.room_until(2) == 40.0
    assert load.room_until(3) is None


def _labour_alone(study: Study) -> Study:
    """The study with all one-off cost of a workload that of its first team's person-days."""

    def case_of(case: TargetCase) -> TargetCase:
        item = f"person_day.{next(iter(case.effort_days), 'dba')}"
        lines = (replace(one, item=item) if one.when == "once" else one for one in case.lines)
        return replace(case, lines=tuple(lines))

    workloads = {
        key: replace(one, cases={target: case_of(case) for target, case in one.cases.items()})
        for key, one in study.assessment.workloads.items()
    }
    return replace(study, assessment=replace(study.assessment, workloads=workloads))


def test_labour_is_paid_for_when_it_is_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "is_draft", lambda view: False)
    study = _labour_alone(make_study(40))
    figures = Figures(study)
    first, second = figures.waves[:2]
    move = next(one for one in second.moves if one.one_off_kinds.get("work"))
    labour = move.one_off_kinds["work"]
    idle = (0.0,) * (second.number - first.number - 1)
    split = {f"days.{key}": (days / 2, *idle, days / 2) for key, days in move.effort_days.items()}
    workloads = tuple(
        replace(one, amounts={**one.amounts, **split}) if one.id == move.id else one
        for one in study.problem.workloads
    )
    spread = replace(study, problem=replace(study.problem, workloads=workloads))
    ahead = labour_ahead(Figures(spread), first)
    assert labour_ahead(figures, first) == labour_before(figures, second) == 0
    assert ahead == labour_before(Figures(spread), second)
    assert abs(ahead - labour / 2) <= len(move.effort_days)
    before, after = quarters(figures), quarters(Figures(spread))
    whole = sum(one.one_off_kinds.get("work", 0) for one in figures.moving)
    assert sum(one.labour for one in before) == sum(one.labour for one in after) == whole
    assert [one.one_off for one in before] == [one.one_off for one in after]
    by_month = labour_by_month(Figures(spread))
    assert sum(cost for _, cost in by_month) == whole
    assert all(day.day == 1 for day, _ in by_month)
    assert by_month != labour_by_month(figures)
    view = view_of(spread, "en")
    money = view.words.money
    begun = " ".join(criteria(view, view.figures.waves[1], view.schedule.gates[second.number][0]))
    assert money(ahead) in begun
    assert money(second.one_off_minor - ahead) in begun
    decided = section_text(decision.build(view)[0])
    assert f"releases {money(first.one_off_minor + ahead)}" in decided
