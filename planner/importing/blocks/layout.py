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
from typing import Final

from planner.importing.blocks.prefixes import drop_prefixes
from planner.importing.grid import Cell, Grid
from planner.importing.headers.header_words import candidates_for, says_field
from planner.importing.spelling import alike
from planner.importing.units.measures import UNITLESS, factor_of, unit_in_line
from planner.importing.values.cells import clean_text, text_of
from planner.importing.values.words import folded

__all__ = [
    "find_header",
    "header_texts",
    "header_word",
    "is_blank",
    "join_header_rows",
    "tables_in",
]

_ROWS_SEARCHED: Final = 60
_LONGEST: Final = 120
_MOST_COLUMNS: Final = 300
_TOTAL: Final = re.compile(
    r"^(?:grand |sub-?\s?|over-?all )?(?:totals?|sum|summe|gesamt(?:summe|kosten|betrag)?|zwischensumme|insgesamt|sous-?total|totaux|somme|total (?:g[ée]n[ée]ral|general)|suma|total[ei](?: generale| complessivo)?|somma|count|anzahl|計|合計|総計|小計|合计|总计|小计|共计|总和|汇总|平均值?|average|mean|median|durchschnitt|mittelwert|moyenne|médiane|promedio|media)"
    r"(?:\s+(?:all|apps?|applications?|systems?|servers?|rows?|costs?|amount|20\d\d|per year|kosten))*$"
)
_TOTAL_OF: Final = re.compile(
    r"(?P<part>sub-?\s?total|zwischensumme|sous-?total|subtotale|小计)?(?(part)|(?:grand )?(?:totals?|sum|summe|gesamt|合计|总计|totale))(?:\s+(?:of|for|der|des|de|del))?[\s:：]+(?=\S)"
)
"""A total that says of what: a section after *subtotal*, or a header."""
_MAYBE_TOTAL: Final = re.compile(
    r"^\W*(?:grand|sub|over|total|sum|gesamt|zwi|insg|sous|som|合|总|小|共|汇|平|aver|med|mean|mitt|durch|moy|méd|prom|count|anz|计|計|総)",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"^(?:[*†‡#※]|source\b|sources\b|notes?\b|remarks?\s*:|nb\b|n\.b\.|legend|disclaimer|confidential\b|©|\(c\)|last updated|updated on|generated|exported|extracted|as of\b|page \d|prepared by|created by|report date|print(?:ed)? on"
    r"|quelle|stand\s*[:：]|hinweis|anmerkung|legende|fuente|nota\b|notas\b|leyenda|fonte\b|note\s*:|legenda|出典|注記|備考|作成|remarque|légende|注|备注|说明|来源|数据来源|制表|填表|更新时间|截止|导出时间|审核|打印)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"(?:department|dept\.?|division|section|group|business unit|unit|domain|area|portfolio|applications|systems|team|abteilung|bereich|département|departamento|部|部门|条线|中心|分行|事业部|类系统|板块|领域|处|部門|課)\s*[:：]?$|[:：]$|^(?:abteilung|bereich|département|direction|service des|departamento|dipartimento|ufficio|department of|division|business unit)\b.*$|^(?:[-–—=]{2,}.*|[IVX]{1,4}\.|[一二三四五六七八九十]+、|\d\.\s).*$",
    re.IGNORECASE,
)
_SUMMARY: Final = re.compile(
    r"(?:executive )?summary|legend[ea]?|scale|key|légende|leyenda|图例|等级说明|凡例|statistics|zusammenfassung|auswertung|résumé|statistiques|resumen|riepilogo|汇总|统计|摘要|小结|集計|概要",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(r"^(?:[-–—=]{2,}|[IVX]{1,4}\.|[一二三四五六七八九十]+、|\d\.\s)")
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


def _filled(row: Sequence[Cell]) -> list[int]:
    if row.count("") + row.count(None) == len(row):
        return []
    return [
        at
        for at, cell in enumerate(row)
        if cell not in ("", None) and not (isinstance(cell, str) and cell.isspace())
    ]


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= _LONGEST and not _is_number(cell)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\s\d.,'%+-]*\d[\s\d.,'%+-]*", text) is not None


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    widths = Counter(n for row in rows[:300] if (n := len(_filled(row))) >= 2)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _known(row: Sequence[Cell]) -> int:
    words = {text_of(cell) for cell in row[:_MOST_COLUMNS] if isinstance(cell, str)}
    return sum(says_field(word) for word in words if 0 < len(word) <= _LONGEST)


