"""Words to choices, a column at a time: as a person said, by spelling, scale, yes, no, denial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planner.importing.headers.header_words import REVERSE
from planner.importing.headers.synonyms import workload_headers
from planner.importing.spelling import alike
from planner.importing.values.meaning import OPPOSITES, Scale, allowed_in, denied, scale_in, step_in
from planner.importing.values.words import (
    NOT_YET,
    choice_words_of,
    flag_of,
    folded,
    nearest_spelling,
    yes_or_no,
)
from planner.model.fields import Field

__all__ = ["ORDERED", "RANKED", "Choices", "says_by_codes"]

ORDERED: Final = frozenset(
    ("criticality", "complexity", "lock_in", "documentation", "cloud_skill", "data_class")
)
"""Fields whose choices stand from the least to the most."""
RANKED: Final = re.compile(r"tier|prio|rang|rank|sever|优先|等级|级别")
"""What says of numbers in a header that 1 is the first of them."""
_SCALED: Final = ("criticality", "data_class")
"""Fields whose bare numbers mean nothing without a legend."""
_GRADED: Final = re.compile(r"级|level|stufe|niveau|nivel|livello|レベル")
_SUFFIX: Final = re.compile(r"(?:类系统|级系统|类应用|系统|应用|数据|架构|类|级|型)$")
"""What Chinese words of a class end in: 核心系统, A类, 1级."""
_NUMBER: Final = re.compile(r"\d{1,2}(?:\.0)?")
_TIER: Final = re.compile(
    r"(?:tier|t|p|prio|priority|severity|sev|class)[\s\-_]*(\d)", re.IGNORECASE
)
_NOT_YET: Final = re.compile("|".join((*NOT_YET, "未(?:上线|投产|启用)")))
"""What says of a system that it will live, and not that it has."""
_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "installstatus": {"1": "active", "2": "planned", "3": "active", "4": "planned", "5": "active"}
    | dict.fromkeys(("7", "8", "100"), "retired"),
    "operationalstatus": {"1": "active", "3": "active", "4": "active"}
    | dict.fromkeys(("2", "6"), "retired"),
}
"""Stages of life by the headers of columns that hold numbers for them, as ServiceNow delivers them.

