"""A sheet of the workbook as data: its columns, its rows, its chart.

A value is a text, a number, a date, None for nothing, or (formula, value now): formulas stand
where a reader would change a figure and expect the total to follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.reporting.view import View
from planner.wording import say

__all__ = [
    "COUNT",
    "DAY",
    "DECIMAL",
    "MONEY",
    "SHARE",
    "Sheet",
    "SheetColumn",
    "Value",
    "factor_name",
]

type Value = str | float | int | date | tuple[str, float] | None

MONEY: Final = "#,##0"
COUNT: Final = "#,##0"
DECIMAL: Final = "#,##0.0"
SHARE: Final = "0%"
DAY: Final = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: ``number`` is its number format, ``summed`` whether it has a total.

    ``centred``: a number that names something (a wave) stands in the middle. ``choices`` are
    offered in its cells. ``optional``: left out where no row has anything in it; only columns that
    no formula names, and right of those that one names.
    """

    title: str
    width: float = 14
    number: str = ""
    summed: bool = False
    wraps: bool = False
    centred: bool = False
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: notes above the table, the table, and which columns its chart shows."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    totals: bool = False
    charted: tuple[int, ...] = ()
    chart_type: str = "clustered"
    colours: tuple[str, ...] = ()
    """Colours of the charted columns."""
    frozen: int = 0
    filtered: bool = True
    uncharted: int = 0
    """Last rows that are in no chart."""
    under: tuple[tuple[Value, ...], ...] = ()
    """Rows below the total, in no total."""


def factor_name(view: View, key: str) -> str:
    """Name of a factor."""
    return say(f"common.factor.{key}", view.words.language)
