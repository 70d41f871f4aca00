"""What the program took for granted because nobody said otherwise: to be confirmed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.rules import LocalText

__all__ = ["Assumption", "Question"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing taken for granted.

    ``code`` is the key of its sentence (``profiles.assumption.<code>``), ``params`` fill it; words
    among them are in both languages. Nothing here is in a language.
    """

    code: str
    params: Mapping[str, str | LocalText] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A field whose answer would help most: for how many workloads it is missing, and what it adds.

    ``gain`` is the mean rise of their confidence, 0 to 1, where a cell is filled in.
    """

    field: str
    missing: int
    gain: float
