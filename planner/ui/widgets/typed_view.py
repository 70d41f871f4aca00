"""A typed table to be filled in: cells, rows added and deleted, copy, paste and fill down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.presenting.typed_table import SettingsTable, TypedTable
from planner.ui.look import Look
from planner.ui.models.typed_model import TypedModel
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.choice_delegate import ChoiceDelegate, Index
from planner.ui.widgets.clipboard import copy_cells, filled_down, pasted
from planner.ui.widgets.filter_header import FilterHeader
from planner.ui.widgets.words import Words, label, push_button, search_line, set_role

__all__ = ["TypedView", "find_inside"]

FEW = 12
"""Choices that are shown as a list; more can be typed, and are narrowed by what is typed."""
WIDEST = 420


def find_inside(box: QComboBox) -> None:
    """Let an editable box offer every choice that holds what is typed, wherever in it."""
    if (completer := box.completer()) is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)


class _Editor(ChoiceDelegate):
    """A list where a cell has choices, a line for anything else."""

    def __init__(self, model: TypedModel) -> None:
        super().__init__(model)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of a cell."""
        row, column = self._model.source_row(index), index.column()
        words = self._model.table.choices(row, column)
        if not words:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setAccessibleName(self._model.table.head(column))
        box.addItems(["", *words])
        if len(words) > FEW or self._model.table.lists(row, column):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            find_inside(box)
        else:
            self.end_when_chosen(box)
        return box


