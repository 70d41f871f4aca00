"""Keeps scores and plan in step with the document: re-scored at once, re-planned behind.

A change is answered in two rounds: a short one from the plan that was, so that its effect is seen
at once, and where that proves little a longer one, which only betters what the short one found.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.editing.operations import keep_plan
from planner.editing.plans import betters
from planner.errors import Message, PlannerError
from planner.jobs import ProgressListener, Stop
from planner.model.study import Draft, Study
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.presenting.standing import Standing, standing_of
from planner.presenting.status_words import DEEPEN
from planner.project import Document
from planner.ui.optimiser import WarmOptimiser

if TYPE_CHECKING:
    from planner.optimising.outcome import Options
    from planner.ui.runner import Job, Runner
    from planner.ui.session import Session

__all__ = ["Planning"]

QUIET_MS: Final = 200
"""A person who is still typing or dragging is not interrupted."""
DEEPEN_AFTER_MS: Final = 1_500
"""How long the answer to a change stands before it is bettered."""
GOOD_ENOUGH: Final = 1e-3
"""Gap of placement and waves below which a short round is left as it is."""


class Planning(QObject):
    """Scores and plans in the background, at most one of each at a time."""

    planning_started = Signal(object)
    """A job whose progress is the search's."""
    failed = Signal(object)
    impossible = Signal(object)
    """A study without a plan: its conflict says why."""
    settled = Signal()
    deepens = True
    """Whether a short round is followed by a long one."""

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__(session)
        self._session = session
        self._runner = runner
        self._job: Job | None = None
        self._asked: Document | None = None
        self._replan = False
        self._explicit = False
        self._deep = False
        self._plans_next = False
        self._optimiser = WarmOptimiser()
        self.time_limit_s = 0.0
        """Seconds for a search where somebody limits them; 0: the steps of the command line."""
        self.live = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        session.rescore_wanted.connect(self._wanted)

    @property
    def busy(self) -> bool:
        """Whether something is being worked out or about to be."""
        return self._job is not None or self._timer.isActive()

    @property
    def job(self) -> Job | None:
        """The job that runs."""
        return self._job

    def plan(self) -> None:
        """Find a plan for the document as it stands."""
        self._session.note_before()
        self._explicit = True
        self._replan = True
        self._deep = False
        self._timer.start(0)

    def answer(self) -> None:
        """Find a plan that completes the step just taken: undo takes back both."""
        self._replan = True
        self._deep = False
        self._timer.start(0)

    def score(self) -> None:
        """Score the document as it stands."""
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop the search; the best plan so far is kept."""
        if self._job is not None:
            self._job.cancel()
        elif self._deep:
            self._timer.stop()
            self._deep = self._replan = False

    def _wanted(self, replan: bool) -> None:
        has_plan = self._session.document.scenario.plan is not None
        self._replan = self._replan or (replan and self.live and has_plan)
        self._deep = False
        if self._job is not None:
            self._job.cancel()
        self._timer.start(QUIET_MS)

    def _begin(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._timer.start(QUIET_MS)
            return
        session = self._session
        if session.is_empty:
            self._replan = self._explicit = self._deep = False
            return
        document, today = session.document, session.today
        replan = self._replan and session.draft is not None
        self._plans_next = self._replan and not replan  # scores are shown before a plan is sought
        session.set_working("plan" if self._replan else "draft")
        options = self.options(document)
        self._asked = document
        found_for = session.found_for(document.scenario.plan)
        searching = threading.Event()
        job = self._runner.start(
            (DEEPEN if self._deep else "ui.job.plan") if replan else "ui.job.score",
            lambda stop, listen: _work(
                document,
                today,
                options if replan else None,
                found_for,
                self._optimiser,
                searching,
                stop,
                listen,
            ),
            done=self._done,
            failed=self._failed,
            keeps=searching.is_set,  # of scores that are cancelled nobody wants any
        )
        self._job = job
        job.ended.connect(self._ended)
        if replan:
            self.planning_started.emit(job)

    def options(self, document: Document) -> Options:
        """How the round that begins searches: with little work where a change wants its answer."""
        from planner.optimising.live import live_options

        workloads = len(document.inventory.workloads)
        if not (self._explicit or self._deep or document.scenario.plan is None):
            return live_options(workloads)
        return self.full_options(workloads)

    def full_options(self, workloads: int) -> Options:
        """How to search where there is time for it: as the command line does, by its steps."""
        from planner.optimising.outcome import Options, unlimited

        limit = self.time_limit_s
        return Options(limit) if limit else unlimited(workloads)

    def _ended(self) -> None:
        self._job = None
        if not self._timer.isActive():
            self._session.set_working("")
        if self._deep or not self._timer.isActive():
            self.settled.emit()

    def close(self) -> None:
        """End the optimiser's process; to be called when no job runs any more."""
        self._optimiser.close()

    def _failed(self, error: PlannerError) -> None:
        self._replan = self._explicit = self._deep = False
        self.failed.emit(error)

    def _done(self, outcome: object) -> None:
        session = self._session
        if session.document is not self._asked or not isinstance(outcome, tuple):
            return  # edited meanwhile: the next round answers
        outcome, standing = outcome
        if self._plans_next and isinstance(outcome, Draft):
            session.take_draft(outcome, standing)
            self._timer.start(0)
            return
        explicit, replan, short = self._explicit, self._replan, self._is_short()
        deep = self._deep
        self._explicit = self._replan = self._deep = False
        if isinstance(outcome, Study):
            if short and self.deepens and _wants_more(outcome.plan):
                self._deepen(outcome.plan)
            if not outcome.plan.exists:
                if self._deep or (deep and not session.stale):
                    return  # too short a time to say that there is none, or one is shown
                session.take_draft(outcome, standing)
                if outcome.plan.stopped_by is not StoppedBy.CANCELLED:
                    self.impossible.emit(outcome)
                return
            if deep and not session.stale:  # what is shown is an answer already
                if betters(outcome.problem, outcome.plan, self._shown()):
                    self._better(outcome, standing)
                return
            kept = keep_plan(session.document, outcome.plan)
            if explicit:
                session.history = session.history.do(session.label_of(kept.label), kept.document)
                session.document_changed.emit()
                session.history_changed.emit()
            else:
                session.amend(kept.document)
            session.take_study(outcome, standing)
        elif isinstance(outcome, Draft) and not replan:
            session.take_draft(outcome, standing)

    def _shown(self) -> Plan | None:
        return self._session.study.plan if self._session.study is not None else None

    def _better(self, study: Study, standing: Standing) -> None:
        """Take a better plan as a step of its own, which can be refused."""
        session, before = self._session, self._session.document
        kept = keep_plan(before, study.plan)
        label = session.label_of(Message("ui_window.undo.bettered"))
        session.history = session.history.do(label, kept.document)
        session.document_changed.emit()
        session.history_changed.emit()
        session.take_better(study, before, standing)

    def _is_short(self) -> bool:
        """Whether the round that ends answered a change in the short time for that."""
        had_plan = self._asked is not None and self._asked.scenario.plan is not None
        return self._replan and had_plan and not self._explicit and not self._deep

    def _deepen(self, plan: Plan) -> None:
        self._deep = self._replan = True
        self._timer.start(DEEPEN_AFTER_MS if plan.exists else 0)


