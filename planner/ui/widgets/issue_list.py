"""The list of doubts: those of a kind and column in one entry, that opens or is mended whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from planner.model.issue import Issue, Severity
from planner.presenting.inventory_columns import SIGNS
from planner.presenting.issue_lines import IssueLine, group_line, grouped, issue_line, repair_words
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button, set_role
from planner.wording import plural

__all__ = ["IssueList"]

SHOWN = 2_000
"""More entries than anybody reads one by one; the export holds all."""
WRAPPED = int(Qt.TextFlag.TextWordWrap)
ROLE = Qt.ItemDataRole.UserRole
"""Where an entry keeps its doubts: one, or all of a group."""


class _Wrapped(QStyledItemDelegate):
    """An entry as high as its words need: a tree knows no wrapping of its own."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Break the words in the width that the tree leaves them."""
        tree = option.widget
        if not isinstance(tree, QTreeWidget):
            return super().sizeHint(option, index)
        depth = 2 if index.parent().isValid() else 1
        room = tree.viewport().width() - depth * tree.indentation() - SPACE
        area = QRect(0, 0, max(1, room), 10_000)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        high = option.fontMetrics.boundingRect(area, WRAPPED, words).height()
        return QSize(room, high + 2)


class IssueList(QFrame):
    """Issues, worst first, by severity; what many cells share is one entry that opens."""

    chosen = Signal(str, str)
    fix_wanted = Signal(object, bool)
    """The repair an issue offers is to be done; of all alike where True."""

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
        self.fix = push_button(words, "ui_import.fix", lambda: self._fix(every=False))
        self.fix.setObjectName("fix_issue")
        self.fix_all = push_button(words, "ui_import.fix_alike", lambda: self._fix(every=True))
        self.fix_all.setObjectName("fix_alike")
        for button in (self.fix, self.fix_all):
            row.addWidget(button)
        row.addWidget(self.severity)
        layout.addLayout(row)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "plain")
        self.list.setWordWrap(True)  # a doubt is read to its end, in any width
        self.list.setItemDelegate(_Wrapped(self.list))
        self.list.header().sectionResized.connect(lambda *_: self.list.scheduleDelayedItemsLayout())
        self.list.setExpandsOnDoubleClick(False)  # a click does
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.put(self.list.setAccessibleName, "ui.issues")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.itemExpanded.connect(self._open)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        layout.addWidget(self.list, 1)
        self.none = label(words, "ui_window.issues.none", "quiet")
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.none, 1)
        self.setMinimumHeight(110)
        self._offer()

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show issues, worst first."""
        self._issues = tuple(issues)
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
        for group in grouped(shown)[:SHOWN]:
            many = len(group) > 1
            say_line = group_line(self._session, group) if many else None
            item = self._entry(group, say_line or issue_line(self._session, group[0]))
            if many:
                policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
                item.setChildIndicatorPolicy(policy)
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self._offer()

    def _entry(self, issues: tuple[Issue, ...], line: IssueLine) -> QTreeWidgetItem:
        item = QTreeWidgetItem([line.words])
        item.setData(0, ROLE, issues)
        item.setToolTip(0, plain_tip(line.tip))
        return item

    def _open(self, item: QTreeWidgetItem) -> None:
        """List the doubts of a group, once somebody looks."""
        if not item.childCount():
            for issue in item.data(0, ROLE)[:SHOWN]:
                item.addChild(self._entry((issue,), issue_line(self._session, issue)))

    def _current(self) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
        """Return the doubts of the entry that is chosen, and those of its group."""
        item = self.list.currentItem()
        if item is None:
            return (), ()
        parent = item.parent()
        return item.data(0, ROLE), (parent or item).data(0, ROLE)

    def _offer(self) -> None:
        """Offer the repair of what is chosen, and of all that are like it."""
        chosen, group = self._current()
        say = self._session.say
        repairs = [repair_words(self._session, one) for one in chosen[:1]]
        count = len(group) if repairs and repairs[0] else 0
        self.fix.setEnabled(len(chosen) == 1 and bool(count))
        tip = repairs[0] if self.fix.isEnabled() else say("ui_import.fix.tip")
        self.fix.setToolTip(plain_tip(tip))
        self.fix_all.setEnabled(count > 1)
        words = say("ui_import.fix_alike.tip")
        if count > 1:
            words = say("ui_import.fix_alike.each", count=count, words=repairs[0])
        self.fix_all.setToolTip(plain_tip(words))

    def _fix(self, *, every: bool) -> None:
        chosen, _ = self._current()
        if chosen:
            self.fix_wanted.emit(chosen[0], every)

    def _go(self, item: QTreeWidgetItem) -> None:
        issues = item.data(0, ROLE)
        if len(issues) > 1:
            item.setExpanded(not item.isExpanded())
        elif issues[0].workload_id:
            self.chosen.emit(issues[0].workload_id, issues[0].field)
