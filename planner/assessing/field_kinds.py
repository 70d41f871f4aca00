"""The kinds of system of a field, read from its file into the tables of a rule set."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["kinds_of"]

type Table = dict[str, Any]


@cache
def kinds_of(name: str) -> Table:
    """Return the tables of ``planner/assessing/fields/<name>``: kinds with their likes, or laws.

    An archetype that is ``like`` another group of kinds takes what is assumed of that group, and
    its own ``defaults`` over it. The file's ``fields`` are those of all its archetypes.
    """
    table = _read(name)
    if "archetypes" not in table:
        return table
    likes = _read("common.toml")["likes"]
    fields = table.get("fields", [])
    kinds: Table = {}
    for key, kind in table["archetypes"].items():
        own = {part: value for part, value in kind.items() if part != "like"}
        own["defaults"] = {**likes.get(kind.get("like", ""), {}), **kind.get("defaults", {})}
        if fields:
            own["fields"] = fields
        kinds[key] = own
    return {"archetypes": kinds}


@cache
def _read(name: str) -> Table:
    text = (files("planner.assessing.fields") / name).read_text(encoding="utf-8")
    return tomllib.loads(text)
