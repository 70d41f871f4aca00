"""For whoever leads the workshop: its agenda, and a clock for the point that is talked about."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from planner.presenting.agenda import (
    AgendaItem,
    agenda_lines,
    clock_words,
    read_agenda,
    usual_agenda,
)
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["Facilitator"]

WIDTH_POINTS = 25
CLOCK = 2.6
"""Size of the clock, in that of the body's type."""


class Facilitator(QFrame):
    """A point is begun by Enter or a double click, changed by F2; the clock says what is left."""

    agenda_changed = Signal(object)
    """The lines of the agenda as they are to be remembered; none for the usual one."""

    def __init__(self, session: Session, look: Look, words: Words, lines: Sequence[str]) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look = session, look
        self._own = bool(lines)
        self._ends_at: float | None = None
        self._left_s = 0
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(label(words, "ui_changes.agenda", "heading"))
        self.point, self.clock = PlainLabel(), PlainLabel()
        self.point.setWordWrap(True)
        self.clock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.clock)
        column.addWidget(self.point)
        row = QHBoxLayout()
        self.pause = push_button(words, "ui_changes.agenda.pause", self.toggle, "primary")
        self.next = push_button(words, "ui_changes.agenda.next", self.go_on)
        row.addWidget(self.pause, 1)
        row.addWidget(self.next, 1)
        column.addLayout(row)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        words.put(self.list.setAccessibleName, "ui_changes.agenda")
        words.put(self.list.setToolTip, "ui_changes.agenda.tip")
        self.list.itemActivated.connect(lambda item: self.begin(self.list.row(item)))
        self.list.itemChanged.connect(lambda _: self._typed())
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        for name, act in (("add", self.add), ("remove", self.remove)):
            row.addWidget(push_button(words, f"ui_changes.agenda.{name}", act))
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self.items = read_agenda(lines) or usual_agenda(session.language)
        look.changed.connect(self._fit)
        session.language_changed.connect(self._say_again)
        self._fill()
        self._fit()
        self._tick()

    def _fit(self) -> None:
        self.setFixedWidth(round(WIDTH_POINTS * self._look.points))
        large = QFont(self.font())
        large.setPointSizeF(CLOCK * self._look.points)
        self.clock.setFont(large)

    def _say_again(self) -> None:
        """Propose the usual agenda in the new language; what somebody wrote stays."""
        if not self._own:
            self.items = usual_agenda(self._session.language)
            self._fill()
        self._tick()

    def _fill(self) -> None:
        now = max(0, self.list.currentRow())
        self._filling = True
        self.list.clear()
        for item in self.items:
            entry = QListWidgetItem(item.line)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(entry)
        self._filling = False
        self.list.setCurrentRow(min(now, len(self.items) - 1))

    def _typed(self) -> None:
        if not self._filling:
            self._keep(read_agenda(self.list.item(n).text() for n in range(self.list.count())))

    def _keep(self, items: tuple[AgendaItem, ...]) -> None:
        self._own = bool(items)
        self.items = items or usual_agenda(self._session.language)
        self._fill()
        self.agenda_changed.emit(agenda_lines(items))

    # The clock --------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether the clock goes."""
        return self._ends_at is not None

    @property
    def left_s(self) -> int:
        """Seconds left of the point; below 0 what it has taken over its time."""
        if self._ends_at is not None:
            self._left_s = round(self._ends_at - time.monotonic())
        return self._left_s

    def begin(self, row: int) -> None:
        """Begin with a point of the agenda."""
        if 0 <= row < len(self.items):
            self.list.setCurrentRow(row)
            self.point.setText(self.items[row].words)
            self._ends_at = time.monotonic() + 60 * self.items[row].minutes
            self._timer.start()
            self._tick()

    def toggle(self) -> None:
        """Hold the clock, or let it go on; begin with the point that is chosen where none is."""
        if self._ends_at is not None:
            self._left_s = self.left_s
            self._ends_at = None
            self._timer.stop()
        elif self.point.text():
            self._ends_at = time.monotonic() + self._left_s
            self._timer.start()
        else:
            self.begin(max(0, self.list.currentRow()))
        self._tick()

    def go_on(self) -> None:
        """Begin with the next point."""
        begun = bool(self.point.text())
        self.begin(min(self.list.currentRow() + begun, len(self.items) - 1))

    def _tick(self) -> None:
        left = self.left_s
        self.clock.setText(clock_words(left))
        set_role(self.clock, "breaks" if left < 0 else "heading")
        key = "pause" if self.running else "start"
        self.pause.setText(self._session.say(f"ui_changes.agenda.{key}"))

    # The agenda -------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a point below the chosen one and let it be typed."""
        at = self.list.currentRow() + 1
        new = AgendaItem(10, self._session.say("ui_changes.agenda.new"))
        self._keep((*self.items[:at], new, *self.items[at:]))
        self.list.setCurrentRow(at)
        self.list.editItem(self.list.item(at))

    def remove(self) -> None:
        """Take the chosen point off; without any the usual agenda is there again."""
        at = self.list.currentRow()
        if at >= 0:
            self._keep((*self.items[:at], *self.items[at + 1 :]))
