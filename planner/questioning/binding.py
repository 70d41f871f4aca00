"""The rules that bind one workload: what keeps it from a place or a wave it would like better.

A rule of places binds where it closes a target that would cost the workload itself less. A rule of
time binds where it bars the wave before, or every later one. What else is in force is not named.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from planner.errors import Message
from planner.model.assessment import Forbidden
from planner.model.rules import Words
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, Limit, ProblemWorkload, WaveLimit
from planner.questioning.facts import Facts
from planner.questioning.timing import Window
from planner.wording.rules import rule_message

__all__ = [
    "Bound",
    "bindings",
    "came_late",
    "cheaper",
    "closed_limits",
    "company_of",
    "frozen",
    "full",
    "numbers",
    "shut_out",
    "waits_for",
]

type Bound = tuple[RuleRef, Message]
"""A rule, and what it does to the workload in words."""

BY_HAND = frozenset({"pin", "ban", "retain"})
FORBIDDING = frozenset({"allowed", "forbidden"})
"""Kinds whose reasons the assessment has: law, policy, pins and bans."""
DATED = frozenset({"ready_wave", "earliest_wave", "latest_wave"})
"""Kinds that close waves on one side of a date, which is compared."""
KEY = "questioning.rule"


def bindings(facts: Facts, name: str) -> tuple[Bound, ...]:
    """Return every rule that binds a workload, those about its place first."""
    target, wave = facts.placement[name], facts.wave.get(name)
    found = [
        *_forbidden(facts, name, target),
        *((rule, _limit(facts, rule)) for rule in closed_limits(facts, name, target)),
        *_company(facts, name, target),
        *_closed(facts, name, target),
    ]
    if wave is not None:
        found += [*_fixed(facts, name, wave), *_earlier(facts, name, target, wave)]
        found += _later(facts, name, wave)
    return tuple({rule: (rule, said) for rule, said in found}.values())


def cheaper(facts: Facts, name: str, target: str) -> list[str]:
    """Return the targets that would cost the workload itself less, the least first.

    Parameters
    ----------
    facts
        The plan, indexed.
    name, target
        Ids of the workload and of where it is.
    """
    cost = facts.workloads[name].cost
    found = [other for other in facts.workloads[name].candidates() if cost[other] < cost[target]]
    return sorted(found, key=lambda other: (cost[other], other))


def company_of(facts: Facts, name: str) -> tuple[str, ...]:
    """What stands beside it in groups that share a target or an attribute."""
    tied = [tie.ref.names for tie in facts.ties.get(name, ()) if tie.agrees]
    return tuple(dict.fromkeys(one for names in tied for one in names if one != name))


def shut_out(facts: Facts, name: str, target: str) -> dict[str, Window] | None:
    """Return the cheaper targets that only want of a wave closes, with their windows.

    One that a limit closes as well is left out: with other dates it would be closed still.
    None where a cheaper target is closed neither by the calendar nor by a limit: what keeps the
    workload here is then the whole, and no single rule.

    Parameters
    ----------
    facts, name, target
        As in :func:`cheaper`.
    """
    workload, found = facts.workloads[name], {}
    for other in cheaper(facts, name, target):
        if any(_breaks(facts, workload, one, target, other) for one in facts.problem.limits):
            continue  # other dates alone would not let it in
        if not facts.problem.waves or not workload.moves_to(other):
            return None
        window = facts.windows.of(workload, other)
        if window.wave is not None:
            return None
        found[other] = window
    return found


def came_late(facts: Facts, name: str, target: str) -> tuple[str, int] | None:
    """Return the place it would go to but for the date of its move, and the wave of that.

    None where it moves in the plan, or where a cheaper place costs more for another reason.

    Parameters
    ----------
    facts, name, target
        As in :func:`cheaper`.
    """
    workload = facts.workloads[name]
    if facts.wave.get(name) is not None or target != workload.current:
        return None
    days = [wave.day or 0.0 for wave in facts.problem.waves]
    here = workload.cost[target] + _separation(facts, name, target)
    for other in cheaper(facts, name, target):
        window = facts.windows.of(workload, other)
        there = workload.cost[other] + _separation(facts, name, other)
        if window.wave is None or there >= here:
            continue
        if there + workload.delay(other) * days[window.wave - 1] >= here:
            return other, window.wave
    return None


def _separation(facts: Facts, name: str, target: str) -> float:
    return sum(
        weight * facts.problem.between(target, facts.placement[other])
        for other, weight in facts.touching[name]
    )


def closed_limits(facts: Facts, name: str, target: str) -> Iterator[RuleRef]:
    """Limits that a move to a cheaper target of its own would break, were it free to go there.

    Parameters
    ----------
    facts, name, target
        As in :func:`cheaper`.
    """
    workload = facts.workloads[name]
    closed = shut_out(facts, name, target)
    if closed is None or company_of(facts, name):
        return
    for limit in facts.problem.limits:
        for other in cheaper(facts, name, target):
            if other not in closed and _breaks(facts, workload, limit, target, other):
                yield RuleRef("limit", limit.id, (name,))
                break


def _breaks(facts: Facts, workload: ProblemWorkload, limit: Limit, target: str, other: str) -> bool:
    """Whether a limit has no room for a workload on another target, all else as planned."""
    change = (workload.amount(limit.amount, other) if other in limit.targets else 0.0) - (
        workload.amount(limit.amount, target) if target in limit.targets else 0.0
    )
    after = facts.used[limit.id] + change
    over = limit.at_most is not None and after > limit.at_most + 1e-9
    under = limit.at_least is not None and after < limit.at_least - 1e-9
    return over or under


def _limit(facts: Facts, rule: RuleRef) -> Message:
    return Message(f"{KEY}.limit", {"rule": facts.called.limit(rule.id or "")})


def _forbidden(facts: Facts, name: str, target: str) -> Iterator[Bound]:
    """Law, policy, pins and bans that close a target which would cost it less."""
    item = facts.study.assessment.workloads[name]
    here = item.cases.get(target)
    for other, case in item.cases.items():
        if here is None or other == target or case.cost >= here.cost:
            continue
        for entry in case.forbidden:
            yield _closing(facts, name, target, other, entry)


def _closing(facts: Facts, name: str, target: str, other: str, entry: Forbidden) -> Bound:
    place = facts.called.target(other)
    if entry.rule == "ban":
        return RuleRef("ban", other, (name,)), Message(f"{KEY}.ban", {"other": place})
    if entry.rule in BY_HAND:
        return (
            RuleRef("allowed", target, (name,)),
            Message(f"{KEY}.pin", {"target": facts.called.target(target)}),
        )
    known = (rule.name for rule in facts.study.rules.compliance if rule.key == entry.rule)
    words: Words = next(known, entry.rule)
    return (
        RuleRef("law", entry.rule, (name,)),
        Message(f"{KEY}.law", {"rule": words, "other": place}),
    )


def _company(facts: Facts, name: str, target: str) -> Iterator[Bound]:
    """Groups that keep it from a cheaper target: with the others' value, or off theirs."""
    better = cheaper(facts, name, target)
    for tie in facts.ties.get(name, ()) if better else ():
        others = [one for one in tie.ref.names if one != name]
        if not tie.agrees:
            value = tie.values(facts.problem)
            taken = {value[other] for other in better}
            others = [one for one in others if value[facts.placement[one]] in taken]
        if others:
            attribute = _named(facts, tie.ref).params.get("id", "")
            words = {"names": ", ".join(others), "attribute": attribute}
            yield tie.ref, Message(f"{KEY}.{tie.kind}", words)


