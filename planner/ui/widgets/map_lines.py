"""All lines of the dependency map as one item.

A few hundred lines are drawn as they are. Ten thousand take a tenth of a second, too long for any
one frame: they are drawn into a picture, a few milliseconds at a time between other events, and
while the map moves that picture moves with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from shiboken6 import isValid

from planner.presenting.map_facts import Line, MapFacts
from planner.presenting.map_layout import MapLayout
from planner.ui.theme import mix
from planner.ui.widgets.map_items import Dress, MapItem, cosmetic

__all__ = ["LinesItem"]

DIRECT_UP_TO: Final = 600
"""Lines that are drawn anew in each frame."""
PALE: Final = 0.5
"""Ink of plain lines where there are many, so that what stands out does."""
CHUNK: Final = 100
SLICE_S: Final = 0.008
"""Time taken for the picture at a stretch."""

type Layer = tuple[Iterable[QPainterPath], QPen, bool]


class _Paths:
    """Lines as paths of a hundred each, made when they are first drawn: all at once take long."""

    def __init__(self, lines: Iterable[Line] = (), layout: MapLayout | None = None) -> None:
        self._parts = tuple(batched(lines, CHUNK))
        self._layout = layout
        self._made: list[QPainterPath] = []

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[QPainterPath]:
        for at, part in enumerate(self._parts):
            if at == len(self._made):
                self._made.append(self._path(part))
            yield self._made[at]

    def _path(self, lines: Iterable[Line]) -> QPainterPath:
        layout, path = self._layout, QPainterPath()
        assert layout is not None
        for line in lines:
            one = layout.spots[layout.index[line.source]]
            other = layout.spots[layout.index[line.needed]]
            path.moveTo(one.x, one.y)
            path.lineTo(other.x, other.y)
        return path


class LinesItem(MapItem):
    """Plain lines, then those of what is picked out, then faults."""

    def __init__(self) -> None:
        super().__init__(1)
        self.shown = "all"
        self.once = False
        self._plain = self._picked = self._fault = _Paths()
        self._picture: QPixmap | None = None
        self._taken_at = QTransform()
        self._next: QPixmap | None = None
        self._next_at = QTransform()
        self._work: Iterator[Layer] = iter(())
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)

    @property
    def drawing(self) -> bool:
        """Whether the picture is being drawn."""
        return self._timer.isActive()

    @property
    def direct(self) -> bool:
        """Whether lines are drawn in every frame: where they are few, or it is the only one."""
        return self.once or len(self.facts.lines) <= DIRECT_UP_TO

    def show_facts(self, facts: MapFacts) -> None:
        """Draw another map."""
        super().show_facts(facts)
        self._plain = _Paths((line for line in facts.lines if not line.fault), facts.layout)
        self._fault = _Paths((line for line in facts.lines if line.fault), facts.layout)
        self._picked = _Paths()
        self._picture = None

    def pick(self, dress: Dress) -> None:
        """Bring out the lines among what is picked out."""
        self.dress = dress
        steps = dress.steps
        near = (
            line
            for line in (self.facts.lines if steps else ())
            if line.source in steps
            and line.needed in steps
            and abs(steps[line.source] - steps[line.needed]) <= 1
        )
        self._picked = _Paths(near, self.facts.layout)
        self.update()

    def take_picture(self, transform: QTransform, wide: int, high: int, ratio: float) -> None:
        """Begin to draw the picture for a view that stands still.

        Parameters
        ----------
        transform
            Of the view.
        wide, high
            In logical pixels.
        ratio
            Device pixels in a logical one.
        """
        if self.direct or self.dress is None or wide <= 0 or high <= 0:
            return
        self._next = QPixmap(round(wide * ratio), round(high * ratio))
        self._next.setDevicePixelRatio(ratio)
        self._next.fill("transparent")
        self._next_at = transform
        self._work = self._pieces()
        self._timer.start(0)

    def _go_on(self) -> None:
        if not isValid(self):  # the map was closed while its picture was being drawn
            self._timer.stop()
            return
        assert self._next is not None
        until = time.perf_counter() + SLICE_S
        painter = QPainter(self._next)
        painter.setTransform(self._next_at)
        finished = True
        for paths, pen, smooth in self._work:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            painter.setPen(pen)
            for path in paths:
                painter.drawPath(path)
            if time.perf_counter() >= until:
                finished = False
                break
        painter.end()
        if finished:
            self._timer.stop()
            self._picture, self._taken_at, self._next = self._next, self._next_at, None
            self.update()

    def _pieces(self) -> Iterator[Layer]:
        for paths, pen, smooth in self._layers():
            for path in paths:
                yield (path,), pen, smooth

    def _layers(self) -> Iterator[Layer]:
        assert self.dress is not None
        scheme = self.dress.scheme
        if self.shown == "all":
            share = 0.3 if self.dress.steps else PALE if len(self.facts.lines) > 300 else 0.75
            plain = mix(scheme.colour("surface"), scheme.colour("faint"), share)
            yield self._plain, QPen(plain, 0), False
        yield self._picked, cosmetic(scheme.colour("accent"), 1.6), len(self._picked) <= 5
        fault = cosmetic(scheme.colour("bad"), 2.0)
        fault.setDashPattern([4.0, 3.0])
        if len(self._fault) > 5:
            fault = QPen(scheme.colour("bad"), 0)
        yield self._fault, fault, len(self._fault) <= 5

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the lines, or the picture of them where it belongs by now."""
        if self.dress is None:
            return
        if self.direct:
            for paths, pen, smooth in self._layers():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
                painter.setPen(pen)
                for path in paths:
                    painter.drawPath(path)
        elif self._picture is not None:
            now = painter.worldTransform()
            back, possible = self._taken_at.inverted()
            if possible:
                painter.setWorldTransform(back * now)
                painter.drawPixmap(QPoint(0, 0), self._picture)
                painter.setWorldTransform(now)
