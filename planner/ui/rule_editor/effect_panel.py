"""What the rules as they stand do against how they stood: scores and best places, live."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.assessing.effect import Effect, effect_of
from planner.editing.rules import base_of
from planner.model.assessment import Assessment
from planner.model.study import Draft
from planner.presenting.effect import mean_rows, moved_rows, under
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, label, push_button, set_role

__all__ = ["EffectPanel"]

BEGIN, PRESET = 0, 1
ROW_POINTS = 2.3
LEAST_NAMES = (120, 100)
"""Least width of the first column of each table: the figures beside it are what it is about."""


class EffectPanel(QWidget):
    """Compares the draft shown with the one from which the changes began, or with the preset."""

    def __init__(self, session: Session, look: Look, words: Words, runner: Runner) -> None:
        super().__init__()
        self._session, self._runner = session, runner
        self._begun: Assessment | None = None
        self._under: tuple[Draft, Assessment] | None = None
        self._asked: Draft | None = None
        self._origin: object = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, 0, 0)
        row = QHBoxLayout()
        row.addWidget(label(words, "ui_rules.effect.since", "quiet"))
        self.since = QComboBox()
        words.put(self.since.setAccessibleName, "ui_rules.effect.since")
        self.since.addItems(["", ""])
        for number, name in enumerate(("begin", "preset")):
            words.put(partial(self.since.setItemText, number), f"ui_rules.effect.since.{name}")
        self.since.currentIndexChanged.connect(lambda _: self.refresh())
        row.addWidget(self.since, 1)
        layout.addLayout(row)
        self.means, self.moved = (AnswerTable(session, look, 0, least) for least in LEAST_NAMES)
        self.means.setSortingEnabled(False)
        words.put(self.means.setAccessibleName, "ui_rules.effect.mean")
        self.means.setSelectionMode(AnswerTable.SelectionMode.NoSelection)
        for table in (self.means, self.moved):
            table.row_points = ROW_POINTS
        layout.addWidget(self.means, 4)
        self.count = PlainLabel()
        self.count.setWordWrap(True)
        set_role(self.count, "heading")
        layout.addWidget(self.count)
        words.put(self.moved.setAccessibleName, "ui_rules.effect.workload")
        layout.addWidget(self.moved, 3)
        layout.addWidget(label(words, "ui_rules.effect.places.about", "small"))
        self.mark = push_button(words, "ui_rules.effect.mark", self.begin_here)
        layout.addWidget(self.mark)

    def begin_here(self) -> None:
        """Make what stands now the “before” of what is changed next."""
        draft = self._session.draft
        self._begun = draft.assessment if draft is not None else None
        self.since.setCurrentIndex(BEGIN)
        self.refresh()

    def refresh(self) -> None:
        """Compare again."""
        session = self._session
        draft = session.draft
        origin = session.history.steps[0]
        if draft is None:
            return
        if self._origin is not origin or self._begun is None:
            self._origin, self._begun, self._under = origin, draft.assessment, None
        self.mark.setEnabled(self.since.currentIndex() == BEGIN)
        before: Assessment | None = self._begun
        if self.since.currentIndex() == PRESET:
            before = self._preset_of(draft)
        if before is None:
            self.count.setText(session.say("ui_rules.effect.working"))
            return
        self._show(effect_of(before, draft.assessment))

    def _preset_of(self, draft: Draft) -> Assessment | None:
        """Return the draft under the preset's rules where it is known, else have it worked out."""
        if self._under is not None and self._under[0] is draft:
            return self._under[1]
        base = base_of(draft.rules)
        if self._asked is not draft:
            self._asked = draft
            self._runner.start(
                "ui.job.score",
                lambda stop, listen: under(draft, base, stop, listen),
                done=lambda found: self._take(draft, found),
            )
        return None

    def _take(self, draft: Draft, found: Assessment) -> None:
        self._under = (draft, found)
        if self._session.draft is draft:
            self.refresh()

    def _show(self, effect: Effect) -> None:
        session, say = self._session, self._session.say
        heads = [
            say("ui_rules.effect.mean"),
            say("ui_rules.effect.before"),
            say("ui_rules.effect.after"),
        ]
        rows = mean_rows(session, effect)
        self.means.answers.show(heads, rows)
        self.means.fit_columns()
        if effect.rescored or effect.moved:
            words = say("ui_rules.effect.places", count=len(effect.moved), total=effect.total)
        else:
            words = say("ui_rules.effect.none")
        self.count.setText(words)
        heads = [
            say("ui_rules.effect.workload"),
            say("ui_rules.effect.before"),
            say("ui_rules.effect.after"),
        ]
        self.moved.answers.show(
            heads,
            moved_rows(session, effect),
            [name for name, _, _ in effect.moved],
        )
        self.moved.fit_columns()
        self.moved.setVisible(bool(effect.moved))
