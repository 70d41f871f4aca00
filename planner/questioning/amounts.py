"""Amounts of money said in their usual large unit, in both languages."""

from __future__ import annotations

from planner.model.rules import LocalText

__all__ = ["money_words"]


def money_words(minor: int, currency: str) -> LocalText:
    """Return an amount of minor units in millions or thousands, in Chinese in ten thousands."""
    whole = minor / 100.0
    if abs(whole) >= 1e6:
        english = f"{currency} {whole / 1e6:,.1f} m"
    else:
        english = f"{currency} {whole / 1e3:,.0f} k"
    return LocalText(english, f"{whole / 1e4:,.0f} 万 {currency}")
