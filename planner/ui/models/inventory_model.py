"""The inventory as a table: one row a workload, one column a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from planner.errors import BadInputError
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Value
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Issue, Severity
from planner.presenting.cells import cell_words, field_title, read_cell
from planner.presenting.column_filter import Filters, read_filter, value_counts, wanted_values
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip
from planner.wording import say
from planner.wording.issues import issue_words

__all__ = ["USUAL_COLUMNS", "InventoryModel"]

USUAL_COLUMNS = (
    "domain",
    "archetype",
    "environment",
    "criticality",
    "data_class",
    "architecture",
    "current_target",
    "cpu_cores",
    "memory_gib",
    "storage_gib",
    "peak_to_average",
    "run_cost_year",
    "technical_owner",
)
SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.NOTE: "●"}
NUMERIC = (FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.PERCENT, FieldKind.MONEY)
SHORT = 8
"""Letters that fit in a usual column; what is longer is said in full by the tool tip."""
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class InventoryModel(RowOrderModel):
    """Two fixed columns (id, name) and the chosen fields; editing asks for ``edits_wanted``."""

    edits_wanted = Signal(object)
    """A dict of (workload id, field key) to value."""
    refused = Signal(object)
    """A value that was typed cannot be taken: a BadInputError."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inventory = Inventory()
        self._language = "en"
        self.columns: tuple[str, ...] = USUAL_COLUMNS
        self._worst: dict[tuple[str, str], Issue] = {}
        self._issue_words: dict[tuple[str, str], str] = {}
        self.filters: Filters = {}
        """Values wanted by column; see :mod:`planner.presenting.column_filter`."""

    def show(self, inventory: Inventory, issues: Sequence[Issue], language: str) -> None:
        """Show an inventory; keeps search, order and sorting."""
        self._inventory, self._language = inventory, language
        rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
        self._worst = {}
        for issue in sorted(issues, key=lambda one: -rank[one.severity]):
            if issue.workload_id:
                self._worst[issue.workload_id, issue.field] = issue
        self.reload()

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these fields, in the order of the vocabulary."""
        self.beginResetModel()
        wanted = set(keys)
        self.columns = tuple(key for key in FIELD_BY_KEY if key in wanted)
        self._sort_column = -1
        self.endResetModel()

    def workload(self, row: int) -> Workload:
        """Workload of a row as shown."""
        return self._inventory.workloads[self.order[row]]

    def row_of(self, workload_id: str) -> int:
        """Row as shown of a workload; -1 where it is not shown."""
        for row, source in enumerate(self.order):
            if self._inventory.workloads[source].id == workload_id:
                return row
        return -1

    def column_of(self, key: str) -> int:
        """Column of a field; that of the name where it is not shown."""
        return self.columns.index(key) + 2 if key in self.columns else 1

    def key_at(self, column: int) -> str:
        """Field key of a column; ``id`` and ``name`` for the first two."""
        return ("id", "name")[column] if column < 2 else self.columns[column - 2]

    def field_at(self, column: int) -> Field | None:
        """Field of a column; None for id and name."""
        return FIELD_BY_KEY[self.columns[column - 2]] if column >= 2 else None

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Two and the chosen fields."""
        return 0 if parent.isValid() else len(self.columns) + 2

    def source_count(self) -> int:
        """Workloads in the inventory."""
        return len(self._inventory.workloads)

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
        workloads = self._inventory.workloads
        for key, texts in self.filters.items():
            values = [workload.values.get(key) for workload in workloads]
            wanted = wanted_values(key, texts, set(values))
            rows = [row for row in rows if values[row] in wanted]
        return rows

    def counts(self, key: str, most: int) -> tuple[list[tuple[str, int]], int]:
        """Return a column's values in words with their counts, and how many are left out."""
        values = (workload.values.get(key) for workload in self._inventory.workloads)
        return value_counts(FIELD_BY_KEY[key], values, self._language, most)

    def search_text(self, row: int) -> str:
        """Return all that a workload's cells say."""
        workload = self._inventory.workloads[row]
        parts = [workload.id, workload.name]
        for key, value in workload.values.items():
            field = FIELD_BY_KEY.get(key)
            if field is not None and field.kind not in NUMERIC:
                parts.append(cell_words(field, value, self._language))
        return "\n".join(parts).lower()

    def sort_key(self, row: int, column: int) -> Any:
        """Return what a cell sorts by."""
        workload = self._inventory.workloads[row]
        if column < 2:
            return (workload.id if column == 0 else workload.name).lower()
        field = FIELD_BY_KEY[self.columns[column - 2]]
        value = workload.values.get(field.key)
        if value is None:
            return None
        if field.kind is FieldKind.CHOICE and value in field.choices:
            return field.choices.index(str(value))
        return value.lower() if isinstance(value, str) else value

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid():
            return None
        workload = self.workload(index.row())
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(workload, column, role == Qt.ItemDataRole.DisplayRole)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            field = self.field_at(column)
            return RIGHT if field is not None and field.kind in NUMERIC else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(workload, column)
        if role == Qt.ItemDataRole.UserRole:
            return self._worst.get((workload.id, self.key_at(column)))
        if role == Qt.ItemDataRole.FontRole and self.key_at(column) in workload.edited:
            from PySide6.QtGui import QFont

            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, workload: Workload, column: int, signed: bool) -> str:
        if column < 2:
            text = workload.id if column == 0 else workload.name
        else:
            field = FIELD_BY_KEY[self.columns[column - 2]]
            text = cell_words(field, workload.values.get(field.key), self._language)
        issue = self._worst.get((workload.id, self.key_at(column))) if signed else None
        return f"{SIGNS[issue.severity]} {text}".rstrip() if issue else text

    def _tip(self, workload: Workload, column: int) -> str:
        key = self.key_at(column)
        shown = self._text(workload, column, signed=False)
        lines = [shown] if len(shown) > SHORT else []
        issue = self._worst.get((workload.id, key))
        if issue is not None:
            lines.append(issue_words(issue, self._language))
        cell = workload.cells.get(key)
        if cell is not None and cell.row is not None:
            place = f"{cell.sheet}!{cell.address}" if cell.sheet else cell.address
            lines.append(say("ui.inventory.read_from", self._language, place=place))
        if key in workload.edited:
            lines.append(say("ui.inventory.edited", self._language))
        return plain_tip("\n".join(lines))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return names of fields with their units; their guidance as tool tip."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        field = self.field_at(section) if section < self.columnCount() else None
        if role == Qt.ItemDataRole.DisplayRole:
            if field is None:
                return say(f"fields.{self.key_at(section)}", self._language)
            title = field_title(field, self._language, self._inventory.currency)
            return f"[{title}]" if field.key in self.filters else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if field is not None and field.kind in NUMERIC else None
        if role == Qt.ItemDataRole.ToolTipRole:
            about = say(f"fields.{self.key_at(section)}.help", self._language)
            only = self.filters.get(self.key_at(section))
            if not only:
                return about
            values = say("rules.list", self._language).join(only)
            return f"{about}\n{say('ui_window.filter.only', self._language, value=values)}"
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
        """Ask for edits of (row, column, text) as one action; all or none."""
        edits: dict[tuple[str, str], Value | None] = {}
        try:
            for row, column, text in cells:
                workload = self.workload(row)
                field = self.field_at(column)
                if field is not None:
                    value = read_cell(field, text, self._language)
                    if value != workload.values.get(field.key):
                        edits[workload.id, field.key] = value
                elif column == 1 and text.strip() and text.strip() != workload.name:
                    edits[workload.id, "name"] = text.strip()
        except BadInputError as error:
            self.refused.emit(error)
            return False
        if edits:
            self.edits_wanted.emit(edits)
        return bool(edits)
