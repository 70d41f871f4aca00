"""Reports as plain text and shapes, to be compared and measured in tests."""

from __future__ import annotations

from collections.abc import Iterator

from planner.jobs import Stop
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
    Report,
    Section,
    Table,
)
from planner.reporting.geometry import Label, Shape
from planner.reporting.pages import Frame, Page, lay_out
from planner.reporting.pieces import Piece
from planner.reporting.typesetting import Typesetter, load_typesetter


def section_text(section: Section) -> str:
    """Return a section as text: a line per paragraph, table rows with bars."""
    lines = [f"# {section.title}"]
    for block in section.blocks:
        lines.extend(_lines(block))
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Prose():
            return [f"**{block.lead}** {block.text}" if block.lead else block.text]
        case Heading():
            return [f"## {block.text}"]
        case Bullets():
            return [f"- {line}" for item in block.items for line in _lines(item)]
        case KeyFigures():
            return [f"[{item.label}: {item.value} ({item.note})]" for item in block.items]
        case Table():
            rows = [[column.title for column in block.columns]]
            rows += [[cell.text for cell in row] for row in block.rows]
            return [" | ".join(row) for row in rows]
        case Chart():
            return [f"<{block.title}: {block.drawing.says}>"]
        case Callout():
            return [f"! {block.title} {block.text}"]
        case Columns():
            return [line for inner in (*block.left, *block.right) for line in _lines(inner)]
        case Contents():
            return [f"({block.title})"]


def laid_out(report: Report, frame: Frame) -> tuple[list[Page], Typesetter]:
    """Return the pages of a report and the typesetter that measured them."""
    typesetter = load_typesetter(report.language)
    return lay_out(report, typesetter, frame, Stop()), typesetter


def shapes_of(page: Page) -> Iterator[tuple[float, float, Shape]]:
    """Yield every shape of a page with the origin it is drawn from."""
    for placed in page.pieces:
        yield from _shapes(placed.piece, placed.x, placed.y)


def _shapes(piece: Piece, x: float, y: float) -> Iterator[tuple[float, float, Shape]]:
    for group in piece.groups:
        for shape in group.shapes:
            yield x, y, shape
    for dx, dy, child in piece.children:
        yield from _shapes(child, x + dx, y + dy)


def labels_of(page: Page) -> list[tuple[float, float, Label]]:
    """Return the texts of a page."""
    return [(x, y, shape) for x, y, shape in shapes_of(page) if isinstance(shape, Label)]
