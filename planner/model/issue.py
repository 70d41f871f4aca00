"""A doubt about the data: where it stands, how bad it is, and which sentence says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CellRef", "Fix", "Issue", "Severity"]


class Severity(StrEnum):
    """How bad an issue is."""

    ERROR = "error"
    """The value or row cannot be used as it stands."""
    WARNING = "warning"
    """It is used, and is probably not what was meant."""
    NOTE = "note"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where something was read: file, sheet, row from 1, column letters; empty where unknown."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @property
    def address(self) -> str:
        """Cell as a spreadsheet writes it, for example ``C12``; the row alone where no column."""
        return f"{self.column}{self.row if self.row is not None else ''}"


@dataclass(frozen=True, slots=True)
class Fix:
    """A one-click repair: set ``field`` of ``workload_id`` to ``value`` (or run ``action``)."""

    action: str
    workload_id: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One entry of the issue list.

    ``code`` is the key of its words (``importing.issue.<code>`` says what is wrong,
    ``importing.advice.<code>`` what to do), ``params`` fill them; nothing is in a language.
    """

    code: str
    severity: Severity
    where: CellRef = CellRef()
    workload_id: str = ""
    field: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fix: Fix | None = None
