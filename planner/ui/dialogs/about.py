"""What the program is, its version, and the licences of all that it uses."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.shipped import licence_texts, notices
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.words import set_role

__all__ = ["About"]


class About(Dialog):
    """Name, version, a sentence, the notices, and the licences' texts to choose from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui.action.about"), (680, 520), parent)
        from planner import VERSION

        say = session.say
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        name = PlainLabel(f"{say('ui.program')} {VERSION}")
        set_role(name, "heading")
        layout.addWidget(name)
        about = PlainLabel(say("ui_enter.about_program"))
        about.setWordWrap(True)
        set_role(about, "quiet")
        layout.addWidget(about)
        texts = {say("ui_enter.licences"): notices(), **licence_texts()}
        self.works = QComboBox()
        self.works.addItems(list(texts))
        self.works.setAccessibleName(say("ui_enter.licences"))
        layout.addWidget(self.works)
        self.notices = QPlainTextEdit(notices())
        self.works.currentTextChanged.connect(lambda name: self.notices.setPlainText(texts[name]))
        self.notices.setReadOnly(True)
        self.notices.setAccessibleName(say("ui_enter.licences"))
        layout.addWidget(self.notices, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(
            say("ui_import.groups.close"), QDialogButtonBox.ButtonRole.RejectRole
        )
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
