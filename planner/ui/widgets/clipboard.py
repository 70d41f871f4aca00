"""The clipboard as cells of a table, and a table's cells on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from planner.codec.plain_text import for_spreadsheet

__all__ = ["copied", "copy_cells", "filled_down", "pasted"]


def copy_cells(indexes: Sequence[QModelIndex]) -> None:
    """Put cells on the clipboard as a spreadsheet takes them."""
    if not indexes:
        return
    edit = Qt.ItemDataRole.EditRole
    rows = sorted({index.row() for index in indexes})
    columns = sorted({index.column() for index in indexes})
    chosen = {(index.row(), index.column()): index for index in indexes}
    lines = [
        "\t".join(
            copied(chosen[row, column].data(edit)) if (row, column) in chosen else ""
            for column in columns
        )
        for row in rows
    ]
    QGuiApplication.clipboard().setText("\n".join(lines))


def pasted() -> list[list[str]]:
    """Return the clipboard's cells, row by row; none where it holds no text."""
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")] if text else []


def filled_down(indexes: Sequence[QModelIndex]) -> list[tuple[int, int, str]]:
    """Return (row, column, text): what stands uppermost in each column, for the cells below it."""
    top: dict[int, str] = {}
    cells = []
    for index in sorted(indexes, key=lambda one: one.row()):
        if index.column() in top:
            cells.append((index.row(), index.column(), top[index.column()]))
        else:
            top[index.column()] = str(index.data(Qt.ItemDataRole.EditRole) or "")
    return cells


def copied(value: object) -> str:
    """Return a cell as it goes to the clipboard: text of strangers is no formula there either."""
    text = str("" if value is None else value).replace("\t", " ")
    return for_spreadsheet(text) if isinstance(value, str) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
