"""Too little data to place a workload: which ones, and the questions that would help most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.assessing.business_case import COST_SHARES
from planner.model.assessment import Question, ValueSource, WorkloadAssessment
from planner.model.rules import RuleSet

__all__ = ["QUESTIONS", "is_provisional", "questions_for"]

QUESTIONS: Final = 5
"""So many questions are asked at once."""
LEAST_CONFIDENCE: Final = 0.25
"""Confidence below which a workload is placed provisionally, where the rules name no other."""


def is_provisional(confidence: float, rules: RuleSet) -> bool:
    """Whether too little is known for a placement: ``numbers.least_confidence`` of the rules."""
    return confidence < rules.numbers.get("least_confidence", LEAST_CONFIDENCE)


def questions_for(
    assessed: Mapping[str, WorkloadAssessment], weights: Mapping[str, float], rules: RuleSet
) -> tuple[Question, ...]:
    """Return the fields that would raise the confidence of the provisional workloads most.

    A cell adds the weight of its factor, times the weight of its indicators in the factor, times
    what a cell is trusted more than what stands there now.

    Parameters
    ----------
    assessed
        By workload id.
    weights
        By factor, adding up to 1.
    """
    gains: dict[str, float] = {}
    missing: dict[str, int] = {}
    full = rules.numbers.get("trust_cell", 1.0)
    assumed = rules.numbers.get("trust_archetype", 0.4)
    doubtful = [one for one in assessed.values() if one.provisional]
    for one in doubtful:
        for field, gain in _gains(one, weights, full, assumed).items():
            gains[field] = gains.get(field, 0.0) + gain
            missing[field] = missing.get(field, 0) + 1
    best = sorted(gains, key=lambda field: (-gains[field], field))[:QUESTIONS]
    return tuple(Question(field, missing[field], gains[field] / len(doubtful)) for field in best)


def _gains(
    one: WorkloadAssessment, weights: Mapping[str, float], full: float, assumed: float
) -> dict[str, float]:
    found: dict[str, float] = {}
    for factor, score in one.factors.items():
        if factor == "business_case":
            field, share = COST_SHARES[0]
            if score.confidence < share:  # the dearest cell of all is not there
                found[field] = weights[factor] * share
            continue
        total = sum(line.weight for line in score.evidence)
        for line in score.evidence:
            trusted = {ValueSource.NEUTRAL: 0.0, ValueSource.ARCHETYPE: assumed}.get(line.source)
            if trusted is not None and total > 0:
                gain = weights[factor] * line.weight / total * (full - trusted)
                found[line.field] = found.get(line.field, 0.0) + gain
    return found
