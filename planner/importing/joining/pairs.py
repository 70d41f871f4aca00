"""Sheets that stand between two lists: a row an id of the one and an id of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.importing.blocks.layout import find_header
from planner.importing.blocks.rows import header_texts, header_word
from planner.importing.grid import Grid
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.values.cells import text_of
from planner.model.issue import CellRef

__all__ = ["hosted_by"]


type _Pair = tuple[str | None, str, str, CellRef]


def hosted_by(
    grids: Sequence[Grid], tables: Sequence[TypedTable]
) -> tuple[list[_Pair], list[Grid]]:
    """Return which application runs on which machine, as sheets say that hold nothing but ids.

    A column belongs to the list in which a column of the same header stands.

    Returns
    -------
    pairs, used
        The application's id or name (None where its list lacks it), what the sheet calls it, the
        machine's name, and where that stands; the sheets that were read for it.
    """
    machines = _keys(tables, "servers", "name")
    applications = _keys(tables, "workloads", "id")
    pairs: list[_Pair] = []
    used = []
    for grid in grids:
        header = find_header(grid)
        words = [] if header is None else [header_word(t) for t in header_texts(grid, header)]
        host = next((at for at, word in enumerate(words) if word in machines), None)
        app = next((at for at, word in enumerate(words) if word in applications), None)
        if host is None or app is None or host == app or header is None:
            continue
        used.append(grid)
        for at in range(header + 1, len(grid.rows)):
            row = [*map(text_of, grid.rows[at]), *[""] * len(words)]
            if row[host] and row[app]:
                name = machines[words[host]].get(row[host], row[host])
                pairs.append(
                    (applications[words[app]].get(row[app]), row[app], name, grid.cell(at))
                )
    return pairs, used


def _keys(tables: Sequence[TypedTable], kind: str, key: str) -> dict[str, dict[str, str]]:
    """Return, by header, what rows hold there and what they are called."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        for row in table.rows if table.kind == kind else ():
            title = row.text(key) or row.text("name")
            for header, text in _cells(table, row):
                found.setdefault(header_word(header), {})[text] = title
    return found


def _cells(table: TypedTable, row: Row) -> Iterator[tuple[str, str]]:
    """Yield what stands below headers that may be ids: those no field takes, ids and names."""
    yield from row.extra.items()
    for key in ("id", "name", "machine_id"):
        if text := row.text(key):
            yield table.titles.get(key, ""), text
