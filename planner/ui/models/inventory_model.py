"""The inventory as a table model: one row a workload, one column a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont

from planner.model.fields import FIELD_BY_KEY, Field
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Issue
from planner.presenting.cells import NO_KINDS, NO_TEAMS, Kinds, Teams
from planner.presenting.column_filter import Filters, read_filter, value_counts, wanted_values
from planner.presenting.inventory_table import InventoryTable
from planner.presenting.typed_table import refusals_error
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip

__all__ = ["InventoryModel"]

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class InventoryModel(RowOrderModel):
    """Shows an :class:`InventoryTable`; editing asks for ``edits_wanted``."""

    edits_wanted = Signal(object, object)
    """A dict of (workload id, field key) to value; and new workloads: name and values each."""
    filter_wanted = Signal(str, object)
    """Only these values of a field are to be shown."""
    refused = Signal(object)
    """Values that were typed cannot be taken: a BadInputError that names the first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = InventoryTable()
        self.filters: Filters = {}
        """Values wanted by column; see :mod:`planner.presenting.column_filter`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of the fields that are shown."""
        return self._table.columns

    def show(
        self,
        inventory: Inventory,
        issues: Sequence[Issue],
        language: str,
        kinds: Kinds = NO_KINDS,
        teams: Teams = NO_TEAMS,
    ) -> None:
        """Show an inventory; keeps search, order and sorting.

        Parameters
        ----------
        issues
            Doubts that are open.
        kinds
            Names of the kinds of system by key.
        teams
            Names of the teams by id.
        """
        self._table = InventoryTable(inventory, tuple(issues), self.columns, language, kinds, teams)
        self.reload()

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these fields, in the order of the vocabulary."""
        self.beginResetModel()
        wanted = set(keys)
        chosen = tuple(key for key in FIELD_BY_KEY if key in wanted)
        self._table = replace(self._table, columns=chosen)
        self._sort_column = -1
        self.endResetModel()

    def workload(self, row: int) -> Workload:
        """Workload of a row as shown."""
        return self._table.inventory.workloads[self.order[row]]

    def row_of(self, workload_id: str) -> int:
        """Row as shown of a workload; -1 where it is not shown."""
        for row, source in enumerate(self.order):
            if self._table.inventory.workloads[source].id == workload_id:
                return row
        return -1

    def column_of(self, key: str) -> int:
        """Column of a field; that of the name where it is not shown."""
        return self._table.column_of(key)

    def key_at(self, column: int) -> str:
        """Field key of a column; ``id`` and ``name`` for the first two."""
        return self._table.key_at(column)

    def field_at(self, column: int) -> Field | None:
        """Field of a column; None for id and name."""
        return self._table.field_at(column)

    def choices(self, column: int) -> tuple[str, ...]:
        """What can be chosen for a cell of a column; empty where anything may be typed."""
        return self._table.choices(column)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Two and the chosen fields."""
        return 0 if parent.isValid() else len(self.columns) + 2

    def source_count(self) -> int:
        """Workloads in the inventory."""
        return len(self._table.inventory.workloads)

    def search(self, text: str) -> None:
        """Show only rows with the values asked for in brackets, and with every word of the rest."""
        filters, rest = read_filter(text)
        if filters == self.filters:
            super().search(rest)
            return
        self.filters, self._wanted = filters, rest.lower()
        self._reorder(lambda: self._sorted(self._filtered()))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _filtered(self) -> list[int]:
        rows = super()._filtered()
        workloads = self._table.inventory.workloads
        for key, texts in self.filters.items():
            values = [workload.values.get(key) for workload in workloads]
            wanted = wanted_values(key, texts, set(values), self._table.kinds, self._table.teams)
            rows = [row for row in rows if values[row] in wanted]
        return rows

    def filterable(self, column: int) -> bool:
        """Whether a column is one of a field: names and ids are found by searching."""
        return self.key_at(column) in FIELD_BY_KEY

    def wanted(self, column: int) -> frozenset[str]:
        """Return the values that are asked for in the search line."""
        return frozenset(self.filters.get(self.key_at(column), ()))

    def filter_column(self, column: int, words: frozenset[str]) -> None:
        """Ask for the values of a column; they are written into the search line."""
        self.filter_wanted.emit(self.key_at(column), tuple(sorted(words)))

    def offered(self, column: int, most: int) -> tuple[list[tuple[str, int]], int]:
        """Return a column's values in words with their counts, and how many are left out."""
        key = self.key_at(column)
        values = (workload.values.get(key) for workload in self._table.inventory.workloads)
        table = self._table
        return value_counts(
            FIELD_BY_KEY[key], values, table.language, most, table.kinds, table.teams
        )

    def search_text(self, row: int) -> str:
        """Return all that a workload's cells say."""
        return self._table.search_text(self._table.inventory.workloads[row])

    def sort_key(self, row: int, column: int) -> Any:
        """Return what a cell sorts by."""
        return self._table.sort_key(self._table.inventory.workloads[row], column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid():
            return None
        table, workload, column = self._table, self.workload(index.row()), index.column()
        key = table.key_at(column)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return table.text(workload, column, signed=role == Qt.ItemDataRole.DisplayRole)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if table.numeric(column) else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(table.tip(workload, column))
            case Qt.ItemDataRole.UserRole:
                return table.worst.get((workload.id, key))
            case Qt.ItemDataRole.FontRole if key in workload.edited:
                font = QFont()
                font.setBold(True)
                return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return names of fields with their units; their guidance as tool tip."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if section >= self.columnCount():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.headed(section, self._table.head(section))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self._table.numeric(section) else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._table.head_tip(section, self.filters))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All cells but the id can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if index.column() == 0 else usual | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: ask for the edit, or say why it cannot be taken."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.set_cells([(index.row(), index.column(), str(value))])

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Ask for edits of (row, column, text) as one action.

        Rows behind the last are new workloads. What cannot be taken is named by its cell; the rest
        is taken.
        """
        shown = self.rowCount()
        new: dict[int, dict[int, str]] = {}
        for row, column, text in cells:
            if row >= shown:
                new.setdefault(row, {})[column] = text
        known = [(self.workload(row), column, text) for row, column, text in cells if row < shown]
        edits, refusals = self._table.read(known)
        fresh, refused = self._table.read_fresh(new.values())
        if edits or fresh:
            self.edits_wanted.emit(edits, fresh)
        if told := [*refusals, *refused]:
            self.refused.emit(refusals_error(told))
        return bool(edits or fresh)

    def replace_words(
        self, cells: Sequence[tuple[int, int]], find: str, put: str, *, whole: bool
    ) -> int:
        """Ask for words to be replaced in cells; return in how many they stand.

        Parameters
        ----------
        cells
            Row and column of each, from 0.
        find
            What is looked for, whatever its case.
        put
            What is put in its place.
        whole
            Only where it is all that the cell says.
        """
        places = [(self.workload(row), column) for row, column in cells]
        found = self._table.replaced(places, find, put, whole=whole)
        rows = {self.workload(row).id: row for row, _ in cells}
        self.set_cells([(rows[one.id], column, text) for one, column, text in found])
        return len(found)
