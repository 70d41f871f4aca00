"""Values of fields as text in a table cell, and text typed by a person as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from planner.errors import BadInputError
from planner.importing.own_workbook.form import choice_words, label_of
from planner.importing.values.words import flag_of
from planner.model.fields import Field, FieldKind, Value
from planner.model.rules import LocalText, RuleSet
from planner.presenting.days import read_day
from planner.wording import LANGUAGES, has, say

__all__ = [
    "KIND",
    "NO_KINDS",
    "NO_TEAMS",
    "SETTINGS",
    "TARGET_FIELDS",
    "TEAM",
    "Kinds",
    "Teams",
    "cell_words",
    "field_name",
    "field_title",
    "kinds_of",
    "read_cell",
]

SETTINGS = "settings"
"""As ``block``: the field is a setting, not a column."""

TARGET_FIELDS = frozenset({"current_target", "pin_target"})
KIND = "archetype"
"""The field that holds the key of a kind of system."""
type Kinds = Mapping[str, LocalText]
"""Keys of kinds of system to their names."""
NO_KINDS: Kinds = MappingProxyType({})
TEAM = "team"
"""The field that holds the id of a team."""
type Teams = Mapping[str, str]
"""Ids of teams to their names."""
NO_TEAMS: Teams = MappingProxyType({})
KNOWN_TAGS = ("common_service",)
"""Tags that mean something to the program."""


def kinds_of(rules: RuleSet | None) -> Kinds:
    """Return the kinds of system that a rule set knows."""
    return {one.key: one.name for one in rules.archetypes} if rules is not None else NO_KINDS


def field_name(field: Field, language: str, block: str = "") -> str:
    """Return a field's name.

    Parameters
    ----------
    field
        Of a workload, or of a row of the workbook.
    block
        Of the workbook in which it stands; empty for a field of a workload.
    """
    if not block:
        return say(f"fields.{field.key}", language)
    if block == SETTINGS:
        return say(f"importing.setting.{field.key}", language)
    return label_of(block, field, language)


def field_title(field: Field, language: str, currency: str, block: str = "") -> str:
    """Return a field's name with its unit.

    Parameters
    ----------
    field
        Of a workload, or of a row of the workbook.
    currency
        ISO 4217 code, which is the unit of money.
    block
        Of the workbook in which it stands; empty for a field of a workload.
    """
    name = field_name(field, language, block)
    if not field.unit:
        return name
    unit = say(f"units.{field.unit}", language, currency=currency)
    return f"{name} ({unit})"


def cell_words(
    field: Field,
    value: Value | None,
    language: str,
    block: str = "",
    kinds: Kinds = NO_KINDS,
    teams: Teams = NO_TEAMS,
) -> str:
    """Return a value as it stands in a cell; a missing one is empty, never 0.

    Parameters
    ----------
    field
        Of a workload, or of a row of the workbook.
    value
        In the field's unit; None where it is missing.
    block
        Of the workbook in which it stands; empty for a field of a workload.
    kinds
        Names of the kinds of system by key.
    teams
        Names of the teams by id.
    """
    if value is None:
        return ""
    match field.kind:
        case FieldKind.CHOICE if block:
            return choice_words(block, field, str(value), language)
        case FieldKind.CHOICE:
            key = f"fields.{field.key}.{value}"
            if not has(key):
                key = f"common.strategy.{value}"
            return say(key, language) if has(key) else str(value)
        case FieldKind.FLAG:
            return say(f"ui_window.cell.{'yes' if value else 'no'}", language)
        case FieldKind.MONEY:
            return f"{float(str(value)) / 100:,.2f}".removesuffix(".00")
        case FieldKind.NAMES:
            parts = value if isinstance(value, tuple) else (str(value),)
            return "; ".join(_part_words(field, part, language) for part in parts)
        case FieldKind.DATE:
            return value.isoformat() if isinstance(value, date) else str(value)
        case FieldKind.NUMBER | FieldKind.PERCENT | FieldKind.INTEGER:
            return (
                f"{float(str(value)):,.6g}"
                if float(str(value)) < 1e6
                else f"{value:,}".removesuffix(".0")
            )
        case _ if not block and field.key in TARGET_FIELDS and has(f"common.target.{value}"):
            return say(f"common.target.{value}", language)
        case _ if not block and field.key == KIND and value in kinds:
            return kinds[str(value)].say(language)
        case _ if not block and field.key == TEAM:
            return teams.get(str(value), str(value))
        case _:
            return str(value)


def read_cell(
    field: Field,
    text: str,
    language: str,
    block: str = "",
    kinds: Kinds = NO_KINDS,
    teams: Teams = NO_TEAMS,
) -> Value | None:
    """Return what a person typed as a value in the field's unit; None where it was emptied.

    Parameters
    ----------
    field
        Of a workload, or of a row of the workbook.
    text
        As it was typed.
    language
        Of names and of what is said of a mistake.
    block, kinds, teams
        As in :func:`cell_words`.

    Raises
    ------
    BadInputError
        It is no such value, or outside the field's range.
    """
    words = text.strip()
    if not words:
        return None
    match field.kind:
        case FieldKind.CHOICE:
            return _choice(field, words, language, block)
        case FieldKind.DATE:
            if (day := read_day(words)) is None:
                raise _refused(field, words, "ui.cell.date", language, block)
            return day
        case FieldKind.NAMES:
            parts = re.split(r"[;,；，、|]", words)
            return tuple(_part(field, part.strip()) for part in parts if part.strip())
        case FieldKind.FLAG:
            if (flag := flag_of(words)) is not None:
                return flag
            raise _refused(field, words, "ui.cell.flag", language, block)
        case FieldKind.TEXT if not block and field.key == KIND:
            return _kind(words, kinds)
        case FieldKind.TEXT if not block and field.key == TEAM:
            return next((one for one, name in teams.items() if name == words), words)
        case FieldKind.TEXT:
            return _target(words) if not block and field.key in TARGET_FIELDS else words
        case _:
            return _number(field, words, language, block)


def _choice(field: Field, words: str, language: str, block: str) -> str:
    wanted = words.lower()
    for choice in field.choices:
        names = {choice, choice.replace("_", " ")}
        names |= {cell_words(field, choice, spoken, block).lower() for spoken in LANGUAGES}
        if wanted in names:
            return choice
    listed = say("rules.list", language).join(
        cell_words(field, choice, language, block) for choice in field.choices
    )
    raise _refused(field, words, "ui.cell.choice", language, block, choices=listed)


def _part_words(field: Field, part: str, language: str) -> str:
    """Return a name among several: in words where the program itself knows it."""
    key = f"fields.{field.key}.{part}"
    return say(key, language) if part in KNOWN_TAGS and has(key) else part


def _part(field: Field, words: str) -> str:
    for tag in KNOWN_TAGS if field.key == "tags" else ():
        if words.lower() in {_part_words(field, tag, spoken).lower() for spoken in LANGUAGES}:
            return tag
    return words


def _kind(words: str, kinds: Kinds) -> str:
    """Return the key of the kind of system whose name was typed, else the words."""
    for key, name in kinds.items():
        if words.lower() in {name.say(spoken).lower() for spoken in LANGUAGES}:
            return key
    return words


def _target(words: str) -> str:
    """Return the id of a target of the usual kinds where its name was typed, else the words."""
    for kind in ("legacy", "private", "public", "hybrid", "saas"):
        names = {say(f"common.target.{kind}", spoken).lower() for spoken in LANGUAGES}
        if words.lower() in names:
            return kind
    return words


def _number(field: Field, words: str, language: str, block: str) -> Value:
    plain = words.replace(",", "").replace("，", "").replace(" ", "").removesuffix("%")
    try:
        number = float(plain)
    except ValueError:
        raise _refused(field, words, "ui.cell.number", language, block) from None
    if number != number or number in (float("inf"), float("-inf")):
        raise _refused(field, words, "ui.cell.number", language, block)
    scaled = number * 100 if field.kind is FieldKind.MONEY else number
    low, high = field.minimum, field.maximum
    if (low is not None and scaled < low) or (high is not None and scaled > high):
        share = 100 if field.kind is FieldKind.MONEY else 1
        shown = {
            "low": f"{low / share:,.6g}" if low is not None else "−∞",
            "high": f"{high / share:,.6g}" if high is not None else "∞",
        }
        raise _refused(field, words, "ui.cell.range", language, block, **shown)
    if field.kind in (FieldKind.MONEY, FieldKind.INTEGER):
        return round(scaled)
    return number


def _refused(
    field: Field, words: str, key: str, language: str, block: str, **params: object
) -> BadInputError:
    name = field_name(field, language, block)
    return BadInputError(
        say("ui.cell.refused", language, text=words[:60], field=name),
        say(key, language, **params),
    )
