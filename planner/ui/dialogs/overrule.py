"""Overrules a score, or lowers a risk that something has been done about; both ask for a reason."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from planner.editing.decisions import lower_risk, overrule_score
from planner.model.rules import FACTORS
from planner.ui.dialogs.answering import answer_buttons
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.reason_fields import ReasonFields

__all__ = ["OverruleDialog"]

RISK_OF_MOVING = "mitigation"


class OverruleDialog(Dialog):
    """What is overruled, the points, why and who decides; accepting it is one undoable step."""

    def __init__(self, session: Session, workload: str, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui_ask.overrule"), (480, 0), parent)
        self._session, self._workload = session, workload
        say = session.say
        column = QVBoxLayout(self)
        about = PlainLabel(say("ui_ask.overrule.about", name=session.workload_name(workload)))
        about.setWordWrap(True)
        column.addWidget(about)
        form = QFormLayout()
        self.what = QComboBox()
        self.what.setAccessibleName(say("ui_ask.overrule.what"))
        for factor in FACTORS:
            self.what.addItem(say(f"common.factor.{factor}"), factor)
        self.what.addItem(say("ui_ask.overrule.mitigation"), RISK_OF_MOVING)
        self.points = QDoubleSpinBox()
        self.points.setRange(0.0, 100.0)
        self.points.setDecimals(0)
        self.points.setAccessibleName(say("ui_ask.overrule.points"))
        self.now = PlainLabel()
        form.addRow(PlainLabel(say("ui_ask.overrule.what")), self.what)
        form.addRow(PlainLabel(say("ui_ask.overrule.points")), self.points)
        form.addRow("", self.now)
        column.addLayout(form)
        self.fields = ReasonFields(session, self)
        column.addWidget(self.fields)
        buttons, self.agree = answer_buttons(self, say("ui.reason.agree"), say("ui.cancel"))
        column.addWidget(buttons)
        self.what.currentIndexChanged.connect(lambda _: self._show_now())
        self.fields.changed.connect(self._enable)
        self._show_now()
        self._enable()

    def _show_now(self) -> None:
        """Say what the score is as it stands, and begin there."""
        say, key = self._session.say, str(self.what.currentData())
        draft = self._session.draft
        found = draft.assessment.workloads.get(self._workload) if draft is not None else None
        score = found.factors.get(key) if found is not None else None
        if key == RISK_OF_MOVING:
            self.points.setValue(10.0)
            self.now.setText(say("ui_ask.overrule.mitigation.about"))
        elif score is not None:
            self.points.setValue(round(score.score))
            self.now.setText(say("ui_ask.overrule.now", points=f"{score.score:.0f}"))
        else:
            self.now.setText("")

    def _enable(self) -> None:
        self.agree.setEnabled(self.fields.complete)

    def accept(self) -> None:
        """Decide, where the reason and the name are there."""
        if not self.fields.complete:
            return
        reason, who = self.fields.agreed()
        session, key = self._session, str(self.what.currentData())
        document, names, day = session.document, [self._workload], session.today
        points = self.points.value()
        if key == RISK_OF_MOVING:
            session.perform(lower_risk(document, names, points, reason, day, who))
        else:
            session.perform(overrule_score(document, names, key, points, reason, day, who))
        super().accept()
