"""Why here and why now, for one workload: facts of the plan turned into sentences.

Nothing is guessed: a rule is said to bind only where breaking it alone was tried, and an earlier
wave is said to be barred only by a rule that bars it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from planner.errors import Message, message
from planner.model.assessment import TargetCase, WorkloadAssessment
from planner.model.insight import Why
from planner.model.rules import Money, Words
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.questioning.binding import (
    bindings,
    came_late,
    cheaper,
    closed_limits,
    company_of,
    frozen,
    full,
    numbers,
    shut_out,
    waits_for,
)
from planner.questioning.facts import Facts
from planner.questioning.timing import Window

__all__ = ["explain", "explain_all"]

type Params = dict[str, object]

PARTS_SAID = 2
PULLS_SAID = 4
POINTS_SAID = 0.5
"""Points of fit against a move below which nothing is said of them."""
NOTICED = 0.5
"""Points of fit from which on a factor is worth a word."""


def explain_all(study: Study) -> dict[str, Why]:
    """Explain every workload, without what came second (see :mod:`planner.questioning.second`)."""
    facts = Facts(study)
    return {name: _explain(facts, name) for name in study.plan.placement}


def explain(study: Study, workload_id: str) -> Why:
    """Explain one workload."""
    return _explain(Facts(study), workload_id)


def _explain(facts: Facts, name: str) -> Why:
    target = facts.placement[name]
    pulls = _pulls(facts, name, target)
    closed = tuple(closed_limits(facts, name, target))
    bound = bindings(facts, name)
    waits = tuple(dict.fromkeys(waits_for(facts, name)))
    return Why(
        workload_id=name,
        target=target,
        here=tuple(_here(facts, name, target, pulls, closed)),
        now=tuple(_now(facts, name, target, waits)),
        binding=tuple(rule for rule, _ in bound),
        rules=tuple(said for _, said in bound),
        pulled_by=tuple(other for other, _ in pulls),
        waits_for=waits,
    )


def _here(
    facts: Facts,
    name: str,
    target: str,
    pulls: list[tuple[str, float]],
    closed: tuple[RuleRef, ...],
) -> Iterator[Message]:
    item = facts.study.assessment.workloads[name]
    candidates = facts.workloads[name].candidates()
    if facts.locked.get(name) == "outside":
        yield Message("questioning.here.outside")
        return
    if len(candidates) == 1:
        yield Message("questioning.here.only", {"target": facts.called.target(target)})
        yield from _ruled_out(facts, item)
        return
    case = item.cases[target]
    best_fit = max(candidates, key=lambda t: item.cases[t].fit)
    if best_fit == target:
        yield Message(
            "questioning.here.best_fit",
            {"target": facts.called.target(target), "fit": f"{case.fit:.0f}"},
        )
    else:
        yield _fits_elsewhere(facts, item, target, best_fit)
    rival = min((t for t in candidates if t != target), key=lambda t: facts.workloads[name].cost[t])
    gains = {
        factor: part - item.cases[rival].fit_parts.get(factor, 0.0)
        for factor, part in case.fit_parts.items()
    }
    yield from _factors(facts, rival, gains)
    yield from _money(facts, item.cases[rival], case, rival, gains)
    if pulls:
        names = ", ".join(other for other, _ in pulls[:PULLS_SAID])
        yield Message("questioning.here.pulled", {"names": names})
    if closed:
        full_ones = tuple(facts.called.limit(rule.id or rule.kind) for rule in closed)
        many = ".many" if len(full_ones) > 1 else ""
        yield Message(f"questioning.here.limit{many}", {"rule": full_ones})
    yield from _kept_here(facts, name, target)


def _ruled_out(facts: Facts, item: WorkloadAssessment) -> Iterator[Message]:
    """Why every other place is closed to it, a sentence for each reason."""
    closed: list[tuple[Words, list[Words]]] = []
    for other, case in item.cases.items():
        for entry in case.forbidden[:1]:
            same = next((targets for reason, targets in closed if reason == entry.reason), None)
            if same is None:
                closed.append((entry.reason, same := []))
            same.append(facts.called.target(other))
    for reason, targets in closed:
        key = "questioning.here.forbidden" + (".many" if len(targets) > 1 else "")
        yield Message(key, {"target": tuple(targets), "reason": reason})


def _fits_elsewhere(facts: Facts, item: WorkloadAssessment, target: str, other: str) -> Message:
    """Another place would suit it better: what outweighs that."""
    here, there = item.cases[target], item.cases[other]
    digits = 0 if round(here.fit) < round(there.fit) else 1
    points = there.points_against
    unproven = points >= max(there.fit - here.fit, POINTS_SAID)
    params: Params = {
        "target": facts.called.target(target),
        "fit": f"{here.fit:.{digits}f}",
        "other": facts.called.target(other),
        "other_fit": f"{there.fit:.{digits}f}",
    }
    if not unproven:
        return Message("questioning.here.fit", params)
    guessed = _guessed_rule(facts, item, other)
    key = f"questioning.here.{'guessed' if guessed else 'unproven'}"
    return Message(key, {**params, **guessed, "points": f"{points:.0f}"})


def _guessed_rule(facts: Facts, item: WorkloadAssessment, other: str) -> Params:
    """The rule that would close the other place, were its kind not only read from its name."""
    kinds = {target.id: target.kind for target in facts.study.programme.targets}
    closing = {"leaving_site", "moving", kinds[other]}
    for note in item.notes:
        if isinstance(note, Message) and note.key == "profiles.guess_only":
            for rule in facts.study.rules.compliance:
                if rule.name == note.params["rule"] and closing & set(rule.forbids):
                    return {"rule": rule.name, "kind": note.params["kind"]}
    return {}


def _kept_here(facts: Facts, name: str, target: str) -> Iterator[Message]:
    """What keeps it from a place that would cost it less: its company, or the calendar."""
    if not cheaper(facts, name, target):
        return
    beside = company_of(facts, name)
    if beside:
        yield Message("questioning.here.company", {"names": ", ".join(beside)})
        return
    late = came_late(facts, name, target)
    if late is not None:
        told: Params = {"target": facts.called.target(late[0]), "wave": str(late[1])}
        yield Message("questioning.here.late", told)
        return
    for other, window in list((shut_out(facts, name, target) or {}).items())[:1]:
        yield from _shut_out(facts, name, other, window)
        yield from _price_of_staying(facts, name, target, other)


def _shut_out(facts: Facts, name: str, other: str, window: Window) -> Iterator[Message]:
    """Why the calendar leaves no wave for its move to another place."""
    params: Params = {"target": facts.called.target(other), "first": str(window.first)}
    if window.first == window.last:
        yield Message("questioning.here.no_room.one", params)
    elif window.first < window.last:
        yield Message("questioning.here.no_room", {**params, "last": str(window.last)})
    elif window.before and window.after:
        after = {"after": facts.names.get(window.after, window.after)}
        before = {"before": facts.names.get(window.before, window.before)}
        words = {**params, **after, **before, "last": str(window.last)}
        yield Message("questioning.here.no_wave", words)
    elif window.before:
        before = {"before": facts.names.get(window.before, window.before)}
        words = {**params, **before, "last": str(window.last)}
        yield Message("questioning.here.too_late", words)
    else:
        yield _no_wave_at_all(facts, name, other, window)


def _price_of_staying(facts: Facts, name: str, target: str, other: str) -> Iterator[Message]:
    """What the calendar costs that keeps it from another place: money, and points of fit."""
    cases = facts.study.assessment.workloads[name].cases
    more = cases[target].net_present_minor - cases[other].net_present_minor
    if more > 0:
        params: Params = {
            "amount": Money(more, facts.study.inventory.currency),
            "other": facts.called.target(other),
            "points": f"{max(0.0, cases[other].fit - cases[target].fit):.0f}",
        }
        yield Message("questioning.here.calendar_price", params)


def _no_wave_at_all(facts: Facts, name: str, target: str, window: Window) -> Message:
    """What closes every wave to a move: its own work, or its dates and what closes waves."""
    length, waves = facts.workloads[name].duration(target), len(facts.problem.waves)
    params: Params = {"target": facts.called.target(target), "first": str(window.first)}
    if length > waves:
        figures = {"length": str(length), "waves": str(waves)}
        return Message("questioning.here.too_long", {**params, **figures})
    if window.first > waves:
        return Message("questioning.here.no_open_wave", params)
    return Message("questioning.here.no_date", params)


def _factors(facts: Facts, rival: str, gains: dict[str, float]) -> Iterator[Message]:
    """The factors that speak most for this place against the rival, in points of fit."""
    best = [f for f in sorted(gains, key=lambda f: -gains[f])[:PARTS_SAID] if gains[f] > NOTICED]
    if best:
        parts = [
            message(
                "questioning.here.factor.part",
                factor=message(f"common.factor.{factor}"),
                points=f"{gains[factor]:.1f}",
            )
            for factor in best
        ]
        together = reduce(lambda one, two: message("rules.pair", one=one, two=two), parts)
        yield Message(
            "questioning.here.factors", {"factors": together, "other": facts.called.target(rival)}
        )


def _money(
    facts: Facts, other: TargetCase, case: TargetCase, rival: str, gains: dict[str, float]
) -> Iterator[Message]:
    """What it costs against the rival, in money of the net present."""
    saving = other.net_present_minor - case.net_present_minor
    key = "cheaper" if saving > 0 else "dearer"
    if saving == 0 or (saving < 0 and sum(gains.values()) <= 0):
        return
    amount = Money(abs(saving), facts.study.inventory.currency)
    yield Message(
        f"questioning.here.{key}", {"other": facts.called.target(rival), "amount": amount}
    )


def _pulls(facts: Facts, name: str, target: str) -> list[tuple[str, float]]:
    """Neighbours that would be farther away anywhere else it could go, strongest first."""
    elsewhere = [t for t in facts.workloads[name].candidates() if t != target]
    found: dict[str, float] = {}
    for other, weight in facts.touching[name]:
        place = facts.placement[other]
        here = facts.problem.between(target, place)
        if elsewhere and weight > 0:
            saved = min(facts.problem.between(t, place) for t in elsewhere) - here
            if saved > 0:
                found[other] = found.get(other, 0.0) + weight * saved
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _now(facts: Facts, name: str, target: str, waits: tuple[str, ...]) -> Iterator[Message]:
    wave = facts.wave.get(name)
    if wave is None:
        yield Message("questioning.now.stays", {"target": facts.called.target(target)})
        return
    workload, number = facts.workloads[name], {"wave": str(wave)}
    if name in facts.locked:
        yield Message(f"questioning.now.{facts.locked[name]}", number)
        return
    if facts.pinned.get(name) == wave:
        yield Message("questioning.now.pinned", number)
        return
    if workload.latest_wave == wave:
        yield Message("questioning.now.latest", number)
    if wave == 1:
        yield Message("questioning.now.first")
        return
    ready = facts.ready.get(target, 1) == wave
    if ready:
        yield Message("questioning.now.ready", {"target": facts.called.target(target), **number})
    if workload.earliest_wave == wave:
        key = "today" if wave == facts.first_open else "earliest"
        yield Message(f"questioning.now.{key}", number)
    if waits:
        yield Message("questioning.now.waits", {"names": ", ".join(waits)})
    barred = list(_no_room(facts, name, target, wave))
    yield from barred
    if not (ready or workload.earliest_wave == wave or waits or barred):
        yield Message("questioning.now.others", number)


def _no_room(facts: Facts, name: str, target: str, wave: int) -> Iterator[Message]:
    """Freezes and full limits, where they leave no earlier wave that it could move in."""
    workload = facts.workloads[name]
    shut, crowded = frozen(facts, workload, target, wave), full(facts, workload, target, wave)
    closed = {number for _, at in (*shut, *crowded) for number in at}
    first = max(facts.ready.get(target, 1), workload.earliest_wave or 1)
    if not closed or not closed.issuperset(range(first, wave)):
        return
    for freeze, at in shut:
        words: Params = {"rule": freeze, "waves": numbers(at)}
        yield Message("questioning.now.frozen", words)
    if crowded:
        names = [facts.called.limit(rule) for rule, _ in crowded]
        rules = tuple(names)
        waves = sorted({n for _, at in crowded for n in at})
        words = {"rules": rules, "waves": numbers(waves), "count": len(waves)}
        yield Message("questioning.now.full", words)
