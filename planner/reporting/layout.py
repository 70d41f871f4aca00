"""From blocks to pieces: everything measured, nothing drawn yet.

A piece is a slab of the page that is never cut: a paragraph, a table row, a chart. It holds shapes
in points from its own top left corner, in groups that say what they are to a screen reader.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final

from planner.reporting.content import (
    Block,
    Bullets,
    Callout,
    Chart,
    Columns,
    Contents,
    Heading,
    KeyFigures,
    Prose,
    Section,
    Table,
)
from planner.reporting.geometry import Label, Rect, Shape
from planner.reporting.pieces import Group, Link, Piece, label, text_group
from planner.reporting.table_layout import table_pieces
from planner.reporting.theme import LIGHT, TYPE
from planner.reporting.typesetting import Typesetter

__all__ = ["LEADING", "Composer", "title_piece"]

LEADING: Final = 1.42
_STEP: Final = 0.05
"""By how much type gets smaller with every step of shrinking."""
_LEAST_HEADLINE: Final = 12.5
GAP: Final = 7.0
_COLUMN_GAP: Final = 22.0
_STYLES: Final[Mapping[str, tuple[float, str]]] = {
    "body": (TYPE.body, LIGHT.ink),
    "lead": (TYPE.lead, LIGHT.ink),
    "headline": (TYPE.headline, LIGHT.accent),
    "note": (TYPE.note, LIGHT.quiet),
    "small": (TYPE.small, LIGHT.quiet),
}
_TONES: Final = {
    "accent": (LIGHT.accent, LIGHT.accent_wash),
    "good": (LIGHT.good, LIGHT.good_wash),
    "warn": (LIGHT.warn, LIGHT.warn_wash),
    "bad": (LIGHT.bad, LIGHT.bad_wash),
}


class Composer:
    """Turns blocks into pieces of a given width.

    Parameters
    ----------
    typesetter
        Measures text.
    page_height
        Height of the text area; no piece is higher.
    contents
        Gives (title, key) of every section, for the list of contents.
    shrink
        How many steps smaller than usual the type is.
    heading
        Level of the headings inside the section: one below its title.
    working
        Whether it is one that teams work by: its type may get smaller.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        page_height: float,
        contents: tuple[tuple[str, str], ...] = (),
        shrink: int = 0,
        heading: str = "H2",
        *,
        working: bool = False,
    ) -> None:
        self.working = working
        self.least = TYPE.working if working else TYPE.small
        self.heading = heading
        self.type = typesetter
        self.page_height = page_height
        self.contents = contents
        self.shrink = shrink

    def pieces(self, block: Block, width: float) -> list[Piece]:
        """Return the block's pieces from top to bottom."""
        match block:
            case Prose():
                return self._prose(block, width)
            case Heading():
                return [self._heading(block, width)]
            case Bullets():
                return self._bullets(block, width)
            case KeyFigures():
                return [self._key_figures(block, width)]
            case Table():
                return table_pieces(
                    block,
                    width,
                    self.type,
                    self.page_height,
                    self.shrink,
                    working=self.working,
                )
            case Chart():
                return self._chart(block, width)
            case Callout():
                return [self._callout(block, width)]
            case Columns():
                return self._columns(block, width)
            case Contents():
                return self._contents(block, width)

    def _prose(
        self, block: Prose, width: float, indent: float = 0.0, role: str = "P"
    ) -> list[Piece]:
        size, colour = _STYLES[block.style]
        bold_all = block.style == "headline"
        role = self.heading if bold_all else role
        least = TYPE.note if block.style == "note" else self.least
        size = max(least, size * (1 - _STEP * self.shrink))
        if bold_all:
            size = self._one_line(block.text, size, width)
        leading = size * (1.3 if bold_all else LEADING)
        runs = ((block.lead + " ", True),) if block.lead else ()
        lines = self.type.run_lines((*runs, (block.text, bold_all)), size, width - indent)
        # A paragraph longer than a third of the page may break between its lines.
        most = max(4, int(self.page_height / 3 / leading))
        pieces = []
        for start in range(0, len(lines), most):
            shapes: list[Shape] = []
            chosen = lines[start : start + most]
            for number, line in enumerate(chosen):
                x = indent
                for text, bold in line:
                    y = number * leading + size
                    shapes.append(label(x, y, text, size, colour, bold=bold))
                    x += self.type.width(text, size, bold)
            ends = start + most >= len(lines)
            pieces.append(
                Piece(
                    len(chosen) * leading,
                    (text_group(role, shapes),),
                    space_after=GAP if ends else 0.0,
                    keep=block.keep,
                )
            )
        return pieces

    def _one_line(self, text: str, size: float, width: float) -> float:
        """Return the size at which a headline stands on one line, where that is not too small."""
        wide = self.type.width(self.type.clean(text), size, True)
        fitting = size * width / max(1.0, wide)
        return min(size, fitting) if fitting >= _LEAST_HEADLINE else size

    def _heading(self, block: Heading, width: float) -> Piece:
        size = TYPE.heading * (1 - 0.5 * _STEP * self.shrink)
        lines = self.type.lines(block.text, size, width, bold=True)
        shapes = [
            label(0, number * size * 1.3 + size, line, size, LIGHT.accent, bold=True)
            for number, line in enumerate(lines)
        ]
        return Piece(
            len(lines) * size * 1.3,
            (text_group(self.heading, shapes),),
            space_before=max(1.5, 5.0 - self.shrink),
            space_after=max(2.0, 3.5 - 0.4 * self.shrink),
            keep=True,
        )

    def _bullets(self, block: Bullets, width: float) -> list[Piece]:
        pieces: list[Piece] = []
        for item in block.items:
            inner = self._prose(item, width, indent=11.0, role="LI")
            size = max(self.least, _STYLES[item.style][0] * (1 - _STEP * self.shrink))
            bullet = label(1.5, size, "•", size, LIGHT.accent, bold=True)
            first = inner[0]
            groups = (Group("", (bullet,)), *first.groups)
            inner[0] = dataclasses.replace(first, groups=groups)
            after = max(1.5, 3.0 - 0.3 * self.shrink)
            inner[-1] = dataclasses.replace(inner[-1], space_after=after)
            pieces.extend(inner)
        if pieces:
            pieces[-1] = dataclasses.replace(pieces[-1], space_after=GAP)
        return pieces

    def _key_figures(self, block: KeyFigures, width: float) -> Piece:
        count = max(1, len(block.items))
        gap = 9.0
        each = (width - gap * (count - 1)) / count
        inside = each - 18
        slim = not any(item.note for item in block.items)
        label_lines = [self.type.lines(item.label, TYPE.note, inside) for item in block.items]
        note_lines = [self.type.lines(item.note, TYPE.note, inside) for item in block.items]
        labels = max(len(lines) for lines in label_lines)
        notes = max(len(lines) if lines[0] else 0 for lines in note_lines)
        line = TYPE.note * 1.35
        size = min(
            [TYPE.figure]
            + [
                TYPE.figure * inside / max(1.0, self.type.width(value, TYPE.figure, True))
                for value in (self.type.clean(item.value) for item in block.items)
            ]
        )
        height = 9 + labels * line + size * 1.35 + notes * line + (4 if slim else 8)
        groups = []
        for number, item in enumerate(block.items):
            x = number * (each + gap)
            box = (
                Rect(x, 0, each, height, fill=LIGHT.wash),
                Rect(x, 0, 2.4, height, fill=LIGHT.accent),
            )
            groups.append(Group("", box))
            shapes: list[Shape] = []
            for row, text in enumerate(label_lines[number]):
                y = 9 + row * line + TYPE.note
                shapes.append(label(x + 10, y, text, TYPE.note, LIGHT.quiet))
            y = 9 + labels * line + size * 1.08
            value = self.type.fit(item.value, size, inside + 1, bold=True)
            shapes.append(label(x + 10, y, value, size, LIGHT.ink, bold=True))
            for row, text in enumerate(note_lines[number]):
                below = y + size * 0.32 + row * line + TYPE.note
                shapes.append(label(x + 10, below, text, TYPE.note, LIGHT.quiet))
            groups.append(text_group("P", shapes))
        return Piece(height, tuple(groups), space_after=11.0)

    def _chart(self, block: Chart, width: float) -> list[Piece]:
        drawing = block.drawing
        title = self._heading(Heading(block.title), width) if block.title else None
        figure = Piece(
            drawing.height,
            (
                Group(
                    "Figure",
                    self._fitted(drawing.shapes),
                    drawing.says,
                    box=(drawing.width, drawing.height),
                ),
            ),
            space_after=GAP,
        )
        return [title, figure] if title else [figure]

    def _fitted(self, shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
        """Clean the labels of a chart and cut them to their room."""
        fitted: list[Shape] = []
        for shape in shapes:
            if isinstance(shape, Label):
                room = shape.room or float("inf")
                text = self.type.fit(shape.text, shape.size, room, shape.bold)
                fitted.append(
                    dataclasses.replace(shape, text=text, x=self._left(shape, text), anchor="start")
                )
            else:
                fitted.append(shape)
        return tuple(fitted)

    def _left(self, shape: Label, text: str) -> float:
        wide = self.type.width(text, shape.size, shape.bold)
        return shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]

    def _callout(self, block: Callout, width: float) -> Piece:
        colour, wash = _TONES[block.tone]
        size = TYPE.body
        leading = size * LEADING
        runs = ((block.title + "  ", True), (block.text, False))
        lines = self.type.run_lines(runs, size, width - 24)
        height = len(lines) * leading + 13
        shapes: list[Shape] = []
        for number, line in enumerate(lines):
            x = 13.0
            for text, bold in line:
                y = 6.5 + number * leading + size
                shapes.append(label(x, y, text, size, colour if bold else LIGHT.ink, bold=bold))
                x += self.type.width(text, size, bold)
        box = (Rect(0, 0, width, height, fill=wash), Rect(0, 0, 2.4, height, fill=colour))
        return Piece(height, (Group("", box), text_group("P", shapes)), space_after=9.0)

    def _columns(self, block: Columns, width: float) -> list[Piece]:
        left_width = (width - _COLUMN_GAP) * block.share
        right_width = width - _COLUMN_GAP - left_width
        children: list[tuple[float, float, Piece]] = []
        heights = []
        for x, inside, blocks in (
            (0.0, left_width, block.left),
            (left_width + _COLUMN_GAP, right_width, block.right),
        ):
            y = 0.0
            for piece in (piece for inner in blocks for piece in self.pieces(inner, inside)):
                if y:
                    y += piece.space_before
                children.append((x, y, piece))
                y += piece.height + piece.space_after
            heights.append(y)
        if max(heights) > self.page_height and not self.shrink:  # too long to stand side by side
            blocks = (*block.left, *block.right)
            return [piece for inner in blocks for piece in self.pieces(inner, width)]
        return [Piece(max(heights), (), space_before=4.0, children=tuple(children))]

    def _contents(self, block: Contents, width: float) -> list[Piece]:
        pieces = [self._heading(Heading(block.title), width)] if block.title else []
        size = TYPE.body
        column = (width - _COLUMN_GAP) / 2
        half = -(-len(self.contents) // 2)
        for row in range(half):
            groups: list[Group] = []
            for side, (title, key) in enumerate(self.contents[row::half]):
                x = side * (column + _COLUMN_GAP)
                text = self.type.fit(title, size, column - 22)
                link = Link(x, 0, column, size * 1.5, key, text)
                groups.append(text_group("TOCI", (label(x, size, text, size, LIGHT.ink),), link))
                groups.append(Group("", (), page_of=(key, x + column, size)))
            pieces.append(Piece(size * 1.5, tuple(groups)))
        return pieces


def title_piece(
    section: Section,
    width: float,
    typesetter: Typesetter,
    continued: Callable[[str], str] | None = None,
) -> Piece:
    """Return a section's title.

    Parameters
    ----------
    width
        In points.
    typesetter
        Breaks it into lines.
    continued
        Says that the section goes on; with it the small form for its later pages.
    """
    if continued is not None:
        text = typesetter.fit(continued(section.title), TYPE.small, width)
        shape = label(0, TYPE.small, text, TYPE.small, LIGHT.faint)
        return Piece(TYPE.small * 1.2, (Group("", (shape,)),), space_after=9.0)
    size = TYPE.title
    lines = typesetter.lines(section.title, size, width, bold=True)
    shapes = [
        label(0, number * size * 1.28 + size, line, size, LIGHT.ink, bold=True)
        for number, line in enumerate(lines)
    ]
    height = len(lines) * size * 1.28
    rule = Rect(0, height + 3, 34, 2.2, fill=LIGHT.accent)
    return Piece(
        height + 5.2,
        (text_group("H2" if section.group else "H1", shapes), Group("", (rule,))),
        anchors=(section.key,),
        space_after=11.0,
        keep=True,
    )
