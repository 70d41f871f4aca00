"""The guide in a window of its own, beside the work: pages at the left, a page at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.presenting.guide import guide_pages
from planner.shipped import pictures_folder
from planner.ui.look import Look
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.dialog import Dialog

__all__ = ["Guide"]

CONTENTS_WIDTH = 210
PADDING = 5
IMAGE = QTextDocument.ResourceType.ImageResource.value
PICTURE = "\ufffc"
"""What stands in a text where a picture is drawn."""
INDENT = 80
"""Pixels that a list takes from the width of a picture in it."""


class Guide(Dialog):
    """Reads what is shipped; no link leads out of it."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui.action.guide"), (920, 680), parent)
        self._look = look
        self._pages = guide_pages(session.language)
        self._pictures: dict[str, QImage] = {}
        self.contents = QListWidget()
        self.contents.setAccessibleName(session.say("ui_changes.guide.pages"))
        self.contents.addItems([page.title for page in self._pages])
        self.contents.setFixedWidth(look.scaled(CONTENTS_WIDTH))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(session.say("ui_changes.guide.find"))
        self.search.setAccessibleName(session.say("ui_changes.guide.find"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(session.say("ui.action.guide"))
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.addLayout(left)
        row.addWidget(self.text, 1)
        self.contents.currentRowChanged.connect(self._show)
        self.text.anchorClicked.connect(self.follow)
        self.search.returnPressed.connect(self.find_next)
        self.contents.setCurrentRow(0)
        look.changed.connect(self._again)

    def _again(self) -> None:
        """Draw the page in the colours as they are now; links keep those they were made with."""
        at = self.text.verticalScrollBar().value()
        self._show(self.contents.currentRow())
        self.text.verticalScrollBar().setValue(at)

    def _show(self, number: int) -> None:
        if not 0 <= number < len(self._pages):
            return
        features = QTextDocument.MarkdownFeature
        self.text.document().setMarkdown(
            self._pages[number].text,
            features.MarkdownDialectGitHub | features.MarkdownNoHTML,
        )
        for frame in self.text.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                form = frame.format()
                form.setCellPadding(PADDING)
                form.setCellSpacing(0)
                form.setBorder(1)
                form.setBorderBrush(self._look.scheme.colour("line"))
                form.setBorderCollapse(True)
                frame.setFormat(form)
        self._fit_pictures()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pictures as wide as the page."""
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Make the pictures as wide as the page."""
        width = self.text.viewport().width() - self._look.scaled(INDENT)
        document, sharp = self.text.document(), self.devicePixelRatioF()
        cursor = document.find(PICTURE)
        while not cursor.isNull():
            form = cursor.charFormat().toImageFormat()
            name = form.name()
            if name not in self._pictures:
                self._pictures[name] = QImage(str(pictures_folder() / name))
            picture = self._pictures[name].scaledToWidth(
                round(width * sharp), Qt.TransformationMode.SmoothTransformation
            )
            document.addResource(IMAGE, QUrl(name), picture)
            form.setWidth(width)
            cursor.setCharFormat(form)
            cursor = document.find(PICTURE, cursor)

    def follow(self, link: QUrl) -> None:
        """Go to the page that a link names."""
        name = link.path().removesuffix(".md")
        found = (at for at, page in enumerate(self._pages) if page.name == name)
        self.contents.setCurrentRow(next(found, self.contents.currentRow()))

    def find_next(self) -> None:
        """Go to the next place of the words searched for, on whatever page it is."""
        wanted, count = self.search.text().strip(), len(self._pages)
        if not wanted or not count or self.text.find(wanted):
            return
        here = self.contents.currentRow()
        for step in range(1, count + 1):
            page = (here + step) % count
            if wanted.lower() in self._pages[page].text.lower():
                self.contents.setCurrentRow(page)
                self._show(page)
                if self.text.find(wanted):
                    return
