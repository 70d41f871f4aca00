"""Text of strangers is data in a spreadsheet and in a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec.plain_text import for_spreadsheet, for_terminal


@given(st.text())
def test_text_never_begins_a_formula(text: str) -> None:
    shown = for_spreadsheet(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert "\n" not in shown


@pytest.mark.parametrize("hidden", ["", " ", "\u200b", "\ufeff", "\u202e", "\x01", "\u2060 '"])
@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "＝"])
def test_what_is_not_seen_hides_no_formula(hidden: str, mark: str) -> None:
    assert for_spreadsheet(f"{hidden}{mark}1+1").startswith("'")


@given(st.text())
def test_an_ordinary_name_is_as_it_was(text: str) -> None:
    name = f"A{text}".replace("\r", "").replace("\n", "").replace("\x00", "")
    assert for_spreadsheet(name) == name


@given(st.text())
def test_a_terminal_gets_no_commands(text: str) -> None:
    shown = for_terminal(f"\x1b]0;title\x07\u202e{text}")
    assert all(
        unicodedata.category(character) not in ("Cc", "Cf", "Cs")
        for character in shown
        if character != "\n"
    )
