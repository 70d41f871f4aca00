"""Weights that were worked out become the scenario's, with a line in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from planner.editing.decisions import note_decision
from planner.editing.operations import Operation, turn_dials
from planner.model.rules import FACTORS
from planner.project import Document

__all__ = ["use_weights"]


def use_weights(
    document: Document, weights: Mapping[str, float], note: str, day: date, who: str = ""
) -> Operation:
    """Set the weights and write down how they were found, as one step of the history.

    Parameters
    ----------
    weights
        By factor; they add up to 1.
    note
        How they were found, for the log.
    day, who
        On which day and by whom it was decided, for the log.
    """
    used = {factor: round(weights.get(factor, 0.0), 6) for factor in FACTORS}
    turned = turn_dials(document, replace(document.scenario.dials, weights=used), "weights")
    noted = note_decision(turned.document, note, day, who)
    return Operation(turned.label, noted.document, replan=True)
