"""Rows of raw cells: which are blank, which cells are filled, what the headers among them say."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.grid import Cell, Grid
from planner.importing.spelling import alike
from planner.importing.values.cells import clean_text, text_of
from planner.importing.values.words import folded

__all__ = ["filled", "header_texts", "header_word", "is_blank"]


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether a row holds nothing; a million of them are told quickly."""
    empty = row.count("") + row.count(None)
    return empty == len(row) or not any(
        cell not in ("", None) and (not isinstance(cell, str) or clean_text(cell)) for cell in row
    )


def header_word(text: str) -> str:
    """Return a header folded, without a leading star: what recognisers compare."""
    return folded(alike(text).strip().lstrip("*"))


def header_texts(grid: Grid, row: int) -> list[str]:
    """Return the headers of a row as text; blank ones are empty."""
    return [" ".join(text_of(cell).split()) for cell in grid.rows[row]]


def filled(row: Sequence[Cell]) -> list[int]:
    """Return the places of the cells that hold something."""
    if row.count("") + row.count(None) == len(row):
        return []
    return [
        at
        for at, cell in enumerate(row)
        if cell not in ("", None) and not (isinstance(cell, str) and cell.isspace())
    ]