What is in stock (6) or ready (5) has no stage yet.
"""
_SIZES: Final = frozenset(("s", "xs", "xl"))


def says_by_codes(key: str, header: str, numbers: Sequence[float]) -> bool:
    """Whether below a header numbers stand for stages of life, as a known tool delivers them.

    Parameters
    ----------
    key
        Of the field.
    header
        As it stands in the cell.
    numbers
        Of the column.
    """
    codes = _CODES.get(folded(header), {}) if key == "lifecycle" else {}
    return bool(numbers) and sum(f"{number:g}" in codes for number in numbers) * 2 > len(numbers)


class Choices:
    """How the words of one column are read as the choices of its field."""

    def __init__(
        self,
        field: Field,
        header: str = "",
        unit: str = "",
        words: Mapping[str, str] | None = None,
        cells: Iterable[object] = (),
    ) -> None:
        self._field = field
        self._words = choice_words_of(field)
        self._said = {word: c for word, said in (words or {}).items() if (c := self._meant(said))}
        self._reversed = unit == REVERSE
        self._codes = _CODES.get(folded(header), {}) if field.key == "lifecycle" else {}
        ordered = field.key in ORDERED
        self._scale = (scale_in(header) or scale_in(unit)) if ordered and header else None
        seen = {cell for cell in set(cells) if isinstance(cell, str)}
        self._words = self._words | self._letters({folded(cell) for cell in seen})
        tiers = {int(found[1]) for cell in seen if (found := _TIER.fullmatch(cell.strip()))}
        self._from_zero = field.key == "criticality" and 0 in tiers and max(tiers) == 3
        tops = [step[1] for cell in seen if (step := step_in(cell))]
        ranked = RANKED.search(alike(header).casefold())
        graded = ranked or (field.key == "data_class" and _GRADED.search(header.casefold()))
        self._open = field.key in _SCALED and not self._scale and not graded
        self._top = max(tops, default=0) or 5 if ordered and tops else 0

    def _letters(self, seen: set[str]) -> dict[str, str]:
        """What *L* is depends on its column: low beside *H*, large beside *S*, else nothing."""
        if self._words.get("l") != "high" or "l" not in seen or seen & _SIZES:
            return {}
        return {"l": "low" if "h" in seen else ""}

    def _meant(self, said: str) -> str | None:
        """Return the choice a person named, by its key or by its words; empty is no answer."""
        return said if said in self._field.choices else self._words.get(folded(said))

    def read(self, text: str) -> tuple[str | None, bool]:
        """Return the choice a text means (None where it means none), and whether that was a guess.

        What a person said of the column comes first, then the legend's scale, known spellings, yes
        and no, denials, the words in it (``1 - most critical``) and the nearest spelling.
        """
        word = folded(text)
        if word in self._said:
            return self._said[word], False
        if (step := self._step(text)) is not None:
            return step
        if word in self._codes:
            return self._codes[word], True
        if self._open and _NUMBER.fullmatch(text.strip()):
            return None, False
        if self._reversed:
            return self._turned(text)
        if self._from_zero and (tier := _TIER.fullmatch(text.strip())):
            return self._field.choices[max(0, 3 - int(tier[1]))], True
        for spelling in (word, _SUFFIX.sub("", word)):
            if spelling in self._words:
                return self._words[spelling] or None, False
        flag = flag_of(text)
        if flag is not None:
            return yes_or_no(self._field, flag), flag and self._field.key == "criticality"
        if (what := denied(text)) is not None:
            coming = self._field.key == "lifecycle" and _NOT_YET.match(alike(text).casefold())
            return ("planned" if coming else self._opposite(what)), True
        phrases = [folded(part) for part in re.split(r"[\-–—:：(（)）]+", alike(text))]
        whole = {self._words[p] for p in phrases if len(p) > 1 and p in self._words}
        if len(whole) == 1:
            return whole.pop(), True
        parts = re.split(r"[\s_\-–—:：(（)）/,，;；]+", alike(text))
        known = [folded(part) for part in parts if len(folded(part)) > 1]
        found = dict.fromkeys(self._words[part] for part in known if part in self._words)
        if found:
            return (next(iter(found)), True) if len(found) == 1 else (None, False)
        if any(denied(part) is not None for part in parts):
            return None, False
        return nearest_spelling(word, self._words)

    def _step(self, text: str) -> tuple[str | None, bool] | None:
        """Read a number by the legend, or stars and ``3 of 5`` by their top."""
        if self._scale is not None and _NUMBER.fullmatch(text.strip()):
            return self._at(self._scale, float(text))
        step = step_in(text) if self._top else None
        return (
            self._at(Scale(0 if step[0] < 1 else 1, step[1] or self._top), step[0])
            if step
            else None
        )

    def _at(self, scale: Scale, step: float) -> tuple[str | None, bool]:
        share = scale.share(step)
        if not 0 <= share <= 1:
            return None, False
        place = share * (len(self._field.choices) - 1)
        return self._field.choices[int(place + 0.5)], abs(place - round(place)) > 0.01

    def _turned(self, text: str) -> tuple[str | None, bool]:
        """Read the answer to a question that is put the other way round."""
        if (flag := allowed_in(text)) is None:
            return None, False
        if self._field.key == "residency":
            return ("none" if flag else "country"), False
        return yes_or_no(self._field, not flag), False

    def _opposite(self, what: str) -> str | None:
        if denied(what) is not None:
            return None
        choice, _ = self.read(what)
        if choice is None and workload_headers().get(folded(what)) == self._field.key:
            return yes_or_no(self._field, flag=False)
        return OPPOSITES.get(self._field.key, {}).get(choice or "")
