"""Why a workload moved in a re-plan, worked by hand: who took its place, and what would break."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimising.problem import WaveLimit
from planner.presenting.cards import cards_of
from planner.presenting.plan_changes import differ, what_moved
from tests.reporting.studies import make_study
from tests.support.known import known


@pytest.fixture
def study():
    return make_study(12)


def moving(study):
    return [name for name, wave in study.plan.wave.items() if wave is not None]


def with_waves(study, **waves):
    return replace(study, plan=replace(study.plan, wave={**study.plan.wave, **waves}))


def roomy(study, most):
    """The study with no rule of waves but one: at most so many workloads in the first two."""
    limit = WaveLimit(
        "team", "count", (float(most), float(most), *(1e3,) * (len(study.problem.waves) - 2))
    )
    workloads = tuple(
        replace(one, amounts={**one.amounts, "count": 1.0}, earliest_wave=None, latest_wave=None)
        for one in study.problem.workloads
    )
    problem = replace(
        study.problem,
        workloads=workloads,
        wave_limits=(limit,),
        dependencies=(),
        targets=tuple(replace(one, ready_wave=1) for one in study.problem.targets),
    )
    return replace(study, problem=problem)


def test_who_took_the_room_of_a_wave_is_named(study):
    first, second, *rest = moving(study)
    alone = roomy(study, 1)
    spread = dict.fromkeys(rest, 3)
    before = with_waves(alone, **{first: 1, second: 2}, **spread)
    after = with_waves(alone, **{first: 2, second: 1}, **spread)
    found = {one.found.workload_id: one.because for one in what_moved(before, after)}
    assert set(found) == {first, second}
    (why,) = found[first]
    assert known(why.broken).kind == "wave_limit"
    assert why.wave == 1
    assert why.names == (second,)


def test_where_no_rule_is_in_the_way_the_worth_tells(study):
    name = moving(study)[0]
    free = roomy(study, 1000)
    before = with_waves(free, **{name: 2})
    after = with_waves(free, **{name: 1})
    ((why,),) = [one.because for one in what_moved(before, after)]
    assert why.broken is None
    assert why.worse >= 0  # earlier is no worse by the problem's own measure


def test_plans_that_differ_in_nothing_have_no_changes(study):
    assert what_moved(study, study) == ()
    assert not differ(study, study)


def test_cards_that_were_elsewhere_say_where(study):
    name = moving(study)[0]
    wave = study.plan.wave[name]
    before = replace(study.plan, wave={**study.plan.wave, name: wave + 1})
    marked = {card.id: card.came_from for card in cards_of(study, None, before)}
    assert marked.pop(name) == (study.plan.placement[name], wave + 1)
    assert set(marked.values()) == {None}
