"""plan.xlsx: one sheet per subject, filters, native charts, live totals.

Written with XlsxWriter (a dependency of python-pptx): unlike openpyxl it writes charts and tables
the way Excel does, never guesses that a text is a formula or a link unless asked, streams
thousands of rows, and gives the same bytes for the same input.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from planner.model.study import Study
from planner.reporting.charts.axes import colours_of
from planner.reporting.charts.money import ONCE, RUN, STAY
from planner.reporting.compose import view_of
from planner.reporting.theme import LIGHT
from planner.reporting.typesetting import printable
from planner.reporting.view import View
from planner.reporting.workbook_columns import Sheet, SheetColumn
from planner.reporting.workbook_sheets import SHEETS

__all__ = ["draw_workbook"]

_CELL: Final = 32_000
"""Characters of a cell; Excel takes 32,767."""

_WIDEST: Final = 60


def draw_workbook(study: Study, language: str) -> bytes:
    """Return plan.xlsx; the same study gives the same bytes."""
    import xlsxwriter

    view = view_of(study, language)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    words = view.words
    book.set_properties(
        {
            "title": words.say("title"),
            "author": printable(study.programme.organisation),
            "subject": printable(words.say("subject", scenario=study.scenario.name)),
            "created": datetime.combine(study.made_on, time()),
        }
    )
    drawer = _Drawer(book, view)
    for key, build in SHEETS.items():
        drawer.sheet(key, build)
    book.close()
    return buffer.getvalue()


@dataclass(slots=True)
class _Drawer:
    book: Any
    view: View

    def sheet(self, key: str, build: Callable[[View], Sheet]) -> None:
        """Write one sheet: its table, its total, its charts."""
        words = self.view.words
        name = words.say(f"sheet.{key}")
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
        content = build(self.view)
        first = len(content.notes)
        note = self.book.add_format({"bold": True, "font_size": 14, "font_color": LIGHT.accent})
        plain = self.book.add_format({"font_color": LIGHT.quiet})
        for row, text in enumerate(content.notes):
            page.write_string(row, 0, printable(text)[:_CELL], plain if row else note)
        self._table(page, first, content)
        page.freeze_panes(first + 1, content.frozen)
        if not content.notes:
            page.repeat_rows(first)
        self._chart(page, key, name, first, content)

    def _table(self, page: Any, first: int, content: Sheet) -> None:
        head = self.book.add_format(
            {
                "bold": True,
                "font_color": LIGHT.paper,
                "bg_color": LIGHT.accent,
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        formats = [self._format(column) for column in content.columns]
        totals = [self._format(column, total=True) for column in content.columns]
        for place, column in enumerate(content.columns):
            page.write_string(first, place, column.title, head)
            page.set_column(place, place, min(_WIDEST, column.width))
        for row, values in enumerate(content.rows, start=first + 1):
            for place, value in enumerate(values):
                self._cell(page, row, place, value, formats[place])
        last = first + len(content.rows)
        if content.rows and content.filtered:
            page.autofilter(first, 0, last, len(content.columns) - 1)
        if not content.totals or not content.rows:
            return
        for place, column in enumerate(content.columns):
            if place == 0:
                page.write_string(last + 1, 0, self.view.words.say("total"), totals[0])
            elif column.summed:
                letter = _letter(place)
                # 109: adds up what the filter shows
                formula = f"=SUBTOTAL(109,{letter}{first + 2}:{letter}{last + 1})"
                value = sum(_number(values[place]) for values in content.rows)
                page.write_formula(last + 1, place, formula, totals[place], value)
            else:
                page.write_blank(last + 1, place, None, totals[place])

    def _cell(self, page: Any, row: int, place: int, value: Any, shown: Any) -> None:
        if value is None or value == "":
            page.write_blank(row, place, None, shown)
        elif isinstance(value, tuple):  # a live formula and its value now
            formula, result = value
            page.write_formula(row, place, formula.replace("{row}", str(row + 1)), shown, result)
        elif isinstance(value, str):
            page.write_string(row, place, printable(value)[:_CELL], shown)
        elif isinstance(value, int | float):
            page.write_number(row, place, value, shown)
        else:
            page.write_datetime(row, place, value, shown)

    def _format(self, column: SheetColumn, *, total: bool = False) -> Any:
        look: dict[str, Any] = {"valign": "top", "text_wrap": column.wraps, "align": "left"}
        if column.number:
            look["num_format"] = column.number
            if not column.wraps:
                del look["align"]
        if total:
            look |= {"bold": True, "top": 1}
        return self.book.add_format(look)

    def _chart(self, page: Any, key: str, name: str, first: int, content: Sheet) -> None:
        words = self.view.words
        end = first + len(content.rows)
        if not content.rows or not content.charted:
            return
        chart = self.book.add_chart({"type": "column", "subtype": content.chart_type})
        palette: Sequence[str] = (STAY, RUN, ONCE)
        colours = list(colours_of(self.view.figures).values())[2:]
        for number, place in enumerate(content.charted):
            shades = colours if key == "waves" else palette
            series = {
                "name": [name, first, place],
                "categories": [name, first + 1, 0, end, 0],
                "values": [name, first + 1, place, end, place],
                "fill": {"color": shades[number % len(shades)]},
                "gap": 60,
            }
            chart.add_series(series)
        chart.set_title({"name": words.say(f"sheet.{key}.chart"), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom", "none": len(content.charted) == 1})
        chart.set_y_axis(
            {
                "num_format": "#,##0",
                "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}},
            }
        )
        chart.set_size({"width": 760, "height": 340})
        page.insert_chart(end + 3, 0, chart, {"description": words.say(f"sheet.{key}.chart")})


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letter: str = xl_col_to_name(place)
    return letter


def _number(value: Any) -> float:
    if isinstance(value, tuple):
        value = value[1]
    return float(value) if isinstance(value, int | float) else 0.0
