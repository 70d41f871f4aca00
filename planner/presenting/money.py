"""Money and shares as they are said in the window: in their usual large unit."""

from __future__ import annotations

__all__ = ["money_pair", "money_words", "percent_words", "short_number", "signed"]


def money_words(amount_minor: float, currency: str, language: str) -> str:
    """Return money in its usual large unit: ``CNY 12.3 m``, ``1,230 万元``."""
    amount = amount_minor / 100.0
    return _with_currency(*_large_money(abs(amount), language), currency, language, amount)


def money_pair(used: float, bound: float | None, currency: str, language: str) -> str:
    """Return money of a limit, in currency units: ``CNY 33.6 / 48.0 m``, ``3,360 / 4,800 万元``."""
    greatest = max(abs(used), abs(bound or 0.0))
    amounts = (used,) if bound is None else (used, bound)
    return _with_currency(*_large_money(greatest, language), currency, language, *amounts)


def _large_money(size: float, language: str) -> tuple[float, str, int]:
    """Return the unit in which a sum is said: what it holds, its sign, and the decimals."""
    units = (
        ((1e8, "亿", 2), (1e4, "万", 0))
        if language == "zh"
        else ((1e9, "bn", 2), (1e6, "m", 1), (1e4, "k", 0))
    )
    for least, sign, decimals in units:
        if size >= least:
            return (1e3 if sign == "k" else least), sign, decimals
    return 1.0, "", 0


def _with_currency(
    unit: float, sign: str, decimals: int, currency: str, language: str, *amounts: float
) -> str:
    figures = " / ".join(f"{amount / unit:,.{decimals}f}" for amount in amounts)
    if language == "zh":
        return f"{figures} {sign}" + ("元" if currency == "CNY" else f" {currency}")
    return f"{currency} {figures}" + (f" {sign}" if sign else "")


def percent_words(share: float | None) -> str:
    """Return a share (0 to 1) as per cent; small ones with the figures that matter."""
    if share is None:
        return "–"
    percent = share * 100.0
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
