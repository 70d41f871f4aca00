"""Rules: every judgement of the method, shown, changed, compared with its preset, and audited."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.assessing import load_rule_set, rule_set_names
from planner.assessing.rules_compare import changes
from planner.assessing.rules_table import Path
from planner.editing.decisions import drop_rule, enforce_rule
from planner.editing.operations import Operation
from planner.editing.own_prices import OWN, edit_price
from planner.editing.rule_log import logged
from planner.editing.rules import (
    base_of,
    choose_rules,
    edit_rules,
    load_rules_into,
    restore_rules,
    rules_in_use,
    use_rule_weights,
)
from planner.errors import PlannerError
from planner.model.rules import RuleSet
from planner.presenting.rule_tree import entry_of
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.rule_editor.changes_panel import ChangesPanel
from planner.ui.rule_editor.editor import RuleEditor
from planner.ui.rule_editor.effect_panel import EffectPanel
from planner.ui.rule_editor.navigation import RuleTree
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.file_dialog import file_dialog
from planner.ui.widgets.owed_reasons import OwedReasons
from planner.ui.widgets.words import label, push_button, search_line, set_role
from planner.wording import plural

__all__ = ["RulesPage"]


class RulesPage(Page):
    """The tree of rules, what is chosen of it, and what a change does."""

    key = "rules"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self.tree = RuleTree(session, self.words)
        self.search = search_line(self.words, "ui_rules.search")
        self.search.textChanged.connect(self.tree.narrow)
        self.editor = RuleEditor(session, look, self.words)
        self.effect = EffectPanel(session, look, self.words, runner)
        self.changes = ChangesPanel(session, look, self.words)
        self.sets = QComboBox()
        self.words.put(self.sets.setAccessibleName, "ui_rules.set")
        self.sets.activated.connect(lambda _: self._choose(str(self.sets.currentData())))
        self.state = PlainLabel()
        set_role(self.state, "quiet")
        self.own_weights = self._weights_notice()
        self.owed = OwedReasons(session, self.words)
        self.stack_behind("ui_rules.empty", "ui.start.open", "open")
        self._fill()
        self.tree.opened.connect(lambda _: self._show_entry())
        self.editor.edited.connect(self._edit)
        self.editor.refused.connect(self._tell)
        self.editor.back_wanted.connect(self._restore)
        self.editor.switched.connect(self._switch)
        self.changes.back_wanted.connect(self._restore)
        self.changes.table.doubleClicked.connect(lambda _: self._open_change())

    def _fill(self) -> None:
        """Put all in its place from the outside in: what is put elsewhere is dressed anew."""
        full = QWidget()
        self.stack.addWidget(full)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        bar = QHBoxLayout()
        bar.addWidget(label(self.words, "ui_rules.set", "quiet"))
        self.sets.setMinimumWidth(200)
        bar.addWidget(self.sets)
        bar.addWidget(self.state, 1)
        bar.addWidget(push_button(self.words, "ui_rules.load", self.ask_load))
        bar.addWidget(push_button(self.words, "ui_rules.save", self.ask_save))
        column.addLayout(bar)
        column.addWidget(self.own_weights)
        split = QSplitter(Qt.Orientation.Horizontal)
        column.addWidget(split, 1)
        left = QWidget()
        split.addWidget(left)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.search)
        inner.addWidget(self.tree, 1)
        split.addWidget(self.editor)
        self.tabs = QTabWidget()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.owed)  # here, where it moves nothing that is being dragged
        beside.addWidget(self.tabs, 1)
        split.addWidget(right)
        self.tabs.addTab(self.effect, "")
        self.tabs.addTab(self.changes, "")
        split.setSizes([210, 560, 300])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)

    def _weights_notice(self) -> QFrame:
        notice = QFrame()
        set_role(notice, "warning")
        row = QHBoxLayout(notice)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.addWidget(label(self.words, "ui_rules.set.weights"), 1)
        use = push_button(
            self.words,
            "ui_rules.set.weights.drop",
            lambda: self.session.perform(use_rule_weights(self.session.document)),
        )
        row.addWidget(use)
        notice.hide()
        return notice

    # Showing ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rules as they stand."""
        session = self.session
        self.stack.setCurrentIndex(0 if session.is_empty else 1)
        if session.is_empty:
            return
        rules = rules_in_use(session.document)
        base = base_of(rules)
        found = changes(base, rules)
        self._show_sets(rules, base, len(found))
        self._opening = False
        self.tree.show_rules(rules, [change.path for change in found])
        self._opening = True
        self.own_weights.setVisible(bool(session.document.scenario.dials.weights))
        self.changes.show_changes(base, rules)
        self.tabs.setTabText(0, session.say("ui_rules.effect"))
        self.tabs.setTabText(1, session.say("ui_rules.changes.count", count=len(found)))
        self.owed.refresh()
        self._chosen = session.selection
        self.look.later.do(self._show_entry, self.effect.refresh)

    def show_selection(self) -> None:
        """Show where the selected workload stands on the curve."""
        if not self.session.is_empty and self._chosen != self.session.selection:
            self._chosen = self.session.selection
            self.editor.refresh()

    _opening = True
    """Whether an entry is shown when the tree tells of it; a refresh shows it once by itself."""
    _chosen: tuple[str, ...] = ()

    def _show_entry(self) -> None:
        if self._opening and not self.session.is_empty:
            rules = rules_in_use(self.session.document)
            self.editor.show_entry(self.tree.entry(), rules, base_of(rules))

    def _show_sets(self, rules: RuleSet, base: RuleSet, count: int) -> None:
        session, language = self.session, self.session.language
        self.sets.clear()
        known = {name: load_rule_set(name) for name in rule_set_names()}
        for name, one in {**known, **session.document.rule_sets, rules.id: rules}.items():
            self.sets.addItem(one.name.say(language), name)
        self.sets.setCurrentIndex(self.sets.findData(rules.id))
        self.sets.setToolTip(plain_tip(rules.note.say(language)))
        if count == 0 and rules.id == base.id:
            self.state.setText(session.say("ui_rules.set.same"))
            return
        name = base.name.say(language)
        self.state.setText(plural("ui_rules.set.changed", language, count, base=name))

    # Changing -----------------------------------------------------------------------------------

    def _edit(self, place: Path, value: Any) -> None:
        document = self.session.document
        if place[0] == OWN:
            self._do(lambda: edit_price(document, place, value))
        else:
            self._do(lambda: edit_rules(document, {place: value}))

    def _restore(self, paths: list[Path]) -> None:
        if paths:
            self._do(lambda: restore_rules(self.session.document, paths))

    def _choose(self, name: str) -> None:
        document = self.session.document
        if name == document.scenario.rule_set:
            return
        rules = document.rule_sets.get(name)
        chosen = rules if rules is not None else load_rule_set(name)
        self._do(lambda: choose_rules(document, chosen))

    def _do(self, make: Any) -> None:
        """Perform an operation; what cannot stand is told, and what stands is shown again."""
        try:
            operation: Operation = make()
        except PlannerError as error:
            self._tell(error)
            self.refresh()
            return
        session = self.session
        session.perform(logged(session.document, operation, session.today, session.language))

    def _tell(self, error: PlannerError) -> None:
        self.error_told.emit(error)

    def _switch(self, key: str, on: bool) -> None:
        """Put a compliance rule in force or out of it; the reason goes into the decision log."""
        session = self.session
        rules = rules_in_use(session.document)
        name = next(rule.name for rule in rules.compliance if rule.key == key)
        if on:
            session.perform(enforce_rule(session.document, key, name))
            return

        def decide(reason: str) -> None:
            session.perform(
                drop_rule(session.document, key, name, reason, session.today, session.who)
            )

        question = session.say("ui_rules.rule.off.ask", name=name.say(session.language))
        self.reason_wanted.emit(question, decide)

    def _open_change(self) -> None:
        row = self.changes.table.currentIndex().row()
        if 0 <= row < len(self.changes.found):
            self.tree.open_entry(entry_of(self.changes.found[row].path))

    # Files --------------------------------------------------------------------------------------

    def ask_load(self) -> None:
        """Ask for a rules file and use it."""
        dialog = file_dialog(self.session, self.session.say("ui_rules.load"), self)
        dialog.setNameFilter(self.session.say("ui_rules.load.kinds"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.accepted.connect(lambda: self.load(FilePath(dialog.selectedFiles()[0])))
        dialog.open()

    def load(self, path: FilePath) -> None:
        """Use the rules of a file; a mistake in it is told with its place."""
        self._do(lambda: load_rules_into(self.session.document, load_rule_set(path), path.name))

    def ask_save(self) -> None:
        """Ask where to write the rules."""
        dialog = file_dialog(self.session, self.session.say("ui_rules.save"), self)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.session.say("ui_rules.load.kinds"))
        dialog.selectFile(f"{rules_in_use(self.session.document).id}.toml")
        dialog.accepted.connect(lambda: self.save(FilePath(dialog.selectedFiles()[0])))
        dialog.open()

    def save(self, path: FilePath) -> None:
        """Write the rules in use to a file."""
        from planner.assessing.rules_save import save_rule_set

        try:
            save_rule_set(rules_in_use(self.session.document), path)
        except PlannerError as error:
            self._tell(error)
            return
        self.note_told.emit(self.session.say("ui_rules.saved", path=path))
