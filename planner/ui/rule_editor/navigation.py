"""The tree of rules by subject; what holds a changed value is marked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from planner.assessing.rules_table import Path
from planner.model.rules import RuleSet
from planner.presenting.rule_tree import Entry, RuleEntry, entry_of, rule_entries
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.words import Words

__all__ = ["RuleTree"]


KEY = Qt.ItemDataRole.UserRole
MARK = "● "


class RuleTree(QTreeWidget):
    """``opened`` gives the entry that is chosen."""

    opened = Signal(object)

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        self._built_for: tuple[object, ...] = ()
        self._items: dict[Entry, QTreeWidgetItem] = {}
        self._names: dict[Entry, str] = {}
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        words.put(self.setAccessibleName, "ui_rules.section")
        self.currentItemChanged.connect(self._moved)

    def show_rules(self, rules: RuleSet, changed: Collection[Path]) -> None:
        """Show the entries of a rule set, marked where something differs from the preset."""
        shape = (
            self._session.language,
            tuple(one.key for one in rules.indicators),
            tuple(one.key for one in rules.archetypes),
        )
        if shape != self._built_for:
            self._build(rules)
            self._built_for = shape
        marked = {entry_of(path) for path in changed}
        marked |= {entry[:1] for entry in marked}
        for entry, item in self._items.items():
            text = (MARK if entry in marked else "") + self._names[entry]
            if item.text(0) != text:
                item.setText(0, text)

    def entry(self) -> Entry:
        """Return the entry that is chosen; the weights where none is."""
        item = self.currentItem()
        found = item.data(0, KEY) if item is not None else None
        return tuple(found) if found else ("weights",)

    def open_entry(self, entry: Entry) -> None:
        """Choose an entry."""
        item = self._items.get(entry) or self._items.get(entry[:1])
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def narrow(self, text: str) -> None:
        """Show the entries whose name holds ``text``, in the open."""
        wanted = text.strip().casefold()
        for entry, item in reversed(self._items.items()):
            below = [item.child(row) for row in range(item.childCount())]
            inside = any(one is not None and not one.isHidden() for one in below)
            hit = wanted in self._names[entry].casefold()
            item.setHidden(bool(wanted) and not hit and not inside)
            if wanted:
                item.setExpanded(inside)

    def _build(self, rules: RuleSet) -> None:
        kept = self.entry()
        self.blockSignals(True)
        self.clear()
        self._items, self._names = {}, {}
        for entry in rule_entries(rules, self._session.language):
            self._add(entry)
        self.blockSignals(False)
        self.open_entry(kept)

    def _add(self, entry: RuleEntry) -> None:
        item = QTreeWidgetItem([entry.name])
        item.setData(0, KEY, list(entry.key))
        item.setToolTip(0, plain_tip(entry.name))
        above = self._items.get(entry.above)
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        item.setExpanded(entry.opened)
        self._items[entry.key], self._names[entry.key] = item, entry.name

    def _moved(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None = None) -> None:
        if item is not None:
            self.opened.emit(tuple(item.data(0, KEY)))
