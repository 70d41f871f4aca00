"""Days in the many forms people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Final

from planner.importing.grid import Cell
from planner.importing.spelling import alike

__all__ = ["DateOrder", "date_order", "order_beside", "read_date"]

_EPOCH: Final = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 110_000
_YEARS: Final = range(1900, 2300)
_YEAR_FIRST: Final = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[tT\s].*)?$"
)
_ERA: Final = re.compile(r"^(令和|平成|昭和)(元|\d{1,2})(?=年)")
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_LAST: Final = re.compile(r"^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})(?:[tT\s].*)?$")
_MONTH_NAME: Final = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th|er)?[\s\-.]*(?:de\s+)?)?([^\W\d_]{3,10})\.?[\s\-,]*(?:de\s+|del\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s,]+)?(\d{4}|\d{2})$"
)
_MONTH: Final = re.compile(
    r"^(?:(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{1,2})\s*[-/.]\s*((?:19|20)\d\d))$"
)
_QUARTER: Final = re.compile(
    r"^(?:(\d{4})\s*[-/ 年]?\s*q([1-4])|q([1-4])\s*[-/ ]?\s*(\d{4})|(\d{4})年?第?([一二三四1-4])季度)$"  # noqa: E501
)
_HALF: Final = re.compile(
    r"^(?:(\d{4})\s*年?\s*(上|下)半年|h([12])\s*[-/ ]?\s*(\d{4})|(\d{4})\s*[-/]?\s*h([12]))$"
)
_YEAR: Final = re.compile(
    r"^(?:fy\s*|end of\s*|by end of\s*)?(\d{4})\s*(?:年(?:底|末|终|内|度)?)?$"
)
_NEVER: Final = frozenset(
    ("长期", "永久", "无限期", "长期有效", "perpetual", "permanent", "indefinite", "never", "none")
)
"""Words for an end that never comes: there is no date, and nothing is wrong."""
_OLDEST_SHORT_YEAR: Final = 20


class DateOrder(Enum):
    """Which comes first where a date reads 03/04/2026."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"
    BOTH = "both"
    """Some cells of the column can only be read one way, and some only the other."""


def order_beside(columns: Iterable[Sequence[Cell]]) -> DateOrder:
    """Tell the order from all columns of days of a table together; it is one where none differ."""
    seen = {date_order(cells) for cells in columns} - {DateOrder.UNKNOWN}
    return seen.pop() if len(seen) == 1 else DateOrder.UNKNOWN


def date_order(cells: Sequence[Cell]) -> DateOrder:
    """Tell the order from the cells of the column in which only one is possible."""
    seen = set()
    for cell in set(cells):
        if isinstance(cell, str) and (found := _YEAR_LAST.match(cell.strip())):
            if int(found[1]) > 12:
                seen.add(DateOrder.DAY_FIRST)
            elif int(found[2]) > 12:
                seen.add(DateOrder.MONTH_FIRST)
    if len(seen) > 1:
        return DateOrder.BOTH
    return next(iter(seen), DateOrder.UNKNOWN)


def read_date(cell: Cell, order: DateOrder) -> tuple[date | None, str]:
    """Return the day and, where it was not given in full or not understood, the doubt's code."""
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, bool) or cell is None:
        return None, "not_a_date"
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    if not isinstance(cell, str):
        return None, "not_a_date"
    text = alike(cell).strip().casefold()
    if re.fullmatch(r"\d{4,6}(?:\.\d+)?", text):
        return _from_number(float(text))
    return _from_text(text, order)


def _from_number(number: float) -> tuple[date | None, str]:
    if number.is_integer() and int(number) in _YEARS:
        return date(int(number), 12, 31), "date_partial"
    if number.is_integer() and 19_000_000 < number < 23_000_000:
        return _day(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(number)), ""
    return None, "not_a_date"


def _from_text(text: str, order: DateOrder) -> tuple[date | None, str]:
    if era := _ERA.match(text):
        year = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        text = f"{year}{text[era.end() :]}"
    if found := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(text):
        first, second, year = int(found[1]), int(found[2]), _full_year(found[3])
        month_first = order is DateOrder.MONTH_FIRST and first <= 12
        if month_first or (order is DateOrder.BOTH and second > 12):
            return _day(year, first, second)
        day, code = _day(year, second, first)
        dotted = "." in text
        open_order = order in (DateOrder.UNKNOWN, DateOrder.BOTH) and first <= 12
        doubtful = open_order and first != second and not (dotted and order is DateOrder.UNKNOWN)
        # 27/03/01 may well begin with its year.
        doubtful |= len(found[3]) == 2 and first >= _OLDEST_SHORT_YEAR
        return day, code or ("date_ambiguous" if doubtful else "")
    if found := _MONTH_NAME.match(text):
        return _from_month_name(found)
    if found := _MONTH.match(text):
        return _month_end(int(found[1] or found[4]), int(found[2] or found[3]))
    if found := _QUARTER.match(text):
        year = int(found[1] or found[4] or found[5])
        quarter = found[2] or found[3] or found[6]
        return _month_end(year, 3 * ("一二三四".find(quarter) + 1 or int(quarter)))
    if found := _HALF.match(text):
        year = int(found[1] or found[4] or found[5])
        first = found[2] == "上" or "1" in (found[3], found[6])
        return _month_end(year, 6 if first else 12)
    if found := _YEAR.match(text):
        return _month_end(int(found[1]), 12)
    if text in _NEVER:
        return None, ""
    return _written_out(text)


def _written_out(text: str) -> tuple[date | None, str]:
    """Read what else a date with the month's name and a four-digit year may look like."""
    from dateutil import parser

    if not re.search(r"[a-z]{3}", text) or not re.search(r"\b\d{4}\b", text) or len(text) > 40:
        return None, "not_a_date"
    try:
        first = parser.parse(text, default=datetime(2000, 1, 1), ignoretz=True)  # noqa: DTZ001
        second = parser.parse(text, default=datetime(2001, 2, 2), ignoretz=True)  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None, "not_a_date"
    return (first.date(), "") if first.date() == second.date() else (None, "not_a_date")


def _from_month_name(found: re.Match[str]) -> tuple[date | None, str]:
    month, year = _month_names().get(found[2], 0), _full_year(found[4])
    if not month:
        return None, "not_a_date"
    day = found[1] or found[3]
    return _day(year, month, int(day)) if day else _month_end(year, month)


@cache
def _month_names() -> dict[str, int]:
    """Return the months by their names, long and short, in the languages inventories come in."""
    from babel.dates import get_month_names

    names = {"sept": 9, "mrz": 3, "maerz": 3}
    for language in ("it", "es", "fr", "de", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[name.casefold().rstrip(".")] = number
    return names


def _full_year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _day(year: int, month: int, day: int) -> tuple[date | None, str]:
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "not_a_date"


def _month_end(year: int, month: int) -> tuple[date | None, str]:
    """The last day of a month that stands alone, with a doubt: a part of the date is missing."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None, "not_a_date"
    return date(year, month, monthrange(year, month)[1]), "date_partial"
