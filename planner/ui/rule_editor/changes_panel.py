"""Every value that differs from the preset, and the way back for each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.assessing.rules_compare import RuleChange, changes
from planner.editing.rule_names import change_words, place_name
from planner.model.rules import LocalText, RuleSet
from planner.presenting.table import Cell
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, push_button, set_role

__all__ = ["ChangesPanel"]


class ChangesPanel(QWidget):
    """A row a changed value; ``back_wanted`` gives the places to be put back."""

    back_wanted = Signal(object)

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        self.found: tuple[RuleChange, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "quiet")
        layout.addWidget(self.note)
        self.table = AnswerTable(session, look, 0)
        self.table.setSortingEnabled(False)
        words.put(self.table.setAccessibleName, "ui_rules.changes")
        self.table.setSelectionMode(AnswerTable.SelectionMode.ExtendedSelection)
        layout.addWidget(self.table, 1)
        self.back = push_button(words, "ui_rules.back", self._back)
        self.all_back = push_button(words, "ui_rules.back.all", self._all_back)
        layout.addWidget(self.back)
        layout.addWidget(self.all_back)

    def show_changes(self, base: RuleSet, rules: RuleSet) -> None:
        """Show what differs."""
        language = self._session.language
        self.found = changes(base, rules)
        rows = []
        for change in self.found:
            name: LocalText = place_name(rules, change.path)
            before = change_words(change.before, language)
            after = change_words(change.after, language)
            rows.append([Cell(name.say(language)), Cell(before), Cell(after)])
        say_ = self._session.say
        heads = [say_("ui_rules.col.name"), say_("ui_rules.col.base"), say_("ui_rules.col.value")]
        self.table.answers.show(heads, rows)
        self.table.fit_columns()
        for column in (1, 2):
            self.table.setColumnWidth(column, 76)
        self.note.setText("" if self.found else say_("ui_rules.changes.none"))
        self.note.setVisible(not self.found)
        self.back.setEnabled(bool(self.found))
        self.all_back.setEnabled(bool(self.found))

    def _back(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        places = [
            self.found[self.table.answers.source_row(self.table.answers.index(row, 0))].path
            for row in sorted(rows)
        ]
        if places:
            self.back_wanted.emit(places)

    def _all_back(self) -> None:
        if self.found:
            self.back_wanted.emit([change.path for change in self.found])
