"""The foot of the window: progress with value, bound and gap; then the plan's proof and deltas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from planner.jobs import Progress
from planner.presenting.plan_changes import count_words
from planner.presenting.status_words import (
    best_of,
    money_tip,
    plan_tip,
    plan_words,
    progress_words,
    total_words,
)
from planner.presenting.totals import totals_of
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.runner import Job
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, push_button, set_role

__all__ = ["StatusStrip"]


class StatusStrip(QFrame):
    """One line; shows a job once it has lasted, else what stands."""

    changes_wanted = Signal()
    """What the last change did is to be listed."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "foot")
        self._session, self._look = session, look
        self._job: Job | None = None
        self._best: Progress | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        self.text = PlainLabel()
        self.text.setObjectName("status_text")
        self.text.setWordWrap(True)
        self.deltas = PlainLabel()
        set_role(self.deltas, "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.cancel = push_button(words, "ui_changes.stop", self._cancel)
        self.cancel.setObjectName("cancel_job")
        self.changes = QPushButton()  # says what refresh has found, in no other words
        set_role(self.changes, "flat")
        self.changes.clicked.connect(lambda _=False: self.changes_wanted.emit())
        self.changes.setObjectName("changes")
        words.put(self.changes.setToolTip, "ui_changes.foot.tip")
        row.addWidget(self.text, 1)
        row.addWidget(self.changes)
        row.addWidget(self.deltas)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self._hide_job()
        look.changed.connect(self._make_room)
        session.study_changed.connect(self.refresh)
        session.document_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.working_changed.connect(self.refresh)
        self.deltas.installEventFilter(self)
        self.text.installEventFilter(self)
        self.cancel.installEventFilter(self)
        self.refresh()

    def follow(self, job: Job) -> None:
        """Show a job's progress once it has lasted long enough."""
        job.shown.connect(lambda: self._show_job(job))
        job.progressed.connect(lambda progress: self._report(job, progress))
        job.ended.connect(lambda: self._ended(job))

    def _make_room(self) -> None:
        """Leave a room the height for the page; work under way is shown all the same.

        The foot is as high with a job as without, and whatever it says: nothing above it moves.
        """
        two_lines = 2 * self.text.fontMetrics().lineSpacing()
        self.setMinimumHeight(max(two_lines, self.cancel.sizeHint().height()) + SPACE)
        if self.parentWidget() is not None:  # else it would be a window
            self.setVisible(not self._look.presenting or self._job is not None)

    def _show_job(self, job: Job) -> None:
        self._job, self._best = job, None
        self._make_room()
        self.bar.show()
        self.cancel.show()
        self.cancel.setEnabled(True)
        self.deltas.hide()
        self._report(job, job.latest)

    def _report(self, job: Job, progress: Progress | None) -> None:
        if job is not self._job:
            return
        known = progress is not None and progress.fraction is not None
        self.bar.setRange(0, 100 if known else 0)
        if known and progress is not None and progress.fraction is not None:
            self.bar.setValue(round(100 * progress.fraction))
        self._best = best_of(self._best, progress)
        self.text.setText(progress_words(self._session, job.title, self._best))

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._hide_job()
            self.refresh()

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._job.cancel()

    def _hide_job(self) -> None:
        self.bar.hide()
        self.cancel.hide()
        self.deltas.setVisible(not self._look.presenting)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the tip of the totals when it is asked for: it adds up the whole plan.

        Another type, which comes piece by piece after the look it is of, is given its room.
        """
        if event.type() == QEvent.Type.ToolTip and watched is self.deltas:
            self.tell_totals()
        elif event.type() == QEvent.Type.FontChange:
            self._make_room()
        return False

    def tell_totals(self) -> None:
        """Say in a tip what the totals are, and how much of the money rests on what is usual."""
        session = self._session
        said = session.say("ui_window.status.totals.tip"), money_tip(session)
        self.deltas.setToolTip(plain_tip("\n".join(filter(None, said))))

    def refresh(self) -> None:
        """Say how sure the plan is, and what changed against the plan before."""
        if self._job is not None:
            return
        session = self._session
        standing, working = session.standing, bool(session.working)
        self.text.setText(plan_words(session, standing, stale=session.stale, working=working))
        self.text.setToolTip(plain_tip(plan_tip(session, standing)))
        before = session.befores[0] if session.befores else None
        was = totals_of(before.study) if before is not None else None
        self.deltas.setText(total_words(session, was))
        self.changes.setVisible(before is not None and not session.stale)
        if before is not None:
            self.changes.setText(count_words(session, session.befores))
            self.changes.setAccessibleName(self.changes.text())
