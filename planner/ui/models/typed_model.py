"""A typed table as a table model; what is typed is asked for, or refused by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from planner.presenting.typed_table import TypedTable
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip

__all__ = ["TypedModel"]

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TypedModel(RowOrderModel):
    """Shows a :class:`TypedTable`; editing asks for ``edits_wanted``."""

    edits_wanted = Signal(object, object)
    """A dict of (row, column key) to value; and the cells that cannot be taken, with the reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = TypedTable("", (), ())

    def show(self, table: TypedTable) -> None:
        """Show a table; one of other columns is shown whole."""
        if table.columns != self.table.columns:
            self.column_filters = {}
            self._sort_column = -1
        self.table = table
        self.reload()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as the table has."""
        return 0 if parent.isValid() else self.table.width

    def source_count(self) -> int:
        """Rows of the table."""
        return len(self.table.rows)

    def search_text(self, row: int) -> str:
        """Return all that a row says."""
        return "\n".join(self.table.text(row, at) for at in range(self.table.width)).lower()

    def cell_text(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return self.table.text(row, column)

    def sort_key(self, row: int, column: int) -> Any:
        """Return what a cell sorts by."""
        return self.table.sort_key(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid():
            return None
        row, column = self.source_row(index), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.table.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.table.tip(row, column))
            case Qt.ItemDataRole.TextAlignmentRole if self.table.numeric(row, column):
                return RIGHT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings with their units; rows are numbered."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.order[section] + 1 if section < len(self.order) else None
        if section >= self.table.width:
            return None
        return self.headed(section, self.table.head(section))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells with a field can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if (
            not index.isValid()
            or self.table.field_at(self.source_row(index), index.column()) is None
        ):
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: ask for the edit, or say why it cannot be taken."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.set_cells([(self.source_row(index), index.column(), str(value))])

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Ask for edits of (row of the table, column, text); rows behind the last are new."""
        last = max((row for row, _, _ in cells), default=-1)
        more = max(0, last + 1 - len(self.table.rows))
        edits, refusals = self.table.with_rows(more).read(cells)
        if edits or refusals:
            self.edits_wanted.emit(edits, refusals)
        return bool(edits)
