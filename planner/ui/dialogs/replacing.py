"""Find words in cells and replace them: everywhere in the table, or in the selected cells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from planner.ui.dialogs.answering import answer_buttons
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog

__all__ = ["ReplaceDialog"]


class ReplaceDialog(Dialog):
    """What to find, what to put in its place, and where; capitals make no difference.

    Parameters
    ----------
    selected
        Cells that are selected.
    rows
        Rows they stand in: one alone is selected with its card, and nobody means it here.
    """

    wanted = Signal(str, str, bool, bool)
    """Find, put, only whole cells, only the selected cells."""

    def __init__(
        self, session: Session, selected: int, rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(session.say("ui.action.replace"), (420, 0), parent)
        say = session.say
        form = QFormLayout(self)
        self.sought, self.put = QLineEdit(), QLineEdit()
        for line, key in ((self.sought, "find"), (self.put, "put")):
            words = say(f"ui_enter.replace.{key}")
            line.setAccessibleName(words)
            form.addRow(words, line)
        self.whole = QCheckBox(say("ui_enter.replace.whole"))
        self.selected = QCheckBox(say("ui_enter.replace.selected", count=selected))
        self.selected.setEnabled(selected > 1)
        self.selected.setChecked(rows > 1)
        form.addRow(self.whole)
        form.addRow(self.selected)
        buttons, self.agree = answer_buttons(self, say("ui_enter.replace.all"), say("ui.cancel"))
        self.agree.setDefault(True)
        self.agree.setEnabled(False)
        form.addRow(buttons)
        self.sought.textChanged.connect(lambda text: self.agree.setEnabled(bool(text)))

    def accept(self) -> None:
        """Ask for it."""
        if self.sought.text():
            whole, selected = self.whole.isChecked(), self.selected.isChecked()
            self.wanted.emit(self.sought.text(), self.put.text(), whole, selected)
            super().accept()
