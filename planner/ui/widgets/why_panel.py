"""Why a workload is here and now: sentences, the fit's arithmetic, what came second, what flips it.

What has not been asked yet is asked in the background: the sentences at once; what came second on
demand, and for every workload one after the other while nothing else is going on, since the plan is
made again around each.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from planner.jobs import ProgressListener, Stop
from planner.model.insight import Insights, Why
from planner.model.study import Study
from planner.presenting.why_words import details_html
from planner.questioning.closer import Found, look_for_second
from planner.ui.look import Look
from planner.ui.runner import Runner, Work
from planner.ui.scenario_studies import keep_insights
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.ask_bar import AskBar
from planner.ui.widgets.what_if_bar import WhatIfBar
from planner.ui.widgets.words import Words, label, set_role

if TYPE_CHECKING:
    from planner.questioning.second import Seconds

__all__ = ["WhyPanel"]

QUESTIONS = "planner.questioning.second"
BACKGROUND_UP_TO = 200
IDLE_MS = 4000
BETWEEN_MS = 250


class WhyPanel(QFrame):
    """Shows the first selected workload of the plan; ``refresh`` when plan or selection change."""

    def __init__(self, session: Session, look: Look, words: Words, runner: Runner) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look, self._runner = session, look, runner
        self._found: dict[str, Found] = {}
        self._tried: set[str] = set()
        self._found_for: object = None
        self._asked: tuple[Study, str] | None = None
        self._explaining: object = None
        self._asker: Seconds | None = None
        self._asker_for: object = None
        self._unseen = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._ask_next)
        self.idle_ms = IDLE_MS
        """Quiet time before the next workload is asked about in the background."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(label(words, "ui_why.why", "heading"))
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("role", "plain")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setOpenLinks(False)
        self.text.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # never within a word
        words.put(self.text.setAccessibleName, "ui_why.why")
        layout.addWidget(self.text, 1)
        self.ask = AskBar(session, runner, words, "ui_why.why.ask", self._begin, self._take)
        self.ask.note.hide()
        self.what_if = WhatIfBar(session, look, words, runner)
        self.what_if.hide()
        layout.addWidget(self.what_if)
        layout.addWidget(self.ask)
        self.setMinimumWidth(270)

    def chosen(self) -> tuple[Study, str] | None:
        """Return the study shown and the workload it is asked about; None where there is none."""
        study, selection = self._session.study, self._session.selection
        if study is None or not selection or selection[0] not in study.plan.placement:
            return None
        return study, selection[0]

    def refresh(self) -> None:
        """Show the selected workload."""
        now = self.chosen()
        self.ask.setVisible(now is not None)
        self.what_if.setVisible(now is not None)
        if now is None:
            self.text.setHtml(f"<p>{escape(self._session.say('ui_why.why.choose'))}</p>")
            return
        study, name = now
        if self._found_for is not study.plan:
            self._found, self._found_for = {}, study.plan
            self._tried = set()
            self._next.start(self.idle_ms)
        why = study.insights.why.get(name)
        found = self._found.get(name)
        flips = found.others if found is not None else ()
        flip = study.insights.flips.get(name)
        if flip is not None:
            flips = (flip, *(other for other in flips if other != flip))
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(details_html(self._session, study, name, why, flips))
        self.text.verticalScrollBar().setValue(place)
        self.what_if.show_workload(study, name, self._asker_of(study))
        if why is None:
            self._explain(study)

    def go_on_unseen(self) -> None:
        """Ask about every workload, though the panel is not in sight: nothing else is going on."""
        study = self._session.study
        if study is None:
            return
        self._unseen = True
        if self._found_for is not study.plan:
            self._found, self._found_for, self._tried = {}, study.plan, set()
        if not study.insights.why:
            self._explain(study)
        self._next.start(self.idle_ms)

    def _asker_of(self, study: Study) -> Seconds | None:
        """What answers about one plan: kept while the plan is, so that answers help each other."""
        if self._asker_for is not study.plan and QUESTIONS in sys.modules:
            self._asker = sys.modules[QUESTIONS].Seconds(study)
            self._asker_for = study.plan
        return self._asker if self._asker_for is study.plan else None

    def _ask_next(self) -> None:
        """Ask what came second for one workload more, unless there is something better to do."""
        study = self._session.study
        if study is None or study.plan is not self._found_for:
            return
        if not (self.isVisible() or self._unseen):
            return
        if self._runner.jobs:
            self._next.start(self.idle_ms)
            return
        asker = self._asker_of(study)
        left = [name for name, why in study.insights.why.items() if not why.second_exact]
        left = [name for name in left if name not in self._tried]
        if asker is None or not left or len(study.plan.placement) > BACKGROUND_UP_TO:
            return
        name = min(left, key=lambda one: study.insights.stability.keeps.get(one, 1.0)
                   if study.insights.stability is not None else 0.0)  # fmt: skip
        self._tried.add(name)

        def work(stop: Stop, listen: ProgressListener) -> Found:
            return look_for_second(study, name, asker, stop, check=False)

        def take(answer: Found) -> None:
            self._put_quietly(study, name, answer)
            self._next.start(min(self.idle_ms, BETWEEN_MS))

        self._runner.start("ui_why.why.job", work, done=take, quiet=True, alone=True)

    def _explain(self, study: Study) -> None:
        """Have the sentences made, once a plan."""
        if self._explaining is study.plan:
            return
        self._explaining = study.plan

        def work(stop: Stop, listen: ProgressListener) -> Mapping[str, Why]:
            from planner.questioning.why import explain_all

            return explain_all(study)

        def take(answer: Mapping[str, Why]) -> None:
            self._keep(study, lambda now: replace(now, why={**answer, **now.why}))

        job = self._runner.start("ui_why.why.job", work, done=take)
        job.ended.connect(self._explained)

    def _explained(self) -> None:
        """Let the same plan be asked about again: after an undo its answers are gone."""
        self._explaining = None

    def _begin(self) -> Work[object] | None:
        now = self.chosen()
        if now is None:
            return None
        self._asked = now
        study, name = now

        def work(stop: Stop, listen: ProgressListener) -> object:
            importlib.import_module(QUESTIONS)
            asker = self._asker_of(study)
            assert asker is not None  # what asks has just been imported
            return look_for_second(study, name, asker, stop)

        return work

    def _take(self, answer: object) -> None:
        assert isinstance(answer, Found)
        assert self._asked is not None
        study, name = self._asked
        if self._session.study is None or self._session.study.plan is not study.plan:
            return
        self._put(study, name, answer)
        self.refresh()

    def _put(self, study: Study, name: str, answer: Found) -> None:
        """Keep an answer with the plan it is about."""
        self._found[name] = answer

        def put(now: Insights) -> Insights:
            flips = {**now.flips, name: answer.flip} if answer.flip is not None else now.flips
            return replace(now, why={**now.why, name: answer.why}, flips=flips)

        self._keep(study, put)

    def _put_quietly(self, study: Study, name: str, answer: Found) -> None:
        """Keep an answer that nobody waits for: no page is redrawn, no file has changed."""
        now = self._session.study
        if now is None or now.plan is not study.plan:
            return
        self._found[name] = answer
        flips = dict(now.insights.flips)
        if answer.flip is not None:
            flips[name] = answer.flip
        insights = replace(now.insights, why={**now.insights.why, name: answer.why}, flips=flips)
        answered = replace(now, insights=insights)
        if self._session.draft is now:
            self._session.draft = answered
        self._session.study = answered
        if self._session.selection[:1] == (name,):
            self.refresh()

    def _keep(self, study: Study, change: Callable[[Insights], Insights]) -> None:
        now = self._session.study
        if now is not None and now.plan is study.plan:
            keep_insights(self._session, now, change(now.insights))
