"""Status read back: the tracker filled in, an export of Jira or Azure Boards, MS Project's XML.

A table is known by its headings, in any language; which workload a row is about, by its id, which
our own exports put into the column of ids, a label or tag, or the field Text1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.errors import BadInputError
from planner.importing.apart import read_apart
from planner.importing.grid import Cell, Grid, column_letters
from planner.importing.reading.workbook import read_book
from planner.importing.status_project import is_project, of_project
from planner.importing.values.cells import text_of
from planner.importing.values.dates import DateOrder, date_order, read_date
from planner.model.issue import CellRef
from planner.model.status import MoveStatus
from planner.wording.status import TICKET_LABEL, heading_of, state_of

if TYPE_CHECKING:
    from planner.jobs import Stop

__all__ = ["read_status"]

_TOOLS: Final[Mapping[str, str]] = {
    "state": "status",
    "status category": "category",
    "labels": "labels",
    "tags": "labels",
    "标签": "labels",
    "resolved": "actual",
    "closed date": "actual",
    "已解决": "actual",
    "time spent": "seconds",
    "耗费时间": "seconds",
    "completed work": "hours",
    "实际割接日": "actual",
}
"""Headings of Jira and Azure Boards, folded, beside our own; the last that of earlier trackers."""
_HEADED: Final = 12
"""Rows among which a heading is looked for."""
_SECONDS, _HOURS = 28_800, 8
"""In a person-day."""
_OWN_FORMS: Final = (".mpp", ".mpt", ".mpx", ".pod", ".gan")
"""Of MS Project, ProjectLibre and GanttProject, beside the XML that each of them saves."""
_HEAD: Final = 4096
"""Bytes of a file that tell whether it is a project tool's."""
_JIRA: Final = re.compile(r"(\d{1,2})/([A-Za-z]{3})/(\d{2})")
"""A day as Jira exports it: 17/Apr/27."""
_TIME: Final = re.compile(r"\s+\d{1,2}:\d{2}.*$")


def read_status(paths: Sequence[Path], stop: Stop | None = None) -> tuple[MoveStatus, ...]:
    """Read files in a child process: every row that names a workload, its status empty or not.

    Raises
    ------
    BadInputError
        A file cannot be read, has no column that names workloads beside one of status, or names
        none in it.
    CancelledError
        Somebody stopped it.
    """
    found: tuple[MoveStatus, ...] = read_apart(_read, (tuple(paths),), paths, stop)
    return found


def _read(paths: Sequence[Path]) -> tuple[MoveStatus, ...]:
    return tuple(one for path in paths for one in _of_file(path))


def _of_file(path: Path) -> list[MoveStatus]:
    found, known = _of_any(path)
    if not known:
        raise BadInputError("status.no_table", "status.no_table.advice", name=path.name)
    if not found:
        raise BadInputError("status.no_workload", "status.no_table.advice", name=path.name)
    return found


def _of_any(path: Path) -> tuple[list[MoveStatus], bool]:
    """Return what a file says of workloads, and whether its form is one of those known."""
    if path.is_file():
        with path.open("rb") as stream:
            if is_project(stream.read(_HEAD)):
                return list(of_project(path)), True
        if path.suffix.lower() in _OWN_FORMS:
            raise BadInputError("status.own_form", "status.own_form.advice", name=path.name)
    found: list[MoveStatus] = []
    known = False
    for grid in read_book(path).grids:
        head = _head(grid)
        if head is not None:
            known = True
            found += list(_of_grid(grid, *head))
    return found, known


def _head(grid: Grid) -> tuple[int, dict[int, str]] | None:
    """The row of headings and what each column means; None where the sheet holds no status."""
    for number, row in enumerate(grid.rows[:_HEADED]):
        columns = {}
        for place, cell in enumerate(row):
            text = " ".join(text_of(cell).casefold().split())
            key = heading_of(text) or _TOOLS.get(text, "")
            if key:
                columns[place] = key
        keys = set(columns.values())
        if keys & {"id", "labels"} and keys & {"status", "actual"}:
            return number, columns
    return None


def _of_grid(grid: Grid, head: int, columns: Mapping[int, str]) -> Iterator[MoveStatus]:
    orders = {
        place: date_order([row[place] for row in grid.rows[head + 1 :] if place < len(row)])
        for place, key in columns.items()
        if key == "actual"
    }
    for number, row in enumerate(grid.rows[head + 1 :], start=head + 1):
        cells: dict[str, list[tuple[int, Cell]]] = {}
        for place, key in columns.items():
            if place < len(row) and row[place] not in ("", None):
                cells.setdefault(key, []).append((place, row[place]))
        one = _of_row(grid, number, cells, orders)
        if one is not None:
            yield one


def _of_row(
    grid: Grid,
    number: int,
    cells: Mapping[str, list[tuple[int, Cell]]],
    orders: Mapping[int, DateOrder],
) -> MoveStatus | None:
    name = _workload([text_of(cell) for _, cell in cells.get("labels", ())])
    name = name or next((text_of(cell) for _, cell in cells.get("id", ())), "")
    state = next((state_of(text_of(cell)) for _, cell in cells.get("status", ())), "")
    state = state or next((state_of(text_of(cell)) for _, cell in cells.get("category", ())), "")
    actual, days = None, None
    unread = "" if state else next((text_of(cell) for _, cell in cells.get("status", ())), "")
    for place, cell in cells.get("actual", ()):
        actual = actual or _day(cell, orders[place])
        unread = unread if actual else text_of(cell)
    for key, share in (("actual_days", 1), ("hours", _HOURS), ("seconds", _SECONDS)):
        for _, cell in cells.get(key, ()):
            amount = _number(cell)
            days = amount / share if amount is not None else days
    if not name:
        return None
    place = min(place for found in cells.values() for place, _ in found)
    letters = column_letters(grid.first_column + place)
    where = CellRef(grid.file, grid.sheet, grid.first_row + number, letters)
    return MoveStatus(name, state, actual, days, where=where, unread=unread)


def _workload(labels: Iterable[str]) -> str:
    """The workload named by a label of ours; several may stand in one cell."""
    for label in labels:
        for part in re.split(r"[;,\s]+", label):
            if part.startswith(TICKET_LABEL):
                return part.removeprefix(TICKET_LABEL)
    return ""


def _day(cell: Cell, order: DateOrder) -> date | None:
    if isinstance(cell, str):
        cell = _TIME.sub("", cell.strip())
        if found := _JIRA.fullmatch(cell):
            cell = f"{found[1]} {found[2]} {int(found[3]) + 2000}"
    return read_date(cell, order)[0]


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if cell >= 0 else None
    try:
        return max(0.0, float(text_of(cell).replace(",", "").strip()))
    except ValueError:
        return None
