"""Scores as a heat table: a row a workload, a column a factor, the best place, the confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from planner.assessing.confidence import stars
from planner.model.assessment import TargetCase
from planner.model.rules import FACTORS
from planner.model.study import Draft
from planner.presenting.evidence_words import star_signs
from planner.reporting.theme import TARGET_LETTERS
from planner.wording import say
from planner.wording.wording import Wording

__all__ = ["BEST", "CONFIDENCE", "ScoreTable", "reweighed"]

BEST: Final = len(FACTORS) + 1
"""Column of the place that fits best; the first is the name's, between them stand the factors."""
CONFIDENCE: Final = BEST + 1
NOTICED: Final = 1e-9


@dataclass(frozen=True)
class ScoreTable:
    """The rows of a scored document; figures are 0 to 100."""

    draft: Draft | None = None
    language: str = "en"
    weights: Mapping[str, float] | None = None
    """Weights that are being tried, adding up to 1; None: those the document was scored with."""

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
        """A score, the fit of the best place, the confidence in per cent; None: not assessed."""
        assert self.draft is not None
        found = self.draft.assessment.workloads[self.ids[row]]
        if column == BEST:
            return self.best(row)[1]
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
        if column == BEST:
            return self._best_words(row, figure)
        return star_signs(figure / 100) if column == CONFIDENCE else f"{figure:.0f}"

    def best(self, row: int, *, tried: bool = True) -> tuple[str | None, float | None]:
        """Return the target that fits a row best, of those it may go to, and its fit."""
        assert self.draft is not None
        assessment = self.draft.assessment
        cases = assessment.workloads[self.ids[row]].cases
        open_ones = {key: case for key, case in cases.items() if case.allowed} or cases
        weights = self.weights if tried else None
        fits = {
            key: reweighed(case, assessment.weights, weights) for key, case in open_ones.items()
        }
        if not fits:
            return None, None
        target = max(fits, key=lambda key: fits[key])
        return target, fits[target]

    def _best_words(self, row: int, fit: float) -> str:
        """Say the letter of the best place and its fit; where it was another before, that too."""
        target, _ = self.best(row)
        was, _ = self.best(row, tried=False)
        before = f" ◂{self._letter(was)}" if was != target else ""
        return f"{self._letter(target)} {fit:.0f}{before}"

    def _kind(self, target: str | None) -> str:
        assert self.draft is not None
        known = (one.kind for one in self.draft.programme.targets if one.id == target)
        return next(known, target or "")

    def _letter(self, target: str | None) -> str:
        return TARGET_LETTERS.get(self._kind(target), "•")

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
        if column == BEST and self.draft is not None:
            target, _ = self.best(row)
            name = Wording.of(self.draft, self.language).target(target or "")
            return self.spoken(row, column) + f" · {name}"
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
        if column == BEST:
            return "ui_changes.best"
        return f"ui.factor.{FACTORS[column - 1]}"


def reweighed(
    case: TargetCase, weights: Mapping[str, float], tried: Mapping[str, float] | None
) -> float:
    """Return the fit of a case, 0 to 100, under weights that are tried, from its parts.

    A factor that had no weight says nothing of how well it suits until the document is scored
    anew.

    Parameters
    ----------
    case
        A target's, scored under ``weights``.
    weights
        By factor; they add up to 1.
    tried
        Likewise; None: none are.
    """
    if tried is None:
        return case.fit
    return sum(
        part / weights[factor] * tried.get(factor, 0.0)
        for factor, part in case.fit_parts.items()
        if weights.get(factor, 0.0) > NOTICED
    )
