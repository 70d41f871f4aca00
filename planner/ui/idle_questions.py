"""Asks the plan its questions while nobody waits: what rules cost, how sure it is, what to ask.

One question at a time, once the window has been left alone for a while, and only where the answer
is not there yet. What is being asked is dropped as soon as something is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.jobs import ProgressListener, Stop
from planner.model.study import Study
from planner.ui.planning import Planning
from planner.ui.runner import Job, Runner
from planner.ui.session import Session

__all__ = ["IdleQuestions"]

UP_TO: Final = 400
"""Workloads up to which questions are asked without anybody asking them."""
IDLE_MS: Final = 5_000
BETWEEN_MS: Final = 400
DRAWS: Final = 1000
WORK: Final = 30_000
"""Steps at most for the prices of the rules: within a minute of the plan, waiting included."""

type Asking = Callable[[Study, Stop, ProgressListener], object]


def _questions(study: Study, stop: Stop, listen: ProgressListener) -> object:
    from planner.questioning.local import limit_prices
    from planner.questioning.missing import questions_worth_asking
    from planner.questioning.timing import first_proof

    worth = limit_prices(first_proof(study, stop))
    return questions_worth_asking(study, stop=stop, prices=worth)


def _prices(study: Study, stop: Stop, listen: ProgressListener) -> object:
    from planner.questioning.prices import rule_prices

    return rule_prices(study, stop.within(None, WORK), listen)


def _stability(study: Study, stop: Stop, listen: ProgressListener) -> object:
    from planner.questioning.stability import stability

    return stability(study, DRAWS, study.plan.seed, stop=stop, listen=listen)


def _frontier(study: Study, stop: Stop, listen: ProgressListener) -> object:
    from planner.questioning.frontier import frontier

    return frontier(study, stop, listen)


ASKED: Final[dict[str, Asking]] = {
    "questions": _questions,
    "prices": _prices,
    "frontier": _frontier,
    "stability": _stability,
}
"""Part of the insights to how it is found, in the order in which they are asked."""


class IdleQuestions(QObject):
    """``answered`` where an answer came in that nobody waited for."""

    answered = Signal()
    exhausted = Signal()
    """Everything has been asked that is about the plan as a whole."""
    enabled = True

    def __init__(self, session: Session, runner: Runner, planning: Planning) -> None:
        super().__init__(session)
        self._session, self._runner, self._planning = session, runner, planning
        self._plan: object = None
        self._tried: set[str] = set()
        self._job: Job | None = None
        self.idle_ms = IDLE_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask_next)
        session.study_changed.connect(self._wait)
        session.rescore_wanted.connect(lambda _: self._drop())

    def _wait(self) -> None:
        if self.enabled and self._session.study is not None:
            self._timer.start(self.idle_ms)

    def _drop(self) -> None:
        """Stop asking about a plan that is about to go."""
        if self._job is not None:
            self._job.cancel()

    def _ask_next(self) -> None:
        session, study = self._session, self._session.study
        if study is None or session.stale or len(study.plan.placement) > UP_TO:
            return
        if self._runner.jobs or self._planning.busy:
            self._timer.start(self.idle_ms)
            return
        if self._plan is not study.plan:
            self._plan, self._tried = study.plan, set()
        left = [key for key in ASKED if key not in self._tried]
        key = next((key for key in left if not getattr(study.insights, key)), None)
        if key is None:
            self.exhausted.emit()
            return
        self._tried.add(key)
        job = self._runner.start(
            "ui_ask.idle.job",
            lambda stop, listen: ASKED[key](study, stop, listen),
            done=lambda answer: self._take(study, key, answer),
            failed=lambda _: None,  # nobody has asked; who does is told
            quiet=True,
            alone=True,
        )
        self._job = job
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self._timer.start(min(self.idle_ms, BETWEEN_MS))

    def _take(self, study: Study, key: str, answer: object) -> None:
        """Keep an answer with the plan it is about; no file has changed by it."""
        session, now = self._session, self._session.study
        if now is None or now.plan is not study.plan:
            return
        known: dict[str, Any] = {key: answer}
        insights = replace(now.insights, **known)
        answered = replace(now, insights=insights)
        if session.draft is now:
            session.draft = answered
        session.study = answered
        self.answered.emit()
