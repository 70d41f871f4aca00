"""What if a workload went elsewhere: the target, and the whole plan that follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.editing.scenarios import open_forced
from planner.jobs import ProgressListener, Stop
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.presenting.what_if import forced_words
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, push_button

if TYPE_CHECKING:
    from planner.questioning.forced import Forced
    from planner.questioning.second import Seconds

__all__ = ["WhatIfBar"]


class WhatIfBar(QWidget):
    """Under the reasons: pick another target, see the plan."""

    def __init__(self, session: Session, look: Look, words: Words, runner: Runner) -> None:
        super().__init__()
        self._session, self._look, self._runner = session, look, runner
        self._study: Study | None = None
        self._name = ""
        self._seconds: Seconds | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        row = QHBoxLayout()
        text = PlainLabel()
        text.setWordWrap(True)
        words.put(text.setText, "ui_ask.force")
        self.target = QComboBox()
        words.put(self.target.setAccessibleName, "ui_ask.force")
        self.button: QPushButton = push_button(words, "ui_ask.force.try", self.ask)
        row.addWidget(self.target, 1)
        row.addWidget(self.button)
        column.addWidget(text)
        column.addLayout(row)

    def show_workload(self, study: Study, name: str, seconds: Seconds | None) -> None:
        """Offer the other targets that a workload may go to.

        Parameters
        ----------
        name
            Id of the workload.
        seconds
            Kept for the plan; None: made when it is asked.
        """
        self._study, self._name, self._seconds = study, name, seconds
        now = self.target.currentData()
        self.target.clear()
        workload = next(w for w in study.problem.workloads if w.id == name)
        for target in workload.candidates():
            if target != study.plan.placement[name]:
                self.target.addItem(self._session.target_name(target), target)
        self.target.setCurrentIndex(max(0, self.target.findData(now)))
        self.setVisible(self.target.count() > 0)

    def ask(self) -> None:
        """Plan everything again with the workload there."""
        study, name, target = self._study, self._name, self.target.currentData()
        seconds = self._seconds
        if study is None or target is None:
            return
        self.button.setEnabled(False)

        def work(stop: Stop, listen: ProgressListener) -> Forced:
            from planner.questioning.forced import force_elsewhere
            from planner.questioning.second import Seconds

            return force_elsewhere(seconds or Seconds(study), name, target, stop)

        job = self._runner.start(
            "ui_ask.force.title.job",
            work,
            done=lambda found: self._show(study, name, target, found),
            alone=True,
        )
        job.ended.connect(lambda: self.button.setEnabled(True))

    def _show(self, study: Study, name: str, target: str, outcome: Forced) -> None:
        from planner.ui.dialogs.plan_review import PlanReview

        session = self._session
        words = {"name": session.workload_name(name), "target": session.target_name(target)}
        dialog = PlanReview(
            session, self._look, session.say("ui_ask.force.title", **words), self.window(),
            decides=True,
        )  # fmt: skip
        dialog.take.setText(session.say("ui_ask.force.accept"))
        pin = Decision(
            "", DecisionKind.PIN_TARGET, (name,), target,
            session.say("ui_ask.force.reason"), session.who, session.today,
        )  # fmt: skip
        then = outcome.study
        if then is not None:
            decisions = (*then.scenario.decisions, pin)
            then = replace(then, scenario=replace(then.scenario, decisions=decisions))
        dialog.show_plans(study, then, forced_words(session, name, target, outcome))

        def take() -> None:
            if then is not None and dialog.fields is not None:
                why, who = dialog.fields.agreed()
                wanted = session.say("ui_ask.force.scenario", **words)
                document, decided = session.document, replace(pin, reason=why, who=who)
                session.perform(open_forced(document, then, name, target, wanted, decided))

        dialog.accepted.connect(take)
        dialog.open()
