"""Waves: the calendar of the migration; a card that is dragged says at once what it breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.editing.decisions import pin_wave
from planner.errors import PlannerError
from planner.model.scenario import DecisionKind, Scenario
from planner.model.study import Study
from planner.presenting.card_words import broken_lines, came_sign, card_tip, effect_words
from planner.presenting.cards import Card, TeamLoad, cards_of, locked_waves, team_load
from planner.presenting.chain_words import chain_reason, chain_sentence, numbered
from planner.presenting.wave_words import wave_title
from planner.presenting.what_if import as_planned, try_wave
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.spoken import describe
from planner.ui.theme import SPACE
from planner.ui.widgets.card_menu import add_card_acts
from planner.ui.widgets.legend import Legend
from planner.ui.widgets.order_box import OrderBox
from planner.ui.widgets.team_chart import TeamChart
from planner.ui.widgets.wave_board import WaveBoard
from planner.ui.widgets.wave_head import WaveHead
from planner.ui.widgets.words import search_line, set_role
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.optimising.plan import Plan
    from planner.questioning.chain import ChainLink

__all__ = ["WavesPage"]

SIGNS = ("flag", "freeze", "link", "pin", "chain")
HINT_LINES, CHAIN_LINES = 2, 3
ROWS_PRESENTED = 3
"""Rows of team load that are shown to a room: the tightest."""


def _tightest(load: TeamLoad) -> float:
    pairs = zip(load.used, load.most, strict=True)
    return -max((used / most for used, most in pairs if most), default=0.0)


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


class WavesPage(Page):
    """When every workload moves."""

    key = "waves"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self._runner = runner
        self._shown: Study | None = None
        self._made_from: tuple[object, ...] = ()
        self._loads: tuple[TeamLoad, ...] = ()
        self._every_load: tuple[TeamLoad, ...] = ()
        self._cards: tuple[Card, ...] = ()
        self._chains: tuple[tuple[ChainLink, ...], ...] = ()
        self._beside_bar: list[QHBoxLayout] = []
        self._build_board()
        full = QWidget()
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE // 2)
        self._add_tools()
        inner.addWidget(self.hint)
        board = QVBoxLayout()
        board.setSpacing(0)
        for part in (self.titles, self.area, self.teams):
            line = QHBoxLayout()
            line.addWidget(part)
            board.addLayout(line, 1 if part is self.area else 0)
            if part is not self.area:
                self._beside_bar.append(line)
        self._follow_bar()
        inner.addLayout(board, 1)
        self.stack_behind("ui.waves.empty", "ui.action.plan", "plan", needs="plan")
        self.stack.addWidget(full)

    def _build_board(self) -> None:
        look, session = self.look, self.session
        self.board = WaveBoard(look, session.say, session.target_name)
        self.board.tip = self._tip
        self.board.was = lambda card: came_sign(session, card)
        self.board.chosen.connect(session.select)
        self.board.hovered.connect(self._hover)
        self.board.hover_ended.connect(self._say_hint)
        self.board.moved.connect(self.move_to)
        self.board.arranged.connect(self._follow)
        self.board.menu_wanted.connect(self._context)
        self.words.put(self.board.setAccessibleName, "ui.page.waves")
        self.titles, self.teams = WaveHead(look), TeamChart(look)
        self.area = QScrollArea()
        self.area.setWidget(self.board)
        self.area.setWidgetResizable(True)
        set_role(self.area, "bare")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the board takes it
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.board.dragged.connect(lambda at: self.area.ensureVisible(at.x(), at.y(), 60, 40))
        across = self.area.horizontalScrollBar()
        for part in (self.board, self.titles, self.teams):
            across.valueChanged.connect(part.set_offset)
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.hint, "quiet")
        self.warning = PlainLabel("", self)
        self.warning.setWordWrap(True)
        self.warning.setAutoFillBackground(True)
        self.warning.hide()

    def _add_tools(self) -> None:
        """Put search, chain and legend beside the title: the board needs the height."""
        self.search = search_line(self.words, "ui_window.waves.search")
        self.search.setFixedWidth(200)
        self.search.textEdited.connect(self._find)
        self.chain_button = QPushButton()
        self.chain_button.setObjectName("critical_chain")
        self.chain_button.setCheckable(True)
        self.words.put(self.chain_button.setText, "ui_window.waves.chain")
        self.words.put(self.chain_button.setAccessibleName, "ui_window.waves.chain")
        self.words.put(self.chain_button.setToolTip, "ui_window.waves.chain.tip")
        self.chain_button.toggled.connect(lambda _: self._show_chain())
        self.order = OrderBox(self.session, self.words)
        self.order.currentIndexChanged.connect(lambda _: self._deal())
        self.legend = Legend(self.look, self.words, "ui_window.waves.legend", SIGNS)
        self.tools = (self.search, self.order, self.chain_button, self.legend)
        self.about.hide()
        for tool in self.tools:
            self.head.addWidget(tool)
            self.head.addSpacing(SPACE)
        self.head.insertStretch(self.head.indexOf(self.legend), 1)

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the plan as it stands."""
        study = self.session.study
        planned = study is not None and study.plan.wave is not None
        self.stack.setCurrentIndex(1 if planned else 0)
        for tool in self.tools:
            in_a_room = tool in (self.chain_button, self.order)
            tool.setVisible(planned and (in_a_room or not self.look.presenting))
        self._fit_legend()
        self.about.setVisible(not planned and not self.look.presenting)
        if study is None or not planned:
            return
        self._make(study)
        self._loads = self._every_load
        if self.look.presenting:
            self._loads = tuple(sorted(self._loads, key=_tightest)[:ROWS_PRESENTED])
        names = self._load_names(study)
        lanes = [self.session.target_name(target.id) for target in study.problem.targets]
        wide = self.board.fontMetrics().horizontalAdvance
        labels = max((wide(f"P  {name}  999") + 20 for name in lanes), default=0)
        self.board.label_width = max(92.0, labels, self.teams.label_width(names))
        self._deal()
        if study is not self._shown:
            self._shown, self._chains = study, ()
        self._show_chain()

    def _make(self, study: Study) -> None:
        """Make cards and loads anew where the plan is another, not for other colours or type."""
        made_from = self._basis(study)
        if not _same(made_from, self._made_from):
            self._made_from = made_from
            self._cards, self._every_load = cards_of(*made_from), team_load(study)

    def _basis(self, study: Study) -> tuple[Study, Scenario, Plan | None]:
        return study, self.session.document.scenario, self.session.marked

    def look_ahead(self) -> None:
        """Have cards and loads made beside, so that the page is there at once when it is wanted."""
        if pieces := self.ahead():
            self._runner.start("ui.job.open", lambda *_: [one() for one in pieces], quiet=True)

    def ahead(self) -> tuple[Callable[[], object], ...]:
        """Cards, how busy the teams are, and what a dragged card is compared with."""
        study = self.session.study
        if study is None or study.plan.wave is None or _same(self._basis(study), self._made_from):
            return ()
        cards, load = partial(cards_of, *self._basis(study)), partial(team_load, study)
        return cards, load, partial(as_planned, study)

    def _deal(self) -> None:
        """Put the cards on the board in the order, and with the groups, that are chosen."""
        study = self.session.study
        if study is not None and study.plan.wave is not None:
            chosen = self.order.currentIndex() > 0
            cards = self.order.arranged(self._cards)
            self.board.show_study(study, cards, self.session.today, in_order=chosen)

    def retranslate(self) -> None:
        """Name the orders again."""
        self.order.fill()

    def _load_names(self, study: Study) -> list[str]:
        words = Wording.of(study, self.session.language)
        return [words.limit_in_short(load.id) for load in self._loads]

    def _follow(self) -> None:
        """Give head and team load the columns of the board."""
        study = self.session.study
        if study is not None and study.plan.wave is not None:
            self.titles.show_lanes(study, self.board.lanes, self.session, self.session.today)
            self.teams.show_loads(self._loads, self._load_names(study), self.board.lanes)
            self.teams.setToolTip(plain_tip(self.session.say("ui_window.waves.load")))

    def _follow_bar(self) -> None:
        """Leave as much beside titles and teams as the board's scroll bar takes."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        for line in self._beside_bar:
            line.setContentsMargins(0, 0, bar, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scroll bar's width when the page is dressed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the legend out where there is no room for its words."""
        super().resizeEvent(event)
        self._fit_legend()

    def _fit_legend(self) -> None:
        shown = self.stack.currentIndex() == 1 and not self.look.presenting
        self.legend.setVisible(shown and self.width() >= 110 * self.look.points)

    def show_selection(self) -> None:
        """Mark the selected workloads, and bring the first into sight."""
        chosen = self.session.selection
        self.board.show_selection(chosen)
        self._describe(chosen)
        first = chosen[0] if chosen else ""
        self._bring(first)
        QTimer.singleShot(0, self, lambda: self._bring(first))  # once a new layout has its height

    def _describe(self, chosen: Sequence[str]) -> None:
        """Tell a screen reader which card is chosen, where it stands, and what is known of it."""
        study, say = self.session.study, self.session.say
        card = next((one for one in self._cards if one.id in chosen[:1]), None)
        if study is None or card is None:
            describe(self.board, say("ui_window.waves.hint"))
            return
        lines = self._tip(card).split("\n")
        target = self.session.target_name(card.target)
        when = say("ui_window.card.stays")
        if card.wave is not None:
            when = wave_title(study.calendar[card.wave - 1], card.wave, self.session.language)
        many = [say("ui_map.map.many", count=len(chosen))] if len(chosen) > 1 else []
        describe(self.board, self.session.listed([*many, lines[0], target, when, *lines[1:]]))

    def _bring(self, workload_id: str) -> None:
        box = self.board.box_of(workload_id)
        if box is not None:
            left = int(self.board.lanes.metrics.label_width) + 8
            self.area.ensureVisible(int(box.x + box.width), int(box.y + box.height), 8, 24)
            self.area.ensureVisible(int(box.x), int(box.y), left, 24)
            self._snap(box.x)

    def _snap(self, keep: float) -> None:
        """Begin with a whole column, and with the card at ``keep`` still in sight."""
        lanes, across = self.board.lanes, self.area.horizontalScrollBar()
        columns = across.value() / lanes.column_width
        after = ceil(columns - 1e-6) * lanes.column_width
        fits = keep - after >= lanes.metrics.label_width
        across.setValue(round(after if fits else int(columns) * lanes.column_width))

    def _find(self, text: str) -> None:
        wanted = text.strip().lower()
        found = [
            card.id for card in self._cards if card.wave is not None and wanted in card.name.lower()
        ]
        self.session.select(found[:200] if wanted else ())
        if found and wanted:
            self._bring(found[0])

    def _tip(self, card: Card) -> str:
        session, study = self.session, self.session.study
        if study is None:
            return card.name
        lines = [card_tip(session, card)]
        others = [one.name for one in self._cards if card.group and one.group == card.group]
        if len(others) > 1:
            names = session.listed(name for name in others if name != card.name)
            lines.append(session.say("ui_window.waves.together", names=names))
        link = next((one for one in numbered(self._chains) if one.workload == card.id), None)
        if link is not None and self.chain_button.isChecked():
            lines.append(chain_reason(study, link, session.language))
        return "\n".join(lines)

    @property
    def picture(self) -> QWidget:
        """The board, whole, under its waves and over the load of the teams."""
        study, board = self.session.study, self.board
        if study is None:
            return board
        sheet = QWidget()
        parts = WaveHead(self.look), board.whole(sheet), TeamChart(self.look)
        head, drawn, teams = parts
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        head.show_lanes(study, drawn.lanes, self.session, self.session.today)
        teams.show_loads(self._loads, self._load_names(study), drawn.lanes)
        high = sum(part.sizeHint().height() for part in parts)
        sheet.resize(int(drawn.lanes.width), high)
        return sheet

    # The critical chain -----------------------------------------------------------------------

    def _show_chain(self) -> None:
        study = self.session.study
        on = self.chain_button.isChecked()
        if on and not self._chains and study is not None:

            def work(stop: object, listen: object) -> object:
                from planner.questioning.chain import critical_chains

                return critical_chains(study)

            self._runner.start(
                "ui.job.chain", work, done=lambda found: self._take_chain(study, found)
            )
        self._mark_chain()
        self._say_hint()

    def _take_chain(self, study: Study, found: object) -> None:
        if study is self.session.study and isinstance(found, tuple):
            self._chains = found
            self._mark_chain()
            self._say_hint()

    def _mark_chain(self) -> None:
        on = self.chain_button.isChecked()
        links = numbered(self._chains) if on else ()
        joins = [(link.by, link.workload) for link in links if link.by]
        self.board.show_chain([link.workload for link in links], joins)

    # Moving -----------------------------------------------------------------------------------

    def _say_hint(self) -> None:
        """Say what can be done here, or the critical chain where it is shown."""
        study = self.session.study
        self.board.show_broken(())
        self.warning.hide()
        set_role(self.hint, "quiet")
        lines = CHAIN_LINES if self.chain_button.isChecked() else HINT_LINES
        self.hint.setFixedHeight(lines * self.hint.fontMetrics().lineSpacing() + 2)
        self.hint.setVisible(not self.look.presenting or self.chain_button.isChecked())
        if study is not None and self._chains and self.chain_button.isChecked():
            self.hint.setText(chain_sentence(study, self._chains, self.session.language))
            reasons = (
                f"{number}  {chain_reason(study, link, self.session.language)}"
                for number, link in enumerate(numbered(self._chains), 1)
            )
            self.hint.setToolTip(plain_tip("\n".join(reasons)))
        else:
            self.hint.setText(self.session.say("ui_window.waves.hint"))
            self.hint.setToolTip("")

    def _hover(self, ids: Sequence[str], wave: int) -> None:
        study = self.session.study
        if study is None:
            return
        effect = try_wave(study, ids, wave)
        names = [name for one in effect.broken for name in one.names]
        self.board.show_broken(names)
        said = self.hint if self.hint.isVisible() else self._over_title()
        set_role(said, "breaks" if effect.broken else "keeps")
        said.setText(effect_words(self.session, effect, "waves", wave=wave))

    def _over_title(self) -> PlainLabel:
        """Show a room the warning in place of the title: a board that moved would lose the card."""
        place = self.body.contentsRect()
        self.warning.setGeometry(place.left(), 0, place.width(), self.stack.y())
        self.warning.raise_()
        self.warning.show()
        return self.warning

    def move_to(self, ids: Sequence[str], wave: int) -> None:
        """Pin workloads to a wave; what it breaks is said with the question for a reason."""
        study = self.session.study
        if study is None or not ids:
            return
        locked = [card for card in self._cards if card.id in set(ids) and card.locked]
        over = wave in locked_waves(self.session.document.scenario)
        if locked or over:
            shut = wave if over else locked[0].wave
            self.error_told.emit(PlannerError("ui_window.locked", wave=shut))
            return
        effect = try_wave(study, ids, wave)
        question = self.session.say(
            "ui.waves.why", count=len(ids), name=self.session.workload_name(ids[0]), wave=wave
        )
        if effect.broken:
            shown = broken_lines(self.session, effect, 4)
            question += "\n\n" + self.session.say("ui.waves.breaks", wave=wave)
            question += "".join(f"\n▲ {line}" for line in shown)
        chosen = tuple(ids)
        self.reason_wanted.emit(question, lambda reason: self._pin(chosen, wave, reason))

    def _pin(self, ids: Sequence[str], wave: int, reason: str) -> None:
        session = self.session
        session.perform(pin_wave(session.document, ids, wave, reason, session.today, session.who))

    def _context(self, place: QPoint) -> None:
        """Offer every wave for the selected cards, and the other pages' view of them."""
        study, chosen = self.session.study, self.session.selection
        first = next((name for name in chosen if self.board.box_of(name)), "")
        if study is None or not first:
            return
        ids = self.board.taken_with(first)
        menu = QMenu(self)
        cards = [card for card in self._cards if card.id in ids]
        add_card_acts(
            menu,
            self.session,
            cards,
            DecisionKind.PIN_WAVE,
            lambda names: self.move_to(names, next(c.wave or 0 for c in cards)),
            self.reason_wanted.emit,
        )
        for wave, slot in enumerate(study.calendar, 1):
            action = menu.addAction(
                self.session.say(
                    "ui_window.waves.send", wave=wave_title(slot, wave, self.session.language)
                )
            )
            action.triggered.connect(lambda _=False, wave=wave: self.move_to(ids, wave))
        menu.addSeparator()
        self.add_shows(menu)
        menu.popup(place if place != QPoint() else self.mapToGlobal(QPoint()))
