"""The menu of a card: pinned where it stands, freed again, and a note on it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from planner.editing.decisions import pin_target
from planner.editing.pins import note_on
from planner.model.scenario import DecisionKind
from planner.presenting.card_words import card_tip
from planner.presenting.cards import cards_of
from planner.presenting.log_words import log_entries
from planner.ui.widgets.card_menu import add_card_acts


@pytest.fixture
def card(planned):
    session = planned.session
    return next(
        one for one in cards_of(session.study, session.document.scenario) if not one.pinned_target
    )


def now(session, card):
    cards = cards_of(session.study, session.document.scenario)
    return next(one for one in cards if one.id == card.id)


def acts(session, card, pin=print):
    menu = QMenu()
    add_card_acts(
        menu, session, [card], DecisionKind.PIN_TARGET, pin, lambda _, then: then("ask the vendor")
    )
    return menu, {action.text(): action for action in menu.actions() if action.text()}


def test_a_card_is_pinned_where_it_stands(planned, card):
    asked: list[list[str]] = []
    _, offered = acts(planned.session, card, asked.append)
    assert not offered["Unpin"].isEnabled()
    offered["Pin here…"].trigger()
    assert asked == [[card.id]]


def test_a_pinned_card_is_freed(planned, card):
    session = planned.session
    session.perform(pin_target(session.document, [card.id], card.target, "x", session.today))
    pinned = now(session, card)
    assert pinned.pinned_target
    _, offered = acts(session, pinned)
    offered["Unpin"].trigger()
    assert not now(session, card).pinned_target


def test_a_note_stands_on_its_card(planned, card):
    session = planned.session
    _, offered = acts(session, card)
    offered["Write a note…"].trigger()
    noted = now(session, card)
    assert noted.notes == ("ask the vendor",)
    assert "✎ ask the vendor" in card_tip(session, noted)
    session.undo()
    assert now(session, card).notes == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_note_in_the_log_names_what_it_is_about(planned, language):
    session = planned.session
    session.set_language(language)
    name = next(iter(session.study.plan.placement))
    session.perform(note_on(session.document, [name], "ask the vendor", session.today, "Li"))
    words, _ = next(log_entries(session))
    assert session.workload_name(name) in words.splitlines()[0]
    assert "ask the vendor" in words
