"""Cells of the table of rules: what each says, tells and takes."""

from __future__ import annotations

from typing import Any

from planner.errors import BadInputError
from planner.presenting.cells import read_cell
from planner.presenting.rule_rows import RuleRow, row_words
from planner.wording import mark_of, say

__all__ = ["read_rule", "rule_cell", "rule_tip", "typed_words"]

MARK = "●"
"""Sign of a value that differs from the preset."""


def rule_cell(row: RuleRow, column: str, language: str) -> str:
    """Return what a cell says.

    Parameters
    ----------
    row
        Of the table of rules.
    column
        ``name``, ``value``, ``unit`` or ``base`` (the preset's value).
    """
    if not row.path:
        return row.name.say(language) if column == "name" else ""
    match column:
        case "name":
            return (f"{MARK} " if row.changed else "   ") + row.name.say(language)
        case "unit":
            return row.unit.say(language)
        case "value":
            return row_words(row, row.value, language)
    return row_words(row, row.base, language)


def rule_tip(row: RuleRow, column: str, language: str) -> str:
    """Return the words in full; of what was changed also what it was.

    Parameters
    ----------
    row
        Of the table of rules.
    column
        ``name``, ``value``, ``unit`` or ``base``.
    """
    words = rule_cell(row, column, language).strip()
    if not row.changed:
        return words
    mark = mark_of("common.colon", language)
    return (
        f"{words}\n{say('ui_rules.col.base', language)}{mark}{row_words(row, row.base, language)}"
    )


def typed_words(row: RuleRow, language: str) -> str:
    """Return a value as a person would type it."""
    if row.choices or row.field is not None:
        return row_words(row, row.value, language)
    if isinstance(row.value, int | float) and not isinstance(row.value, bool):
        return f"{row.value * row.scale:.10g}"
    return "" if row.value is None else str(row.value)


def read_rule(row: RuleRow, text: str, language: str) -> Any:
    """Return what was typed as it is to stand in the rules file.

    Parameters
    ----------
    row
        Of the table of rules.
    text
        As it was typed.

    Raises
    ------
    BadInputError
        It is no such value.
    """
    if row.field is not None:
        found = read_cell(row.field, text, language)
        return list(found) if isinstance(found, tuple) else found
    for choice, words in row.choices.items():
        if text in (choice, words.en, words.zh):
            return choice
    try:
        number = float(text.replace(",", "").replace("，", "").rstrip("% "))
    except ValueError:
        sentence = say("ui_rules.refused", language)
        raise BadInputError(sentence, say("ui.cell.number", language)) from None
    return round(number / row.scale, 12)
