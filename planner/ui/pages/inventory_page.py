"""Inventory: the table of workloads, and the list of doubts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.editing.fixes import fix_alike, fix_issue
from planner.errors import PlannerError
from planner.model.fields import FIELD_BY_KEY, FIELDS, Section
from planner.model.issue import Issue
from planner.presenting.column_filter import filter_term, without_column
from planner.presenting.inventory_columns import USUAL_COLUMNS
from planner.settings import Settings
from planner.ui.decided_cells import fill_in
from planner.ui.dialogs.replacing import ReplaceDialog
from planner.ui.look import Look
from planner.ui.models.inventory_model import InventoryModel
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.cell_editor import CellEditor
from planner.ui.widgets.clipboard import copy_cells, filled_down, pasted
from planner.ui.widgets.filter_header import FilterHeader
from planner.ui.widgets.issue_list import IssueList
from planner.ui.widgets.words import search_line, set_role
from planner.wording import plural

__all__ = ["InventoryPage"]

USUAL_WIDTH = 144


class InventoryPage(Page):
    """The inventory table; everything typed here can be undone."""

    key = "inventory"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.model = InventoryModel(self)
        self.widths: dict[str, int] = {"id": 90, "name": 230}
        """Widths of columns that a person has set, by the key of the field."""
        self.model.edits_wanted.connect(
            lambda edits, fresh: fill_in(session, edits, self.reason_wanted.emit, fresh)
        )
        self.model.refused.connect(self.error_told)
        self._build_tools()
        self.table = self._build_table()
        self.issues = IssueList(session, look, self.words)
        self.backstage.append(self.issues)
        self.issues.chosen.connect(self.go_to)
        self.issues.fix_wanted.connect(self._fix)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setObjectName("split")
        self.split.addWidget(self.table)
        self.split.addWidget(self.issues)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        full = QWidget()
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.tools)
        inner.addWidget(self.split, 1)
        self.stack_behind("ui.inventory.empty", "ui.start.open", "open")
        self.stack.addWidget(full)

    def _build_tools(self) -> None:
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE)
        self.search = search_line(self.words, "ui.inventory.search")
        self.search.setMaximumWidth(420)
        self.words.put(self.search.setToolTip, "ui_window.filter.tip")
        self.search.textChanged.connect(self._search)
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        self.chooser = QToolButton()
        self.chooser.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.words.put(self.chooser.setText, "ui.inventory.columns")
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.chooser)
        self.menu.aboutToShow.connect(self._fill_columns)
        self.chooser.setMenu(self.menu)
        self.aside = QToolButton()
        self.aside.setObjectName("set_aside")
        self.words.put(self.aside.setToolTip, "ui_import.aside.button.tip")
        self.aside.clicked.connect(lambda: self.action_wanted.emit("set_aside"))
        self.tools.addWidget(self.search, 1)
        self.tools.addWidget(self.count)
        self.tools.addStretch(1)
        self.tools.addWidget(self.aside)
        self.tools.addWidget(self.chooser)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        self.filter = FilterHeader(self.session, table, self.model)
        self.filter.cleared.connect(self.search.clear)
        self.model.filter_wanted.connect(self.only)
        table.setItemDelegate(CellEditor(self.session, self.model))
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setSectionsMovable(True)
        table.horizontalHeader().setDefaultSectionSize(USUAL_WIDTH)
        table.verticalHeader().setDefaultSectionSize(28)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.horizontalHeader().sectionResized.connect(self._widened)
        self.model.modelReset.connect(self._set_widths)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._context)
        self.words.put(table.setAccessibleName, "ui.page.inventory")
        self.actions_of_table: dict[str, QAction] = {}
        for name, keys, run in (
            ("copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy),
            ("paste", QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            ("clear", QKeySequence(Qt.Key.Key_Delete), self.clear),
            ("fill_down", QKeySequence("Ctrl+D"), self.fill_down),
            ("fill", QKeySequence(), self.fill),
        ):
            action = QAction(table)
            if not keys.isEmpty():
                action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            room = "ui_enter" if name == "fill_down" else "ui.inventory"
            self.words.put(action.setText, f"{room}.{name}")
            table.addAction(action)
            self.actions_of_table[name] = action
        table.selectionModel().selectionChanged.connect(self._selected)
        return table

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the inventory as it stands."""
        session = self.session
        self.chooser.setIcon(self.look.icon("columns"))
        self.stack.setCurrentIndex(0 if session.is_empty else 1)
        document = session.document
        scroll = self.table.verticalScrollBar().value()
        self._showing = True
        teams = {one.id: one.name or one.id for one in document.programme.teams}
        self.model.show(document.inventory, document.issues, session.language, session.kinds, teams)
        self._showing = False
        self.table.verticalScrollBar().setValue(scroll)
        self.issues.show_issues(document.issues)
        self._say_count()

    def show_selection(self) -> None:
        """Select the rows of the selected workloads."""
        chosen = self.session.selection
        shown = {self.model.workload(index.row()).id for index in self._indexes()}
        if set(chosen) == shown:
            return
        self._showing = True
        selection = self.table.selectionModel()
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for workload_id in chosen[:200]:
            row = self.model.row_of(workload_id)
            if row >= 0:
                selection.select(self.model.index(row, 1), flags.Select | flags.Rows)
        if chosen and (row := self.model.row_of(chosen[0])) >= 0:
            self.table.scrollTo(self.model.index(row, 1))
        self._showing = False

    def retranslate(self) -> None:
        """Say the counts again."""
        self._say_count()

    def go_to(self, workload_id: str, key: str) -> None:
        """Show a cell; its column is added where it is not shown."""
        if key in (field.key for field in FIELDS) and key not in self.model.columns:
            self.choose_columns((*self.model.columns, key))
        row = self.model.row_of(workload_id)
        if row < 0:
            self.search.clear()
            row = self.model.row_of(workload_id)
        if row >= 0:
            index = self.model.index(row, self.model.column_of(key))
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.table.setFocus()

    def choose_columns(self, keys: tuple[str, ...]) -> None:
        """Show these fields."""
        self.model.choose_columns(keys or USUAL_COLUMNS)
        chosen = self.model.columns
        self.settings_wanted.emit(lambda settings: replace(settings, columns=chosen))

    def restore(self, settings: Settings) -> None:
        """Show the columns that were last shown, as wide as they were."""
        self.widths.update(settings.column_widths)
        if settings.columns:
            self.model.choose_columns(settings.columns)

    def remember(self, settings: Settings) -> Settings:
        """Return the settings with the widths that columns were given."""
        return replace(settings, column_widths=dict(self.widths))

    def _fix(self, issue: Issue, every: bool) -> None:
        mend = fix_alike if every else fix_issue
        operation = mend(self.session.document, issue)
        if operation is None:
            error = PlannerError(self.session.say("ui_import.fix.late"))
            self.error_told.emit(error)
        else:
            self.session.perform(operation)

    _showing = False
    _widening = False

    def _widened(self, column: int, _: int, width: int) -> None:
        if not self._widening and width > 0:
            self.widths[self.model.key_at(column)] = round(width / self.look.scaled(100) * 100)

    def _set_widths(self) -> None:
        """Give every column the width a person gave its field."""
        self._widening = True
        self.table.verticalHeader().setDefaultSectionSize(self.look.scaled(28))
        for column in range(self.model.columnCount()):
            width = self.look.scaled(self.widths.get(self.model.key_at(column), USUAL_WIDTH))
            if self.table.columnWidth(column) != width:
                self.table.setColumnWidth(column, width)
        self._widening = False

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._say_count()

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.source_count()
        self.count.setText(self.session.say("ui.inventory.count", shown=shown, total=total))
        aside = len(self.session.document.inventory.set_aside)
        self.aside.setText(self.session.say("ui_import.aside.button", count=aside))
        self.aside.setVisible(bool(aside))

    def _selected(self) -> None:
        if self._showing:
            return
        names = dict.fromkeys(self.model.workload(index.row()).id for index in self._indexes())
        self.session.select(tuple(names))

    def _indexes(self) -> list[QModelIndex]:
        return self.table.selectionModel().selectedIndexes()

    def _fill_columns(self) -> None:
        self.menu.clear()
        for section in Section:
            sub = self.menu.addMenu(self.session.say(f"fields.section.{section.value}"))
            for field in FIELDS:
                if field.section is not section:
                    continue
                action = sub.addAction(self.session.say(f"fields.{field.key}"))
                action.setCheckable(True)
                action.setChecked(field.key in self.model.columns)
                action.toggled.connect(lambda on, key=field.key: self._toggle(key, on))
        self.menu.addSeparator()
        usual = self.menu.addAction(self.session.say("ui.inventory.columns.usual"))
        usual.triggered.connect(lambda: self.choose_columns(USUAL_COLUMNS))

    # Filtering by a column -----------------------------------------------------------------------

    def only(self, key: str, values: Sequence[str]) -> None:
        """Show only rows with these values of a column, said as in its cells; none shows all."""
        language = self.session.language
        terms = [filter_term(key, value, language) for value in values]
        self.search.setText(" ".join((*terms, without_column(self.search.text(), key))).strip())

    def _toggle(self, key: str, on: bool) -> None:
        kept = [known for known in self.model.columns if known != key]
        self.choose_columns((*kept, key) if on else tuple(kept))

    # Editing many cells -------------------------------------------------------------------------

    def _context(self, where: QPoint) -> None:
        menu = QMenu(self)
        for action in self.actions_of_table.values():
            menu.addAction(action)
        menu.addSeparator()
        for name in ("add", "duplicate", "set_aside", "delete"):
            action = menu.addAction(self.session.say(f"ui.action.workload_{name}"))
            action.setEnabled(name == "add" or bool(self.session.selection))
            wanted = f"workload_{name}"
            action.triggered.connect(lambda _=False, wanted=wanted: self.action_wanted.emit(wanted))
        part = menu.addAction(self.session.say("ui.action.plan_part"))
        part.setEnabled(bool(self.session.selection))
        part.triggered.connect(lambda: self.action_wanted.emit("plan_part"))
        current = self.table.currentIndex()
        key = self.model.key_at(current.column()) if current.isValid() else ""
        if key in FIELD_BY_KEY:
            menu.addSeparator()
            value = str(current.data(Qt.ItemDataRole.EditRole) or "")
            shown = value or self.session.say("ui_window.filter.missing")
            only = menu.addAction(self.session.say("ui_window.filter.only", value=shown))
            only.triggered.connect(lambda: self.only(key, (value,)))
        menu.popup(self.table.viewport().mapToGlobal(where))

    def copy(self) -> None:
        """Put the selected cells on the clipboard as Excel takes them."""
        copy_cells(self._indexes())

    def paste(self) -> None:
        """Write the clipboard's cells from the current cell on; one value fills a selection.

        Rows that go beyond the last are new workloads.
        """
        block, indexes = pasted(), self._indexes()
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1 and indexes:
            cells = [(index.row(), index.column(), block[0][0]) for index in indexes]
        else:
            top = min((index.row() for index in indexes), default=self.model.rowCount())
            left = min((index.column() for index in indexes), default=1)
            cells = [
                (top + down, left + right, value)
                for down, line in enumerate(block)
                for right, value in enumerate(line)
                if left + right < self.model.columnCount()
            ]
        self.model.set_cells([cell for cell in cells if cell[1] > 0])

    def clear(self) -> None:
        """Empty the selected cells."""
        self.model.set_cells([(i.row(), i.column(), "") for i in self._indexes() if i.column() > 1])

    def fill_down(self) -> None:
        """Write the uppermost selected cell of each column into those below."""
        self.model.set_cells([cell for cell in filled_down(self._indexes()) if cell[1] > 1])

    def fill(self) -> None:
        """Ask for one value and set it in every selected row of the current column."""
        current = self.table.currentIndex()
        field = self.model.field_at(current.column()) if current.isValid() else None
        if field is None:
            return
        rows = sorted({index.row() for index in self._indexes()})
        title = self.session.say("ui.inventory.fill")
        question = self.session.say("ui.inventory.fill.ask", count=len(rows))
        text, agreed = QInputDialog.getText(self, title, question)
        if agreed:
            self.model.set_cells([(row, current.column(), text) for row in rows])

    def replace_words(self) -> None:
        """Ask what to find and what to put in its place."""
        indexes = self._indexes()
        rows = len({index.row() for index in indexes})
        dialog = ReplaceDialog(self.session, len(indexes), rows, self)
        dialog.wanted.connect(self._replace)
        dialog.open()

    def _replace(self, find: str, put: str, whole: bool, selected: bool) -> None:
        every = [
            (row, column)
            for row in range(self.model.rowCount())
            for column in range(1, self.model.columnCount())
        ]
        chosen = [(index.row(), index.column()) for index in self._indexes()]
        count = self.model.replace_words(chosen if selected else every, find, put, whole=whole)
        words = plural("ui_enter.replaced", self.session.language, count, text=find)
        self.note_told.emit(words)
