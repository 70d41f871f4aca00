"""Which column is which field: proposed from the headers, corrected by people, remembered.

A mapping is remembered by the signature of its headers, so that next month's export of the same
tool is read as this month's was, and it can be written to a file and shared.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import BadInputError
from planner.importing.synonyms import dependency_headers, server_headers, workload_headers
from planner.importing.units import unit_in_header
from planner.importing.words import folded

__all__ = [
    "ColumnMatch",
    "MappingBook",
    "SheetMapping",
    "known_headers",
    "match_headers",
    "rivals_of",
    "signature_of",
]

_SURE: Final = 90.0
_SURELY: Final = 0.95
_MOST_GUESSED: Final = 300
"""Columns whose headers are compared with every known spelling; a list has no more of its own."""
_FORMAT: Final = "import-mapping"
_BRACKETS: Final = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_UNIT_WORDS: Final = re.compile(
    r"[\s_.]*(?:in)?[\s_.]*(mib|mb|gib|gb|tib|tb|kb|bytes|ms|hours?|hrs|minutes|mins|days|万元|亿元|%)$"
)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its header, letters, the field it is read as (None: kept as it is), how sure.

    ``confidence`` is 0 to 1; ``unit`` is what the header names, for example ``mb``.
    """

    header: str
    column: str
    field: str | None
    confidence: float
    unit: str = ""


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
        document = {"format": _FORMAT, "version": 1, "sheets": sheets}
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> MappingBook:
        """Read a mapping file.

        Raises
        ------
        BadInputError
            The text is no mapping file.
        """
        try:
            document = json.loads(text)
            ours = (document["format"], document["version"]) == (_FORMAT, 1)
            sheets = tuple(_sheet_from(entry) for entry in document["sheets"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInputError(
                "errors.file.file_is_not_a_mapping_file_of",
                "errors.advice.choose_a_file_that_was_saved_with",
                str(error),
            ) from error
        if not ours:
            raise BadInputError("errors.file.file_is_not_a_mapping_file_of_this_version")
        return cls(sheets)


def _sheet_from(entry: Mapping[str, Any]) -> SheetMapping:
    columns = tuple(
        ColumnMatch(
            str(c["header"]), str(c["column"]), c["field"], float(c["confidence"]), str(c["unit"])
        )
        for c in entry["columns"]
    )
    return SheetMapping(
        "", str(entry["sheet"]), str(entry["signature"]), int(entry["header_row"]),
        str(entry["kind"]), str(entry["format"]), columns, (), bool(entry["by_user"]),
    )  # fmt: skip


def signature_of(headers: Sequence[str]) -> str:
    """Return what stays the same while the headers do: a hash that ignores case, marks, blanks."""
    words = "\n".join(folded(header) for header in headers if header.strip())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def match_headers(headers: Sequence[str], kind: str) -> list[tuple[str | None, float, str]]:
    """Propose a field for each header.

    Returns
    -------
    list of (field key or None, confidence 0 to 1, unit)
        Each field at most once: the surest column wins, the first of equals.
    """
    known = known_headers(kind)
    proposals = [
        _propose(header, known, guess=index < _MOST_GUESSED) for index, header in enumerate(headers)
    ]
    taken: set[str] = set()
    matches: list[tuple[str | None, float, str]] = [(None, 0.0, "")] * len(headers)
    order = sorted(range(len(headers)), key=lambda i: (-proposals[i][1], i))
    for index in order:
        key, confidence = proposals[index]
        unit = unit_in_header(headers[index])
        if key is not None and key not in taken:
            taken.add(key)
            matches[index] = (key, confidence, unit)
    return matches


def rivals_of(headers: Sequence[str], kind: str, taken: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return the columns that surely say the same as another one, and the field; not read."""
    known = known_headers(kind)
    rivals = []
    for index, header in enumerate(headers):
        key, sure = _propose(header, known, guess=False)
        if key is not None and sure >= _SURELY and taken.get(key, index) != index:
            rivals.append((index, key))
    return rivals


def known_headers(kind: str) -> Mapping[str, str]:
    """Return the headers that tables of a kind are known by."""
    tables = {"servers": server_headers, "dependencies": dependency_headers}
    return tables.get(kind, workload_headers)()


def _propose(
    header: str, known: Mapping[str, str], *, guess: bool = True
) -> tuple[str | None, float]:
    plain = unicodedata.normalize("NFKC", header).casefold().strip().lstrip("*").strip()
    if not plain:
        return None, 0.0
    bare = _BRACKETS.sub(" ", plain).strip()
    for text, confidence in ((plain, 1.0), (bare, 0.98), (_UNIT_WORDS.sub("", bare), 0.95)):
        word = folded(text)
        if word in known:
            return known[word], confidence
    # Two words in one header ("App Name / 应用名称") are tried one by one.
    for part in re.split(r"[/\n|]+|(?<=[a-z]) (?=[\u4e00-\u9fff])", bare):
        if len(folded(part)) > 2 and folded(part) in known:
            return known[folded(part)], 0.9
    return _fuzzy(folded(_UNIT_WORDS.sub("", bare)), known) if guess else (None, 0.0)


def _fuzzy(word: str, known: Mapping[str, str]) -> tuple[str | None, float]:
    from rapidfuzz import fuzz, process

    if not 5 <= len(word) <= 60 and not (len(word) >= 3 and not word.isascii()):
        return None, 0.0
    candidates = [w for w in known if len(w) >= (5 if w.isascii() else 3)]
    found = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=84)
    if found is None:
        return None, 0.0
    return known[found[0]], round(found[1] / 100 * 0.85, 2) if found[1] < _SURE else 0.8
