"""The sheet of rows that were set aside: to be corrected, marked and imported again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from planner.importing.blocks.rows import header_word
from planner.importing.grid import Grid
from planner.importing.own_workbook.form import BLOCKS, block_of, label_of
from planner.importing.own_workbook.pages import Table
from planner.importing.values.cells import text_of
from planner.importing.values.words import flag_of, folded
from planner.model.fields import Value
from planner.model.inventory import SetAside
from planner.model.issue import CellRef
from planner.wording import LANGUAGES, has, say

__all__ = ["aside_rows", "aside_table"]

_OLD_CONTENTS: Final = ("Contents", "内容")
"""Earlier versions kept all cells of a row in one column of this name, beside these."""
_OLD: Final = {
    "reason": "reason_code", "file": "file", "sheet": "sheet", "row": "row",
    "原因": "reason_code", "文件": "file", "工作表": "sheet", "行号": "row",
}  # fmt: skip


def aside_table(rows: Sequence[SetAside], language: str) -> Table:
    """Return the rows as a table: why, what, from where, and a column for each of their cells."""
    keys = dict.fromkeys(key for row in rows for key in row.texts)
    labels = {key: _label(key, language) for key in keys}
    lines: list[Mapping[str, Value]] = []
    for row in rows:
        line: dict[str, Value] = {
            "reason": _reason(row.reason_code, language),
            "reason_code": row.reason_code,
        }
        given = {
            "kind": row.kind, "file": row.cell.file, "sheet": row.cell.sheet, "row": row.cell.row,
        }  # fmt: skip
        lines.append({**line, **{key: value for key, value in given.items() if value}})
    texts = [{labels[key]: text for key, text in row.texts.items()} for row in rows]
    return Table(block_of("set_aside"), lines, tuple(labels.values()), texts)


def _reason(code: str, language: str) -> str:
    key = f"importing.reason.{code}"
    return say(key, language) if has(key) else code


def _label(key: str, language: str) -> str:
    for block in ("workloads", "dependencies"):
        column = block_of(block).column(key)
        if column is not None:
            label = label_of(block, column, language)
            return label if _keys().get(header_word(label)) == key else f"[{key}]"
    # Somebody else's column that is called like one of ours is told apart by brackets.
    word = header_word(key)
    ours = word in _keys() or word in _fixed() or key in _OLD_CONTENTS
    return f"[{key}]" if ours or not word or key.startswith("[") else key


@cache
def _keys() -> dict[str, str]:
    """Folded label to the key of a cell, in both languages."""
    blocks = [block for block in BLOCKS if block.key in ("dependencies", "workloads")]
    return {
        folded(label_of(block.key, column, language)): column.key
        for block in blocks
        for column in block.columns
        for language in LANGUAGES
    }


@cache
def _fixed() -> dict[str, str]:
    return {
        folded(label_of("set_aside", column, language)): column.key
        for column in block_of("set_aside").columns
        for language in LANGUAGES
    }


def aside_rows(grid: Grid) -> list[tuple[SetAside, bool, CellRef]]:
    """Return the rows of the sheet, whether each is to be taken in, and where it stands here."""
    if not grid.rows:
        return []
    headers = [" ".join(text_of(cell).split()) for cell in grid.rows[0]]
    fixed_keys = _OLD if set(headers) & set(_OLD_CONTENTS) else _fixed()
    found = []
    for index, cells in enumerate(grid.rows[1:], 1):
        if not any(cell not in ("", None) for cell in cells):
            continue
        given: dict[str, str] = {}
        texts: dict[str, str] = {}
        for header, cell in zip(headers, cells, strict=False):
            text = text_of(cell)
            fixed = fixed_keys.get(header_word(header))
            if not text or not header:
                continue
            if header[:1] == "[" and header[-1:] == "]":
                texts[header[1:-1]] = text
            elif header in _OLD_CONTENTS:
                texts |= _old_texts(text)
            elif fixed is not None and fixed not in given:
                given[fixed] = text
            else:
                texts[_keys().get(header_word(header), header)] = text
        row = given.get("row", "")
        where = CellRef(
            given.get("file", grid.file),
            given.get("sheet", "" if "file" in given else grid.sheet),
            int(row) if row.isdigit() else None,
        )
        aside = SetAside(
            where, texts, given.get("reason_code", "no_name"), _kind(given.get("kind", ""))
        )
        wanted = flag_of(given.get("take_in", "")) is True
        found.append((aside, wanted, grid.cell(index)))
    return found


def _kind(text: str) -> str:
    for kind in ("workloads", "servers", "dependencies"):
        words = (say(f"importing.choice.kind.{kind}", language) for language in LANGUAGES)
        if folded(text) in {folded(kind), *(folded(word) for word in words)}:
            return kind
    return text


def _old_texts(text: str) -> dict[str, str]:
    try:
        texts = json.loads(text)
    except ValueError:
        return {"": text}
    return {str(k): str(v) for k, v in texts.items()} if isinstance(texts, dict) else {"": text}
