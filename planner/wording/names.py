"""The names of limits and targets as people know them, from the keys the problem knows them by."""

from __future__ import annotations

from typing import Final

from planner.errors import Message, message
from planner.model.programme import Programme
from planner.wording.catalogue import has

__all__ = ["limit_name", "phase_key", "status_key", "target_name", "team_name"]

PARTS: Final = frozenset({"all_private", "budget", "capacity", "team"})
"""Words of ``assessing.limit`` that only make sense within a name; alone they are a user's own."""

type Name = Message | str
"""A name of the user's own, or a message where the program has words for it."""


def target_name(target: str, programme: Programme) -> Name:
    """Return the user's own name of a target, else the words for its kind."""
    found = next((entry for entry in programme.targets if entry.id == target), None)
    if found is not None and found.name:
        return found.name
    return _known(f"common.target.{found.kind if found is not None else target}", target)


def team_name(team: str, programme: Programme) -> Name:
    """Return the user's own name of a team, else the words for its kind of work."""
    found = next((entry.name for entry in programme.teams if entry.id == team and entry.name), None)
    return found if found is not None else _known(f"common.work.{team}", team)


def limit_name(key: str, programme: Programme) -> Name:
    """Return the name of a limit: the program's own keys in words, the user's as they are.

    ``capacity.<target>.<measure>`` (``*``: all private clouds together), ``budget.<id>`` and
    ``team.<id>`` are made by the assessment; other keys with words of their own are in
    ``assessing.limit``.
    """
    kind, _, rest = key.partition(".")
    if kind == "capacity" and "." in rest:
        target, _, measure = rest.rpartition(".")
        whole = message("assessing.limit.all_private") if target == "*" else None
        return message(
            "assessing.limit.capacity",
            name=whole or target_name(target, programme),
            measure=_known(f"fields.{measure}", measure),
        )
    if kind == "budget" and rest:
        return message("assessing.limit.budget", name=rest)
    if kind == "team" and rest:
        return message("assessing.limit.team", name=team_name(rest, programme))
    return key if key in PARTS else _known(f"assessing.limit.{key}", key)


def phase_key(phase: str) -> str:
    """Return the key of the words for a phase of work, which may be said short of its room."""
    return phase if has(phase) else f"common.{phase}"


def status_key(status: str, *, assumed: bool) -> str:
    """Return the key of a plan's status; nothing is called proven of figures that are assumed."""
    known = f"common.status.{status}_{'assumed' if assumed else ''}"
    return known if assumed and has(known) else f"common.status.{status}"


def _known(key: str, otherwise: str) -> Name:
    return message(key) if has(key) else otherwise
