"""Weights by pairwise comparison (AHP), for one person or several; says what to think over."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.assessing.weights import Group, combine
from planner.codec.plain_text import without_marks
from planner.editing.weighing import use_weights
from planner.model.rules import FACTORS
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.weight_bars import WeightBars
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["AhpDialog"]

PAIRS = tuple(combinations(FACTORS, 2))
STEPS = 8
"""Places of a slider to either side: 2 to 9 times as much."""

type Pair = tuple[str, str]


def ratio_of(place: int) -> float:
    """Return how many times the first matters as much as the second; 0 is as much."""
    return float(1 + place) if place >= 0 else 1.0 / (1 - place)


class AhpDialog(Dialog):
    """Ten questions of the form: which matters more, and how much."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session.say("ui_weights.ahp"), (960, 620), parent)
        self._session, self.words = session, Words(session)
        self.people: dict[str, dict[Pair, int]] = {
            session.who or session.say("ui_weights.ahp.me"): {}
        }
        self.group: Group | None = None
        self._showing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addWidget(label(self.words, "ui_weights.ahp.about", "quiet"))
        layout.addLayout(self._person_row())
        middle = QHBoxLayout()
        middle.setSpacing(3 * SPACE)
        middle.addWidget(self._questions(look), 3)
        middle.addLayout(self._result(look), 2)
        layout.addLayout(middle, 1)
        self.buttons = QDialogButtonBox()
        use = push_button(self.words, "ui_weights.weights.use", self.accept, "primary")
        leave = push_button(self.words, "ui_weights.cancel", self.reject)
        for button in (use, leave):
            button.setAutoDefault(False)  # Enter adds a person or ends a figure: it decides nothing
        self.buttons.addButton(use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(self.buttons)
        self.accepted.connect(self._use)
        self._show_person()

    def _person_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self.words, "ui_weights.ahp.person", "quiet"))
        self.person = QComboBox()
        self.person.addItems(list(self.people))
        self.words.put(self.person.setAccessibleName, "ui_weights.ahp.person")
        self.person.currentIndexChanged.connect(lambda _: self._show_person())
        self.newcomer = QLineEdit()
        self.words.put(self.newcomer.setPlaceholderText, "ui_weights.ahp.newcomer")
        self.words.put(self.newcomer.setAccessibleName, "ui_weights.ahp.newcomer")
        self.newcomer.returnPressed.connect(self.add_person)
        self.adder = push_button(self.words, "ui_weights.ahp.add", self.add_person)
        self.adder.setAutoDefault(False)
        for widget in (self.person, self.newcomer, self.adder):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _questions(self, look: Look) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid = QGridLayout(inner)
        grid.setVerticalSpacing(2)
        self.sliders: dict[Pair, QSlider] = {}
        self.answers: dict[Pair, QLabel] = {}
        for row, (one, other) in enumerate(PAIRS):
            left = label(self.words, f"ui.factor.{one}")
            right = label(self.words, f"ui.factor.{other}")
            left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(-STEPS, STEPS)
            slider.setPageStep(2)
            slider.setMinimumWidth(150)
            # The middle means "as much": nothing is filled from the left, as if it were an amount.
            set_role(slider, "between")
            slider.valueChanged.connect(lambda _, pair=(one, other): self._judged(pair))
            answer = PlainLabel()
            answer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            set_role(answer, "small")
            grid.addWidget(left, 2 * row, 0)
            grid.addWidget(slider, 2 * row, 1)
            grid.addWidget(right, 2 * row, 2)
            grid.addWidget(answer, 2 * row + 1, 0, 1, 3)
            self.sliders[one, other], self.answers[one, other] = slider, answer
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        area.setWidget(inner)
        return area

    def _result(self, look: Look) -> QVBoxLayout:
        column = QVBoxLayout()
        self.heading = PlainLabel()
        set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        self.bars = WeightBars(self._session, look)
        self.verdict, self.quarrel = PlainLabel(), PlainLabel()
        for text in (self.verdict, self.quarrel):
            text.setWordWrap(True)
        self.revisit: QPushButton = push_button(
            self.words, "ui_weights.ahp.revisit", self._go_revisit
        )
        self.revisit.setAutoDefault(False)
        for widget in (self.heading, self.bars, self.verdict, self.revisit, self.quarrel):
            column.addWidget(widget)
        column.addWidget(label(self.words, "ui_weights.weights.mark", "small"))
        column.addStretch(1)
        return column

    # Judging -----------------------------------------------------------------------------------

    def add_person(self) -> None:
        """Begin with another person's judgements, all equal."""
        name = without_marks(self.newcomer.text()).strip()
        if name and name not in self.people:
            self.people[name] = {}
            self.person.addItem(name)
            self.person.setCurrentText(name)
        self.newcomer.clear()

    def _show_person(self) -> None:
        judged = self.people[self.person.currentText()]
        self._showing = True
        for pair, slider in self.sliders.items():
            slider.setValue(-judged.get(pair, 0))
        self._showing = False
        self._work_out()

    def _judged(self, pair: Pair) -> None:
        # The handle goes towards what matters more: left of the middle is the first of the pair.
        if not self._showing:
            self.people[self.person.currentText()][pair] = -self.sliders[pair].value()
            self._work_out()

    def _work_out(self) -> None:
        say, person = self._session.say, self.person.currentText()
        for pair in PAIRS:
            self._say_answer(pair, self.people[person].get(pair, 0))
        self.group = combine(
            FACTORS,
            {
                name: {pair: ratio_of(place) for pair, place in judged.items()}
                for name, judged in self.people.items()
            },
        )
        many = len(self.people) > 1
        key = "ui_weights.ahp.group" if many else "ui_weights.ahp.weights"
        self.heading.setText(say(key, count=len(self.people)))
        self.bars.show_weights(self.group.together.weights, self._session.weights)
        own = self.group.each[person]
        sign, verdict = ("✔", "consistent") if own.consistent else ("▲", "inconsistent")
        words = say(f"ui_weights.ahp.{verdict}", ratio=f"{own.consistency_ratio:.2f}", who=person)
        self.verdict.setText(f"{sign} {words}")
        self.revisit.setVisible(not own.consistent and own.revisit is not None)
        if not own.consistent and own.revisit is not None and own.suggested is not None:
            self.verdict.setText(
                f"{self.verdict.text()}\n{self._implied(own.revisit, own.suggested)}"
            )
        self.quarrel.setVisible(many)
        if self.group.argue is not None:
            one, other = (say(f"common.factor.{factor}") for factor in self.group.argue)
            times = f"{self.group.disagreement[self.group.argue]:.1f}"
            self.quarrel.setText(say("ui_weights.ahp.argue", one=one, other=other, times=times))
        else:
            self.quarrel.setText(say("ui_weights.ahp.agreed"))

    def _say_answer(self, pair: Pair, place: int) -> None:
        self.answers[pair].setText(self._said(pair, ratio_of(place)))
        one, other = (self._session.say(f"common.factor.{factor}") for factor in pair)
        self.sliders[pair].setAccessibleName(f"{one} / {other}")
        self.sliders[pair].setAccessibleDescription(self.answers[pair].text())

    def _said(self, pair: Pair, ratio: float) -> str:
        say = self._session.say
        first = pair if ratio >= 1 else (pair[1], pair[0])
        times = max(ratio, 1 / ratio)
        if times < 1.05:
            return say("ui_weights.ahp.equal")
        one = say(f"common.factor.{first[0]}")
        return say("ui_weights.ahp.more", one=one, times=f"{times:.1f}".removesuffix(".0"))

    def _implied(self, pair: Pair, suggested: float) -> str:
        judged = self.people[self.person.currentText()]
        if pair in judged or (pair[1], pair[0]) not in judged:
            ratio = ratio_of(judged.get(pair, 0))
        else:
            ratio = 1.0 / ratio_of(judged[pair[1], pair[0]])
        say = self._session.say
        return say(
            "ui_weights.ahp.implied",
            one=say(f"common.factor.{pair[0]}"),
            other=say(f"common.factor.{pair[1]}"),
            said=self._said(pair, ratio),
            implied=self._said(pair, suggested),
        )

    def _go_revisit(self) -> None:
        if self.group is not None:
            pair = self.group.each[self.person.currentText()].revisit
            if pair is not None:
                known = pair if pair in self.sliders else (pair[1], pair[0])
                self.sliders[known].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and no other; with Control it applies."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()

    def _use(self) -> None:
        if self.group is None:
            return
        ratio = f"{self.group.together.consistency_ratio:.2f}"
        session = self._session
        people = session.listed(self.people)
        note = session.say("ui_weights.ahp.note", people=people, ratio=ratio)
        session.perform(
            use_weights(
                session.document, self.group.together.weights, note, session.today, session.who
            )
        )
