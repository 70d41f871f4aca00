"""Editing a cell of a table: a list where it has choices, a line for anything else."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

__all__ = ["ChoiceDelegate", "Index"]

type Index = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """What is chosen or typed goes through the model, which refuses what cannot be a value."""

    def end_when_chosen(self, box: QComboBox) -> None:
        """Let a list be done with as soon as somebody has chosen."""
        box.activated.connect(lambda _: self._take(box))

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value as it is."""
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        text = str(index.data(Qt.ItemDataRole.EditRole))
        editor.setCurrentIndex(max(0, editor.findText(text)))
        if editor.isEditable():
            editor.setEditText(text)
            if (line := editor.lineEdit()) is not None:
                line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
