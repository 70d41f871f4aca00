"""Another plan beside the present one, before anything is accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.jobs import ProgressListener, Stop
from planner.model.study import Draft, Study
from planner.ui.dialogs.answering import answer_buttons
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.runner import Job, Runner
from planner.ui.session import Session
from planner.ui.widgets.compare_panel import ComparePanel
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.reason_fields import ReasonFields
from planner.ui.widgets.words import Words

if TYPE_CHECKING:
    from planner.optimising.outcome import Options

__all__ = ["LeastChange", "PlanReview"]

DIAL_STEPS = 10


class PlanReview(Dialog):
    """The present plan and another one, figures and every difference; ``accepted`` takes it.

    Where taking it is a decision (``decides``), it asks why and who decides before it can be taken.
    """

    def __init__(
        self,
        session: Session,
        look: Look,
        title: str,
        parent: QWidget | None,
        *,
        decides: bool = False,
    ) -> None:
        super().__init__(title, (1120, 680), parent)
        self.session = session
        self.column = QVBoxLayout(self)
        self.sentence = PlainLabel()
        self.sentence.setWordWrap(True)
        self.column.addWidget(self.sentence)
        self.compare = ComparePanel(session, look, Words(session))
        self.column.addWidget(self.compare, 1)
        self._found = False
        self.fields = ReasonFields(session, self, compact=True) if decides else None
        if self.fields is not None:
            self.column.addWidget(self.fields)
        words = session.say("ui_ask.review.accept"), session.say("ui_ask.review.keep")
        self.buttons, self.take = answer_buttons(self, *words, "accept")
        self.column.addWidget(self.buttons)
        if self.fields is not None:
            self.fields.changed.connect(self._enable)

    def _enable(self) -> None:
        agreed = self.fields is None or self.fields.complete
        self.take.setEnabled(self._found and agreed)

    def show_plans(self, before: Study, after: Study | None, sentence: str) -> None:
        """Show both plans, or say why there is only one.

        Parameters
        ----------
        before
            The plan so far.
        after
            The other; None where there is none.
        sentence
            Why there is none, or what the other is.
        """
        say = self.session.say
        studies = {say("ui_ask.review.now"): before}
        if after is not None:
            studies[say("ui_ask.review.then")] = after
        self.sentence.setText(sentence)
        self._found = after is not None
        self._enable()
        self.compare.show_studies(studies, "")


class LeastChange(PlanReview):
    """A dial from the best plan to the fewest moves; each position is planned and shown."""

    found = Signal(object)

    def __init__(
        self, session: Session, look: Look, runner: Runner, options: Options, parent: QWidget | None
    ) -> None:
        super().__init__(session, look, session.say("ui_ask.review.title"), parent)
        self._runner = runner
        self._job: Job | None = None
        self._asked = 0
        self.study: Study | None = None
        study = session.study
        assert study is not None
        self._options = replace(options, seed=study.plan.seed)
        self._before, self._draft = study, session.draft or study
        self.dial = QSlider(Qt.Orientation.Horizontal)
        self.dial.setRange(0, DIAL_STEPS)
        self.dial.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.dial.setAccessibleName(session.say("ui_ask.review.dial"))
        self.dial.setValue(round(study.scenario.dials.least_change * DIAL_STEPS))
        row = QHBoxLayout()
        row.addWidget(PlainLabel(session.say("ui_ask.review.best")))
        row.addWidget(self.dial, 1)
        row.addWidget(PlainLabel(session.say("ui_ask.review.fewest")))
        self.column.insertLayout(0, row)
        self.dial.valueChanged.connect(lambda _: self.plan())
        self.finished.connect(lambda _: self._cancel())
        self.plan()

    @property
    def share(self) -> float:
        """Where the dial stands, 0 (best plan) to 1 (fewest moves)."""
        return self.dial.value() / DIAL_STEPS

    def plan(self) -> None:
        """Plan with the dial as it stands; what was being planned before is dropped."""
        self._cancel()
        before, share, options = self._before, self.share, self._options
        dials = replace(self._draft.scenario.dials, least_change=share)
        scenario = replace(self._draft.scenario, dials=dials)
        draft: Draft = replace(self._draft, scenario=scenario)
        self.show_plans(before, None, self.session.say("ui_ask.review.working"))

        def work(stop: Stop, listen: ProgressListener) -> object:
            from planner.questioning.replan import replan

            return replan(draft, before.plan, options, stop, listen)

        self._asked += 1
        number = self._asked
        self._job = self._runner.start(
            "ui.job.plan", work, done=lambda outcome: self._take(number, outcome)
        )

    def _cancel(self) -> None:
        """Drop what is being planned: its answer, if one comes, is no longer asked for."""
        self._asked += 1
        if self._job is not None and self._job in self._runner.jobs:
            self._job.cancel()
        self._job = None

    def _take(self, number: int, outcome: object) -> None:
        from planner.questioning.replan import changes

        if number != self._asked:
            return
        say = self.session.say
        if not isinstance(outcome, Study) or not outcome.plan.exists:
            self.show_plans(self._before, None, say("ui_ask.review.none"))
            return
        self.study = outcome
        found = changes(self._before.plan, outcome.plan)
        places = sum(one.target_before != one.target_after for one in found)
        sentence = say("ui_ask.review.changes", places=places, waves=len(found) - places)
        self.show_plans(self._before, outcome, sentence)
        self.found.emit(outcome)
