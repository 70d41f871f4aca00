"""Texts of strangers do not fill memory: a number of short ones is kept, no long one."""

from __future__ import annotations

from planner.importing.spelling import KEPT, LONGEST, alike, remembered


def test_what_is_long_is_answered_and_forgotten() -> None:
    asked: list[str] = []

    @remembered
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    for _ in range(3):
        assert size("server") == 6
        assert size("x" * (LONGEST + 1)) == LONGEST + 1
    assert asked == ["server", *["x" * (LONGEST + 1)] * 3]


def test_no_more_than_so_many_are_remembered() -> None:
    asked: list[str] = []

    @remembered
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    for number in range(KEPT + 1):
        size(str(number))
    size("0")
    assert len(asked) == KEPT + 2, "the oldest was forgotten"


def test_a_long_text_is_read_alike() -> None:
    assert alike("系統" * LONGEST) == "系统" * LONGEST
