# ruff: noqa: E501 - lists of words read best as lines
"""What a file says its numbers mean, beside the tables: a line above, or a sheet of legends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.values.cells import text_of
from planner.importing.values.meaning import scale_in
from planner.importing.values.tiers import TIERS, steps_in
from planner.importing.values.words import folded

__all__ = ["legends_of"]

_ROWS: Final = 400
_HEADS: Final = frozenset(
    map(
        folded,
        (
            "meaning legend description label explanation bedeutung beschreibung erklärung "
            "signification libellé significado 含义 说明 解释 释义"
        ).split(),
    )
)
_ANY: Final = frozenset(("legend", "scale", "key", "rating", "ratings", "legende", "skala", "légende", "échelle", "leyenda", "escala", "legenda", "scala", "图例", "评分", "评分标准", "等级说明", "説明", "凡例"))  # fmt: skip
"""What a line about all columns with numbers begins with."""
_TIER: Final = re.compile(r"(?:tier|class|level|klasse|stufe|t) ?\d\b|gold|silver|bronze|platinum")
_STEP: Final = re.compile(r"\d{1,2}")


def legends_of(grids: Sequence[Grid]) -> dict[str, str]:
    """Return, by folded header, the scale that a line or a sheet of a file gives for it."""
    found: dict[str, str] = {}
    steps: defaultdict[str, list[str]] = defaultdict(list)
    for grid in grids:
        rows = [_texts(row) for row in grid.rows[:_ROWS]]
        for row in rows:
            if len(filled := [text for text in row if text]) == 1:
                head, mark, rest = filled[0].replace("：", ":").partition(":")
                said = max(filled[0], rest, key=lambda text: len(steps_in(text)))
                if steps_in(said):
                    found.setdefault(TIERS, said)
                elif mark and len(head) <= 60 and scale_in(rest) is not None:
                    key = "legend" if folded(head) in _ANY else folded(head)
                    found.setdefault(key, rest.strip())
        pairs = (" = ".join(filled) for row in rows if len(filled := [t for t in row if t]) == 2)
        if steps_in(listed := "; ".join(pair for pair in pairs if _TIER.match(pair.casefold()))):
            found.setdefault(TIERS, listed)
        for head, step in (*_steps(rows), *_listed(rows, folded(grid.sheet) in _ANY)):
            steps[head].append(step)
    for head, named in steps.items():
        text = ", ".join(named)
        if scale_in(text) is not None:
            found.setdefault(head, text)
    return found


def _texts(row: Sequence[Cell]) -> list[str]:
    return [text_of(cell) for cell in row[:12]]


def _listed(rows: Sequence[Sequence[str]], begun: bool) -> Iterator[tuple[str, str]]:
    """Yield number and meaning of the rows of a sheet called *Legend*, or below that word."""
    for row in rows:
        filled = [text for text in row if text]
        begun = begun or (len(filled) == 1 and folded(filled[0]) in _ANY)
        if begun and len(filled) == 2 and _STEP.fullmatch(filled[0]):
            yield "legend", f"{filled[0]} = {filled[1]}"


def _steps(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the rows of a list of field, number and meaning; a field stands for the rows below."""
    head = next((row for row in rows if sum(map(bool, row)) >= 2), [])
    if len(head) < 3 or folded(head[2]) not in _HEADS:
        return
    field = ""
    for row in rows:
        if len(row) < 3 or row is head:
            continue
        field = row[0] or field
        if field and _STEP.fullmatch(row[1]) and row[2]:
            yield folded(field), f"{row[1]} = {row[2]}"
