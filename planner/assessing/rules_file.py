"""Reading a rules file: TOML to a :class:`RuleSet`, every mistake named with its place.

A file may name ``parts`` (files beside it, merged in order), ``extends`` (a rule set it changes:
tables are merged, everything else replaced) and ``drop`` (dotted names it takes out).
"""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from planner.assessing.field_kinds import kinds_of
from planner.assessing.rules_schema import are_words, rule_set_from
from planner.codec import read_toml
from planner.codec.plain_text import without_marks
from planner.errors import BadInputError
from planner.model.rules import RuleSet
from planner.shipped import templates_folder

__all__ = ["load_rule_set", "rule_set_names"]

type Table = dict[str, Any]
MOST_BYTES: Final = 4 << 20
FIELDS = "fields/"
"""Parts of this folder are the kinds of system of a field (``planner.assessing.fields``)."""


def rule_set_names() -> tuple[str, ...]:
    """Return the names of the rule sets that come with the program, ``balanced`` first."""
    names = sorted(path.stem for path in (templates_folder() / "rules").glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != "balanced"))


def load_rule_set(name_or_path: str | Path) -> RuleSet:
    """Return the rule set of a name (see :func:`rule_set_names`) or of a TOML file.

    Raises
    ------
    BadInputError
        Where there is no such rule set, the file is not TOML, or an entry cannot be used; the
        sentence names file and entry.
    """
    path = _path_of(name_or_path)
    return _preset(path) if _is_preset(path) else rule_set_from(_read(path, ()), str(path.name))


@cache
def _preset(path: Path) -> RuleSet:
    """Read a rule set that comes with the program once; it does not change while it runs."""
    return rule_set_from(_read(path, ()), str(path.name))


def _path_of(name_or_path: str | Path) -> Path:
    text = str(name_or_path)
    if text in rule_set_names():
        return templates_folder() / "rules" / f"{text}.toml"
    path = Path(name_or_path)
    if os.path.isfile(path):
        return path
    raise BadInputError(
        "errors.rules.there_is_no_rule_set",
        "errors.rules.name_a_toml_file_or_one_of",
        text=text,
        rule_set_names=", ".join(rule_set_names()),
    )


def _read(path: Path, seen: tuple[Path, ...]) -> Table:
    """One file with its parts merged in and what it extends below it."""
    if path in seen:
        raise BadInputError(
            "errors.rules.rule_set_extends_itself", "errors.rules.remove_the_circle", path=path.name
        )
    table = _parse(path)
    parts, base = table.pop("parts", []), table.pop("extends", None)
    drops = table.pop("drop", [])
    if not _texts(parts) or not _texts(drops) or not isinstance(base, str | None):
        raise BadInputError(
            "errors.rules.in_parts_drop_and_extends_must_be",
            path=path.name,
        )
    merged: Table = {}
    if base is not None:
        beside = path.parent / f"{base}.toml"
        start = beside if os.path.isfile(beside) else _path_of(base)
        merged = _read(start, (*seen, path))
        if _is_preset(start) and not _is_preset(path):
            merged["base"] = base
    for part in parts:
        own = part.removeprefix(FIELDS)
        merged = merge(
            merged, copy.deepcopy(kinds_of(own)) if own != part else _parse(path.parent / part)
        )
    merged = merge(merged, table)
    for name in drops:
        _drop(merged, name, path.name)
    return merged


def _is_preset(path: Path) -> bool:
    return path.parent == templates_folder() / "rules"


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _parse(path: Path) -> Table:
    try:
        if os.path.isfile(path) and path.stat().st_size > MOST_BYTES:
            raise BadInputError(
                "errors.file.rules_file_is_far_larger_than_rules",
                "errors.advice.choose_another_file",
                path=path.name,
            )
        advice = "errors.rules.correct_the_line_or_start_again_from"
        return cast("Table", without_marks(read_toml(path, MOST_BYTES, advice)))
    except OSError as error:
        raise BadInputError(
            "errors.rules.rules_file_cannot_be_read",
            "errors.advice.check_the_path",
            str(error),
            path=path,
        ) from error


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """Return ``below`` changed by ``above``: tables are merged, everything else replaced.

    Words in two languages are one thing: they are replaced together.
    """
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        both = isinstance(old, dict) and bool(value) and isinstance(value, dict)
        merged[key] = (
            merge(old, value) if both and old is not None and not are_words(value) else value
        )
    return merged


def _drop(table: Table, name: str, file: str) -> None:
    *path, last = name.split(".")
    inner: Any = table
    for key in path:
        inner = inner.get(key) if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or last not in inner:
        raise BadInputError(
            "errors.rules.drops_which_does_not_exist",
            "errors.advice.check_the_name",
            file=file,
            name=name,
        )
    del inner[last]
