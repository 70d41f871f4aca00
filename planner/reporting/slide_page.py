"""One slide and what can be put on it; sizes in inches on a 13.33 by 7.5 inch slide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from planner.reporting.content import Cell, Column, KeyFigure, Prose, Table
from planner.reporting.geometry import text_width
from planner.reporting.slide_chart import Form, Series
from planner.reporting.slide_ink import fill_with, font_of, rgb
from planner.reporting.slide_table import PAD_X, PAD_Y, fitting
from planner.reporting.theme import LIGHT
from planner.reporting.typesetting import printable
from planner.reporting.view import View

__all__ = ["Page", "SlidePages"]

_WIDTH: Final = 13.333
_HEIGHT: Final = 7.5
_LEFT: Final = 0.55
_CALLOUT: Final = 0.9
"""Height of a callout."""
_FOOT: Final = 6.7
"""Where the tables of a slide end at the latest."""
_SPARE: Final = 1.1
"""Room for machines that set the text in a wider font than the one that was meant."""
_SMALL: Final = (11.0, 10.0, 9.0, 8.0)
"""Points of the words around a key figure, the first that fit."""


class SlidePages:
    """The deck: adds slides with title, number and footer."""

    def __init__(self, view: View) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.view = view
        self.deck: Any = Presentation()
        self.deck.slide_width = Inches(_WIDTH)
        self.deck.slide_height = Inches(_HEIGHT)

    def clean(self, text: str) -> str:
        """Return text without characters that break the file."""
        return printable(text)

    def add(self, title: str) -> Page:
        """Add a slide."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        page = Page(self, slide)
        page.title(title)
        study = self.view.study
        organisation = study.programme.organisation or study.inventory.name
        names = (name for name in (organisation, self.view.words.say("title")) if name)
        footer = "  ·  ".join(names)
        page.text(footer, _LEFT, 7.02, 10.0, 0.3, 10, LIGHT.faint)
        page.text(str(len(self.deck.slides)), 12.2, 7.02, 0.6, 0.3, 10, LIGHT.quiet, right=True)
        return page


