"""What a sponsor should watch: places left late, the riskiest move, the tightest team, limits."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.reporting.content import Prose
from planner.reporting.cut_over_days import is_watched
from planner.reporting.dates_owed import dates_owed
from planner.reporting.limit_figures import free_limits
from planner.reporting.moves import Move
from planner.reporting.view import View

__all__ = ["watched"]

_FULL: Final = 0.97
"""From this share of a limit on it is said to be used up."""
_OVER: Final = 1.001
_MANY: Final = 2
"""Critical systems from which on a day of cut-overs is named."""
_SHAKY: Final = 0.5
"""Placements kept in fewer than this share of the draws are named."""


def watched(view: View) -> tuple[Prose, ...]:
    """Return the sentences, the most important first."""
    items = [
        *_places_watched(view),
        *_risk_watched(view),
        *_day_watched(view),
        *_teams_watched(view),
        *_limits_watched(view),
    ]
    stability = view.study.insights.stability
    if stability is not None:
        found = sorted((share, key) for key, share in stability.keeps.items() if share < _SHAKY)
        if found:
            names = view.some_names(tuple(key for _, key in found), 3)
            items.append(view.words.say("watch.shaky", names=names))
    return tuple(Prose(item) for item in items) or (Prose(view.words.say("watch.none")),)


def _places_watched(view: View) -> list[str]:
    """Places that cut-overs leave in time, as the rule asks, and their old systems do not."""
    words = view.words
    return [
        words.plural(
            "watch.vacancy",
            late,
            name=one.subject,
            day=words.day(one.day),
            off=words.day(one.own),
        )
        for one in dates_owed(view.figures, view.schedule)
        if one.kind == "vacancy" and (late := one.late_days or 0) > 0
    ]


def _risk_watched(view: View) -> list[str]:
    words = view.words
    riskiest = max(view.figures.moving, key=lambda move: move.risk, default=None)
    if riskiest is None:
        return []
    return [
        words.say(
            "watch.risk",
            name=view.workload_name(riskiest.id),
            risk=words.number(riskiest.risk),
            wave=riskiest.wave or 0,
            owner=words.named(view.figures.owner(riskiest)),
        )
    ]


def _day_watched(view: View) -> list[str]:
    """The day on which most critical systems are cut over at once; nothing where none share one."""
    ahead = {wave.number for wave in view.figures.waves if wave.actual_day is None}
    found: dict[date, list[Move]] = {}
    for move in filter(is_watched, view.figures.moving):
        if move.wave in ahead:
            found.setdefault(view.schedule.moves[move.id].cut_over, []).append(move)
    if not found:
        return []
    day = max(sorted(found), key=lambda one: len(found[one]))
    moves = sorted(found[day], key=lambda move: -move.risk)
    if len(moves) < _MANY:
        return []
    return [
        view.words.say(
            "watch.day",
            day=view.words.day(day),
            wave=moves[0].wave or 0,
            count=len(moves),
            names=view.some_names(tuple(move.id for move in moves), 3),
        )
    ]


def _teams_watched(view: View) -> list[str]:
    """The tightest team; where its work does not fit, that it does not."""
    words = view.words
    tight = [
        (days / capacity if capacity else float("inf"), place, one)
        for one in view.figures.loads
        for place, (days, capacity) in enumerate(zip(one.days, one.capacity, strict=True))
        if days and capacity is not None
    ]
    if not tight:
        return []
    share, place, one = max(tight, key=lambda item: item[0])
    key = "watch.over" if share > _OVER else "watch.team"
    return [
        words.say(
            key,
            team=view.words.team(one.team),
            number=place + 1,
            days=words.number(one.days[place]),
            capacity=words.number(one.capacity[place] or 0.0),
            share="" if share > _OVER else words.percent(share),
        )
    ]


def _limits_watched(view: View) -> list[str]:
    words, free = view.words, free_limits(view)
    full = [
        words.say(
            "watch.limit",
            name=view.words.limit(limit.id),
            share=words.percent(used / limit.at_most),
        )
        for limit, used in view.figures.limits_used
        if limit.at_most and used / limit.at_most >= _FULL and limit.id not in free
    ]
    return [words.say("watch.limits", limits=words.joined(full[:3]))] if full else []