class TypedView(QWidget):
    """A search line, buttons, and the table; or a sentence where there are no rows."""

    edits_wanted = Signal(object, object)
    """A dict of (row, column key) to value, and the refusals; rows behind the last are new."""
    row_wanted = Signal(int)
    """A new row: like this one, or -1 for an empty one."""
    rows_unwanted = Signal(object)
    """Rows to be deleted."""

    def __init__(self, session: Session, look: Look, words: Words, empty: str) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.model = TypedModel(self)
        self.model.edits_wanted.connect(self.edits_wanted)
        self.table = self._build_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(self._tools(words))
        self.none = label(words, empty, "quiet")
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        layout.addWidget(self.stack, 1)
        self.add_from(self)

    def add_from(self, widget: QWidget) -> None:
        """Let the keys add a row from anywhere in ``widget``: an empty table has no focus."""
        self.adding.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        widget.addAction(self.adding)

    def _tools(self, words: Words) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.search = search_line(words, "ui_enter.search")
        self.search.setMaximumWidth(320)
        self.search.textChanged.connect(self._search)
        self.filter.cleared.connect(self.search.clear)
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for name, run in (
            ("add", lambda: self.row_wanted.emit(-1)),
            ("copy", self.duplicate),
            ("delete", self.delete),
        ):
            button = push_button(words, f"ui_enter.row.{name}", run)
            button.setObjectName(f"row_{name}")
            row.addWidget(button)
            self.buttons[name] = button
        return row

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(_Editor(self.model))
        self.filter = FilterHeader(self._session, table, self.model)
        self.filter.setSortIndicatorClearable(True)
        table.setSortingEnabled(True)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name, keys, run in self._acts():
            action = QAction(table)
            if not keys.isEmpty():
                action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            self._named.append((action, name))
            table.addAction(action)
            if name == "ui_enter.row.add":
                self.adding = action
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        return table

    def _acts(self) -> tuple[tuple[str, QKeySequence, Callable[[], object]], ...]:
        self._named: list[tuple[QAction, str]] = []
        standard = QKeySequence.StandardKey
        return (
            ("ui.inventory.copy", QKeySequence(standard.Copy), self.copy),
            ("ui.inventory.paste", QKeySequence(standard.Paste), self.paste),
            ("ui_enter.fill_down", QKeySequence("Ctrl+D"), self.fill_down),
            ("ui.inventory.clear", QKeySequence(Qt.Key.Key_Delete), self.clear),
            ("ui_enter.row.add", QKeySequence("Alt+Ins"), lambda: self.row_wanted.emit(-1)),
            ("ui_enter.row.copy", QKeySequence(), self.duplicate),
            ("ui_enter.row.delete", QKeySequence("Ctrl+Del"), self.delete),
        )

    # Showing ----------------------------------------------------------------------------------

    def show_table(self, table: TypedTable, name: str) -> None:
        """Show a table under its name; keeps what is selected where it is the same one."""
        other = table.columns != self.model.table.columns
        same_language = table.language == self.model.table.language
        at = self.table.currentIndex()
        place = (at.row(), at.column()) if at.isValid() else None
        self.model.show(table)
        self.table.setAccessibleName(name)
        settings = isinstance(table, SettingsTable)
        for button in self.buttons.values():
            button.setVisible(not settings)
        for action, key in self._named:
            action.setText(self._session.say(key))
            action.setEnabled(not (settings and key.startswith("ui_enter.row.")))
        self.table.verticalHeader().setDefaultSectionSize(self._look.scaled(28))
        self.table.verticalHeader().setVisible(not settings)
        self.stack.setCurrentIndex(0 if table.rows else 1)
        if other or not same_language:
            self._fit(settings=settings)
        if place is not None and not other:
            self.table.setCurrentIndex(self.model.index(*place))
        self._search(self.search.text())
        self._enable()

    def show_row(self, row: int) -> None:
        """Go to a row of the table, and show it where a search hides it."""
        if self.model.shown_row(row) < 0:
            self.search.clear()
        index = self.model.index(self.model.shown_row(row), 0)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.table.setFocus()

    def _fit(self, *, settings: bool) -> None:
        header = self.table.horizontalHeader()
        header.setStretchLastSection(settings)
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            width = self.table.columnWidth(column) + 2 * SPACE
            least = self._look.scaled(180 if settings and column == 1 else 90)
            self.table.setColumnWidth(column, min(self._look.scaled(WIDEST), max(least, width)))

    def _search(self, text: str) -> None:
        self.model.search(text)
        shown, total = self.model.rowCount(), self.model.source_count()
        self.count.setText(self._session.say("ui_enter.count", shown=shown, total=total))

    def _enable(self) -> None:
        some = bool(self.rows())
        for name in ("copy", "delete"):
            self.buttons[name].setEnabled(some)

    def rows(self) -> list[int]:
        """Return the rows of the table in which something is selected."""
        indexes = self.table.selectionModel().selectedIndexes()
        return sorted({self.model.source_row(index) for index in indexes})

    # Doing ------------------------------------------------------------------------------------

    def duplicate(self) -> None:
        """Ask for a row like the current one."""
        if rows := self.rows():
            self.row_wanted.emit(rows[0])

    def delete(self) -> None:
        """Ask for the selected rows to go."""
        if rows := self.rows():
            self.rows_unwanted.emit(rows)

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        copy_cells(self.table.selectionModel().selectedIndexes())

    def paste(self) -> None:
        """Write the clipboard's cells from the current cell on; what goes beyond is added."""
        block = pasted()
        indexes = self.table.selectionModel().selectedIndexes()
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1 and indexes:
            source = self.model.source_row
            self.model.set_cells([(source(i), i.column(), block[0][0]) for i in indexes])
            return
        top = min((index.row() for index in indexes), default=self.model.rowCount())
        left = min((index.column() for index in indexes), default=0)
        shown, total = self.model.order, self.model.source_count()
        fixed = isinstance(self.model.table, SettingsTable)
        cells = []
        for down, line in enumerate(block):
            at = top + down
            row = shown[at] if at < len(shown) else total + at - len(shown)
            if fixed and row >= total:
                break
            cells += [
                (row, left + right, text)
                for right, text in enumerate(line)
                if left + right < self.model.columnCount()
            ]
        self.model.set_cells(cells)

    def fill_down(self) -> None:
        """Write the uppermost selected cell of each column into those below."""
        indexes = self.table.selectionModel().selectedIndexes()
        order = self.model.order
        self.model.set_cells([(order[row], at, text) for row, at, text in filled_down(indexes)])

    def clear(self) -> None:
        """Empty the selected cells."""
        indexes = self.table.selectionModel().selectedIndexes()
        self.model.set_cells([(self.model.source_row(i), i.column(), "") for i in indexes])
