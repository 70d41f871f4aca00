"""A card that was put somewhere stands there until the plan that answers is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.model.scenario import Decision, DecisionKind, WaveProgress
from planner.presenting.cards import cards_of, locked_waves
from planner.presenting.days import read_day
from planner.presenting.money import signed
from tests.reporting.studies import make_study
from tests.support.known import known


def card(cards, name):
    return next(one for one in cards if one.id == name)


def test_a_card_stands_where_it_was_put_and_says_so():
    study = make_study(12)
    name, target = next(iter(study.plan.placement.items()))
    other = next(one.id for one in study.problem.targets if one.id != target)
    pin = Decision("D900", DecisionKind.PIN_TARGET, (name,), other, "", "", None)
    scenario = replace(study.scenario, decisions=(*study.scenario.decisions, pin))
    shown = cards_of(study, scenario)
    put = card(shown, name)
    assert (put.target, put.pending, put.pinned_target) == (other, True, True)
    assert [one for one in shown if one.id != name] == [
        one for one in cards_of(study) if one.id != name
    ]
    answered = replace(study, scenario=scenario)
    assert not any(one.pending for one in cards_of(answered, scenario))


def test_a_card_put_into_a_wave_stands_in_it():
    study = make_study(12)
    name, wave = next((n, w) for n, w in known(study.plan.wave).items() if w is not None)
    pin = Decision("D901", DecisionKind.PIN_WAVE, (name,), str(wave + 1), "", "", None)
    scenario = replace(study.scenario, decisions=(*study.scenario.decisions, pin))
    put = card(cards_of(study, scenario), name)
    assert (put.wave, put.pending) == (wave + 1, True)
    same = replace(pin, value=str(wave))
    scenario = replace(study.scenario, decisions=(*study.scenario.decisions, same))
    assert not card(cards_of(study, scenario), name).pending


def test_waves_that_are_done_or_committed_hold_their_cards():
    study = make_study(12)
    progress = (WaveProgress(1, "done"), WaveProgress(2, "planned"), WaveProgress(3, "committed"))
    scenario = replace(study.scenario, progress=progress)
    assert locked_waves(scenario) == {1, 3}
    shown = cards_of(replace(study, scenario=scenario))
    assert any(one.locked for one in shown)
    assert all(one.locked == (one.wave in (1, 3)) for one in shown)


def test_days_are_read_year_first_whatever_stands_between():
    assert read_day("2027-03-10") == read_day(" 2027/3/10 ") == date(2027, 3, 10)
    assert read_day("2027年3月10日") == date(2027, 3, 10)
    assert read_day("10.3.2027") is None
    assert read_day("2027-02-30") is None


def test_a_change_that_rounds_to_nothing_has_no_minus():
    assert signed(-0.04) == "+0.0"
    assert signed(0.04) == "+0.0"
    assert signed(-0.06) == "−0.1"
    assert signed(1234.5, 0) == "+1,234"
