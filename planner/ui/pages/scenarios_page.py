"""Scenarios side by side, and the questions a plan is asked: how sure, at what price, what else."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
)

from planner.editing.operations import Operation
from planner.editing.scenarios import (
    choose_scenario,
    duplicate_scenario,
    remove_scenario,
    rename_scenario,
)
from planner.model.insight import Insights
from planner.model.study import Study
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import plain_tip
from planner.ui.runner import Runner
from planner.ui.scenario_studies import (
    ScenarioStudies,
    keep_insights,
    open_frontier_point,
    restore_insights,
)
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answers import Answer, FrontierAnswer, QuestionsAnswer, make_answers
from planner.ui.widgets.compare_panel import ComparePanel
from planner.ui.widgets.words import label, push_button, set_role

__all__ = ["ScenariosPage"]

SIDE_BY_SIDE = 3
NAME = Qt.ItemDataRole.UserRole


class ScenariosPage(Page):
    """A list of scenarios, and tabs with what can be asked of them."""

    key = "scenarios"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self._runner = runner
        self.studies = ScenarioStudies(session, runner)
        self.studies.ready.connect(self._compare)
        self._added_up: tuple[Study, ...] = ()
        self._adding = False
        # From the outside in: a form moved into another with all it holds is styled once more.
        self.stack_behind("ui_scenarios.scenarios.empty", "ui.action.plan", "plan", needs="plan")
        split = QSplitter(Qt.Orientation.Horizontal)
        self.stack.addWidget(split)
        split.addWidget(self._side())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        split.addWidget(self.tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([250, 900])
        split.setChildrenCollapsible(False)
        self._add_tabs()
        self.tabs.currentChanged.connect(lambda _: self.show_answers())
        self.retranslate()

    def _add_tabs(self) -> None:
        session, look = self.session, self.look
        self.compare = ComparePanel(session, look, self.words)
        self.tabs.addTab(self.compare, "")
        self.answers: tuple[Answer, ...] = make_answers(
            session, look, self._runner, self.words, self._answered
        )
        for answer in self.answers:
            self.tabs.addTab(answer, "")
            if isinstance(answer, FrontierAnswer):
                answer.open_wanted.connect(self._open_point)
            if isinstance(answer, QuestionsAnswer):
                answer.cell_wanted.connect(self.cell_wanted)

    def _side(self) -> QFrame:
        side = QFrame()
        self.backstage.append(side)
        set_role(side, "card")
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(label(self.words, "ui_scenarios.scenarios.list.about", "quiet"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.put(self.list.setAccessibleName, "ui_scenarios.scenarios.list")
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(lambda _: self._choose())
        self.list.currentItemChanged.connect(lambda _now, _before: self._enable())
        column.addWidget(self.list, 1)
        grid = QGridLayout()
        self.buttons: dict[str, QPushButton] = {}
        actions: tuple[tuple[str, Callable[[], object]], ...] = (
            ("show", self._choose),
            ("duplicate", self._duplicate),
            ("rename", self._rename),
            ("remove", self._remove),
        )
        for number, (name, action) in enumerate(actions):
            self.buttons[name] = push_button(self.words, f"ui_scenarios.scenarios.{name}", action)
            grid.addWidget(self.buttons[name], number // 2, number % 2)
        column.addLayout(grid)
        side.setMinimumWidth(210)
        return side

    def retranslate(self) -> None:
        """Name the tabs again."""
        self.tabs.setTabText(0, self.session.say("ui_scenarios.compare"))
        self.tabs.setTabToolTip(0, self.session.say("ui_scenarios.scenarios.list.about"))
        for number, answer in enumerate(self.answers, 1):
            self.tabs.setTabText(number, self.session.say(answer.key))
            self.tabs.setTabToolTip(number, self.session.say(f"{answer.key}.ask.about"))

    # Showing -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the scenarios and what is known of them."""
        session = self.session
        planned = any(one.plan is not None for one in session.document.scenarios)
        self.stack.setCurrentIndex(1 if planned and not session.is_empty else 0)
        restore_insights(session)
        self._fill()
        self._compare()
        self.show_answers()

    def ticked(self) -> list[str]:
        """Scenarios to be compared, in order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [i.data(NAME) for i in items if i.checkState() == Qt.CheckState.Checked]

    def _fill(self) -> None:
        document = self.session.document
        names = [one.name for one in document.scenarios]
        had = [self.list.item(row).data(NAME) for row in range(self.list.count())]
        ticked = [name for name in self.ticked() if name in names]
        fresh = [name for name in names if name not in had]
        for name in (document.active, *fresh, *names):
            if name not in ticked and len(ticked) < (SIDE_BY_SIDE if name in fresh else 2):
                ticked.append(name)
        item = self.list.currentItem()
        current = item.data(NAME) if item is not None else document.active
        if current not in names or fresh:
            current = document.active
        self.list.blockSignals(True)
        self.list.clear()
        for scenario in document.scenarios:
            state = "shown" if scenario.name == document.active else ""
            if scenario.plan is None:
                state = "unplanned"
            note = f"   {self.session.say(f'ui_scenarios.scenarios.{state}')}" if state else ""
            shown = self.session.wording.scenario(scenario.name)
            made = QListWidgetItem(f"{shown}{note}")
            made.setData(NAME, scenario.name)
            made.setToolTip(plain_tip(shown))
            on = scenario.name in ticked
            made.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if scenario.name == document.active:
                font = made.font()
                font.setBold(True)
                made.setFont(font)
            self.list.addItem(made)
            if scenario.name == current:
                self.list.setCurrentItem(made)
        self.list.blockSignals(False)
        self._enable()

    def _enable(self) -> None:
        chosen = self._current()
        self.buttons["remove"].setEnabled(self.list.count() > 1 and chosen is not None)
        self.buttons["show"].setEnabled(chosen not in (None, self.session.document.active))
        for name in ("duplicate", "rename"):
            self.buttons[name].setEnabled(chosen is not None)

    def _ticked(self, item: QListWidgetItem) -> None:
        if len(self.ticked()) > SIDE_BY_SIDE:
            self.list.blockSignals(True)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        if not self.isVisible():
            return
        names = self.ticked()
        self.studies.want(tuple(names))
        found = {name: study for name in names if (study := self.studies.get(name)) is not None}
        say = self.session.say
        missing = [name for name in names if name not in found]
        hint = (
            say(
                "ui_scenarios.compare.missing",
                names=self.session.listed(map(self.session.wording.scenario, missing)),
            )
            if missing
            else ""
        )
        if len(names) < 2:
            hint = say("ui_scenarios.compare.tick")
        if self._ready(tuple(found.values())):
            self.compare.show_studies(found, hint)

    def _ready(self, studies: tuple[Study, ...]) -> bool:
        """Whether a job has added these up; one does where it has not, and they are shown then."""
        known = self._added_up
        if len(studies) == len(known) and all(map(is_, studies, known)):
            return True
        if not self._adding:
            self._adding = True

            def done(_: object) -> None:
                self._adding, self._added_up = False, studies
                self._compare()

            def ended() -> None:
                self._adding = False

            title = "ui_scenarios.job.scenarios"
            self._runner.start(title, lambda *_: _add_up(studies), done=done).ended.connect(ended)
        return False

    def show_answers(self) -> None:
        """Show what is known of the plan on the tab that is open."""
        for number, answer in enumerate(self.answers, 1):
            if self.tabs.currentIndex() == number:
                answer.show_study(self.session.study)

    # Doing -------------------------------------------------------------------------------------

    def _current(self) -> str | None:
        item = self.list.currentItem()
        return str(item.data(NAME)) if item is not None else None

    def _do(self, operation: Operation) -> None:
        self.session.perform(operation)

    def _choose(self) -> None:
        name = self._current()
        if name is not None and name != self.session.document.active:
            self._do(choose_scenario(self.session.document, name))

    def _duplicate(self) -> None:
        name = self._current()
        if name is not None:
            wanted = self.session.say(
                "ui_scenarios.scenarios.copy_of", name=self.session.wording.scenario(name)
            )
            self._do(duplicate_scenario(self.session.document, name, wanted))

    def _rename(self) -> None:
        name = self._current()
        if name is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.session.say("ui_scenarios.scenarios.rename"))
        dialog.setLabelText(self.session.say("ui_scenarios.scenarios.rename.label"))
        dialog.setTextValue(self.session.wording.scenario(name))
        dialog.textValueSelected.connect(lambda text: self.rename(name, text))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def rename(self, name: str, wanted: str) -> None:
        """Call a scenario otherwise; an empty or equal name changes nothing."""
        if wanted.strip() not in ("", name, self.session.wording.scenario(name)):
            self._do(rename_scenario(self.session.document, name, wanted.strip()))

    def _remove(self) -> None:
        name = self._current()
        if name is not None and self.list.count() > 1:
            self._do(remove_scenario(self.session.document, name))

    def _open_point(self, number: int) -> None:
        if open_frontier_point(self.session, number):
            self.action_wanted.emit("plan")

    def _answered(self, study: Study, insights: Insights) -> None:
        keep_insights(self.session, study, insights)


def _add_up(studies: tuple[Study, ...]) -> None:
    """Add up and compare plans, which is remembered; the room that does is large to load."""
    from planner.questioning.compare import compare, totals

    for study in studies:
        totals(study)
    for other in studies[1:]:
        compare(studies[0], other)
