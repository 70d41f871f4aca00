"""Why a workload is here and now: sentences, the fit's arithmetic, what came second, what flips it.

What has not been asked yet is asked in the background: the sentences at once, what came second
only on demand, as the plan is then made again around the workload.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from planner.jobs import ProgressListener, Stop
from planner.model.insight import Flip, Insights, Why
from planner.model.study import Study
from planner.ui.look import Look
from planner.ui.runner import Runner, Work
from planner.ui.scenario_studies import keep_insights
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.ask_bar import AskBar
from planner.ui.widgets.why_words import details_html
from planner.ui.widgets.words import Words, label, set_role

__all__ = ["WhyPanel"]

SECONDS = 10.0
FLIPS_SHOWN = 4


@dataclass(frozen=True)
class Found:
    """What asking for the second best brings: the answer, and every flip found, nearest first."""

    why: Why
    flip: Flip | None
    others: tuple[Flip, ...]


def look_for_second(study: Study, workload_id: str) -> Found:
    """Place the rest again without the workload's target, and look for what would flip it."""
    from planner.questioning.flips import cost_flip, indicator_flips, weight_flips
    from planner.questioning.local import Surroundings
    from planner.questioning.second import second_best
    from planner.questioning.why import explain

    why = study.insights.why.get(workload_id) or explain(study, workload_id)
    other = second_best(study, workload_id, SECONDS)
    why = replace(
        why,
        second=other.target,
        second_by=other.most if other.target is not None else None,
        second_exact=other.exact,
        second_interval=None if other.exact else (other.least, other.most),
    )
    around = Surroundings(study)
    weights = weight_flips(study, workload_id, around)[:FLIPS_SHOWN]
    indicators = indicator_flips(study, workload_id, around)[:FLIPS_SHOWN]
    return Found(why, cost_flip(study, workload_id, other), (*weights, *indicators))


class WhyPanel(QFrame):
    """Shows the first selected workload of the plan; ``refresh`` when plan or selection change."""

    def __init__(self, session: Session, look: Look, words: Words, runner: Runner) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look, self._runner = session, look, runner
        self._found: dict[str, Found] = {}
        self._found_for: object = None
        self._asked: tuple[Study, str] | None = None
        self._explaining: object = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(label(words, "ui_more.why", "heading"))
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("role", "plain")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setOpenLinks(False)
        words.put(self.text.setAccessibleName, "ui_more.why")
        layout.addWidget(self.text, 1)
        self.ask = AskBar(session, runner, words, "ui_more.why.ask", self._begin, self._take)
        self.ask.note.hide()
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
        if now is None:
            self.text.setHtml(f"<p>{escape(self._session.say('ui_more.why.choose'))}</p>")
            return
        study, name = now
        if self._found_for is not study.plan:
            self._found, self._found_for = {}, study.plan
        why = study.insights.why.get(name)
        found = self._found.get(name)
        flips = found.others if found is not None else ()
        flip = study.insights.flips.get(name)
        if flip is not None:
            flips = (flip, *(other for other in flips if other != flip))
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(details_html(self._session, study, name, why, flips))
        self.text.verticalScrollBar().setValue(place)
        if why is None:
            self._explain(study)

    def _explain(self, study: Study) -> None:
        """Have the sentences made, once a plan."""
        if self._explaining is study.plan:
            return
        self._explaining = study.plan

        def work(stop: Stop, listen: ProgressListener) -> object:
            from planner.questioning.why import explain_all

            return explain_all(study)

        def take(answer: object) -> None:
            assert isinstance(answer, dict)
            self._keep(study, lambda now: replace(now, why={**answer, **now.why}))

        self._runner.start("ui_more.why.job", work, done=take)

    def _begin(self) -> Work | None:
        now = self.chosen()
        if now is None:
            return None
        self._asked = now
        study, name = now
        return lambda stop, listen: look_for_second(study, name)

    def _take(self, answer: object) -> None:
        assert isinstance(answer, Found)
        assert self._asked is not None
        study, name = self._asked
        if self._session.study is None or self._session.study.plan is not study.plan:
            return
        self._found[name] = answer

        def put(now: Insights) -> Insights:
            flips = {**now.flips, name: answer.flip} if answer.flip is not None else now.flips
            return replace(now, why={**now.why, name: answer.why}, flips=flips)

        self._keep(study, put)
        self.refresh()

    def _keep(self, study: Study, change: Callable[[Insights], Insights]) -> None:
        now = self._session.study
        if now is not None and now.plan is study.plan:
            keep_insights(self._session, now, change(now.insights))
