"""Raw cells to typed values, a column at a time.

Each distinct cell of a column is read once, so that ten thousand rows with six words of criticality
cost six readings. A cell that cannot be read gives no value and a doubt; nothing is guessed at.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from planner.importing.grid import Cell
from planner.importing.headers.header_words import ALLOWS, BANS
from planner.importing.spelling import alike
from planner.importing.units.marks import decimal_mark_in, marks_of
from planner.importing.units.measures import factor_of, names_rate, period_of
from planner.importing.values.choices import Choices
from planner.importing.values.dates import DateOrder, date_order, read_date
from planner.importing.values.meaning import allowed_in
from planner.importing.values.words import flag_of, is_missing
from planner.importing.values.wordy_numbers import number_in_words, product_of
from planner.model.fields import Field, FieldKind, Value

__all__ = ["ONCE", "Column", "Doubt", "clean_text", "read_column", "split_names", "text_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is read: the field, the unit its header names, and whether it is our own form.

    ``literal``: written by this program; words such as ``n/a`` are then text and not a gap.
    ``percent_rows``: indexes of rows whose cell is shown as a percentage. ``decimal`` is the
    decimal mark of the file, for columns that do not tell; ``words`` maps words of the column,
    folded, to choices as a person said.
    """

    field: Field
    unit: str = ""
    literal: bool = False
    percent_rows: frozenset[int] = frozenset()
    header: str = ""
    decimal: str = ""
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    order: DateOrder = DateOrder.UNKNOWN
    """What the other columns of days tell, where this one's cells may be read both ways."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that was not read, or read with a guess: its index, the code, what it held."""

    index: int
    code: str
    text: str
    read_as: str = ""


type _Reading = tuple[Value | None, str]

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WIDE_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_QUOTED_FORMULA: Final = re.compile(r'^="(.*)"$', re.DOTALL)
_NUMBER: Final = re.compile(
    r"^(?:[~≈<>≥≤约]|(?:ca|circa|approx|about|around|etwa|rund|environ|env|unos|unas)\b\.?)*\s*(?P<before>[^\d\-+.,(]{0,12}?)\s*(?P<open>\()?\s*(?P<sign>[-+−]?)\s*"
    r"(?P<before2>[$¥€£]?)\s*(?P<digits>\d[\d.,'\s]*|[.,]\d+)(?P<exponent>e[+-]?\d{1,3})?\s*"
    r"(?P<unit>[^\d]{0,24}?)\s*\)?$",
    re.IGNORECASE,
)
MINUS: Final = ("-", "−")
ONCE: Final = frozenset(("one_off_cost", "exit_cost", "refresh_cost"))
"""Fields of money that is paid once: amounts per month or year are none of theirs."""
_RATIO: Final = re.compile(r"^(\d{1,6}(?:\.\d+)?)\s*:\s*1$")
_RANK: Final = re.compile(r"(?:tier|level|class|prio(?:rity)?|p)[\s\-_]*\d+$")
"""What names a class of times, and is none."""
_LABEL: Final = re.compile(
    r"^(?:tier|level|l|p|mlps|wave|w|rto|rpo|第|等保|severity|sev)[\s\-_:#.]*(?=[\d<>≤≥~≈约])",
    re.IGNORECASE,
)
_PORTS: Final = re.compile(
    r"(?:tcp|udp)?[\s:/]*(\d{1,5})(?:[\s,;/|-]+(?:(?:tcp|udp)[\s:/]*)?\d{1,5})*(?:[\s/]*(?:tcp|udp))?",
    re.I,
)
"""Several ports in one cell, of which the first is read."""
_REMARK: Final = re.compile(r"\s*[(（\[【].*[)）\]】]\s*$")
_LONGEST: Final = 500
"""Characters of a cell in which a number, a day or a choice is looked for; a text keeps its own."""
_SPLIT_STRONG: Final = re.compile(r"[;；\n]+")
_SPLIT_WEAK: Final = re.compile(r"[,，、|\n]+")


