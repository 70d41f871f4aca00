"""The dependencies as a table to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.editing.entering import Cells, enter_rows
from planner.editing.links import add_dependency, delete_dependencies, edit_dependencies
from planner.editing.operations import Operation
from planner.errors import BadInputError
from planner.model.fields import Value
from planner.presenting.programme_tables import dependency_table
from planner.presenting.typed_table import Refusal, refusals_error, with_rows_refused
from planner.project import Document
from planner.ui.dialogs.link import LinkDialog
from planner.ui.look import Look
from planner.ui.session import Session
from planner.ui.widgets.typed_view import TypedView
from planner.ui.widgets.words import Words

__all__ = ["LinkTable"]


class LinkTable(QWidget):
    """Rows are added by pasting below the last, or by the dialog that draws a dependency."""

    error_told = Signal(object)

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        self.view = TypedView(session, look, words, "ui_enter.link.none")
        self.view.edits_wanted.connect(self._edit)
        self.view.row_wanted.connect(self._add)
        self.view.rows_unwanted.connect(self._delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Show the dependencies as they stand."""
        session = self._session
        table = dependency_table(session.document, session.language)
        self.view.show_table(table, session.say("ui.page.dependencies"))

    def _edit(self, edits: Cells, refusals: Sequence[Refusal]) -> None:
        session = self._session
        count = self.view.model.source_count()
        there = {place: value for place, value in edits.items() if place[0] < count}
        fresh: dict[int, dict[str, Value]] = {}
        for (row, column), value in edits.items():
            if row >= count and value is not None:
                fresh.setdefault(row, {})[column] = value
        made = enter_rows(
            session.document, edit_dependencies, _append, there, sorted(fresh.items())
        )
        told = with_rows_refused(refusals, made.refused, session.language)
        if made.operation is not None:
            session.perform(made.operation)
        if told:
            self.error_told.emit(refusals_error(told))

    def _add(self, like: int) -> None:
        ends: tuple[str, ...] = ()
        if like >= 0:
            link = self._session.document.inventory.dependencies[like]
            ends = (link.source,)
        LinkDialog(self._session, ends, self).open()

    def _delete(self, rows: list[int]) -> None:
        self._session.perform(delete_dependencies(self._session.document, rows))


def _append(document: Document, values: Mapping[str, Value]) -> Operation:
    """Add a pasted row."""
    given = dict(values)
    source, needed = (str(given.pop(key, "") or "") for key in ("source", "needed"))
    if not source or not needed:
        raise BadInputError(
            "errors.file.dependency_names_only_one_of_its_two",
            "errors.file.name_both_applications",
        )
    return add_dependency(document, source, needed, given)