def _wants_more(plan: Plan) -> bool:
    """Whether a longer search may better this plan, or find one where there is none yet."""
    if plan.stopped_by is StoppedBy.CANCELLED:
        return False
    if not plan.exists:
        return plan.status is PlanStatus.UNKNOWN
    if plan.status is PlanStatus.OPTIMAL:
        return False
    gaps = (plan.placement_gap, plan.wave_gap) if plan.wave is not None else (plan.placement_gap,)
    gaps = (plan.gap,) if plan.joint else gaps
    return any(gap is None or gap > GOOD_ENOUGH for gap in gaps)


def _work(
    document: Document,
    today: object,
    options: Options | None,
    found_for: str,
    optimiser: WarmOptimiser,
    searching: threading.Event,
    stop: Stop,
    listen: ProgressListener,
) -> tuple[Draft | Study, Standing]:
    from datetime import date

    from planner.jobs import Progress
    from planner.pipeline import draft_study, plan_study, sources_of

    assert isinstance(today, date)
    listen(Progress("common.phase.assess"))
    draft = draft_study(sources_of(document), today, stop)
    stop.raise_if_cancelled()
    kept = document.scenario.plan
    if options is None:
        return draft, standing_of(draft, kept, found_for)
    searching.set()
    try:
        study = plan_study(draft, options, stop, listen, child=optimiser.child())
    finally:
        optimiser.warm()  # does nothing where it is still there
    study = replace(study, scenario=replace(study.scenario, plan=study.plan))
    return study, standing_of(study, kept, found_for)
