"""Find the header row of a sheet: the row whose words are headers and below which data stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.mapping import signature_of
from planner.importing.synonyms import dependency_headers, server_headers, workload_headers
from planner.importing.units import factor_of, unit_in_header
from planner.importing.values import text_of
from planner.importing.words import folded

__all__ = ["find_header", "header_texts", "header_word", "join_header_rows"]

_ROWS_SEARCHED: Final = 40
_FIELD_UNITS: Final = (
    "money", "gib", "gib_month", "ms", "minutes", "hours", "days", "percent", "person_days",
    "releases_year", "cores",
)  # fmt: skip


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
    known = _known_headers()
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


def join_header_rows(grid: Grid) -> None:
    """Write a header of two rows into its lower row, where people make it so.

    Either the lower row holds nothing but units (``MB``, ``万元``), or groups stand in the upper
    row and the columns' own headers below them, with the upper row's headers above blank cells.
    """
    known = _known_headers()
    for index in range(min(_ROWS_SEARCHED, len(grid.rows) - 1)):
        upper, lower = grid.rows[index], grid.rows[index + 1]
        joined = _with_units(upper, lower, known) or _with_groups(upper, lower, known)
        if joined is not None:
            grid.rows[index + 1] = joined
            grid.rows[index] = [""] * len(upper)
            return


def _known_headers() -> dict[str, str]:
    return {**server_headers(), **dependency_headers(), **workload_headers()}


def _with_units(
    upper: Sequence[Cell], lower: Sequence[Cell], known: Mapping[str, str]
) -> list[Cell] | None:
    units = {at: text_of(cell) for at, cell in enumerate(lower) if text_of(cell)}
    if len(units) < 2 or not all(
        at < len(upper) and isinstance(lower[at], str) and _is_unit(text)
        for at, text in units.items()
    ):
        return None
    if sum(header_word(text_of(cell)) in known for cell in upper) < 2:
        return None
    return [
        f"{text_of(cell)} ({units[at].strip('()（）')})" if at in units and text_of(cell) else cell
        for at, cell in enumerate(upper)
    ]


def _is_unit(text: str) -> bool:
    word = text.strip().strip("()（）[]")
    return len(word) <= 12 and any(factor_of(unit, word) is not None for unit in _FIELD_UNITS)


def _with_groups(
    upper: Sequence[Cell], lower: Sequence[Cell], known: Mapping[str, str]
) -> list[Cell] | None:
    cells = [cell for cell in (*upper, *lower) if cell not in ("", None)]
    if not all(
        isinstance(cell, str) and len(cell) <= 60 and not _is_number(cell) for cell in cells
    ):
        return None
    width = max(len(upper), len(lower))
    above = [text_of(cell) for cell in upper] + [""] * (width - len(upper))
    below = [text_of(cell) for cell in lower] + [""] * (width - len(lower))
    is_known = [header_word(text) in known or _without_unit(text) in known for text in below]
    fresh = sum(
        hit and not (text and header_word(text) in known)
        for hit, text in zip(is_known, above, strict=True)
    )
    kept = sum(
        not low and header_word(high) in known for high, low in zip(above, below, strict=True)
    )
    if fresh < 2 or kept < 1:
        return None
    return [low or high for high, low in zip(above, below, strict=True)]
