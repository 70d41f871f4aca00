"""Tell the currency from what headers say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["currency_of"]

_MARKS: Final = {
    "CNY": ("cny", "rmb", "人民币", "元", "￥"),
    "USD": ("usd", "us$", "$", "美元"),
    "EUR": ("eur", "€", "欧元"),
    "GBP": ("gbp", "£"),
    "HKD": ("hkd", "hk$", "港元"),
    "SGD": ("sgd",),
    "JPY": ("jpy",),
}


def currency_of(headers: Sequence[str]) -> str:
    """Return the ISO code most headers name; CNY where none does."""
    votes = dict.fromkeys(_MARKS, 0)
    for header in headers:
        text = header.casefold()
        for code, marks in _MARKS.items():
            votes[code] += any(
                (f"({mark}" in text or f" {mark}" in text or f"_{mark}" in text)
                if mark.isascii() and mark.isalpha()
                else mark in text
                for mark in marks
            )
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] else "CNY"
