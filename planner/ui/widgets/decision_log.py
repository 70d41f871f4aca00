"""The decision log and the parking lot, at the side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout

from planner.editing.operations import withdraw
from planner.model.scenario import Decision, DecisionKind
from planner.model.sheet_decisions import CELLS, sheet_decisions
from planner.ui.look import Look
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.log_entry import LogEntry
from planner.ui.widgets.words import Words, label, set_role
from planner.wording.rules import decision_value

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
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        words.put(self.search.setPlaceholderText, "ui_ask.log.search")
        words.put(self.search.setAccessibleName, "ui_ask.log.search")
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
        layout.addWidget(self.parked, 1)
        self._entries = LogEntry(look)
        for entries in (self.list, self.parked):
            entries.setItemDelegate(self._entries)
            entries.setResizeMode(QListWidget.ResizeMode.Adjust)
            entries.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
            entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            set_role(entries, "log")
        session.document_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)

    def _fit(self) -> None:
        """Be as wide as so many letters, in whichever size they are."""
        self.setFixedWidth(round(WIDTH_POINTS[self._look.presenting] * self._look.points))

    def refresh(self) -> None:
        """Show the log as it stands."""
        document = self._session.document
        active = {d.id: d.active for d in document.scenario.decisions}
        self.list.clear()
        wanted = self.search.text().strip().casefold().split()
        parked = [one.reason or one.value for one in document.log if one.kind.value == "parked"]
        sheet = sheet_decisions(document.inventory, document.scenario)
        active |= {decision.id: decision.active for decision in sheet}
        for decision in (*reversed(document.log), *sheet):
            if decision.kind.value == "parked":
                continue  # an open question: it stands in the parking lot
            text = self._words(decision, active.get(decision.id, False))
            if not all(part in self._haystack(decision, text) for part in wanted):
                continue
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, decision)
            self.list.addItem(item)
        if not self.list.count():
            key = "ui_ask.log.none" if document.log or sheet else "ui.log.empty"
            self.list.addItem(QListWidgetItem(self._session.say(key)))
        self.parked.clear()
        self.parked.addItems([*document.parked, *parked])
        if not self.parked.count():
            self.parked.addItem(self._session.say("ui.parked.empty"))

    def _haystack(self, decision: Decision, text: str) -> str:
        """All that a decision can be found by: its words, every workload and its id."""
        names = (self._session.workload_name(name) for name in decision.workloads)
        return "\n".join((text, decision.id, *decision.workloads, *names)).casefold()

    def _words(self, decision: Decision, active: bool) -> str:
        session = self._session
        names = session.listed(map(session.workload_name, decision.workloads[:3]))
        value = decision.value
        if decision.kind.value in ("pin_target", "ban_target"):
            value = session.target_name(value)
        elif decision.kind.value == "strategy":
            value = session.say(f"common.strategy.{value}") if value else value
        elif decision.kind.value in ("way_out", "score"):
            known = {name: session.workload_name(name) for name in decision.workloads}
            value = decision_value(decision, session.language, session.document.programme, known)
        what = session.say(f"ui.decision.{decision.kind.value}", value=value, names=names)
        if decision.kind is DecisionKind.NOTE and value:
            what = value
        lines = [what]
        if decision.reason:
            lines.append(f"“{decision.reason}”")
        elif active:
            lines.append(session.say("ui_ask.log.owed"))
        if decision.id.startswith(CELLS):
            lines.append(session.say("ui_ask.log.sheet"))
        about = [str(decision.day or ""), decision.who]
        if not active and decision.kind.value not in ("note", "parked"):
            about.append(session.say("ui.log.inactive"))
        lines.append(" · ".join(part for part in about if part))
        return "\n".join(line for line in lines if line)

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
