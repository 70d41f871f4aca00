"""Which mark parts the decimals: judged by a whole column, then by the file, never by one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["Marks", "marks_of"]

_AMOUNT: Final = re.compile(
    r"(?<![\d.,])\d[\d.,'’\s\u00a0\u202f]*\d(?![\d.,])|(?<![\d.,])\d(?![\d.,])"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a column's or a file's numbers tell: how often a comma or a point parts decimals.

    ``either`` counts numbers such as ``1.200`` and ``1,200``, which may be read both ways.
    """

    comma: int = 0
    point: int = 0
    either_comma: int = 0
    either_point: int = 0

    @property
    def decimal(self) -> str:
        """The decimal mark, or nothing where the cells do not tell or contradict each other."""
        if self.comma and not self.point:
            return ","
        return "." if self.point and not self.comma else ""

    @property
    def mixed(self) -> bool:
        """Whether some cells can only be read one way and some only the other."""
        return bool(self.comma and self.point)

    def __add__(self, other: Marks) -> Marks:
        return Marks(
            self.comma + other.comma,
            self.point + other.point,
            self.either_comma + other.either_comma,
            self.either_point + other.either_point,
        )


def decimal_mark_in(digits: str) -> str:
    """Return the mark that can only be decimal in this number: ``,``, ``.`` or ``?`` where unsure.

    Empty where there is no mark, or none that matters.
    """
    compact = re.sub(r"[\s'’_\u00a0\u202f]", "", digits).strip(".,")
    commas, points = compact.count(","), compact.count(".")
    if not commas and not points:
        return ""
    if commas and points:
        return "," if compact.rfind(",") > compact.rfind(".") else "."
    mark = "," if commas else "."
    other = "." if commas else ","
    if commas + points > 1:
        groups = compact.split(mark)
        whole = all(len(group) in (3, 4) for group in groups[1:]) and 1 <= len(groups[0]) <= 4
        return other if whole else "?"
    left, _, right = compact.partition(mark)
    if len(right) != 3 or len(left) > 3 or left.startswith("0"):
        if mark == "," and len(right) == 4 and not left.startswith("0") and len(left) <= 4:
            return "?" if len(left) < 5 else other  # Chinese groups of four
        return mark
    return "?"


def marks_of(cells: Iterable[object]) -> Marks:
    """Count what the texts among the cells tell of their marks."""
    comma = point = either_comma = either_point = 0
    for cell in cells:
        if not isinstance(cell, str) or not ("," in cell or "." in cell) or len(cell) > 40:
            continue
        found = _AMOUNT.findall(cell)
        if len(found) != 1:
            continue
        mark = decimal_mark_in(found[0])
        comma += mark == ","
        point += mark == "."
        if mark == "?":
            either_comma += "," in found[0]
            either_point += "." in found[0]
    return Marks(comma, point, either_comma, either_point)
