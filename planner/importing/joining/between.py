"""Sheets that stand between two lists or beside them, joined by the columns they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from planner.importing.blocks.layout import find_header
from planner.importing.blocks.rows import header_texts, header_word
from planner.importing.grid import Grid
from planner.importing.headers.header_words import known_headers
from planner.importing.joining.merge import name_key
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.values.cells import text_of
from planner.model.issue import CellRef

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Framed", "engines_of", "frames_of", "hosted_by"]

_ENGINES: Final = frozenset(
    "databaseengine dbengine engine databasetype dbtype dbms databaseplatform rdbms "
    "datenbanksystem 数据库类型 数据库引擎 数据库产品".split()
)
_VERSIONS: Final = frozenset(
    "version dbversion databaseversion engineversion 版本 数据库版本".split()
)
_KEYS: Final = frozenset(
    "databaseid dbid databasename dbname database db datenbank datenbankname instancename "
    "数据库编号 数据库名称 数据库名 数据库实例".split()
)

type _Pair = tuple[str | None, str, str, CellRef]
type Framed = tuple[Grid, pd.DataFrame]
"""A sheet and its texts by header, a row each under its index."""


def frames_of(grids: Sequence[Grid]) -> list[Framed]:
    """Return the sheets that have a header, each with its texts as a frame."""
    headers = ((grid, find_header(grid)) for grid in grids)
    return [(grid, _frame(grid, header)) for grid, header in headers if header is not None]


def _frame(grid: Grid, header: int) -> pd.DataFrame:
    """Return a sheet's texts by header, a row each under its index."""
    import pandas as pd

    heads = [header_word(text) for text in header_texts(grid, header)]
    first = header + 1
    rows = [[*map(text_of, row), *[""] * len(heads)][: len(heads)] for row in grid.rows[first:]]
    places = range(first, len(grid.rows))
    frame = pd.DataFrame(rows, index=places, columns=heads, dtype=object)
    return frame.loc[:, (frame.columns != "") & ~frame.columns.duplicated()]


def _first_said(frame: pd.DataFrame, heads: frozenset[str]) -> pd.Series[str]:
    """Return the first text of some columns in each row; empty where all are."""
    columns = frame[sorted(heads & set(frame.columns))]
    return columns.where(columns != "").bfill(axis=1).iloc[:, 0].fillna("")


def engines_of(sheets: Sequence[Framed]) -> tuple[dict[str, str], list[Grid]]:
    """Return the engine of each application's database, by the application's id or name.

    Returns
    -------
    engines, used
        Keys as :func:`name_key` writes them; the sheets that were read for it.
    """
    engines: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    lists, pairs = [], []
    for grid, frame in sheets:
        heads = set(frame.columns)
        keys = sorted(heads & _KEYS)
        apps = sorted(
            h for h in heads - _KEYS if known_headers("workloads").get(h) in ("id", "name")
        )
        if keys and heads & _ENGINES:
            lists.append(grid)
            named = frame.assign(engine_=_first_said(frame, _ENGINES))
            if heads & _VERSIONS:
                named["engine_"] += " " + _first_said(frame, _VERSIONS)
            rows = named[named["engine_"].str[:1] > " "].melt("engine_", keys, value_name="key_")
            engines |= dict(
                zip(rows["key_"].map(name_key), rows["engine_"].str.strip(), strict=True)
            )
        elif keys and apps:
            pairs.append(grid)
            for app in apps:
                rows = frame.melt(app, keys, value_name="key_")
                links += zip(rows[app].map(name_key), rows["key_"].map(name_key), strict=True)
    found = {app: engines[key] for app, key in links if key and key in engines}
    return found, [*lists, *pairs] if found else []


def hosted_by(
    sheets: Sequence[Framed], tables: Sequence[TypedTable]
) -> tuple[list[_Pair], list[Grid]]:
    """Return which application runs on which machine, as sheets say that hold nothing but ids.

    A column belongs to the list in which a column of the same header stands.

    Returns
    -------
    pairs, used
        The application's id or name (None where its list lacks it), what the sheet calls it, the
        machine's name, and where that stands; the sheets that were read for it.
    """
    if not sheets:
        return [], []
    machines = _keys(tables, "servers", "name")
    applications = _keys(tables, "workloads", "id")
    pairs: list[_Pair] = []
    used = []
    for grid, frame in sheets:
        host = next((head for head in frame if head in machines), "")
        app = next((head for head in frame if head in applications), "")
        if not host or not app or host == app:
            continue
        used.append(grid)
        rows = frame[(frame[host] != "") & (frame[app] != "")]
        called, known = machines[host], applications[app]
        names = [called.get(text, text) for text in rows[host]]
        ids = map(known.get, rows[app])
        cells = map(grid.cell, rows.index)
        pairs += zip(ids, rows[app], names, cells, strict=True)
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
