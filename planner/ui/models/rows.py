"""A table model over tuples that keeps its own order of rows: sorts and filters in milliseconds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

__all__ = ["RowOrderModel"]

type Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROWS_AT_ONCE: Final = 40
SLICE_S: Final = 0.006


class RowOrderModel(QAbstractTableModel):
    """Rows are numbers into a source; ``order`` is which are shown, and in which order.

    Subclasses give ``source_count``, ``search_text`` and ``sort_key``; the search text of each
    row is read once, while the window has nothing else to do.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.order: list[int] = []
        self._haystack: list[str] = []
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._read_some)
        self._wanted = ""
        self._sort_column = -1
        self._descending = False
        self.column_filters: dict[int, frozenset[str]] = {}
        """Words of cells that are shown, by column; another column shows all."""

    def source_count(self) -> int:
        """Rows in the source."""
        raise NotImplementedError

    def search_text(self, row: int) -> str:
        """Text of a source row in which a search looks, in lower case."""
        raise NotImplementedError

    def sort_key(self, row: int, column: int) -> Any:
        """What a column sorts by; None sorts last either way."""
        raise NotImplementedError

    def cell_text(self, row: int, column: int) -> str:
        """What a cell of a source row says; asked where columns are filtered."""
        raise NotImplementedError

    def filter_column(self, column: int, words: frozenset[str]) -> None:
        """Show only rows whose cell says one of ``words``; none shows all."""
        kept = {at: wanted for at, wanted in self.column_filters.items() if at != column}
        self.column_filters = {**kept, column: words} if words else kept
        self._reorder(lambda: self._sorted(self._filtered()))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def filterable(self, column: int) -> bool:
        """Whether a column can be filtered by its values."""
        return True

    def wanted(self, column: int) -> frozenset[str]:
        """Return the words a column is filtered by; empty where it shows all."""
        return self.column_filters.get(column, frozenset())

    def offered(self, column: int, most: int) -> tuple[list[tuple[str, int]], int]:
        """Return what the cells of a column say most often, with counts; and how many are left."""
        counted = Counter(self.cell_text(row, column) for row in range(self.source_count()))
        return counted.most_common(most), max(0, len(counted) - most)

    def show_all(self) -> None:
        """Let no column filter any more."""
        for column in tuple(self.column_filters):
            self.filter_column(column, frozenset())

    def headed(self, column: int, head: str | None) -> str | None:
        """Return a heading; in brackets where its column is filtered."""
        return f"[{head}]" if self.wanted(column) else head

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.order)

    def source_row(self, index: Index) -> int:
        """Row of the source that stands at ``index``."""
        return self.order[index.row()]

    def shown_row(self, source: int) -> int:
        """Where a row of the source is shown; -1 where it is not."""
        try:
            return self.order.index(source)
        except ValueError:
            return -1

    def reload(self) -> None:
        """The source has changed altogether."""
        self.beginResetModel()
        self._haystack = []
        self._idle.start()
        self.order = self._sorted(self._filtered())
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only rows that hold every word of ``text``."""
        wanted = text.strip().lower()
        if wanted != self._wanted:
            self._wanted = wanted
            self._reorder(lambda: self._sorted(self._filtered()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the source's own order."""
        self._sort_column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._reorder(lambda: self._sorted(self._filtered() if column < 0 else self.order))

    def _read_some(self) -> None:
        """Read for a few milliseconds, so that nobody notices."""
        until = time.perf_counter() + SLICE_S
        while self._idle.isActive() and time.perf_counter() < until:
            self._read_rows(ROWS_AT_ONCE)

    def _read_rows(self, count: int) -> None:
        """Read the search text of some more rows, so that the first search need not wait."""
        first = len(self._haystack)
        last = min(self.source_count(), first + count)
        self._haystack += [self.search_text(row) for row in range(first, last)]
        if last == self.source_count():
            self._idle.stop()

    def _reorder(self, make: Callable[[], list[int]]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self.order[index.row()] for index in before]
        self.order = make()
        if before:
            place = {source: row for row, source in enumerate(self.order)}
            after = [
                self.index(place[row], index.column()) if row in place else QModelIndex()
                for row, index in zip(rows, before, strict=True)
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _filtered(self) -> list[int]:
        rows: Sequence[int] = range(self.source_count())
        for column, words in self.column_filters.items():
            rows = [row for row in rows if self.cell_text(row, column) in words]
        if not self._wanted:
            return list(rows)
        self._read_rows(self.source_count())
        found = self._haystack
        for word in self._wanted.split():
            rows = [row for row in rows if word in found[row]]
        return list(rows)

    def _sorted(self, rows: list[int]) -> list[int]:
        column = self._sort_column
        if column < 0:
            return rows
        keys = {row: self.sort_key(row, column) for row in rows}
        known = [row for row in rows if keys[row] is not None]
        missing = [row for row in rows if keys[row] is None]
        known.sort(key=keys.__getitem__, reverse=self._descending)
        return known + missing
