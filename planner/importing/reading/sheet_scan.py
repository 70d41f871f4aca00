"""One pass over the XML of a sheet: where values stand, and what the fast reader does not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from planner.importing.reading.container import scan_xml
from planner.importing.reading.guard import Spent
from planner.importing.reading.sentences import refusal
from planner.importing.reading.sheet_look import SheetLook

__all__ = ["Styles", "scan_sheet"]

_DIGITS: Final = "0123456789"
_YES: Final = ("1", "true")
_MOST_COLUMNS: Final = 16_384
_NOUGHTS: Final = 3
"""So many formulas and more are not all nought by chance."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of styles, as they stand in the file, that show percentages and money."""

    percent: frozenset[str] = frozenset()
    currencies: Mapping[str, str] = field(default_factory=dict)


def scan_sheet(
    pieces: Iterable[bytes], styles: Styles, lengths: Sequence[int] | None, spent: Spent
) -> SheetLook:
    """Return what a sheet holds; the pass ends early where that is more than may be built.

    Parameters
    ----------
    pieces
        The XML of the sheet.
    lengths
        Characters of each shared text; none where all of them together cannot be too much.
    spent
        Counts the characters of the cells.

    Raises
    ------
    BadInputError
        The XML is damaged, or the texts of the file add up to too much.
    """
    scan = _Scan(styles, lengths, spent)
    try:
        scan_xml(pieces, scan.start, spent.name, scan.parser)
    except _EnoughError:
        return scan.look
    except (ValueError, IndexError) as error:
        raise refusal("damaged", spent.name, repr(error)) from error
    scan.settle()
    scan.end()
    return scan.look


class _EnoughError(Exception):
    """The sheet holds more than may be built; the rest need not be seen."""


class _Scan:
    """Follows rows and cells. Text is asked for only where it says something.

    A cell is judged when the next tag opens that is not part of it: so no closing tag is needed.
    """

    def __init__(self, styles: Styles, lengths: Sequence[int] | None, spent: Spent) -> None:
        self.look = SheetLook()
        self.parser = expat.ParserCreate()
        self._styles, self._lengths, self._spent = styles, lengths, spent
        self._columns: dict[str, int] = {}
        self._at, self._column, self._told = 0, -1, 0
        self._digits = ""
        """The number of the row as it writes it: most cells end in it."""
        self._type: str | None = None
        self._style: str | None = None
        self._formula: str | None = None
        self._value: str | None = None
        self._kept: list[str] = []
        self._text = ""
        self._wanted = ""
        self._noughts: dict[tuple[int, int], str] = {}
        """Formulas whose result is a nought, as programs write them that work nothing out."""
        self._worked = False

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the next tag; what stands before its colon names no other thing."""
        if self._wanted:
            self._take_text()
        if tag == "c":
            self._cell(given)
        elif tag == "v" or tag == "is":
            self._held(tag)
        elif tag == "row":
            self._row(given)
        elif tag == "f":
            self._formula = ""
            self._ask("formula")
        elif tag == "col":
            self._hidden_columns(given)
        elif ":" in tag:
            self.start(tag.rpartition(":")[2], given)

    def settle(self) -> None:
        """Judge the cell before: an error, a formula without a result, or neither."""
        if self._wanted:
            self._take_text()
        where = self._at, self._column
        if self._type == "e" and self._value is not None:
            self.look.errors[where] = self._value or "#"
        elif self._formula is not None and self._value == "0" and self._type is None:
            self._noughts[where] = self._formula
        elif self._formula is not None and not self._value and self._type != "str":
            self.look.uncached[where] = self._formula
            self.look.percents.discard(where)
        elif self._formula is not None:
            self._worked = True
        self._formula = self._value = None

    def end(self) -> None:
        """Take noughts for no results where every formula has one: nobody worked them out."""
        if len(self._noughts) >= _NOUGHTS and not self._worked:
            self.look.uncached |= self._noughts
            self.look.percents -= self._noughts.keys()

    def _row(self, given: Mapping[str, str]) -> None:
        if self._formula is not None or self._value is not None:
            self.settle()
        number = given.get("r")
        look = self.look
        look.last_row = self._at = int(number) if number else look.last_row + 1
        self._digits = number if number and number.isascii() and number.isdigit() else ""
        self._column = -1
        if given.get("hidden") in _YES:
            look.hidden_rows.add(look.last_row)

    def _cell(self, given: Mapping[str, str]) -> None:
        if self._formula is not None or self._value is not None:
            self.settle()
        place, digits = given.get("r"), self._digits
        column = self._columns.get(place[: -len(digits)]) if place and digits else None
        if place and column is not None and place.endswith(digits):
            self._column, self._at = column, self.look.last_row
        elif place:
            place = place.strip()
            letters = place.rstrip(_DIGITS)
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _column_index(letters)
            self._column = column
            self._at = int(place[len(letters) :])
        else:
            self._column += 1
        self._type, self._style = given.get("t"), given.get("s")

    def _held(self, tag: str) -> None:
        look, at, column = self.look, self._at, self._column
        look.cells += 1
        if at != self._told:
            self._told = at
            look.rows += 1
            look.first_used = min(look.first_used or at, at)
            look.last_used = max(look.last_used, at)
            if look.too_long or look.too_large:
                raise _EnoughError
        if column >= look.widest:
            look.widest = column + 1
            if look.too_large:
                raise _EnoughError
        style, kind = self._style or "", self._type
        if style in self._styles.percent and kind != "e":
            look.percents.add((at, column))
        elif style in self._styles.currencies:
            look.currencies[self._styles.currencies[style]] += 1
        if kind == "e" or self._formula is not None:
            self._value = "" if tag == "v" else "inline"
            self._ask("value" if tag == "v" else "")
        elif self._lengths is not None and kind == "s":
            self._ask("shared")

    def _ask(self, wanted: str) -> None:
        self._wanted = wanted
        self.parser.CharacterDataHandler = self._kept.append

    def _take_text(self) -> None:
        text = "".join(self._kept).strip()
        if self._wanted == "formula":
            self._formula = text
        elif self._wanted == "value":
            self._value = text
        elif text and self._lengths is not None:
            self._spent.take_text(self._lengths[int(text)])
        self.parser.CharacterDataHandler = None
        self._kept.clear()
        self._wanted = ""

    def _hidden_columns(self, given: Mapping[str, str]) -> None:
        if given.get("hidden") not in _YES:
            return
        hidden = self.look.hidden_columns
        first, last = int(given.get("min", 1)), int(given.get("max", 0))
        if len(hidden) < _MOST_COLUMNS:
            hidden.update(range(max(first, 1) - 1, min(last, _MOST_COLUMNS)))


def _column_index(letters: str) -> int:
    """Return the index (from 0) of a column by its letters, in either case."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(f"cell {letters!r}")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
