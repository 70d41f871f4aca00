"""The decision log and the parking lot, at the side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QMenu, QVBoxLayout

from planner.editing.decisions import settle_question, withdraw
from planner.model.sheet_decisions import CELLS
from planner.presenting.log_words import log_entries, parked_questions
from planner.ui.look import Look
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.log_entry import LogEntry
from planner.ui.widgets.words import Words, label, search_line, set_role

__all__ = ["DecisionLog"]

WIDTH_POINTS = {False: 30, True: 25}
"""Width in points of the body's type, and that in presenter mode."""


class DecisionLog(QFrame):
    """Newest first; a decision can be taken back, and stays written."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "card")
        self._session = session
        look.changed.connect(self._fit)
        self._look = look
        self._fit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(label(words, "ui.log", "heading"))
        self.search = search_line(words, "ui_ask.log.search")
        self.search.textChanged.connect(lambda _: self.refresh())
        layout.addWidget(self.search)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        words.put(self.list.setAccessibleName, "ui.log")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(self._select)
        layout.addWidget(self.list, 3)
        layout.addWidget(label(words, "ui.parked", "heading"))
        self.parked = QListWidget()
        self.parked.setWordWrap(True)
        self.parked.setFrameShape(QFrame.Shape.NoFrame)
        words.put(self.parked.setAccessibleName, "ui.parked")
        self.parked.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.parked.customContextMenuRequested.connect(self._parked_menu)
        self.parked.itemActivated.connect(
            lambda item: self._parked_menu(self.parked.visualItemRect(item).center())
        )
        layout.addWidget(self.parked, 1)
        self._entries = LogEntry(look)
        for entries in (self.list, self.parked):
            entries.setItemDelegate(self._entries)
            entries.setResizeMode(QListWidget.ResizeMode.Adjust)
            entries.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
            entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            set_role(entries, "log")
        session.document_changed.connect(self._changed)
        session.language_changed.connect(self._changed)

    def _fit(self) -> None:
        """Be as wide as so many letters, in whichever size they are."""
        self.setFixedWidth(round(WIDTH_POINTS[self._look.presenting] * self._look.points))

    def _changed(self) -> None:
        """Follow what is decided while in sight; a large inventory takes long to be looked through.

        Who shows the log has it refreshed.
        """
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the log as it stands."""
        session = self._session
        self.list.clear()
        for text, decision in log_entries(session, self.search.text()):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, decision)
            self.list.addItem(item)
        if not self.list.count():
            others = self.search.text() and next(log_entries(session), None)
            key = "ui_ask.log.none" if others else "ui.log.empty"
            self.list.addItem(QListWidgetItem(session.say(key)))
        self.parked.clear()
        self.parked.addItems(parked_questions(session) or [session.say("ui.parked.empty")])

    def _parked_menu(self, where: QPoint) -> None:
        """Offer to take an answered question off the lot."""
        session, row = self._session, self.parked.indexAt(where).row()
        if not 0 <= row < len(parked_questions(session)):
            return
        menu = QMenu(self)
        action = menu.addAction(session.say("ui_changes.park.settled"))
        action.triggered.connect(lambda: session.perform(settle_question(session.document, row)))
        menu.popup(self.parked.viewport().mapToGlobal(where))

    def _select(self, item: QListWidgetItem) -> None:
        decision = item.data(Qt.ItemDataRole.UserRole)
        if decision is not None and decision.workloads:
            self._session.select(decision.workloads)

    def _menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        decision = item.data(Qt.ItemDataRole.UserRole) if item else None
        if decision is None or decision.id.startswith(CELLS):
            return  # what a cell decides is taken back in the cell
        menu = QMenu(self)
        action = menu.addAction(self._session.say("ui.log.withdraw"))
        session = self._session
        action.triggered.connect(lambda: session.perform(withdraw(session.document, decision.id)))
        menu.popup(self.list.viewport().mapToGlobal(where))
