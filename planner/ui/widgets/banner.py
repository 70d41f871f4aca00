"""The banner above the pages: a sentence, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from planner.errors import PlannerError
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.theme import SPACE
from planner.ui.widgets.words import set_role
from planner.wording import say_error

__all__ = ["Banner"]


class Banner(QFrame):
    """Shows one message until it is closed or replaced."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._sign = PlainLabel()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.sentence = PlainLabel()
        self.advice = PlainLabel()
        for text in (self.sentence, self.advice):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(text)
        set_role(self.advice, "quiet")
        self.opener = QToolButton()
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._unfold)
        self.opener.hide()
        self.closer = QToolButton()
        set_role(self.closer, "flat")
        self.closer.clicked.connect(self.hide)
        self._texts = texts
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.closer, 0, Qt.AlignmentFlag.AlignTop)
        self._kind = "error"
        self._holds: Callable[[], bool] = lambda: True
        self.below: QWidget | None = None
        self._openers: tuple[str, str] = ("", "")
        look.changed.connect(self._dress)
        self.hide()

    def put_below(self, widget: QWidget) -> None:
        """Keep ``widget`` under the message; whoever gives it shows and hides it."""
        self.below = widget
        self._texts.addWidget(widget)

    def tell(
        self,
        sentence: str,
        advice: str = "",
        kind: str = "error",
        holds: Callable[[], bool] = lambda: True,
    ) -> None:
        """Show a message.

        Parameters
        ----------
        sentence
            What happened.
        advice
            What to do.
        kind
            ``error``, ``warning`` or ``note``.
        holds
            Whether its cause is still there: see :meth:`look_again`.
        """
        self._kind, self._holds = kind, holds
        if self.below is not None:
            self.below.hide()
        self.opener.hide()
        self.sentence.setText(sentence)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.setAccessibleName(f"{sentence} {advice}".strip())
        self._dress()
        self.show()

    def look_again(self) -> None:
        """Be gone where what the message is about is."""
        if self.isVisible() and not self._holds():
            self.hide()

    def tell_folded(
        self, sentence: str, openers: tuple[str, str], holds: Callable[[], bool]
    ) -> None:
        """Show one line that leaves the page its room; a button opens what is below.

        ``openers`` are the words of the button while it is closed and while it is open.
        """
        self.tell(sentence, holds=holds)
        self._openers = openers
        self.opener.show()
        self._unfold(self.opener.isChecked())

    def _unfold(self, on: bool) -> None:
        self.opener.setText(self._openers[on])
        if self.below is not None:
            self.below.setVisible(on)

    def tell_error(
        self, error: PlannerError, language: str, holds: Callable[[], bool] = lambda: True
    ) -> None:
        """Show an error in a language; the technical detail is in the tool tip."""
        self.tell(*say_error(error, language), holds=holds)
        self.sentence.setToolTip(plain_tip(error.detail))

    def _dress(self) -> None:
        set_role(self, self._kind)
        colour = {"error": "bad", "warning": "warn"}.get(self._kind, "accent")
        self._sign.setPixmap(self._look.icon(self._kind, colour).pixmap(20, 20))
        self.closer.setIcon(self._look.icon("close"))
