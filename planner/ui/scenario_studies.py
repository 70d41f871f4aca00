"""Studies of scenarios other than the one shown: scored in the background, kept while they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from planner.editing.scenarios import open_frontier_plan
from planner.jobs import ProgressListener, Stop
from planner.model.insight import Insights
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.project import Document
from planner.ui.runner import Job, Runner
from planner.ui.session import Session

__all__ = [
    "ScenarioStudies",
    "keep_insights",
    "open_frontier_point",
    "restore_insights",
]


def keep_insights(session: Session, study: Study, insights: Insights) -> None:
    """Keep answers about the plan shown: in the study, and in the document for the file.

    Answers about a plan that has been replaced meanwhile are dropped.

    Parameters
    ----------
    study
        The plan that was asked.
    insights
        Its answers.
    """
    shown = session.study
    if shown is None or shown.plan is not study.plan:
        return
    answered = replace(shown, insights=insights)
    document = session.document
    kept = {**document.insights, document.scenario.name: insights}
    if session.draft is shown:
        session.draft = answered
    session.study = answered
    session.amend(replace(document, insights=kept), changed=False)
    session.study_changed.emit()


def restore_insights(session: Session) -> None:
    """Take up the answers in the file: they hold for the plan it holds, until that is edited."""
    study, document = session.study, session.document
    name = document.scenario.name
    kept = document.insights.get(name)
    if study is None or kept is None or study.insights != Insights():
        return
    opened = {one.name: one.plan for one in session.history.steps[0].state.scenarios}
    if study.plan is document.scenario.plan is opened.get(name):
        session.study = replace(study, insights=kept)


def open_frontier_point(session: Session, number: int) -> bool:
    """Make a scenario of a plan of the frontier; return whether there is such a plan."""
    study = session.study
    if study is None or not 0 <= number < len(study.insights.frontier):
        return False
    point = study.insights.frontier[number]
    fit = session.say("ui_questions.frontier.scenario", fit=f"{point.fit:.0f}")
    wanted = session.wording.point(point) or fit
    session.perform(open_frontier_plan(session.document, point, wanted))
    return True


class ScenarioStudies(QObject):
    """Works out what is asked for; ``ready`` when the answer is in."""

    ready = Signal()

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session, self._runner = session, runner
        self._kept: dict[str, tuple[tuple[object, ...], Study]] = {}
        self._tried: dict[str, tuple[object, ...]] = {}
        self._job: Job | None = None
        self._again: tuple[str, ...] = ()

    def _basis(self, document: Document, scenario: Scenario) -> tuple[object, ...]:
        """What a study of a scenario follows from, by identity."""
        rules = document.rule_sets.get(scenario.rule_set)
        return (document.inventory, document.programme, rules, scenario)

    def get(self, name: str) -> Study | None:
        """Study of a scenario where it is known for the document as it stands."""
        session = self._session
        document = session.document
        scenario = next((one for one in document.scenarios if one.name == name), None)
        if scenario is None:
            return None
        shown = session.study
        if name == document.active and shown is not None and not session.stale:
            return shown if scenario.plan is None or shown.plan is scenario.plan else None
        found = self._kept.get(name)
        if found is not None and _same(found[0], self._basis(document, scenario)):
            return found[1]
        return None

    def want(self, names: tuple[str, ...]) -> None:
        """Work out the studies of these scenarios that are not known."""
        document = self._session.document
        wanted = tuple(
            one
            for one in document.scenarios
            if one.name in names and self.get(one.name) is None and not self._in_vain(one)
        )
        if not wanted:
            return
        if self._job is not None:
            self._again = names
            return
        today = self._session.today
        basis = {one.name: self._basis(document, one) for one in wanted}
        self._tried |= basis  # what fails or is cancelled is not begun again and again
        job = self._runner.start(
            "ui_scenarios.job.scenarios",
            lambda stop, listen: _studies(document, wanted, today, stop, listen),
            done=lambda found: self._take(basis, found),
        )
        self._job = job
        job.ended.connect(self._ended)

    def _in_vain(self, scenario: Scenario) -> bool:
        if scenario.plan is None:
            return True
        tried = self._tried.get(scenario.name)
        return tried is not None and _same(tried, self._basis(self._session.document, scenario))

    def _take(self, basis: dict[str, tuple[object, ...]], found: Mapping[str, Study]) -> None:
        for name, made_from in basis.items():
            if name in found:
                self._kept[name] = (made_from, found[name])

    def _ended(self) -> None:
        self._job = None
        again, self._again = self._again, ()
        self.ready.emit()
        if again:
            self.want(again)


def _studies(
    document: Document,
    scenarios: tuple[Scenario, ...],
    today: date,
    stop: Stop,
    listen: ProgressListener,
) -> dict[str, Study]:
    from planner.pipeline import studies_of

    return studies_of(document, scenarios, today, stop, listen)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))
