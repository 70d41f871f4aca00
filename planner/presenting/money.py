"""Shares, changes and short figures as they are said in the window."""

from __future__ import annotations

__all__ = ["percent_words", "short_number", "signed"]


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
    """Return a change with its sign, a minus as in sums of money; what rounds to nothing has +."""
    return f"{round(value, decimals) + 0.0:+,.{decimals}f}".replace("-", "−")
