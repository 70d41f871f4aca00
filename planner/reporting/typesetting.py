"""Setting text in lines: exact widths, Chinese line-breaking rules, characters no font has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from planner.wording import is_wide

__all__ = ["FONT_NAMES", "Run", "Typesetter", "break_places", "load_typesetter", "printable"]

type Run = tuple[str, bool]
"""A piece of text and whether it is bold."""

FONT_NAMES: Final = ("PlannerNotoSansSC-Regular", "PlannerNotoSansSC-Bold")
"""PostScript names of the two vendored fonts, regular and bold."""

NOT_AT_START: Final = frozenset("，。、；：！？）》」』】〕〉”’…—·%％℃,.;:!?)]}>")
"""Characters that may not begin a line (with closing marks of Latin text)."""

NOT_AT_END: Final = frozenset("（《「『【〔〈“‘([{<￥¥$€£")
"""Characters that may not end a line."""

ELLIPSIS: Final = "…"
REPLACEMENT: Final = "□"
_WIDE_FROM: Final = 0x2E80
_SPACE: Final = re.compile(" (?! )")
_WIDOW: Final = 2
_MOVED: Final = 2
_KEPT: Final = 6
_LINES_TO_MEND: Final = 2
_LATIN_MARKS: Final = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2026: "..."}
_SPACES: Final[dict[int, str]] = dict.fromkeys([9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029], " ")


@dataclass(frozen=True)
class Face:
    """Widths of one font: character code to thousandths of the size."""

    widths: Mapping[int, float]
    missing_width: float


class Typesetter:
    """Measures and breaks text in the report's two faces.

    Parameters
    ----------
    regular, bold
        The faces; both have the same characters.
    language
        In ``"en"`` quotation marks are set straight: the font's curly ones are as wide as a
        Chinese character.
    """

    def __init__(self, regular: Face, bold: Face, language: str = "zh") -> None:
        self._faces = (regular, bold)
        self._spelling = _SPACES if is_wide(language) else _SPACES | _LATIN_MARKS
        self._cleaned: dict[str, str] = {}
        self._widths: dict[tuple[str, bool], float] = {}
        self.replaced: dict[str, None] = {}
        """Characters that were replaced so far, in the order they were met."""

    def clean(self, text: str) -> str:
        """Return text that can be printed: composed, without controls, unknown ones replaced."""
        known = self._cleaned.get(text)
        if known is None:
            known = self._cleaned[text] = self._clean(text)
        return known

    def _clean(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        widths = self._faces[0].widths
        kept = []
        for character in unicodedata.normalize("NFC", text.translate(self._spelling)):
            shown = character.isprintable() or character == "\N{NO-BREAK SPACE}"
            if shown and ord(character) in widths:
                kept.append(character)
            elif unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me"):
                continue  # controls, direction marks, stray accents: nothing to see
            else:
                self.replaced[character] = None
                kept.append(REPLACEMENT)
        return "".join(kept)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return the exact width of cleaned text in points.

        Parameters
        ----------
        text
            Cleaned already.
        size
            Of the type, in points.
        bold
            In the bold cut.
        """
        key = (text, bold)
        known = self._widths.get(key)
        if known is None:
            face = self._faces[bold]
            widths, missing = face.widths, face.missing_width
            known = sum([widths.get(ord(character), missing) for character in text])
            self._widths[key] = known
        return known * size / 1000

    def fit(self, text: str, size: float, room: float, bold: bool = False) -> str:
        """Return text, cut with an ellipsis where it is too wide.

        Parameters
        ----------
        text, size
            As in :meth:`width`.
        room
            Width, in points.
        bold
            In the bold cut.
        """
        text = self.clean(text)
        if self.width(text, size, bold) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= room:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + ELLIPSIS

    def lines(self, text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
        """Break text into lines; at least one.

        Parameters
        ----------
        text
            As it is.
        size
            Of the type, in points.
        room
            Width of a line, in points.
        bold
            In the bold cut.
        """
        text = self.clean(text)
        if self.width(text, size, bold) <= room:
            return (text,)
        broken = self.run_lines(((text, bold),), size, room)
        return tuple("".join(part for part, _ in line) for line in broken)

    def run_lines(
        self, runs: Iterable[Run], size: float, room: float
    ) -> tuple[tuple[Run, ...], ...]:
        """Break runs of regular and bold text into lines of runs.

        Parameters
        ----------
        runs
            In order.
        size, room
            As in :meth:`lines`.
        """
        lines: list[list[Run]] = [[]]
        used = 0.0
        for text, bold in runs:
            cleaned = self.clean(text)
            for atom in break_places(cleaned):
                for piece in self._pieces(atom, size, room, bold):
                    visible = self.width(piece.rstrip(" "), size, bold)
                    if used + visible > room + 1e-6 and lines[-1]:
                        lines.append([])
                        used = 0.0
                    if not lines[-1] and len(lines) > 1:
                        piece = piece.lstrip(" ")
                    if piece:
                        lines[-1].append((piece, bold))
                        used += self.width(piece, size, bold)
        merged = [list(_joined(line)) for line in lines]
        _mend_widow(merged)
        return tuple(_joined(line) for line in merged)

    def _pieces(self, atom: str, size: float, room: float, bold: bool) -> list[str]:
        """Return the atom, or its pieces where a single word is wider than the line."""
        if self.width(atom.rstrip(" "), size, bold) <= room:
            return [atom]
        pieces = []
        start = 0
        while start < len(atom):
            end = start + 1
            while end < len(atom) and self.width(atom[start : end + 1], size, bold) <= room:
                end += 1
            pieces.append(atom[start:end])
            start = end
        return pieces


def break_places(text: str) -> list[str]:
    """Split text into atoms between which a line may break; joined they are the text again.

    Latin words keep together with the space that follows; Chinese breaks between any two
    characters, but not before a closing mark nor after an opening one.
    """
    atoms: list[str] = []
    start = 0
    wide = text != "" and ord(max(text)) >= _WIDE_FROM
    # A line of letters ends behind spaces alone, of which there are few.
    places = range(1, len(text)) if wide else (found.end() for found in _SPACE.finditer(text))
    for place in places:
        if place < len(text) and _may_break(text, place):
            atoms.append(text[start:place])
            start = place
    if text:
        atoms.append(text[start:])
    return atoms


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before ``text[place]``."""
    before, after = text[place - 1], text[place]
    if before == " ":  # an opening mark stays with what follows its space, too
        last = place - 1
        while last > 0 and text[last] == " ":
            last -= 1
        return after != " " and after not in NOT_AT_START and text[last] not in NOT_AT_END
    if after in NOT_AT_START or after == " " or before in NOT_AT_END:
        return False
    if "\N{NO-BREAK SPACE}" in (before, after):
        return False
    if before in "万亿" and after in "元亿":  # a unit of money is one word
        return False
    return ord(before) >= _WIDE_FROM or ord(after) >= _WIDE_FROM


def _mend_widow(lines: list[list[Run]]) -> None:
    """Give a last line of one Chinese character (and its mark) two more from the line before."""
    if len(lines) < _LINES_TO_MEND or len("".join(text for text, _ in lines[-1])) > _WIDOW:
        return
    text, bold = lines[-2][-1]
    rest, moved = text[:-_MOVED], text[-_MOVED:]
    chinese = all(ord(character) >= _WIDE_FROM for character in text[-_MOVED - 1 :])
    if len(rest) < _KEPT or not chinese or not _may_break(text, len(rest)):
        return
    lines[-2][-1] = (rest, bold)
    lines[-1].insert(0, (moved, bold))


def _joined(line: list[Run]) -> tuple[Run, ...]:
    """Merge neighbours of one face and drop the space at the end."""
    merged: list[Run] = []
    for text, bold in line:
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        else:
            merged.append((text, bold))
    if merged:
        merged[-1] = (merged[-1][0].rstrip(" "), merged[-1][1])
    return tuple(merged)


@cache
def _faces() -> tuple[Face, Face]:
    from importlib.resources import files

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = []
    for name in FONT_NAMES:
        weight = name.rpartition("-")[2]
        place = files("planner.reporting.fonts") / f"NotoSansSC-{weight}.ttf"
        with place.open("rb") as stream:
            font = TTFont(name, stream)
        pdfmetrics.registerFont(font)
        # Width 0 stands for a character the font lists without drawing it.
        widths = {code: wide for code, wide in font.face.charWidths.items() if wide > 0}
        found.append(Face(widths, font.face.defaultWidth))
    return found[0], found[1]


def load_typesetter(language: str) -> Typesetter:
    """Return a fresh typesetter; the fonts are read once and registered with reportlab."""
    return Typesetter(*_faces(), language)


def printable(text: str) -> str:
    """Return text without control characters and halves of characters, which files forbid."""
    if text.isprintable():
        return text
    spaced = text.translate(_SPACES)
    return "".join(
        character
        for character in spaced
        if unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )
