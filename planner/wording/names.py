"""The names of limits and targets as people know them, from the keys the problem knows them by."""

from __future__ import annotations

from planner.model.programme import Programme
from planner.model.rules import LocalText
from planner.wording.catalogue import has
from planner.wording.sentences import say

__all__ = ["limit_words", "target_words", "team_words"]


def target_words(target: str, programme: Programme) -> LocalText:
    """Return the user's own name of a target, else the words for its kind."""
    found = next((entry for entry in programme.targets if entry.id == target), None)
    if found is not None and found.name:
        return LocalText(found.name, found.name)
    return _both(f"common.target.{found.kind if found is not None else target}", target)


def team_words(team: str, programme: Programme) -> LocalText:
    """Return the user's own name of a team, else the words for its kind of work."""
    found = next((entry.name for entry in programme.teams if entry.id == team and entry.name), None)
    if found is not None:
        return LocalText(found, found)
    return _both(f"common.work.{team}", team)


def limit_words(key: str, programme: Programme) -> LocalText:
    """Return the name of a limit: the program's own keys in words, the user's as they are.

    ``capacity.<target>.<measure>`` and ``team.<id>`` are made by the assessment; other keys with
    words of their own are in ``assessing.limit``.
    """
    kind, _, rest = key.partition(".")
    if kind == "capacity" and "." in rest:
        target, _, measure = rest.rpartition(".")
        place, what = target_words(target, programme), _both(f"fields.{measure}", measure)
        name = LocalText(f"{place.en} ({what.en})", f"{place.zh}（{what.zh}）")
        return _filled("assessing.limit.capacity", name)
    if kind == "team" and rest:
        return _filled("assessing.limit.team", team_words(rest, programme))
    return _both(f"assessing.limit.{key}", key)


def _both(key: str, otherwise: str) -> LocalText:
    if not has(key):
        return LocalText(otherwise, otherwise)
    return LocalText(say(key, "en"), say(key, "zh"))


def _filled(key: str, name: LocalText) -> LocalText:
    return LocalText(say(key, "en", name=name.en), say(key, "zh", name=name.zh))
