"""A question to the plan: the button that asks it, its progress, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from planner.errors import PlannerError
from planner.jobs import Progress
from planner.ui.plain import PlainLabel
from planner.ui.runner import Job, Runner, Work
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, push_button, set_role
from planner.wording import error_line, has
from planner.wording.names import phase_key

__all__ = ["AskBar"]


class AskBar(QWidget):
    """One line above an answer.

    Parameters
    ----------
    key
        Text key of the button; ``key.about`` says what the question is.
    work
        Returns the work to do, or None where the question cannot be asked now.
    done
        Takes the answer, on the window's thread.
    """

    def __init__(
        self,
        session: Session,
        runner: Runner,
        words: Words,
        key: str,
        work: Callable[[], Work[object] | None],
        done: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._session, self._runner, self._key = session, runner, key
        self._work, self._done = work, done
        self.job: Job | None = None
        self._went_wrong = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self.button: QPushButton = push_button(words, key, self.ask, "primary")
        self.stopper: QPushButton = push_button(words, "ui_questions.ask.stop", self.stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(240)
        words.put(self.bar.setAccessibleName, "ui_questions.ask.progress")
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "quiet")
        words.put(self._say_about, f"{key}.about")
        row.addWidget(self.button)
        row.addWidget(self.stopper)
        row.addWidget(self.bar)
        row.addWidget(self.note, 1)
        self._show_running(False)

    def _say_about(self, words: str) -> None:
        if self.job is None:
            self.note.setText(words)

    def ask(self) -> None:
        """Ask, unless it is being answered."""
        work = self._work() if self.job is None else None
        if work is None:
            return
        job = self._runner.start(self._key, work, done=self._done, failed=self._failed, alone=True)
        self.job, self._went_wrong = job, False
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self.bar.setRange(0, 0)
        self._show_running(True)

    def stop(self) -> None:
        """Stop; what is already known is shown where the question allows it."""
        if self.job is not None:
            self.job.cancel()
            self.stopper.setEnabled(False)

    def _show_running(self, running: bool) -> None:
        self.button.setVisible(not running)
        self.stopper.setVisible(running)
        self.stopper.setEnabled(True)
        self.bar.setVisible(running)

    def _progressed(self, progress: Progress) -> None:
        if progress.fraction is not None:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(progress.fraction * 1000))
        key = phase_key(progress.phase)
        if has(key):
            self.note.setText(self._session.say(key))

    def _failed(self, error: PlannerError) -> None:
        self._went_wrong = True
        self.note.setText(error_line(error, self._session.language))

    def _ended(self) -> None:
        self.job = None
        self._show_running(False)
        if not self._went_wrong:
            self.note.setText(self._session.say(f"{self._key}.about"))
