"""Beside the map: what is selected with its neighbours, and what stands out, each a click away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from planner.presenting.map_facts import MapFacts, Mark
from planner.presenting.map_words import node_words, wave_words
from planner.ui.look import Look
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.map_items import mark_colour, mark_path
from planner.ui.widgets.words import Words, label, set_role

__all__ = ["MapSide", "node_tip"]

SHOWN = 400
"""Neighbours and findings listed; the map itself shows all."""


def node_tip(session: Session, facts: MapFacts, name: str) -> str:
    """Return what is known of a node, one fact a line, as plain text."""
    return plain_tip("\n".join(node_words(session, facts, name)))


class MapSide(QFrame):
    """Two lists under a heading each."""

    chosen = Signal(object)
    """Ids to select and show."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look = session, look
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE // 2)
        self.title = PlainLabel()
        set_role(self.title, "heading")
        self.facts_line = PlainLabel()
        set_role(self.facts_line, "quiet")
        for text in (self.title, self.facts_line):
            text.setWordWrap(True)
            layout.addWidget(text)
        self.neighbours = self._list("ui_map.map.neighbours", words)
        layout.addWidget(self.neighbours, 3)
        layout.addWidget(label(words, "ui_map.map.findings", "heading"))
        self.none = label(words, "ui_map.map.findings.none", "quiet")
        layout.addWidget(self.none)
        self.findings = self._list("ui_map.map.findings", words)
        layout.addWidget(self.findings, 2)

    def _list(self, key: str, words: Words) -> QListWidget:
        made = QListWidget()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWordWrap(True)
        made.setResizeMode(QListWidget.ResizeMode.Adjust)
        made.setIconSize(QSize(14, 14))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        words.put(made.setAccessibleName, key)
        made.itemClicked.connect(self._go)
        made.itemActivated.connect(self._go)
        return made

    def _go(self, item: QListWidgetItem) -> None:
        names = item.data(Qt.ItemDataRole.UserRole)
        if names:
            self.chosen.emit(tuple(names))

    def show_facts(self, facts: MapFacts) -> None:
        """List what stands out, faults first."""
        self.findings.clear()
        order = (Mark.FAULT, Mark.CYCLE, Mark.HUB, Mark.COMMON, Mark.BRIDGE)
        found = sorted(facts.findings, key=lambda one: (order.index(one.mark), -one.figure))
        for finding in found[:SHOWN]:
            names = [facts.names[name] for name in finding.workloads]
            text = self._session.say(
                f"ui_map.map.found.{finding.mark}",
                names=self._joined(names, 3),
                first=names[0],
                other=names[-1],
                figure=f"{finding.figure:.0f}",
                count=len(names),
            )
            self._add(self.findings, text, finding.workloads, finding.mark)
        self.findings.setVisible(bool(found))
        self.none.setVisible(not found)

    def show_selection(self, facts: MapFacts, selection: Sequence[str]) -> None:
        """Say what is selected, and list its neighbours."""
        say = self._session.say
        self.neighbours.clear()
        known = [name for name in selection if name in facts.names]
        self.neighbours.setVisible(len(known) == 1)
        if not known:
            self.title.setText(say("ui_map.map.nothing"))
            self.facts_line.setText(say("ui_map.map.nothing.about"))
            return
        if len(known) > 1:
            self.title.setText(say("ui_map.map.many", count=len(known)))
            self.facts_line.setText(self._joined([facts.names[name] for name in known], 6))
            return
        name = known[0]
        self.title.setText(facts.names[name])
        target = facts.targets[name]
        where = self._session.target_name(target) if target else say("ui_map.map.unknown")
        when = f" · {wave_words(self._session, facts, name)}" if facts.planned else ""
        self.facts_line.setText(f"{where}{when}")
        for key, others in (("needs", facts.needs), ("needed_by", facts.needed_by)):
            near = others.get(name, ())
            head = QListWidgetItem(say(f"ui_map.map.{key}", count=len(near)))
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.neighbours.addItem(head)
            for other in near[:SHOWN]:
                when = f"{wave_words(self._session, facts, other)} · " if facts.planned else ""
                mark = next(iter(facts.marks.get(other, ())), None)
                self._add(self.neighbours, f"{when}{facts.names[other]}", (other,), mark)

    def _joined(self, names: Sequence[str], most: int) -> str:
        return self._session.listed(names[:most]) + (" …" if len(names) > most else "")

    def _add(self, to: QListWidget, text: str, names: Sequence[str], mark: Mark | None) -> None:
        item = QListWidgetItem(text.rstrip())
        item.setData(Qt.ItemDataRole.UserRole, tuple(names))
        item.setToolTip(plain_tip(text.strip()))
        item.setIcon(_mark_icon(mark, self._look))  # an empty one keeps the names in line
        to.addItem(item)


def _mark_icon(mark: Mark | None, look: Look) -> QIcon:
    return _drawn_mark(mark, mark_colour(mark, look.scheme).name() if mark is not None else "")


@lru_cache(maxsize=64)
def _drawn_mark(mark: Mark | None, colour: str) -> QIcon:
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    if mark is None:
        return QIcon(pixmap)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPath(mark_path(mark, QPointF(16, 16), 24))
    painter.end()
    return QIcon(pixmap)
