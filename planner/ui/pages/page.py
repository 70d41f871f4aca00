"""What all pages have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.errors import BadInputError
from planner.settings import Settings
from planner.ui.look import Look
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.empty import EmptyState
from planner.ui.widgets.words import Words, label

if TYPE_CHECKING:
    from planner.editing.operations import Operation
    from planner.project import Document

__all__ = ["Page"]

AHEAD_MS: Final = 300
"""Stillness after which a hidden page works out what it will need when it is shown."""


class Page(QWidget):
    """A page: a title, a line that says what it is for, and its body.

    A page that is not shown is not redrawn; it catches up when it is shown.

    Attributes
    ----------
    key
        Name of the page; its words are ``ui.page.<key>`` and ``ui.page.<key>.about``.
    backstage
        What a room need not see: hidden in presenter mode.
    """

    key = ""
    action_wanted = Signal(str)
    """An action of :mod:`planner.ui.actions`, by its name."""
    page_wanted = Signal(str)
    cell_wanted = Signal(str, str)
    """A cell of the inventory: a workload and a field."""
    path_wanted = Signal(object)
    """A file is to be opened."""
    reason_wanted = Signal(str, object)
    """A question, and what to do with the reason that is given."""
    error_told = Signal(object)
    note_told = Signal(str)
    target_refused = Signal(str, str)
    """A workload that may not go to a target."""
    settings_wanted = Signal(object)
    """A change of what is remembered: a function of the settings."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self.words = Words(session)
        self._behind = True
        self.backstage: list[QWidget] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.body.setSpacing(SPACE)
        self.head = QHBoxLayout()
        self.title: QLabel = label(self.words, f"ui.page.{self.key}", "title")
        self.title.setWordWrap(False)
        self.about = label(self.words, f"ui.page.{self.key}.about", "quiet")
        self.head.addWidget(self.title)
        self.head.addSpacing(SPACE)
        self.head.addWidget(self.about, 1)
        self.body.addLayout(self.head)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._wait_for_words)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._look_ahead)
        session.document_changed.connect(self.changed)
        session.study_changed.connect(self.changed)
        session.selection_changed.connect(self._selection_changed)
        session.language_changed.connect(self._language_changed)
        look.changed.connect(self._dressed)

    def stack_behind(self, key: str, action_key: str, action: str, needs: str = "") -> None:
        """Begin the stack of the page: first what is shown where there is nothing to show.

        What is added next is shown otherwise.

        Parameters
        ----------
        key
            Of the words.
        action_key
            Of the words of the button.
        action
            What it does.
        needs
            What has to be there for it, such as ``plan``.
        """
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        made = EmptyState(
            self.session,
            key,
            action_key,
            lambda: self.action_wanted.emit(action),
            needs,
        )
        made.open_wanted.connect(lambda: self.action_wanted.emit("open"))
        self.stack.addWidget(made)

    @property
    def search_line(self) -> QLineEdit | None:
        """Where the page is searched or filtered; None where it is not."""
        found = getattr(self, "search", None)
        return found if isinstance(found, QLineEdit) else None

    @property
    def picture(self) -> QWidget:
        """What is drawn where the page is saved as a picture: all of it, unless it has a board."""
        return self

    def refresh(self) -> None:
        """Show the session's state again; each page has its own."""

    def look_ahead(self) -> None:
        """Work out, while hidden, what the next :meth:`refresh` would have to; mostly nothing."""

    def ahead(self) -> tuple[Callable[[], object], ...]:
        """What the next :meth:`refresh` asks for, in pieces that are kept; mostly nothing."""
        return ()

    def show_selection(self) -> None:
        """Show the session's selection again."""

    def restore(self, settings: Settings) -> None:
        """Take up what is remembered of the page; mostly nothing."""

    def remember(self, settings: Settings) -> Settings:
        """Return the settings with what is to be remembered of the page."""
        return settings

    def show_answers(self) -> None:
        """Show answers that came in while nobody waited; mostly nothing."""

    def ask_on(self) -> None:
        """Go on asking about the plan while the page is not in sight; mostly nothing."""

    def end(self) -> None:
        """Let go of what has to be given back; what was to be done later is not done any more."""
        self._timer.stop()
        self._ahead.stop()

    def retranslate(self) -> None:
        """Say again what ``words`` does not know of."""

    def add_shows(self, menu: QMenu) -> None:
        """Offer the other pages' view of what is selected."""
        for key in ("inventory", "dependencies", "scores", "placement", "waves"):
            if key != self.key:
                action = menu.addAction(self.session.say(f"ui_window.show.{key}"))
                action.setIcon(self.look.icon(key))
                action.triggered.connect(lambda _=False, key=key: self.page_wanted.emit(key))

    def changed(self) -> None:
        """Note that the page is behind; it is redrawn at once where it is shown."""
        self._behind = True
        if self.isVisible():
            self._timer.start(0)
        else:
            self._ahead.start()

    def perform(self, make: Callable[[Document], Operation]) -> bool:
        """Do an action on the document as it stands; say why where it cannot be done."""
        try:
            operation = make(self.session.document)
        except BadInputError as error:
            self.error_told.emit(error)
            return False
        self.session.perform(operation)
        return True

    def _look_ahead(self) -> None:
        if self._behind and not self.isVisible():
            self.look_ahead()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        if self.look.presenting:  # it may have been made since
            self._leave_out()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._behind and self.isVisible():
            self._behind = False
            self.refresh()
            self.show_selection()

    def _wait_for_words(self) -> None:
        """Catch up once all is said and dressed anew that waits for it, and worked out."""
        pieces = self.ahead() if self._behind and self.isVisible() else ()
        if pieces or self.look.later.busy:
            self.look.later.do(*pieces, self._catch_up)
        else:
            self._catch_up()

    def _dressed(self) -> None:
        self._leave_out()
        self.changed()

    def _leave_out(self) -> None:
        """Show only what matters where the page is presented to a room."""
        line = self.search_line
        for widget in (self.about, *self.backstage, *([line] if line is not None else [])):
            widget.setVisible(not self.look.presenting)

    def _selection_changed(self) -> None:
        if self.isVisible() and not self._behind:
            self.show_selection()

    def _language_changed(self) -> None:
        self.look.later.do(self._say_again, first=self.isVisible())

    def _say_again(self) -> None:
        self.words.again()
        self.retranslate()
        self.changed()
