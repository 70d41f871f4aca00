"""JSON is read strictly: what is read is what was meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec import json_pieces, parse_json
from planner.codec.json_text import SLICE
from tests.support.refusals import refused

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_again(value) -> None:
    assert parse_json("".join(json_pieces(value)), "p") == value


@pytest.mark.parametrize("count", [0, 1, SLICE, SLICE + 1, 2 * SLICE, 2 * SLICE + 1])
def test_pieces_make_the_same_text_as_a_whole(count) -> None:
    many = [number * 37 - 5 for number in range(count)]
    value = {"many": many, "named": {f"k{one}": one for one in many}, "deep": [[[[1]]]], "none": {}}
    for whole in (value, many, [value, value]):
        assert json.loads("".join(json_pieces(whole))) == whole


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 2}', 'the key "a" twice'),
        ('{"a": {"b": 1, "b": 1}}', 'the key "b" twice'),
        ("[NaN]", "NaN, which is not a number"),
        ("[-Infinity]", "not a number"),
        ("[1e400]", "too large"),
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
