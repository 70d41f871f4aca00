"""Questions to a plan, one tab each: how sure, what rules cost, fit against money, what to ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from planner.jobs import ProgressListener, Stop
from planner.model.insight import Insights, Question
from planner.model.study import Study
from planner.presenting.answer_rows import (
    price_rows,
    price_summary,
    question_rows,
    stability_rows,
    stability_summary,
)
from planner.presenting.totals import totals_of
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.runner import Runner, Work
from planner.ui.session import Session
from planner.ui.widgets.answer import Answer, Answered
from planner.ui.widgets.frontier_chart import FrontierChart
from planner.ui.widgets.words import Words, label, push_button, search_line, set_role

__all__ = ["Answer", "FrontierAnswer", "QuestionsAnswer", "StabilityAnswer", "make_answers"]

DRAWS = 1000
MOST_SEED = 999_999


class StabilityAnswer(Answer):
    """In how many draws each workload keeps its target."""

    key = "ui_questions.stability"
    _seed = 0
    _shown: Study | None = None

    def build(self) -> None:
        """Make a search line and a table."""
        self.search = search_line(self.words, "ui_questions.search")
        self.search.setMaximumWidth(320)
        self.rows = self.table(0)
        self.search.textChanged.connect(self.rows.answers.search)
        self.seed = QSpinBox()
        self.seed.setRange(0, MOST_SEED)
        self.words.put(self.seed.setAccessibleName, "ui_ask.seed")
        self.words.put(self.seed.setToolTip, "ui_ask.seed.tip")
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(label(self.words, "ui_ask.seed", "quiet"))
        row.addWidget(self.seed)
        self.column.addLayout(row)
        self.column.addWidget(self.rows, 1)

    def _begin(self) -> Work[object] | None:
        self._seed = self.seed.value()  # read here: the work is done on another thread
        return super()._begin()

    def work_out(self, study: Study, stop: Stop, listen: ProgressListener) -> object:
        """Draw."""
        from planner.questioning.stability import stability

        return stability(study, DRAWS, self._seed, stop=stop, listen=listen)

    def with_answer(self, insights: Insights, answer: Any) -> Insights:
        """Keep the draws."""
        return replace(insights, stability=answer)

    def show_insights(self, study: Study | None, insights: Insights) -> None:
        """Show shares, the least sure first, and the money's range."""
        found, say = insights.stability, self.session.say
        for widget in (self.search, self.rows):
            widget.setVisible(found is not None)
        if found is not None and study is not self._shown:
            self.seed.setValue(min(MOST_SEED, found.seed))
        self._shown = study
        if found is None or study is None:
            self.summary.setText(say("ui_questions.unasked"))
            return
        self.summary.setText(stability_summary(self.session, found))
        rows = stability_rows(self.session, study, found)
        heads = self.heads("workload", "target", "keeps", "instead")
        self.rows.answers.show(heads, [cells for _, cells in rows], [name for name, _ in rows])
        self.rows.fit_columns()


class PricesAnswer(Answer):
    """What each rule costs: the plan without it."""

    key = "ui_questions.prices"

    def build(self) -> None:
        """Make a table."""
        self.rows = self.table(0)
        self.column.addWidget(self.rows, 1)

    def work_out(self, study: Study, stop: Stop, listen: ProgressListener) -> object:
        """Plan again without each rule."""
        from planner.questioning.prices import priced_rules, rule_prices

        self._asked_for = len(priced_rules(study))
        return rule_prices(study, stop, listen)

    def with_answer(self, insights: Insights, answer: Any) -> Insights:
        """Keep the prices."""
        return replace(insights, prices=answer)

    def show_insights(self, study: Study | None, insights: Insights) -> None:
        """Show the dearest rule first."""
        prices, say = insights.prices, self.session.say
        self.rows.setVisible(bool(prices))
        if not prices:
            self.summary.setText(say("ui_questions.unasked"))
            return
        self.summary.setText(price_summary(self.session, prices))
        heads = self.heads(
            "rule", "points", "most", "money_saved", "weeks", "moves_earlier", "risk", "sure"
        )
        self.rows.answers.show(heads, price_rows(self.session, prices))
        self.rows.fit_columns()


