"""Which column is which field: proposed from the headers, corrected by people, remembered.

A mapping is remembered by the signature of its headers, so that next month's export of the same
tool is read as this month's was, and it can be written to a file and shared.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.codec import decode, parse_json, read_bounded
from planner.codec.plain_text import without_marks
from planner.errors import BadInputError
from planner.importing.headers.header_words import TAKEN, candidates_for
from planner.importing.values.words import folded

__all__ = [
    "ColumnMatch",
    "MappingBook",
    "SheetMapping",
    "match_headers",
    "signature_of",
]

_MOST_GUESSED: Final = 300
"""Columns whose headers are looked at; a list has no more of its own."""
_FORMAT: Final = "import-mapping"
_VERSION: Final = 1
_MOST_BYTES: Final = 32 << 20
_MOST_ROWS: Final = 1_048_576


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its header, letters, the field it is read as (None: kept as it is), how sure.

    ``confidence`` is 0 to 1; ``unit`` is what the header names, for example ``mb``. ``asked`` is
    the field it may be where that is a question. ``words`` are words of the column and the choices
    they mean, as a person said.
    """

    header: str
    column: str
    field: str | None
    confidence: float
    unit: str = ""
    asked: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read.

    ``kind`` is ``workloads``, ``servers``, ``dependencies``, another kind of the format, or
    ``skip``; ``header_row`` counts from 1; ``sample`` holds the first rows as they stand.
    """

    file: str
    sheet: str
    signature: str
    header_row: int
    kind: str
    format: str
    columns: tuple[ColumnMatch, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    by_user: bool = False


@dataclass(frozen=True)
class MappingBook:
    """The mappings of an import, one per sheet; those set by people are used again."""

    sheets: tuple[SheetMapping, ...] = ()

    def find(self, signature: str) -> SheetMapping | None:
        """Return what a person set for sheets with this signature."""
        return next(
            (s for s in reversed(self.sheets) if s.signature == signature and s.by_user), None
        )

    def with_sheet(self, mapping: SheetMapping) -> MappingBook:
        """Return a book in which this mapping, set by a person, replaces the one before."""
        kept = tuple(s for s in self.sheets if s.signature != mapping.signature)
        return MappingBook((*kept, dataclasses.replace(mapping, by_user=True)))

    def to_json(self) -> str:
        """Return the book as the text of a mapping file, without anybody's data."""
        sheets = [{**dataclasses.asdict(sheet), "sample": [], "file": ""} for sheet in self.sheets]
        document = {"format": _FORMAT, "version": _VERSION, "sheets": sheets}
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def read(cls, path: Path) -> MappingBook:
        """Read the mapping file at ``path``.

        Raises
        ------
        BadInputError
            It cannot be read, is far too large, or is no mapping file.
        """
        try:
            text = read_bounded(path, _MOST_BYTES).decode("utf-8-sig")
        except (OSError, ValueError) as error:
            raise BadInputError(
                "errors.file.file_cannot_be_read",
                "errors.advice.check_that_you_may_read_it_and",
                str(error),
                name=path.name,
            ) from error
        return cls.from_json(text, path.name)

    @classmethod
    def from_json(cls, text: str, name: str = "mapping.json") -> MappingBook:
        """Read a mapping file, strictly.

        Raises
        ------
        BadInputError
            The text is no mapping file, is of another version, or a value is not of its kind; the
            sentence says where.
        """
        document = without_marks(parse_json(text, name))
        if not isinstance(document, dict) or document.get("format") != _FORMAT:
            raise BadInputError(
                "errors.file.file_is_not_a_mapping_file_of",
                "errors.advice.choose_a_file_that_was_saved_with",
            )
        if document.get("version") != _VERSION:
            raise BadInputError("errors.file.file_is_not_a_mapping_file_of_this_version")
        sheets = decode(MappingFile, document, name).sheets
        for sheet in sheets:
            sure = all(0 <= column.confidence <= 1 for column in sheet.columns)
            if not (1 <= sheet.header_row <= _MOST_ROWS and sure):
                raise BadInputError(
                    "errors.file.in_is_not_of_the_kind_that",
                    "errors.file.file_is_damaged_or_was_made_by",
                    file=name,
                    place="header_row" if sure else "confidence",
                )
        return cls(sheets)


@dataclass(frozen=True, slots=True)
class MappingFile:
    """What stands in a mapping file."""

    format: str
    version: int
    sheets: tuple[SheetMapping, ...]


def signature_of(headers: Sequence[str]) -> str:
    """Return what stays the same while the headers do: a hash that ignores case, marks, blanks."""
    words = "\n".join(folded(header) for header in headers if header.strip())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def match_headers(headers: Sequence[str], kind: str) -> list[tuple[str | None, float, str]]:
    """Propose a field for each header by its words alone, without its values.

    Returns
    -------
    list of (field key or None, confidence 0 to 1, unit)
        Each field at most once: the surest column wins, the first of equals.
    """
    proposals = [
        [c for c in candidates_for(header, kind) if c.confidence >= TAKEN and not c.foreign]
        for header in headers[:_MOST_GUESSED]
    ]
    ranked = sorted(
        ((-c.confidence, index, c) for index, found in enumerate(proposals) for c in found),
        key=lambda entry: entry[:2],
    )
    taken: set[str] = set()
    matches: list[tuple[str | None, float, str]] = [(None, 0.0, "")] * len(headers)
    for _, index, candidate in ranked:
        if candidate.key not in taken and matches[index][0] is None:
            taken.add(candidate.key)
            matches[index] = (candidate.key, candidate.confidence, candidate.unit)
    return matches
