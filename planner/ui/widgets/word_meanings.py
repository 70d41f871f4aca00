"""Words of a sheet that no choice is known for: what each means is said once for its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from planner.presenting.mapping import choices_named
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.words import Words, label

if TYPE_CHECKING:
    from planner.importing.matching.mapping import SheetMapping
    from planner.model.issue import Issue

__all__ = ["WordMeanings"]

_TALLEST: Final = 130


class WordMeanings(QWidget):
    """A list of choices beside each unknown word; hidden where every word is known."""

    said = Signal(object)
    """The mapping with what a word was said to mean."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words, "ui_import.meanings", "heading"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column.addWidget(self._area)
        self.boxes: dict[tuple[str, str], QComboBox] = {}
        self._mapping: SheetMapping | None = None

    def show_words(self, mapping: SheetMapping, issues: Sequence[Issue]) -> None:
        """Show the words of a sheet that the import did not know, and what was said of them."""
        from planner.importing.matching.answers import unknown_words

        self._mapping, self.boxes = mapping, {}
        unknown = unknown_words(issues)
        inside = QWidget()
        grid = QGridLayout(inside)
        for match in mapping.columns:
            if match.field is None:
                continue
            found = unknown.get((mapping.file, mapping.sheet, match.header), ())
            for word, count in (*found, *((word, 0) for word, _ in match.words)):
                self._add(grid, match.header, match.field, word, count, dict(match.words).get(word))
        grid.setColumnStretch(3, 1)
        self._area.setWidget(inside)
        height = inside.sizeHint().height() + 2 * self._area.frameWidth()
        self._area.setMaximumHeight(min(_TALLEST, height))
        self.setVisible(bool(self.boxes))

    def _add(
        self, grid: QGridLayout, header: str, field: str, word: str, count: int, said: str | None
    ) -> None:
        if (header, word) in self.boxes or self._mapping is None:
            return
        say, row = self._session.say, len(self.boxes)
        caption = PlainLabel(say("ui_import.meanings.row", header=header, word=word))
        box = QComboBox()
        box.setAccessibleName(caption.text())
        box.addItem(say("ui_import.meanings.unknown"), "")
        for words, key in choices_named(field, self._mapping.kind, self._session.language):
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(said or "")))
        box.activated.connect(lambda _: self._say(header, word, str(box.currentData())))
        grid.addWidget(caption, row, 0)
        grid.addWidget(box, row, 1)
        if count:
            grid.addWidget(PlainLabel(say("ui_import.meanings.count", count=count)), row, 2)
        self.boxes[header, word] = box

    def _say(self, header: str, word: str, choice: str) -> None:
        assert self._mapping is not None
        columns = tuple(
            replace(match, words=_with(match.words, word, choice))
            if match.header == header
            else match
            for match in self._mapping.columns
        )
        self._mapping = replace(self._mapping, columns=columns, by_user=True)
        self.said.emit(self._mapping)


def _with(
    words: tuple[tuple[str, str], ...], word: str, choice: str
) -> tuple[tuple[str, str], ...]:
    kept = tuple(pair for pair in words if pair[0] != word)
    return (*kept, (word, choice)) if choice else kept
