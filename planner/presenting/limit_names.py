"""Limits in people's words: what the problem calls ``team.core`` has a name in the programme."""

from __future__ import annotations

from planner.model.programme import Programme
from planner.wording import has, say, worded
from planner.wording.names import team_name

__all__ = ["limit_name"]


def limit_name(limit_id: str, programme: Programme, language: str) -> str:
    """Return the words of a limit; its id where it has none of its own."""
    head, _, rest = limit_id.partition(".")
    if head == "team":
        return worded(team_name(rest, programme), language)
    if head == "capacity":
        measure = rest.rpartition(".")[2]
        key = f"fields.{measure}"
        return say(key, language) if has(key) else measure
    key = f"ui.limit.{limit_id}"
    return say(key, language) if has(key) else limit_id
