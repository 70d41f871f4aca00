"""A room with a low screen sees eight cards of a column; each still says what has just changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.presenting.cards import cards_of
from planner.ui.look import Look
from planner.ui.widgets.card_list import CardList

LOW, HIGH = 768, 1080
LEFT_FOR_CARDS = 385
"""Pixels of a column under three limits, where 768 are all there is."""


@pytest.fixture
def shown(qtbot, qapp, study):
    def show(height, cards=None):
        look = Look(qapp)
        look.use("light", presenting=True)
        look.present_in(height)
        some = [replace(one, id=str(at), name=f"System {at}") for at, one in enumerate(
            (cards_of(study) * 8)[:20] if cards is None else cards
        )]  # fmt: skip
        column = CardList("private", look, lambda key, **_: key)
        column.drawn_by.was = lambda card: "W4"
        qtbot.addWidget(column)
        column.setFont(qapp.font())
        column.resize(220, LEFT_FOR_CARDS)
        column.show_cards(some)
        column.show()
        qtbot.wait(1)
        return column

    yield show
    Look(qapp).use("light", presenting=False)


def bottoms(column):
    return [column.visualRect(column.cards.index(row)).bottom() for row in range(8)]


def test_eight_cards_of_a_column_are_seen_on_a_low_screen(shown):
    column = shown(LOW)
    assert bottoms(column)[-1] <= column.viewport().height()


def test_a_high_screen_has_room_for_how_each_moves(shown):
    low, high = shown(LOW), shown(HIGH)
    card = high.cards.cards[0]
    assert low.drawn_by._second_line(card) == ""
    assert high.drawn_by._second_line(card)


def test_what_moved_and_what_is_being_planned_is_said_all_the_same(shown, study):
    usual = cards_of(study)[0]
    moved, waits = replace(usual, came_from=("public", 4)), replace(usual, pending=True)
    column = shown(LOW, [usual, moved, waits])
    lines = [column.drawn_by._second_line(card) for card in column.cards.cards]
    assert lines == ["", "◂ W4", "ui_window.card.pending"]
