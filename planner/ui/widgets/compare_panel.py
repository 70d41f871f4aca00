"""Scenarios side by side: their figures beside doing nothing, and what differs, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.model.study import Study
from planner.presenting.comparison import compared_figures, difference_row
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, label, set_role

if TYPE_CHECKING:
    pass

__all__ = ["ComparePanel"]


class ComparePanel(QWidget):
    """Two or three studies; the first is what the others are measured against."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        self._studies: dict[str, Study] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, 0, 0)
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        layout.addWidget(self.hint)
        self.figures = AnswerTable(session, look, 0)
        self.figures.setSortingEnabled(False)
        words.put(self.figures.setAccessibleName, "ui_scenarios.compare.figures")
        self.differences = AnswerTable(session, look, 3)
        words.put(self.differences.setAccessibleName, "ui_scenarios.compare.differences")
        lower = self.below = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, SPACE, 0, 0)
        row = QHBoxLayout()
        row.addWidget(label(words, "ui_scenarios.compare.differences", "heading"))
        self.pair = QComboBox()
        words.put(self.pair.setAccessibleName, "ui_scenarios.compare.pair")
        self.pair.currentIndexChanged.connect(lambda _: self._show_differences())
        self.pair.setMinimumWidth(220)
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        row.addWidget(self.count, 1)
        row.addWidget(self.pair)
        below.addLayout(row)
        below.addWidget(self.differences, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.figures)
        split.addWidget(lower)
        split.setSizes([330, 260])
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)

    def show_studies(self, studies: dict[str, Study], hint: str) -> None:
        """Show studies by scenario name, in order."""
        self._studies = studies
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._show_figures()
        names, said = list(studies), self._session.wording.scenario
        self.below.setVisible(len(names) > 1)
        now = self.pair.currentIndex()
        self.pair.blockSignals(True)
        self.pair.clear()
        for other in names[1:]:
            self.pair.addItem(f"{said(names[0])} → {said(other)}", other)
        self.pair.setCurrentIndex(min(max(now, 0), self.pair.count() - 1))
        self.pair.blockSignals(False)
        self.pair.setVisible(self.pair.count() > 1)
        self._show_differences()

    def _show_figures(self) -> None:
        if not self._studies:
            self.figures.answers.show((), ())
            return
        say = self._session.say
        heads = [
            say("ui_scenarios.compare.figure"),
            say("ui_scenarios.compare.nothing"),
            *map(self._session.wording.scenario, self._studies),
        ]
        rows = compared_figures(self._session, tuple(self._studies.values()))
        self.figures.answers.show(heads, rows)
        self.figures.fit_columns()

    def _show_differences(self) -> None:
        other = self.pair.currentData()
        if len(self._studies) < 2 or other not in self._studies:
            self.differences.answers.show((), ())
            self.count.setText("")
            return
        from planner.questioning.compare import compare

        say = self._session.say
        first = next(iter(self._studies.values()))
        found = compare(first, self._studies[other])
        heads = [
            say(f"ui_scenarios.compare.column.{key}")
            for key in ("workload", "before", "after", "why", "money", "risk")
        ]
        known = found.money_known
        rows = [
            difference_row(self._session, item, money_known=known) for item in found.differences
        ]
        self.differences.answers.show(heads, rows, [one.workload_id for one in found.differences])
        self.differences.fit_columns()
        names = (("added", found.added), ("removed", found.removed))
        parts = [say("ui_scenarios.compare.count", count=len(rows))]
        parts += [say(f"ui_scenarios.compare.{key}", count=len(ids)) for key, ids in names if ids]
        self.count.setText(" · ".join(parts))
