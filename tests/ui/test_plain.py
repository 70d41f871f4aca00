"""A tool tip shows what a spreadsheet holds, letter for letter."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from planner.ui.plain import plain_tip


def shown(tip):
    """What Qt draws of a tool tip."""
    if not tip.startswith("<qt>"):
        assert "<" not in tip
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize(
    "words",
    [
        "R&D Platform",
        "a < b & c",
        "<b>bold</b> & <img src='file:///etc/passwd'>",
        "first line\n<i>second</i>",
        "&lt;not a tag&gt;",
        "",
    ],
)
def test_a_tool_tip_shows_every_character(qapp, words):
    assert shown(plain_tip(words)) == words