def clean_text(text: str) -> str:
    """Return the text without unseen characters and outer space; lines end in line feeds.

    Spaces of other widths are spaces, and ``="007"``, an export's way to keep a text, is ``007``.
    """
    if not text.isprintable():
        text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _WIDE_SPACE.sub(" ", text)
    text = text.strip()
    if text.startswith('="') and (quoted := _QUOTED_FORMULA.match(text)):
        return quoted[1].replace('""', '"').strip()
    return text


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
    if column.field.kind not in (FieldKind.TEXT, FieldKind.NAMES):
        cells = [c[:_LONGEST] if isinstance(c, str) and len(c) > _LONGEST else c for c in cells]
    read = _reader(cells, column)
    by_type = bool in kinds and (float in kinds or int in kinds)
    keys: Sequence[object] = [*zip(map(type, cells), cells, strict=True)] if by_type else cells
    known = {key: read(cell) for key, cell in dict(zip(keys, cells, strict=True)).items()}
    readings = [known[key] for key in keys]
    if column.field.kind is FieldKind.PERCENT:
        for index in column.percent_rows:
            if isinstance(cell := cells[index], float):
                readings[index] = _checked(cell * 100.0, column.field)
    doubts = [
        Doubt(index, code, text_of(cells[index])[:80], _shown(value, column.field))
        for index, (value, code) in enumerate(readings)
        if code
    ]
    return [value for value, _ in readings], doubts


def _shown(value: Value | None, field: Field) -> str:
    """Return a value as a message names it: amounts in whole units of money."""
    if value is None or isinstance(value, tuple):
        return ""
    if field.kind is FieldKind.MONEY and isinstance(value, (int, float)):
        value /= 100
    return text_of(value)


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
        order = column.order if order is DateOrder.UNKNOWN else order
        return lambda cell: _read_day(cell, order)
    if field.kind is FieldKind.CHOICE:
        choices = Choices(field, column.header, column.unit, column.words, cells)
        return lambda cell: _read_choice(cell, choices)
    if field.kind is FieldKind.FLAG:
        return _read_flag
    if field.kind is FieldKind.NAMES:
        way, _, target = column.unit.partition(" ")
        if way in (ALLOWS, BANS) and target:
            return lambda cell: _read_ban(cell, target, allows=way == ALLOWS)
        return lambda cell: _read_names(cell, column)
    if field.kind is FieldKind.TEXT:
        return lambda cell: _read_text(cell, column)
    factor = (factor_of(field.unit, column.unit) if column.unit else 1.0) or 1.0
    period = period_of(field.unit, column.unit)
    how = _Numbers(field, factor, *_decimal_of(cells, column, factor), period)
    if field.kind is FieldKind.PERCENT and not column.literal:
        return _percent_reader(cells, column, how)
    return lambda cell: _read_number(cell, how)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How the numbers of a column are read; ``unsure``: some of its cells contradict the mark."""

    field: Field
    factor: float
    decimal: str = ""
    unsure: bool = False
    period: float = 1.0
    """The part of the factor that is the time the column's amounts are per."""


def _decimal_of(cells: Sequence[Cell], column: Column, factor: float) -> tuple[str, bool]:
    """Return the column's decimal mark (else the file's), and whether it varies."""
    marks = marks_of(set(cells))
    if marks.mixed:
        return "", True
    if not marks.decimal and column.decimal and factor == 1.0:
        # Nobody counts people or money in thousandths: what could be that parts thousands.
        whole = column.field.kind in (FieldKind.INTEGER, FieldKind.MONEY)
        either = marks.either_comma if column.decimal == "," else marks.either_point
        if whole and either:
            return "." if column.decimal == "," else ",", True
    return marks.decimal or column.decimal, False


