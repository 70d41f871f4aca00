"""A table of rules: name, value, unit, preset; what differs from the preset is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.assessing.rules_table import Path
from planner.errors import BadInputError
from planner.presenting.rule_cells import read_rule, rule_cell, rule_tip, typed_words
from planner.presenting.rule_rows import RuleRow
from planner.ui.look import Look
from planner.ui.models.rows import RowOrderModel
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.filter_header import FilterHeader
from planner.wording import say

__all__ = ["RuleModel", "RuleTable"]

type Index = QModelIndex | QPersistentModelIndex
HEADS = ("name", "value", "unit", "base")
VALUE = 1
FEW: Final = 10
"""Rows that are seen at a glance: no more than these need no filter."""


class RuleModel(RowOrderModel):
    """Rows of a rule set; a value that is typed is asked for by ``edited``, never set here.

    Where a column is filtered, a heading stands as long as one of its rows does.
    """

    edited = Signal(object, object)
    """The place, and the value as it is to stand in the file."""
    refused = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.language = "en"
        self._all: tuple[RuleRow, ...] = ()

    @property
    def rows(self) -> tuple[RuleRow, ...]:
        """The rows shown, in their order."""
        return tuple(self._all[row] for row in self.order)

    def show(self, rows: Sequence[RuleRow], language: str) -> None:
        """Show rows; where they are the same places, selection, filters and scrolling stay."""
        made = tuple(rows)
        same = [row.path for row in made] == [row.path for row in self._all]
        if same and self.language == language:
            self._all = made
            if self.order:
                last = self.index(len(self.order) - 1, len(HEADS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self._all, self.language, self.column_filters = made, language, {}
        self.reload()

    def source_count(self) -> int:
        """Rows of the entry, headings included."""
        return len(self._all)

    def cell_text(self, row: int, column: int) -> str:
        """What a cell says."""
        return rule_cell(self._all[row], HEADS[column], self.language)

    def search_text(self, row: int) -> str:
        """Text of a row."""
        return self.cell_text(row, 0).lower()

    def sort_key(self, row: int, column: int) -> int:
        """Rules stand in the order of the rules file."""
        return row

    def filterable(self, column: int) -> bool:
        """Whether there are enough rows for a filter."""
        return len(self._all) > FEW

    def offered(self, column: int, most: int) -> tuple[list[tuple[str, int]], int]:
        """Return what the cells of a column say most often, headings apart."""
        rules = (row for row, one in enumerate(self._all) if one.path)
        counted = Counter(self.cell_text(row, column) for row in rules)
        return counted.most_common(most), max(0, len(counted) - most)

    def _filtered(self) -> list[int]:
        found = super()._filtered()
        if not self.column_filters:
            return found
        rules = {row for row in found if self._all[row].path}
        kept, heading = [], -1
        for row, one in enumerate(self._all):
            if not one.path:
                heading = row
            elif row in rules:
                kept += [row] if heading < 0 else [heading, row]
                heading = -1
        return kept

    def _at(self, index: Index) -> RuleRow:
        return self._all[self.order[index.row()]]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, value, unit, preset."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be edited, headings not even selected."""
        row = self._at(index)
        if not row.path:
            return Qt.ItemFlag.ItemIsEnabled
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == VALUE else plain

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.headed(section, say(f"ui_rules.col.{HEADS[section]}", self.language))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid():
            return None
        row, column = self._at(index), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return rule_cell(row, HEADS[column], self.language)
            case Qt.ItemDataRole.EditRole:
                return typed_words(row, self.language)
            case Qt.ItemDataRole.FontRole if not row.path or (row.changed and column <= VALUE):
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in (VALUE, 3) and not row.choices:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(rule_tip(row, HEADS[column], self.language))
        return None

    def _colour(self, row: RuleRow, column: int) -> Any:
        scheme = self._look.scheme
        if row.changed and column <= VALUE:
            return scheme.colour("accent")
        return scheme.colour("quiet") if column >= 2 and row.path else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for what was typed; a thing that is no such value is told."""
        row = self._at(index)
        if role != Qt.ItemDataRole.EditRole or not row.path:
            return False
        text = str(value).strip()
        if text == typed_words(row, self.language):
            return False
        try:
            self.edited.emit(row.path, read_rule(row, text, self.language))
        except BadInputError as error:
            self.refused.emit(error)
            return False
        return True


class _Delegate(QStyledItemDelegate):
    """A list to choose from where there are choices, else a line to type in."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of a cell."""
        model = index.model()
        assert isinstance(model, RuleModel)
        row = model.rows[index.row()]
        if not row.choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems([words.say(model.language) for words in row.choices.values()])
        box.activated.connect(lambda _: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Hand on what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


NAME_POINTS = 19
"""Least width of the names in points of their type."""


class RuleTable(QTableView):
    """Edits with Enter, F2 or a double click; Delete gives the preset's value again."""

    back_wanted = Signal(object)
    """Places that are to be as in the preset again."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.rule_model = RuleModel(look)
        self.setModel(self.rule_model)
        self.filter = FilterHeader(session, self, self.rule_model)
        self._delegate = _Delegate()
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self._fit_rows()
        self.setTabKeyNavigation(False)
        head = self.filter
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.rule_model.modelReset.connect(self._fit_names)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep names readable in a narrow window: what has no room beside them is scrolled to."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_names()

    def _fit_names(self) -> None:
        least = round(NAME_POINTS * self.font().pointSizeF())
        others = sum(self.columnWidth(n) for n in range(1, self.rule_model.columnCount()))
        wide = self.viewport().width() - others >= least
        modes = QHeaderView.ResizeMode
        mode = modes.Stretch if wide else modes.Interactive
        if self.filter.sectionResizeMode(0) != mode:  # else all columns are measured again
            self.filter.setSectionResizeMode(0, mode)
        if not wide:
            self.setColumnWidth(0, least)

    def chosen_paths(self) -> list[Path]:
        """Return the places of the rows that are selected and differ from the preset."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        found = [self.rule_model.rows[row] for row in rows]
        return [row.path for row in found if row.changed]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the value of the row; Delete asks for the preset's."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            paths = self.chosen_paths()
            if paths:
                self.back_wanted.emit(paths)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.rule_model.index(self.currentIndex().row(), VALUE))
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Give larger type higher rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(2.6 * self.font().pointSizeF()))
