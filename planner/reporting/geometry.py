"""Shapes of a chart as data, in points; the origin is the top left corner, y grows downwards.

The PDF draws them with reportlab and the window with QPainter; neither is known here.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Band", "Dot", "Drawing", "Label", "Line", "Polygon", "Rect", "Shape", "text_width"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; ``stroke`` empty: no outline; ``hatch``: drawn with diagonal lines as well."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    radius: float = 0.0
    hatch: str = ""
    line_width: float = 0.6
    tag: str = ""
    """What it stands for (a wave, a workload), for a click in the window."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dashed`` for what is planned or compared with."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 0.6
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled outline through ``points``."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.6


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon from the edge (x1, top1..bottom1) to (x2, top2..bottom2), curved in between."""

    x1: float
    top1: float
    bottom1: float
    x2: float
    top2: float
    bottom2: float
    fill: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text at its baseline; ``anchor``: ``start``, ``middle`` or ``end``.

    ``room`` is the width it may take: the drawer cuts it with an ellipsis; 0: no limit.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: str = "start"
    bold: bool = False
    room: float = 0.0


type Shape = Rect | Line | Polygon | Dot | Band | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its size, its shapes from back to front, and what it says in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    says: str


def text_width(text: str, size: float) -> float:
    """Estimate how wide a line of text is, to leave room; drawers measure exactly."""
    units = sum(1.0 if ord(character) > 0x2E7F else 0.56 for character in text)
    return units * size
