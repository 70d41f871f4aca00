"""Servers and the applications they were rolled up into: by which rule, and moved by hand."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QTableView,
    QWidget,
)

from planner.editing.regroup import move_servers
from planner.model.fields import FIELD_BY_KEY
from planner.model.inventory import Server
from planner.presenting.cells import cell_words, field_title
from planner.presenting.table import Cell
from planner.ui.models.strings_model import StringsModel
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.filter_header import FilterHeader
from planner.ui.widgets.words import Words, label, push_button, search_line, set_role
from planner.wording import has

__all__ = ["ServerGroups"]

SIZES = ("cpu_cores", "memory_gib", "storage_gib")


class ServerGroups(Dialog):
    """A table of servers; those selected can be moved to another application, or a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui_import.groups"), (960, 620), parent)
        self._session, self.words = session, Words(session)
        layout = self.roomy_column()
        layout.addWidget(label(self.words, "ui_import.groups.about", "quiet"))
        row = QHBoxLayout()
        self.search = search_line(self.words, "ui_import.groups.search")
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        layout.addLayout(row)
        self.model = StringsModel(self)
        self.search.textChanged.connect(self.model.search)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.filter = FilterHeader(self._session, self.table, self.model)
        self.filter.cleared.connect(self.search.clear)
        self.table.setSortingEnabled(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.words.put(self.table.setAccessibleName, "ui_import.groups")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        layout.addWidget(self.table, 1)
        layout.addLayout(self._move_row())
        session.document_changed.connect(self.refresh)
        self.refresh()
        for column, width in enumerate((190, 190, 170, 130, 110, 110)):
            self.table.setColumnWidth(column, width)

    def _move_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self.words, "ui_import.groups.move", "quiet"))
        self.target = QComboBox()
        self.target.setEditable(True)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target.setMinimumWidth(260)
        self.words.put(self.target.setAccessibleName, "ui_import.groups.move")
        self.target.editTextChanged.connect(lambda _: self._offer())
        self.mover = push_button(self.words, "ui_import.groups.move.do", self.move_selected)
        self.mover.setAutoDefault(False)
        leave = push_button(self.words, "ui_import.groups.close", self.accept, "primary")
        leave.setAutoDefault(False)
        row.addWidget(self.target)
        row.addWidget(self.mover)
        row.addStretch(1)
        row.addWidget(leave)
        return row

    def refresh(self) -> None:
        """Show the servers as they are grouped now."""
        session, inventory = self._session, self._session.document.inventory
        say = session.say
        heads = [say(f"ui_import.groups.{key}") for key in ("server", "workload", "rule")]
        heads += [
            field_title(FIELD_BY_KEY[key], session.language, inventory.currency) for key in SIZES
        ]
        names = {workload.id: workload.name for workload in inventory.workloads}
        rows = [
            (
                Cell(server.name),
                Cell(names.get(server.workload_id, server.workload_id)),
                Cell(self._rule_words(server.grouped_by)),
                *(self._size(server, key) for key in SIZES),
            )
            for server in inventory.servers
        ]
        self.model.show(heads, rows, [server.workload_id for server in inventory.servers])
        groups = len({server.workload_id for server in inventory.servers})
        self.count.setText(
            say("ui_import.groups.count", servers=len(inventory.servers), workloads=groups)
        )
        text = self.target.currentText()
        self.target.clear()
        self.target.addItems(sorted(names.values(), key=str.casefold))
        self.target.setEditText(text)
        self._offer()

    def _rule_words(self, rule: str) -> str:
        kind, _, name = rule.partition(":")
        key = f"ui_import.groups.rule.{kind}"
        return self._session.say(key, name=name) if has(key) else rule

    def _size(self, server: Server, key: str) -> Cell:
        value = server.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Cell("")
        return Cell(cell_words(FIELD_BY_KEY[key], value, self._session.language), float(value))

    def _places(self) -> set[int]:
        return {
            self.model.source_row(index) for index in self.table.selectionModel().selectedRows()
        }

    def _offer(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.mover.setEnabled(chosen and bool(self.target.currentText().strip()))

    def move_selected(self) -> None:
        """Move the selected servers to the application that is named."""
        session = self._session
        name = self.target.currentText()
        operation = move_servers(session.document, self._places(), name)
        if operation is not None:
            session.perform(operation)
