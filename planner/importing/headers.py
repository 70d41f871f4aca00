"""Find the header row of a sheet: the row whose words are headers and below which data stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.mapping import signature_of
from planner.importing.synonyms import dependency_headers, server_headers, workload_headers
from planner.importing.units import unit_in_header
from planner.importing.values import text_of
from planner.importing.words import folded

__all__ = ["find_header", "header_texts", "header_word"]

_ROWS_SEARCHED: Final = 40


def header_word(text: str) -> str:
    """Return a header folded, without a leading star: what recognisers compare."""
    return folded(unicodedata.normalize("NFKC", text).strip().lstrip("*"))


def header_texts(grid: Grid, row: int) -> list[str]:
    """Return the headers of a row as text; blank ones are empty."""
    return [" ".join(text_of(cell).split()) for cell in grid.rows[row]]


def find_header(grid: Grid, signatures: Collection[str] = ()) -> int | None:
    """Return the index of the header row, or None where the sheet has none.

    A row scores a point for each cell that is a known header and a fraction for each other short
    text; numbers count against it, and so does a row with nothing below. A row whose signature a
    person has mapped before wins at once.
    """
    best, best_worth = None, 0.0
    for index, row in enumerate(grid.rows[:_ROWS_SEARCHED]):
        worth = _worth(row)
        if worth > 0 and signatures and signature_of(header_texts(grid, index)) in signatures:
            return index
        # The earlier of equals wins: data rows repeat the words of a header now and then.
        if worth > best_worth + 1e-9:
            best, best_worth = index, worth
    return best


def _worth(row: Sequence[Cell]) -> float:
    known = {**server_headers(), **dependency_headers(), **workload_headers()}
    points = 0.0
    seen: set[str] = set()
    filled = 0
    for cell in row:
        if cell in ("", None):
            continue
        filled += 1
        if not isinstance(cell, str):
            points -= 0.3
            continue
        word = header_word(cell)
        if word in known or _without_unit(cell) in known:
            points += 1.0 if word not in seen else 0.0
        elif len(cell) <= 60 and not _is_number(cell):
            points += 0.08
        else:
            points -= 0.2
        seen.add(word)
    return points if filled else 0.0


def _without_unit(cell: str) -> str:
    unit = unit_in_header(cell)
    return header_word(cell.split("(")[0].split("（")[0]) if unit else ""


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
