"""The map and the table beside what Qt offers ready-made, in CPU time of the window's own thread.

Run: ``python -m bench.window_drawing [--map 3000 10000] [--table 10000]``.

- The dependency map: frames a second while panning and zooming, beside a scene with one
  graphics item per line and per node.
- The inventory table: milliseconds to filter and to sort, beside Qt's sort-filter proxy over the
  same model.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractItemModel, QLineF, QRectF, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from bench.assessing import landscape
from planner.model.inventory import Dependency, Inventory
from planner.model.programme import DEFAULT_TARGETS, Programme
from planner.presenting.map_facts import MapFacts, map_facts
from planner.presenting.map_layout import NODE_H, NODE_W

SIZE = (1280, 720)
FRAMES = 60


def linked(nodes: int, lines: int) -> Inventory:
    """A landscape with exactly so many dependencies, at random."""
    inventory = landscape(nodes)
    chance = random.Random(7)
    ids = [workload.id for workload in inventory.workloads]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < lines:
        one, other = chance.sample(ids, 2)
        pairs.add((one, other))
    return replace(inventory, dependencies=tuple(Dependency(*pair) for pair in sorted(pairs)))


def frames(view: QGraphicsView, step: Callable[[int], None]) -> float:
    """Frames a second of CPU time."""
    begin = time.thread_time()
    for number in range(FRAMES):
        step(number)
        view.viewport().repaint()
    return FRAMES / (time.thread_time() - begin)


def pan(view: QGraphicsView) -> float:
    """Frames a second while the map is dragged to and fro."""
    bar = view.horizontalScrollBar()
    return frames(view, lambda n: bar.setValue(bar.value() + (5 if n % 2 else -5)))


def zoom(view: QGraphicsView, by: Callable[[float], None]) -> float:
    """Frames a second while coming nearer and going back."""
    return frames(view, lambda n: by(1.03 if n < FRAMES // 2 else 1 / 1.03))


def our_map(facts: MapFacts) -> tuple[float, float]:
    """Measure the map as the window draws it, lines included."""
    from planner.ui.theme import LIGHT
    from planner.ui.widgets.map_items import Dress
    from planner.ui.widgets.map_view import MapView

    view = MapView()
    view.resize(*SIZE)
    view.show()
    view.show_facts(facts)
    view.dress(Dress(LIGHT, {target.id: target.kind for target in DEFAULT_TARGETS}))
    QApplication.processEvents()
    while not view.settled:
        QApplication.processEvents()
    return pan(view), zoom(view, view.zoom)


def plain_map(facts: MapFacts) -> tuple[float, float]:
    """Measure a scene with an item for each line and each node."""
    scene, layout = QGraphicsScene(), facts.layout
    pen = QPen(QColor("#7d8b99"), 0)
    for line in facts.lines:
        one = layout.spots[layout.index[line.source]]
        other = layout.spots[layout.index[line.needed]]
        scene.addLine(QLineF(one.x, one.y, other.x, other.y), pen)
    for spot in layout.spots:
        box = QRectF(spot.x - NODE_W / 2, spot.y - NODE_H / 2, NODE_W, NODE_H)
        scene.addRect(box, pen, QColor("#0072b2"))
    view = QGraphicsView(scene)
    view.resize(*SIZE)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.show()
    scale = min(SIZE[0] / layout.width, SIZE[1] / layout.height)
    view.scale(scale, scale)
    QApplication.processEvents()
    return pan(view), zoom(view, lambda factor: view.scale(factor, factor))


def measure_map(nodes: int, lines: int) -> None:
    """Print the map's frames a second."""
    inventory = linked(nodes, lines)
    begin = time.thread_time()
    facts = map_facts(inventory, Programme(), None, None)
    laid = time.thread_time() - begin
    ours, plain = our_map(facts), plain_map(facts)
    print(f"map of {nodes:,} nodes and {lines:,} lines: laid out in {laid * 1000:.0f} ms")
    for name, one, other in zip(("pan", "zoom"), ours, plain, strict=True):
        print(f"  {name:<5} {one:7.0f} frames/s   an item each {other:6.1f}   x{one / other:.0f}")


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of CPU time, the best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.thread_time()
        act()
        best = min(best, time.thread_time() - begin)
    return best * 1000


def measure_table(rows: int) -> None:
    """Print how long the table takes to filter and to sort."""
    from planner.ui.models.inventory_model import InventoryModel

    model = InventoryModel()
    model.show(landscape(rows), (), "en")
    words = ("core", "", "9", "")
    model.search("warm")  # the search text is made once
    model.search("")

    def search() -> None:
        for word in words:
            model.search(word)

    column = model.column_of("cpu_cores")

    def sort_both_ways(table: QAbstractItemModel) -> None:
        table.sort(column)
        table.sort(column, Qt.SortOrder.DescendingOrder)

    ours = (
        timed(search) / len(words),
        timed(lambda: sort_both_ways(model)) / 2,
    )
    model.sort(-1)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)

    def filter_proxy() -> None:
        for word in words:
            proxy.setFilterFixedString(word)

    theirs = (
        timed(filter_proxy) / len(words),
        timed(lambda: sort_both_ways(proxy)) / 2,
    )
    print(f"table of {rows:,} rows and {model.columnCount()} columns")
    for name, one, other in zip(("filter", "sort"), ours, theirs, strict=True):
        print(f"  {name:<7} {one:7.1f} ms   sort-filter proxy {other:7.0f} ms   x{other / one:.0f}")


def main() -> None:
    """Measure both."""
    asked = argparse.ArgumentParser(description="The map and the table beside Qt's own.")
    asked.add_argument("--map", type=int, nargs=2, default=(3000, 10000))
    asked.add_argument("--table", type=int, default=10_000)
    wanted = asked.parse_args()
    application = QApplication([])
    application.setStyle("Fusion")
    measure_map(*wanted.map)
    measure_table(wanted.table)


if __name__ == "__main__":
    main()
