"""From every earlier schema of the project file to today's, one pure step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.errors import BadInputError

__all__ = ["SCHEMA", "migrate"]

type Members = dict[str, Any]

SCHEMA: Final = 1
"""The schema this program writes."""

STEPS: Final[Mapping[int, Callable[[Members], Members]]] = {}
"""Schema number to the step that brings its members to the next one."""


def migrate(
    members: Members,
    schema: int,
    *,
    newest: int = SCHEMA,
    steps: Mapping[int, Callable[[Members], Members]] = STEPS,
) -> Members:
    """Return ``members`` in today's schema.

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
