"""One workload opened: its kind and how it moves, to be changed; scores, money and moves below."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.assessing.archetypes import finder_of
from planner.assessing.latency import AddedLatency
from planner.editing.decisions import follow_strategy_rules, overrule_strategy
from planner.editing.operations import edit_cells
from planner.model.assessment import WorkloadAssessment
from planner.model.fields import STRATEGIES
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Draft, Study
from planner.presenting.evidence_money import money_branches
from planner.presenting.evidence_moves import added_latency, move_branches
from planner.presenting.evidence_scores import score_branches
from planner.presenting.evidence_words import confidence_words, star_signs
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.evidence_tree import (
    MONEY_COLUMNS,
    MOVE_COLUMNS,
    SCORE_COLUMNS,
    EvidenceTree,
)
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["TABS", "EvidencePanel"]

TABS: Final = ("scores", "money", "moves")


class EvidencePanel(QWidget):
    """``reason_wanted`` asks why a workload is to move in another way than the rules say."""

    reason_wanted = Signal(str, object)
    """A question, and what to do with its answer."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        self.name, self.sure, self.nothing = PlainLabel(), PlainLabel(), PlainLabel()
        set_role(self.name, "heading")
        set_role(self.sure, "quiet")
        set_role(self.nothing, "quiet")
        self.kind, self.strategy = QComboBox(), QComboBox()
        words.put(self.kind.setAccessibleName, "ui_evidence.kind")
        words.put(self.strategy.setAccessibleName, "ui_evidence.strategy")
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.strategy.activated.connect(lambda _: self._choose_strategy())
        self.kind.setFixedWidth(170)
        self.strategy.setFixedWidth(138)
        self.sure.setMinimumWidth(80)
        self.scores = EvidenceTree(session, words, SCORE_COLUMNS, "ui.scores.arithmetic")
        self.money = EvidenceTree(session, words, MONEY_COLUMNS, "ui_evidence.tab.money")
        self.moves = EvidenceTree(session, words, MOVE_COLUMNS, "ui_evidence.tab.moves")
        self._added: tuple[AddedLatency, ...] = ()
        self._added_by: Study | None = None
        self._choices: list[QWidget] = []
        self.tabs = QTabWidget()
        for tab in (self.scores, self.money, self.moves):
            self.tabs.addTab(tab, "")
        title = QHBoxLayout()
        title.addWidget(self.name)
        title.addWidget(self.sure, 1)
        head = self._head(words)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, SPACE // 2, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(title)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _head(self, words: Words) -> QHBoxLayout:
        """What a person may say otherwise: the kind, how it moves, a score."""
        head = QHBoxLayout()
        for key, box in (("kind", self.kind), ("strategy", self.strategy)):
            named = label(words, f"ui_evidence.{key}", "small")
            named.setWordWrap(False)
            head.addWidget(named)
            head.addWidget(box)
            self._choices += [named, box]
        self.overrule = push_button(words, "ui_ask.overrule", self.ask_overrule)
        head.addStretch(1)
        head.addWidget(self.overrule)
        self._choices.append(self.overrule)
        return head

    def present(self, on: bool) -> None:
        """Show a room the facts without the choices."""
        for choice in (*self._choices, self.sure):
            choice.setVisible(not on)

    def refresh(self) -> None:
        """Show the first workload that is selected."""
        session = self._session
        draft, chosen = session.draft, session.selection[:1]
        found = draft.assessment.workloads.get(chosen[0]) if draft and chosen else None
        self.stack.setCurrentIndex(0 if found is None else 1)
        if draft is None or found is None:
            self.nothing.setText(session.say("ui_evidence.choose"))
            return
        self.name.setText(session.workload_name(found.workload_id))
        words = confidence_words(session, found.confidence)
        self.sure.setText(star_signs(found.confidence))
        self.sure.setAccessibleName(words)
        self.sure.setToolTip(plain_tip(f"{words} ({found.confidence * 100:.0f}%)"))
        self._show_kind(draft, found)
        self._show_strategy(found)
        self.scores.show_branches(score_branches(session, draft, found))
        self.money.show_branches(money_branches(session, draft, found))
        if self._added_by is not session.study:
            self._added_by, self._added = session.study, added_latency(session.study)
        self.moves.show_branches(move_branches(session, draft, found, self._added))

    def ask_overrule(self) -> None:
        """Ask what of the workload is overruled, why, and by whom."""
        from planner.ui.dialogs.overrule import OverruleDialog

        chosen = self._session.selection[:1]
        if self._session.draft is not None and chosen:
            OverruleDialog(self._session, chosen[0], self.window()).open()

    # Kind of system -----------------------------------------------------------------------------

    def _show_kind(self, draft: Draft, found: WorkloadAssessment) -> None:
        say, language = self._session.say, self._session.language
        names = {one.key: one.name.say(language) for one in draft.rules.archetypes}
        guess = names.get(found.archetype, say("ui_evidence.kind.none"))
        workload = draft.inventory.by_id[found.workload_id]
        named = workload.text("archetype") in names
        if named:
            bare = {key: one for key, one in workload.values.items() if key != "archetype"}
            kind, _ = finder_of(draft.rules.archetypes).find(replace(workload, values=bare))
            guess = kind.name.say(language) if kind else say("ui_evidence.kind.none")
        self.kind.clear()
        self.kind.addItem(say("ui_evidence.kind.guess", name=guess), "")
        for key, name in names.items():
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(self.kind.findData(found.archetype) if named else 0)

    def _choose_kind(self) -> None:
        session = self._session
        key = str(self.kind.currentData()) or None
        name = session.selection[0]
        workload = session.document.inventory.by_id[name]
        if workload.text("archetype") != key:
            session.perform(edit_cells(session.document, {(name, "archetype"): key}))

    # How it moves -------------------------------------------------------------------------------

    def _decision(self, name: str) -> Decision | None:
        """Return the decision in force on how a workload moves."""
        for decision in reversed(self._session.document.scenario.decisions):
            by = decision.kind is DecisionKind.STRATEGY and name in decision.workloads
            if decision.active and by:
                return decision
        return None

    def _show_strategy(self, found: WorkloadAssessment) -> None:
        say, session = self._session.say, self._session
        self.strategy.clear()
        self.strategy.addItem(say("ui_evidence.strategy.rules"), "")
        for one in STRATEGIES:
            self.strategy.addItem(say(f"common.strategy.{one}"), one)
        decision = self._decision(found.workload_id)
        stated = session.document.inventory.by_id[found.workload_id].text("strategy")
        chosen = decision.value if decision is not None else stated or ""
        self.strategy.setCurrentIndex(max(0, self.strategy.findData(chosen)))
        self.strategy.setToolTip(plain_tip(decision.reason) if decision is not None else "")

    def _choose_strategy(self) -> None:
        session, name = self._session, self._session.selection[0]
        chosen = str(self.strategy.currentData())
        if not chosen:
            self._as_the_rules_say(name)
            return

        def decide(reason: str) -> None:
            session.perform(
                overrule_strategy(
                    session.document, [name], chosen, reason, session.today, session.who
                )
            )

        question = session.say(
            "ui_evidence.strategy.ask",
            name=session.workload_name(name),
            strategy=session.say(f"common.strategy.{chosen}"),
        )
        self.reason_wanted.emit(question, decide)
        self.refresh()

    def _as_the_rules_say(self, name: str) -> None:
        """Withdraw what was decided; where the sheet decides, empty its cell."""
        session = self._session
        decision = self._decision(name)
        if decision is not None:
            session.perform(follow_strategy_rules(session.document, name))
        elif session.document.inventory.by_id[name].text("strategy"):
            session.perform(edit_cells(session.document, {(name, "strategy"): None}))
