"""Layers of the map: along every link but those that close a ring, and each as low as it can be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.presenting.map_layers import layers

NAMES = [f"w{number}" for number in range(12)]
links = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


def needs_of(pairs):
    found: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        found.setdefault(NAMES[one], []).append(NAMES[other])
    return found


@given(links)
@settings(max_examples=80, deadline=None)
def test_without_rings_each_stands_one_above_the_highest_it_needs(pairs):
    needs = needs_of({(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1]})
    found = layers(NAMES, needs)
    for name in NAMES:
        assert found[name] == 1 + max((found[one] for one in needs.get(name, ())), default=0)


@given(links)
@settings(max_examples=80, deadline=None)
def test_rings_are_cut_and_everything_has_a_layer(pairs):
    needs = needs_of(pairs)
    found = layers(NAMES, needs)
    assert found.keys() == set(NAMES)
    assert min(found.values()) == 1
    used = set(found.values())
    assert used == set(range(1, max(used) + 1))  # none is empty


def test_a_chain_is_as_long_as_it_is_and_no_recursion_ends_it():
    many = [f"n{number}" for number in range(5_000)]
    chain = {one: [other] for one, other in pairwise(many)}
    assert layers(many, {**chain, many[-1]: [many[0], "stranger"]})[many[0]] == len(many)
