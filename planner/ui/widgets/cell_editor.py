"""Editing a cell of the inventory: a list where a field has choices, a line for anything else."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.ui.models.inventory_model import InventoryModel
from planner.ui.session import Session

__all__ = ["CellEditor"]

type Index = QModelIndex | QPersistentModelIndex


class CellEditor(QStyledItemDelegate):
    """What is chosen or typed goes through the model, which refuses what cannot be a value."""

    def __init__(self, session: Session, model: InventoryModel) -> None:
        super().__init__(model)
        self._session, self._model = session, model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of a cell."""
        field = self._model.field_at(index.column())
        words = self._model.choices(index.column())
        if not words:
            return super().createEditor(parent, option, index)
        now = str(index.data(Qt.ItemDataRole.EditRole))
        if now and now not in words:
            words = (now, *words)  # as somebody wrote it
        box = QComboBox(parent)
        box.setAccessibleName(self._session.say(f"fields.{field.key}") if field else "")
        box.addItems(["", *words])
        box.activated.connect(lambda _: self._take(box))
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value as it is."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(
                max(0, editor.findText(str(index.data(Qt.ItemDataRole.EditRole))))
            )
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
