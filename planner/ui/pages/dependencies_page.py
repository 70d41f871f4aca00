"""The dependency map: who needs whom, where each stands, and what stands out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.editing.links import delete_dependencies, place_of
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.study import Draft, Study
from planner.presenting.map_facts import COLUMNS, RETIRES, STAYS, MapFacts, Mark, map_facts
from planner.presenting.map_words import node_words
from planner.ui.dialogs.link import LinkDialog
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.spoken import describe
from planner.ui.theme import SPACE
from planner.ui.widgets.link_table import LinkTable
from planner.ui.widgets.map_items import Dress
from planner.ui.widgets.map_legend import MapLegend
from planner.ui.widgets.map_side import MapSide, node_tip
from planner.ui.widgets.map_view import MapView
from planner.ui.widgets.words import label, search_line, set_role

__all__ = ["DependenciesPage"]

DIRECTIONS = ("both", "needs", "needed_by")
SHOWN_LINES = ("all", "picked")
LINKS_OFFERED = 25


class DependenciesPage(Page):
    """Map, tools above it, facts beside it, key below it."""

    key = "dependencies"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self._runner = runner
        self.facts = MapFacts()
        self._shown: MapFacts | None = None
        self._found: tuple[str, ...] = ()
        self._at = -1
        self._own_selection = False
        self._drawn_from = ""
        self._wished = COLUMNS[0]
        self.map = MapView()
        self.map.picked.connect(self._picked)
        self.map.menu_wanted.connect(self._menu)
        self.map.heads.lane_words = self._lane_words
        self.map.heads.column_words = self._column_words
        self.map.tip = lambda name: node_tip(self.session, self.facts, name)
        self.side = MapSide(session, look, self.words)
        self.side.chosen.connect(self._chosen)
        self.legend = MapLegend()
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._tools())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.map)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 270])
        split.setChildrenCollapsible(False)
        self.side.setMinimumWidth(200)
        self.view = LinkTable(session, look, self.words)
        self.view.error_told.connect(self.error_told)
        self.views = QStackedWidget()
        drawn = QWidget()
        inner = QVBoxLayout(drawn)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(split, 1)
        inner.addWidget(self.legend)
        self.views.addWidget(drawn)
        self.views.addWidget(self.view)
        column.addWidget(self.views, 1)
        self.stack_behind("ui_map.map.empty", "ui_map.map.empty.go", "page_start")
        self.stack.addWidget(shown)
        self.words.put(self.map.setAccessibleName, "ui_map.map.accessible")

    @property
    def picture(self) -> QWidget:
        """The map, with all that is on it and its headings."""
        return self.map.whole()

    # Tools -------------------------------------------------------------------------------------

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._add_search(row)
        row.addStretch(1)
        caption = self._caption("ui_map.map.hops")
        self.columns = self._choice("columns")
        self.columns.setObjectName("map_columns")
        row.addWidget(self.columns)
        row.addWidget(caption)
        self.hops = QSpinBox()
        self.hops.setRange(0, 6)
        self.hops.setValue(1)
        self.words.put(self.hops.setAccessibleName, "ui_map.map.hops")
        self.words.put(self.hops.setToolTip, "ui_map.map.hops.tip")
        self.hops.valueChanged.connect(lambda _: self._dress())
        row.addWidget(self.hops)
        self.direction, self.lines = self._choice("direction"), self._choice("lines")
        row.addWidget(self.direction)
        row.addWidget(self.lines)
        self.backstage += [self.direction, self.lines]
        self._fill_choices()
        self.direction.currentIndexChanged.connect(lambda _: self._dress())
        self.lines.currentIndexChanged.connect(self._choose_lines)
        self.columns.activated.connect(self._arrange_by)
        self.map_tools: list[QWidget] = [
            self.search, self.count, caption, self.hops, self.direction, self.lines,
            self.columns,
        ]  # fmt: skip
        for sign, key, factor in (("−", "out", 0.8), ("+", "in", 1.25), ("⤢", "fit", 0.0)):
            button = self._zoom_button(sign, f"ui_map.map.zoom.{key}", factor)
            row.addWidget(button)
            self.map_tools.append(button)
        return row

    def _add_search(self, row: QHBoxLayout) -> None:
        """Add what changes map for table, and what finds a node in the map."""
        self.search = search_line(self.words, "ui_map.map.search")
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(320)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_found)
        self.count = PlainLabel()
        set_role(self.count, "quiet")
        self.as_table = QToolButton()
        self.as_table.setCheckable(True)
        self.words.put(self.as_table.setText, "ui_enter.link.table")
        self.words.put(self.as_table.setToolTip, "ui_enter.link.table.tip")
        self.as_table.toggled.connect(self._turn)
        row.addWidget(self.as_table)
        row.addWidget(self.search, 2)
        row.addWidget(self.count)

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        self.words.put(combo.setAccessibleName, f"ui_map.map.{name}")
        self.words.put(combo.setToolTip, f"ui_map.map.{name}")
        return combo

    def _turn(self, on: bool) -> None:
        """Show the table, or the map."""
        self.views.setCurrentIndex(1 if on else 0)
        for widget in self.map_tools:
            widget.setVisible(not on)
        self.view.refresh()

    def _caption(self, key: str) -> QLabel:
        made = label(self.words, key, "quiet")
        made.setWordWrap(False)
        return made

    def _zoom_button(self, sign: str, key: str, factor: float) -> QToolButton:
        made = QToolButton()
        made.setText(sign)
        self.words.put(made.setAccessibleName, key)
        self.words.put(made.setToolTip, key)
        made.clicked.connect(lambda: self.map.zoom(factor) if factor else self.map.fit())
        return made

    def _fill_choices(self) -> None:
        for combo, choices, name in (
            (self.direction, DIRECTIONS, "direction"),
            (self.lines, SHOWN_LINES, "lines"),
            (self.columns, COLUMNS, "columns"),
        ):
            now = max(0, combo.currentIndex())
            combo.blockSignals(True)
            combo.clear()
            for choice in choices:
                combo.addItem(self.session.say(f"ui_map.map.{name}.{choice}"), choice)
            combo.setCurrentIndex(now)
            combo.blockSignals(False)

    def _arrange_by(self, choice: int) -> None:
        """Lay the map out by waves, domains or layers; by waves once there are some."""
        self._wished = COLUMNS[choice]
        self.changed()

    def _choose_lines(self) -> None:
        self.map.show_lines(str(self.lines.currentData()))

    def retranslate(self) -> None:
        """Say the choices again."""
        self._fill_choices()

    # Showing -----------------------------------------------------------------------------------

    def look_ahead(self) -> None:
        """Have the map worked out beside, so that it is there when it is wanted."""
        if pieces := self.ahead():
            self._runner.start("ui.job.open", lambda *_: [one() for one in pieces], quiet=True)

    def ahead(self) -> tuple[Callable[[], object], ...]:
        """The map."""
        return () if self.session.is_empty else (partial(map_facts, *self._made_for()),)

    def _made_for(self) -> tuple[Inventory, Programme, Draft | None, Study | None, str]:
        session, document = self.session, self.session.document
        return document.inventory, document.programme, session.draft, session.study, self._wished

    def refresh(self) -> None:
        """Draw the map again where what it shows has changed."""
        session = self.session
        self.stack.setCurrentIndex(0 if session.is_empty else 1)
        if session.is_empty:
            return
        self.facts = map_facts(*self._made_for())
        if self._shown is not self.facts:
            self._shown = self.facts
            self.map.show_facts(self.facts)
            self._found = self.facts.search(self.search.text())
        self.columns.setCurrentIndex(COLUMNS.index(self.facts.columns))
        self.look.later.do(self._show_side)
        self._show_legend()
        if self.as_table.isChecked():
            self.view.refresh()

    def _show_side(self) -> None:
        self.side.show_facts(self.facts)

    def show_selection(self) -> None:
        """Bring out what is selected with its neighbours."""
        self.map.selection = self.session.selection
        self.side.show_selection(self.facts, self.session.selection)
        self._dress()
        if self.session.selection and not self._own_selection and not self.map.overview:
            self.map.go_to(self.session.selection)
        self._own_selection = False

    def _dress(self) -> None:
        direction = str(self.direction.currentData())
        steps = self.facts.hops(self.session.selection, self.hops.value(), direction)
        dress = Dress(self.look.scheme, self._kinds(), steps, frozenset(self._found))
        self.map.dress(dress)
        chosen = [self.facts.names[n] for n in self.session.selection if n in self.facts.names]
        if len(chosen) == 1:
            name = next(n for n in self.session.selection if n in self.facts.names)
            describe(self.map, self.session.listed(node_words(self.session, self.facts, name)))
        else:
            describe(self.map, self.session.listed(chosen[:10]))
        self._tell_found()

    def _kinds(self) -> dict[str, str]:
        return {key: self.session.target_kind(key) for key in set(self.facts.targets.values())}

    def _show_legend(self) -> None:
        say = self.session.say
        entries = []
        for lane in self.facts.layout.lanes:
            if lane.key:
                name = self.session.target_name(lane.key)
                entries.append((self.session.target_kind(lane.key), name, name))
        present = {finding.mark for finding in self.facts.findings}
        for mark in Mark:
            if mark in present:
                words = say(f"ui_map.map.mark.{mark}")
                entries.append((str(mark), words, say(f"ui_map.map.mark.{mark}.tip")))
        if Mark.FAULT in present:
            words = say("ui_map.map.line_fault")
            entries.append(("line_fault", words, say("ui_map.map.mark.fault.tip")))
        self.legend.show_entries(Dress(self.look.scheme), entries)

    def _lane_words(self, key: str) -> str:
        return self.session.target_name(key) if key else self.session.say("ui_map.map.unknown")

    def _column_words(self, key: str) -> str:
        if self.facts.columns == "domain":
            return key or self.session.say("ui_map.map.no_domain")
        if self.facts.columns == "layer":
            return self.session.say("ui_map.map.layer", layer=key)
        if key in (STAYS, RETIRES):
            return self.session.say(f"ui_map.map.{key}")
        return self.session.say("ui_window.card.wave", wave=key)

    # Doing -------------------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        self._found = self.facts.search(text)
        self._at = -1
        self._dress()

    def _next_found(self) -> None:
        if self._found:
            self._at = (self._at + 1) % len(self._found)
            self._chosen((self._found[self._at],))
            self._tell_found()

    def _tell_found(self) -> None:
        if not self.search.text().strip():
            self.count.setText("")
        elif self._at >= 0:
            self.count.setText(f"{self._at + 1} / {len(self._found)}")
        else:
            self.count.setText(self.session.say("ui_map.map.found", count=len(self._found)))

    def _picked(self, names: object) -> None:
        assert isinstance(names, tuple)
        source, self._drawn_from = self._drawn_from, ""
        if source and len(names) == 1 and names[0] != source:
            self._draw(source, names[0])
        self._own_selection = names != self.session.selection
        self.session.select(names)

    def _chosen(self, names: object) -> None:
        assert isinstance(names, tuple)
        if names == self.session.selection:
            self.map.go_to(names)
        else:
            self._own_selection = False
            self.session.select(names)

    def _menu(self, name: str, place: QPoint) -> None:
        menu = QMenu(self)
        say = self.session.say
        self._add_drawing(menu, name)
        others = {"needs": self.facts.needs, "needed_by": self.facts.needed_by}
        for key, near in others.items():
            action = menu.addAction(say(f"ui_map.map.select.{key}"))
            names = (name, *near.get(name, ()))
            action.triggered.connect(lambda _=False, names=names: self._chosen(names))
            action.setEnabled(len(names) > 1)
        group = next((f.workloads for f in self.facts.findings
                      if f.mark is Mark.CYCLE and name in f.workloads), None)  # fmt: skip
        if group is not None:
            action = menu.addAction(say("ui_map.map.select.cycle"))
            action.triggered.connect(lambda _=False, names=group: self._chosen(names))
        menu.addSeparator()
        for page in ("inventory", "scores", "placement", "waves"):
            action = menu.addAction(say(f"ui_map.map.show_on.{page}"))
            action.triggered.connect(lambda _=False, page=page: self._show_on(name, page))
        menu.exec(place)
        menu.deleteLater()

    # Drawing -----------------------------------------------------------------------------------

    def _add_drawing(self, menu: QMenu, name: str) -> None:
        """Offer to draw a dependency from here, and to change or delete those there are."""
        say, inventory = self.session.say, self.session.document.inventory
        for other in self.session.selection[:5]:
            if other != name and place_of(inventory, name, other) < 0:
                words = say("ui_enter.link.to", name=self.session.workload_name(other))
                action = menu.addAction(words)
                action.triggered.connect(lambda _=False, to=other: self._draw(name, to))
        menu.addAction(say("ui_enter.link.from")).triggered.connect(lambda: self._begin(name))
        links = [
            (at, link)
            for at, link in enumerate(inventory.dependencies)
            if name in (link.source, link.needed)
        ][:LINKS_OFFERED]
        for key, act in (("edit", self._change), ("delete", self._undraw)):
            sub = menu.addMenu(say(f"ui_enter.link.{key}"))
            sub.setEnabled(bool(links))
            for at, link in links:
                ends = (self.session.workload_name(end) for end in (link.source, link.needed))
                action = sub.addAction(" → ".join(ends).replace("&", "&&"))
                action.triggered.connect(lambda _=False, at=at, act=act: act(at))
        menu.addSeparator()

    def _begin(self, name: str) -> None:
        """Wait for the workload that ``name`` needs to be chosen on the map."""
        self._drawn_from = name
        words = self.session.say("ui_enter.link.choose", name=self.session.workload_name(name))
        self.side.title.setText(words)
        self.side.facts_line.setText("")
        self.map.setFocus()

    def _draw(self, source: str, needed: str) -> None:
        LinkDialog(self.session, (source, needed), self).open()

    def _change(self, place: int) -> None:
        LinkDialog(self.session, (), self, place).open()

    def _undraw(self, place: int) -> None:
        self.perform(lambda document: delete_dependencies(document, [place]))

    def _show_on(self, name: str, page: str) -> None:
        self._picked((name,))
        self.page_wanted.emit(page)
