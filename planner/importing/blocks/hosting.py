# ruff: noqa: E501 - tables of words read best as lines
"""Matrices of applications and machines: marks say what runs where."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from planner.importing.blocks.rows import header_texts, header_word, is_blank
from planner.importing.grid import Grid
from planner.importing.headers.header_words import says_field
from planner.importing.headers.synonyms import application_words, machine_words
from planner.importing.values.cells import text_of

__all__ = ["hosting_of"]

_MARKS: Final = frozenset(("x", "✓", "✔", "√", "●", "•", "■", "1", "y", "yes", "是", "有", "○", "◯", "ja", "oui", "si", "sí", "sì"))  # fmt: skip
_BLANK: Final = frozenset(("", "-", "–", "0", "n", "no", "否", "无", "nein", "non"))
_HOST: Final = re.compile(r"[^\W_][\w.\-]*\d[\w.\-]*|[\w\-]+(?:\.[\w\-]+)+")
_BOTH: Final = re.compile(r"(?:app|anwend|system|应用|系统).*(?:server|host|vm|machine|服务器|主机)|(?:server|host|vm|machine|服务器|主机).*(?:app|anwend|system|应用|系统)")  # fmt: skip


def hosting_of(grid: Grid, header: int) -> Grid | None:
    """Return a matrix of applications and machines with one column of lists for its marks.

    Rows are of one kind by their header. That the columns are of the other is told by their names
    (machines hold digits or points), by what the sheet or the corner is called, or by marks that
    put each machine into one application. None where the sheet is no such matrix.
    """
    heads = header_texts(grid, header)
    corner = next((at for at, text in enumerate(heads[:3]) if text), None)
    if corner is None:
        return None
    word = header_word(heads[corner])
    of_machines = word in machine_words() or word.startswith(("server", "host"))
    if not of_machines and word not in application_words() and not word.startswith("app"):
        return None
    body = [at for at in range(header + 1, len(grid.rows)) if not is_blank(grid.rows[at])]
    body = [at for at in body if at not in grid.aside]
    columns = [
        at
        for at in range(corner + 1, len(heads))
        if heads[at] and _is_marked(grid, body, at) and not says_field(heads[at])
    ]
    if len(columns) < 2 or len(body) < 2 or not any(_marks(grid, at, columns) for at in body):
        return None
    names = [heads[at] for at in columns]
    hosts = sum(_HOST.fullmatch(name) is not None for name in names) * 10 >= len(names) * 7
    said = _BOTH.search(f"{grid.sheet} {heads[corner]}".casefold()) is not None
    parted = len(body) >= 3 and all(len(_marks(grid, at, columns)) == 1 for at in body)
    if not (said or (parted if of_machines else hosts)):
        return None
    rows = [[*row, *[""] * (len(heads) - len(row))] for row in grid.rows]
    for index, row in enumerate(rows):
        found = (
            "; ".join(heads[at] for at in _marks(grid, index, columns)) if index > header else ""
        )
        for at in columns if index >= header else ():
            row[at] = ""
        if index >= header:
            row[columns[0]] = found
    rows[header][corner] = "Server" if of_machines else "Application"
    rows[header][columns[0]] = "Application" if of_machines else "Servers"
    return dataclasses.replace(grid, rows=rows, seen_as="hosting")


def _is_marked(grid: Grid, body: list[int], column: int) -> bool:
    """Whether a column holds nothing but marks."""
    marked = False
    for row in (grid.rows[at] for at in body):
        cell = text_of(row[column]).casefold() if column < len(row) else ""
        if cell not in _MARKS and cell not in _BLANK:
            return False
        marked |= cell in _MARKS
    return marked


def _marks(grid: Grid, row: int, columns: list[int]) -> list[int]:
    cells = grid.rows[row]
    return [at for at in columns if at < len(cells) and text_of(cells[at]).casefold() in _MARKS]
