"""How the cards of a board are put in order, or grouped by a field and coloured by its values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from planner.presenting.card_order import GROUPINGS, ORDERS, arranged
from planner.presenting.cards import Card
from planner.ui.session import Session
from planner.ui.widgets.words import Words

__all__ = ["OrderBox"]


class OrderBox(QComboBox):
    """The first entry is the usual order."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        words.put(self.setAccessibleName, "ui_enter.order")
        words.put(self.setToolTip, "ui_enter.order")
        self.fill()

    def fill(self) -> None:
        """Name the orders in the language as it is now."""
        say, now = self._session.say, max(0, self.currentIndex())
        self.blockSignals(True)
        self.clear()
        for key in ORDERS:
            if key in GROUPINGS:
                self.addItem(say("ui_enter.order.group", field=say(f"fields.{key}")), key)
            else:
                self.addItem(say(f"ui_enter.order.by.{key}"), key)
        self.setCurrentIndex(now)
        self.blockSignals(False)

    def arranged(self, cards: Sequence[Card]) -> tuple[Card, ...]:
        """Return cards in the order chosen, with their groups."""
        session = self._session
        inventory, chosen = session.document.inventory, str(self.currentData())
        return arranged(cards, inventory, chosen, session.language, session.wording.team)
