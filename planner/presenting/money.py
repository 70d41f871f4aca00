"""Money and shares as they are said in the window: in their usual large unit."""

from __future__ import annotations

from planner.wording.numbers import money_words, sums_words

__all__ = ["money_pair", "money_words", "percent_words", "short_number", "signed"]


def money_pair(used: float, bound: float | None, currency: str, language: str) -> str:
    """Return money of a limit, in currency units: ``CNY 33.6 / 48.0 m``, ``3,360 / 4,800 万元``."""
    amounts = (used,) if bound is None else (used, bound)
    return sums_words([100.0 * amount for amount in amounts], currency, language)


def percent_words(share: float | None) -> str:
    """Return a share (0 to 1) as per cent; small ones with the figures that matter."""
    if share is None:
        return "–"
    percent = share * 100.0
    if 0 < percent < 0.001:
        return "<0.001%"
    return f"{percent:.1f}%" if percent >= 0.1 or percent == 0 else f"{percent:.3f}%"


def short_number(value: float) -> str:
    """Return a figure short enough for a bar: 1,234 or 12.3k."""
    size = abs(value)
    if size >= 1e9:
        return f"{value / 1e9:,.1f}G"
    if size >= 1e6:
        return f"{value / 1e6:,.1f}M"
    if size >= 1e4:
        return f"{value / 1e3:,.1f}k"
    return f"{value:,.0f}"


def signed(value: float, decimals: int = 1) -> str:
    """Return a change with its sign; what rounds to nothing is ``+0.0``, never ``-0.0``."""
    return f"{round(value, decimals) + 0.0:+,.{decimals}f}"
