"""The list of doubts: what is wrong where, and a click that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from planner.model.issue import Issue, Severity
from planner.presenting.inventory_columns import SIGNS
from planner.presenting.issue_lines import issue_line, repair_words
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button, set_role
from planner.wording import plural

__all__ = ["IssueList"]

SHOWN = 2_000
"""More entries than anybody reads one by one; the export holds all."""


class IssueList(QFrame):
    """Issues, worst first, by severity."""

    chosen = Signal(str, str)
    fix_wanted = Signal(object)
    """The repair an issue offers is to be done."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look = session, look
        self._issues: tuple[Issue, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row = QHBoxLayout()
        row.addWidget(label(words, "ui.issues", "heading"))
        self.summary = PlainLabel()
        set_role(self.summary, "quiet")
        self.severity = QComboBox()
        words.put(self.severity.setAccessibleName, "ui.issues.severity")
        self.severity.currentIndexChanged.connect(lambda _: self._fill())
        row.addWidget(self.summary, 1)
        self.fix = push_button(words, "ui_import.fix", self._fix)
        self.fix.setObjectName("fix_issue")
        self.fix.setEnabled(False)
        row.addWidget(self.fix)
        row.addWidget(self.severity)
        layout.addLayout(row)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "plain")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.put(self.list.setAccessibleName, "ui.issues")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        layout.addWidget(self.list, 1)
        self.setMinimumHeight(110)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show issues, worst first."""
        rank = list(Severity)
        self._issues = tuple(sorted(issues, key=lambda issue: rank.index(issue.severity)))
        say = self._session.say
        chosen = self.severity.currentData()
        self.severity.blockSignals(True)
        self.severity.clear()
        self.severity.addItem(say("ui.issues.all"), "")
        counts = []
        for severity in Severity:
            count = sum(issue.severity is severity for issue in issues)
            words = say(f"common.severity.{severity.value}")
            counted = plural(f"ui_window.issues.{severity.value}", self._session.language, count)
            counts.append(f"{SIGNS[severity]} {counted}")
            self.severity.addItem(f"{SIGNS[severity]} {words} ({count})", severity.value)
        self.severity.setCurrentIndex(max(0, self.severity.findData(chosen)))
        self.severity.blockSignals(False)
        self.summary.setText("   ".join(counts))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        wanted = self.severity.currentData()
        shown = [one for one in self._issues if not wanted or one.severity.value == wanted]
        for issue in shown[:SHOWN]:
            line = issue_line(self._session, issue)
            item = QListWidgetItem(line.words)
            item.setData(Qt.ItemDataRole.UserRole, issue)
            item.setToolTip(plain_tip(line.tip))
            self.list.addItem(item)
        self._offer()

    def _offer(self) -> None:
        item = self.list.currentItem()
        repair = ""
        if item is not None:
            repair = repair_words(self._session, item.data(Qt.ItemDataRole.UserRole))
        self.fix.setEnabled(bool(repair))
        self.fix.setToolTip(plain_tip(repair or self._session.say("ui_import.fix.tip")))

    def _fix(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.fix_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _go(self, item: QListWidgetItem) -> None:
        issue = item.data(Qt.ItemDataRole.UserRole)
        if issue.workload_id:
            self.chosen.emit(issue.workload_id, issue.field)