def find_header(grid: Grid, start: int = 0) -> int | None:
    """Return the index of the header row, or None where the sheet has none.

    The first row that is nearly as wide as the table and holds only different short texts, one of
    them known; a later row only where an earlier one is narrower, or knows nothing and has a gap.
    """
    usual = _usual_width(grid.rows[start:])
    first: int | None = None
    best: tuple[int, int, int] | None = None
    for index in range(start, min(start + _ROWS_SEARCHED, len(grid.rows))):
        row = grid.rows[index]
        filled = _filled(row)
        words = [text_of(row[at]) for at in filled]
        wordy = sum(_is_word(row[at]) for at in filled)
        if not filled or wordy * 10 < len(filled) * 8 or len(filled) * 2 < usual:
            continue
        known = _known(row)
        different = len({folded(word) for word in words})
        if different * 10 < len(words) * 9 and known < min(3, different):
            continue
        if first is None:
            first = index
        if best is None:
            if known:
                best = (index, known, len(filled))
        else:
            grown = known >= best[1] + 2 and known >= 2 * best[1]
            if grown and best[2] < len(filled) and best[2] < usual:
                best = (index, known, len(filled))
    if best is None:
        return first
    if first is not None and first != best[0] and _stands_above_data(grid, first, best[0], usual):
        return first
    return best[0]


def _stands_above_data(grid: Grid, first: int, later: int, usual: int) -> bool:
    """Whether an unknown row is the header all the same, and a later known one a row of data."""
    gap = any(is_blank(grid.rows[at]) for at in range(first, later))
    return not gap and len(_filled(grid.rows[first])) >= max(2, usual)


def join_header_rows(grid: Grid) -> None:
    """Write a header of two or three rows into its lowest row, and keep the groups above it.

    A lower row belongs to the header where it holds nothing but units, or where it fills the gaps
    of merged or blank cells above; a row of data fills no gap of a header without one.
    """
    for index in range(min(_ROWS_SEARCHED, len(grid.rows) - 1)):
        upper, lower = grid.rows[index], grid.rows[index + 1]
        if len(_filled(upper)) < 2 and not _merged_across(grid, index):
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
        texts = [text_of(grid.rows[row][at]) for at in _filled(grid.rows[row])]
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
    columns = ([cells[at] for cells in below if at < len(cells)] for at in _filled(grid.rows[row]))
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
    above, below = set(_filled(upper)), set(_filled(lower))
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
        _mark_aside(part, at - start)
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
    """Return where the next table begins and its header; a header of its own, with other words."""
    own = {header_word(text) for text in header_texts(grid, header) if text}
    for index in range(header + 1, len(grid.rows)):
        if not is_blank(grid.rows[index - 1]) and not _is_title(grid, index - 1):
            continue
        row = grid.rows[index]
        filled = _filled(row)
        if len(filled) < 2 or not all(_is_word(row[at]) for at in filled):
            continue
        words = {header_word(text_of(row[at])) for at in filled}
        if words <= own or len(words) < len(filled):
            continue
        known = _known(row)
        if (known >= 2 and known * 2 >= len(filled) and len(words & own) * 2 <= len(words)) or (
            known >= 3 and known == len(filled) and words != own
        ):
            start = index - 1 if _is_title(grid, index - 1) else index
            return start, index
    return None


def _is_title(grid: Grid, index: int) -> bool:
    return index >= 1 and len(_filled(grid.rows[index])) == 1 and is_blank(grid.rows[index - 1])


def _mark_aside(grid: Grid, header: int) -> None:
    """Mark the rows below a header that are no data, with the reason."""
    heads = header_texts(grid, header)
    own = [header_word(text) for text in heads]
    width = sum(bool(word) for word in own)
    if width < 2:
        return
    body = range(header + 1, len(grid.rows))
    counts = [len(_filled(grid.rows[at])) for at in body]
    full = sum(count * 2 > width and count >= 2 for count in counts)
    last_full = max(
        (at for at, count in zip(body, counts, strict=True) if count >= 2), default=header
    )
    fresh, sections, below = True, "", False
    for at, count in zip(body, counts, strict=True):
        if count == 0:
            fresh = True
            continue
        row = grid.rows[at]
        below = below or (
            count == 1 and width >= 2 and is_blank(grid.rows[at - 1]) and _sums_up(row)
        )
        reason = "note_row" if below else grid.aside.get(at) or _reason(row, own, count, width)
        if not reason and count == 1 and width >= 3 and full:
            again = sections == _style(row)
            reason = _alone(grid, at, fresh=fresh or again, last=at > last_full)
        elif not reason and count == 1 and width == 2 and at > last_full and _says_note(row):
            reason = "note_row"
        if reason:
            grid.aside[at] = reason
        if reason == "section_row" and at < last_full:
            sections = sections or _style(row)
        fresh = reason in ("header_again", "section_row")


