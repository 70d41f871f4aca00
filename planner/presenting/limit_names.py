"""Limits in people's words, short where the column they stand in says the rest."""

from __future__ import annotations

from planner.model.programme import Programme
from planner.wording import has, say, worded
from planner.wording import names as known

__all__ = ["limit_name"]


def limit_name(limit_id: str, programme: Programme, language: str) -> str:
    """Return the words of a limit: of a team its name, of a capacity what is measured."""
    head, _, rest = limit_id.partition(".")
    if head == "team":
        return worded(known.team_name(rest, programme), language)
    short = f"fields.{rest.rpartition('.')[2]}" if head == "capacity" else f"ui.limit.{limit_id}"
    return (
        say(short, language)
        if has(short)
        else worded(known.limit_name(limit_id, programme), language)
    )
