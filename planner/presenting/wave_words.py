"""A wave by its name: the one it was given, else its number in the language of the window."""

from __future__ import annotations

from planner.model.programme import WaveSlot
from planner.wording import say

__all__ = ["days_of", "wave_title"]


def wave_title(slot: WaveSlot, number: int, language: str) -> str:
    """Return ``W3`` or ``第 3 批`` for the third wave, or the id that the programme gives it.

    Parameters
    ----------
    slot
        The wave in the calendar, with the id that the programme gives it.
    number
        From 1.
    """
    given = slot.id != f"W{number}"
    return slot.id if given else say("ui_window.card.wave", language, wave=number)


def days_of(slot: WaveSlot) -> str:
    """Return the first and last day, short: ``2027-03-01 – 04-25`` within a year."""
    first, last = slot.first_day, slot.last_day
    return f"{first} – {last:%m-%d}" if first.year == last.year else f"{first} – {last}"
