"""Somebody else's plan beside ours: who moves in another wave, and which rules each keeps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from planner.presenting.foreign import BesideForeign, Compared
from planner.presenting.table import Cell
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.words import set_role

__all__ = ["ForeignPlan"]


class ForeignPlan(Dialog):
    """Two tables to read; nothing is taken over. Selecting a row selects its workload."""

    def __init__(
        self, session: Session, look: Look, found: BesideForeign, parent: QWidget | None = None
    ) -> None:
        super().__init__(session.say("ui.action.plan_compare"), (860, 700), parent)
        self._session = session
        say = session.say
        self._column = QVBoxLayout(self)
        self.summary = self._label(found.summary, "heading")
        self.moves = self._table(look, "workload", found.moves, 3)
        self.moves.setVisible(bool(found.moves))
        self.unknown = self._label(found.unknown, "small")
        self.unknown.setVisible(bool(found.unknown))
        heading = say("cli.compared.rules", rules=found.rule_set_name)
        self._label(heading, "heading")
        self.rules = self._table(look, "rule", found.rules, 3)
        buttons = QDialogButtonBox()
        buttons.addButton(say("ui_import.groups.close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)

    def _label(self, words: str, role: str) -> PlainLabel:
        made = PlainLabel(words)
        made.setWordWrap(True)
        set_role(made, role)
        self._column.addWidget(made)
        return made

    def _table(self, look: Look, about: str, rows: Sequence[Compared], share: int) -> AnswerTable:
        say = self._session.say
        table = AnswerTable(self._session, look)
        heads = [say(f"ui_scenarios.foreign.{name}") for name in (about, "ours", "theirs")]
        table.setAccessibleName(heads[0])
        table.answers.show(
            heads,
            [[Cell(one.name), *_cells(one)] for one in rows],
            [one.workload_id for one in rows],
        )
        self._column.addWidget(table, share)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width out once it is known."""
        super().showEvent(event)
        for table in (self.moves, self.rules):
            table.fit_columns()


def _cells(one: Compared) -> list[Cell]:
    """What both plans say; waves sort by number, what is not moved first."""
    words = (one.ours, one.theirs)
    if not one.workload_id:
        return [Cell(said) for said in words]
    return [Cell(said, float(wave or 0)) for said, wave in zip(words, one.waves, strict=True)]
