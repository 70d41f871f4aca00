"""Importing again: what a file adds, changes and removes, ticked entry by entry, one step."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from planner.editing.reimport import Chosen, Differences, proposed, take_over
from planner.model.fields import FIELD_BY_KEY, Value
from planner.presenting.cells import cell_words
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.words import Words, label, push_button
from planner.wording import has

__all__ = ["ReimportPreview"]

ENTRY = Qt.ItemDataRole.UserRole
WHAT, BEFORE, AFTER, MARK = range(4)


class ReimportPreview(Dialog):
    """A tree of changes with boxes to tick; what is ticked becomes one undoable step."""

    def __init__(
        self,
        session: Session,
        look: Look,
        differences: Differences,
        file: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{session.say('ui_import.again')} – {file}", (980, 640), parent)
        self._session, self._look, self.words = session, look, Words(session)
        self.differences, self._file = differences, file
        self._filling = False
        layout = self.roomy_column()
        same = differences.diff.empty and not differences.programme_differs
        about = "ui_import.again.nothing" if same else "ui_import.again.about"
        layout.addWidget(label(self.words, about, "quiet"))
        self.tree = self._make_tree()
        layout.addWidget(self.tree, 1)
        self.links = PlainLabel()
        diff = differences.diff
        if diff.links_added or diff.links_removed:
            added, removed = len(diff.links_added), len(diff.links_removed)
            self.links.setText(session.say("ui_import.again.links", added=added, removed=removed))
            layout.addWidget(self.links)
        self.programme = QCheckBox(session.say("ui_import.again.programme"))
        self.programme.setVisible(differences.programme_differs)
        self.programme.toggled.connect(lambda _: self._count())
        layout.addWidget(self.programme)
        layout.addLayout(self._buttons())
        self._fill(proposed(differences))
        # Ticking a branch changes all its entries: they are counted once.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        self.tree.itemChanged.connect(lambda *_: self._timer.start(0))

    def _make_tree(self) -> QTreeWidget:
        say, tree = self._session.say, QTreeWidget()
        tree.setUniformRowHeights(True)
        # The style outlines boxes in a shade of the window, which is lost on a dark one.
        tree.setStyleSheet(
            "QTreeView::indicator:unchecked { width: 11px; height: 11px; border-radius: 2px;"
            f" border: 1px solid {self._look.scheme.quiet}; }}"
        )
        self.words.put(tree.setAccessibleName, "ui_import.again")
        tree.setHeaderLabels(
            [say(f"ui_import.again.{key}") for key in ("what", "before", "after", "mark")]
        )
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((BEFORE, 190), (AFTER, 190), (MARK, 170)):
            tree.setColumnWidth(column, width)
        return tree

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for key, on in (("all", True), ("no", False)):
            ticker = partial(self.tick_all, on)
            row.addWidget(push_button(self.words, f"ui_import.again.{key}", ticker, "flat"))
        row.addStretch(1)
        row.addWidget(push_button(self.words, "ui_import.again.cancel", self.reject))
        self.apply = push_button(self.words, "ui_import.again", self._apply, "primary")
        self.apply.setObjectName("again_apply")
        self.apply.setDefault(True)
        row.addWidget(self.apply)
        return row

    # Filling ----------------------------------------------------------------------------------

    def _fill(self, chosen: Chosen) -> None:
        self._filling = True
        diff, known = self.differences.diff, self.differences.before.by_id
        decided = {
            name
            for decision in self._session.document.log
            if decision.active
            for name in decision.workloads
        }
        say = self._session.say
        group = self._group("added", len(diff.added))
        for workload in diff.added:
            self._entry(group, workload.name, ("added", workload.id), workload.id in chosen.added)
        count = len({change.workload_id for change in diff.changed})
        group = self._group("changed", count)
        parents: dict[str, QTreeWidgetItem] = {}
        for change in diff.changed:
            workload = known[change.workload_id]
            if workload.id not in parents:
                parents[workload.id] = self._branch(group, workload.name)
            entry = self._entry(
                parents[workload.id],
                self._field_words(change.field),
                ("changed", (workload.id, change.field)),
                (workload.id, change.field) in chosen.changed,
            )
            for column, value in ((BEFORE, change.before), (AFTER, change.after)):
                entry.setText(column, self._value_words(change.field, value))
                entry.setToolTip(column, plain_tip(entry.text(column)))
            if change.field in workload.edited:
                entry.setText(MARK, say("ui_import.again.by_hand"))
        group = self._group("removed", len(diff.removed))
        for workload in diff.removed:
            entry = self._entry(
                group, workload.name, ("removed", workload.id), workload.id in chosen.removed
            )
            if workload.id in decided:
                entry.setText(MARK, say("ui_import.again.decided"))
        self.programme.setChecked(chosen.programme)
        self._filling = False
        self._count()

    def _group(self, key: str, count: int) -> QTreeWidgetItem:
        group = self._branch(
            self.tree.invisibleRootItem(),
            self._session.say(f"ui_import.again.{key}", count=count),
        )
        group.setHidden(count == 0)
        return group

    def _branch(self, parent: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(WHAT, Qt.CheckState.Unchecked)
        item.setExpanded(True)
        return item

    def _entry(
        self, parent: QTreeWidgetItem, words: str, entry: tuple[str, object], ticked: bool
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(WHAT, ENTRY, entry)
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        item.setCheckState(WHAT, state)
        return item

    def _field_words(self, key: str) -> str:
        return self._session.say(f"fields.{key}") if has(f"fields.{key}") else key

    def _value_words(self, key: str, value: Value | None) -> str:
        if value is None:
            return self._session.say("ui_import.again.none")
        field = FIELD_BY_KEY.get(key)
        session = self._session
        return (
            cell_words(field, value, session.language, kinds=session.kinds) if field else str(value)
        )

    # Choosing ---------------------------------------------------------------------------------

    def entries(self) -> list[QTreeWidgetItem]:
        """Return the entries that can be ticked."""
        found: list[QTreeWidgetItem] = []
        waiting = [self.tree.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            children = (item.child(index) for index in range(item.childCount()))
            waiting.extend(child for child in children if child is not None)
            if item.data(WHAT, ENTRY) is not None:
                found.append(item)
        return found

    def tick_all(self, on: bool) -> None:
        """Tick every entry, or none."""
        self._filling = True
        for item in self.entries():
            item.setCheckState(WHAT, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False
        self._count()

    def chosen(self) -> Chosen:
        """Return what is ticked."""
        ticked: dict[str, list[Any]] = {"added": [], "changed": [], "removed": []}
        for item in self.entries():
            if item.checkState(WHAT) == Qt.CheckState.Checked:
                kind, key = item.data(WHAT, ENTRY)
                ticked[kind].append(tuple(key) if kind == "changed" else key)
        return Chosen(
            frozenset(ticked["added"]),
            frozenset(ticked["changed"]),
            frozenset(ticked["removed"]),
            self.programme.isChecked(),
        )

    def _count(self) -> None:
        if self._filling:
            return
        diff = self.differences.diff
        count = self.chosen().count
        self.apply.setText(self._session.say("ui_import.again.apply", count=count))
        self.apply.setEnabled(count > 0 or bool(diff.links_added or diff.links_removed))

    def _apply(self) -> None:
        session = self._session
        session.perform(take_over(session.document, self.differences, self.chosen(), self._file))
        self.accept()
