"""The map's layout: nothing overlaps, everything is in its lane and column, points are found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.presenting.map_layout import CELL_H, CELL_W, NODE_H, NODE_W, lay_out

LANES = ("legacy", "private", "public")
COLUMNS = ("stays", "1", "2")
nodes = st.lists(
    st.tuples(st.sampled_from(LANES), st.sampled_from(COLUMNS)), min_size=1, max_size=80
).map(lambda places: [(f"w{n}", *place) for n, place in enumerate(places)])
links = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 80)).map(lambda p: (f"w{p[0]}", f"w{p[1]}"))
)


@given(nodes, links)
@settings(max_examples=60, deadline=None)
def test_every_node_stands_in_its_field_and_apart_from_all_others(nodes, links) -> None:
    layout = lay_out(nodes, links, LANES, COLUMNS)
    assert [spot.id for spot in layout.spots] == [node[0] for node in nodes]
    for spot, (_, lane, column) in zip(layout.spots, nodes, strict=True):
        assert layout.lanes[spot.lane].key == lane
        assert layout.columns[spot.column].key == column
        across, down = layout.columns[spot.column], layout.lanes[spot.lane]
        assert across.start + NODE_W / 2 <= spot.x <= across.start + across.size - NODE_W / 2
        assert down.start + NODE_H / 2 <= spot.y <= down.start + down.size - NODE_H / 2
    for number, one in enumerate(layout.spots):
        for other in layout.spots[:number]:
            assert abs(one.x - other.x) >= CELL_W - 1e-6 or abs(one.y - other.y) >= CELL_H - 1e-6


@given(nodes)
@settings(max_examples=30, deadline=None)
def test_a_point_finds_its_node_and_a_rectangle_all_nodes_in_it(nodes) -> None:
    layout = lay_out(nodes, (), LANES, COLUMNS)
    for number, spot in enumerate(layout.spots):
        assert layout.at(spot.x, spot.y) == spot.id
        assert layout.at(spot.x, spot.y + NODE_H / 2 + 2) != spot.id
        assert number in layout.within(spot.x - 1, spot.y - 1, spot.x + 1, spot.y + 1)
    assert sorted(layout.within(0, 0, layout.width, layout.height)) == list(range(len(nodes)))


def test_counts_are_those_of_the_bands_and_empty_ones_are_left_out() -> None:
    layout = lay_out(
        [("a", "public", "1"), ("b", "public", "1"), ("c", "legacy", "stays")], (), LANES, COLUMNS
    )
    assert [(band.key, band.count) for band in layout.lanes] == [("legacy", 1), ("public", 2)]
    assert [(band.key, band.count) for band in layout.columns] == [("stays", 1), ("1", 2)]


def test_neighbours_come_to_stand_at_like_heights() -> None:
    many = 12
    nodes = [(f"a{n:02}", "public", "1") for n in range(many)]
    nodes += [(f"b{n:02}", "public", "2") for n in range(many)]
    links = [(f"a{n:02}", f"b{many - 1 - n:02}") for n in range(many)]
    layout = lay_out(nodes, links, LANES, COLUMNS)
    place = {spot.id: spot.y for spot in layout.spots}
    apart = [abs(place[one] - place[other]) for one, other in links]
    assert max(apart) <= CELL_H


def test_a_map_of_many_columns_is_spread_over_the_height_of_the_window() -> None:
    layers = [str(number) for number in range(1, 15)]
    nodes = [(f"{layer}-{n}", "private", layer) for layer in layers for n in range(4)]
    layout = lay_out(nodes, (), LANES, layers)
    assert 1.3 <= layout.width / layout.height <= 4.5


def test_arrow_keys_find_the_node_beside() -> None:
    nodes = [("a", "legacy", "stays"), ("b", "legacy", "1"), ("c", "public", "stays")]
    layout = lay_out(nodes, (), LANES, COLUMNS)
    assert layout.beside("a", 1, 0) == "b"
    assert layout.beside("a", 0, 1) == "c"
    assert layout.beside("b", -1, 0) == "a"
    assert layout.beside("a", -1, 0) is None


def test_an_empty_map_has_no_extent() -> None:
    layout = lay_out([], (), LANES, COLUMNS)
    assert (layout.width, layout.height, layout.spots) == (0.0, 0.0, ())
    assert layout.at(1.0, 1.0) is None
