"""Large sums are counted in the steps of each language, and in nothing else."""

from __future__ import annotations

import pytest

from planner.wording import LANGUAGES
from planner.wording.numbers import money_steps, money_words


@pytest.mark.parametrize("kind", ["units", "short"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_of_a_step_is_one_word(language, kind):
    words = [step.word for step in money_steps(language, kind)]
    assert words
    assert all(word.isalpha() for word in words)


def test_sums_of_each_size_in_english():
    sums = [money_words(amount * 100, "CNY", "en") for amount in (999, 12_000, 3.4e6, 2.5e9)]
    assert sums == ["CNY 999", "CNY 12 k", "CNY 3.4 m", "CNY 2.50 bn"]
