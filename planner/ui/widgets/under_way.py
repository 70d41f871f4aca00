"""A programme under way: plan and actual side by side, and the rest planned again from today."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.editing.progress import record_progress
from planner.model.actuals import WaveActual, plan_and_actual
from planner.model.scenario import WaveProgress
from planner.model.study import Study
from planner.presenting.progress_rows import progress_row, progress_summary
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.day_edit import DayEdit
from planner.ui.widgets.reason_fields import ReasonFields
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["UnderWay"]

STATES = ("planned", "committed", "done")
MOST_DAYS = 100_000.0
REASON = 56
"""Pixels of height of the box for the reason: two lines."""


class UnderWay(QWidget):
    """A table of waves, and a form for the one that is chosen in it."""

    key = "ui_ask.under_way"
    replan_wanted = Signal()

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self.session, self._look, self._words = session, look, words
        self.rows: tuple[WaveActual, ...] = ()
        self._study: Study | None = None
        self.efforts: dict[str, QDoubleSpinBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._top())
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        column.addWidget(self.summary)
        row = QHBoxLayout()
        self.table = AnswerTable(session, look, 6)
        self.table.setSortingEnabled(False)
        words.put(self.table.setAccessibleName, "ui.page.under_way")
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        row.addWidget(self.table, 1)
        row.addWidget(self._form())
        column.addLayout(row, 1)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        today = PlainLabel()
        self._words.put(today.setText, f"{self.key}.today")
        self.today = DayEdit(self.session, self._look)
        self._words.put(self.today.setAccessibleName, f"{self.key}.today")
        self.replan = push_button(self._words, f"{self.key}.replan", self.plan_rest, "primary")
        row.addWidget(today)
        row.addWidget(self.today)
        row.addWidget(self.replan)
        return row

    def _form(self) -> QWidget:
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        self.title = PlainLabel()
        set_role(self.title, "heading")
        column.addWidget(self.title)
        self.form = QFormLayout()
        self.state = QComboBox()
        self._words.put(self.state.setAccessibleName, f"{self.key}.state")
        self.dated = QCheckBox()
        self._words.put(self.dated.setText, f"{self.key}.actual")
        self.day = DayEdit(self.session, self._look)
        self._words.put(self.day.setAccessibleName, f"{self.key}.actual")
        self.dated.toggled.connect(self.day.setEnabled)
        state = PlainLabel()
        self._words.put(state.setText, f"{self.key}.state")
        self.form.addRow(state, self.state)
        self.form.addRow(self.dated, self.day)
        column.addLayout(self.form)
        self.effort_title = label(self._words, f"{self.key}.effort", "quiet")
        column.addWidget(self.effort_title)
        self.effort_form = QFormLayout()
        self.effort_form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        column.addLayout(self.effort_form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(card)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside = QWidget()
        beside.setFixedWidth(290)
        below = QVBoxLayout(beside)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(area, 1)
        self.fields = ReasonFields(self.session)
        self.fields.text.setMaximumHeight(REASON)
        self.fields.changed.connect(self._enable)
        self.record = push_button(self._words, f"{self.key}.record", self.take_record)
        below.addWidget(self.fields)  # under the form, where it is always in sight
        below.addWidget(self.record)
        return beside

    # Showing -----------------------------------------------------------------------------------

    def show_study(self, study: Study | None) -> None:
        """Show the waves of a study."""
        say = self.session.say
        self._study = study
        self.rows = plan_and_actual(study) if study is not None else ()
        self.today.set_day(self.session.today)
        chosen = max(0, self.table.currentIndex().row())
        heads = [
            say(f"{self.key}.column.{name}")
            for name in ("wave", "state", "planned", "actual", "effort", "spent", "holds")
        ]
        self.table.answers.show(heads, [progress_row(self.session, row) for row in self.rows])
        self.table.fit_columns()
        self.summary.setText(progress_summary(self.session, self.rows))
        for widget in (self.replan, self.state, self.dated):
            widget.setEnabled(bool(self.rows))
        self._enable()
        if self.rows:
            self.table.selectRow(min(chosen, len(self.rows) - 1))
        self._fill_form()

    def _enable(self) -> None:
        self.record.setEnabled(bool(self.rows) and self.fields.complete)

    def chosen(self) -> WaveActual | None:
        """The wave that is chosen in the table."""
        index = self.table.currentIndex()
        row = index.row()
        return self.rows[row] if index.isValid() and row < len(self.rows) else None

    def _chosen(self, _index: QModelIndex) -> None:
        self._fill_form()

    def _fill_form(self) -> None:
        say, row = self.session.say, self.chosen()
        self.state.clear()
        for state in STATES:
            self.state.addItem(say(f"{self.key}.state.{state}"), state)
        while self.effort_form.rowCount():
            self.effort_form.removeRow(0)
        self.efforts = {}
        if row is None:
            self.title.setText("")
            return
        self.title.setText(say("ui_map.map.wave", wave=row.wave))
        self.state.setCurrentIndex(STATES.index(row.state))
        self.day.set_day(row.actual_day or row.planned_day)
        self.dated.setChecked(row.actual_day is not None)
        self.day.setEnabled(row.actual_day is not None)
        for team in row.planned_days:
            self._effort_row(row, team)

    def _effort_row(self, row: WaveActual, team: str) -> None:
        programme = self.session.document.programme
        name = next((one.name for one in programme.teams if one.id == team and one.name), team)
        spin = QDoubleSpinBox()
        spin.setRange(-1.0, MOST_DAYS)
        spin.setDecimals(1)
        spin.setSpecialValueText("–")
        spin.setValue(row.actual_days.get(team, -1.0))
        spin.setAccessibleName(name)
        tip = self.session.say(f"{self.key}.effort.tip", days=f"{row.planned_days[team]:,.0f}")
        spin.setToolTip(plain_tip(tip))
        self.effort_form.addRow(PlainLabel(f"{name} ({row.planned_days[team]:,.0f})"), spin)
        self.efforts[team] = spin

    # Doing -------------------------------------------------------------------------------------

    def take_record(self) -> None:
        """Record the form as one undoable step with its reason in the log.

        The rest is planned again only when asked.
        """
        row = self.chosen()
        if row is None or not self.fields.complete:
            return
        spent = {team: spin.value() for team, spin in self.efforts.items() if spin.value() >= 0}
        progress = WaveProgress(
            wave=row.wave,
            state=str(self.state.currentData()),
            actual_day=self.day.day if self.dated.isChecked() else None,
            actual_effort_days=spent,
            workloads=row.workloads,
        )
        reason, who = self.fields.agreed()
        session = self.session
        operation = record_progress(
            session.document, progress, replan=False, reason=reason, who=who,
            day=session.today, language=session.language,
        )  # fmt: skip
        self.fields.start()
        session.perform(operation)

    def plan_rest(self) -> None:
        """Plan what is not locked again, from the day that is shown."""
        self.session.today = self.today.day
        self.replan_wanted.emit()
