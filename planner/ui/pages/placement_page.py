"""Placement: a column of cards per target, what is taken of each limit, and why a card is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.editing.decisions import ban_target, pin_target
from planner.model.scenario import DecisionKind
from planner.model.study import Study
from planner.presenting.amount_words import amount_pair
from planner.presenting.card_words import card_tip, effect_words
from planner.presenting.cards import CapacityUse, Card, capacity_use, cards_of
from planner.presenting.plan_changes import place_words
from planner.presenting.what_if import try_target
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.bars import LimitBar
from planner.ui.widgets.card_list import CardList
from planner.ui.widgets.card_menu import add_card_acts
from planner.ui.widgets.order_box import OrderBox
from planner.ui.widgets.why_panel import WhyPanel
from planner.ui.widgets.words import push_button, search_line, set_role
from planner.wording import plural

if TYPE_CHECKING:
    from planner.ui.dialogs.frontier import FrontierDialog

__all__ = ["PlacementPage"]


COLUMN_WIDE, ROOM_WIDE = 21, 26
"""Width of a column in points of the type, from which the reasons stand beside them; in a room,
that reads cards first, it is more."""
LEGEND_WIDTH = 1000
"""Width below which the legend of the cards would take the height of cards."""


class PlacementPage(Page):
    """Where every workload goes."""

    key = "placement"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self.columns: dict[str, CardList] = {}
        self._heads: dict[str, QLabel] = {}
        self._bars: dict[str, QVBoxLayout] = {}
        self._cards: tuple[Card, ...] = ()
        self._strips: dict[str, QFrame] = {}
        self._made_from: tuple[object, ...] = ()
        self._uses: tuple[CapacityUse, ...] = ()
        self.search = search_line(self.words, "ui.placement.search")
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(260)
        self.search.textChanged.connect(lambda _: self._deal())
        self.order = OrderBox(session, self.words)
        self.order.currentIndexChanged.connect(lambda _: self._deal())
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        self._runner = runner
        self.frontier: FrontierDialog | None = None
        self.why = WhyPanel(session, look, self.words, runner)
        self._board = QWidget()
        self._row = QHBoxLayout(self._board)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self.stack_behind("ui.placement.empty", "ui.action.plan", "plan", needs="plan")
        self.stack.addWidget(self._full())

    def _full(self) -> QWidget:
        full = QWidget()
        outer = QVBoxLayout(full)
        outer.setContentsMargins(0, 0, 0, 0)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 2)
        tools.addWidget(self.order)
        self._overall = QHBoxLayout()
        tools.addLayout(self._overall)
        tools.addStretch(1)
        self.head.addWidget(self.hint, 2)
        tools.addWidget(push_button(self.words, "ui_window.frontier", self.show_frontier))
        outer.addLayout(tools)
        split = QSplitter()
        split.setObjectName("split")
        split.addWidget(self._board)
        split.addWidget(self.why)
        split.setStretchFactor(0, 1)
        split.setSizes([940, 270])
        split.setChildrenCollapsible(False)
        outer.addWidget(split, 1)
        return full

    def _make_columns(self, targets: Sequence[str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.columns, self._heads, self._bars, self._strips = {}, {}, {}, {}
        for target in targets:
            card = QFrame()
            set_role(card, "card")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(SPACE // 2, SPACE, SPACE // 2, SPACE // 2)
            head = PlainLabel()
            set_role(head, "heading")
            head.setWordWrap(True)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            strip = QFrame()
            strip.setFixedHeight(4)
            strip.setAutoFillBackground(True)
            self._strips[target] = strip
            inner.addWidget(strip)
            inner.addWidget(head)
            bars = QVBoxLayout()
            inner.addLayout(bars)
            cards = CardList(target, self.look, self.session.say)
            cards.cards.tip = self._tip
            cards.drawn_by.was = self._was
            cards.setAccessibleName(self.session.target_name(target))
            cards.dropped.connect(self.send)
            cards.hovered.connect(self._hover)
            cards.left.connect(self._say_hint)
            cards.selectionModel().selectionChanged.connect(self._selected)
            cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            cards.customContextMenuRequested.connect(
                lambda where, cards=cards: self._context(cards, where)
            )
            inner.addWidget(cards, 1)
            self._row.addWidget(card, 1)
            self.columns[target], self._heads[target], self._bars[target] = cards, head, bars

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the plan as it stands."""
        study = self.session.study
        self.stack.setCurrentIndex(0 if study is None else 1)
        if study is None:
            return
        self._have_columns(study)
        for target, strip in self._strips.items():
            colour = self.look.scheme.target(self.session.target_kind(target))
            strip.setPalette(QPalette(colour))
        made_from = (study, self.session.document.scenario, self.session.marked)
        if len(self._made_from) != 3 or not all(map(is_, made_from, self._made_from)):
            self._made_from = made_from
            self._cards, self._uses = cards_of(*made_from), capacity_use(study)
        self._deal()
        self._show_bars(self._uses)
        self._make_room()
        self._say_hint()
        self.why.refresh()
        if self.frontier is not None:
            self.frontier.refresh()

    def _have_columns(self, study: Study) -> None:
        targets = [target.id for target in study.problem.targets]
        if list(self.columns) != targets:
            self._make_columns(targets)

    def look_ahead(self) -> None:
        """Have cards and limits worked out beside, so that they are there when they are wanted."""
        study = self.session.study
        if study is not None:
            self._have_columns(study)
            pieces = self.ahead()
            self._runner.start("ui.job.open", lambda *_: [one() for one in pieces], quiet=True)

    def ahead(self) -> tuple[Callable[[], object], ...]:
        """Cards, and what is taken of the limits."""
        study = self.session.study
        if study is None:
            return ()
        made_from = (study, self.session.document.scenario, self.session.marked)
        return partial(cards_of, *made_from), partial(capacity_use, study)

    def ask_on(self) -> None:
        """Find what came second, workload by workload, though the page is not in sight."""
        self.why.go_on_unseen()

    def show_frontier(self) -> None:
        """Show the plans that none beats in both fit and money, each to be opened as a scenario."""
        from planner.ui.dialogs.frontier import FrontierDialog

        if self.frontier is None:
            self.frontier = FrontierDialog(self.session, self.look, self._runner, self.words, self)
            self.frontier.opened.connect(lambda: self.action_wanted.emit("plan"))
        self.frontier.refresh()
        self.frontier.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the room of the reasons where there is too little for both."""
        super().resizeEvent(event)
        self._make_room()
        if self.session.study is not None:
            self._say_hint()

    def _make_room(self) -> None:
        points = 26 if self.width() >= 90 * self.look.points else 17
        for at in range(self._overall.count()):
            item = self._overall.itemAt(at)
            if item is not None and (bar := item.widget()) is not None:
                bar.setFixedWidth(round(points * self.look.points))
        wide = ROOM_WIDE if self.look.presenting else COLUMN_WIDE
        needed = wide * self.look.points * max(4, len(self.columns))
        self.why.setVisible(self.width() >= needed)

    def _deal(self) -> None:
        wanted = self.search.text().strip().lower()
        self._dealing = True
        cards = self.order.arranged(self._cards)
        for target, column in self.columns.items():
            all_here = [card for card in cards if card.target == target]
            shown = (
                [card for card in all_here if wanted in card.name.lower()] if wanted else all_here
            )
            column.show_cards(shown)
            kind = self.session.target_kind(target)
            letter = TARGET_LETTERS.get(kind, "•")
            name = self.session.target_name(target)
            self._heads[target].setText(f"{letter}  {name}   {len(all_here)}")
        self._dealing = False
        self.show_selection()

    def _show_bars(self, uses: Sequence[CapacityUse]) -> None:
        for target, bars in self._bars.items():
            while (item := bars.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            for use in uses:
                if use.targets and use.targets[0] == target:
                    bars.addWidget(self._bar(use))
        while (item := self._overall.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for use in uses:
            if not use.targets:
                bar = self._bar(use)
                self._overall.addWidget(bar)

    def _bar(self, use: CapacityUse) -> LimitBar:
        words = self.session.wording
        name = words.limit_in_short(use.measure)
        bound = use.most if use.most is not None else use.least
        figures = amount_pair(use.amount, use.used, bound, words)
        return LimitBar(self.look, name, figures, use.used, use.most, use.least)

    def show_selection(self) -> None:
        """Select the cards of the selected workloads."""
        chosen = set(self.session.selection)
        self._dealing = True
        flags = QItemSelectionModel.SelectionFlag
        for column in self.columns.values():
            selection = column.selectionModel()
            selection.clearSelection()
            for row, card in enumerate(column.cards.cards):
                if card.id in chosen:
                    index = column.cards.index(row)
                    selection.select(index, flags.Select)
                    column.keep_in_sight(index)
        self._dealing = False
        self.why.refresh()

    def retranslate(self) -> None:
        """Name the columns and say what the cards show again."""
        self.order.fill()
        for target, column in self.columns.items():
            column.setAccessibleName(self.session.target_name(target))
        self._say_hint()

    _dealing = False

    def _selected(self) -> None:
        if self._dealing:
            return
        sender = self.sender()
        ids: list[str] = []
        for column in self.columns.values():
            if column.selectionModel() is sender:
                ids = [column.cards.cards[i.row()].id for i in column.selectedIndexes()]
        self.session.select(ids)

    def _was(self, card: Card) -> str:
        return place_words(self.session, *card.came_from) if card.came_from is not None else ""

    def _tip(self, card: Card) -> str:
        return card_tip(self.session, card, self.session.say("ui.card.new"))

    def _say_hint(self) -> None:
        """Say what a card shows; while one is dragged, what dropping it would do stands here."""
        set_role(self.hint, "small")
        self.hint.setText(self.session.say("ui_window.placement.legend"))
        self.about.setVisible(not self.look.presenting)
        self.title.setVisible(not self.look.presenting)  # a room reads cards: the heads say enough
        self.hint.setVisible(not self.look.presenting and self.width() >= LEGEND_WIDTH)

    # Doing ------------------------------------------------------------------------------------

    def _hover(self, target: str, ids: Sequence[str]) -> None:
        study = self.session.study
        if study is None:
            return
        effect = try_target(study, [name for name in ids if name in study.plan.placement], target)
        name = self.session.target_name(target)
        text = effect_words(self.session, effect, "placement", target=name)
        set_role(self.hint, "breaks" if effect.broken else "keeps")
        self.hint.setText(text)
        self.about.hide()
        self.hint.show()

    def send(self, target: str, ids: Sequence[str]) -> None:
        """Pin workloads to a target: forbidden ones are refused with the rule, else a reason."""
        study = self.session.study
        moving = [card for card in self._cards if card.id in set(ids) and card.target != target]
        if study is None or not moving:
            return
        forbidden = [card for card in moving if target not in card.allowed]
        self._say_hint()
        if forbidden:
            self.target_refused.emit(forbidden[0].id, target)
            return
        chosen = [card.id for card in moving]
        question = self.session.say(
            "ui.placement.why",
            count=len(chosen),
            name=moving[0].name,
            target=self.session.target_name(target),
        )
        self.reason_wanted.emit(question, lambda reason: self._pin(chosen, target, reason))

    def _pin(self, ids: Sequence[str], target: str, reason: str) -> None:
        session = self.session
        session.perform(
            pin_target(session.document, ids, target, reason, session.today, session.who)
        )

    def pin_here(self, ids: Sequence[str]) -> None:
        """Pin cards to the targets they stand on, with one reason for all of them."""
        session, on = self.session, {card.id: card.target for card in self._cards}
        question = plural(
            "ui_enter.card.pin.why", session.language, len(ids), name=session.workload_name(ids[0])
        )

        def decide(reason: str) -> None:
            made = None
            for target in dict.fromkeys(on[name] for name in ids):
                document = session.document if made is None else made.document
                chosen = [name for name in ids if on[name] == target]
                step = pin_target(document, chosen, target, reason, session.today, session.who)
                made = step if made is None else replace(step, label=made.label)
            if made is not None:
                session.perform(made)

        self.reason_wanted.emit(question, decide)

    def ban(self, target: str, ids: Sequence[str]) -> None:
        """Decide that workloads never go to a target, with a reason."""
        chosen, session = list(ids), self.session
        if not chosen:
            return
        question = plural(
            "ui_ask.ban.why",
            session.language,
            len(chosen),
            name=session.workload_name(chosen[0]),
            target=session.target_name(target),
        )

        def decide(reason: str) -> None:
            session.perform(
                ban_target(session.document, chosen, target, reason, session.today, session.who)
            )

        self.reason_wanted.emit(question, decide)

    def _context(self, column: CardList, where: QPoint) -> None:
        ids = [column.cards.cards[index.row()].id for index in column.selectedIndexes()]
        if not ids:
            return
        menu = QMenu(self)
        cards = [card for card in self._cards if card.id in ids]
        add_card_acts(
            menu,
            self.session,
            cards,
            DecisionKind.PIN_TARGET,
            self.pin_here,
            self.reason_wanted.emit,
        )
        for target in self.columns:
            name = self.session.target_name(target)
            action = menu.addAction(self.session.say("ui.placement.send", target=name))
            action.triggered.connect(lambda _=False, target=target: self.send(target, ids))
        menu.addSeparator()
        for target in self.columns:
            name = self.session.target_name(target)
            action = menu.addAction(self.session.say("ui_ask.ban", target=name))
            action.triggered.connect(lambda _=False, target=target: self.ban(target, ids))
        menu.popup(column.viewport().mapToGlobal(where))
