"""What the menu of a card offers on every board: pin where it stands, unpin, write a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from planner.editing.pins import note_on, unpin
from planner.model.scenario import DecisionKind
from planner.presenting.cards import Card
from planner.ui.session import Session

__all__ = ["add_card_acts"]

type Ask = Callable[[str, Callable[[str], object]], object]


def add_card_acts(
    menu: QMenu,
    session: Session,
    cards: Sequence[Card],
    kind: DecisionKind,
    pin: Callable[[Sequence[str]], object],
    ask: Ask,
) -> None:
    """Offer for cards to be pinned where they stand or freed, and a note on them.

    Parameters
    ----------
    cards
        Those selected.
    kind
        What the board pins: a target or a wave.
    pin
        Pins workloads by their ids.
    ask
        Asks for words.
    """
    ids = [card.id for card in cards]
    by_target = kind is DecisionKind.PIN_TARGET
    pinned = [card.id for card in cards if (card.pinned_target if by_target else card.pinned_wave)]
    here = menu.addAction(session.say("ui_enter.card.pin"))
    here.setEnabled(len(pinned) < len(ids))
    here.triggered.connect(lambda: pin([name for name in ids if name not in pinned]))
    free = menu.addAction(session.say("ui_enter.card.unpin"))
    free.setEnabled(bool(pinned))
    free.triggered.connect(lambda: session.perform(unpin(session.document, pinned, kind)))
    question = session.say("ui_enter.card.note.ask", name=session.workload_name(ids[0]))
    menu.addAction(session.say("ui_enter.card.note")).triggered.connect(
        lambda: ask(
            question,
            lambda text: session.perform(
                note_on(session.document, ids, text, session.today, session.who)
            ),
        )
    )
    menu.addSeparator()
