"""Start: open something, go on with something, or try the sample."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from planner.presenting.samples import shipped_samples
from planner.settings import Settings
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.log_entry import LogEntry
from planner.ui.widgets.words import label, push_button, set_role
from planner.wording import is_wide

__all__ = ["StartPage"]


class StartPage(Page):
    """The first page."""

    key = "start"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._drop_card(), 3)
        row.addWidget(self._recent_card(), 2)
        self.body.addSpacing(SPACE)
        self.body.addLayout(row, 1)

    def _drop_card(self) -> QFrame:
        card = QFrame()
        set_role(card, "drop")
        self.card = card
        inner = QVBoxLayout(card)
        inner.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        inner.setSpacing(2 * SPACE)
        inner.addStretch(1)
        for key, role in (("ui.start.drop", "heading"), ("ui.start.drop.about", "quiet")):
            text = label(self.words, key, role)
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inner.addWidget(text)
        for key, name, role in (
            ("ui.start.open", "open", "primary"),
            ("ui.start.sample", "sample", ""),
            ("ui.start.type", "workload_add", ""),
            ("ui.start.template", "template", "flat"),
            ("ui.start.tour", "tour", "flat"),
        ):
            button = push_button(self.words, key, partial(self.action_wanted.emit, name), role)
            button.setObjectName(f"start_{name}")
            button.setMinimumWidth(260)
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            if name == "sample":
                inner.addWidget(self._samples_button(), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        promise = label(self.words, "ui.start.promise", "small")
        promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(promise)
        return card

    def _samples_button(self) -> QPushButton:
        """Return a button that lists the samples, each to be opened."""
        button = push_button(self.words, "ui.start.samples", self.show_samples, "flat")
        button.setObjectName("start_samples")
        button.setMinimumWidth(260)
        self.samples = QMenu(button)
        self.samples_button = button
        return button

    def show_samples(self) -> None:
        """List the samples below their button."""
        self.list_samples()
        below = self.samples_button.rect().bottomLeft()
        self.samples.popup(self.samples_button.mapToGlobal(below))

    def list_samples(self) -> None:
        """Fill the menu in the language of now."""
        self.samples.clear()
        for sample in shipped_samples(chinese=is_wide(self.session.language)):
            action = self.samples.addAction(self.session.say(sample.title))
            action.triggered.connect(partial(self.path_wanted.emit, sample.path))

    def _recent_card(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        inner.addWidget(label(self.words, "ui.start.recent", "heading"))
        self.recent = QListWidget()
        self.recent.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self.recent, "recent")
        self._entries = LogEntry(self.look)
        self.recent.setItemDelegate(self._entries)
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.put(self.recent.setAccessibleName, "ui.start.recent")
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        inner.addWidget(self.recent, 1)
        self.nothing = label(self.words, "ui.start.recent.none", "quiet")
        inner.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(self.words, "ui.start.how", "heading"))
        for number in (1, 2, 3):
            inner.addWidget(label(self.words, f"ui.start.how.{number}", "quiet"))
        return card

    def restore(self, settings: Settings) -> None:
        """List recent files, newest first."""
        self.show_recent(settings.recent)

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """List files, the first on top."""
        self.recent.clear()
        for text in paths:
            path = Path(text)
            item = QListWidgetItem(f"{path.name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setToolTip(plain_tip(text))
            self.recent.addItem(item)
        self.recent.setVisible(bool(paths))
        self.nothing.setVisible(not paths)

    def _open(self, item: QListWidgetItem) -> None:
        self.path_wanted.emit(Path(str(item.data(Qt.ItemDataRole.UserRole))))
