"""The roadmap as PDF: pages that are laid out already, drawn with reportlab.

reportlab only writes the file. Its paragraphs and tables are not used: they read markup in the
text, know little of Chinese line breaking, and are slow for thousands of rows.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from typing import Any

from planner import VERSION
from planner.jobs import Stop
from planner.model.study import Study
from planner.reporting.compose import compose
from planner.reporting.content import Callout, Report, texts
from planner.reporting.geometry import Band, Dot, Label, Line, Polygon, Rect, Shape
from planner.reporting.options import ReportOptions
from planner.reporting.pages import Frame, Page, frame_of, lay_out
from planner.reporting.pdf_tags import TagTree, describe, link_annotation
from planner.reporting.pieces import Link, Piece
from planner.reporting.theme import LIGHT, TYPE
from planner.reporting.typesetting import FONT_NAMES, Typesetter, load_typesetter
from planner.wording import form, say

__all__ = ["DrawnPdf", "draw_pdf", "draw_report"]


@dataclass(frozen=True, slots=True)
class DrawnPdf:
    """The file, the number of its pages and the characters that no font has."""

    data: bytes
    pages: int
    replaced: tuple[str, ...]


def draw_pdf(
    study: Study,
    language: str,
    options: ReportOptions = ReportOptions(),  # noqa: B008  # frozen
    stop: Stop | None = None,
) -> DrawnPdf:
    """Return the roadmap of a study as PDF.

    Parameters
    ----------
    options
        Parts and paper of the report.
    stop
        For a cancel.
    """
    return draw_report(compose(study, language, options), options, stop or Stop())


def draw_report(report: Report, options: ReportOptions, stop: Stop) -> DrawnPdf:
    """Return a composed report as PDF; the same report gives the same bytes.

    Parameters
    ----------
    options
        The paper; the parts are chosen already.
    stop
        For a cancel.
    """
    typesetter = load_typesetter(report.language)
    for text in texts(report):
        typesetter.clean(text)
    replaced = tuple(typesetter.replaced)
    if replaced:
        report = _report_replaced(report, replaced)
    frame = frame_of(options.page_size)
    pages = lay_out(report, typesetter, frame, stop)
    data = _Painter(report, typesetter, frame, pages, stop).paint()
    return DrawnPdf(data, len(pages), replaced)


def _report_replaced(report: Report, replaced: tuple[str, ...]) -> Report:
    """Say in the last section which characters could not be printed."""
    codes = ", ".join(f"U+{ord(character):04X}" for character in replaced[:40])
    words = say("reporting.replaced", report.language, count=len(replaced), codes=codes)
    note = Callout(say("reporting.replaced.title", report.language), words, "warn")
    last = report.sections[-1]
    return replace(
        report, sections=(*report.sections[:-1], replace(last, blocks=(*last.blocks, note)))
    )


class _Painter:
    def __init__(
        self,
        report: Report,
        typesetter: Typesetter,
        frame: Frame,
        pages: list[Page],
        stop: Stop,
    ) -> None:
        self.report = report
        self.type = typesetter
        self.frame = frame
        self.pages = pages
        self.stop = stop
        self.tags = TagTree(len(pages))
        self.buffer = io.BytesIO()
        self.canvas = self._canvas()
        self.group = ""
        self.links = 0
        self.colour = ""
        self.font = ("", 0.0)
        self.anchors = {
            anchor: number + 1
            for number, page in enumerate(pages)
            for placed in page.pieces
            for anchor in _anchors(placed.piece)
        }

    def _canvas(self) -> Any:
        from reportlab.pdfgen.canvas import Canvas

        canvas: Any = Canvas(
            self.buffer,
            pagesize=(self.frame.page_width, self.frame.page_height),
            pageCompression=1,
            invariant=1,
            lang=form("language.tag", self.report.language),
            pdfVersion=(1, 7),
        )
        clean = self.type.clean
        canvas.setTitle(clean(self.report.title))
        canvas.setAuthor(clean(self.report.organisation))
        canvas.setSubject(clean(self.report.subject))
        canvas.setCreator(f"Cloud migration planner {VERSION}")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        # The file's id is made from what it says, not from the environment's idea of the time.
        seen = hashlib.blake2b(digest_size=16)
        for text in texts(self.report):
            seen.update(text.encode("utf-8", "replace"))
        canvas._doc.signature = seen  # noqa: SLF001
        stamp: Any = canvas._doc._timeStamp  # noqa: SLF001  # reportlab has no other way
        day = self.report.made_on
        stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        # reportlab begins every page in Helvetica, which would not be embedded.
        canvas._preamble = "1 0 0 1 0 0 cm"  # noqa: SLF001
        basic: Any = canvas._doc.idToObject["BasicFonts"]  # noqa: SLF001
        basic.dict.clear()
        describe(canvas._doc, form("language.tag", self.report.language), day)  # noqa: SLF001
        return canvas

    def paint(self) -> bytes:
        """Draw every page and return the file."""
        section = None
        for number, page in enumerate(self.pages, start=1):
            self.stop.raise_if_cancelled()
            self.tags.begin_page()
            self.colour, self.font = "", ("", 0.0)
            for placed in page.pieces:
                for anchor in () if placed.repeated else placed.piece.anchors:
                    section = self._begin_section(anchor, placed.y, section)
                self._piece(placed.piece, placed.x, placed.y, artifact=placed.repeated)
            self._footer(number)
            self.canvas.showPage()
        self.canvas.showOutline()
        self.tags.write(self.canvas._doc)  # noqa: SLF001
        self.canvas.save()
        return self.buffer.getvalue()

    def _begin_section(self, anchor: str, y: float, section: str | None) -> str | None:
        """Bookmark an anchor; list it in the outline where it is a section."""
        top = self.frame.page_height - y + 12
        self.canvas.bookmarkPage(anchor, fit="XYZ", left=0, top=top, zoom=0)
        known = next((item for item in self.report.sections if item.key == anchor), None)
        if known is None:
            return section
        self.tags.begin_section()
        if known.group and known.group != self.group:
            # reportlab knows outline entries by their anchor, so a group needs one of its own
            group = f"group-{anchor}"
            self.canvas.bookmarkPage(group, fit="XYZ", left=0, top=top, zoom=0)
            self.canvas.addOutlineEntry(self.type.clean(known.group), group, level=0, closed=1)
        self.group = known.group
        level = 1 if known.group else 0
        self.canvas.addOutlineEntry(self.type.clean(known.title), anchor, level=level)
        return anchor

    def _piece(self, piece: Piece, x: float, y: float, *, artifact: bool) -> None:
        if not artifact:
            role = next((group.role for group in piece.groups if group.role), "")
            if role:
                self.tags.begin_piece(piece.family, role)
        for group in piece.groups:
            if group.page_of is not None:
                self._page_number(group.page_of, x, y)
                continue
            if artifact or not group.role:
                self.tags.open_artifact(self.canvas, "Header" if artifact else "")
            elif group.link is not None and group.link.anchor in self.anchors:
                self._link(group.link, group.role, x, y)
            else:
                box = self._box(group.box, x, y) if group.box else ""
                self.tags.open(self.canvas, group.role, self.type.clean(group.alt), box)
            for shape in group.shapes:
                self._shape(shape, x, y)
            self.tags.close(self.canvas)
        for dx, dy, child in piece.children:
            self._piece(child, x + dx, y + dy, artifact=artifact)

    def _box(self, size: tuple[float, float], x: float, y: float) -> str:
        """Return where something of this size stands, in the page's own coordinates."""
        top = self.frame.page_height - y
        return f"{x:.2f} {top - size[1]:.2f} {x + size[0]:.2f} {top:.2f}"

    def _link(self, link: Link, role: str, x: float, y: float) -> None:
        """Open the marked content of a link, and lay its annotation over it."""
        document: Any = self.canvas._doc  # noqa: SLF001
        name = f"link-{self.links}"
        self.links += 1
        key = self.tags.open_link(self.canvas, role, document.annotationName(name))
        left, top = x + link.x, self.frame.page_height - y - link.y
        says = say(
            "reporting.link",
            self.report.language,
            text=self.type.clean(link.text),
            number=self.anchors[link.anchor],
        )
        annotation = link_annotation(
            (left, top - link.height, left + link.width, top),
            says,
            self.canvas._bookmarkReference(link.anchor),  # noqa: SLF001
            key,
        )
        self.canvas._addAnnotation(annotation, name)  # noqa: SLF001

    def _page_number(self, page_of: tuple[str, float, float], x: float, y: float) -> None:
        anchor, right, size = page_of
        text = str(self.anchors.get(anchor, ""))
        wide = self.type.width(text, size)
        self.tags.open_artifact(self.canvas)
        self._shape(Label(right - wide, size, text, size, LIGHT.quiet), x, y)
        self.tags.close(self.canvas)

    def _footer(self, number: int) -> None:
        size = TYPE.small
        y = self.frame.page_height - 22
        left, right = self.frame.left, self.frame.left + self.frame.width
        pages = say("reporting.page", self.report.language, number=number, count=len(self.pages))
        room = self.frame.width - self.type.width(pages, size) - 20
        names = (name for name in (self.report.organisation, self.report.title) if name)
        title = self.type.fit("  ·  ".join(names), size, room)
        self.tags.open_artifact(self.canvas, "Footer")
        self._shape(Line(left, y - 11, right, y - 11, LIGHT.line, 0.5), 0, 0)
        self._shape(Label(left, y, title, size, LIGHT.faint), 0, 0)
        end = right - self.type.width(pages, size)
        self._shape(Label(end, y, pages, size, LIGHT.quiet), 0, 0)
        self.tags.close(self.canvas)

    def _shape(self, shape: Shape, x: float, y: float) -> None:
        """Draw a shape whose origin stands at (x, y) from the top left corner of the page."""
        top = self.frame.page_height - y
        match shape:
            case Label():
                self._label(shape, x, top)
            case Rect():
                self._rect(shape, x, top)
            case Line():
                self._line(shape, x, top)
            case Polygon():
                self._outline(shape.points, x, top, shape.fill, shape.stroke, shape.line_width)
            case Dot():
                self._paint_colours(shape.fill, shape.stroke, 0.8)
                self.canvas.circle(
                    x + shape.x, top - shape.y, shape.radius, int(bool(shape.stroke)), 1
                )
            case Band():
                self._band(shape, x, top)

    def _label(self, shape: Label, x: float, top: float) -> None:
        font = (FONT_NAMES[shape.bold], shape.size)
        if font != self.font:
            self.canvas.setFont(*font)
            self.font = font
        self._fill(shape.colour)
        self.canvas.drawString(x + shape.x, top - shape.y, shape.text)

    def _rect(self, shape: Rect, x: float, top: float) -> None:
        left, bottom = x + shape.x, top - shape.y - shape.height
        self._paint_colours(shape.fill, shape.stroke, shape.line_width)
        fill, stroke = int(bool(shape.fill)), int(bool(shape.stroke))
        if fill or stroke:
            if shape.radius:
                self.canvas.roundRect(
                    left, bottom, shape.width, shape.height, shape.radius, stroke, fill
                )
            else:
                self.canvas.rect(left, bottom, shape.width, shape.height, stroke, fill)
        if shape.hatch:
            self._hatch(shape, left, bottom)

    def _hatch(self, shape: Rect, left: float, bottom: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, bottom, shape.width, shape.height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(shape.hatch)
        canvas.setLineWidth(0.5)
        step = 4.0
        offset = -shape.height
        while offset < shape.width:
            canvas.line(left + offset, bottom, left + offset + shape.height, bottom + shape.height)
            offset += step
        canvas.restoreState()
        self.colour, self.font = "", ("", 0.0)

    def _line(self, shape: Line, x: float, top: float) -> None:
        self.canvas.setStrokeColor(shape.colour)
        self.canvas.setLineWidth(shape.width)
        self.canvas.setDash([2.5, 2.0] if shape.dashed else [])
        self.canvas.line(x + shape.x1, top - shape.y1, x + shape.x2, top - shape.y2)
        if shape.dashed:
            self.canvas.setDash([])

    def _outline(
        self,
        points: tuple[tuple[float, float], ...],
        x: float,
        top: float,
        fill: str,
        stroke: str,
        width: float,
    ) -> None:
        self._paint_colours(fill, stroke, width)
        path = self.canvas.beginPath()
        path.moveTo(x + points[0][0], top - points[0][1])
        for across, down in points[1:]:
            path.lineTo(x + across, top - down)
        path.close()
        self.canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def _band(self, shape: Band, x: float, top: float) -> None:
        left, right = x + shape.x1, x + shape.x2
        middle = (left + right) / 2
        self._fill(shape.fill)
        path = self.canvas.beginPath()
        path.moveTo(left, top - shape.top1)
        path.curveTo(middle, top - shape.top1, middle, top - shape.top2, right, top - shape.top2)
        path.lineTo(right, top - shape.bottom2)
        path.curveTo(
            middle, top - shape.bottom2, middle, top - shape.bottom1, left, top - shape.bottom1
        )
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _paint_colours(self, fill: str, stroke: str, width: float) -> None:
        if fill:
            self._fill(fill)
        if stroke:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(width)

    def _fill(self, colour: str) -> None:
        if colour != self.colour:
            self.canvas.setFillColor(colour)
            self.colour = colour


def _anchors(piece: Piece) -> tuple[str, ...]:
    return piece.anchors + tuple(
        anchor for _, _, child in piece.children for anchor in _anchors(child)
    )
