"""Scenarios side by side: their figures beside doing nothing, and what differs, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from planner.model.study import Study
from planner.presenting.money import money_words
from planner.presenting.said import said_words
from planner.ui.look import Look
from planner.ui.models.strings_model import Cell
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, label, set_role

if TYPE_CHECKING:
    from planner.questioning.compare import Difference, Totals

__all__ = ["ComparePanel"]


class ComparePanel(QWidget):
    """Two or three studies; the first is what the others are measured against."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        self._studies: dict[str, Study] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, 0, 0)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        layout.addWidget(self.hint)
        self.figures = AnswerTable(session, look, 0)
        self.figures.setSortingEnabled(False)
        words.put(self.figures.setAccessibleName, "ui_scenarios.compare.figures")
        self.differences = AnswerTable(session, look, 3)
        words.put(self.differences.setAccessibleName, "ui_scenarios.compare.differences")
        lower = self.below = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, SPACE, 0, 0)
        row = QHBoxLayout()
        row.addWidget(label(words, "ui_scenarios.compare.differences", "heading"))
        self.pair = QComboBox()
        words.put(self.pair.setAccessibleName, "ui_scenarios.compare.pair")
        self.pair.currentIndexChanged.connect(lambda _: self._show_differences())
        self.pair.setMinimumWidth(220)
        self.count = QLabel()
        set_role(self.count, "quiet")
        row.addWidget(self.count, 1)
        row.addWidget(self.pair)
        below.addLayout(row)
        below.addWidget(self.differences, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.figures)
        split.addWidget(lower)
        split.setSizes([330, 260])
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)

    def show_studies(self, studies: dict[str, Study], hint: str) -> None:
        """Show studies by scenario name, in order."""
        self._studies = studies
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._show_figures()
        names = list(studies)
        self.below.setVisible(len(names) > 1)
        now = self.pair.currentIndex()
        self.pair.blockSignals(True)
        self.pair.clear()
        for other in names[1:]:
            self.pair.addItem(f"{names[0]} → {other}", other)
        self.pair.setCurrentIndex(min(max(now, 0), self.pair.count() - 1))
        self.pair.blockSignals(False)
        self.pair.setVisible(self.pair.count() > 1)
        self._show_differences()

    def _show_figures(self) -> None:
        from planner.questioning.compare import baseline_totals, totals

        if not self._studies:
            self.figures.answers.show((), ())
            return
        say = self._session.say
        first = next(iter(self._studies.values()))
        nothing = baseline_totals(first)
        columns = [totals(study) for study in self._studies.values()]
        heads = [
            say("ui_scenarios.compare.figure"),
            say("ui_scenarios.compare.nothing"),
            *self._studies,
        ]
        rows = [
            [Cell(words), *(Cell(text, 0.0) for text in texts)]  # not sorted; at the right
            for words, texts in self._figures(nothing, columns)
        ]
        self.figures.answers.show(heads, rows)
        self.figures.fit_columns()

    def _figures(self, nothing: Totals, columns: Sequence[Totals]) -> list[tuple[str, list[str]]]:
        session, say = self._session, self._session.say
        currency, language = session.document.inventory.currency, session.language

        def money(amount: float) -> str:
            return money_words(amount, currency, language)

        def figure(
            key: str, take: Callable[[Totals], float], form: Callable[[float], str]
        ) -> tuple[str, list[str]]:
            values = [take(one) for one in columns]
            texts = [form(take(nothing)), form(values[0])]
            for value in values[1:]:
                more = value - values[0]
                sign = "+" if more > 0 else "−" if more < 0 else "±"
                texts.append(f"{form(value)}   ({sign}{form(abs(more))})")
            return say(f"ui_scenarios.compare.{key}"), texts

        rows = [
            figure("net_present", lambda one: one.net_present_minor, money),
            figure("run_year", lambda one: one.run_year_minor, money),
            figure("one_off", lambda one: one.one_off_minor, money),
            figure("fit", lambda one: one.fit, lambda value: f"{value:.1f}"),
            figure("risk", lambda one: one.risk, lambda value: f"{value:.1f}"),
            figure("moving", lambda one: one.moving, lambda value: f"{value:.0f}"),
        ]
        finish = [one.finish.isoformat() if one.finish else "–" for one in (nothing, *columns)]
        rows.append((say("ui_scenarios.compare.finish"), finish))
        for place, (target, _) in enumerate(columns[0].by_target):
            name, texts = figure("on_target", _taker(place), lambda value: f"{value:.0f}")
            rows.append((name.format(target=session.target_name(target)), texts))
        waves = max(len(one.by_wave) for one in columns)
        for wave in range(waves):
            if any(_moves_in(wave)(one) for one in columns):
                name, texts = figure("moving", _moves_in(wave), lambda value: f"{value:.0f}")
                rows.append((say("ui_ask.compare.wave", wave=wave + 1), texts))
        return rows

    def _show_differences(self) -> None:
        other = self.pair.currentData()
        if len(self._studies) < 2 or other not in self._studies:
            self.differences.answers.show((), ())
            self.count.setText("")
            return
        from planner.questioning.compare import compare

        say = self._session.say
        first = next(iter(self._studies.values()))
        found = compare(first, self._studies[other])
        heads = [
            say(f"ui_scenarios.compare.column.{key}")
            for key in ("workload", "before", "after", "why", "money", "risk")
        ]
        rows = [self._row(item) for item in found.differences]
        self.differences.answers.show(heads, rows, [one.workload_id for one in found.differences])
        self.differences.fit_columns()
        names = (("added", found.added), ("removed", found.removed))
        parts = [say("ui_scenarios.compare.count", count=len(rows))]
        parts += [say(f"ui_scenarios.compare.{key}", count=len(ids)) for key, ids in names if ids]
        self.count.setText(" · ".join(parts))

    def _row(self, item: Difference) -> list[Cell]:
        session = self._session
        currency, language = session.document.inventory.currency, session.language
        more = money_words(abs(item.net_present_minor), currency, language)
        sign = "+" if item.net_present_minor > 0 else "−" if item.net_present_minor < 0 else ""
        return [
            Cell(session.workload_name(item.workload_id)),
            Cell(self._place(item.target_before, item.wave_before)),
            Cell(self._place(item.target_after, item.wave_after)),
            Cell(session.listed((said_words(session, one) for one in item.reasons), "clauses")),
            Cell(f"{sign}{more}", float(item.net_present_minor)),
            Cell(f"{item.risk:+.0f}", item.risk),
        ]

    def _place(self, target: str, wave: int | None) -> str:
        say = self._session.say
        when = say("ui_map.map.stays") if wave is None else say("ui_map.map.wave", wave=wave)
        return f"{self._session.target_name(target)} · {when}"


def _moves_in(wave: int) -> Callable[[Totals], float]:
    def take(one: Totals) -> float:
        return one.by_wave[wave] if wave < len(one.by_wave) else 0

    return take


def _taker(place: int) -> Callable[[Totals], float]:
    def take(one: Totals) -> float:
        return one.by_target[place][1]

    return take
