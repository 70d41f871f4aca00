"""Two rule sets side by side: which values differ, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.assessing.rules_schema import are_words
from planner.assessing.rules_table import Path, changed, table_of
from planner.model.rules import RuleSet

__all__ = ["RuleChange", "changes", "put_back"]

HEAD = frozenset(("id", "name", "note", "publisher", "source", "base"))
"""What names a rule set and turns nothing."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A value that differs; ``before`` or ``after`` is None where one has no such entry."""

    path: Path
    before: Any
    after: Any


def changes(before: RuleSet, after: RuleSet) -> tuple[RuleChange, ...]:
    """Return every value in which ``after`` differs from ``before``, in the order of the file."""
    old, new = table_of(before), table_of(after)
    return tuple(
        RuleChange(path, one, other)
        for key in old
        if key not in HEAD
        for path, one, other in _differ((key,), old[key], new.get(key))
    )


def put_back(rules: RuleSet, base: RuleSet, paths: Sequence[Path]) -> RuleSet:
    """Return rules with values of others put back.

    Parameters
    ----------
    rules
        They stay as they are.
    base
        Whose values are taken.
    paths
        As :func:`changes` names them.

    Raises
    ------
    BadInputError
        Where the rest could not stand with those values.
    """
    wanted = {change.path: change.before for change in changes(base, rules)}
    return changed(rules, {path: wanted[path] for path in paths if path in wanted})


def _differ(path: Path, old: Any, new: Any) -> Iterator[tuple[Path, Any, Any]]:
    if old == new:
        return
    if _inner(old) and _inner(new):
        for key in dict.fromkeys((*old, *new)):
            yield from _differ((*path, key), old.get(key), new.get(key))
    elif _rows(old) and _rows(new) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True), 1):
            yield from _differ((*path, str(place)), one, other)
    else:
        yield path, old, new


def _inner(value: Any) -> bool:
    """Whether a table is looked into; words in two languages are one thing."""
    return isinstance(value, Mapping) and not are_words(value)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