def _closed(facts: Facts, name: str, target: str) -> Iterator[Bound]:
    """What else closes a cheaper target to it alone: an exit, and whatever rule there may be."""
    cost = facts.workloads[name].cost
    for ref, closing in facts.closings.get(name, ()):
        other = closing.target
        if closing.waves is not None or other is None or ref.kind in FORBIDDING:
            continue
        if cost.get(other, math.inf) < cost[target]:
            words = {"rule": _named(facts, ref), "other": facts.called.target(other)}
            yield ref, Message(f"{KEY}.closes", words)


def _named(facts: Facts, ref: RuleRef) -> Message:
    return rule_message(ref, facts.called)


def _fixed(facts: Facts, name: str, wave: int) -> Iterator[Bound]:
    """A wave that is fixed: done, committed, or pinned."""
    number = {"wave": str(wave)}
    if name in facts.locked:
        key = f"{KEY}.locked.{facts.locked[name]}"
        yield RuleRef("locked", names=(name,), wave=wave), Message(key, number)
    elif facts.pinned.get(name) == wave:
        yield RuleRef("pin_wave", names=(name,), wave=wave), Message(f"{KEY}.pin_wave", number)


def _earlier(facts: Facts, name: str, target: str, wave: int) -> Iterator[Bound]:
    """What bars the wave before."""
    workload, number = facts.workloads[name], {"wave": str(wave)}
    if wave == 1 or name in facts.locked:
        return
    if facts.ready.get(target, 1) == wave:
        said = Message(f"{KEY}.ready", {"target": facts.called.target(target), **number})
        yield RuleRef("ready_wave", target, wave=wave), said
    if workload.earliest_wave == wave and facts.pinned.get(name) != wave:
        key = "today" if wave == facts.first_open else "earliest"
        yield RuleRef("earliest_wave", names=(name,), wave=wave), Message(f"{KEY}.{key}", number)
    for ref in _closing_waves(facts, name, target, wave - 1):
        if ref.kind == "spread":
            lasts = {"waves": str(workload.duration(target)), **number}
            yield ref, Message(f"{KEY}.spread", lasts)
        elif ref.kind == "closed_wave":
            yield ref, Message(f"{KEY}.closed_wave")
        elif ref.kind not in DATED:
            yield ref, Message(f"{KEY}.bars", {"rule": _named(facts, ref), "wave": str(wave - 1)})
    for needed, kind in facts.needs[name]:
        if _holds(facts, wave, needed, kind):
            said = Message(f"{KEY}.{kind.value}", {"names": needed})
            yield RuleRef(kind.value, names=(name, needed)), said
    before = wave - 1
    for rule, closed in frozen(facts, workload, target, wave):
        while before in closed:
            before -= 1
        if wave - 1 not in closed:
            continue
        words = {"rule": rule, "waves": numbers(closed)}
        yield RuleRef("freeze", rule), Message(f"{KEY}.freeze", words)
    for limit, at in full(facts, workload, target, wave):
        if before not in at:
            continue
        said = Message(f"{KEY}.full", {"rule": facts.called.limit(limit), "waves": numbers(at)})
        yield RuleRef("wave_limit", limit, wave=at[-1]), said


