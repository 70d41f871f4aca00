"""Why a wave holds what it holds, and what must stand before it starts."""

from __future__ import annotations

from typing import Final

from planner.assessing.wave_limits import open_share
from planner.reporting.content import Prose
from planner.reporting.figures import WaveFigures
from planner.reporting.load import waves_worked
from planner.reporting.view import View
from planner.wording import has

__all__ = ["before_start", "why_these"]


_NEEDED: Final = 3
"""Workloads that are named of those that a wave waits for."""
_NAMED: Final = 4
"""Limits that are named where several left no room."""


def why_these(view: View, wave: WaveFigures) -> tuple[Prose, ...]:
    """Return the reasons for a wave's workloads, the strongest first."""
    words = view.words
    found = _pilot(view, wave)
    found.extend(_opened(view, wave))
    found.extend(_groups(view, wave))
    found.extend(_earliest(view, wave))
    later = _opens(view, wave)
    if later:
        found.append(words.plural("why.opens", later))
    found.extend(_full(view, wave))
    found.extend(_shortened(view, wave))
    if wave.saving_known and wave.saving_year_minor > 0:
        found.append(words.say("why.saving", saving=words.money(wave.saving_year_minor)))
    return tuple(Prose(item) for item in found) or (Prose(words.say("why.room")),)


def _pilot(view: View, wave: WaveFigures) -> list[str]:
    """What the first wave is for, and which of its members its own rule would bar, by name."""
    words, pilot = view.words, view.study.programme.pilot
    if wave.number != 1 or pilot is None:
        return []
    barred = pilot.excluded_criticality
    names = tuple(
        move.id for move in wave.moves if move.criticality in barred or move.risk > pilot.max_risk
    )
    return [
        words.plural(
            "why.pilot.except" if names else "why.pilot",
            min(pilot.max_workloads, round(_room(view, wave) or pilot.max_workloads)),
            risk=words.number(pilot.max_risk),
            tiers=words.joined((view.choice("criticality", tier) for tier in barred), "either"),
            names=view.some_names(names, pilot.max_workloads) if names else "",
        )
    ]


def _full(view: View, wave: WaveFigures) -> list[str]:
    """How many would have moved earlier, and the limits that left no room for them, by name."""
    said = [
        (move.id, item)
        for move in wave.moves
        if (why := view.study.insights.why.get(move.id)) is not None
        for item in why.now
        if item.key.endswith(".full")
    ]
    if not said:
        return []
    named: dict[str, None] = {}  # in the order of the moves
    for _, item in said:
        rules = item.params.get("rules", ())
        named |= dict.fromkeys(rules if isinstance(rules, tuple) else ())
    count = len({key for key, _ in said})
    words = view.words
    rules = words.first_of([words.worded(name) for name in named], _NAMED, "and_more.items")
    key = "why.full.all" if count == len(wave.moves) and count > 1 else "why.full"
    return [words.plural(key, count, rules=rules)]


def _room(view: View, wave: WaveFigures) -> float | None:
    """How many workloads the wave may hold at most; None where nothing limits their number.

    In the pilot, foundations aside.
    """
    place = wave.number - 1
    limits = view.study.problem.wave_limits
    counts = (one.at_most for one in limits if one.id in ("wave.count", "pilot.count"))
    bounds = (one[place] for one in counts if one and place < len(one))
    return min((bound for bound in bounds if bound is not None), default=None)


def _shortened(view: View, wave: WaveFigures) -> list[str]:
    """That a freeze takes days of the wave, and with them a part of what it may hold."""
    programme, words = view.study.programme, view.words
    share = open_share(wave.slot, programme.freezes)
    sizes, place = programme.wave_sizes, wave.number - 1
    whole = programme.max_workloads_per_wave
    if whole is None and sizes:
        whole = sizes[min(place, len(sizes) - 1)]
    most, pilot = _room(view, wave), programme.pilot
    if whole is None or most is None or share >= 1.0 or most >= whole:
        return []
    if len(wave.moves) + 1 <= most:
        return []  # it would hold more: no reason for what it holds
    if place == 0 and pilot is not None and pilot.max_workloads <= most:
        return []  # the pilot's own limit is the lower, and said already
    return [
        words.say(
            "why.shortened",
            most=words.number(most),
            whole=words.number(whole),
            share=words.percent(1.0 - share),
        )
    ]


def _opened(view: View, wave: WaveFigures) -> list[str]:
    """Targets that this wave is the first to be able to use."""
    return [
        view.words.say("why.ready", target=view.words.target(target.id))
        for target in view.figures.targets
        if view.figures.ready_wave(target) == wave.number > 1
        and any(move.target == target.id for move in wave.moves)
    ]


def _groups(view: View, wave: WaveFigures) -> list[str]:
    inside = {move.id for move in wave.moves}
    groups = [group for group in view.study.assessment.groups if inside.issuperset(group.workloads)]
    found = []
    for group in groups[:2]:
        known = has(f"reporting.why.group.{group.why}")
        key = f"why.group.{group.why}" if known else "why.group.user"
        found.append(view.words.say(key, names=view.some_names(group.workloads)))
    return found


def _earliest(view: View, wave: WaveFigures) -> list[str]:
    """Moves whose work, begun in the first wave, allows no earlier cut-over."""
    known = view.figures.problem_workloads
    long = [m.id for m in wave.moves if waves_worked(m, known.get(m.id)) == wave.number > 1]
    if not long:
        return []
    names = view.some_names(tuple(long))
    return [view.words.plural("why.long", len(long), names=names, waves=wave.number)]


def _opens(view: View, wave: WaveFigures) -> int:
    """Workloads of later waves that wait for one of this wave, as their gates say it."""
    inside = {move.id for move in wave.moves}
    waits = (pair for other in view.figures.waves for pair in other.waits_on)
    return len({mover for mover, needed in waits if needed in inside})


def before_start(view: View, wave: WaveFigures) -> tuple[Prose, ...]:
    """Return what must be so before the wave starts or cuts over."""
    words = view.words
    zones = [
        words.say(
            "before.zone.dated" if target.ready_date else "before.zone",
            target=words.target(target.id),
            day=words.day(target.ready_date),
        )
        for target in view.figures.targets
        if any(move.target == target.id for move in wave.moves)
        and not any(
            move.target == target.id
            for earlier in view.figures.waves
            if earlier.number < wave.number
            for move in earlier.moves
        )
    ]
    found = [words.plural("before.ready", len(zones), zones=words.joined(zones))] if zones else []
    if wave.waits_on:
        needed = tuple(dict.fromkeys(needed for _, needed in wave.waits_on))
        found.append(
            words.plural("before.waits", len(needed), names=view.some_names(needed, _NEEDED))
        )
    found.extend(
        words.say(
            "before.freeze",
            name=words.freeze(freeze.name),
            first=words.day(freeze.first_day),
            last=words.day(freeze.last_day),
        )
        for freeze in view.study.programme.freezes
        if freeze.first_day <= wave.slot.last_day and freeze.last_day >= wave.slot.first_day
    )
    for freeze, moves in view.schedule.hurried.items():
        names = tuple(move.id for move in moves if move.wave == wave.number)
        if names and wave.actual_day is None:
            said = view.some_names(names, _NAMED)
            found.append(words.say("before.hurried", names=said, name=words.freeze(freeze.name)))
    return tuple(Prose(item) for item in found)
