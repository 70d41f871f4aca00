"""Cells of the inventory that decide something: filled in with the reason and who decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from planner.editing.decisions import record_decision
from planner.editing.operations import Operation, edit_cells
from planner.model.fields import Value
from planner.project import Document
from planner.wording import say

__all__ = ["DECIDING", "Edits", "edit_decided"]


DECIDING: Final = frozenset({"pin_target", "banned_targets", "pin_wave", "strategy", "move_group"})
"""Fields that pin, ban or overrule."""

type Edits = Mapping[tuple[str, str], Value | str | None]


def edit_decided(
    document: Document, edits: Edits, reason: str, day: date, who: str, language: str
) -> Operation:
    """Fill in cells as :func:`edit_cells` does, with the reason in its cell and in the log.

    Parameters
    ----------
    edits
        New values by workload id and field key, in the field's unit.
    reason
        Why; kept in the cell and in the log.
    day
        Day of the decision.
    who
        Who decided; may be empty.
    language
        In which the log says it.
    """
    entries: dict[tuple[str, str], list[str]] = {}
    filled = dict(edits)
    for (workload, key), value in edits.items():
        if key in DECIDING:
            entries.setdefault((key, _value_words(value, language)), []).append(workload)
            filled.setdefault((workload, "decision_reason"), reason)
    operation = edit_cells(document, filled)
    made = operation.document
    for (key, words), workloads in entries.items():
        field = say(f"fields.{key}", language)
        what = say("ui_ask.cell", language, field=field, value=words)
        made = record_decision(made, workloads, what, reason, day, who)
    return replace(operation, label=edit_cells(document, edits).label, document=made)


def _value_words(value: Value | str | None, language: str) -> str:
    if value is None or value == "" or value == ():
        return say("ui_ask.cell.none", language)
    if isinstance(value, tuple | frozenset | list):
        return ", ".join(sorted(str(one) for one in value))
    return f"{value:g}" if isinstance(value, float) else str(value)
