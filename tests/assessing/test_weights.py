from __future__ import annotations

import pytest

from planner.assessing.weights import (
    RANDOM_INDEX,
    combine,
    direct_weights,
    pairwise_weights,
    swing_weights,
)
from planner.errors import BadInputError


def test_saatys_drinks_example():
    """Saaty, Decision making with the AHP (2008): drinks in the US; weights and CR as published."""
    keys = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
    rows: list[list[float]] = [
        [1, 9, 5, 2, 1, 1, 1 / 2],
        [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [1, 9, 4, 2, 1, 2, 1 / 2],
        [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [2, 9, 9, 3, 2, 3, 1],
    ]
    judged = {(keys[i], keys[j]): rows[i][j] for i in range(7) for j in range(i + 1, 7)}
    result = pairwise_weights(keys, judged)
    published = (0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327)
    assert tuple(result.weights.values()) == pytest.approx(published, abs=0.0015)
    assert result.consistency_ratio == pytest.approx(0.022, abs=0.005)
    assert result.consistent


def test_a_consistent_matrix_gives_back_its_weights():
    true = {"a": 0.6, "b": 0.3, "c": 0.1}
    judged = {(x, y): true[x] / true[y] for x in true for y in true if x < y}
    result = pairwise_weights(tuple(true), judged)
    assert dict(result.weights) == pytest.approx(true)
    assert result.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert result.revisit is None


def test_a_reversed_judgement_is_the_one_to_revisit():
    true = {"a": 8.0, "b": 4.0, "c": 2.0, "d": 1.0}
    judged = {(x, y): true[x] / true[y] for x in true for y in true if x < y}
    judged["a", "d"] = 1 / 8
    result = pairwise_weights(tuple(true), judged)
    assert not result.consistent
    assert result.revisit == ("a", "d")
    assert result.suggested == pytest.approx(8.0)


def test_random_indices_are_saatys():
    assert RANDOM_INDEX == (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


def test_a_group_is_the_geometric_mean_and_shows_where_it_differs():
    keys = ("a", "b", "c")
    people = {
        "first": {("a", "b"): 4.0, ("a", "c"): 2.0, ("b", "c"): 1.0},
        "second": {("a", "b"): 1.0, ("a", "c"): 2.0, ("b", "c"): 1.0},
    }
    group = combine(keys, people)
    mean = pairwise_weights(keys, {("a", "b"): 2.0, ("a", "c"): 2.0, ("b", "c"): 1.0})
    assert dict(group.together.weights) == pytest.approx(dict(mean.weights))
    assert group.argue == ("a", "b")
    assert group.disagreement["a", "b"] == pytest.approx(2.0)
    assert group.disagreement["a", "c"] == pytest.approx(1.0)
    assert set(group.each) == {"first", "second"}


def test_direct_and_swing_weights_add_up():
    assert direct_weights({"a": 3.0, "b": 1.0}) == {"a": 0.75, "b": 0.25}
    assert swing_weights({"a": 100.0, "b": 60.0, "c": 40.0}) == {"a": 0.5, "b": 0.3, "c": 0.2}
    for wrong in ({"a": 0.0}, {"a": -1.0, "b": 3.0}):
        with pytest.raises(BadInputError):
            direct_weights(wrong)
    with pytest.raises(BadInputError):
        swing_weights({"a": 90.0, "b": 60.0})


def test_judgements_that_cannot_be_are_refused():
    with pytest.raises(BadInputError):
        pairwise_weights(("a", "b"), {("a", "b"): 0.0})
    with pytest.raises(BadInputError):
        pairwise_weights(("a", "b"), {("a", "x"): 2.0})
