"""The strip of presenter mode: what the plan comes to, and what the last change did to it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton

from planner.presenting.delta import MEASURES, delta_of
from planner.presenting.totals import totals_of
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.change_panel import ROLES
from planner.ui.widgets.words import Words, push_button, set_role

__all__ = ["DeltaStrip"]


class DeltaStrip(QFrame):
    """One figure beside the other; beside the name of each what the last change did to it."""

    def __init__(
        self, session: Session, look: Look, words: Words, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__()
        set_role(self, "bar")
        self._session, self._look = session, look
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(3 * SPACE)
        self.names: dict[str, QLabel] = {}
        self.figures: dict[str, QLabel] = {}
        self.deltas: dict[str, QLabel] = {}
        for measure in MEASURES:
            column = QGridLayout()
            column.setVerticalSpacing(0)
            name, figure, delta = PlainLabel(), PlainLabel(), PlainLabel()
            set_role(name, "small")
            set_role(figure, "heading")
            set_role(delta, "small")
            words.put(name.setText, f"ui_window.total.{measure}")
            words.put(name.setToolTip, f"ui_window.total.{measure}.tip")
            column.addWidget(name, 0, 0)
            column.addWidget(delta, 0, 1)
            column.addWidget(figure, 1, 0, 1, 2)
            column.setColumnStretch(1, 1)
            row.addLayout(column)
            self.names[measure] = name
            self.figures[measure], self.deltas[measure] = figure, delta
        row.addStretch(1)
        row.setSpacing(2 * SPACE)
        self.tools = [self._pages(words, actions)]
        for key in ("changes", "decisions", "facilitator"):
            button = QToolButton()
            button.setDefaultAction(actions[key])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            words.put(button.setAccessibleName, f"ui.action.{key}")
            self.tools.append(button)
        end = push_button(words, "ui_window.presenter.end", actions["presenter"].trigger)
        end.setObjectName("end_presenting")
        for one in (*self.tools, end):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        session.study_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        look.changed.connect(self.refresh)

    def _pages(self, words: Words, actions: Mapping[str, QAction]) -> QToolButton:
        """Let a page be chosen with the mouse: the rail is not shown to a room."""
        made = QToolButton()
        made.setObjectName("choose_page")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setIcon(self._look.icon("list"))
        words.put(made.setAccessibleName, "ui_changes.pages")
        words.put(made.setToolTip, "ui_changes.pages")
        menu = QMenu(made)
        menu.addActions([one for name, one in actions.items() if name.startswith("page_")])
        made.setMenu(menu)
        return made

    def setVisible(self, visible: bool) -> None:
        """Catch up with what was answered while nobody presented."""
        super().setVisible(visible)
        if visible:
            self.refresh()

    def refresh(self) -> None:
        """Say the totals, and how they differ from those before the last change."""
        if self.isHidden():
            return
        session = self._session
        now = totals_of(session.study) if session.study is not None else None
        side = self._look.scaled(20)
        for tool in self.tools:
            tool.setIconSize(QSize(side, side))
        self.tools[0].setIcon(self._look.icon("list"))
        was = totals_of(session.befores[0].study) if session.befores else None
        for measure in MEASURES:
            shown = delta_of(session, measure, now, was)
            delta = self.deltas[measure]
            self.figures[measure].setText(shown.now)
            delta.setText(shown.change)
            set_role(delta, ROLES[shown.better])
            tip = session.say("ui_window.total.before", figure=shown.before)
            delta.setToolTip(plain_tip(tip if shown.change else ""))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many figures as the new width has room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave figures out, those that have not changed first, rather than cut them all."""
        row = self.layout()
        for measure in MEASURES:
            self._show(measure, on=True)
        last_first = {measure: -at for at, measure in enumerate(MEASURES)}
        changed = {measure: bool(self.deltas[measure].text()) for measure in MEASURES}
        for measure in sorted(MEASURES, key=lambda one: (changed[one], last_first[one])):
            if row is not None:
                row.activate()  # what its parts need is else known from before
            if row is None or row.minimumSize().width() <= self.width():
                return
            self._show(measure, on=False)

    def _show(self, measure: str, *, on: bool) -> None:
        for part in (self.names[measure], self.figures[measure], self.deltas[measure]):
            part.setVisible(on)
