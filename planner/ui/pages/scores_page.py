"""Scores: the heat table, and one workload opened into its arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.model.assessment import Evidence, WorkloadAssessment
from planner.model.fields import FIELD_BY_KEY
from planner.model.rules import FACTORS
from planner.text import has
from planner.ui.look import Look
from planner.ui.models.cells import cell_words
from planner.ui.models.score_model import ScoreModel
from planner.ui.pages.page import Page
from planner.ui.session import Session
from planner.ui.widgets.empty import EmptyState
from planner.ui.widgets.heat import HeatDelegate
from planner.ui.widgets.weights import WeightPanel

__all__ = ["ScoresPage"]


class ScoresPage(Page):
    """Every score, and where it comes from."""

    key = "scores"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.model = ScoreModel(self)
        self.table = self._build_table()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(420)
        self.words.put(self.search.setPlaceholderText, "ui.scores.search")
        self.words.put(self.search.setAccessibleName, "ui.scores.search")
        self.search.textChanged.connect(self.model.search)
        self.arithmetic = QTreeWidget()
        self.arithmetic.setAlternatingRowColors(True)
        self.words.put(self.arithmetic.setAccessibleName, "ui.scores.arithmetic")
        self.weights = WeightPanel(session, self.words)
        self.weights.dialog_wanted.connect(lambda name: self.asked.emit(name, None))
        self.stack = QStackedWidget()
        self.stack.addWidget(
            EmptyState(
                self.words,
                look,
                "ui.scores.empty",
                "ui.start.open",
                lambda: self.asked.emit("open", None),
            )
        )
        self.stack.addWidget(self._full())
        self.body.addWidget(self.stack, 1)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        self._delegate = HeatDelegate(self.look)
        table.setItemDelegate(self._delegate)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(0, 220)
        table.horizontalHeader().setMinimumSectionSize(64)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        table.horizontalHeader().setMinimumHeight(44)
        table.verticalHeader().setDefaultSectionSize(26)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.selectionModel().selectionChanged.connect(self._selected)
        self.words.put(table.setAccessibleName, "ui.page.scores")
        return table

    def _full(self) -> QWidget:
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.search)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.arithmetic)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        inner.addWidget(split, 1)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(left, 1)
        self.weights.setFixedWidth(270)
        row.addWidget(self.weights)
        return full

    def refresh(self) -> None:
        """Show the scores as they stand."""
        draft = self.session.draft
        self.stack.setCurrentIndex(0 if draft is None else 1)
        self._showing = True
        self.model.show(draft, self.session.language)
        self._showing = False
        if draft is not None:
            self.weights.show_weights(draft.assessment.weights)
        self._show_arithmetic()

    def show_selection(self) -> None:
        """Select the workload that is opened."""
        self._showing = True
        chosen = self.session.selection
        row = self.model.row_of(chosen[0]) if chosen else -1
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(row, 0)
            self.table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        self._showing = False
        self._show_arithmetic()

    _showing = False

    def _selected(self) -> None:
        if not self._showing:
            rows = self.table.selectionModel().selectedRows()
            self.session.select([self.model.workload_id(index.row()) for index in rows])

    def _show_arithmetic(self) -> None:
        say = self.session.say
        tree = self.arithmetic
        tree.clear()
        heads = ("indicator", "value", "source", "points", "weight", "share")
        tree.setHeaderLabels([say(f"ui.scores.{head}") for head in heads])
        draft, chosen = self.session.draft, self.session.selection
        if draft is None or not chosen or chosen[0] not in draft.assessment.workloads:
            tree.addTopLevelItem(QTreeWidgetItem([say("ui.scores.choose")]))
            tree.setFirstColumnSpanned(0, tree.rootIndex(), True)
            return
        found = draft.assessment.workloads[chosen[0]]
        for factor in FACTORS:
            if factor in found.factors:
                tree.addTopLevelItem(self._factor_item(found, factor))
        tree.expandAll()
        tree.setColumnWidth(0, 300)

    def _factor_item(self, found: WorkloadAssessment, factor: str) -> QTreeWidgetItem:
        draft, say = self.session.draft, self.session.say
        assert draft is not None
        score = found.factors[factor]
        weight = draft.assessment.weights.get(factor, 0.0)
        text = f"{score.score:.0f}" if score.assessed else say("common.not_assessed")
        confidence = say("ui.scores.sure", percent=f"{score.confidence * 100:.0f}")
        name = say(f"common.factor.{factor}")
        item = QTreeWidgetItem([name, text, confidence, "", f"{weight * 100:.0f} %", ""])
        font = item.font(0)
        font.setBold(True)
        for column in range(6):
            item.setFont(column, font)
        total = sum(line.weight for line in score.evidence) or 1.0
        for line in score.evidence:
            item.addChild(self._line_item(line, total))
        return item

    def _derived_name(self, indicator: str) -> str:
        """Name an indicator that no rule holds: a saving on a target, or its key in words."""
        head, _, target = indicator.partition(".")
        if target and has(f"ui.derived.{head}"):
            return self.session.say(f"ui.derived.{head}", target=self.session.target_name(target))
        return indicator.replace("_", " ")

    def _line_item(self, line: Evidence, total: float) -> QTreeWidgetItem:
        draft, session = self.session.draft, self.session
        assert draft is not None
        rule = next((one for one in draft.rules.indicators if one.key == line.indicator), None)
        name = rule.name.say(session.language) if rule else self._derived_name(line.indicator)
        field = FIELD_BY_KEY.get(line.field)
        value = cell_words(field, line.value, session.language) if field else _plain(line.value)
        return QTreeWidgetItem(
            [
                name,
                value or "–",
                session.say(f"ui.source.{line.source.value}"),
                f"{line.points:.0f}",
                f"{line.weight:g}",
                f"{line.points * line.weight / total:.1f}",
            ]
        )


def _plain(value: object) -> str:
    """Return a derived value with the figures that matter."""
    if isinstance(value, float):
        return f"{value:,.4g}"
    return "" if value is None else str(value)
