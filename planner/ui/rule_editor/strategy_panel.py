"""The seven Rs: the list of rules that proposes one, and below it what each R takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.editing.rule_names import kind_name, strategy_name, when_words
from planner.model.fields import STRATEGIES
from planner.model.rules import RuleSet
from planner.presenting.rule_rows import RuleRow
from planner.ui.look import Look
from planner.ui.plain import plain_tip
from planner.ui.rule_editor.rule_table import RuleTable
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label
from planner.wording import mark_of

__all__ = ["StrategyPanel"]

COLUMNS = ("strategy.number", "strategy.r", "rule.when", "strategy.targets", "strategy.reason")
R_COLUMN = 1
WIDTHS = (42, 146, 170, 90)


class StrategyPanel(QWidget):
    """``edited`` gives a place and its value, as the table of values does."""

    edited = Signal(object, object)

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(label(words, "ui_rules.about.strategies", "quiet"))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(COLUMNS))
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        words.put(self.tree.setAccessibleName, "ui_rules.section.strategies")
        self.table = RuleTable(session, look)
        words.put(self.table.setAccessibleName, "ui_rules.section.strategies")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.table)
        split.setSizes([280, 240])
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)
        self.boxes: list[QComboBox] = []

    def show_rules(self, rules: RuleSet, base: RuleSet, rows: Sequence[RuleRow]) -> None:
        """Show the list in its order, and the figures of each R."""
        language, say = self._session.language, self._session.say
        self.table.rule_model.show(rows, language)
        self.tree.clear()
        self.boxes = []
        self.tree.setHeaderLabels([say(f"ui_rules.{name}") for name in COLUMNS])
        same = len(rules.strategies) == len(base.strategies)
        gap = mark_of("rules.list", language)
        for number, rule in enumerate(rules.strategies, 1):
            targets = gap.join(kind_name(kind).say(language) for kind in rule.target_kinds)
            when = when_words(rules, rule.when, language)
            reason = rule.reason.say(language)
            if rule.times != 1:
                reason = say("ui_rules.strategy.times", reason=reason, times=f"{rule.times:g}")
            differs = not same or base.strategies[number - 1] != rule
            mark = "● " if differs else ""
            texts = [f"{mark}{number}", "", when, targets or say("ui_rules.strategy.any"), reason]
            item = QTreeWidgetItem(texts)
            for column, text in enumerate(texts):
                item.setToolTip(column, plain_tip(text))
            self.tree.addTopLevelItem(item)
            self.tree.setItemWidget(item, R_COLUMN, self._box(number, rule.strategy, when))

    def _box(self, number: int, strategy: str, when: str) -> QComboBox:
        box = QComboBox()
        for one in STRATEGIES:
            box.addItem(strategy_name(one).say(self._session.language), one)
        box.setCurrentIndex(STRATEGIES.index(strategy))
        box.setAccessibleName(f"{self._session.say('ui_rules.strategy.r')}: {when}")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(partial(self._chosen, number, box))
        self.boxes.append(box)
        return box

    def _chosen(self, number: int, box: QComboBox, _: int) -> None:
        self.edited.emit(("strategies", str(number), "strategy"), box.currentData())
