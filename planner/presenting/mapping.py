"""What a person sees of a mapping: names of fields, and the first rows as they will be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.presenting.cells import cell_words
from planner.wording import has, say

if TYPE_CHECKING:
    from planner.editing.imports import SheetView
    from planner.importing.matching.mapping import SheetMapping

__all__ = ["as_read", "choices_named", "field_label", "fields_of_kind"]

_SHOWN_ROWS: Final = 6


def as_read(view: SheetView, language: str) -> tuple[list[str], list[list[str]]]:
    """Return names of the fields, and the first rows as they will be read, as words."""
    from planner.importing.matching.rows import read_table
    from planner.importing.matching.typed import TableColumn, field_for

    mapping = view.mapping
    columns = [
        TableColumn(index, match.field, match.header, match.unit, words=match.words)
        for index, match in enumerate(mapping.columns)
        if match.field
    ]
    row = mapping.header_row - view.grid.first_row
    if not columns or mapping.kind == "skip" or not 0 <= row < len(view.grid.rows):
        return [], []
    table = read_table(
        view.grid, row, columns, mapping.kind, mapping.format, literal=mapping.format == "own"
    )
    heads = [field_label(column.key, mapping.kind, language) for column in columns]
    fields = [field_for(mapping.kind, column.key) for column in columns]
    lines = [
        [cell_words(field, found.values.get(field.key), language) for field in fields]
        for found in table.rows[:_SHOWN_ROWS]
    ]
    return heads, lines


def choices_named(key: str, kind: str, language: str) -> list[tuple[str, str]]:
    """Return the choices of a field: their words, and their keys.

    Parameters
    ----------
    key
        Of the field.
    kind
        Of the rows: ``workload``, ``server`` and so on.
    """
    from planner.importing.matching.typed import field_for

    field = field_for(kind, key)
    return [(cell_words(field, choice, language), choice) for choice in field.choices]


def fields_of_kind(mapping: SheetMapping) -> tuple[str, ...]:
    """Return the fields a column of a sheet may be read as."""
    from planner.importing.headers.synonyms import (
        dependency_headers,
        server_headers,
        workload_headers,
    )

    known = {"servers": server_headers, "dependencies": dependency_headers}.get(
        mapping.kind, workload_headers
    )()
    own = (match.field for match in mapping.columns if match.field)
    return tuple(dict.fromkeys((*known.values(), *own)))


def field_label(key: str, kind: str, language: str) -> str:
    """Return the name people read for a field; a tool's own column as it is called.

    Parameters
    ----------
    key, kind
        As in :func:`choices_named`.
    """
    if kind == "dependencies" and has(f"fields.dependency.{key}"):
        return say(f"fields.dependency.{key}", language)
    for place in (f"ui_import.{kind}", "ui_import.field", "fields", "fields.dependency"):
        if has(f"{place}.{key}"):
            return say(f"{place}.{key}", language)
    return key.replace("_", " ")
