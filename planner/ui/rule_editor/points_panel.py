"""Points for each answer of an indicator that is a choice: a slider and a figure each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.model.rules import LocalText
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, set_role

__all__ = ["PointsPanel"]


class PointsPanel(QWidget):
    """Sliders of 0 to 100; ``edited`` gives the choice and its points."""

    edited = Signal(str, float)

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self.sliders: dict[str, QSlider] = {}
        self.figures: dict[str, QSpinBox] = {}
        self._notes: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(label(words, "ui_rules.about.points", "quiet"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        layout.addWidget(self._area, 1)

    def show_points(
        self,
        points: Mapping[str, float],
        base: Mapping[str, float],
        names: Mapping[str, LocalText],
        counts: Mapping[str, int],
        here: str,
    ) -> None:
        """Show the points of answers.

        Parameters
        ----------
        points
            0 to 100 by answer.
        base
            Those of the preset.
        names
            Of the answers.
        counts
            Workloads by answer.
        here
            Answer of the workload that is selected.
        """
        if list(self.sliders) != list(points):
            self._build(list(points))
        self._filling = True
        language = self._session.language
        for choice, value in points.items():
            name = names[choice].say(language)
            self.sliders[choice].setValue(round(value))
            self.figures[choice].setValue(round(value))
            self.sliders[choice].setAccessibleName(name)
            self.figures[choice].setAccessibleName(name)
            self._names[choice].setText(("▶ " if choice == here else "") + name)
            note = f"{counts.get(choice, 0)} ×"
            if base.get(choice) != value:
                preset = self._session.say("ui_rules.col.base")
                note += f"   ● {preset} {base.get(choice, 0):g}"
            self._notes[choice].setText(note)
        self._filling = False

    def _build(self, choices: list[str]) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, SPACE, 0)
        self.sliders, self.figures, self._notes = {}, {}, {}
        self._names: dict[str, QLabel] = {}
        for row, choice in enumerate(choices):
            slider, figure, name, note = QSlider(), QSpinBox(), PlainLabel(), PlainLabel()
            slider.setOrientation(Qt.Orientation.Horizontal)
            slider.setPageStep(10)
            slider.setRange(0, 100)
            figure.setRange(0, 100)
            slider.valueChanged.connect(lambda value, one=choice: self._turned(one, value))
            figure.valueChanged.connect(lambda value, one=choice: self._turned(one, value))
            set_role(note, "small")
            for column, widget in enumerate((name, slider, figure, note)):
                grid.addWidget(widget, row, column)
            self.sliders[choice], self.figures[choice] = slider, figure
            self._names[choice], self._notes[choice] = name, note
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, 110)
        grid.setRowStretch(len(choices), 1)
        self._area.setWidget(inner)

    def _turned(self, choice: str, value: int) -> None:
        if not self._filling:
            self.edited.emit(choice, float(value))
