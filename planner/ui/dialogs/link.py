"""A dependency drawn or changed: who needs whom, how it orders the moves, what runs over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.editing.links import add_dependency, edit_dependencies
from planner.editing.operations import Operation
from planner.errors import BadInputError
from planner.model.fields import Value
from planner.presenting.programme_tables import dependency_table
from planner.ui.dialogs.answering import answer_buttons
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.typed_view import find_inside
from planner.ui.widgets.words import set_role

__all__ = ["LinkDialog"]


class LinkDialog(Dialog):
    """One line for each attribute; what cannot be is said below them, and nothing is lost.

    Parameters
    ----------
    ends
        Ids of who needs and what is needed, as far as they are known.
    place
        Where the dependency that is changed stands in the inventory; -1 draws a new one.
    """

    def __init__(
        self,
        session: Session,
        ends: Sequence[str] = (),
        parent: QWidget | None = None,
        place: int = -1,
    ) -> None:
        super().__init__(
            session.say("ui.action.dependency_add" if place < 0 else "ui_enter.link.edit"),
            (520, 0),
            parent,
        )
        self._session, self._place = session, place
        self._table = dependency_table(session.document, session.language)
        row = place if place >= 0 else len(self._table.rows)
        if place < 0:
            self._table = self._table.with_rows(1)
        self._row = row
        say = session.say
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        form = QFormLayout()
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        for column, field in enumerate(self._table.columns):
            editor = self._editor(column)
            editor.setAccessibleName(self._table.head(column))
            self.editors[field.key] = editor
            form.addRow(PlainLabel(self._table.head(column)), editor)
        names = self._table.names["source"]
        for key, end in zip(("source", "needed"), ends, strict=False):
            box = self.editors[key]
            assert isinstance(box, QComboBox)
            box.setCurrentText(names.get(end, end))
        layout.addLayout(form)
        self.told = PlainLabel()
        self.told.setWordWrap(True)
        set_role(self.told, "breaks")
        self.told.hide()
        layout.addWidget(self.told)
        buttons, agree = answer_buttons(self, say("ui_enter.link.take"), say("ui.cancel"))
        agree.setDefault(True)
        layout.addWidget(buttons)

    def _editor(self, column: int) -> QLineEdit | QComboBox:
        words = self._table.choices(self._row, column)
        text = self._table.text(self._row, column)
        if not words:
            return QLineEdit(text)
        box = QComboBox()
        box.addItems(["", *words])
        if self._table.columns[column].key in self._table.names:
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            find_inside(box)
        box.setCurrentText(text)
        return box

    def _texts(self) -> list[str]:
        return [
            editor.currentText() if isinstance(editor, QComboBox) else editor.text()
            for editor in self.editors.values()
        ]

    def accept(self) -> None:
        """Take the dependency, or say why it cannot be."""
        edits, refusals = self._table.read(
            (self._row, column, text) for column, text in enumerate(self._texts())
        )
        if refusals:
            self._tell(refusals[0].error)
            return
        values = {key: value for (_, key), value in edits.items()}
        try:
            operation = self._operation(values)
        except BadInputError as error:
            self._tell(error)
            return
        if operation is not None:
            self._session.perform(operation)
        super().accept()

    def _operation(self, values: dict[str, Value | None]) -> Operation | None:
        document = self._session.document
        if self._place >= 0:
            cells = {(self._place, key): value for key, value in values.items()}
            return edit_dependencies(document, cells) if cells else None
        source, needed = (str(values.pop(key, "") or "") for key in ("source", "needed"))
        if not source or not needed:
            raise BadInputError(
                "errors.file.dependency_names_only_one_of_its_two",
                "errors.file.name_both_applications",
            )
        present = {key: value for key, value in values.items() if value is not None}
        return add_dependency(document, source, needed, present)

    def _tell(self, error: BadInputError) -> None:
        from planner.wording import error_line

        self.told.setText(error_line(error, self._session.language))
        self.told.show()