class FrontierAnswer(Answer):
    """Fit against money: each point can be opened as a scenario."""

    key = "ui_questions.frontier"
    open_wanted = Signal(int)

    def build(self) -> None:
        """Make the chart and its button."""
        self.chart = FrontierChart(self.session, self.look)
        self.chart.picked.connect(lambda _: self._picked())
        self.chart.opened.connect(self.open_wanted)
        self.point = PlainLabel()
        set_role(self.point, "quiet")
        self.opener = push_button(
            self.words,
            "ui_questions.frontier.open",
            lambda: self.open_wanted.emit(self.chart.chosen),
        )
        row = QHBoxLayout()
        row.addWidget(self.point, 1)
        row.addWidget(self.opener)
        self.named = QWidget()
        names = QHBoxLayout(self.named)
        names.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.named)
        self.column.addWidget(self.chart, 1)
        self.column.addLayout(row)

    def work_out(self, study: Study, stop: Stop, listen: ProgressListener) -> object:
        """Place again at many prices."""
        from planner.questioning.frontier import frontier

        return frontier(study, stop, listen)

    def with_answer(self, insights: Insights, answer: Any) -> Insights:
        """Keep the frontier."""
        return replace(insights, frontier=answer)

    def show_insights(self, study: Study | None, insights: Insights) -> None:
        """Draw the points and where the plan stands."""
        points = insights.frontier
        for widget in (self.chart, self.opener, self.point, self.named):
            widget.setVisible(bool(points))
        key = "ui_questions.frontier.summary" if points else "ui_questions.unasked"
        self.summary.setText(self.session.say(key))
        plan = None
        if study is not None and points:
            shown = totals_of(study)
            plan = (shown.fit, shown.net_present_minor)
        self.chart.show_points(points, plan)
        self._name_points()
        self._picked()

    def _name_points(self) -> None:
        """Give every plan that has a name a button that picks it."""
        row = self.named.layout()
        assert isinstance(row, QHBoxLayout)
        while (item := row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it goes when the loop is free, and is not to be seen till then
                widget.deleteLater()
        for number, point in enumerate(self.chart.points):
            if point.name:
                button = QPushButton(self.session.wording.point(point))
                button.setAutoDefault(False)
                button.setToolTip(plain_tip(self.chart.words_of(point)))
                button.clicked.connect(lambda _=False, number=number: self.chart.choose(number))
                row.addWidget(button)
        row.addStretch(1)

    def _picked(self) -> None:
        chosen = self.chart.chosen
        self.opener.setEnabled(chosen >= 0)
        if 0 <= chosen < len(self.chart.points):
            self.point.setText(self.chart.words_of(self.chart.points[chosen]))
        else:
            self.point.setText(self.session.say("ui_questions.frontier.pick"))


class QuestionsAnswer(Answer):
    """Missing cells whose value could change the plan."""

    key = "ui_questions.questions"
    cell_wanted = Signal(str, str)
    """A workload and the field that is missing."""

    def build(self) -> None:
        """Make a table, and the way to the cell."""
        self.rows = self.table(1)
        self.found: tuple[Question, ...] = ()
        self.go = push_button(self.words, "ui_ask.questions.go", self.go_to_cell)
        self.rows.doubleClicked.connect(lambda _: self.go_to_cell())
        self.column.addWidget(self.rows, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go)
        self.column.addLayout(row)

    def go_to_cell(self) -> None:
        """Go to the cell of the chosen row, else of the first."""
        index = self.rows.currentIndex()
        row = self.rows.answers.source_row(index) if index.isValid() else 0
        if row < len(self.found):
            self.cell_wanted.emit(self.found[row].workload_id, self.found[row].field)

    def work_out(self, study: Study, stop: Stop, listen: ProgressListener) -> object:
        """Try what each missing cell could be."""
        from planner.ui.idle_questions import ASKED

        return ASKED["questions"](study, stop, listen)

    def with_answer(self, insights: Insights, answer: Any) -> Insights:
        """Keep the questions."""
        return replace(insights, questions=answer)

    def show_insights(self, study: Study | None, insights: Insights) -> None:
        """Show what is worth most first."""
        found, say = insights.questions, self.session.say
        self.found = found
        self.rows.setVisible(bool(found))
        self.go.setVisible(bool(found))
        asked = self._asked_of
        nothing = study is not None and asked is not None and study.plan is asked.plan
        empty = "ui_ask.questions.none" if nothing else "ui_questions.unasked"
        key = "ui_questions.questions.summary" if found else empty
        self.summary.setText(say(key, count=len(found)) if found else say(key))
        rows = question_rows(self.session, found)
        heads = self.heads("workload", "missing", "worth", "owner")
        self.rows.answers.show(heads, rows, [one.workload_id for one in found])
        self.rows.fit_columns()


def make_answers(
    session: Session, look: Look, runner: Runner, words: Words, answered: Answered
) -> tuple[Answer, ...]:
    """Return every question in the order of the tabs."""
    kinds = (StabilityAnswer, PricesAnswer, FrontierAnswer, QuestionsAnswer)
    return tuple(kind(session, look, runner, words, answered) for kind in kinds)
