"""A rule set as a rules file: what it changes in the rule set it is based on, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.assessing.rules_compare import changes
from planner.assessing.rules_file import load_rule_set
from planner.assessing.rules_schema import are_words
from planner.assessing.rules_table import table_of
from planner.codec import write_whole
from planner.model.rules import RuleSet

__all__ = ["rules_text", "save_rule_set"]

BARE = re.compile(r"[A-Za-z0-9_-]+")
WIDE = 10.0**15
HEAD = """\
# {name}
# What this rule set changes in “{base}”; all else is as it stands there.
# {name_zh}
# 本文件仅列出相对于“{base}”的改动，其余沿用其取值。

"""


def save_rule_set(rules: RuleSet, path: Path) -> None:
    """Write a rules file that :func:`load_rule_set` reads as ``rules`` again.

    Raises
    ------
    BadInputError
        Where it cannot be written there.
    """
    write_whole(path, rules_text(rules).encode())


def rules_text(rules: RuleSet) -> str:
    """Return the file as TOML text; values that differ have the old one beside them."""
    base = load_rule_set(rules.base or "balanced")
    table, old = table_of(rules), table_of(base)
    head = {"extends": base.id, "id": rules.id, "name": table["name"], "note": table["note"]}
    head |= {key: table[key] for key in ("publisher", "source") if table[key] != old[key]}
    drops: list[str] = []
    tree: dict[tuple[str, ...], list[str]] = {}
    whole_lists: dict[str, Any] = {}
    for change in changes(base, rules):
        if change.path[0] == "strategies":
            whole_lists["strategies"] = table["strategies"]
        elif change.after is None:
            drops.append(".".join(change.path))
        else:
            _line(tree, change.path, change.after, change.before)
    lines = [f"{key} = {_toml(value)}" for key, value in head.items()]
    if drops:
        lines.append(f"drop = {_toml(drops)}")
    for place, entries in tree.items():
        lines += ["", f"[{'.'.join(_key(key) for key in place)}]", *entries]
    for name, rows in whole_lists.items():
        for row in rows:
            lines += ["", f"[[{name}]]", *(f"{_key(k)} = {_toml(v)}" for k, v in row.items())]
    names = {"name": rules.name.en, "name_zh": rules.name.zh, "base": base.id}
    said = {key: _comment(text) for key, text in names.items()}
    return HEAD.format(**said) + "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    """Words that stay on their line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _line(
    tree: dict[tuple[str, ...], list[str]], path: tuple[str, ...], after: Any, before: Any
) -> None:
    """Add an entry under its table; a whole new table is opened into its own entries."""
    if isinstance(after, Mapping) and before is None and after and not are_words(after):
        for key, value in after.items():
            _line(tree, (*path, key), value, None)
        return
    was = "" if before is None or isinstance(before, Mapping) else f"  # {_toml(before)}"
    entry = f"{_key(path[-1])} = {_toml(after)}{was}"
    tree.setdefault(path[:-1], []).append(entry)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _toml(value: Any) -> str:
    """One value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < WIDE else repr(value)
        case str():
            return _text(value)
        case date():
            return value.isoformat()
        case Mapping():
            inner = ", ".join(f"{_key(str(k))} = {_toml(v)}" for k, v in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            return f"[{', '.join(_toml(item) for item in value)}]"
