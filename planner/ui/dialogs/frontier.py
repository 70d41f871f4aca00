"""The plans that none beats in both fit and money, beside the placement they are weighed with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.ui.look import Look
from planner.ui.runner import Runner
from planner.ui.scenario_studies import keep_insights, open_frontier_point, restore_insights
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answers import FrontierAnswer
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.words import Words

__all__ = ["FrontierDialog"]


class FrontierDialog(Dialog):
    """Stays open beside the page while the frontier is worked out; a plan opened closes it.

    ``opened`` when a scenario has been made of a plan, which is then to be planned.
    """

    opened = Signal()

    def __init__(
        self, session: Session, look: Look, runner: Runner, words: Words, parent: QWidget
    ) -> None:
        super().__init__("", (760, 520), parent, lasting=True)
        self._session = session
        words.put(self.setWindowTitle, "ui_window.frontier.title")
        self.answer = FrontierAnswer(
            session, look, runner, words, lambda study, found: keep_insights(session, study, found)
        )
        self.answer.open_wanted.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        layout.addWidget(self.answer)

    def refresh(self) -> None:
        """Show the frontier of the plan as it stands."""
        restore_insights(self._session)
        self.answer.show_study(self._session.study)

    def press_agree(self) -> None:
        """Open the plan that is picked."""
        self.answer.opener.click()

    def _open(self, number: int) -> None:
        if open_frontier_point(self._session, number):
            self.accept()
            self.opened.emit()
