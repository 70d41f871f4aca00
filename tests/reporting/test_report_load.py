"""Work of the teams by wave, against hand-made splits."""

from __future__ import annotations

from dataclasses import replace

from planner.reporting.figures import Figures
from planner.reporting.load import TeamLoad, team_loads, worked
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
