"""plan.xlsx: one sheet per subject, filters, native charts, live totals.

Written with XlsxWriter (a dependency of python-pptx): unlike openpyxl it writes charts and tables
the way Excel does, never guesses that a text is a formula or a link unless asked, streams
thousands of rows, and gives the same bytes for the same input.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import accumulate
from typing import Any, Final

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.theme import LIGHT
from planner.reporting.typesetting import printable
from planner.reporting.view import View
from planner.reporting.workbook_columns import DAY, Sheet, SheetColumn
from planner.reporting.workbook_sheets import SHEETS
from planner.reporting.workbook_tracker import team_sheets

__all__ = ["draw_sheets", "draw_workbook"]

_CELL: Final = 32_000
"""Characters of a cell; Excel takes 32,767."""

_WIDEST: Final = 100
_PAGE: Final = 170
"""Characters of a column's width that are readable side by side on one printed page."""
_PRINTED: Final = 340
"""Characters that are readable on A3; columns to the right of that are for the screen."""
_A4, _A3 = 9, 8
"""Numbers of paper sizes."""
_LINE: Final = 15.0
"""Height of a line in points."""
_MOST_LINES: Final = 14
"""Lines that a row may have: the rest of a text is in its cell."""


def draw_workbook(study: Study, language: str) -> bytes:
    """Return plan.xlsx; the same study gives the same bytes."""
    view = view_of(study, language)
    names = {key: view.words.say(f"sheet.{key}") for key in SHEETS}
    teams = team_sheets(view, names.values())
    sheets: dict[str, tuple[str, Callable[[View], Sheet]]] = {}
    for key, build in SHEETS.items():
        sheets[names[key]] = (key, build)
        if key == "load":
            for number, (name, work) in enumerate(teams.items(), start=1):
                sheets[name] = (f"team_{number}", work)
    found = {name: (key, build(view)) for name, (key, build) in sheets.items()}
    filled = {name: (key, sheet) for name, (key, sheet) in found.items() if sheet.rows}
    return _drawn(view, filled, view.words.say("title"))


def draw_sheets(view: View, sheets: Mapping[str, Sheet], title: str) -> bytes:
    """Return any sheets as a workbook; the same sheets give the same bytes.

    Parameters
    ----------
    sheets
        By name, in order.
    title
        Of the workbook.
    """
    built = {
        name: (f"sheet_{number}", sheet)
        for number, (name, sheet) in enumerate(sheets.items(), start=1)
    }
    return _drawn(view, built, title)


def _drawn(view: View, sheets: Mapping[str, tuple[str, Sheet]], title: str) -> bytes:
    import xlsxwriter

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
    study = view.study
    book.set_properties(
        {
            "title": title,
            "author": printable(study.programme.organisation),
            "subject": printable(
                view.words.say("subject", scenario=view.words.scenario(study.scenario.name))
            ),
            "created": datetime.combine(study.made_on, time()),
        }
    )
    drawer = _Drawer(book, view)
    for name, (key, sheet) in sheets.items():
        drawer.sheet(key, name, sheet)
    book.close()
    return buffer.getvalue()


type _Look = tuple[Any, Any]
"""Formats of a column: of its figures, and of words among them."""


