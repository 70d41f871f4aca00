"""What the last change did to the plan: figures before and after, who moved and why, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from planner.jobs import ProgressListener, Stop
from planner.presenting.delta import MEASURES, delta_of
from planner.presenting.plan_changes import (
    Before,
    Moved,
    changed_words,
    moved_lines,
    what_moved,
)
from planner.presenting.totals import totals_of
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.log_entry import LogEntry
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["ROLES", "ChangePanel"]

WIDTH_POINTS = 32
ROLES = {None: "quiet", True: "keeps", False: "breaks"}
"""How a figure is dressed that is neither better nor worse, better, or worse."""


class ChangePanel(QFrame):
    """At the side, beside the board whose cards are marked; nothing is worked out while hidden."""

    def __init__(self, session: Session, look: Look, words: Words, runner: Runner) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look, self._runner = session, look, runner
        self._asked: tuple[object, ...] = ()
        self._moved: tuple[Moved, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(label(words, "ui.action.changes", "heading"))
        self.against = QComboBox()
        words.put(self.against.setAccessibleName, "ui_changes.against")
        self.against.currentIndexChanged.connect(lambda _: self._show())
        column.addWidget(self.against)
        self.step = PlainLabel()
        self.step.setWordWrap(True)
        set_role(self.step, "quiet")
        column.addWidget(self.step)
        self.figures = QGridLayout()
        self.figures.setColumnStretch(1, 1)
        self.figures.setHorizontalSpacing(SPACE)
        column.addLayout(self.figures)
        self.about = PlainLabel()
        self.about.setWordWrap(True)
        set_role(self.about, "strong")
        column.addWidget(self.about)
        self.list = self._make_list(words, look)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.accept = push_button(words, "ui_changes.accept", session.agree, "primary")
        self.refuse = push_button(words, "ui_changes.take_back", self._take_back)
        row.addWidget(self.accept)
        row.addWidget(self.refuse)
        column.addLayout(row)
        look.changed.connect(self._fit)
        self._fit()
        session.study_changed.connect(self.refresh)
        session.document_changed.connect(self._enable)
        session.language_changed.connect(self._say)
        self.hide()

    def _make_list(self, words: Words, look: Look) -> QListWidget:
        made = QListWidget()
        made.setWordWrap(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        self._entries = LogEntry(look)
        made.setItemDelegate(self._entries)
        made.setResizeMode(QListWidget.ResizeMode.Adjust)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(made, "log")
        words.put(made.setAccessibleName, "ui_changes.list")
        made.itemSelectionChanged.connect(self._select)
        return made

    def _fit(self) -> None:
        self.setFixedWidth(round(WIDTH_POINTS * self._look.points))

    def setVisible(self, visible: bool) -> None:
        """Catch up with what was answered while nobody looked."""
        super().setVisible(visible)
        if visible:
            self.refresh()

    @property
    def before(self) -> Before | None:
        """The plan that the present one is held against."""
        befores = self._session.befores
        at = min(max(0, self.against.currentIndex()), len(befores) - 1)
        return befores[at] if befores else None

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer what the present plan can be held against, and show the difference."""
        if self.isHidden():
            return
        session, befores = self._session, self._session.befores
        now = self.against.currentIndex() if self.against.count() == len(befores) else 0
        self.against.blockSignals(True)
        self.against.clear()
        for one in befores:
            self.against.addItem(
                session.say(f"ui_changes.before.{'searched' if one.searched else 'change'}")
            )
        self.against.setCurrentIndex(max(0, now))
        self.against.setVisible(bool(befores))
        self.against.blockSignals(False)
        self._show()

    def _show(self) -> None:
        before, study = self.before, self._session.study
        self._name_step(before)
        self._show_figures()
        self._enable()
        if before is None or study is None:
            self._moved = ()
            self._say()
            return
        asked = (before, study)
        if self._asked != asked:
            self._asked, self._moved = asked, ()
            self._ask(before, asked)
        self._say()

    def _name_step(self, before: Before | None) -> None:
        """Name the change itself, in as many lines as it needs."""
        step = self._session.step_name(before.what) if before is not None else ""
        self.step.setText(step)
        self.step.setVisible(bool(step))

    def _ask(self, before: Before, asked: tuple[object, ...]) -> None:
        study = self._session.study
        assert study is not None

        def work(stop: Stop, listen: ProgressListener) -> object:
            return what_moved(before.study, study, stop)

        def done(found: object) -> None:
            if self._asked == asked and isinstance(found, tuple):
                self._moved = found
                self._say()

        self._runner.start("ui_changes.job", work, done=done, quiet=True)

    def _show_figures(self) -> None:
        while (item := self.figures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        session, before = self._session, self.before
        if session.study is None or before is None:
            return
        now, was = totals_of(session.study), totals_of(before.study)
        flags = Qt.AlignmentFlag
        for row, measure in enumerate(MEASURES):
            shown = delta_of(session, measure, now, was)
            words = (
                session.say(f"ui_window.total.{measure}"),
                f"{shown.before} → {shown.now}" if shown.change else shown.now,
                shown.change or "=",
            )
            for place, text in enumerate(words):
                cell = PlainLabel(text)
                cell.setWordWrap(place == 1)
                set_role(cell, ("quiet", "", ROLES[shown.better])[place])
                cell.setAlignment(flags.AlignTop | (flags.AlignRight if place else flags.AlignLeft))
                self.figures.addWidget(cell, row, place)

    def _say(self) -> None:
        session, before = self._session, self.before
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._moved:
            item = QListWidgetItem("\n".join(line for line in moved_lines(session, one) if line))
            item.setData(Qt.ItemDataRole.UserRole, one.found.workload_id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if before is None or session.study is None:
            self.about.setText(session.say("ui_changes.none"))
        else:
            self.about.setText(changed_words(session, before))

    def _enable(self) -> None:
        ready = self.before is not None and not self._session.stale
        self.accept.setEnabled(ready)
        self.refuse.setEnabled(ready)

    # Doing ------------------------------------------------------------------------------------

    def _select(self) -> None:
        chosen: Sequence[QListWidgetItem] = self.list.selectedItems()
        self._session.select([one.data(Qt.ItemDataRole.UserRole) for one in chosen])

    def _take_back(self) -> None:
        before = self.before
        if before is not None:
            self._session.take_back(before)
