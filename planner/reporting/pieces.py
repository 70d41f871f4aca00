"""Pieces of a page: slabs that are never cut, made of shapes in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.reporting.geometry import Label, Shape

__all__ = ["Group", "Link", "Piece", "label", "text_group"]


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle that leads to an anchor; ``text`` is what stands in it."""

    x: float
    y: float
    width: float
    height: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that are one thing to a reader.

    ``role`` is a structure type of PDF (P, H1, TD, Figure), ``RowHeader`` the TH of a row; empty:
    decoration. ``alt`` says in words what a figure shows, ``box`` is its width and height.
    ``page_of`` asks for the page number of an anchor, right-aligned at (x, size).
    """

    role: str
    shapes: tuple[Shape, ...]
    alt: str = ""
    page_of: tuple[str, float, float] | None = None
    link: Link | None = None
    box: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A slab of the page.

    Attributes
    ----------
    keep
        Stands on the same page as the piece after it.
    header
        Repeated at the top of a new page when the piece begins it.
    family
        Pieces of one table share it; empty for none.
    children
        Pieces inside, each at (x, y).
    """

    height: float
    groups: tuple[Group, ...]
    space_before: float = 0.0
    space_after: float = 0.0
    keep: bool = False
    header: Piece | None = None
    family: str = ""
    anchors: tuple[str, ...] = ()
    children: tuple[tuple[float, float, Piece], ...] = ()


def label(x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> Label:
    """Return a label that starts at ``x``; its text is cleaned already.

    Parameters
    ----------
    x, y
        Start of the base line, in points.
    text
        Cleaned already.
    size
        Of the type, in points.
    colour
        As ``#rrggbb``.
    bold
        In the bold cut.
    """
    return Label(x, y, text, size, colour, "start", bold)


def text_group(role: str, shapes: Sequence[Shape], link: Link | None = None) -> Group:
    """Return a group of text.

    Parameters
    ----------
    role
        What it is to a reader of the tags: ``P``, ``H2`` and so on.
    shapes
        Drawn in this order.
    link
        Where it leads.
    """
    return Group(role, tuple(shapes), link=link)
