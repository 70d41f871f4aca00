"""One curve: drawn, to take hold of, and as a table of its points."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.rule_editor.curve_chart import CurveChart, CurveShown, plain
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button, set_role
from planner.wording import mark_of

__all__ = ["CurvePanel"]


class CurvePanel(QWidget):
    """Chart and table of one curve; ``edited`` gives its points after each change."""

    edited = Signal(object)

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self.chart = CurveChart(look)
        self.chart.words_at = lambda number, x, y: session.say(
            "ui_rules.curve.point", number=number, x=plain(x), y=plain(y)
        )
        self.chart.edited.connect(self.edited)
        self.chart.chosen.connect(self._hold)
        self.table = QTableWidget(0, 2)
        self.table.setFixedWidth(190)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._typed)
        self.table.currentCellChanged.connect(lambda row, *_: self._chosen(row))
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(label(words, "ui_rules.about.curve", "quiet"))
        row = QHBoxLayout()
        row.addWidget(self.chart, 1)
        side = QVBoxLayout()
        side.addWidget(self.table, 1)
        self.adder = push_button(words, "ui_rules.curve.add", self.chart.add_point)
        self.remover = push_button(words, "ui_rules.curve.remove", self.chart.remove_point)
        side.addWidget(self.adder)
        side.addWidget(self.remover)
        row.addLayout(side)
        layout.addLayout(row, 1)
        layout.addWidget(self.note)

    def show_curve(self, shown: CurveShown, name: str, heads: tuple[str, str]) -> None:
        """Show a curve under its name.

        Parameters
        ----------
        shown
            The curve and that of the preset.
        name
            Of the curve.
        heads
            Name the two columns of the table.
        """
        say = self._session.say
        self.chart.show_curve(shown)
        described = say("ui_rules.curve.accessible", name=name, count=len(shown.points))
        self.chart.setAccessibleName(described)
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels(list(heads))
        self.remover.setEnabled(len(shown.points) > 2)
        self._fill()
        notes = []
        if shown.base and shown.base != shown.points:
            notes.append(say("ui_rules.curve.preset"))
        if shown.rug:
            notes.append(say("ui_rules.curve.rug"))
        if self.chart.shortened:
            notes.append(say("ui_rules.curve.log"))
        self.note.setText(mark_of("rules.clauses", self._session.language).join(notes))

    def _fill(self) -> None:
        self._filling = True
        points = self.chart.shown.points
        if self.table.rowCount() != len(points):
            self.table.setRowCount(len(points))
        for row, point in enumerate(points):
            for column, figure in enumerate(point):
                item = self.table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                    self.table.setItem(row, column, item)
                if item.text() != plain(figure):
                    item.setText(plain(figure))
        self._filling = False

    def _hold(self, number: int) -> None:
        self._filling = True
        self.table.setCurrentCell(number, max(0, self.table.currentColumn()))
        self._filling = False

    def _chosen(self, row: int) -> None:
        if not self._filling and row >= 0:
            self.chart.choose(row)

    def _typed(self, item: QTableWidgetItem) -> None:
        """Take a figure from the table; what is none, or out of order, is put back."""
        if self._filling:
            return
        points = [list(point) for point in self.chart.shown.points]
        try:
            number = float(item.text().replace(",", "").replace("，", ""))
        except ValueError:
            self._fill()
            return
        points[item.row()][item.column()] = number
        made = tuple((x, y) for x, y in points)
        if any(a[0] >= b[0] for a, b in pairwise(made)) or not _within(made):
            self._fill()
            return
        self.edited.emit(made)


def _within(points: tuple[tuple[float, float], ...]) -> bool:
    return all(0.0 <= y <= 100.0 for _, y in points)
