"""Weights by swings: which factor, gone from its worst to its best, would matter most."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QSlider,
    QSpinBox,
    QWidget,
)

from planner.assessing.weights import swing_weights
from planner.editing.weighing import use_weights
from planner.model.rules import FACTORS
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.weight_bars import WeightBars
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["SwingDialog"]

MOST = 100


class SwingDialog(Dialog):
    """A slider and a figure for each factor; the greatest is always 100."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui_weights.swing"), (640, 600), parent)
        self._session, self.words = session, Words(session)
        layout = self.roomy_column()
        layout.addWidget(label(self.words, "ui_weights.swing.about", "quiet"))
        layout.addLayout(self._swings())
        self.advice = PlainLabel()
        self.advice.setWordWrap(True)
        set_role(self.advice, "small")
        layout.addWidget(self.advice)
        self.bars = WeightBars(session, look)
        layout.addWidget(self.bars)
        layout.addWidget(label(self.words, "ui_weights.weights.mark", "small"))
        layout.addStretch(1)
        self.buttons = QDialogButtonBox()
        self.use = push_button(self.words, "ui_weights.weights.use", self.accept, "primary")
        leave = push_button(self.words, "ui_weights.cancel", self.reject)
        self.buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(self.buttons)
        self.accepted.connect(self._use)
        self._begin()

    def _swings(self) -> QGridLayout:
        grid = QGridLayout()
        self.figures: dict[str, QSpinBox] = {}
        for row, factor in enumerate(FACTORS):
            slider, figure = QSlider(Qt.Orientation.Horizontal), QSpinBox()
            for widget in (slider, figure):
                widget.setRange(0, MOST)
                self.words.put(widget.setAccessibleName, f"common.factor.{factor}")
            slider.setPageStep(10)
            slider.valueChanged.connect(figure.setValue)
            figure.valueChanged.connect(slider.setValue)
            figure.valueChanged.connect(lambda _: self._work_out())
            grid.addWidget(label(self.words, f"common.factor.{factor}"), row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(figure, row, 2)
            self.figures[factor] = figure
        grid.setColumnStretch(1, 1)
        return grid

    def _begin(self) -> None:
        """Begin with the swings that give the weights in use."""
        used = self._session.weights
        most = max(used.values(), default=0.0)
        for factor, figure in self.figures.items():
            share = used.get(factor, 0.0) / most if most > 0 else 1.0
            figure.setValue(round(MOST * share))
        self._work_out()

    def swings(self) -> dict[str, float]:
        """Return the swings as entered, raised so that the greatest is 100."""
        values = {factor: float(figure.value()) for factor, figure in self.figures.items()}
        most = max(values.values())
        if most <= 0:
            return {}
        return {f: MOST if value == most else MOST * value / most for f, value in values.items()}

    def _work_out(self) -> None:
        swings = self.swings()
        self.use.setEnabled(bool(swings))
        weights = swing_weights(swings) if swings else {}
        self.bars.show_weights(weights, self._session.weights)
        greatest = max(figure.value() for figure in self.figures.values())
        key = "none" if not swings else "most" if greatest < MOST else "fine"
        self.advice.setText(self._session.say(f"ui_weights.swing.{key}"))

    def _use(self) -> None:
        swings = self.swings()
        if swings:
            say = self._session.say
            named = self._session.listed(
                f"{say(f'common.factor.{factor}')} {value:.0f}" for factor, value in swings.items()
            )
            note = say("ui_weights.swing.note", swings=named)
            session = self._session
            weights = swing_weights(swings)
            session.perform(
                use_weights(session.document, weights, note, session.today, session.who)
            )
