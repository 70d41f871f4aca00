"""The preview of an import: each sheet, how its columns are read, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.codec import write_whole
from planner.editing.imports import SURE, Looked, SheetView, propose
from planner.errors import PlannerError
from planner.presenting.mapping import as_read
from planner.ui.look import Look
from planner.ui.models.mapping_model import CONFIDENCE, FieldDelegate, MappingModel
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.file_dialog import file_dialog
from planner.ui.widgets.rollup_options import RollupOptions
from planner.ui.widgets.word_meanings import WordMeanings
from planner.ui.widgets.words import Words, label, push_button, set_role
from planner.wording import has, say_error

if TYPE_CHECKING:
    from planner.importing import MappingBook, Rollup

__all__ = ["ImportPreview"]

KINDS: Final = ("workloads", "servers", "dependencies", "skip")
WIDEST: Final = 220
NARROWEST: Final = 180
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)
QUIET_MS: Final = 400
"""A person who corrects several columns is not answered after each."""


class ImportPreview(Dialog):
    """Shows how files would be read; ``agreed`` brings the corrections, None for none."""

    agreed = Signal(object)
    read_wanted = Signal(object)
    """The files are to be read again with this book of mappings."""
    refused = Signal(object)

    def __init__(
        self, session: Session, look: Look, looked: Looked, parent: QWidget | None = None
    ) -> None:
        super().__init__(session.say("ui_import.preview"), (1060, 680), parent)
        from planner.importing import MappingBook

        self._session, self.words = session, Words(session)
        self.looked = looked
        self.views: list[SheetView] = list(looked.sheets)
        self.book: MappingBook = MappingBook(
            tuple(view.mapping for view in self.views if view.mapping.by_user)
        )
        self._showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.read_wanted.emit(self.book))
        layout = self.roomy_column()
        layout.addWidget(label(self.words, "ui_import.preview.about", "quiet"))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self._sheet_list())
        self.split.addWidget(self._sheet_side(look))
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([230, 800])
        self.split.setChildrenCollapsible(False)
        layout.addWidget(self.split, 1)
        self.options = RollupOptions(self.words)
        self.options.changed.connect(self._read_soon)
        layout.addWidget(self.options)
        self.counts = PlainLabel()
        self.counts.setWordWrap(True)
        layout.addWidget(self.counts)
        layout.addLayout(self._buttons())
        self._name_sheets()
        self.show_result(looked)
        first = next((i for i, v in enumerate(self.views) if v.mapping.kind != "skip"), 0)
        self.sheets.setCurrentRow(first)

    def _sheet_list(self) -> QListWidget:
        self.sheets = QListWidget()
        self.words.put(self.sheets.setAccessibleName, "ui_import.preview.sheets")
        self.sheets.setWordWrap(True)
        self.sheets.setMinimumWidth(NARROWEST)
        for _ in self.views:
            self.sheets.addItem(QListWidgetItem())
        self.sheets.currentRowChanged.connect(lambda _: self._show_sheet())
        return self.sheets

    def _sheet_side(self, look: Look) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.addLayout(self._form_row())
        column.addWidget(self._mapping_table(look), 3)
        self.meanings = WordMeanings(self._session, self.words)
        self.meanings.said.connect(self._corrected)
        column.addWidget(self.meanings)
        column.addWidget(label(self.words, "ui_import.preview.rows", "heading"))
        self.missing = PlainLabel()
        self.missing.setWordWrap(True)
        column.addWidget(self.missing)
        self.rows = QTableWidget()
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.verticalHeader().hide()
        self.words.put(self.rows.setAccessibleName, "ui_import.preview.rows")
        column.addWidget(self.rows, 2)
        return side

    def _form_row(self) -> QHBoxLayout:
        """What the sheet is, with its kind of rows and the row of its header to correct."""
        row = QHBoxLayout()
        self.form, self.kind, self.header_row = PlainLabel(), QComboBox(), QSpinBox()
        set_role(self.form, "heading")
        row.addWidget(self.form, 1)
        for key, widget in (("kind", self.kind), ("header_row", self.header_row)):
            caption = label(self.words, f"ui_import.preview.{key}", "quiet")
            caption.setWordWrap(False)
            caption.setBuddy(widget)
            self.words.put(widget.setAccessibleName, f"ui_import.preview.{key}")
            row.addWidget(caption)
            row.addWidget(widget)
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.header_row.valueChanged.connect(lambda _: self._choose_header())
        return row

    def _mapping_table(self, look: Look) -> QTableView:
        """The columns, and the field that each is read as."""
        self.model = MappingModel(self._session, look, self)
        self.model.corrected.connect(self._corrected)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.delegate = FieldDelegate(self.model, look, self)
        self.table.setItemDelegate(self.delegate)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        self.table.setWordWrap(False)
        self.words.put(self.table.setAccessibleName, "ui_import.preview.mapping")
        for number, width in enumerate((64, 190, 150, 220)):
            self.table.setColumnWidth(number, width)
        self.table.horizontalHeader().setSectionResizeMode(
            CONFIDENCE, QHeaderView.ResizeMode.Stretch
        )
        return self.table

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for key, run in (("load", self._ask_load), ("save", self._ask_save)):
            row.addWidget(push_button(self.words, f"ui_import.preview.{key}", run, "flat"))
        row.addStretch(1)
        put = self.words
        leave = push_button(put, "ui_import.preview.cancel", self.reject)
        self.proposal = push_button(put, "ui_import.preview.as_proposed", self._as_proposed)
        self.take = push_button(put, "ui_import.preview.accept", self._accept, "primary")
        self.take.setDefault(True)
        for name, button in (("cancel", leave), ("proposal", self.proposal), ("take", self.take)):
            button.setObjectName(f"import_{name}")
            row.addWidget(button)
        return row

    # Showing ----------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """Index of the sheet that is shown."""
        return self.sheets.currentRow()

    def show_result(self, looked: Looked) -> None:
        """Say what an import with the present mapping gives."""
        self.looked = looked
        say = self._session.say
        self.take.setEnabled(looked.imported is not None)
        self.proposal.setEnabled(bool(self.book.sheets) or looked.imported is not None)
        if looked.imported is None:
            error = looked.error
            self.counts.setText(_refusal(error, self._session.language) if error else "")
            return
        count, found = looked.imported.count, looked.imported.inventory
        self.options.setVisible(bool(found.servers))
        severities = Counter(issue.severity.value for issue in looked.imported.issues)
        counted = {key: severities[key] for key in ("error", "warning", "note")}
        self.counts.setText(
            say(
                "ui_import.preview.counts",
                workloads=len(found.workloads),
                servers=len(found.servers),
                dependencies=len(found.dependencies),
                set_aside=count.set_aside,
            )
            + "      "
            + say("ui_import.preview.issues", **counted)
        )
        self._name_sheets()

    def _name_sheets(self) -> None:
        say = self._session.say
        issues = self.looked.imported.issues if self.looked.imported else ()
        counts = Counter((i.where.file, i.where.sheet, i.severity.value) for i in issues)
        several = len({view.mapping.file for view in self.views}) > 1
        for number, view in enumerate(self.views):
            mapping = view.mapping
            place = mapping.sheet or mapping.file
            title = f"{mapping.file} · {place}" if several and mapping.sheet else place
            lines = [title, self._kind_words(mapping.kind)]
            if mapping.kind != "skip":
                counted = {
                    key: counts[mapping.file, mapping.sheet, key]
                    for key in ("error", "warning", "note")
                }
                lines.append(say("ui_import.preview.sheet_issues", **counted))
                doubtful = any(
                    m.asked if m.field is None else m.confidence < SURE for m in mapping.columns
                )
                lines[0] += "  ▲" if doubtful else ""
            item, text = self.sheets.item(number), "\n".join(lines)
            item.setText(text)
            # A list counts lines by its first font: Chinese ones are taller, and would be cut.
            room = QRect(0, 0, max(NARROWEST, self.sheets.viewport().width()) - 2 * SPACE, 0)
            wrapped = self.sheets.fontMetrics().boundingRect(room, _WRAPPED, text)
            item.setSizeHint(QSize(0, wrapped.height() + SPACE))

    def _kind_words(self, kind: str) -> str:
        key = f"ui_import.kind.{kind}"
        return self._session.say(key) if has(key) else kind

    def _show_sheet(self) -> None:
        if not 0 <= self.current < len(self.views):
            return
        view, say = self.views[self.current], self._session.say
        mapping = view.mapping
        self._showing = True
        key = f"ui_import.format.{mapping.format}"
        name = say(key) if has(key) else mapping.format
        self.form.setText(say("ui_import.preview.format", format=name))
        self.kind.clear()
        for kind in dict.fromkeys((*KINDS, mapping.kind)):
            self.kind.addItem(self._kind_words(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(mapping.kind))
        first = view.grid.first_row
        self.header_row.setRange(first, first + min(40, len(view.grid.rows)) - 1)
        self.header_row.setValue(mapping.header_row)
        self.model.show(mapping)
        issues = self.looked.imported.issues if self.looked.imported else ()
        self.meanings.show_words(mapping, issues)
        self._showing = False
        self._show_rows()

    def _show_rows(self) -> None:
        view, say = self.views[self.current], self._session.say
        fields = {match.field for match in view.mapping.columns}
        heads, lines = as_read(view, self._session.language)
        lacking = ""
        if not heads:
            lacking = say("ui_import.preview.rows.none")
        elif view.mapping.format == "generic":
            if view.mapping.kind == "dependencies" and not {"source", "needed"} <= fields:
                lacking = "▲ " + say("ui_import.preview.needs_ends")
            elif view.mapping.kind in ("workloads", "servers") and not fields & {"name", "id"}:
                lacking = "▲ " + say("ui_import.preview.needs_name")
        self.missing.setText(lacking)
        self.missing.setVisible(bool(lacking))
        self.rows.clear()
        self.rows.setColumnCount(len(heads))
        self.rows.setRowCount(len(lines))
        self.rows.setHorizontalHeaderLabels(heads)
        for down, line in enumerate(lines):
            for right, words in enumerate(line):
                self.rows.setItem(down, right, QTableWidgetItem(words))
        self.rows.resizeColumnsToContents()
        for column in range(len(heads)):
            self.rows.setColumnWidth(column, min(WIDEST, self.rows.columnWidth(column) + SPACE))

    # Correcting -------------------------------------------------------------------------------

    def _choose_kind(self) -> None:
        view, kind = self.views[self.current], str(self.kind.currentData())
        if self._showing or kind == view.mapping.kind:
            return
        if kind == "skip":
            self._corrected(replace(view.mapping, kind="skip"))
        else:
            row = view.mapping.header_row - view.grid.first_row
            self._corrected(propose(view.grid, row, kind))
        self._show_sheet()

    def _choose_header(self) -> None:
        view = self.views[self.current]
        if self._showing or self.header_row.value() == view.mapping.header_row:
            return
        kind = view.mapping.kind if view.mapping.kind in KINDS else "workloads"
        row = self.header_row.value() - view.grid.first_row
        self._corrected(propose(view.grid, row, kind))
        self._show_sheet()

    def _corrected(self, mapping: object) -> None:
        from planner.importing.matching.mapping import SheetMapping

        assert isinstance(mapping, SheetMapping)
        before = self.views[self.current].mapping
        kept = tuple(sheet for sheet in self.book.sheets if sheet.signature != before.signature)
        self.book = replace(self.book, sheets=kept).with_sheet(mapping)
        shown = replace(mapping, by_user=True)
        self.views[self.current] = replace(self.views[self.current], mapping=shown)
        self._show_rows()
        self._name_sheets()
        self._read_soon()

    def _read_soon(self) -> None:
        self.take.setEnabled(False)
        self.counts.setText(self._session.say("ui_import.preview.reading"))
        self._timer.start(QUIET_MS)

    def is_of(self, book: MappingBook, rollup: Rollup, ports: frozenset[int]) -> bool:
        """Whether a reading with these settings is one of the settings as they stand.

        Parameters
        ----------
        book
            Mappings.
        rollup
            How servers are gathered into workloads.
        ports
            That count for nothing.
        """
        return (book, rollup, ports) == (
            self.book,
            self.options.rollup(),
            self.options.noise_ports(),
        )

    # Sharing ----------------------------------------------------------------------------------

    def _ask_load(self) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptOpen, self.load)

    def _ask_save(self) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptSave, self.save)

    def _ask(self, mode: QFileDialog.AcceptMode, then: Callable[[Path], object]) -> None:
        dialog = file_dialog(self._session, self.windowTitle(), self)
        dialog.setAcceptMode(mode)
        dialog.setNameFilter("*.json")
        dialog.setDefaultSuffix("json")
        dialog.accepted.connect(lambda: then(Path(dialog.selectedFiles()[0])))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the mapping of every sheet to a file that can be shared; no data goes with it."""
        from planner.importing import MappingBook

        sheets = tuple(replace(view.mapping, by_user=True) for view in self.views)
        try:
            write_whole(path, MappingBook(sheets).to_json().encode())
        except PlannerError as error:
            self._refuse(error)

    def load(self, path: Path) -> None:
        """Use a mapping file for the sheets whose headers it knows."""
        from planner.importing import MappingBook

        try:
            loaded = MappingBook.read(path)
        except PlannerError as error:
            self._refuse(error)
            return
        for sheet in loaded.sheets:
            self.book = self.book.with_sheet(sheet)
        self._timer.start(0)

    def _refuse(self, error: PlannerError) -> None:
        self.counts.setText(_refusal(error, self._session.language))
        self.refused.emit(error)

    def show_read_again(self, looked: Looked) -> None:
        """Show what reading again with the present book gave, its sheets included."""
        row = self.current
        self.views = list(looked.sheets)
        self.show_result(looked)
        self.sheets.setCurrentRow(row)
        self._show_sheet()

    # The end ----------------------------------------------------------------------------------

    def _accept(self) -> None:
        self.agreed.emit(self.book)
        self.accept()

    def _as_proposed(self) -> None:
        self.agreed.emit(None)
        self.accept()


def _refusal(error: PlannerError, language: str) -> str:
    return "▲ " + " ".join(say_error(error, language))
