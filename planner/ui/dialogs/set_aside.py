"""Rows that could not be used: why, what they hold, corrected here and taken in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.editing.aside import take_rows_in
from planner.model.inventory import SetAside
from planner.presenting.mapping import field_label
from planner.presenting.table import Cell
from planner.ui.models.strings_model import StringsModel
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.filter_header import FilterHeader
from planner.ui.widgets.words import Words, label, push_button, search_line, set_role
from planner.wording import has, say

__all__ = ["SetAsideRows"]

_EXPECTED = {
    "workloads": ("name",),
    "servers": ("name", "application"),
    "dependencies": ("source", "needed"),
}
"""Cells a row of each kind needs; shown for typing where they are empty."""


class SetAsideRows(Dialog):
    """A table of rows set aside, and beside it the cells of the one that is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui_import.aside"), (1080, 620), parent)
        self._session, self.words = session, Words(session)
        self._rows: tuple[SetAside, ...] = ()
        self._keys: list[str] = []
        layout = self.roomy_column()
        layout.addWidget(label(self.words, "ui_import.aside.about", "quiet"))
        layout.addLayout(self._search_row())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._table())
        split.addWidget(self._form())
        split.setSizes([680, 380])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)
        self.told = PlainLabel()
        self.told.setWordWrap(True)
        layout.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button(self.words, "ui_import.groups.close", self.accept))
        self.take = push_button(self.words, "ui_import.aside.take", self.take_in, "primary")
        self.take.setObjectName("take_in")
        row.addWidget(self.take)
        layout.addLayout(row)
        self.take.setDefault(True)
        session.document_changed.connect(self.refresh)
        self.refresh()
        for column, width in enumerate((210, 100, 190)):
            self.table.setColumnWidth(column, width)

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.search = search_line(self.words, "ui_import.aside.search")
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        return row

    def _table(self) -> QTableView:
        self.model = StringsModel(self)
        self.search.textChanged.connect(self._search)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.filter = FilterHeader(self._session, self.table, self.model)
        self.filter.cleared.connect(self.search.clear)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.words.put(self.table.setAccessibleName, "ui_import.aside")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        return self.table

    def _form(self) -> QTableWidget:
        self.form = QTableWidget(0, 2)
        self.form.verticalHeader().hide()
        self.form.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.form.setColumnWidth(0, 160)
        self.form.setMinimumWidth(320)
        self.form.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.words.put(self.form.setAccessibleName, "ui_import.aside.contents")
        return self.form

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rows as they stand."""
        say = self._session.say
        self._rows = self._session.document.inventory.set_aside
        heads = [say(f"ui_import.aside.{key}") for key in ("reason", "kind", "where", "contents")]
        self.model.show(heads, [self._cells(row) for row in self._rows])
        self._search(self.search.text())
        self.table.clearSelection()
        self._show_chosen()

    def _search(self, text: str) -> None:
        self.model.search(text)
        self.count.setText(
            self._session.say(
                "ui_import.aside.count", shown=self.model.rowCount(), total=len(self._rows)
            )
        )

    def _cells(self, row: SetAside) -> tuple[Cell, ...]:
        say = self._session.say
        reason = f"importing.reason.{row.reason_code}"
        kind = row.kind if row.kind in _EXPECTED else "other"
        place = " ".join(part for part in (row.cell.file, row.cell.sheet) if part)
        where = place
        if row.cell.row is not None:
            where = say("ui_import.aside.where.row", place=place, row=row.cell.row)
        texts = "; ".join(text for text in row.texts.values() if text)
        return (
            Cell(say(reason) if has(reason) else row.reason_code),
            Cell(say(f"ui_import.aside.kind.{kind}")),
            Cell(where),
            Cell(texts[:300]),
        )

    def chosen(self) -> list[SetAside]:
        """Return the rows that are selected, in their order."""
        indexes = self.table.selectionModel().selectedRows()
        return [self._rows[place] for place in sorted(map(self.model.source_row, indexes))]

    def _show_chosen(self) -> None:
        rows, say = self.chosen(), self._session.say
        single = rows[0] if len(rows) == 1 else None
        self._keys = []
        if single is not None:
            expected = _EXPECTED.get(single.kind, ())
            self._keys = list(dict.fromkeys((*expected, *single.texts)))
        self.form.setRowCount(len(self._keys))
        self.form.setHorizontalHeaderLabels(
            [say("ui_import.aside.cell"), say("ui_import.aside.text")]
        )
        for place, key in enumerate(self._keys):
            assert single is not None
            name = QTableWidgetItem(field_label(key, single.kind, self._session.language))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.form.setItem(place, 0, name)
            self.form.setItem(place, 1, QTableWidgetItem(single.texts.get(key, "")))
        self.take.setEnabled(bool(rows))
        many = len(rows) > 1
        self.take.setText(
            say("ui_import.aside.take.many", count=len(rows))
            if many
            else say("ui_import.aside.take")
        )

    # Taking in --------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Take the selected rows in, the single one with its cells as they were corrected."""
        rows = self.chosen()
        if not rows:
            return
        texts = None
        if len(rows) == 1:
            texts = {
                key: item.text()
                for place, key in enumerate(self._keys)
                if (item := self.form.item(place, 1)) is not None
            }
        taken = take_rows_in(self._session.document, rows, texts)
        why = taken.refusals[0] if taken.refusals else None
        language = self._session.language
        words = ""
        if why is not None:
            words = f"{say(why.sentence, language)} {say(why.advice, language)}"
        self.told.setText(
            self._session.say(
                "ui_import.aside.taken", taken=taken.count, left=len(taken.refusals), why=words
            )
        )
        if taken.operation is not None:
            self._session.perform(taken.operation)
