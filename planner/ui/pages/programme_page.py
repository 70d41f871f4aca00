"""Programme: what the organisation has decided and can spend, entered as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from planner.editing.entering import Cells, enter_rows
from planner.editing.operations import Operation
from planner.editing.programme import add_row, delete_rows, edit_programme, set_settings
from planner.editing.programme_tables import SECTIONS
from planner.model.fields import Value
from planner.presenting.programme_tables import programme_section
from planner.presenting.typed_table import Refusal, refusals_error, with_rows_refused
from planner.project import Document
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.typed_view import TypedView
from planner.ui.widgets.words import label

__all__ = ["ProgrammePage"]


class ProgrammePage(Page):
    """Sections at the left, the table of the one that is chosen at the right."""

    key = "programme"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.words.put(self.sections.setAccessibleName, "ui_enter.sections")
        self.sections.setSpacing(3)
        for key in SECTIONS:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.sections.addItem(item)
        self.sections.setCurrentRow(0)
        self.about_section = label(self.words, "ui_enter.about.calendar", "quiet")
        self.view = TypedView(session, look, self.words, "ui_enter.none")
        self.view.add_from(self)
        self.search = self.view.search
        self.view.edits_wanted.connect(self._edit)
        self.view.row_wanted.connect(self._add)
        self.view.rows_unwanted.connect(self._delete)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.about_section)
        column.addWidget(self.view, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("split")
        self.split.addWidget(self.sections)
        self.split.addWidget(right)
        self.split.setSizes([190, 900])
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.body.addWidget(self.split, 1)
        self.sections.currentRowChanged.connect(lambda _: self._turn())
        self.retranslate()

    @property
    def section(self) -> str:
        """Key of the section that is shown."""
        return str(self.sections.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_section(self, key: str) -> None:
        """Turn to a section."""
        self.sections.setCurrentRow(SECTIONS.index(key))

    def _turn(self) -> None:
        self.search.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the section as it stands."""
        say, key = self.session.say, self.section
        self.sections.setMinimumWidth(self.sections.sizeHintForColumn(0) + 2 * SPACE)
        name = say(f"ui_enter.section.{key}")
        self.about_section.setText(say(f"ui_enter.about.{key}"))
        table = programme_section(self.session.document, key, self.session.language)
        self.view.show_table(table, name)

    def retranslate(self) -> None:
        """Name the sections again."""
        for row in range(self.sections.count()):
            item = self.sections.item(row)
            key = item.data(Qt.ItemDataRole.UserRole)
            item.setText(self.session.say(f"ui_enter.section.{key}"))

    # Entering -----------------------------------------------------------------------------------

    def _edit(self, edits: Cells, refusals: Sequence[Refusal]) -> None:
        key, session = self.section, self.session
        there = {place: value for place, value in edits.items() if place[0] < self._count}
        fresh: dict[int, dict[str, Value]] = {}
        for (row, column), value in edits.items():
            if key != "calendar" and row >= self._count and value is not None:
                fresh.setdefault(row, {})[column] = value
        made = enter_rows(
            session.document, self._change, self._append, there, sorted(fresh.items())
        )
        told = with_rows_refused(refusals, made.refused, session.language)
        if made.operation is not None:
            session.perform(made.operation)
        if told:
            self.error_told.emit(refusals_error(told))

    @property
    def _count(self) -> int:
        return self.view.model.source_count()

    def _change(self, document: Document, edits: Cells) -> Operation:
        if self.section == "calendar":
            return set_settings(document, {column: value for (_, column), value in edits.items()})
        return edit_programme(document, self.section, edits)

    def _append(self, document: Document, values: Mapping[str, Value]) -> Operation:
        return add_row(document, self.section, self.session.today, values)

    def _add(self, like: int) -> None:
        if self.section == "calendar":
            return
        row = self._count
        self.perform(
            lambda document: add_row(
                document, self.section, self.session.today, like=like if like >= 0 else None
            )
        )
        self._catch_up()
        if self._count > row:
            self.view.show_row(row)

    def _delete(self, rows: list[int]) -> None:
        if self.section != "calendar":
            self.perform(lambda document: delete_rows(document, self.section, rows))

    def add(self, section: str) -> None:
        """Turn to a section and add a row to it."""
        self.show_section(section)
        self._add(-1)
