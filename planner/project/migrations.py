"""From every earlier schema of the project file to today's, one pure step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.errors import BadInputError

__all__ = ["SCHEMA", "migrate"]

type Members = dict[str, Any]

SCHEMA: Final = 2
"""The schema this program writes."""


def _sources_in_languages(members: Members) -> Members:
    """Schema 1 kept the source of a rule in English and Chinese under two names."""
    document = members["document.json"]
    rule_sets = {
        name: {**rules, "compliance": [_with_source(one) for one in rules.get("compliance", [])]}
        for name, rules in document.get("rule_sets", {}).items()
    }
    return {**members, "document.json": {**document, "rule_sets": rule_sets}}


def _with_source(rule: Members) -> Members:
    kept = {name: value for name, value in rule.items() if name not in ("source", "source_zh")}
    words = {"en": rule.get("source", ""), "zh": rule.get("source_zh", "")}
    given = {language: text for language, text in words.items() if text}
    return {**kept, "source": {"en": "", **given}} if given else kept


STEPS: Final[Mapping[int, Callable[[Members], Members]]] = {1: _sources_in_languages}
"""Schema number to the step that brings its members to the next one."""


def migrate(
    members: Members,
    schema: int,
    *,
    newest: int = SCHEMA,
    steps: Mapping[int, Callable[[Members], Members]] = STEPS,
) -> Members:
    """Return ``members`` in today's schema.

    Parameters
    ----------
    members
        Name of the member in the archive to what stands in it.
    schema
        Version in which they were written.
    newest
        Version that is wanted.
    steps
        By version, what leads to the next one.

    Raises
    ------
    BadInputError
        Where the file was written by a newer program.
    """
    if schema > newest:
        raise BadInputError(
            "errors.program.this_project_was_saved_by_a_newer",
            "errors.program.install_the_newer_version_to_open_it",
            schema=schema,
            newest=newest,
        )
    for number in range(schema, newest):
        members = steps[number](members)
    return members