def _later(facts: Facts, name: str, wave: int) -> Iterator[Bound]:
    """What bars every later wave."""
    workload = facts.workloads[name]
    if name in facts.locked or facts.pinned.get(name) == wave:
        return
    if workload.latest_wave == wave:
        said = Message(f"{KEY}.latest", {"wave": str(wave)})
        yield RuleRef("latest_wave", names=(name,), wave=wave), said
    later = range(wave + 1, len(facts.problem.waves) + 1)
    for ref in _closing_waves(facts, name, facts.placement[name], *later):
        if ref.kind == "exit":
            yield ref, Message(f"{KEY}.exit", {"rule": ref.id or "", "wave": str(wave)})
        elif ref.kind not in DATED:
            yield ref, Message(f"{KEY}.bars", {"rule": _named(facts, ref), "wave": str(wave + 1)})
    for other, kind in facts.needs[name]:
        if kind is DependencyKind.TOGETHER and facts.wave.get(other) == wave:
            said = Message(f"{KEY}.together", {"names": other})
            yield RuleRef(kind.value, names=(name, other)), said
    for other, kind in facts.needed_by[name]:
        at = facts.wave.get(other)
        if at is None or kind is DependencyKind.FREE:
            continue
        if wave >= (at - 1 if kind is DependencyKind.EARLIER else at):
            said = Message(f"{KEY}.needed", {"names": other})
            yield RuleRef(kind.value, names=(other, name)), said


