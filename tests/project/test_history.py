"""Undo and redo against a model: two plain lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.project import History


@given(st.lists(st.sampled_from(["do", "undo", "redo", "save"]), max_size=40))
def test_history_is_like_two_stacks(actions: list[str]) -> None:
    history = History.begin(0)
    past, saved = [0], 0
    future: list[int] = []
    for number, action in enumerate(actions, start=1):
        if action == "do":
            history = history.do(f"step {number}", number)
            past.append(number)
            future.clear()
        elif action == "undo":
            history = history.undo()
            if len(past) > 1:
                future.append(past.pop())
        elif action == "redo":
            history = history.redo()
            if future:
                past.append(future.pop())
        else:
            history = history.mark_saved()
            saved = past[-1]
        assert history.current == past[-1]
        assert (history.undo_label is None) == (len(past) == 1)
        assert (history.redo_label is None) == (not future)
        assert history.dirty == (past[-1] != saved)


def test_a_slider_is_one_step() -> None:
    history = History.begin(0)
    for value in (1, 2, 3):
        history = history.do("move weight", value, merge=True)
    assert history.current == 3
    assert history.undo().current == 0


def test_a_saved_state_is_not_merged_away() -> None:
    history = History.begin(0).do("move weight", 1, merge=True).mark_saved()
    history = history.do("move weight", 2, merge=True)
    assert history.dirty
    assert history.undo().current == 1
    assert not history.undo().dirty


def test_jumping_through_the_list() -> None:
    history = History.begin("a").do("b", "b").do("c", "c")
    assert history.jump(0).current == "a"
    assert history.jump(0).redo_label == "b"
