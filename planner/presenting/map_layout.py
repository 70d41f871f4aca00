"""Where everything stands on the dependency map: lanes across, columns down, no Qt.

A lane is a target, a column a wave (before planning: the current target and the domain). What
stands in one field is laid out as a small grid; rows of a field are ordered so that neighbours
come to stand at like heights, which keeps the lines short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from typing import Final

__all__ = ["CELL_H", "CELL_W", "NODE_H", "NODE_W", "Band", "MapLayout", "Spot", "lay_out"]

NODE_W: Final = 132.0
NODE_H: Final = 24.0
CELL_W: Final = NODE_W + 20.0
CELL_H: Final = NODE_H + 12.0
MARGIN: Final = 16.0
"""Room between the border of a field and its nodes; all lengths in scene units."""
SWEEPS: Final = 3
ASPECTS: Final = (0.15, 0.3, 0.5, 0.8, 1.3, 2.0)
"""Shapes of a full field that are tried, width over height."""
MOST_SPREAD: Final = 4.0
"""Times the height of a cell that a row may have."""
WINDOW: Final = 1.5
"""Shape of the window the whole map is to fill, width over height."""


@dataclass(frozen=True, slots=True)
class Band:
    """A lane or a column: its key, where it begins, and how thick it is, in scene units."""

    key: str
    start: float
    size: float
    count: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's place: its centre in scene units, its lane and its column."""

    id: str
    x: float
    y: float
    lane: int
    column: int


