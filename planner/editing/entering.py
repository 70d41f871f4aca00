"""Many cells and rows entered at once: what can be taken is, what cannot is named by its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.editing.operations import Operation
from planner.errors import BadInputError
from planner.model.fields import Value
from planner.project import Document

__all__ = ["Cells", "Entered", "enter_rows"]

type Cells = Mapping[tuple[int, str], Value | None]


@dataclass(frozen=True)
class Entered:
    """What came of it: one step for all that was taken (None: nothing), and the rows refused."""

    operation: Operation | None
    refused: tuple[tuple[int, BadInputError], ...] = ()


def enter_rows(
    document: Document,
    edit: Callable[[Document, Cells], Operation],
    add: Callable[[Document, Mapping[str, Value]], Operation],
    edits: Cells,
    fresh: Sequence[tuple[int, Mapping[str, Value]]] = (),
) -> Entered:
    """Edit cells of rows that are there and add new ones, as one step.

    A row that cannot stand is left out whole, and refused; the others are taken.

    Parameters
    ----------
    edit
        Makes the step that changes cells.
    add
        Makes the step that adds a row of these values, by field key.
    edits
        Cells of rows that are there.
    fresh
        New rows: the row as it is shown, from 0, and its values.
    """
    step: Operation | None = None
    refused: list[tuple[int, BadInputError]] = []

    def take[Given](row: int, make: Callable[[Document, Given], Operation], given: Given) -> None:
        nonlocal step
        try:
            made = make(document if step is None else step.document, given)
        except BadInputError as error:
            refused.append((row, error))
        else:
            step = replace(made, label=step.label if step is not None else made.label)

    if edits:
        try:
            step = edit(document, edits)
        except BadInputError:
            for row in dict.fromkeys(row for row, _ in edits):
                own = {place: value for place, value in edits.items() if place[0] == row}
                take(row, edit, own)
    for row, values in fresh:
        take(row, add, values)
    return Entered(step, tuple(refused))
