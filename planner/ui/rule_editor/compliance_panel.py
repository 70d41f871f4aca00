"""The compliance rules: what each forbids, whom it touches, and whether it is in force."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.editing.rule_names import kind_name, when_words
from planner.model.rules import ComplianceRule, RuleSet
from planner.model.scenario import Decision, DecisionKind
from planner.presenting.compliance import touched
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, set_role
from planner.wording import has, mark_of

__all__ = ["CompliancePanel"]

COLUMNS = ("name", "touches", "forbids", "source")
WIDTHS = (190, 64, 150)


class CompliancePanel(QWidget):
    """A row a rule with a box to switch it; ``switched`` gives its key and whether it is on."""

    switched = Signal(str, bool)

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self._rules: RuleSet | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(label(words, "ui_rules.about.compliance", "quiet"))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(COLUMNS))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        words.put(self.tree.setAccessibleName, "ui_rules.section.compliance")
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(lambda now, _: self._tell(now))
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        layout.addWidget(self.tree, 1)
        self.detail = PlainLabel()
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(84)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.detail, "quiet")
        layout.addWidget(self.detail)

    def show_rules(self, rules: RuleSet) -> None:
        """Show the rules and which of them are switched off."""
        say, language = self._session.say, self._session.language
        self._filling = True
        self._rules = rules
        kept = self.tree.currentIndex().row()
        self.tree.clear()
        self.tree.setHeaderLabels([say(f"ui_rules.rule.{name}") for name in COLUMNS])
        for rule in rules.compliance:
            item = QTreeWidgetItem(
                [
                    rule.name.say(language),
                    str(touched(self._session.draft, rule)),
                    self._forbids(rule),
                    rule.source.say(language),
                ]
            )
            item.setData(0, Qt.ItemDataRole.UserRole, rule.key)
            off = self.dropped(rule.key) is not None
            item.setCheckState(0, Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column in (0, 2, 3):
                item.setToolTip(column, plain_tip(item.text(column)))
            self.tree.addTopLevelItem(item)
        self._filling = False
        self.tree.setCurrentIndex(self.tree.model().index(max(kept, 0), 0))

    def dropped(self, key: str) -> Decision | None:
        """Return the decision that switched a rule off for all; None where it is in force."""
        for decision in self._session.document.scenario.decisions:
            off = decision.kind is DecisionKind.DROP_RULE and decision.value == key
            if off and decision.active and not decision.workloads:
                return decision
        return None

    def _forbids(self, rule: ComplianceRule) -> str:
        language, say = self._session.language, self._session.say
        if not rule.forbids:
            return say("ui_rules.rule.condition")
        named = [
            say(f"ui_rules.forbids.{one}")
            if has(f"ui_rules.forbids.{one}")
            else kind_name(one).say(language)
            for one in rule.forbids
        ]
        return mark_of("rules.list", language).join(named)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        rule = self._rule(item)
        if rule is None or self._rules is None:
            self.detail.clear()
            return
        say, language = self._session.say, self._session.language
        mark = mark_of("common.colon", language)
        lines = [
            rule.reason.say(language),
            say("ui_rules.rule.when") + mark + when_words(self._rules, rule.when, language),
        ]
        decision = self.dropped(rule.key)
        if decision is not None:
            reason = decision.reason or say("ui_rules.rule.no_reason")
            who = f" ({decision.who}, {decision.day})" if decision.who else ""
            lines.append("✖ " + say("ui_rules.rule.dropped", reason=reason + who))
        self.detail.setText("\n".join(lines))

    def _rule(self, item: QTreeWidgetItem | None) -> ComplianceRule | None:
        if item is None or self._rules is None:
            return None
        key = item.data(0, Qt.ItemDataRole.UserRole)
        return next((one for one in self._rules.compliance if one.key == key), None)

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        rule = self._rule(item)
        if self._filling or column != 0 or rule is None:
            return
        on = item.checkState(0) is Qt.CheckState.Checked
        if on != (self.dropped(rule.key) is None):
            self._filling = True  # it is switched where the decision is made
            item.setCheckState(0, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self._filling = False
            self.switched.emit(rule.key, on)
