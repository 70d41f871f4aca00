"""Raw cells to typed values, a column at a time.

Each distinct cell of a column is read once, so that ten thousand rows with six words of criticality
cost six readings. A cell that cannot be read gives no value and a doubt; nothing is guessed at.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from planner.importing.dates import DateOrder, date_order, read_date
from planner.importing.grid import Cell
from planner.importing.units import factor_of
from planner.importing.words import choice_of, flag_of, is_missing
from planner.importing.wordy_numbers import number_in_words, product_of
from planner.model.fields import Field, FieldKind, Value

__all__ = ["Column", "Doubt", "clean_text", "read_column", "split_names", "text_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is read: the field, the unit its header names, and whether it is our own form.

    ``literal``: written by this program; words such as ``n/a`` are then text and not a gap.
    ``percent_rows``: indexes of rows whose cell is shown as a percentage.
    """

    field: Field
    unit: str = ""
    literal: bool = False
    percent_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that was not read, or read with a guess: its index, the code, what it held."""

    index: int
    code: str
    text: str
    read_as: str = ""


type _Reading = tuple[Value | None, str]

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_NUMBER: Final = re.compile(
    r"^[~≈<>≥≤约]*\s*(?P<before>[^\d\-+.,(]{0,12}?)\s*(?P<open>\()?\s*(?P<sign>[-+−]?)\s*"
    r"(?P<before2>[$¥€£]?)\s*(?P<digits>\d[\d.,'\s]*|[.,]\d+)(?P<exponent>e[+-]?\d{1,3})?\s*"
    r"(?P<unit>[^\d]{0,24}?)\s*\)?$",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"-?(?:0?\.\d+|[01](?:\.0*)?)")
_RATIO: Final = re.compile(r"^(\d{1,6}(?:\.\d+)?)\s*:\s*1$")
_LABEL: Final = re.compile(
    r"^(?:tier|level|l|p|mlps|wave|w|rto|rpo|第|等保|severity|sev)[\s\-_:#.]*(?=[\d<>≤≥~≈约])",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"\s*[(（\[【].*[)）\]】]\s*$")
_SPLIT_STRONG: Final = re.compile(r"[;；\n]+")
_SPLIT_WEAK: Final = re.compile(r"[,，、|\n]+")


def clean_text(text: str) -> str:
    """Return the text without control characters and outer space; lines end in line feeds."""
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def text_of(cell: Cell) -> str:
    """Return a raw cell as a person would write it."""
    if isinstance(cell, str):
        return clean_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def split_names(text: str) -> tuple[str, ...]:
    """Split a list at semicolons and line ends; at commas only where there is no semicolon."""
    pattern = _SPLIT_STRONG if _SPLIT_STRONG.search(text) else _SPLIT_WEAK
    parts = (part.strip() for part in pattern.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_column(cells: Sequence[Cell], column: Column) -> tuple[list[Value | None], list[Doubt]]:
    """Read a column.

    Returns
    -------
    values, doubts
        One value per cell (None where empty or unreadable), and what was doubtful.
    """
    kinds = set(map(type, cells))
    if column.field.kind is FieldKind.TEXT and kinds <= {str}:
        return _read_texts(cells, column)
    if kinds <= {float, int} and not column.unit and not column.percent_rows:
        quick = _read_plain_numbers(cells, column.field)
        if quick is not None:
            return quick, []
    read = _reader(cells, column)
    by_type = bool in kinds and (float in kinds or int in kinds)
    known: dict[object, _Reading] = {}
    values: list[Value | None] = []
    doubts: list[Doubt] = []
    percents = column.percent_rows
    for index, cell in enumerate(cells):
        if index in percents and isinstance(cell, float):
            reading = read(cell * 100.0 if column.field.kind is FieldKind.PERCENT else cell)
        else:
            key = (type(cell), cell) if by_type else cell
            found = known.get(key)
            reading = found if found is not None else known.setdefault(key, read(cell))
        value, code = reading
        values.append(value)
        if code:
            shown = "" if value is None else text_of(value) if not isinstance(value, tuple) else ""
            doubts.append(Doubt(index, code, text_of(cell)[:80], shown))
    return values, doubts


def _read_texts(cells: Sequence[Cell], column: Column) -> tuple[list[Value | None], list[Doubt]]:
    known: dict[Cell, str | None] = {}
    for cell in set(cells):
        text = clean_text(str(cell))
        missing = not text or (not column.literal and is_missing(text))
        known[cell] = None if missing else text
    return [known[cell] for cell in cells], []


def _read_plain_numbers(cells: Sequence[Cell], field: Field) -> list[Value | None] | None:
    """Read a column of nothing but numbers at once; None where one of them needs a closer look."""
    if field.kind not in (FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.MONEY) or not cells:
        return None
    numbers: Sequence[float] = cells  # type: ignore[assignment]
    low, high = min(numbers), max(numbers)
    if not (math.isfinite(low) and math.isfinite(high) and math.isfinite(sum(numbers))):
        return None
    scale = 100 if field.kind is FieldKind.MONEY else 1
    if field.minimum is not None and low * scale < field.minimum:
        return None
    if field.maximum is not None and high * scale > field.maximum:
        return None
    if field.kind is FieldKind.MONEY:
        return [round(number * 100) for number in numbers]
    if field.kind is FieldKind.NUMBER:
        return list(map(float, numbers))
    whole: list[Value | None] = list(map(int, numbers))
    return whole if whole == list(numbers) else None


def _reader(cells: Sequence[Cell], column: Column) -> Callable[[Cell], _Reading]:
    field = column.field
    if field.kind is FieldKind.DATE:
        order = date_order(cells)
        return lambda cell: _read_day(cell, order)
    if field.kind is FieldKind.CHOICE:
        return lambda cell: _read_choice(cell, field)
    if field.kind is FieldKind.FLAG:
        return _read_flag
    if field.kind is FieldKind.NAMES:
        return lambda cell: _read_names(cell, column)
    if field.kind is FieldKind.TEXT:
        return lambda cell: _read_text(cell, column)
    plain = field.kind is FieldKind.PERCENT and not column.unit and not column.percent_rows
    fraction = plain and not column.literal and _are_fractions(cells)
    factor = factor_of(field.unit, column.unit) if column.unit else 1.0
    return lambda cell: _read_number(cell, field, 100.0 if fraction else (factor or 1.0))


def _are_fractions(cells: Sequence[Cell]) -> bool:
    """Whether a column of percentages holds nothing but shares of one, as numbers or as text."""
    numbers = [cell for cell in cells if isinstance(cell, float)]
    for cell in set(cells):
        if isinstance(cell, str) and (text := cell.strip()):
            if not _SHARE.fullmatch(text):
                return False
            numbers.append(float(text))
    return bool(numbers) and max(map(abs, numbers)) <= 1 and any(n % 1 for n in numbers)


def _read_text(cell: Cell, column: Column) -> _Reading:
    text = text_of(cell)
    return (None if not text or (not column.literal and is_missing(text)) else text), ""


def _read_names(cell: Cell, column: Column) -> _Reading:
    text = text_of(cell)
    if not text or (not column.literal and is_missing(text)):
        return None, ""
    return split_names(text) or None, ""


def _read_flag(cell: Cell) -> _Reading:
    if isinstance(cell, bool):
        return cell, ""
    text = text_of(cell)
    if not text:
        return None, ""
    flag = flag_of(text)
    if flag is not None:
        return flag, ""
    return None, "" if is_missing(text) else "unknown_flag"


def _read_choice(cell: Cell, field: Field) -> _Reading:
    text = text_of(cell)
    if not text:
        return None, ""
    choice, guessed = choice_of(field, text)
    if choice is not None:
        return choice, "choice_guessed" if guessed else ""
    return None, "" if is_missing(text) else "unknown_choice"


def _read_day(cell: Cell, order: DateOrder) -> _Reading:
    if cell in ("", None):
        return None, ""
    if isinstance(cell, str) and is_missing(clean_text(cell)):
        return None, ""
    day, code = read_date(cell, order)
    return day, code


def _read_number(cell: Cell, field: Field, factor: float) -> _Reading:
    if isinstance(cell, str):
        text = clean_text(cell)
        if not text or is_missing(text):
            return None, ""
        number = _parse(text, field, factor)
        if number is None and (number := _guessed(text, field, factor)) is not None:
            value, code = _checked(number, field)
            return value, code or "number_guessed"
    elif isinstance(cell, bool) or cell is None:
        return None, "" if cell is None else "not_a_number"
    elif isinstance(cell, int | float):
        number = cell * factor
    elif isinstance(cell, timedelta | time):
        number = _clock(cell, field)
    else:
        return None, "not_a_number"
    if number is None or not math.isfinite(number):
        return None, "not_a_number"
    return _checked(number, field)


def _clock(cell: timedelta | time, field: Field) -> float | None:
    """A time of day in a column of hours or minutes is a duration."""
    span = cell if isinstance(cell, timedelta) else timedelta(hours=cell.hour, minutes=cell.minute)
    seconds = span.total_seconds()
    return {"hours": seconds / 3600, "minutes": seconds / 60}.get(field.unit)


def _checked(number: float, field: Field) -> _Reading:
    if field.kind is FieldKind.MONEY:
        number *= 100
    low, high = field.minimum, field.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        return None, "out_of_range"
    if field.kind is FieldKind.MONEY:
        return round(number), ""
    if field.kind is FieldKind.INTEGER:
        return round(number), "" if abs(number - round(number)) < 1e-9 else "not_whole"
    return float(number), ""


def _parse(text: str, field: Field, factor: float) -> float | None:
    """Read a number written as text, with its currency sign, unit or multiplier."""
    plain = _LABEL.sub("", unicodedata.normalize("NFKC", text).strip().removeprefix("'"))
    if ratio := _RATIO.match(plain):
        return float(ratio[1])
    found = _NUMBER.match(plain)
    if found is None:
        return number_in_words(text, field.unit)
    digits = _plain_digits(found["digits"])
    if digits is None:
        return None
    number = float(digits + (found["exponent"] or ""))
    if found["sign"] in ("-", "−") or found["open"]:
        number = -number
    unit = found["unit"].strip()
    before = (found["before"] + found["before2"]).strip()
    if before and factor_of(field.unit, before) is None:
        return number_in_words(text, field.unit)
    if not unit:
        return number * factor
    own = factor_of(field.unit, unit)
    if own is None:
        return number_in_words(text, field.unit)
    if field.kind is FieldKind.MONEY and own == 1.0:
        return number * factor
    return number * own


def _guessed(text: str, field: Field, factor: float) -> float | None:
    """Read a number with words around it (``64 GB ram``, ``8 (2x4)``) or written as a product."""
    if field.unit in ("cores", "gib") and (product := product_of(text)):
        number, unit = product
        own = factor_of(field.unit, unit) if unit else factor
        return None if own is None else number * own
    bare = _REMARK.sub("", text)
    if bare != text and bare:
        return _parse(bare, field, factor)
    found = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    if found is None or found["before"].strip():
        return None
    # The first word behind the number, or the first Chinese sign, is its unit.
    unit = re.split(r"[\s,;/]+", found["unit"].strip())[0]
    for length in range(len(unit), 0, -1):
        if factor_of(field.unit, unit[:length]) is not None and (
            length == len(unit) or not (unit[length - 1].isascii() and unit[length].isascii())
        ):
            return _parse(f"{found['digits']}{unit[:length]}", field, factor)
    return None


def _plain_digits(digits: str) -> str | None:
    """Return digits with a point for the decimals; None where they are no number."""
    compact = re.sub(r"[\s'_]", "", digits).rstrip(".,")
    points, commas = compact.count("."), compact.count(",")
    if points and commas:
        if compact.rfind(",") > compact.rfind("."):
            compact = compact.replace(".", "").replace(",", ".")
        else:
            compact = compact.replace(",", "")
    elif commas:
        groups = re.fullmatch(r"\d{1,4}(,\d{3,4})+", compact)
        compact = compact.replace(",", "" if groups else ".")
    elif points > 1:
        compact = compact.replace(".", "")
    return compact if compact.count(".") <= 1 and compact.strip(".") else None
