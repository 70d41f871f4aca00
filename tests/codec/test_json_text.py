"""JSON is read strictly: what is read is what was meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec import json_pieces, parse_json
from tests.support.refusals import refused

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_what_is_written_is_read_again(value) -> None:
    assert parse_json("".join(json_pieces(value)), "p") == value


@given(
    st.lists(st.integers(), min_size=150), st.dictionaries(st.text(), st.integers(), min_size=110)
)
def test_pieces_make_the_same_text_as_a_whole(many, named) -> None:
    value = {"many": many, "named": named, "deep": [[[[1]]]]}
    assert json.loads("".join(json_pieces(value))) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 2}', 'the key "a" twice'),
        ('{"a": {"b": 1, "b": 1}}', 'the key "b" twice'),
        ("[NaN]", "NaN, which is not a number"),
        ("[-Infinity]", "not a number"),
        ("[1e400]", "too long"),
        ("[1" + "0" * 5000 + "]", "too long"),
        ('["\\ud800"]', "half of a character"),
        ('{"\\udfff": 1}', "half of a character"),
        ("[" * 150 + "]" * 150, "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[1,]", "line 1"),
        ("", "not JSON"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(text, sentence) -> None:
    with refused(sentence):
        parse_json(text, "The file")


def test_a_pair_of_halves_is_a_character_and_a_backslash_is_a_backslash() -> None:
    assert parse_json('["\\ud83d\\ude00", "\\\\ud800"]', "p") == ["\U0001f600", "\\ud800"]


def test_what_could_not_be_read_again_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        "".join(json_pieces({"a": float("nan")}))
