"""Answers of owners taken into the inventory, each a cell; what does not fit is told.

A cell that has been given another value meanwhile is kept, unless somebody says that the files win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.editing.operations import Operation, edit_cells
from planner.errors import Message, message
from planner.importing.answers import Answer
from planner.model.fields import Value
from planner.project import Document

__all__ = ["AnswersTaken", "take_answers"]


@dataclass(frozen=True)
class AnswersTaken:
    """The inventory with the answers in it, what changed, and what did not fit, as sentences."""

    operation: Operation | None
    changes: tuple[Message, ...]
    conflicts: tuple[Message, ...]


def take_answers(
    document: Document, answers: Sequence[Answer], *, files_win: bool = False
) -> AnswersTaken:
    """Return what becomes of the inventory by the answers; None where nothing changes.

    Parameters
    ----------
    document
        The project that the questions were written from.
    answers
        What was answered, a cell each.
    files_win
        Whether an answer replaces what a person typed since.
    """
    ids = {one.id.strip().casefold(): one.id for one in document.inventory.workloads}
    edits: dict[tuple[str, str], Answer] = {}
    conflicts = []
    for one in answers:
        key = ids.get(one.workload.casefold())
        if key is None:
            conflicts.append(_told("unknown", one, name=one.workload))
            continue
        name = document.inventory.by_id[key].name
        said = {"name": name, "field": message(f"fields.{one.field}")}
        before, known = edits.get((key, one.field)), _known(document, key, one.field)
        if one.value is None:
            conflicts.append(_told("unread", one, **said, text=one.text))
        elif before is not None and before.value != one.value:
            conflicts.append(_told("answered_twice", one, **said, text=one.text, other=before.text))
        elif known is not None and known != one.value and not files_win:
            conflicts.append(_told("filled", one, **said, text=one.text))
        elif known != one.value:
            edits[key, one.field] = one
    changes = tuple(
        message(
            "status.answer",
            name=document.inventory.by_id[key].name,
            field=message(f"fields.{field}"),
            text=one.text,
        )
        for (key, field), one in edits.items()
    )
    values = {cell: one.value for cell, one in edits.items()}
    operation = edit_cells(document, values) if values else None
    return AnswersTaken(operation, changes, tuple(conflicts))


def _known(document: Document, key: str, field: str) -> Value | None:
    return document.inventory.by_id[key].values.get(field)


def _told(key: str, one: Answer, **params: object) -> Message:
    cell = one.where
    where = " ".join(part for part in (cell.file, cell.sheet, cell.address) if part)
    return message(f"status.conflict.{key}", where=where, **params)
