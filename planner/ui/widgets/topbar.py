"""The bar above everything: project, scenario, undo and redo, and the button that plans."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QToolButton

from planner.editing.scenarios import choose_scenario
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, set_role
from planner.wording import plural

__all__ = ["TopBar"]

ICON_POINTS = 1.6
"""Side of an icon in points of the body's type, so that it grows in presenter mode."""


class TopBar(QFrame):
    """What is needed on every page."""

    def __init__(
        self, session: Session, look: Look, words: Words, actions: dict[str, QAction]
    ) -> None:
        super().__init__()
        set_role(self, "bar")
        self._session, self._look = session, look
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.name = PlainLabel()
        set_role(self.name, "heading")
        self.figures = PlainLabel()
        set_role(self.figures, "quiet")
        self.scenario = QComboBox()
        self.scenario.setMinimumWidth(150)
        words.put(self.scenario.setAccessibleName, "ui.scenario")
        words.put(self.scenario.setToolTip, "ui.scenario.tip")
        self.scenario.activated.connect(self._choose)
        row.addWidget(self.name)
        row.addWidget(self.figures)
        row.addStretch(1)
        row.addWidget(self.scenario)
        self.tools: list[QToolButton] = []
        for key in ("undo", "redo", "palette"):
            button = QToolButton()
            button.setDefaultAction(actions[key])
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonIconOnly)
            button.setAccessibleName(key)
            words.put(button.setAccessibleName, f"ui.action.{key}")
            row.addWidget(button)
            self.tools.append(button)
        self.plan = QPushButton()
        self.plan.setObjectName("plan_button")
        set_role(self.plan, "primary")
        words.put(self.plan.setText, "ui.action.plan")
        words.put(self.plan.setToolTip, "ui.action.plan.tip")
        self.plan.clicked.connect(actions["plan"].trigger)
        row.addWidget(self.plan)
        session.document_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show project and scenarios as they stand."""
        session = self._session
        document = session.document
        empty = session.is_empty
        self.name.setText(
            session.say("ui.program") if empty else document.name or session.say("ui.untitled")
        )
        inventory = document.inventory

        def count(what: str, number: int) -> str:
            return plural(f"cli.count.{what}", session.language, number)

        self.figures.setText(
            ""
            if empty
            else session.say(
                "ui.topbar.figures",
                workloads=count("workloads", len(inventory.workloads)),
                dependencies=count("dependencies", len(inventory.dependencies)),
            )
        )
        self.figures.setVisible(not self._look.presenting)
        side = round(ICON_POINTS * self._look.points)
        for button in (*self.tools, self.plan):
            button.setIconSize(QSize(side, side))
        self.plan.setEnabled(not empty)
        self.plan.setIcon(self._look.icon("run", "quiet" if empty else "on_accent"))
        self.scenario.setVisible(not empty)
        self.scenario.clear()
        for scenario in document.scenarios:
            self.scenario.addItem(session.wording.scenario(scenario.name), scenario.name)
        self.scenario.setCurrentIndex(self.scenario.findData(document.scenario.name))

    def _choose(self, number: int) -> None:
        name = str(self.scenario.itemData(number))
        if name != self._session.document.scenario.name:
            self._session.perform(choose_scenario(self._session.document, name))
