"""Weights of the five factors: a slider each; they always add up to 100 %."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSlider

from planner.editing.operations import turn_dials
from planner.model.rules import FACTORS
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["WeightPanel"]


ROUNDED = 0.004
"""Share of the weights by which a slider of whole points may be off."""


class WeightPanel(QFrame):
    """Sliders; moving one re-scores at once, and is one step of the history."""

    dialog_wanted = Signal(str)
    """An action of the window that finds the weights in another way."""
    tried = Signal(object)
    """Weights as the sliders stand, adding up to 1; the document follows."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        set_role(self, "card")
        self._session = session
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.addWidget(label(words, "ui.weights", "heading"), 0, 0, 1, 2)
        self.sliders: dict[str, QSlider] = {}
        self.figures: dict[str, QLabel] = {}
        for row, factor in enumerate(FACTORS, 1):
            name = label(words, f"common.factor.{factor}")
            words.put(name.setToolTip, f"ui.factor.{factor}.tip")
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setPageStep(5)
            words.put(slider.setAccessibleName, f"common.factor.{factor}")
            slider.valueChanged.connect(self._turned)
            figure = PlainLabel()
            figure.setMinimumWidth(44)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, 2 * row - 1, 0)
            grid.addWidget(figure, 2 * row - 1, 1)
            grid.addWidget(slider, 2 * row, 0, 1, 2)
            self.sliders[factor], self.figures[factor] = slider, figure
        self.ways = [push_button(words, "ui.weights.reset", self._reset)]
        for way in ("ahp", "swing"):
            opener = push_button(words, f"ui_weights.{way}.open", partial(self._open, way))
            self.ways.append(opener)
        for row, way_button in enumerate(self.ways, 2 * len(FACTORS) + 1):
            grid.addWidget(way_button, row, 0, 1, 2)
        grid.setRowStretch(2 * len(FACTORS) + 4, 1)
        grid.setColumnStretch(0, 1)

    def present(self, on: bool) -> None:
        """Show the sliders alone to a room."""
        for button in self.ways:
            button.setVisible(not on)

    def _open(self, way: str) -> None:
        self.dialog_wanted.emit(f"weights_{way}")

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """Show the weights in use (they add up to 1).

        Sliders that stand for these weights already stay where they were put.
        """
        if any(slider.isSliderDown() for slider in self.sliders.values()):
            return
        total = sum(weights.values()) or 1.0
        shown = sum(slider.value() for slider in self.sliders.values()) or 1
        away = (
            abs(slider.value() / shown - weights.get(factor, 0.0) / total)
            for factor, slider in self.sliders.items()
        )
        if max(away) < ROUNDED:
            return
        for factor, slider in self.sliders.items():
            slider.blockSignals(True)
            slider.setValue(round(100 * weights.get(factor, 0.0) / total))
            slider.blockSignals(False)
        self._say_figures()

    def _say_figures(self) -> None:
        total = sum(slider.value() for slider in self.sliders.values()) or 1
        for factor, figure in self.figures.items():
            figure.setText(f"{100 * self.sliders[factor].value() / total:.0f}%")

    def _turned(self) -> None:
        self._say_figures()
        values = {factor: slider.value() for factor, slider in self.sliders.items()}
        total = sum(values.values())
        if total:
            weights = {factor: value / total for factor, value in values.items()}
            self.tried.emit(weights)
            self._use(weights)

    def _reset(self) -> None:
        self._use({})

    def _use(self, weights: dict[str, float]) -> None:
        document = self._session.document
        dials = replace(document.scenario.dials, weights=weights)
        self._session.perform(turn_dials(document, dials, "weights"))