class Page:
    """One slide."""

    def __init__(self, pages: SlidePages, slide: Any) -> None:
        self.pages = pages
        self.slide = slide

    def title(self, text: str) -> None:
        """Write the title: a sentence that says what the slide shows."""
        from pptx.util import Inches

        holder = self.slide.shapes.title
        holder.left, holder.top = Inches(_LEFT), Inches(0.35)
        holder.width, holder.height = Inches(12.2), Inches(0.9)
        frame = holder.text_frame
        frame.word_wrap = True
        self._anchor_top(frame)
        size = 26 if text_width(text, 26) < 12.0 * 72 * 1.7 else 20
        self._write(frame.paragraphs[0], ((text, True),), size, LIGHT.accent)

    def text(
        self,
        text: str,
        left: float,
        top: float,
        wide: float,
        high: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """Write a line of text.

        Parameters
        ----------
        text
            One line.
        left, top, wide, high
            In inches.
        size
            Of the type, in points.
        colour
            As ``#rrggbb``.
        bold, right
            In the bold cut; ending at the right edge.
        """
        from pptx.enum.text import PP_ALIGN

        frame = self._box(left, top, wide, high)
        self._write(frame.paragraphs[0], ((text, bold),), size, colour)
        if right:
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def heading(self, text: str, top: float, left: float = _LEFT, wide: float = 12.2) -> None:
        """Write a heading.

        Parameters
        ----------
        text
            One line.
        top, left, wide
            In inches.
        """
        self.text(text, left, top, wide, 0.4, 16, LIGHT.accent, bold=True)

    def note(self, text: str, top: float) -> None:
        """Write a remark below a chart."""
        self.text(text, _LEFT, top, 12.2, 0.6, 10, LIGHT.quiet)

    def bullets(
        self,
        items: Sequence[Prose],
        left: float,
        top: float,
        wide: float,
        high: float,
        *,
        largest: float = 16.0,
    ) -> None:
        """Write a list; the type gets smaller where it would not fit.

        Parameters
        ----------
        items
            A paragraph each.
        left, top, wide, high
            In inches.
        largest
            Size of the type, in points, where there is room.
        """
        from pptx.util import Pt

        if not items:
            return
        frame = self._box(left, top, wide, high)
        size = self.list_size(items, wide, high, largest)
        for number, item in enumerate(items):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            runs = (
                ((f"{item.lead} ", True), (item.text, False))
                if item.lead
                else ((item.text, False),)
            )
            self._write(paragraph, runs, size, LIGHT.ink)
            self._bulleted(paragraph, size)
            paragraph.space_after = Pt(size * 0.45)

    def _bulleted(self, paragraph: Any, size: float) -> None:
        """Give a paragraph a bullet of its own, its lines hanging beside it."""
        from pptx.oxml.ns import qn
        from pptx.util import Pt

        deep = int(Pt(size * 0.9))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-pptx has no bullets
        properties.set("marL", str(deep))
        properties.set("indent", str(-deep))
        properties.append(properties.makeelement(qn("a:buChar"), {"char": "•"}))

    def list_size(
        self, items: Sequence[Prose], wide: float, high: float, largest: float = 16.0
    ) -> float:
        """Return the size of type at which a list fits, in points.

        Parameters
        ----------
        items
            A paragraph each.
        wide, high
            In inches.
        largest
            Size of the type, in points, where there is room.
        """
        size = largest
        while size > 9 and self._depth(items, size, wide) > high * 72:
            size -= 1
        return size

    def _depth(self, items: Sequence[Prose], size: float, wide: float) -> float:
        lines = 0.0
        for item in items:
            words = text_width(f"•  {item.lead} {item.text}", size) * _SPARE
            lines += int(words / (wide * 72 - 16)) + 1 + 0.4
        return lines * size * 1.25

    def callout(self, title: str, text: str, top: float) -> None:
        """Write a paragraph on a tinted ground; the type gets smaller where it would not fit.

        Parameters
        ----------
        title
            In bold.
        text
            One paragraph.
        top
            In inches.
        """
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        shape = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(_LEFT), Inches(top), Inches(12.2), Inches(_CALLOUT)
        )
        fill_with(shape.fill, LIGHT.accent_wash)
        shape.line.fill.background()
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.word_wrap = True
        size = self.list_size((Prose(text, title),), 11.9, _CALLOUT - 0.1, 14.0)
        self._write(
            frame.paragraphs[0], ((f"{title}  ", True), (text, False)), size, LIGHT.ink, left=True
        )

    def shape(
        self, kind: str, left: float, top: float, wide: float, high: float, colour: str
    ) -> None:
        """Draw a native shape without an outline.

        Parameters
        ----------
        kind
            ``rectangle`` or ``diamond``.
        left, top, wide, high, colour
            As in :meth:`text`.
        """
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        form = MSO_SHAPE.DIAMOND if kind == "diamond" else MSO_SHAPE.RECTANGLE
        sizes = (Inches(size) for size in (left, top, max(0.01, wide), high))
        shape = self.slide.shapes.add_shape(form, *sizes)
        fill_with(shape.fill, colour)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def notes(self, items: Sequence[str]) -> None:
        """Write what the speaker says below the slide."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(printable(item) for item in items if item)

    def key_figures(self, items: Sequence[KeyFigure], top: float) -> None:
        """Write a row of large numbers."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        gap = 0.12
        each = (12.2 - gap * (len(items) - 1)) / max(1, len(items))
        inside = each - 0.2
        widest = max((text_width(item.value, 20) * _SPARE**3 for item in items), default=1.0)
        size = min(20.0, 20 * inside * 72 / max(1.0, widest))
        labelled = next(
            (one for one in _SMALL if all(_lines(item.label, one, inside) == 1 for item in items)),
            8.0,
        )
        high = 1.4 if any(item.note for item in items) else 0.85
        for number, item in enumerate(items):
            left = _LEFT + number * (each + gap)
            shape = self.slide.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(each), Inches(high)
            )
            fill_with(shape.fill, LIGHT.wash)
            shape.line.fill.background()
            shape.shadow.inherit = False
            x = left + 0.1
            self.text(item.label, x, top + 0.03, inside, 0.3, labelled, LIGHT.quiet)
            self.text(item.value, x, top + 0.32, inside, 0.4, size, LIGHT.ink, bold=True)
            if item.note:
                noted = next((one for one in _SMALL if _lines(item.note, one, inside) <= 3), 8.0)
                self.text(item.note, x, top + 0.74, inside, 0.6, noted, LIGHT.quiet)

    def table(
        self,
        table: Table,
        top: float,
        *,
        left: float = _LEFT,
        wide: float = 12.2,
        high: float = 0.0,
        most: int = 0,
    ) -> float:
        """Write a native table with as many rows as fit; return where it ends, in inches.

        Nothing is cut: the type gets smaller first, then rows are left out and counted below.

        Parameters
        ----------
        table
            As in the report.
        top, left, wide
            In inches.
        high
            In inches; 0: to the foot of the page.
        most
            Rows beyond which some are left out whatever their type; 0: as many as fit.
        """
        from pptx.util import Inches

        if not table.rows:
            return top
        high = high or _FOOT - top
        whole, table = len(table.rows), replace(table, rows=table.rows[: most or None])
        plan = fitting(table, wide, high)
        head = tuple(Cell(column.title, bold=True) for column in table.columns)
        rows = (head, *table.rows[: len(plan.heights) - 1])
        shape = self.slide.shapes.add_table(
            len(rows), len(table.columns), *(Inches(size) for size in (left, top, wide, 0.3))
        )
        self._described(shape)
        for place, width in enumerate(plan.widths):
            shape.table.columns[place].width = Inches(width)
        for number, (row, height) in enumerate(zip(rows, plan.heights, strict=True)):
            shape.table.rows[number].height = Inches(height)
            for place, column in enumerate(table.columns):
                cell = shape.table.cell(number, place)
                self._table_cell(cell, row[place], plan.size, column, number)
        end = top + sum(plan.heights)
        rest = whole - len(rows) + 1
        if rest:
            said = self.pages.view.words.plural("slide.more", rest)
            self.text(said, left, end + 0.02, wide, 0.25, 10, LIGHT.quiet)
            end += 0.25
        return end

    def _table_cell(self, cell: Any, said: Cell, size: float, column: Column, number: int) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches

        cell.margin_top = cell.margin_bottom = Inches(PAD_Y)
        cell.margin_left = cell.margin_right = Inches(PAD_X)
        fill = LIGHT.paper if number % 2 else LIGHT.wash
        fill_with(cell.fill, LIGHT.accent if number == 0 else fill)
        paragraph = cell.text_frame.paragraphs[0]
        colour = LIGHT.ink if number else LIGHT.paper
        self._write(paragraph, ((said.text, said.bold),), size, colour)
        if column.align == "right":
            paragraph.alignment = PP_ALIGN.RIGHT

    def bar_chart(
        self,
        labels: Sequence[str],
        series: Sequence[Series],
        place: tuple[float, float, float, float],
        *,
        stacked: bool = False,
        horizontal: bool = False,
        unit: str = "",
        places: int = 0,
        least: float = 0.0,
    ) -> None:
        """Add a native chart.

        Parameters
        ----------
        labels
            One a bar or stack.
        series
            Name, values and colour of each.
        place
            Left, top, width, height in inches.
        stacked
            One upon the other, not side by side.
        horizontal
            Bars lie.
        unit
            Title of the axis of values.
        places
            Decimals of the numbers at the bars.
        least
            Series whose values are all below it get no numbers.
        """
        from pptx.util import Inches

        form = Form(self.pages.view.words.chinese, stacked, horizontal, unit, places, least)
        left, top, wide, high = (Inches(size) for size in place)
        frame = self.slide.shapes.add_chart(
            form.kind(), left, top, wide, high, form.data(labels, series)
        )
        self._described(frame)
        form.dress(frame.chart, series)

    def _box(self, left: float, top: float, wide: float, high: float) -> Any:
        from pptx.util import Inches

        box = self.slide.shapes.add_textbox(Inches(left), Inches(top), Inches(wide), Inches(high))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        return frame

    def _anchor_top(self, frame: Any) -> None:
        from pptx.enum.text import MSO_ANCHOR

        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = 0

    def _write(
        self,
        paragraph: Any,
        runs: Sequence[tuple[str, bool]],
        size: float,
        colour: str,
        *,
        left: bool = True,
    ) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        if left:
            paragraph.alignment = PP_ALIGN.LEFT
        chinese = self.pages.view.words.chinese
        for text, bold in runs:
            run = paragraph.add_run()
            run.text = printable(text)
            run.font.size = Pt(size)
            run.font.bold = bold
            run.font.name = font_of(chinese=chinese)
            run.font.color.rgb = rgb(colour)
            properties = run._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx sets no language
            properties.set("lang", "zh-CN" if chinese else "en-GB")
            if chinese:
                self._eastern(properties)

    def _eastern(self, properties: Any) -> None:
        """Name the Chinese font as well: the other name is that of Latin text alone."""
        from pptx.oxml.ns import qn

        latin = properties.find(qn("a:latin"))
        if latin is not None:
            eastern = properties.makeelement(qn("a:ea"), {"typeface": font_of(chinese=True)})
            latin.addnext(eastern)

    def _described(self, shape: Any) -> None:
        """Give a chart or a table a text alternative: what the slide's title says."""
        said = self.slide.shapes.title.text_frame.text
        shape._element.nvGraphicFramePr.cNvPr.set("descr", said)  # noqa: SLF001  # no other way


def _lines(text: str, size: float, wide: float) -> int:
    """Lines that a text takes in so many inches, in a font that may be wider than was meant."""
    return math.ceil(text_width(text, size) * _SPARE**2 / (wide * 72))
