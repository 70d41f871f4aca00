"""Tool tips that say words as they are: text from a spreadsheet is never taken for markup."""

from __future__ import annotations

from html import escape

__all__ = ["plain_tip"]

MARKUP = "<&"


def plain_tip(text: str) -> str:
    """Return ``text`` so that a tool tip shows every character of it.

    Qt takes a tool tip for markup where it looks like some. What holds a sign of markup is made
    markup for certain, with each sign escaped; the rest stays as it is.
    """
    if not any(sign in text for sign in MARKUP):
        return text
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
