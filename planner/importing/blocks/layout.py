# ruff: noqa: E501 - lists of words read best as lines
"""What stands where on a sheet: header rows, tables one below the other, totals, notes and sections.

A header is told by structure first (the first wide row of short, different texts above data) and by
known words second. A table is a slice of its sheet, so that every cell keeps its place.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final

from planner.importing.blocks.aside import mark_aside
from planner.importing.blocks.prefixes import drop_prefixes
from planner.importing.blocks.rows import filled, header_texts, header_word, is_blank
from planner.importing.grid import Cell, Grid
from planner.importing.headers.header_words import candidates_for, says_field
from planner.importing.units.measures import UNITLESS, factor_of, unit_in_line
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded

__all__ = [
    "find_header",
    "join_header_rows",
    "tables_in",
]

_ROWS_SEARCHED: Final = 60
_LONGEST: Final = 120
_MOST_COLUMNS: Final = 300
_TYPE: Final = re.compile(
    r"(?:text|string|integer|number|date|ref|multi-ref)\b\s*(?:\(|->|yyyy|$)", re.IGNORECASE
)
"""What a cell that describes its column begins with: *Text (required)*, *Ref -> Team*."""
_DESCRIBES: Final = frozenset(
    (
        "required optional mandatory conditional text string number integer date boolean yes/no "
        "choice list dropdown free 必填 选填 可选 文本 数字 日期 pflicht pflichtfeld optional obligatoire "
        "facultatif obligatorio opcional recommended varchar"
    ).split()
)


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= _LONGEST and not _is_number(cell)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\s\d.,'%+-]*\d[\s\d.,'%+-]*", text) is not None


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    widths = Counter(n for row in rows[:300] if (n := len(filled(row[:_MOST_COLUMNS]))) >= 2)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _known(row: Sequence[Cell]) -> int:
    words = {text_of(cell) for cell in row[:_MOST_COLUMNS] if isinstance(cell, str)}
    return sum(says_field(word) for word in words if 0 < len(word) <= _LONGEST)


def find_header(grid: Grid) -> int | None:
    """Return the index of the header row, or None where the sheet has none.

    The first row that is nearly as wide as the table and holds only different short texts, one of
    them known; a later row only where an earlier one is narrower, or knows nothing and has a gap.
    """
    usual = _usual_width(grid.rows)
    first: int | None = None
    best: tuple[int, int, int] | None = None
    for index, whole in enumerate(grid.rows[:_ROWS_SEARCHED]):
        row = whole[:_MOST_COLUMNS]
        places = filled(row)
        words = [text_of(row[at]) for at in places]
        wordy = sum(_is_word(row[at]) for at in places)
        if not places or wordy * 10 < len(places) * 8 or len(places) * 2 < usual:
            continue
        known = _known(row)
        different = len({folded(word) for word in words})
        if different * 10 < len(words) * 9 and known < min(3, different):
            continue
        if first is None:
            first = index
        if best is None:
            if known:
                best = (index, known, len(places))
        else:
            grown = known >= best[1] + 2 and known >= 2 * best[1]
            if grown and best[2] < len(places) and best[2] < usual:
                best = (index, known, len(places))
    if best is None:
        return first
    if first is not None and first != best[0] and _stands_above_data(grid, first, best[0], usual):
        return first
    return best[0]


def _stands_above_data(grid: Grid, first: int, later: int, usual: int) -> bool:
    """Whether an unknown row is the header all the same, and a later known one a row of data."""
    gap = any(is_blank(grid.rows[at]) for at in range(first, later))
    return not gap and len(filled(grid.rows[first])) >= max(2, usual)


def join_header_rows(grid: Grid) -> None:
    """Write a header of two or three rows into its lowest row, and keep the groups above it.

    A lower row belongs to the header where it holds nothing but units, or where it fills the gaps
    of merged or blank cells above; a row of data fills no gap of a header without one.
    """
    for index in range(min(_ROWS_SEARCHED, len(grid.rows) - 1)):
        upper, lower = grid.rows[index], grid.rows[index + 1]
        if len(filled(upper)) < 2 and not _merged_across(grid, index):
            continue
        joined = _with_units(upper, lower)
        if joined is not None:
            grid.rows[index + 1], grid.rows[index] = joined, [""] * len(upper)
            _drop_description(grid, index + 2)
            return
        if _has_groups(grid, index, upper, lower):
            groups = _spread_groups(grid, index, upper)
            width = max(len(upper), len(lower))
            above = [text_of(cell) for cell in upper] + [""] * (width - len(upper))
            below = [text_of(cell) for cell in lower] + [""] * (width - len(lower))
            grid.rows[index + 1] = [low or high for high, low in zip(above, below, strict=True)]
            grid.rows[index] = [""] * len(upper)
            grid.groups = [
                "" if group == head else group
                for group, head in zip(groups, grid.rows[index + 1], strict=False)
            ]
            if (units := index + 2) < len(grid.rows) and (
                third := _with_units(grid.rows[index + 1], grid.rows[units])
            ):
                grid.rows[units], grid.rows[index + 1] = third, [""] * len(upper)
            return
        if _known(upper) >= 2:
            _drop_description(grid, index + 1)
            return


def _drop_description(grid: Grid, index: int) -> None:
    """Set aside a row below the header, or its repetition, that numbers it or says what to fill in."""
    head = {folded(text) for text in header_texts(grid, index - 1)}
    for row in range(index, min(index + 2, len(grid.rows))):
        texts = [text_of(grid.rows[row][at]) for at in filled(grid.rows[row])]
        words = [folded(text) for text in texts]
        described = (w in _DESCRIBES or _TYPE.match(t) for w, t in zip(words, texts, strict=True))
        numbered = words == [str(n) for n in range(1, len(words) + 1)] and len(words) >= 3
        if len(words) >= 2 and (all(described) or numbered or _explains(grid, row, texts)):
            grid.aside[row] = "note_row"
        if not head.issuperset(words):
            return


def _explains(grid: Grid, row: int, texts: Sequence[str]) -> bool:
    """Whether a row is of sentences, also above columns of nothing but numbers."""
    if not all(len(text.split()) >= 2 and not _is_number(text) for text in texts):
        return False
    below = grid.rows[row + 1 : row + 20]
    columns = ([cells[at] for cells in below if at < len(cells)] for at in filled(grid.rows[row]))
    return any(
        len(below) > 1
        and all(not isinstance(c, str) or (bool(c) and _is_number(c)) for c in column)
        for column in columns
    )


def _merged_across(grid: Grid, index: int) -> bool:
    return any(top == index == bottom and right > left for top, left, bottom, right in grid.merged)


def _with_units(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell] | None:
    units = {at: text_of(cell) for at, cell in enumerate(lower) if text_of(cell)}
    if len(units) < 2 or not all(
        at < len(upper) and isinstance(lower[at], str) and (_is_unit(text) or _is_rule(text))
        for at, text in units.items()
    ):
        return None
    if _known(upper) < 2:
        return None
    return [
        f"{text_of(cell)} ({units[at].strip('()（）')})"
        if at in units and text_of(cell) and units[at].strip("-: ")
        else cell
        for at, cell in enumerate(upper)
    ]


def _is_rule(text: str) -> bool:
    """Whether a cell is a line below a header, as tables written in text have."""
    return re.fullmatch(r":?-{2,}:?", text.strip()) is not None


def _is_unit(text: str) -> bool:
    word = text.strip().strip("()（）[]").casefold()
    dimensions = (
        "money gib gib_month kwh_year ms hours percent person_days releases_year cores"
    ).split()
    short = len(word) == 1 and word.isascii() and word not in ("h", "%", "-")
    return (
        not short
        and len(word) <= 12
        and (
            word in UNITLESS
            or word in ("-", "text", "文本")
            or any(factor_of(d, word) is not None for d in dimensions)
        )
    )


def _has_groups(grid: Grid, index: int, upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    cells = [cell for cell in (*upper, *lower) if cell not in ("", None)]
    if not all(_is_word(cell) for cell in cells):
        return False
    above, below = set(filled(upper)), set(filled(lower))
    gaps = {at for at in below - above if at > min(above, default=0)}
    if not gaps or len(below) < 2:
        return False
    known = sum(says_field(text_of(lower[at])) for at in below)
    fresh = sum(says_field(text_of(lower[at])) for at in gaps)
    merged = _merged_across(grid, index)
    grouped = [text_of(upper[at]) for at in above]
    helped = sum(
        bool(candidates_for(text_of(lower[at]), "workloads", group))
        for at in gaps
        for group in grouped[-3:]
    )
    if merged:
        return known >= 1 or helped >= 1
    # Without merged cells the groups' own columns must be gaps above or blank below.
    return known >= 2 and fresh >= 1 and (len(above) < len(below) or bool(above - below))


def _spread_groups(grid: Grid, index: int, upper: Sequence[Cell]) -> list[str]:
    """Return the group above each column: over its merged cells, or up to the next group."""
    groups = [text_of(cell) for cell in upper]
    spans = [
        (left, right) for top, left, bottom, right in grid.merged if top == index and right > left
    ]
    if spans:
        for left, right in spans:
            for at in range(left + 1, min(right + 1, len(groups))):
                groups[at] = groups[left]
        return groups
    last = ""
    for at, text in enumerate(groups):
        last = text or last
        groups[at] = last
    return groups


def tables_in(grid: Grid) -> list[Grid]:
    """Return the tables of a sheet, each with its header row first found from its top.

    Rows that are no data (totals, notes, sections, a header repeated) are marked in ``aside``; what
    stands above the first header is a title, from which only a unit is taken.
    """
    drop_prefixes(grid)
    join_header_rows(grid)
    header = find_header(grid)
    if header is None:
        return [grid]
    parts: list[Grid] = []
    start, at = 0, header
    while at is not None:
        after = _next_table(grid, at)
        end = after[0] if after else len(grid.rows)
        part = _slice(grid, start, end)
        part.unit = next(
            (
                u
                for row in grid.rows[start:at]
                for cell in row
                if isinstance(cell, str) and (u := unit_in_line(cell))
            ),
            "",
        )
        above = filled(grid.rows[at - 1]) if at else []
        part.title = text_of(grid.rows[at - 1][above[0]])[:_LONGEST] if len(above) == 1 else ""
        mark_aside(part, at - start)
        parts.append(part)
        if after is None:
            break
        start, at = after
    return parts


def _slice(grid: Grid, start: int, end: int) -> Grid:
    return dataclasses.replace(
        grid,
        rows=grid.rows[start:end],
        first_row=grid.first_row + start,
        groups=grid.groups if start == 0 else [],
        aside={row - start: reason for row, reason in grid.aside.items() if start <= row < end},
        merged=tuple(
            (top - start, left, bottom - start, right)
            for top, left, bottom, right in grid.merged
            if start <= top < end
        ),
    )


def _next_table(grid: Grid, header: int) -> tuple[int, int] | None:
    """Return where the next table begins and its header: other words, or the same elsewhere."""
    stands = {header_word(text): at for at, text in enumerate(header_texts(grid, header)) if text}
    own = stands.keys()
    for index in range(header + 1, len(grid.rows)):
        before = grid.rows[index - 1]
        if len(list(islice(filter(text_of, before), 2))) > 1:
            continue  # a title stands alone
        row = grid.rows[index]
        places = filled(row)
        again = [at for at in places if header_word(text_of(row[at])) in own]
        if len(again) > 1 and again[0] == places[0] and all(_is_word(row[at]) for at in places):
            moved = any(stands[header_word(text_of(row[at]))] != at for at in again)
            if moved and _known(row) >= 2:
                return index - (not is_blank(before)), index
        if not is_blank(grid.rows[index - 1]) and not _is_title(grid, index - 1):
            continue
        if len(places) < 2 or not all(_is_word(row[at]) for at in places):
            continue
        words = {header_word(text_of(row[at])) for at in places}
        if words <= own or len(words) < len(places):
            continue
        known = _known(row)
        if (known >= 2 and known * 2 >= len(places) and len(words & own) * 2 <= len(words)) or (
            known >= 3 and known == len(places) and words != own
        ):
            start = index - 1 if _is_title(grid, index - 1) else index
            return start, index
    return None


def _is_title(grid: Grid, index: int) -> bool:
    return index >= 1 and is_blank(grid.rows[index - 1]) and len(filled(grid.rows[index])) == 1
