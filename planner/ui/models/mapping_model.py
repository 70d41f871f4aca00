"""The table of a sheet's columns: header, example, the field it is read as, and how surely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.editing.imports import SURE
from planner.presenting.mapping import field_label, fields_of_kind
from planner.ui.look import Look
from planner.ui.plain import plain_tip

if TYPE_CHECKING:
    from planner.importing.matching.mapping import ColumnMatch, SheetMapping
    from planner.ui.session import Session

__all__ = ["CONFIDENCE", "FIELD", "FieldDelegate", "MappingModel"]

type Index = QModelIndex | QPersistentModelIndex

_COLUMNS: Final = ("letter", "header", "example", "field", "confidence")
FIELD: Final = 3
CONFIDENCE: Final = 4
_NOWHERE: Final = QModelIndex()
_BAR_HEIGHT: Final = 4


class MappingModel(QAbstractTableModel):
    """Columns of one sheet; a field may be chosen for each, and no field for two."""

    corrected = Signal(object)
    """The mapping as a person has changed it."""

    def __init__(self, session: Session, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self.mapping: SheetMapping | None = None

    def show(self, mapping: SheetMapping) -> None:
        """Show a sheet's mapping."""
        self.beginResetModel()
        self.mapping = mapping
        self.endResetModel()

    def column_at(self, row: int) -> ColumnMatch:
        """Return the column of a row."""
        assert self.mapping is not None
        return self.mapping.columns[row]

    def choices(self) -> list[tuple[str, str]]:
        """Return the fields to choose from: words and key, by their words."""
        assert self.mapping is not None
        language, kind = self._session.language, self.mapping.kind
        named = [(field_label(key, kind, language), key) for key in fields_of_kind(self.mapping)]
        return [(self._session.say("ui_import.not_read"), ""), *sorted(named)]

    def _asks(self, match: ColumnMatch) -> bool:
        """Whether a person is still to say what a column is."""
        return bool(match.asked) and match.field is None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns of the sheet."""
        return len(self.mapping.columns) if self.mapping is not None else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return five."""
        return len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns of this table."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._session.say(f"ui_import.column.{_COLUMNS[section]}")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the field be chosen."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        skipped = self.mapping is None or self.mapping.kind == "skip"
        if index.column() == FIELD and not skipped:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, the field's key to edit, or the colour of what was not matched."""
        match = self.column_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(match, index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._words(match, index.row(), index.column()))
        if role == Qt.ItemDataRole.EditRole:
            return match.field or ""
        if role == Qt.ItemDataRole.ForegroundRole and index.column() >= FIELD:
            if match.field is None:
                return self._look.scheme.colour("warn" if self._asks(match) else "quiet")
            if match.confidence < SURE:
                return self._look.scheme.colour("warn")
        return None

    def _words(self, match: ColumnMatch, row: int, column: int) -> str:
        assert self.mapping is not None
        say = self._session.say
        if column == 0:
            return match.column
        if column == 1:
            return match.header
        if column == 2:
            values = (line[row] for line in self.mapping.sample if row < len(line))
            return next((value for value in values if value.strip()), "")
        if column == FIELD:
            if self._asks(match):
                kind, language = self.mapping.kind, self._session.language
                return say("ui_import.asked", field=field_label(match.asked, kind, language))
            if match.field is None:
                return say("ui_import.not_read")
            return field_label(match.field, self.mapping.kind, self._session.language)
        if match.field is None:
            key = "asked" if self._asks(match) else "none"
            return say(f"ui_import.sure.{key}") if match.header else ""
        if self.mapping.by_user and match.confidence >= 1:
            return say("ui_import.sure.user")
        key = "yes" if match.confidence >= SURE else "guess"
        return say(f"ui_import.sure.{key}", percent=round(100 * match.confidence))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Read a column as another field; the column that had the field gives it up."""
        if self.mapping is None or role != Qt.ItemDataRole.EditRole:
            return False
        chosen = str(value) or None
        match = self.column_at(index.row())
        if chosen == match.field and not self._asks(match):
            return False
        columns = tuple(
            replace(match, field=chosen, confidence=1.0 if chosen else 0.0, asked="")
            if row == index.row()
            else replace(match, field=None, confidence=0.0)
            if chosen is not None and match.field == chosen
            else match
            for row, match in enumerate(self.mapping.columns)
        )
        self.mapping = replace(self.mapping, columns=columns, by_user=True)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, CONFIDENCE))
        self.corrected.emit(self.mapping)
        return True


class FieldDelegate(QStyledItemDelegate):
    """A list of fields to choose from, and a bar below how sure a match is."""

    def __init__(self, model: MappingModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._look = model, look

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the list of fields, opened."""
        box = QComboBox(parent)
        box.setMaxVisibleItems(20)
        for words, key in self._model.choices():
            box.addItem(words, key)
        asked = self._model.column_at(index.row()).asked
        if asked:  # the likeliest answer stands first
            box.insertItem(0, box.itemText(box.findData(asked)), asked)
        box.activated.connect(lambda _: self._done(box))
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the field as it is."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the choice over."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the words, and below how sure a match is."""
        super().paint(painter, option, index)
        if index.column() != CONFIDENCE:
            return
        match = self._model.column_at(index.row())
        if match.field is None:
            return
        scheme = self._look.scheme
        box = option.rect.adjusted(6, 0, -6, -3)
        box.setTop(box.bottom() - _BAR_HEIGHT + 1)
        painter.fillRect(box, scheme.colour("line"))
        box.setWidth(round(box.width() * match.confidence))
        painter.fillRect(box, scheme.colour("good" if match.confidence >= SURE else "warn"))
