"""How the program's own workbook looks: header colours, widths, notes, drop-downs, highlights."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from planner.importing.own_workbook.form import SETTINGS, choice_words
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Section
from planner.wording import has, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from planner.importing.own_workbook.pages import Table

__all__ = ["dress_band", "dress_prose", "dress_table", "dress_title"]

_SPARE_ROWS: Final = 500
"""Rows below the last one that already have their drop-downs."""
_LIST_LIMIT: Final = 250
"""Longest list of choices that a drop-down holds (Excel allows 255 characters)."""
_INK: Final = "1F3A5F"
_LINE: Final = "C9D3DF"
_INPUT: Final = "FFFBEA"
_EXAMPLE: Final = "6B7785"
_TINTS: Final = {
    Section.IDENTITY: _INK,
    Section.CAPACITY: "35586C",
    Section.RESPONSIVENESS: "2F6359",
    Section.ELASTICITY: "4F6D3A",
    Section.MATURITY: "6B6330",
    Section.RISK: "7A4B2A",
    Section.MONEY: "6A3F55",
    Section.PLAN: "4B4470",
}
_TABS: Final = {
    "read_me": "8A97A6", "workloads": _INK, "dependencies": "2F6359", "set_aside": "7A4B2A",
}  # fmt: skip
_WIDTHS: Final = {
    "name": 30, "description": 36, "notes": 30, "note": 44, "source": 24, "needed": 24,
    "reason": 30, "targets": 22, "role": 22, "workloads": 26,
}  # fmt: skip
_SETTING_WIDTHS: Final = {"setting": 38, "value": 22, "note": 56}


def dress_title(sheet: Worksheet, row: int) -> None:
    """Make the title of a block stand out."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, 1)
    cell.font = Font(bold=True, size=14, color=_INK)
    cell.alignment = Alignment(vertical="bottom")
    sheet.row_dimensions[row].height = 30


def dress_prose(sheet: Worksheet) -> None:
    """Lay out a sheet of prose: one wide column, wrapped, with room for two lines each."""
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 108
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _TABS["read_me"]
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, 1)
        cell.alignment = Alignment(wrap_text=True, vertical="center", indent=1)
        cell.font = Font(size=12)
        text = str(cell.value)
        wide = sum(2 if sign > "\u2e80" else 1 for sign in text) > 100
        sheet.row_dimensions[row].height = 42 if wide else 26
    sheet["A1"].font = Font(bold=True, size=20, color=_INK)
    sheet.row_dimensions[1].height = 40


def dress_band(sheet: Worksheet, table: Table, row: int, language: str) -> None:
    """Write the names of the sections above the columns that belong to them.

    Parameters
    ----------
    row
        Of the band, from 1.
    """
    from openpyxl.styles import Alignment, Font, PatternFill

    numbered = list(enumerate(table.shown, 1))
    for section, group in groupby(numbered, key=lambda entry: _section(table, entry[1])):
        columns = [number for number, _ in group]
        cell: Any = sheet.cell(row, columns[0])
        cell.value = say(f"fields.section.{section.value}", language)
        cell.font = Font(bold=True, size=12, color="FFFFFF")
        cell.alignment = Alignment(vertical="center", indent=1)
        for number in columns:
            sheet.cell(row, number).fill = PatternFill("solid", fgColor=_TINTS[section])
    sheet.row_dimensions[row].height = 24


def _section(table: Table, column: Field) -> Section:
    ours = table.block.key in ("workloads", "servers") and column.key in FIELD_BY_KEY
    return column.section if ours else Section.IDENTITY


def dress_table(
    sheet: Worksheet, table: Table, first: int, last: int, language: str, *, alone: bool
) -> None:
    """Colour the header, set widths, and add notes, drop-downs, filter and frozen panes.

    Parameters
    ----------
    first, last
        The rows of the header and of the last row written.
    alone
        Whether the sheet holds this table and no other.
    """
    from openpyxl.utils import get_column_letter

    block = table.block.key
    for number, column in enumerate(table.shown, 1):
        _dress_header(sheet, table, first, number, column, language)
        letter = get_column_letter(number)
        if block not in SETTINGS:
            end = last + _SPARE_ROWS if alone else max(last + table.spare, first + 1)
            _add_list(sheet, block, column, f"{letter}{first + 1}:{letter}{end}", language)
    for number in range(len(table.shown) + 1, len(table.shown) + len(table.extra_headers) + 1):
        _dress_header(sheet, table, first, number, None, language)
    sheet.row_dimensions[first].height = 46 if alone else 32
    if block in SETTINGS:
        _dress_settings(sheet, block, first, language)
    elif table.spare:
        _dress_spare(sheet, first + 1, last + table.spare, len(table.shown))
    if table.examples:
        _dress_examples(sheet, first + 1, last, len(table.shown))
    if alone:
        letter = "C" if block == "workloads" else "A"
        sheet.freeze_panes = f"{letter}{first + 1}"
        width = len(table.shown) + len(table.extra_headers)
        sheet.auto_filter.ref = f"A{first}:{get_column_letter(width)}{max(last, first + 1)}"
        sheet.sheet_properties.tabColor = _TABS.get(block, "8A97A6")
        _group_columns(sheet, table)
        _highlight(sheet, block, first + 1, last, language)


