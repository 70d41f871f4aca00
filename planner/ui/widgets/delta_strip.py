"""The strip of presenter mode: what the plan comes to, and what the last change did to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel

from planner.presenting.money import money_words
from planner.ui.look import Look
from planner.ui.session import Session, Totals, totals_of
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, push_button, set_role

__all__ = ["DeltaStrip"]

MEASURES = ("fit", "net_present_minor", "one_off_minor", "run_year_minor", "moves", "last_wave")
MONEY = ("net_present_minor", "one_off_minor", "run_year_minor")
MORE_IS_BETTER = ("fit",)
NEUTRAL = ("moves",)


class DeltaStrip(QFrame):
    """One figure beside the other; beside the name of each what the last change did to it."""

    end_wanted = Signal()

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "bar")
        self._session, self._look = session, look
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(3 * SPACE)
        self.figures: dict[str, QLabel] = {}
        self.deltas: dict[str, QLabel] = {}
        for measure in MEASURES:
            column = QGridLayout()
            column.setVerticalSpacing(0)
            name, figure, delta = QLabel(), QLabel(), QLabel()
            set_role(name, "small")
            set_role(figure, "heading")
            set_role(delta, "small")
            words.put(name.setText, f"ui_window.total.{measure}")
            words.put(name.setToolTip, f"ui_window.total.{measure}.tip")
            column.addWidget(name, 0, 0)
            column.addWidget(delta, 0, 1)
            column.addWidget(figure, 1, 0, 1, 2)
            column.setColumnStretch(1, 1)
            row.addLayout(column)
            self.figures[measure], self.deltas[measure] = figure, delta
        row.addStretch(1)
        end = push_button(words, "ui_window.presenter.end", self.end_wanted.emit)
        end.setObjectName("end_presenting")
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        session.study_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        look.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Say the totals, and how they differ from those before the last change."""
        study = self._session.study
        now = totals_of(study) if study is not None else None
        before = self._session.before
        for measure in MEASURES:
            figure, delta = self.figures[measure], self.deltas[measure]
            figure.setText(self._said(measure, getattr(now, measure)) if now is not None else "–")
            change = getattr(now, measure) - getattr(before, measure) if now and before else 0
            self._show_change(delta, measure, change, before)

    def _show_change(
        self, label: QLabel, measure: str, change: float, before: Totals | None
    ) -> None:
        if before is None or abs(change) < (0.05 if measure == "fit" else 1):
            label.setText("")
            label.setToolTip("")
            return
        sign = "▲ +" if change > 0 else "▼ −"
        label.setText(f"{sign}{self._said(measure, abs(change))}")
        better = (change > 0) == (measure in MORE_IS_BETTER)
        role = "quiet" if measure in NEUTRAL else "keeps" if better else "breaks"
        set_role(label, role)
        was = self._said(measure, getattr(before, measure))
        label.setToolTip(self._session.say("ui_window.total.before", figure=was))

    def _said(self, measure: str, value: float) -> str:
        if measure in MONEY:
            currency = self._session.document.inventory.currency
            return money_words(value, currency, self._session.language)
        if measure == "fit":
            return f"{value:.1f}"
        return f"{value:,.0f}"
