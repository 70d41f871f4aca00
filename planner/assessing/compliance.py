"""Where a workload may go: rules of law and policy, pins and bans, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.assessing.decided import Decided
from planner.assessing.name_words import words_of
from planner.assessing.values import Facts, Test, holds, tellers_of
from planner.errors import Message, message
from planner.model.assessment import Forbidden, ValueSource
from planner.model.fields import Value
from planner.model.inventory import Workload
from planner.model.programme import Target
from planner.model.rules import ComplianceRule, Words

__all__ = ["Permission", "ReadyRule", "permissions", "ready_rules"]

type ReadyRule = tuple[ComplianceRule, tuple[Test, ...]]
type Permission = tuple[dict[str, tuple[Forbidden, ...]], tuple[Words, ...], frozenset[str]]

NO_EVIDENCE = frozenset(("current_kind", "current_target", "environment"))
"""Conditions that hold for nearly all, or say where it is, and nothing of the kind of system."""


def ready_rules(rules: Iterable[ComplianceRule]) -> tuple[ReadyRule, ...]:
    """Return rules with their conditions made ready to be asked of many workloads."""
    return tuple((rule, tellers_of(rule.when)) for rule in rules)


def permissions(
    facts: Facts,
    current: str | None,
    targets: Sequence[Target],
    rules: Sequence[ReadyRule],
    chosen: Decided,
    known: dict[str, Value | None],
) -> Permission:
    """Return what forbids each target, notes, and the targets that only a guess would forbid.

    A rule of law or policy wins over a pin or a ban; at least one target is always left.

    Parameters
    ----------
    facts
        Of the workload.
    current
        Id of the target it is on; None: it is new.
    targets
        All of them.
    rules
        Of law and policy, in force.
    chosen
        Pins, bans and ways of moving that were decided.
    known
        Values read before for the same workload.
    """
    workload = facts.workload
    forbidden: dict[str, list[Forbidden]] = {target.id: [] for target in targets}
    notes: list[Words] = []
    doubted: set[str] = set()
    dropped = chosen.dropped_for.get(workload.id, ())
    for rule, tests in rules:
        if rule.key in dropped or not holds(facts, tests, known):
            continue
        if not rule.forbids:
            notes.append(rule.reason)
            continue
        if facts.guessed and _on_a_guess(facts, rule):
            notes.append(_guess_only(facts, rule))
            doubted.update(one.id for one in targets if _forbids(rule, one, current, workload))
            continue
        reason = Forbidden(rule.key, rule.reason)
        for target in targets:
            if _forbids(rule, target, current, workload):
                forbidden[target.id].append(reason)
    doubted |= _unknown_front(facts, current, targets, notes)
    for target in targets:
        if target.closed and target.id != current:
            forbidden[target.id].append(Forbidden("closed", message("assessing.note.closed")))
    notes += _apply_decisions(workload.id, current, targets, chosen, forbidden)
    found = {target: tuple(reasons) for target, reasons in forbidden.items()}
    return found, tuple(notes), frozenset(doubted)


def _unknown_front(
    facts: Facts, current: str | None, targets: Sequence[Target], notes: list[Words]
) -> set[str]:
    """Return the hybrids, where nobody says that it has a front which could be parted from it."""
    hybrids = {one.id for one in targets if one.kind == "hybrid" and one.id != current}
    if not hybrids or facts.value("channel") is not None:
        return set()
    notes.append(message("assessing.note.front_unknown"))
    return hybrids


def _on_a_guess(facts: Facts, rule: ComplianceRule) -> bool:
    """Whether nothing but a guessed kind of system makes the rule hold."""
    asked = [field for field in rule.when if field not in NO_EVIDENCE]
    known = (ValueSource.CELL, ValueSource.USER, ValueSource.DERIVED)
    return bool(asked) and not any(
        field != "archetype" and facts.read(field)[1] in known for field in asked
    )


def _guess_only(facts: Facts, rule: ComplianceRule) -> Words:
    kind = facts.archetype.name if facts.archetype else ""
    return message("profiles.guess_only", kind=kind, rule=rule.name)


def _forbids(rule: ComplianceRule, target: Target, current: str | None, workload: Workload) -> bool:
    if target.kind in rule.forbids:
        return True
    if "leaving_site" in rule.forbids and target.id != current and not _at_site(target, workload):
        return True
    if "moving" in rule.forbids and current is not None and target.id != current:
        return True
    return "staying" in rule.forbids and target.id == current


def _at_site(target: Target, workload: Workload) -> bool:
    """Whether a target lies at the site where the workload runs today, by their names."""
    here = f"{workload.text('site') or ''} {workload.text('current_target') or ''}"
    site = set(words_of(target.site))
    return bool(site) and site <= set(words_of(here))


def _apply_decisions(
    identity: str,
    current: str | None,
    targets: Sequence[Target],
    chosen: Decided,
    forbidden: dict[str, list[Forbidden]],
) -> list[Words]:
    """Add what is decided to what laws forbid; return the notes on it. One target is left."""
    lawful = [target.id for target in targets if not forbidden[target.id]]
    retains = chosen.strategies.get(identity) == "retain" and current is not None
    pin = chosen.pins.get(identity)
    if pin is None and retains:
        pin = current
    bans = chosen.bans.get(identity, ())
    if pin is not None and pin in lawful:
        return _hold(pin, targets, forbidden, retains=retains, banned=pin in bans)
    notes: list[Words] = []
    if pin is not None:
        against = tuple(one.reason for one in forbidden.get(pin, ()))
        notes.append(
            message("assessing.note.pin_against_rule", target=_named(targets, pin), rules=against)
        )
    banned = [target for target in bans if target in forbidden]
    if set(lawful) - set(banned):
        for target_id in banned:
            forbidden[target_id].append(Forbidden("ban", message("assessing.note.banned")))
    elif banned:
        notes.append(message("assessing.note.banned_everywhere"))
    if not lawful:
        notes.append(_open_one(current, targets, forbidden))
    return notes


def _hold(
    pin: str,
    targets: Sequence[Target],
    forbidden: dict[str, list[Forbidden]],
    *,
    retains: bool,
    banned: bool,
) -> list[Words]:
    """Forbid every target but the one it is pinned to; a ban of that one is noted."""
    rule = "retain" if retains else "pin"
    words = (
        message("assessing.note.retained")
        if retains
        else message("assessing.note.pinned", target=_named(targets, pin))
    )
    for target in targets:
        if target.id != pin:
            forbidden[target.id].append(Forbidden(rule, words))
    both = "retained_and_banned" if retains else "pinned_and_banned"
    return [message(f"assessing.note.{both}", target=_named(targets, pin))] if banned else []


def _open_one(
    current: str | None, targets: Sequence[Target], forbidden: dict[str, list[Forbidden]]
) -> Words:
    """Where laws leave nothing, open where it is, or the most guarded place; say so."""
    fallback = current if current in forbidden else _guarded(targets)
    forbidden[fallback or targets[0].id] = []
    if current:
        return message("assessing.note.nowhere_left")
    return message("assessing.note.new_nowhere", target=_named(targets, fallback or ""))


def _guarded(targets: Sequence[Target]) -> str:
    """The most guarded place: private, then legacy, then the first."""
    for kind in ("private", "legacy"):
        for target in targets:
            if target.kind == kind:
                return target.id
    return targets[0].id


def _named(targets: Sequence[Target], name: str) -> Message | str:
    """The user's own name of a target, else the words for its kind."""
    found = next((target for target in targets if target.id == name), None)
    if found is None or found.name:
        return found.name if found is not None else name
    return message(f"common.target.{found.kind}")
