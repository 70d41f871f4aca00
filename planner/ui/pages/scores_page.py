"""Scores: the heat table, and one workload opened into its evidence."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.assessing.confidence import stars
from planner.presenting.evidence_words import star_signs
from planner.ui.look import Look
from planner.ui.models.score_model import ScoreModel
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.evidence_panel import TABS, EvidencePanel
from planner.ui.widgets.factor_chart import FactorChart
from planner.ui.widgets.heat_table import HeatTable
from planner.ui.widgets.weights import WeightPanel
from planner.ui.widgets.words import search_line, set_role

__all__ = ["ScoresPage"]


class ScoresPage(Page):
    """Every score, and where it comes from."""

    key = "scores"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.model = ScoreModel(self)
        self.table = self._build_table()
        self.search = search_line(self.words, "ui.scores.search")
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(self.model.search)
        self.table.filter.cleared.connect(self.search.clear)
        self.evidence = EvidencePanel(session, self.words)
        self.evidence.reason_wanted.connect(self.reason_wanted)
        self.portfolio = PlainLabel()
        set_role(self.portfolio, "quiet")
        self.backstage.append(self.portfolio)
        self.chart = FactorChart(look, session.say, session.target_name)
        self.weights = WeightPanel(session, self.words)
        self.weights.dialog_wanted.connect(self.action_wanted)
        self.weights.tried.connect(self.model.try_weights)
        self.stack_behind("ui.scores.empty", "ui.start.open", "open", needs="draft")
        self.stack.addWidget(self._full())

    def _build_table(self) -> HeatTable:
        table = HeatTable(self.session, self.look, self.model)
        table.selectionModel().selectionChanged.connect(self._selected)
        self.words.put(table.setAccessibleName, "ui.page.scores")
        return table

    def _opened(self) -> QWidget:
        """One workload opened: its factors as a chart, then the arithmetic of every part."""
        self.chart_area = QScrollArea()
        set_role(self.chart_area, "clear")
        self.chart_area.setWidget(self.chart)
        self.chart_area.setWidgetResizable(True)
        tabs = self.evidence.tabs
        tabs.insertTab(0, self.chart_area, "")
        for number in range(tabs.count()):
            key = ("ui_window.scores.factors", *(f"ui_evidence.tab.{one}" for one in TABS))[number]
            self.words.put(partial(tabs.setTabText, number), key)
        tabs.setCurrentIndex(0)
        return self.evidence

    def _full(self) -> QWidget:
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.portfolio, 1)
        inner.addLayout(top)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("split")
        split.addWidget(self.table)
        split.addWidget(self._opened())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([236, 300])
        split.setChildrenCollapsible(False)
        inner.addWidget(split, 1)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(left, 1)
        row.addWidget(self.weights)
        return full

    def refresh(self) -> None:
        """Show the scores as they stand."""
        draft = self.session.draft
        self.stack.setCurrentIndex(0 if draft is None else 1)
        presenting = self.look.presenting
        self.weights.present(presenting)
        self.evidence.present(presenting)
        self.weights.setFixedWidth(round((19 if presenting else 22) * self.look.points))
        self.table.setColumnHidden(self.model.columnCount() - 1, presenting)
        self.table.verticalHeader().setDefaultSectionSize(round(2.6 * self.look.points))
        self._showing = True
        self.model.show(draft, self.session.language)
        self.table.share_columns()
        self._showing = False
        if draft is not None:
            # scores may be those of a moment ago; the document has what the sliders were put to
            asked = self.session.document.scenario.dials.weights
            self.weights.show_weights(asked or draft.assessment.weights)
            sure = draft.assessment.confidence
            self.portfolio.setText(
                self.session.say(
                    "ui_evidence.portfolio",
                    stars=star_signs(sure),
                    words=self.session.say(f"assessing.confidence.{stars(sure)}"),
                    percent=f"{sure * 100:.0f}",
                )
            )
        self._open()

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
        self._open()

    _showing = False

    def _selected(self) -> None:
        if not self._showing:
            rows = self.table.selectionModel().selectedRows()
            self.session.select([self.model.workload_id(index.row()) for index in rows])

    def _open(self) -> None:
        draft, chosen = self.session.draft, self.session.selection
        opened = chosen[0] if chosen else ""
        self.evidence.refresh()
        self.evidence.setVisible(bool(opened))
        found = draft.assessment.workloads.get(opened) if draft is not None else None
        if draft is not None and found is not None:
            study = self.session.study
            kinds = {target.id: target.kind for target in draft.programme.targets}
            placed = study.plan.placement.get(opened, "") if study is not None else ""
            name = self.session.workload_name(opened)
            self.chart.show_workload(name, found, draft.assessment.weights, kinds, placed)