def _reason(row: Sequence[Cell], own: Sequence[str], count: int, width: int) -> str:
    first = next((cell for cell in row if cell not in ("", None)), "")
    if not isinstance(first, str):
        return ""
    first_alike = alike(first)
    if count >= 2 and header_word(first) in own:
        words = [header_word(text_of(cell)) for cell in row[: len(own)]]
        same = sum(w == o and bool(w) for w, o in zip(words, own, strict=False))
        if same * 10 >= width * 8:
            return "header_again"
    if not _MAYBE_TOTAL.match(first_alike):
        return ""
    text = alike(text_of(first)).casefold()
    plain = re.sub(r"[\s:：]*(?:\(.*\))?[\s:：.*_-]*$", "", text)
    plain = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", plain).strip("* ")
    label = _TOTAL_OF.match(plain)
    named = label is not None and (
        label["part"] is not None or header_word(plain[label.end() :]) in own
    )
    if not (_TOTAL.match(plain) or named) or not _numbers_or_blank(row, first):
        return ""
    return "total_row"


def _numbers_or_blank(row: Sequence[Cell], label: Cell) -> bool:
    """Whether beside the label there are only numbers: an application called Sum has words."""
    others = [cell for cell in row if cell is not label and text_of(cell)]
    numeric = sum(
        not isinstance(cell, str) or re.search(r"\d", cell) is not None for cell in others
    )
    return numeric * 2 >= len(others)


def _alone(grid: Grid, at: int, *, fresh: bool, last: bool) -> str:
    """Tell what a row with one filled cell is: a note, a section's title, or (nothing) an application."""
    place = _filled(grid.rows[at])[0]
    text = alike(text_of(grid.rows[at][place]))
    if _NOTE.match(text) or len(text) > 60:
        return "note_row"
    across = any(top == at and right > left for top, left, _bottom, right in grid.merged)
    if last:
        blank_before = is_blank(grid.rows[at - 1]) or grid.aside.get(at - 1) == "note_row"
        return "note_row" if blank_before and len(text.split()) > 3 else ""
    if across or _SECTION.search(text):
        return "section_row"
    following = at + 1 < len(grid.rows) and len(_filled(grid.rows[at + 1])) >= 2
    return (
        "section_row"
        if fresh
        and following
        and place == 0
        and len(grid.rows[at]) >= 3
        and _never_filled_so(grid, at)
        else ""
    )


def _style(row: Sequence[Cell]) -> str:
    """How a row that stands alone is marked: by dashes or a number, or not at all."""
    text = alike(next((text_of(cell) for cell in row if text_of(cell)), ""))
    return "marked" if _MARKED.match(text) else "plain"


def _sums_up(row: Sequence[Cell]) -> bool:
    """Whether a row heads a summary or a legend, which is no part of the list above it."""
    text = alike(next((text_of(cell) for cell in row if text_of(cell)), ""))
    return _SUMMARY.fullmatch(text.strip(" :：*=-")) is not None


def _says_note(row: Sequence[Cell]) -> bool:
    text = alike(next((text_of(cell) for cell in row if text_of(cell)), ""))
    told = len(text.split()) > 1 or re.search(r"[:：]\s*\S", text) is not None
    return told and _NOTE.match(text) is not None


def _never_filled_so(grid: Grid, at: int) -> bool:
    """Whether rows with one cell stand only where sections begin: as first, or below a gap."""
    for index in range(at + 1, len(grid.rows)):
        alone = len(_filled(grid.rows[index])) == 1
        if alone and not (is_blank(grid.rows[index - 1]) or index in grid.aside):
            following = index + 1 < len(grid.rows) and len(_filled(grid.rows[index + 1])) >= 2
            if not following:
                return False
    return True
