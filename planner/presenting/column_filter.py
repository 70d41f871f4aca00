"""A filter on the values of columns, as it is typed: ``[Criticality: High] core``.

What stands in brackets is the name of a column and one of its values; two values of one column
are either of them, two columns are both. The rest are words to be found anywhere. Names and values
count in either language, so that a filter still holds when the language is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from planner.errors import BadInputError
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Value
from planner.presenting.cells import (
    KIND,
    NO_KINDS,
    NO_TEAMS,
    TARGET_FIELDS,
    TEAM,
    Kinds,
    Teams,
    cell_words,
    read_cell,
)
from planner.wording import LANGUAGES, say

__all__ = [
    "Filters",
    "filter_term",
    "read_filter",
    "value_counts",
    "wanted_values",
    "without_column",
]

type Filters = dict[str, tuple[str, ...]]
"""Key of a field to the values wanted, as they are said in a cell; empty is a missing one."""

TERM = re.compile(r"\[([^:：\[\]]+)[:：]\s*(.*?)\s*\](?=\s|\[|$)")
NUMERIC = (FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.PERCENT, FieldKind.MONEY)
NEAR = 1e-4
"""A cell says six digits: only figures this near, relatively, can be said alike."""


@cache
def _keys() -> dict[str, str]:
    """Name of each field in either language, and its key, to its key."""
    found: dict[str, str] = {}
    for key in FIELD_BY_KEY:
        for name in (key, *(say(f"fields.{key}", language) for language in LANGUAGES)):
            found.setdefault(name.casefold(), key)
    return found


def _plain(words: str) -> str:
    return " ".join(words.replace("]", "").casefold().split())


def filter_term(key: str, words: str, language: str) -> str:
    """Return the filter for one value of a field, as :func:`read_filter` reads it.

    Parameters
    ----------
    key
        Of the field.
    words
        The value as it is said.
    """
    kept = " ".join(words.replace("]", "").split())
    return f"[{say(f'fields.{key}', language)}: {kept}]"


def read_filter(text: str) -> tuple[Filters, str]:
    """Return the values wanted by column, and the words that are left; no column, no filter."""
    wanted: Filters = {}

    def take(found: re.Match[str]) -> str:
        key = _keys().get(found[1].strip().casefold())
        if key is None:
            return found[0]
        wanted[key] = (*wanted.get(key, ()), found[2])
        return " "

    return wanted, " ".join(TERM.sub(take, text).split())


def without_column(text: str, key: str) -> str:
    """Return a filter with all that it asks of one column taken out."""

    def drop(found: re.Match[str]) -> str:
        return " " if _keys().get(found[1].strip().casefold()) == key else found[0]

    return " ".join(TERM.sub(drop, text).split())


def wanted_values(
    key: str,
    texts: Iterable[str],
    values: set[Value | None],
    kinds: Kinds = NO_KINDS,
    teams: Teams = NO_TEAMS,
) -> set[Value | None]:
    """Return those of a column's different values that are said like one of ``texts``.

    Parameters
    ----------
    key
        Of the field.
    texts
        What was typed or chosen.
    values
        The column's different values.
    kinds
        Names of the kinds of system by key.
    teams
        Names of the teams by id.
    """
    field = FIELD_BY_KEY[key]
    plain = {_plain(text) for text in texts}
    few = _candidates(field, texts, plain, values)
    return {
        value
        for value in few
        if any(
            _plain(cell_words(field, value, language, kinds=kinds, teams=teams)) in plain
            for language in LANGUAGES
        )
    }


def _candidates(
    field: Field, texts: Iterable[str], plain: set[str], values: set[Value | None]
) -> set[Value | None]:
    """Leave out, fast, what cannot be meant: a column may hold thousands of different values."""
    if field.kind in NUMERIC:
        found: set[Value | None] = {None} if "" in plain else set()
        for figure in (_figure(field, text) for text in texts):
            if figure is not None:
                low, high = sorted((figure * (1 - NEAR), figure * (1 + NEAR)))
                found |= {
                    one for one in values if isinstance(one, int | float) and low <= one <= high
                }
        return found
    if field.kind is FieldKind.TEXT and field.key not in (*TARGET_FIELDS, KIND, TEAM):
        return {
            one
            for one in values
            if not isinstance(one, str) or one.casefold() in plain or "]" in one or "  " in one
        }
    return values


def _figure(field: Field, text: str) -> float | None:
    if field.kind not in NUMERIC or not text:
        return None
    try:
        value = read_cell(field, text, "en")
    except BadInputError:
        return None
    return float(value) if isinstance(value, int | float) else None


def value_counts(
    field: Field,
    values: Iterable[Value | None],
    language: str,
    most: int,
    kinds: Kinds = NO_KINDS,
    teams: Teams = NO_TEAMS,
) -> tuple[list[tuple[str, int]], int]:
    """Return the most frequent values in words with their counts, and how many are left out.

    Parameters
    ----------
    field
        The column's.
    values
        One a row; None where it is missing.
    most
        How many of them are returned.
    kinds, teams
        As in :func:`wanted_values`.
    """
    counted = Counter(values)
    shown: Counter[str] = Counter()
    for value, count in counted.most_common(most):
        shown[cell_words(field, value, language, kinds=kinds, teams=teams)] += count
    order = {say_choice: at for at, say_choice in enumerate(_choices(field, language))}
    rows = sorted(shown.items(), key=lambda row: (order.get(row[0], len(order)), -row[1], row[0]))
    return rows, max(0, len(counted) - most)


def _choices(field: Field, language: str) -> list[str]:
    return [cell_words(field, choice, language) for choice in field.choices]
