"""The wave board under way: bars of spread work, the line of today, the baseline, what is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.editing.progress import agree_baseline, record_progress
from planner.model.scenario import WaveProgress
from planner.presenting.card_words import came_sign, card_tip
from planner.presenting.cards import cards_of
from planner.presenting.lanes import day_share, lay_out
from planner.presenting.view import PlainView
from planner.presenting.wave_marks import done_words, wave_marks
from planner.project import Document
from tests.reporting.studies import make_study
from tests.support.known import known

WIDTH = 1_000.0


@pytest.fixture(scope="module")
def study():
    return make_study(30)


def document_of(study):
    scenario = replace(study.scenario, plan=study.plan, progress=(), baseline={})
    return Document(inventory=study.inventory, scenarios=(scenario,), active=scenario.name)


def spread(cards, lengths):
    """Give the moving cards work over so many waves, in turn."""
    moving = [card for card in cards if card.wave is not None]
    return [
        replace(card, work=(2.0,) * lengths[at % len(lengths)]) for at, card in enumerate(moving)
    ]


def test_bars_lead_from_the_first_day_of_work_to_the_cut_over_and_cross_nothing(study):
    cards = spread(cards_of(study), (1, 3, 2))
    waves = len(study.calendar)
    lanes = lay_out(cards, [target.id for target in study.problem.targets], waves, WIDTH)
    assert len(lanes.boxes) == len(cards)
    taken = []
    for box in lanes.boxes:
        first = max(1, known(box.card.wave) - len(box.card.work) + 1)
        begin = box.lead or box.x
        assert lanes.wave_at(begin + 1) == first
        assert lanes.wave_at(box.x + 1) == box.card.wave
        assert sum(box.card.work_in(wave) for wave in range(1, waves + 1)) == pytest.approx(
            sum(box.card.work)
        )
        taken.append((begin, box.x + box.width, box.y, box.y + box.height))
    for at, (left, right, top, bottom) in enumerate(taken):
        for other in taken[at + 1 :]:
            beside = other[0] >= right or other[1] <= left
            assert beside or other[2] >= bottom or other[3] <= top


def test_today_is_a_share_of_its_wave_and_nowhere_outside_the_calendar(study):
    calendar = study.calendar
    first, last = calendar[0], calendar[-1]
    assert day_share(calendar, first.first_day) == (1, 0.0)
    assert day_share(calendar, first.first_day - timedelta(days=1)) is None
    assert day_share(calendar, last.last_day + timedelta(days=1)) is None
    wave, share = known(day_share(calendar, last.last_day))
    assert wave == len(calendar)
    assert 0.9 < share < 1.0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cards_say_in_which_wave_they_were_agreed(study, language):
    agreed = agree_baseline(document_of(study), date(2026, 3, 2), "Li Wei", language).document
    moves = {name: wave for name, wave in study.plan.wave.items() if wave is not None}
    assert dict(agreed.scenario.baseline) == moves
    assert agreed.log[-1].who == "Li Wei"
    assert not any(card.agreed for card in cards_of(study, agreed.scenario))
    name, wave = next(iter(moves.items()))
    later = replace(study, plan=replace(study.plan, wave={**study.plan.wave, name: wave + 1}))
    card = next(one for one in cards_of(later, agreed.scenario) if one.id == name)
    view = PlainView(agreed, language, study=later)
    assert came_sign(view, card) == f"◇{wave}"
    assert f"◇ {view.say('ui_waves.agreed', wave=wave)}" in card_tip(view, card).split("\n")


def test_the_first_record_makes_the_baseline_and_the_next_leaves_it(study):
    wave = min(one for one in study.plan.wave.values() if one is not None)
    begun = record_progress(document_of(study), WaveProgress(wave, "committed"), replan=False)
    assert begun.document.scenario.baseline
    kept = replace(begun.document.scenario, baseline={"A": 9})
    again = record_progress(
        begun.document.with_scenario(kept), WaveProgress(wave, "done"), replan=False
    )
    assert again.document.scenario.baseline == {"A": 9}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wave_says_its_day_how_late_it_was_and_what_it_took(study, language):
    wave = min(one for one in study.plan.wave.values() if one is not None)
    ends = study.calendar[wave - 1].last_day
    told = WaveProgress(wave, "done", ends + timedelta(days=3), {"T": 12.0})
    done = replace(study, scenario=replace(study.scenario, progress=(told,)))
    view = PlainView(document_of(study), language, study=done)
    ((number, mark),) = wave_marks(view).items()
    assert (number, mark.over) == (wave, True)
    late = view.say("ui_waves.late", days="+3")
    assert f"{ends + timedelta(days=3):%m-%d} ({late})" in mark.words
    assert "12" in mark.tip
    assert "%" in done_words(view)
    bare = PlainView(document_of(study), language, study=replace(
        study, scenario=replace(study.scenario, progress=())))  # fmt: skip
    assert (dict(wave_marks(bare)), done_words(bare)) == ({}, "")
