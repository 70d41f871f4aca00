"""One question to a plan: how it is asked, what its answer changes, how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.jobs import ProgressListener, Stop
from planner.model.insight import Insights
from planner.model.study import Study
from planner.presenting.answer_rows import heads
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner, Work
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.ask_bar import AskBar
from planner.ui.widgets.frontier_chart import FrontierChart
from planner.ui.widgets.words import Words

__all__ = ["Answer", "Answered"]

type Answered = Callable[[Study, Insights], None]


class Answer(QWidget):
    """A question: how it is asked, what its answer changes in the insights, how it is shown."""

    key = ""

    def __init__(
        self, session: Session, look: Look, runner: Runner, words: Words, answered: Answered
    ) -> None:
        super().__init__()
        self.session, self.look, self.words = session, look, words
        self._answered = answered
        self.study: Study | None = None
        self._asked_of: Study | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE, SPACE, 0, 0)
        self.column.setSpacing(SPACE)
        self.ask = AskBar(session, runner, words, f"{self.key}.ask", self._begin, self._done)
        self.column.addWidget(self.ask)
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.column.addWidget(self.summary)
        self.build()
        self.filler = QWidget()
        self.column.addWidget(self.filler, 1)

    def build(self) -> None:
        """Make what the answer is shown in."""

    def show_study(self, study: Study | None) -> None:
        """Show what is known of a study."""
        self.study = study
        self.ask.button.setEnabled(study is not None)
        self.show_insights(study, study.insights if study is not None else Insights())
        self.filler.setVisible(not self.answered())

    def answered(self) -> bool:
        """Whether there is an answer that fills the page."""
        return any(
            table.isVisibleTo(self)
            for kind in (AnswerTable, FrontierChart)
            for table in self.findChildren(kind)
        )

    def show_insights(self, study: Study | None, insights: Insights) -> None:
        """Show the answer; each question has its own."""

    def work_out(self, study: Study, stop: Stop, listen: ProgressListener) -> object:
        """Find the answer; runs off the window's thread."""
        raise NotImplementedError

    def with_answer(self, insights: Insights, answer: Any) -> Insights:
        """Put the answer among the others."""
        raise NotImplementedError

    def _begin(self) -> Work[object] | None:
        study = self.session.study
        if study is None:
            return None
        self._asked_of = study
        return lambda stop, listen: self.work_out(study, stop, listen)

    def _done(self, answer: object) -> None:
        asked, now = self._asked_of, self.session.study
        if asked is not None and now is not None and now.plan is asked.plan:
            self._answered(now, self.with_answer(now.insights, answer))

    def table(self, stretch: int) -> AnswerTable:
        """Return a table that carries the question's name."""
        made = AnswerTable(self.session, self.look, stretch)
        self.words.put(made.setAccessibleName, self.key)
        return made

    def heads(self, *keys: str) -> list[str]:
        """Say column headings."""
        return heads(self.session, *keys)

    def money(self, amount_minor: float) -> str:
        """Say money."""
        return self.session.wording.money_in_short(amount_minor)
