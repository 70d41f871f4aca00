"""Waves: the calendar of the migration; a card that is dragged says at once what it breaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.ui.look import Look
from planner.ui.models.cards import cards_of, team_load
from planner.ui.models.limit_names import limit_name
from planner.ui.operations import pin_wave
from planner.ui.pages.page import Page
from planner.ui.session import Session
from planner.ui.what_if import broken_words, try_wave
from planner.ui.widgets.empty import EmptyState
from planner.ui.widgets.team_chart import TeamChart
from planner.ui.widgets.wave_board import WaveBoard
from planner.ui.widgets.words import set_role

__all__ = ["WavesPage"]


class WavesPage(Page):
    """When every workload moves."""

    key = "waves"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.board = WaveBoard(look, session.say, session.target_name)
        self.board.chosen.connect(session.select)
        self.board.hovered.connect(self._hover)
        self.board.hover_ended.connect(self._hover_ended)
        self.board.moved.connect(self.move_to)
        self.words.put(self.board.setAccessibleName, "ui.page.waves")
        self.teams = TeamChart(look)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setMinimumHeight(20)
        set_role(self.hint, "quiet")
        self.area = self._scroller(self.board)
        self.team_scroll = self._scroller(self.teams)
        self.team_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.horizontalScrollBar().valueChanged.connect(
            self.team_scroll.horizontalScrollBar().setValue
        )
        full = QWidget()
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.hint)
        inner.addWidget(self.area, 1)
        inner.addWidget(self.team_scroll)
        self.stack = QStackedWidget()
        self.stack.addWidget(
            EmptyState(
                self.words,
                look,
                "ui.waves.empty",
                "ui.action.plan",
                lambda: self.asked.emit("plan", None),
            )
        )
        self.stack.addWidget(full)
        self.body.addWidget(self.stack, 1)

    def _scroller(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def refresh(self) -> None:
        """Show the plan as it stands."""
        study = self.session.study
        planned = study is not None and study.plan.wave is not None
        self.stack.setCurrentIndex(1 if planned else 0)
        if study is None or not planned:
            return
        self.board.show_study(study, cards_of(study))
        self.hint.setText(self.session.say("ui.waves.hint"))
        QTimer.singleShot(0, self, self._show_teams)

    def _show_teams(self) -> None:
        study = self.session.study
        if study is not None:
            lanes = self.board.lanes
            loads = team_load(study)
            programme, language = study.programme, self.session.language
            names = [limit_name(load.id, programme, language) for load in loads]
            height = min(160, self.teams.ROW * len(loads) + 6)
            self.team_scroll.setFixedHeight(height if loads else 0)
            self.teams.show_loads(loads, names, lanes.metrics.label_width, lanes.column_width)

    def show_selection(self) -> None:
        """Mark the selected workloads."""
        self.board.show_selection(self.session.selection)

    def _hover(self, ids: Sequence[str], wave: int) -> None:
        study = self.session.study
        if study is None:
            return
        effect = try_wave(study, ids, wave)
        names = [name for one in effect.broken for name in one.names]
        self.board.show_broken(names)
        if effect.broken:
            shown = [broken_words(study, one, self.session.language) for one in effect.broken[:3]]
            more = len(effect.broken) - len(shown)
            text = self.session.say("ui.waves.breaks", wave=wave) + " " + "; ".join(shown)
            self.hint.setText(text + (f" (+{more})" if more > 0 else ""))
        else:
            worse = f"{effect.worse or 0.0:+,.1f}"
            self.hint.setText(self.session.say("ui.waves.allows", wave=wave, worse=worse))

    def _hover_ended(self) -> None:
        self.board.show_broken(())
        self.hint.setText(self.session.say("ui.waves.hint"))

    def move_to(self, ids: Sequence[str], wave: int) -> None:
        """Pin workloads to a wave; what it breaks is said with the question for a reason."""
        study = self.session.study
        if study is None or not ids:
            return
        effect = try_wave(study, ids, wave)
        question = self.session.say(
            "ui.waves.why", count=len(ids), name=self.session.workload_name(ids[0]), wave=wave
        )
        if effect.broken:
            shown = [broken_words(study, one, self.session.language) for one in effect.broken[:4]]
            question += "\n\n" + self.session.say("ui.waves.breaks", wave=wave)
            question += "".join(f"\n▲ {line}" for line in shown)
        chosen = tuple(ids)
        self.asked.emit("reason", (question, lambda reason: self._pin(chosen, wave, reason)))

    def _pin(self, ids: Sequence[str], wave: int, reason: str) -> None:
        session = self.session
        session.perform(pin_wave(session.document, ids, wave, reason, session.today, session.who))
