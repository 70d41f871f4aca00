"""The words of the report: both languages, the same blanks to fill in."""

from __future__ import annotations

import re
import string

import pytest

from planner.text import say
from planner.text.reporting import WORDS

BLANKS = string.Formatter()


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in BLANKS.parse(words) if name}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    english, chinese = WORDS[key]
    assert english
    assert chinese
    # A singular or a name may be written out; the Chinese fills in no more than the English.
    assert blanks(chinese) <= blanks(english)
    assert blanks(english) <= blanks(chinese)


def test_chinese_sentences_end_as_chinese_ones_do() -> None:
    for key, (_, chinese) in WORDS.items():
        assert not re.search("[\u4e00-\u9fff][.,;!?]", chinese), key


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["legacy", "private", "public", "hybrid", "saas"])
def test_a_kind_of_target_has_one_name_in_every_catalogue(language: str, kind: str) -> None:
    keys = (f"{room}.target.{kind}" for room in ("common", "reporting", "assessing"))
    assert len({say(key, language) for key in keys}) == 1
