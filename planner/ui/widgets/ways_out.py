"""Ways out of a conflict, ranked: each is applied by one click and can be undone.

Why and who decides is asked for on the spot, beside the buttons. No reason is proposed: a rule that
is waived is waived for a reason that somebody has written.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.model.way_out import can_relax
from planner.optimising.plan import Repair
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.reason_fields import ReasonFields
from planner.ui.widgets.words import set_role

__all__ = ["WaysOut"]

TOP = Qt.AlignmentFlag.AlignTop
BUTTON = 30
"""Pixels that a button needs at least, where the banner is short of room."""


class WaysOut(QWidget):
    """One row a way out: its number, what changes by how much, what is proven, and the button."""

    applied = Signal(int)
    """Number of the repair, from 0."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.buttons: list[QPushButton] = []
        self._can: list[bool] = []
        self.fields = ReasonFields(session, compact=True)
        self.fields.changed.connect(self._enable)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE // 2, 0, 0)
        self._column.setSpacing(2)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._area, "clear")
        self._column.addWidget(self._area)
        self._column.addWidget(self.fields)
        self.hide()

    def show_ways(
        self,
        rules: str,
        repairs: Sequence[Repair],
        words: Sequence[str],
        waived: Sequence[Sequence[str]],
    ) -> None:
        """Take the rules in conflict and the ways out in their order.

        Parameters
        ----------
        rules
            In words.
        repairs
            The ways out.
        words
            Of each.
        waived
            What each lifts.
        """
        say = self._session.say
        frame = QFrame()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        title = PlainLabel(say("ui_ask.ways" if repairs else "ui_ask.ways.none"))
        title.setWordWrap(True)
        if repairs:
            set_role(title, "strong")
        conflict = PlainLabel(rules)
        conflict.setWordWrap(True)
        conflict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(title, 0, 0, 1, 4)
        self.buttons, self._can = [], []
        rows = zip(repairs, words, waived, strict=True)
        for number, (repair, text, lifted) in enumerate(rows):
            self._row(grid, number, repair, self._with_lifted(text, lifted))
        grid.addWidget(conflict, grid.rowCount(), 0, 1, 4)
        self._area.setWidget(frame)
        self._fit()
        self.fields.setVisible(bool(repairs))
        self.fields.start()
        self.fields.name.clear()  # whoever waives a rule signs for it anew

    def _with_lifted(self, text: str, lifted: Sequence[str]) -> str:
        if not lifted:
            return text
        lines = (f"   ✖ {line}" for line in lifted)
        return "\n".join((text, self._session.say("ui_changes.waived"), *lines))

    def _enable(self) -> None:
        for button, can in zip(self.buttons, self._can, strict=True):
            button.setEnabled(can and self.fields.complete)

    def _row(self, grid: QGridLayout, number: int, repair: Repair, text: str) -> None:
        say = self._session.say
        rank = PlainLabel(f"{number + 1}.")
        what = PlainLabel(text)
        what.setAlignment(TOP)
        what.setWordWrap(True)
        proof = PlainLabel(say("ui_ask.ways.proven" if repair.proven else "ui_ask.ways.unproven"))
        set_role(proof, "quiet")
        button = QPushButton(say("ui_ask.ways.apply"))
        button.setMinimumHeight(BUTTON)
        button.setToolTip(plain_tip(say("ui_ask.ways.apply.tip")))
        button.setAccessibleName(self._session.named(say("ui_ask.ways.apply"), text))
        if number == 0:
            set_role(button, "primary")
        button.clicked.connect(lambda _=False, chosen=number: self.applied.emit(chosen))
        for place, cell in enumerate((rank, what, proof, button)):
            grid.addWidget(cell, number + 1, place, Qt.AlignmentFlag(0) if cell is what else TOP)
        self.buttons.append(button)
        self._can.append(all(can_relax(rule) for rule in repair.rules))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the height that they need in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need, up to two fifths of the window; more is scrolled to."""
        frame = self._area.widget()
        layout = frame.layout() if frame is not None else None
        if layout is not None:
            needed = layout.totalHeightForWidth(max(1, self._area.viewport().width()))
            self._area.setFixedHeight(min(needed, self.window().height() * 2 // 5) + 2)
