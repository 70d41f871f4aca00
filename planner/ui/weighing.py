"""Weights that were worked out in a dialog become the scenario's, with a line in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.model.rules import FACTORS
from planner.ui.operations import Operation, note_decision, turn_dials
from planner.ui.session import Session

__all__ = ["use_weights", "weights_in_use"]


def weights_in_use(session: Session) -> dict[str, float]:
    """Return the weights the scores were made with, adding up to 1; empty before scoring."""
    return dict(session.draft.assessment.weights) if session.draft is not None else {}


def use_weights(session: Session, weights: Mapping[str, float], note: str) -> None:
    """Set the weights and write down how they were found, as one step of the history."""
    document = session.document
    used = {factor: round(weights.get(factor, 0.0), 6) for factor in FACTORS}
    turned = turn_dials(document, replace(document.scenario.dials, weights=used), "weights")
    noted = note_decision(turned.document, note, session.today, session.who)
    session.perform(Operation(turned.label, noted.document, replan=True))
