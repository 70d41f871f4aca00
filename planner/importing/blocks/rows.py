"""Rows of raw cells: which are blank, which cells are filled, what the headers among them say."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from planner.importing.grid import Cell, Grid
from planner.importing.spelling import alike
from planner.importing.values.cells import clean_text, text_of
from planner.importing.values.words import folded

__all__ = ["filled", "filled_down", "header_texts", "header_word", "is_blank"]


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether a row holds nothing; a million of them are told quickly."""
    if row.count("") + row.count(None) == len(row):
        return True
    for cell in row:
        if cell not in ("", None) and (not isinstance(cell, str) or clean_text(cell)):
            return False
    return True


def header_word(text: str) -> str:
    """Return a header folded, without a leading star: what recognisers compare."""
    return folded(alike(text).strip().lstrip("*"))


def header_texts(grid: Grid, row: int) -> list[str]:
    """Return the headers of a row as text; blank ones are empty."""
    return [" ".join(text_of(cell).split()) for cell in grid.rows[row]]


def filled_down(grid: Grid, header: int, column: int) -> Grid | None:
    """Return a list in which what a group's first row alone says stands in all of its rows.

    None where no cell is blank, or where a text that comes again tells that blanks say nothing.

    Parameters
    ----------
    header
        Index of the header's row, from 0.
    column
        From 0.
    """
    body = [
        at
        for at, row in enumerate(grid.rows[header + 1 :], header + 1)
        if at not in grid.aside and column < len(row) and not is_blank(row)
    ]
    texts = [text_of(grid.rows[at][column]) for at in body]
    said = [text for text in texts if text]
    if not texts or not texts[0] or len(said) == len(texts) or len(set(said)) < len(said):
        return None
    rows, last = [list(row) for row in grid.rows], grid.rows[body[0]][column]
    for at, text in zip(body, texts, strict=True):
        last = rows[at][column] = rows[at][column] if text else last
    return dataclasses.replace(grid, rows=rows, seen_as="grouped")


def filled(row: Sequence[Cell]) -> list[int]:
    """Return the places of the cells that hold something."""
    if row.count("") + row.count(None) == len(row):
        return []
    return [
        at
        for at, cell in enumerate(row)
        if cell not in ("", None) and not (isinstance(cell, str) and cell.isspace())
    ]