def _closing_waves(facts: Facts, name: str, target: str, *waves: int) -> Iterator[RuleRef]:
    """Rules that close all of these waves to a move onto a target, whatever all others do."""
    for ref, closing in facts.closings.get(name, ()):
        if closing.target in (None, target) and waves and {*waves} <= {*(closing.waves or ())}:
            yield ref


def waits_for(facts: Facts, name: str) -> Iterator[str]:
    """What it needs that moves in the same or an earlier wave, and so holds it back."""
    wave = facts.wave.get(name)
    if wave is not None:
        for needed, kind in facts.needs[name]:
            if _holds(facts, wave, needed, kind):
                yield needed


def _holds(facts: Facts, wave: int, needed: str, kind: DependencyKind) -> bool:
    other = facts.wave.get(needed)
    if other is None or kind is DependencyKind.FREE:
        return False
    return other >= (wave - 1 if kind is DependencyKind.EARLIER else wave)


def full(
    facts: Facts, workload: ProblemWorkload, target: str, wave: int
) -> list[tuple[str, tuple[int, ...]]]:
    """Limits that an earlier wave would break if the workload moved in it, with those waves.

    Waves that a freeze closes are not counted: see :func:`frozen`.

    Parameters
    ----------
    facts
        The plan, indexed.
    workload
        The one that would move.
    target
        Id of where it moves to.
    wave
        In which it moves, from 1.
    """
    found: list[tuple[str, tuple[int, ...]]] = []
    for limit in facts.problem.wave_limits:
        work = workload.work(limit.amount, target)
        if limit.at_most is None or limit.id == "freeze":
            continue
        at = tuple(
            number
            for number in _open_before(facts, workload, target, wave)
            if _overfull(facts, limit, work, number, wave)
        )
        if at:
            found.append((limit.id, at))
    return found


def _overfull(
    facts: Facts, limit: WaveLimit, work: tuple[float, ...], number: int, own: int
) -> bool:
    """Whether a limit would be broken were work for wave ``own`` done for wave ``number``."""
    if limit.at_most is None:
        return False
    by_place, load = facts.windows.calendar.by_place, facts.windows.load
    now = by_place(limit.id, work, own)
    for place, amount in by_place(limit.id, work, number).items():
        most = limit.at_most[place]
        others = load.get((limit.id, place), 0.0) - now.get(place, 0.0)
        if most is not None and amount > 0 and others + amount > most + 1e-9:
            return True
    return False


def frozen(
    facts: Facts, workload: ProblemWorkload, target: str, wave: int
) -> list[tuple[str, tuple[int, ...]]]:
    """Freezes that close earlier waves to it, by name, with those waves.

    Parameters
    ----------
    facts, workload, target, wave
        As in :func:`full`.
    """
    closed = [
        number
        for limit in facts.problem.wave_limits
        if limit.id == "freeze" and limit.at_most is not None
        for number in _open_before(facts, workload, target, wave)
        if limit.at_most[number - 1] == 0.0
    ]
    calendar, found = facts.study.calendar, []
    for freeze in facts.study.programme.freezes:
        at = tuple(
            number
            for number in closed
            if number <= len(calendar)
            and calendar[number - 1].first_day <= freeze.last_day
            and freeze.first_day <= calendar[number - 1].last_day
        )
        if at:
            found.append((freeze.name, at))
    return found


def numbers(waves: Iterable[int]) -> tuple[str, ...]:
    """Return the numbers of waves, to be said one after the other."""
    return tuple(str(wave) for wave in waves)


def _open_before(facts: Facts, workload: ProblemWorkload, target: str, wave: int) -> range:
    """Earlier waves that its target and its own dates leave open."""
    return range(max(facts.ready.get(target, 1), workload.earliest_wave or 1), wave)
