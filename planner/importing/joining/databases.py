"""Databases that stand on a sheet of their own, and a sheet between them and applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.importing.blocks.layout import find_header
from planner.importing.blocks.rows import header_texts
from planner.importing.grid import Grid
from planner.importing.headers.header_words import known_headers
from planner.importing.joining.merge import name_key
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded

__all__ = ["engines_of"]

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

type _Rows = list[dict[str, str]]


def engines_of(grids: Sequence[Grid]) -> tuple[dict[str, str], list[Grid]]:
    """Return the engine of each application's database, by the application's id or name.

    Returns
    -------
    engines, used
        Keys as :func:`name_key` writes them; the sheets that were read for it.
    """
    engines: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    lists, pairs = [], []
    for grid in grids:
        rows = _rows_of(grid)
        heads = set(rows[0]) if rows else set()
        if heads & _ENGINES and heads & _KEYS:
            lists.append(grid)
            for row in rows:
                _add_engine(row, engines)
        elif heads & _KEYS and (apps := _applications(heads)):
            pairs.append(grid)
            links += [(row[app], row[key]) for row in rows for app in apps for key in heads & _KEYS]
    found = {
        name_key(app): engines[name_key(key)] for app, key in links if name_key(key) in engines
    }
    return found, [*lists, *pairs] if found else []


def _rows_of(grid: Grid) -> _Rows:
    header = find_header(grid)
    if header is None:
        return []
    heads = [folded(text) for text in header_texts(grid, header)]
    return [
        {head: text_of(cell) for head, cell in zip(heads, row, strict=False) if head}
        | {head: "" for head in heads[len(row) :] if head}
        for row in grid.rows[header + 1 :]
    ]


def _add_engine(row: dict[str, str], engines: dict[str, str]) -> None:
    engine = next((row[head] for head in sorted(row) if head in _ENGINES and row[head]), "")
    version = next((row[head] for head in sorted(row) if head in _VERSIONS and row[head]), "")
    for head in row:
        if head in _KEYS and row[head] and engine:
            engines[name_key(row[head])] = f"{engine} {version}".strip()


def _applications(heads: set[str]) -> list[str]:
    known = known_headers("workloads")
    return sorted(head for head in heads - _KEYS if known.get(head) in ("id", "name"))