@dataclass(frozen=True)
class MapLayout:
    """The whole map; ``spots`` in the order given, ``index`` from id to place in ``spots``."""

    spots: tuple[Spot, ...] = ()
    lanes: tuple[Band, ...] = ()
    columns: tuple[Band, ...] = ()
    width: float = 0.0
    height: float = 0.0

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Place of each id in ``spots``."""
        return {spot.id: number for number, spot in enumerate(self.spots)}

    @cached_property
    def _grid(self) -> Mapping[tuple[int, int], tuple[int, ...]]:
        grid: dict[tuple[int, int], tuple[int, ...]] = {}
        for number, spot in enumerate(self.spots):
            key = (int(spot.x // CELL_W), int(spot.y // CELL_H))
            grid[key] = (*grid.get(key, ()), number)
        return grid

    def at(self, x: float, y: float) -> str | None:
        """Id of the node that covers a point; None where there is none."""
        across, down = int(x // CELL_W), int(y // CELL_H)
        for i in (across - 1, across, across + 1):
            for j in (down - 1, down, down + 1):
                for number in self._grid.get((i, j), ()):
                    spot = self.spots[number]
                    if abs(spot.x - x) <= NODE_W / 2 and abs(spot.y - y) <= NODE_H / 2:
                        return spot.id
        return None

    def within(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        """Nodes that touch a rectangle, as places in ``spots``, found by their field of the grid.

        Parameters
        ----------
        left, top, right, bottom
            In the map's own units, ``top`` above ``bottom``.
        """
        if right - left > self.width and bottom - top > self.height:
            return list(range(len(self.spots)))
        found: list[int] = []
        for i in range(int(left // CELL_W) - 1, int(right // CELL_W) + 2):
            for j in range(int(top // CELL_H) - 1, int(bottom // CELL_H) + 2):
                found += self._grid.get((i, j), ())
        return found

    def beside(self, node: str, across: int, down: int) -> str | None:
        """Nearest node in a direction; None at the border.

        Parameters
        ----------
        node
            Where to begin.
        across, down
            -1, 0 or 1.
        """
        here = self.spots[self.index[node]]
        best: tuple[float, str] | None = None
        for spot in self.spots:
            dx, dy = spot.x - here.x, spot.y - here.y
            ahead, aside = (dx * across, abs(dy)) if across else (dy * down, abs(dx))
            if spot.id != node and ahead > 1.0:
                far = ahead + 3.0 * aside
                if best is None or (far, spot.id) < best:
                    best = (far, spot.id)
        return best[1] if best else None


def lay_out(
    nodes: Sequence[tuple[str, str, str]],
    links: Sequence[tuple[str, str]],
    lanes: Sequence[str],
    columns: Sequence[str],
) -> MapLayout:
    """Place nodes.

    Parameters
    ----------
    nodes
        Id, lane and column of each; both must be among ``lanes`` and ``columns``.
    links
        Pairs of ids; pairs with an unknown end are passed over.
    lanes, columns
        In the order in which they are shown; those without a node are left out.
    """
    used_lanes = [lane for lane in lanes if any(node[1] == lane for node in nodes)]
    used_columns = [column for column in columns if any(node[2] == column for node in nodes)]
    lane_of = {key: number for number, key in enumerate(used_lanes)}
    column_of = {key: number for number, key in enumerate(used_columns)}
    fields: dict[tuple[int, int], list[str]] = {}
    for name, lane, column in nodes:
        fields.setdefault((lane_of[lane], column_of[column]), []).append(name)
    across, down = _shape(fields, len(used_lanes), len(used_columns))
    high = _row_height(across, down)
    lane_bands = _bands(used_lanes, [n * high for n in down], [node[1] for node in nodes])
    column_bands = _bands(used_columns, [n * CELL_W for n in across], [node[2] for node in nodes])
    _order(fields, links)
    place: dict[str, Spot] = {}
    for (i, j), names in fields.items():
        for number, name in enumerate(names):
            row, cell = divmod(number, across[j])
            x = column_bands[j].start + MARGIN + (cell + 0.5) * CELL_W
            y = lane_bands[i].start + MARGIN + (row + 0.5) * high
            place[name] = Spot(name, x, y, i, j)
    return MapLayout(
        tuple(place[node[0]] for node in nodes),
        lane_bands,
        column_bands,
        _end(column_bands),
        _end(lane_bands),
    )


def _shape(
    fields: Mapping[tuple[int, int], list[str]], lanes: int, columns: int
) -> tuple[list[int], list[int]]:
    """Return nodes side by side per column and rows per lane, so that the map is shown largest."""
    shapes = []
    for aspect in ASPECTS:
        across = []
        for column in range(columns):
            most = max(len(fields.get((lane, column), ())) for lane in range(lanes))
            across.append(max(1, round(sqrt(most * aspect * CELL_H / CELL_W))))
        down = [
            max(
                ceil(len(fields.get((lane, column), ())) / across[column])
                for column in range(columns)
            )
            for lane in range(lanes)
        ]
        wide = sum(across) * CELL_W + 2 * MARGIN * columns
        high = sum(down) * CELL_H + 2 * MARGIN * lanes
        shapes.append((max(wide / WINDOW, high), across, down))
    _, across, down = min(shapes)
    return across, down


def _row_height(across: Sequence[int], down: Sequence[int]) -> float:
    """Return the height of a row: a map of many columns is spread over the height of the window."""
    if not down:
        return CELL_H
    wide = sum(across) * CELL_W + 2 * MARGIN * len(across)
    room = wide / WINDOW - 2 * MARGIN * len(down)
    return min(max(CELL_H, room / sum(down)), MOST_SPREAD * CELL_H)


def _bands(keys: Sequence[str], sizes: Sequence[float], members: Sequence[str]) -> tuple[Band, ...]:
    counts: dict[str, int] = {}
    for key in members:
        counts[key] = counts.get(key, 0) + 1
    bands, start = [], 0.0
    for key, size in zip(keys, sizes, strict=True):
        thick = size + 2 * MARGIN
        bands.append(Band(key, start, thick, counts[key]))
        start += thick
    return tuple(bands)


def _end(bands: Sequence[Band]) -> float:
    return bands[-1].start + bands[-1].size if bands else 0.0


def _order(fields: dict[tuple[int, int], list[str]], links: Sequence[tuple[str, str]]) -> None:
    """Order every field by the mean place of its neighbours (barycentre sweeps), in place."""
    near: dict[str, list[str]] = {name: [] for names in fields.values() for name in names}
    for source, needed in links:
        if source in near and needed in near and source != needed:
            near[source].append(needed)
            near[needed].append(source)
    rank = {
        name: lane + (number + 0.5) / len(names)
        for (lane, _), names in fields.items()
        for number, name in enumerate(names)
    }
    for _ in range(SWEEPS):
        for (lane, _column), names in fields.items():
            middle = {
                name: sum(rank[other] for other in near[name]) / len(near[name])
                if near[name]
                else rank[name]
                for name in names
            }
            names.sort(key=lambda name: (middle[name], name))
            for number, name in enumerate(names):
                rank[name] = lane + (number + 0.5) / len(names)
