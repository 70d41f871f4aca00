"""The agenda of a workshop: lines of minutes and words, and a clock that counts one down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.wording import say

__all__ = ["AgendaItem", "agenda_lines", "clock_words", "read_agenda", "usual_agenda"]

MOST_MINUTES: Final = 600
USUAL_MINUTES: Final = 10
"""Of a line that says none."""
USUAL: Final = (
    ("open", 10), ("limits", 20), ("weights", 20), ("placement", 30), ("waves", 25), ("close", 15),
)  # fmt: skip
"""Two hours with twelve people: what is talked about, and for how many minutes."""
LINE: Final = re.compile(r"\s*(\d{1,4})\b[\s.:：、)]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One point: how long it may take in minutes, from 1, and what it is about."""

    minutes: int
    words: str

    @property
    def line(self) -> str:
        """The point as it is shown and typed."""
        return f"{self.minutes}  {self.words}"


def usual_agenda(language: str) -> tuple[AgendaItem, ...]:
    """Return what is proposed where nobody has written an agenda."""
    return tuple(
        AgendaItem(minutes, say(f"ui_changes.agenda.{key}", language)) for key, minutes in USUAL
    )


def read_agenda(lines: Iterable[str]) -> tuple[AgendaItem, ...]:
    """Return the points that lines name; a line without minutes gets the usual ones."""
    found = []
    for line in lines:
        words = " ".join(line.split())
        if not words:
            continue
        match = LINE.fullmatch(words)
        minutes, rest = (int(match[1]), match[2]) if match else (USUAL_MINUTES, words)
        found.append(AgendaItem(min(MOST_MINUTES, max(1, minutes)), rest.strip() or words))
    return tuple(found)


def agenda_lines(items: Sequence[AgendaItem]) -> tuple[str, ...]:
    """Return the lines that :func:`read_agenda` reads back."""
    return tuple(item.line for item in items)


def clock_words(left_s: int) -> str:
    """Return minutes and seconds left; with a plus what a point has taken over its time."""
    minutes, seconds = divmod(abs(left_s), 60)
    return f"{'+' if left_s < 0 else ''}{minutes}:{seconds:02}"
