"""How the program's own workbook looks: header colours, widths, notes, drop-downs, highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.importing.form import SETTINGS, choice_words
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Section
from planner.text import has, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from planner.importing.pages import Table

__all__ = ["dress_prose", "dress_table", "dress_title"]

_SPARE_ROWS: Final = 500
"""Rows below the last one that already have their drop-downs."""
_LIST_LIMIT: Final = 250
"""Longest list of choices that a drop-down holds (Excel allows 255 characters)."""
_TINTS: Final = {
    Section.IDENTITY: "1F3A5F",
    Section.CAPACITY: "35586C",
    Section.RESPONSIVENESS: "3E6B63",
    Section.ELASTICITY: "4F6D3A",
    Section.MATURITY: "6B6330",
    Section.RISK: "7A4B2A",
    Section.MONEY: "6A3F55",
    Section.PLAN: "4B4470",
}


def dress_title(sheet: Worksheet, row: int) -> None:
    """Make the title of a block stand out."""
    from openpyxl.styles import Font

    sheet.cell(row, 1).font = Font(bold=True, size=13, color="1F3A5F")


def dress_prose(sheet: Worksheet) -> None:
    """Lay out a sheet of prose: one wide column, wrapped."""
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 100
    for (cell,) in sheet.iter_rows(min_col=1, max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=15, color="1F3A5F")


def dress_table(
    sheet: Worksheet, table: Table, first: int, last: int, language: str, *, alone: bool
) -> None:
    """Colour the header, set widths, and add notes, drop-downs, filter and frozen panes."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    block = table.block.key
    for number, column in enumerate(table.shown, 1):
        cell = sheet.cell(first, number)
        fill = _TINTS[column.section if column.key in FIELD_BY_KEY else Section.IDENTITY]
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=fill)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if guidance := _guidance(block, column, language):
            cell.comment = Comment(guidance, "cloud-migration-planner", height=90, width=260)
        letter = get_column_letter(number)
        wide = 28 if column.key in ("name", "description", "notes", "value", "note") else 15
        known = sheet.column_dimensions[letter].width if letter in sheet.column_dimensions else 0
        sheet.column_dimensions[letter].width = max(wide, known if known != 13 else 0)
        if block not in SETTINGS:
            _add_list(sheet, block, column, letter, first + 1, last, language, alone=alone)
    sheet.row_dimensions[first].height = 32
    if alone:
        sheet.freeze_panes = "C2" if block == "workloads" else "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.shown))}{max(last, 2)}"
        _highlight(sheet, block, table, last)


def _guidance(block: str, column: Field, language: str) -> str:
    key = f"fields.{'dependency.' if block == 'dependencies' else ''}{column.key}.help"
    words = say(key, language) if has(key) and block in ("workloads", "dependencies") else ""
    if column.choices:
        choices = " / ".join(choice_words(block, column, c, language) for c in column.choices)
        words = f"{words}\n{choices}".strip()
    return words


def _add_list(
    sheet: Worksheet,
    block: str,
    column: Field,
    letter: str,
    first: int,
    last: int,
    language: str,
    *,
    alone: bool,
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.kind is FieldKind.FLAG:
        choices = [say("fields.yes", language), say("fields.no", language)]
    else:
        choices = [choice_words(block, column, choice, language) for choice in column.choices]
    joined = ",".join(choices)
    if not choices or len(joined) > _LIST_LIMIT or any("," in choice for choice in choices):
        return
    end = last + _SPARE_ROWS if alone else max(last, first)
    rule = DataValidation("list", formula1=f'"{joined}"', allow_blank=True)
    rule.showErrorMessage = False  # other spellings are understood
    rule.add(f"{letter}{first}:{letter}{end}")
    sheet.add_data_validation(rule)


def _highlight(sheet: Worksheet, block: str, table: Table, last: int) -> None:
    """Tint rows without a name, and names that occur twice, while people type."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    if block != "workloads":
        return
    end = last + _SPARE_ROWS
    nameless = "AND(LEN($B2)=0,COUNTA($A2:$CZ2)>0)"
    twice = f"AND(LEN($B2)>0,COUNTIF($B$2:$B${end},$B2)>1)"
    for formula, colour in ((nameless, "F8D7B5"), (twice, "FFF1B8")):
        fill = PatternFill("solid", bgColor=colour, fgColor=colour)
        sheet.conditional_formatting.add(f"A2:B{end}", FormulaRule(formula=[formula], fill=fill))  # type: ignore[no-untyped-call]