def _percent_reader(
    cells: Sequence[Cell], column: Column, how: _Numbers
) -> Callable[[Cell], _Reading]:
    """Read percentages; numbers without a sign are shares of one where all of them can be.

    A share among percentages, or one below a header that says per cent, is a doubt.
    """
    shown = column.percent_rows
    plain = {cell for at, cell in enumerate(cells) if at not in shown} if shown else set(cells)
    bare = [n for cell in plain if (n := _bare_number(cell, how)) is not None]
    small = [n for n in bare if abs(n) < 1 and n % 1]
    shares = bool(small) and max(map(abs, bare)) <= 1
    code = (
        "share_assumed"
        if shares and column.unit
        else "share_unsure"
        if small and not shares and not column.unit
        else ""
    )
    factor = 100.0 if shares else 1.0

    def read(cell: Cell) -> _Reading:
        number = _bare_number(cell, how)
        if number is None:
            return _read_number(cell, how)
        value, wrong = _checked(number * factor, how.field)
        doubtful = shares or (abs(number) < 1 and number % 1)
        return value, wrong or (code if doubtful else "")

    return read


def _bare_number(cell: Cell, how: _Numbers) -> float | None:
    """Return a number that stands without a sign of per cent; None for all else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) else None
    if not isinstance(cell, str) or not re.fullmatch(r"\s*[-+]?\d*[.,]?\d+\s*", cell):
        return None
    digits = _plain_digits(cell.strip().lstrip("+-"), how)[0]
    return None if digits is None else float(digits) * (-1 if cell.strip()[0] == "-" else 1)


def _read_text(cell: Cell, column: Column) -> _Reading:
    text = text_of(cell)
    return (None if not text or (not column.literal and is_missing(text)) else text), ""


def _read_names(cell: Cell, column: Column) -> _Reading:
    text = text_of(cell)
    if not text or (not column.literal and is_missing(text)):
        return None, ""
    return split_names(text) or None, ""


def _read_ban(cell: Cell, target: str, *, allows: bool) -> _Reading:
    """Read the answer to *Public cloud allowed?* as the target that is not."""
    text = text_of(cell)
    if not text or is_missing(text):
        return None, ""
    answer = allowed_in(text)
    if answer is None:
        return None, "unknown_flag"
    # Below *public cloud forbidden*, "forbidden" says it again and "yes" agrees.
    says_allowed = answer if allows or flag_of(text) is None else not answer
    return (None if says_allowed else (target,)), ""


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


def _read_choice(cell: Cell, choices: Choices) -> _Reading:
    text = text_of(cell)
    if not text:
        return None, ""
    choice, guessed = choices.read(text)
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


def _read_number(cell: Cell, how: _Numbers) -> _Reading:
    field = how.field
    code = ""
    if isinstance(cell, str):
        text = clean_text(cell)
        if not text or is_missing(text):
            return None, ""
        number, code = _parse(text, how)
        if number is None and (number := _guessed(text, how)) is not None:
            value, wrong = _checked(number, field)
            return value, wrong or "number_guessed"
    elif isinstance(cell, bool) or cell is None:
        return None, "" if cell is None else "not_a_number"
    elif isinstance(cell, int | float):
        number = cell * how.factor
    elif isinstance(cell, timedelta | time):
        number = _clock(cell, field)
    else:
        return None, "not_a_number"
    if number is None or not math.isfinite(number):
        return None, "not_a_number"
    value, wrong = _checked(number, field)
    return value, wrong or code


def _clock(cell: timedelta | time, field: Field) -> float | None:
    """A time of day in a column of hours or minutes is a duration."""
    span = cell if isinstance(cell, timedelta) else timedelta(hours=cell.hour, minutes=cell.minute)
    seconds = span.total_seconds()
    return {"hours": seconds / 3600, "minutes": seconds / 60}.get(field.unit)


def _checked(number: float, field: Field) -> _Reading:
    if field.kind is FieldKind.MONEY:
        number *= 100
    low, high = field.minimum, field.maximum
    if not math.isfinite(number):
        return None, "out_of_range"
    if (low is not None and number < low) or (high is not None and number > high):
        return None, "out_of_range"
    if field.kind is FieldKind.MONEY:
        return round(number), ""
    if field.kind is FieldKind.INTEGER:
        return round(number), "" if abs(number - round(number)) < 1e-9 else "not_whole"
    return float(number), ""


def _parse(text: str, how: _Numbers) -> tuple[float | None, str]:
    """Read a number written as text, with its currency sign, unit or multiplier, and any doubt."""
    field = how.field
    if field.unit in ("hours", "minutes") and _RANK.match(text.strip().casefold()):
        return None, ""
    plain = _LABEL.sub("", alike(text).strip().removeprefix("'"))
    if ratio := _RATIO.match(plain):
        return float(ratio[1]), ""
    found = _NUMBER.match(plain)
    if found is None:
        return number_in_words(text, field.unit), ""
    digits, code = _plain_digits(found["digits"], how)
    if digits is None:
        return None, ""
    number = float(digits + (found["exponent"] or ""))
    if found["sign"] in MINUS or found["open"]:
        number = -number
    unit = found["unit"].strip()
    if unit[:1] in MINUS or unit[-1:] in MINUS:  # as ledgers write it: 1.500,00-
        unit = unit.strip("".join(MINUS) + " ")
        number = -abs(number)
    before = (found["before"] + found["before2"]).strip()
    sizes = field.kind is not FieldKind.MONEY and before not in ("", "x", "×")
    if before and (sizes or factor_of(field.unit, before) is None):
        return number_in_words(text, field.unit), ""
    if not unit:
        return number * how.factor, code
    own = factor_of(field.unit, unit)
    if own is None or (field.key in ONCE and names_rate(unit)):
        return number_in_words(text, field.unit), ""
    over = 1.0 if names_rate(unit) else how.period  # *$3.2M* below *per month* is a month's
    if field.kind is FieldKind.MONEY and own == 1.0:
        return number * how.factor / how.period * over, code
    return number * own * over, code


def _guessed(text: str, how: _Numbers) -> float | None:
    """Read a number with words around it (``64 GB ram``, ``8 (2x4)``) or written as a product."""
    field = how.field
    if field.unit in ("cores", "gib") and (product := product_of(text)):
        number, unit = product
        own = factor_of(field.unit, unit) if unit else how.factor
        return None if own is None else number * own
    bare = _REMARK.sub("", text)
    if bare != text and bare:
        return _parse(bare, how)[0]
    if field.key == "port" and (several := _PORTS.fullmatch(text.strip())):
        return float(several[1])
    found = _NUMBER.match(alike(text).strip())
    if found is None or found["before"].strip():
        return None
    if field.key in ONCE and names_rate(found["unit"]):
        return None
    # The first word behind the number, or the first Chinese sign, is its unit.
    unit = re.split(r"[\s,;/]+", found["unit"].strip())[0]
    for length in range(len(unit), 0, -1):
        if factor_of(field.unit, unit[:length]) is not None and (
            length == len(unit) or not (unit[length - 1].isascii() and unit[length].isascii())
        ):
            return _parse(f"{found['digits']}{unit[:length]}", how)[0]
    return None


def _plain_digits(digits: str, how: _Numbers) -> tuple[str | None, str]:
    """Return digits with a point for the decimals (None where they are no number), and a doubt.

    A number that can be read both ways follows its column; where the column contradicts itself or
    nothing tells, a comma parts thousands, and so does a point before three digits of an amount or
    of a whole number.
    """
    compact = re.sub(r"[\s'’_]", "", digits).rstrip(".,")
    mark, code = decimal_mark_in(compact), ""
    if mark == "?":
        seen = "," if "," in compact else "."
        code = "marks_unsure" if how.unsure or (seen == "." and not how.decimal) else ""
        whole = how.field.kind in (FieldKind.INTEGER, FieldKind.MONEY) or compact.count(seen) > 1
        decimal = how.decimal or ("." if seen == "," or not whole else ",")
        mark = (
            decimal
            if decimal == seen and compact.count(seen) == 1
            else ("." if seen == "," else ",")
        )
    if mark == ",":
        compact = compact.replace(".", "").replace(",", ".")
    else:
        compact = compact.replace(",", "")
    return (compact if compact.count(".") <= 1 and compact.strip(".") else None), code
