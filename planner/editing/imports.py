"""What a file looks like before it is taken in: its sheets, how they would be read, how surely.

Nothing here touches the window; all of it runs in the background, and what reads the files of
strangers in a process of its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.codec import write_whole
from planner.errors import BadInputError
from planner.project import Document
from planner.settings import state_folder

if TYPE_CHECKING:
    from planner.importing import Imported, MappingBook, Rollup
    from planner.importing.grid import Book, Grid
    from planner.importing.matching.mapping import SheetMapping
    from planner.jobs import ProgressListener, Stop

__all__ = [
    "LOOKED_AT",
    "SURE",
    "Looked",
    "SheetView",
    "document_from",
    "keep_book",
    "kept_book",
    "look_apart",
    "look_at_files",
    "propose",
    "remember_book",
    "remembered_book",
    "unsure",
]

LOOKED_AT: Final = 60
"""Rows of a sheet the preview holds."""
SURE: Final = 0.9
"""A column matched less surely than this is marked for a second look."""
_KEPT_AS: Final = "mapping"


@dataclass(frozen=True)
class SheetView:
    """The head of one sheet, and how it would be read (kind ``skip`` where it would not)."""

    grid: Grid
    mapping: SheetMapping


@dataclass(frozen=True)
class Looked:
    """Files that were looked at: their sheets, and what an import gives (or why it gives none)."""

    paths: tuple[Path, ...]
    sheets: tuple[SheetView, ...]
    imported: Imported | None
    error: BadInputError | None = None


def look_apart(
    paths: Sequence[Path],
    today: date,
    book: MappingBook,
    stop: Stop,
    listen: ProgressListener,
    *,
    always: bool = True,
    rollup: Rollup | None = None,
    noise_ports: frozenset[int] | None = None,
) -> Looked:
    """Look at files as :func:`look_at_files`, in a child: no file can take the window with it.

    Parameters
    ----------
    paths
        Files, in the order in which they were named.
    today
        From which ages and relative days are counted.
    book
        Mappings that are kept, by the look of a sheet's header.
    stop
        For a cancel.
    listen
        Told how far the reading is.
    always
        Whether the sheets come back also where nobody has to look at them.
    rollup
        How servers are gathered into workloads; None: as the files say.
    noise_ports
        Ports whose connections count for nothing; None: the usual ones.

    Raises
    ------
    BadInputError
        A file cannot be read at all, or costs more than a file of its size may.
    CancelledError
        Somebody stopped it.
    """
    from planner.importing.apart import read_apart
    from planner.jobs import Progress

    listen(Progress("common.phase.import"))
    chosen = tuple(paths)
    arguments = (chosen, today, book, always, rollup, noise_ports)
    looked = read_apart(_look, arguments, chosen, stop)
    assert isinstance(looked, Looked)
    return looked


def _look(
    paths: tuple[Path, ...],
    today: date,
    book: MappingBook,
    always: bool,
    rollup: Rollup | None,
    noise_ports: frozenset[int] | None,
) -> Looked:
    return look_at_files(paths, today, book, always=always, rollup=rollup, noise_ports=noise_ports)


def look_at_files(
    paths: Sequence[Path],
    today: date,
    book: MappingBook,
    *,
    always: bool = True,
    rollup: Rollup | None = None,
    noise_ports: frozenset[int] | None = None,
) -> Looked:
    """Read files as ``book`` and the proposals say, and keep the head of each sheet.

    Without ``always`` the sheets are only kept where a person should look at them.

    Parameters
    ----------
    paths, today, book
        As in :func:`look_apart`.
    always
        Without it the sheets are only kept where a person should look at them.
    rollup, noise_ports
        As in :func:`look_apart`.

    Raises
    ------
    BadInputError
        A file cannot be read at all; a file without known headers is no error here.
    """
    from planner.importing import import_files
    from planner.importing.joining.noise import NOISE_PORTS
    from planner.importing.joining.rollup import DEFAULT_ROLLUP
    from planner.importing.reading.workbook import read_book

    imported, error = None, None
    try:
        imported = import_files(
            paths,
            today=today,
            mapping=book,
            rollup=rollup or DEFAULT_ROLLUP,
            noise_ports=NOISE_PORTS if noise_ports is None else noise_ports,
        )
    except BadInputError as refused:
        error = refused
    if imported is not None and not always and not unsure(imported.mapping):
        return Looked(tuple(paths), (), imported)
    sheets: list[SheetView] = []
    for path in paths:
        try:
            sheets.extend(_views(read_book(path), book, today))
        except BadInputError:
            if error is None:
                raise
            raise error from None
    if error is not None and not any(len(view.mapping.columns) > 1 for view in sheets):
        raise error
    return Looked(tuple(paths), tuple(sheets), imported, error)


def _views(book: Book, remembered: MappingBook, today: date) -> list[SheetView]:
    from planner.importing.blocks.layout import find_header
    from planner.importing.matching.find_tables import find_tables
    from planner.importing.own_workbook.own_blocks import is_own_book, own_sheet_key

    own = is_own_book(book.grids)
    found, _ = find_tables(book, remembered, today, own=own)
    by_grid: dict[int, list[tuple[Grid, SheetMapping]]] = {}
    for table in found:
        by_grid.setdefault(id(table.origin or table.grid), []).append((table.grid, table.mapping))
    views = []
    for grid in book.grids:
        tables = by_grid.get(id(grid), [])
        if not tables:
            if not grid.rows or (own and own_sheet_key(grid.sheet) is not None):
                continue  # blocks of the program's own workbook need no mapping
            row = find_header(grid) or 0
            tables = [(grid, replace(propose(grid, row, "workloads"), kind="skip"))]
        views += [SheetView(replace(g, rows=g.rows[:LOOKED_AT]), mapping) for g, mapping in tables]
    return views


def propose(grid: Grid, row: int, kind: str) -> SheetMapping:
    """Propose how a sheet is read.

    Parameters
    ----------
    grid
        The sheet's cells.
    row
        Index of the header's row, from 0.
    kind
        What its rows are: ``workload``, ``server``, ``dependency`` and so on.
    """
    from planner.importing.blocks.rows import header_texts
    from planner.importing.grid import column_letters
    from planner.importing.matching.mapping import (
        ColumnMatch,
        SheetMapping,
        match_headers,
        signature_of,
    )
    from planner.importing.values.cells import text_of

    headers = header_texts(grid, row)
    columns = tuple(
        ColumnMatch(header, column_letters(index + grid.first_column), key, sure, unit)
        for index, (header, (key, sure, unit)) in enumerate(
            zip(headers, match_headers(headers, kind), strict=True)
        )
    )
    sample = tuple(
        tuple(text_of(cell)[:60] for cell in line) for line in grid.rows[row + 1 : row + 6]
    )
    return SheetMapping(
        grid.file,
        grid.sheet,
        signature_of(headers),
        row + grid.first_row,
        kind,
        "generic",
        columns,
        sample,
    )


def unsure(book: MappingBook) -> bool:
    """Whether a person should look at a mapping before the files are taken in.

    The program's own workbooks and known tools' exports are read without asking, and so is what
    a person has mapped before; a list is asked about where a column is, where its names were only
    guessed, or where most of what was matched was guessed.
    """
    for mapping in book.sheets:
        if mapping.format != "generic" or mapping.kind == "skip" or mapping.by_user:
            continue
        if any(match.asked for match in mapping.columns):
            return True
        matched = {match.field: match.confidence for match in mapping.columns if match.field}
        guessed = sum(confidence < SURE for confidence in matched.values())
        names = ("source", "needed") if mapping.kind == "dependencies" else ("name",)
        if any(matched.get(key, 1.0) < SURE for key in names) or 2 * guessed > len(matched):
            return True
    return False


def remembered_book() -> MappingBook:
    """Return the mappings people set in any project on this machine; empty where unreadable."""
    from planner.importing import MappingBook

    try:
        return MappingBook.read(_remembered_at())
    except BadInputError:
        return MappingBook()


def remember_book(book: MappingBook) -> None:
    """Remember what people have set for the next file with the same headers."""
    known = remembered_book()
    for sheet in book.sheets:
        if sheet.by_user:
            known = known.with_sheet(sheet)
    place = _remembered_at()
    with contextlib.suppress(OSError, BadInputError):  # the project keeps it too
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(place, known.to_json().encode(), private=True)


def _remembered_at() -> Path:
    return state_folder() / "mappings.json"


def kept_book(mappings: Mapping[str, Mapping[str, str]]) -> MappingBook:
    """Return the mappings a project keeps."""
    from planner.pipeline import kept_mappings

    return kept_mappings(mappings)


def keep_book(book: MappingBook) -> dict[str, dict[str, str]]:
    """Return what people have set as a project keeps it, by signature; no data of anybody."""
    from planner.importing import MappingBook

    return {
        sheet.signature: {_KEPT_AS: MappingBook((sheet,)).to_json()}
        for sheet in book.sheets
        if sheet.by_user
    }


def document_from(looked: Looked, book: MappingBook, scenario_name: str = "base") -> Document:
    """Return a fresh project of what was read.

    Parameters
    ----------
    looked
        What was read of the files.
    book
        Mappings, which the project keeps.
    scenario_name
        Of the one scenario that it begins with.

    Raises
    ------
    BadInputError
        Nothing could be read.
    """
    from planner.pipeline import imported_sources, new_document

    if looked.imported is None:
        raise looked.error or BadInputError("errors.file.nothing_was_read")
    sources = imported_sources(looked.imported)
    return new_document(sources, looked.paths[0].stem, scenario_name, keep_book(book))
