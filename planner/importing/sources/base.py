"""What a format is: tables known by their headers, and how their rows are taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from planner.importing.blocks.rows import header_word
from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import Row, TypedTable

__all__ = [
    "Source",
    "TableFormat",
    "collect_by_kind",
    "details_of",
    "share_of_memory",
    "stand_in",
    "table_format",
]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A table known by its headers, all folded.

    ``required`` must all be there; ``columns`` maps a header to (key, unit). Other
    headers, such as attributes of an own, are read by the spellings that all lists share.
    """

    name: str
    kind: str
    required: frozenset[str]
    columns: dict[str, tuple[str, str]]
    least: int = 0
    """Columns of which so many must be known."""

    def recognise(self, headers: Collection[str]) -> float:
        """Return how surely a table with these folded headers is one of this format, 0 to 1."""
        if not self.required <= set(headers):
            return 0.0
        known = sum(header in self.columns for header in headers)
        if known < self.least:
            return 0.0  # two common words are nobody's export
        return min(1.0, 0.6 + 0.03 * len(self.required) + 0.2 * known / max(1, len(headers)))


def collect_by_kind(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Take over each table as its kind says."""
    for table in tables:
        collect_table(table, collected)


def details_of(
    tables: Sequence[TypedTable], collected: Collected, key: str = "name"
) -> Iterator[tuple[str, Row]]:
    """Yield rows that say more of a listed machine, with its folded key; set others aside.

    Parameters
    ----------
    tables
        Of one kind.
    collected
        Machines that are listed, and what is set aside.
    key
        Of the field by which they are known.
    """
    known = {row.text(key).casefold() for t in tables if t.kind == "servers" for row in t.rows}
    for table in tables:
        for row in table.rows if table.kind == "details" else ():
            if (machine := row.text(key).casefold()) in known:
                collected.joined += 1
                yield machine, row
            else:
                collected.put_aside(table, row, "unknown_machine")


def stand_in(row: Row, storage_gib: float | None) -> None:
    """Give a server the storage that stands in for what is in use, where none is."""
    if storage_gib is not None and not row.values.get("storage_gib"):
        row.values["storage_gib"] = storage_gib


def share_of_memory(row: Row, used_gib: float | None) -> None:
    """Give a server the share of its memory that is used, where the export tells both."""
    size = row.values.get("memory_gib")
    if used_gib is not None and isinstance(size, float) and 0 < used_gib <= size:
        row.values.setdefault("memory_utilisation", round(100 * used_gib / size, 1))


@dataclass(frozen=True, slots=True)
class Source:
    """One tool's export: its tables, and how all of them together are taken over.

    ``collect`` is given every table of the import that belongs to the source, so that files that
    belong together (machines, disks, tags) can be joined.
    """

    name: str
    formats: tuple[TableFormat, ...]
    collect: Callable[[Sequence[TypedTable], Collected], None] = collect_by_kind
    covers: re.Pattern[str] | None = None
    """Names of sheets of the same export that hold nothing more than what is read."""


def table_format(name: str, kind: str, required: str, columns: str, least: int = 0) -> TableFormat:
    """Build a format from lines such as ``Header = key : unit``, separated by ``|``.

    Parameters
    ----------
    name
        Of the format.
    kind
        Of the rows.
    required
        Headers that have to be there, separated by ``|``.
    columns
        Lines such as ``Header = key : unit``, separated by ``|``.
    least
        How many of the columns have to be there.
    """
    read: dict[str, tuple[str, str]] = {}
    for part in columns.split("|"):
        header, _, rest = part.partition("=")
        key, _, unit = rest.partition(":")
        read[header_word(header)] = (key.strip(), unit.strip())
    needed = frozenset(header_word(part) for part in required.split("|"))
    return TableFormat(name, kind, needed, read, least)