def _dress_header(
    sheet: Worksheet, table: Table, row: int, number: int, column: Field | None, language: str
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    section = Section.IDENTITY if column is None else _section(table, column)
    cell: Any = sheet.cell(row, number)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=_TINTS[section] if column is not None else _EXAMPLE)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(right=Side("thin", color="FFFFFF"))
    if column is None:
        key, wide = "", 20
    else:
        key = column.key
        wide = _WIDTHS.get(key, 15)
        if table.block.key in SETTINGS:
            wide = _SETTING_WIDTHS[key]
        if guidance := _guidance(table.block.key, column, language):
            lines = sum(1 + len(line) // 40 for line in guidance.splitlines())
            cell.comment = Comment(
                guidance, "cloud-migration-planner", height=30 + 18 * lines, width=300
            )
    letter = get_column_letter(number)
    dimension = sheet.column_dimensions[letter]
    dimension.width = max(wide, dimension.width if dimension.width != 13 else 0)


def _guidance(block: str, column: Field, language: str) -> str:
    key = f"fields.{'dependency.' if block == 'dependencies' else ''}{column.key}.help"
    words = say(key, language) if has(key) and block in ("workloads", "dependencies") else ""
    if column.choices:
        choices = " / ".join(choice_words(block, column, c, language) for c in column.choices)
        words = f"{words}\n{choices}".strip()
    return words


def _add_list(sheet: Worksheet, block: str, column: Field, cells: str, language: str) -> None:
    """Offer the choices of a column; other spellings are understood and not refused."""
    from openpyxl.worksheet.datavalidation import DataValidation

    formula = ""
    if block == "dependencies" and column.key in ("source", "needed"):
        name = say("importing.sheet.workloads", language)
        formula = f"='{name}'!$B$2:$B$5000"
    elif choices := _choices(block, column, language):
        joined = ",".join(choices)
        fits = len(joined) <= _LIST_LIMIT and not any("," in choice for choice in choices)
        formula = f'"{joined}"' if fits else ""
    if formula:
        rule = DataValidation("list", formula1=formula, allow_blank=True)
        rule.showErrorMessage = False
        rule.add(cells)
        sheet.add_data_validation(rule)


def _choices(block: str, column: Field, language: str) -> list[str]:
    if column.kind is FieldKind.FLAG:
        return [say("fields.yes", language), say("fields.no", language)]
    return [choice_words(block, column, choice, language) for choice in column.choices]


def _dress_settings(sheet: Worksheet, block: str, first: int, language: str) -> None:
    """Make the cells to fill in look like it: tinted, framed, with their choices."""
    from openpyxl.styles import Alignment, Font

    for row, setting in enumerate(SETTINGS[block], first + 1):
        _frame(sheet, row, 3)
        sheet.cell(row, 2).alignment = Alignment(horizontal="left")
        sheet.cell(row, 3).font = Font(italic=True, color=_EXAMPLE)
        sheet.cell(row, 3).alignment = Alignment(wrap_text=True, vertical="center")
        _fill_input(sheet, row, 2)
        _add_list(sheet, "settings", setting, f"B{row}:B{row}", language)


def _dress_spare(sheet: Worksheet, first: int, last: int, columns: int) -> None:
    for row in range(first, last + 1):
        _frame(sheet, row, columns)
        for column in range(1, columns + 1):
            _fill_input(sheet, row, column)


def _frame(sheet: Worksheet, row: int, columns: int) -> None:
    from openpyxl.styles import Border, Side

    side = Side("thin", color=_LINE)
    for column in range(1, columns + 1):
        sheet.cell(row, column).border = Border(side, side, side, side)


def _fill_input(sheet: Worksheet, row: int, column: int) -> None:
    from openpyxl.styles import PatternFill

    sheet.cell(row, column).fill = PatternFill("solid", fgColor=_INPUT)


def _dress_examples(sheet: Worksheet, first: int, last: int, columns: int) -> None:
    """Show example rows in grey italics, so that nobody takes them for data."""
    from openpyxl.styles import Font

    for row in range(first, last + 1):
        for column in range(1, columns + 1):
            sheet.cell(row, column).font = Font(italic=True, color=_EXAMPLE)


def _group_columns(sheet: Worksheet, table: Table) -> None:
    """Let the columns of each section but the first be folded away."""
    from openpyxl.utils import get_column_letter

    if table.block.key != "workloads":
        return
    outline: Any = sheet.sheet_properties.outlinePr
    outline.summaryRight = False
    for number, column in enumerate(table.shown, 1):
        same = number > 1 and _section(table, table.shown[number - 2]) is _section(table, column)
        if _section(table, column) is not Section.IDENTITY and same:
            sheet.column_dimensions[get_column_letter(number)].outlineLevel = 1


def _highlight(sheet: Worksheet, block: str, first: int, last: int, language: str) -> None:
    """Tint, while people type, what an import would doubt.

    Rows without a name, names that occur twice, ends of dependencies that name nobody and
    dependencies on themselves.
    """
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    end = last + _SPARE_ROWS
    orange, yellow = "F8D7B5", "FFF1B8"
    rules: list[tuple[str, str, str]] = []
    if block == "workloads":
        nameless = f"AND(LEN($B{first})=0,COUNTA($A{first}:$CZ{first})>0)"
        twice = f"AND(LEN($B{first})>0,COUNTIF($B${first}:$B${end},$B{first})>1)"
        rules = [(f"A{first}:B{end}", nameless, orange), (f"A{first}:B{end}", twice, yellow)]
    elif block == "dependencies":
        names = f"'{say('importing.sheet.workloads', language)}'!$A$2:$B$5000"
        for letter in "AB":
            nobody = f"AND(LEN(${letter}{first})>0,COUNTIF({names},${letter}{first})=0)"
            rules.append((f"{letter}{first}:{letter}{end}", nobody, orange))
        itself = f"AND(LEN($A{first})>0,$A{first}=$B{first})"
        rules.append((f"A{first}:B{end}", itself, yellow))
    for cells, formula, colour in rules:
        fill = PatternFill("solid", bgColor=colour, fgColor=colour)
        sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=fill))  # type: ignore[no-untyped-call]
