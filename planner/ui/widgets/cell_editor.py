"""Editing a cell of the inventory: a list where a field has choices, a line for anything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from planner.ui.models.inventory_model import InventoryModel
from planner.ui.session import Session
from planner.ui.widgets.choice_delegate import ChoiceDelegate, Index

__all__ = ["CellEditor"]


class CellEditor(ChoiceDelegate):
    """The choices of a field; a value that is none of them stays among them."""

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
        self.end_when_chosen(box)
        return box