@dataclass(slots=True)
class _Drawer:
    book: Any
    view: View

    def sheet(self, key: str, name: str, content: Sheet) -> None:
        """Write one sheet: its table, its total, its charts; it prints a page wide."""
        page = self.book.add_worksheet(name)
        page.set_landscape()
        content = _without_empty(content)
        ends = list(accumulate(min(_WIDEST, column.width) for column in content.columns))
        page.set_paper(_A3 if ends[-1] > _PAGE else _A4)
        if ends[-1] > _PRINTED:
            below = len(content.notes) + len(content.rows) + len(content.under) + 1
            page.print_area(0, 0, below, sum(end <= _PRINTED for end in ends) - 1)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_header("&L&A")
        page.set_footer("&C&P / &N")
        first = len(content.notes)
        note = self.book.add_format({"bold": True, "font_size": 14, "font_color": LIGHT.accent})
        plain = self.book.add_format({"font_color": LIGHT.quiet})
        for row, text in enumerate(content.notes):
            page.write_string(row, 0, printable(text)[:_CELL], plain if row else note)
        self._table(page, first, content, key)
        page.freeze_panes(first + 1, content.frozen)
        page.repeat_rows(first)
        self._chart(page, key, name, first, content)

    def _table(self, page: Any, first: int, content: Sheet, key: str) -> None:
        """Write a native table with its filter, and the total below it."""
        titles = _unlike([printable(column.title) for column in content.columns])
        heads, looks = self._heads(page, first, content, titles), self._looks(content)
        for row, values in enumerate(content.rows, start=first + 1):
            self._row(page, row, values, looks)
            self._height(page, row, values, content.columns)
        if not content.rows:
            return
        last = first + len(content.rows)
        for place, column in enumerate(content.columns):
            if column.choices:
                offered = {"validate": "list", "source": list(column.choices)}
                page.data_validation(first + 1, place, last, place, offered)
        native = {
            "name": f"plan_{key}",
            "columns": [
                {"header": title, "header_format": head, "format": shown}
                for title, head, (shown, _) in zip(titles, heads, looks, strict=True)
            ],
            "autofilter": content.filtered,
            "style": "Table Style Light 1",
        }
        page.add_table(first, 0, last, len(titles) - 1, native)
        if content.totals:
            self._total(page, first, last, content)
        for row, values in enumerate(content.under, start=last + 2):
            self._row(page, row, values, looks)

    def _heads(self, page: Any, first: int, content: Sheet, titles: Sequence[str]) -> list[Any]:
        """Write the row of titles, as wide and high as they need; return its formats."""
        look: dict[str, Any] = {
            "font_color": LIGHT.paper,
            "bg_color": LIGHT.accent,
            "border_color": LIGHT.accent,
        }
        look |= {"bold": True, "valign": "vcenter", "text_wrap": True, "bottom": 1}
        heads = [self.book.add_format({**look, **_side(column)}) for column in content.columns]
        for place, column in enumerate(content.columns):
            page.write_string(first, place, titles[place], heads[place])
            page.set_column(place, place, min(_WIDEST, column.width))
        lines = max(
            _lines(title, column) for title, column in zip(titles, content.columns, strict=True)
        )
        page.set_row(first, _LINE * lines + 4)
        return heads

    def _looks(self, content: Sheet) -> list[_Look]:
        """Return the formats of each column's figures and words."""
        plain = self.book.add_format({"align": "left", "valign": "top"})
        looks: list[_Look] = []
        for column in content.columns:
            figures = self._format(column)
            looks.append((figures, plain if column.number and not column.wraps else figures))
        return looks

    def _total(self, page: Any, first: int, last: int, content: Sheet) -> None:
        """Write the total below the table.

        Below, not as the table's own last row: LibreOffice does not read the references that
        Excel's total row is made of.
        """
        for place, column in enumerate(content.columns):
            shown = self._format(column, total=True)
            if place == 0:
                page.write_string(last + 1, 0, self.view.words.say("total"), shown)
            elif column.summed:
                letter = _letter(place)
                # 109: adds up what the filter shows
                formula = f"=SUBTOTAL(109,{letter}{first + 2}:{letter}{last + 1})"
                value = sum(_number(values[place]) for values in content.rows)
                page.write_formula(last + 1, place, formula, shown, value)
            else:
                page.write_blank(last + 1, place, None, shown)

    def _height(
        self, page: Any, row: int, values: Sequence[Any], columns: Sequence[SheetColumn]
    ) -> None:
        """Make a row as high as its wrapped texts need: not every program does so by itself."""
        lines = max(
            (
                _lines(value, column)
                for value, column in zip(values, columns, strict=True)
                if column.wraps and isinstance(value, str)
            ),
            default=1,
        )
        if lines > 1:
            page.set_row(row, _LINE * min(lines, _MOST_LINES))

    def _row(self, page: Any, row: int, values: Sequence[Any], looks: Sequence[_Look]) -> None:
        for place, (value, look) in enumerate(zip(values, looks, strict=True)):
            self._cell(page, row, place, value, *look)

    def _cell(self, page: Any, row: int, place: int, value: Any, shown: Any, words: Any) -> None:
        if value is None or value == "":
            page.write_blank(row, place, None, shown)
        elif isinstance(value, tuple):  # a live formula and its value now
            formula, result = value
            page.write_formula(row, place, formula.replace("{row}", str(row + 1)), shown, result)
        elif isinstance(value, str):
            page.write_string(row, place, printable(value)[:_CELL], words)
        elif isinstance(value, int | float):
            page.write_number(row, place, value, shown)
        else:
            page.write_datetime(row, place, value, shown)

    def _format(self, column: SheetColumn, *, total: bool = False) -> Any:
        look: dict[str, Any] = {"valign": "top", "text_wrap": column.wraps, **_side(column)}
        if column.number:
            look["num_format"] = column.number
        if total:
            look |= {"bold": True, "top": 1}
        return self.book.add_format(look)

    def _chart(self, page: Any, key: str, name: str, first: int, content: Sheet) -> None:
        words = self.view.words
        end = first + len(content.rows) - content.uncharted
        if not content.rows or not content.charted:
            return
        chart = self.book.add_chart({"type": "column", "subtype": content.chart_type})
        for number, place in enumerate(content.charted):
            series = {
                "name": [name, first, place],
                "categories": [name, first + 1, 0, end, 0],
                "values": [name, first + 1, place, end, place],
                "fill": {"color": content.colours[number]},
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
        page.insert_chart(
            end + content.uncharted + 3, 0, chart, {"description": words.say(f"sheet.{key}.chart")}
        )


def _side(column: SheetColumn) -> dict[str, Any]:
    """Side on which a column stands: figures to the right, off what follows; a day, a wave mid."""
    if not column.number or column.wraps:
        return {"align": "left"}
    if column.centred or column.number == DAY:
        return {"align": "center"}
    return {"align": "right", "indent": 1}


def _without_empty(content: Sheet) -> Sheet:
    """Leave out the optional columns in which nothing stands: what was not asked has no column."""
    kept = [
        place
        for place, column in enumerate(content.columns)
        if not column.optional or any(values[place] is not None for values in content.rows)
    ]
    return replace(
        content,
        columns=tuple(content.columns[place] for place in kept),
        rows=tuple(tuple(values[place] for place in kept) for values in content.rows),
    )


def _lines(text: str, column: SheetColumn) -> int:
    """Estimate the lines a text takes in a column, broken between words as programs do.

    A Chinese character is two wide and may be broken behind.
    """
    room, lines, filled = max(4.0, min(_WIDEST, column.width) - 1), 1, 0.0
    for word in text.split(" "):
        wide = sum(2.0 if ord(character) > 0x2E7F else 1.05 for character in word)
        beside = filled + 1.0 + wide if filled else wide
        if filled and beside > room:
            lines, beside = lines + 1, wide
        over = max(0, math.ceil(beside / room) - 1)  # a word or Chinese sentence wider than a line
        lines, filled = lines + over, beside - over * room
    return lines


def _unlike(titles: Sequence[str]) -> list[str]:
    """Return titles of which no two are the same to Excel, which looks at neither case nor ends."""
    seen: set[str] = set()
    found = []
    for number, title in enumerate(titles, start=1):
        plain = " ".join(title.split()) or str(number)
        name, again = plain, 2
        while name.lower() in seen:
            name, again = f"{plain} ({again})", again + 1
        seen.add(name.lower())
        found.append(name)
    return found


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letter: str = xl_col_to_name(place)
    return letter


def _number(value: Any) -> float:
    if isinstance(value, tuple):
        value = value[1]
    return float(value) if isinstance(value, int | float) else 0.0
