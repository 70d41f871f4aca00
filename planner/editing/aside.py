"""Rows that were set aside, taken in as corrected: a step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.editing.operations import Operation
from planner.errors import BadInputError, Message
from planner.model.inventory import SetAside
from planner.project import Document

__all__ = ["Taken", "take_rows_in"]


@dataclass(frozen=True)
class Taken:
    """What came of taking rows in: the step (None where none could be), how many, and why not."""

    operation: Operation | None
    count: int
    refusals: tuple[BadInputError, ...] = ()


def take_rows_in(
    document: Document, rows: Sequence[SetAside], texts: Mapping[str, str] | None = None
) -> Taken:
    """Take rows in that were set aside.

    Rows that still cannot be used stay set aside; issues of those taken in are settled.

    Parameters
    ----------
    rows
        Which ones, as the inventory holds them.
    texts
        Corrected cells by field key, where it is a single row; None leaves it as it was read.
    """
    from planner.importing.joining.reclaim import take_in

    inventory = document.inventory
    refusals: list[BadInputError] = []
    taken: list[SetAside] = []
    for row in rows:
        try:
            inventory = take_in(inventory, row, texts)
        except BadInputError as error:
            refusals.append(error)
        else:
            taken.append(row)
    if not taken:
        return Taken(None, 0, tuple(refusals))
    settled = {row.cell for row in taken if row.cell.row is not None}
    issues = tuple(issue for issue in document.issues if issue.where not in settled)
    label = Message("ui_import.undo.aside", {"count": str(len(taken))})
    changed = replace(document, inventory=inventory, issues=issues)
    return Taken(Operation(label, changed, replan=True), len(taken), tuple(refusals))
