# ruff: noqa: E501 - lists of words read best as lines
"""Rows below a header that are no data: totals, notes, sections, legends, a header repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.importing.blocks.rows import filled, header_texts, header_word, is_blank
from planner.importing.grid import Cell, Grid
from planner.importing.spelling import alike
from planner.importing.values.cells import text_of

__all__ = ["mark_aside"]

_TOTAL: Final = re.compile(
    r"^(?:grand |sub-?\s?|over-?all )?(?:totals?|sum|summe|gesamt(?:summe|kosten|betrag)?|zwischensumme|insgesamt|sous-?total|totaux|somme|total (?:g[ée]n[ée]ral|general)|suma|total[ei](?: generale| complessivo)?|somma|count|anzahl|計|合計|総計|小計|合计|总计|小计|共计|总和|汇总|平均值?|average|mean|median|durchschnitt|mittelwert|moyenne|médiane|promedio|media)"
    r"(?:\s+(?:all|apps?|applications?|systems?|servers?|rows?|costs?|amount|20\d\d|per year|kosten))*$"
)
_TOTAL_OF: Final = re.compile(
    r"(?P<part>sub-?\s?total|zwischensumme|sous-?total|subtotale|小计)?(?(part)|(?:grand )?(?:totals?|sum|summe|gesamt|合计|总计|totale))(?:\s+(?:of|for|der|des|de|del))?[\s:：]+(?=\S)"
)
"""A total that says of what: a section after *subtotal*, or a header."""
_ALSO_NAMES: Final = re.compile(
    r"^(?:media|median|mean|average|count|suma?|max(?:imum)?|min(?:imum)?)$"
)
"""Totals that are names as well: only numbers stand beside them."""
_BESIDE_TOTALS: Final = frozenset("max maximum min minimum".split())
"""What sums up below another total, and is a name elsewhere."""
_MAYBE_TOTAL: Final = re.compile(
    r"^\W*(?:grand|sub|over|total|sum|gesamt|zwi|insg|sous|som|合|总|小|共|汇|平|aver|med|mean|mitt|durch|moy|méd|prom|count|anz|max|min|计|計|総)",
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


def mark_aside(grid: Grid, header: int) -> None:
    """Mark the rows below a header that are no data, with the reason."""
    heads = header_texts(grid, header)
    own = [header_word(text) for text in heads]
    width = sum(bool(word) for word in own)
    if width < 2:
        return
    body = range(header + 1, len(grid.rows))
    counts = [len(filled(grid.rows[at])) for at in body]
    full = sum(count * 2 > width and count >= 2 for count in counts)
    last_full = max(
        (at for at, count in zip(body, counts, strict=True) if count >= 2), default=header
    )
    labels = _labels(grid, body)
    fresh, sections, below = True, "", False
    for at, count in zip(body, counts, strict=True):
        if count == 0:
            fresh = True
            continue
        row = grid.rows[at]
        below = below or (
            count == 1 and width >= 2 and is_blank(grid.rows[at - 1]) and _sums_up(row)
        )
        reason = (
            "note_row"
            if below or at in labels
            else grid.aside.get(at)
            or _reason(row, own, count, width, summed=grid.aside.get(at - 1) == "total_row")
        )
        if not reason and count == 1 and width >= 3 and full:
            again = sections == _style(row)
            reason = _alone(grid, at, fresh=fresh or again, last=at > last_full)
        elif not reason and count == 1 and width == 2 and at > last_full and _says_note(row):
            reason = "note_row"
        if reason:
            grid.aside[at] = reason
        if reason == "section_row" and at < last_full:
            sections = sections or _style(row)
        fresh = reason in ("header_again", "section_row", "total_row")


def _labels(grid: Grid, body: Sequence[int]) -> set[int]:
    """Return the rows below others that say more of them: *Users: all*, without a first cell."""
    found: dict[str, list[int]] = {}
    for at in body:
        row = grid.rows[at]
        if row and row[0] in ("", None):
            text = text_of(next((cell for cell in row if cell not in ("", None)), "")).strip()
            if text.endswith((":", "：")):
                found.setdefault(text, []).append(at)
    return {at for rows in found.values() if len(rows) > 1 for at in rows}


def _reason(
    row: Sequence[Cell], own: Sequence[str], count: int, width: int, *, summed: bool
) -> str:
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
    extreme = summed and plain in _BESIDE_TOTALS
    only = _ALSO_NAMES.match(plain) is not None
    if not (_TOTAL.match(plain) or named or extreme) or not _of_numbers(row, first, only=only):
        return ""
    return "total_row"


def _of_numbers(row: Sequence[Cell], label: Cell, *, only: bool) -> bool:
    """Whether beside the label there are mostly numbers: an application called Sum has words."""
    others = [cell for cell in row if cell is not label and text_of(cell)]
    numeric = sum(
        not isinstance(cell, str) or re.search(r"\d", cell) is not None for cell in others
    )
    return numeric * (1 if only else 2) >= len(others)


def _alone(grid: Grid, at: int, *, fresh: bool, last: bool) -> str:
    """Tell what a row with one filled cell is: a note, a section's title, or (nothing) an application."""
    place = filled(grid.rows[at])[0]
    text = alike(text_of(grid.rows[at][place]))
    if _NOTE.match(text) or len(text) > 60:
        return "note_row"
    across = any(top == at and right > left for top, left, _bottom, right in grid.merged)
    if last:
        blank_before = is_blank(grid.rows[at - 1]) or grid.aside.get(at - 1) == "note_row"
        return "note_row" if blank_before and len(text.split()) > 3 else ""
    if across or _SECTION.search(text):
        return "section_row"
    following = at + 1 < len(grid.rows) and len(filled(grid.rows[at + 1])) >= 2
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
        alone = len(filled(grid.rows[index])) == 1
        if alone and not (is_blank(grid.rows[index - 1]) or index in grid.aside):
            following = index + 1 < len(grid.rows) and len(filled(grid.rows[index + 1])) >= 2
            if not following:
                return False
    return True
