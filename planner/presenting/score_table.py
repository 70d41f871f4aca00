"""Scores as a heat table: a row a workload, a column a factor, then the confidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from planner.assessing.confidence import stars
from planner.model.rules import FACTORS
from planner.model.study import Draft
from planner.presenting.evidence_words import star_signs
from planner.wording import say

__all__ = ["CONFIDENCE", "ScoreTable"]

CONFIDENCE: Final = len(FACTORS) + 1
"""Column of the confidence; the first is the name's, between them stand the factors."""


@dataclass(frozen=True)
class ScoreTable:
    """The rows of a scored document; figures are 0 to 100."""

    draft: Draft | None = None
    language: str = "en"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the workloads, in the assessment's order."""
        return tuple(self.draft.assessment.workloads) if self.draft is not None else ()

    def name(self, row: int) -> str:
        """Name of a row's workload; its id where it has none."""
        assert self.draft is not None
        workload = self.draft.inventory.by_id.get(self.ids[row])
        return workload.name if workload else self.ids[row]

    def figure(self, row: int, column: int) -> float | None:
        """A factor's score, or the confidence in per cent; None where it was not assessed."""
        assert self.draft is not None
        found = self.draft.assessment.workloads[self.ids[row]]
        if column == CONFIDENCE:
            return found.confidence * 100
        score = found.factors.get(FACTORS[column - 1])
        return score.score if score is not None and score.assessed else None

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        if column == 0:
            return self.name(row)
        figure = self.figure(row, column)
        if figure is None:
            return say("common.not_assessed", self.language)
        return star_signs(figure / 100) if column == CONFIDENCE else f"{figure:.0f}"

    def spoken(self, row: int, column: int) -> str:
        """A cell for those who do not see its row and column."""
        figure = self.figure(row, column)
        words = say("common.not_assessed", self.language) if figure is None else f"{figure:.0f}"
        parts = (self.name(row), self.head(column), words)
        return say("rules.list", self.language).join(parts)

    def tip(self, row: int, column: int) -> str:
        """What a cell says in full."""
        if column == 0:
            return self.name(row)
        figure = self.figure(row, column)
        if column == CONFIDENCE and figure is not None:
            words = say(f"assessing.confidence.{stars(figure / 100)}", self.language)
            return f"{figure:.0f}%: {words}"
        return self.spoken(row, column)

    def head(self, column: int) -> str:
        """Name of a column."""
        return say("fields.name" if column == 0 else self._key(column), self.language)

    def head_tip(self, column: int) -> str | None:
        """What a column means."""
        return None if column == 0 else say(f"{self._key(column)}.tip", self.language)

    def _key(self, column: int) -> str:
        if column == CONFIDENCE:
            return "ui.scores.confidence"
        return f"ui.factor.{FACTORS[column - 1]}"
