"""A rule or a way out of a conflict, said in the user's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from planner.errors import Message, message
from planner.model.rules import Words
from planner.model.scenario import Decision, DecisionKind
from planner.optimising.plan import Repair, RuleRef
from planner.wording.catalogue import has
from planner.wording.names import Names
from planner.wording.texts import preset_text

__all__ = [
    "change_message",
    "decided",
    "gathered",
    "kind_key",
    "repair_message",
    "rule_key",
    "rule_message",
    "several",
]

NOBODY: Final = Names()
"""Names where there is a problem alone: its own keys."""
LISTED: Final = re.compile("[,，、]")
"""Marks of a list within a name: it is no two names."""
NAMES_SHOWN: Final = 6
MOST_ALIKE: Final = 6
"""Rules of one kind that name one workload each and are still said one by one."""
WHOLE_FROM: Final = 3
FORBIDDEN_NAMES: Final = 3
"""Names of what is forbidden: workload, target, reason; more where several workloads are said at
once, and target and reason stand last all the same."""


def several(names: Sequence[Words]) -> Words:
    """Return names in a sentence: a few of them, the last behind "and", and how many more."""
    if len(names) < 2:
        return names[0] if names else ""
    if any(isinstance(name, str) and LISTED.search(name) for name in names):
        names = [message("common.quoted", words=name) for name in names]
    if len(names) > NAMES_SHOWN:
        more = len(names) - NAMES_SHOWN
        return message("rules.named.more", names=tuple(names[:NAMES_SHOWN]), count=more)
    return message("rules.named.last", names=tuple(names[:-1]), last=names[-1])


def rule_key(rule: RuleRef) -> str:
    """Return the key of the sentence that names a rule, by what is known of it."""
    key = f"rules.{rule.kind}"
    if rule.kind == "wave_limit" and rule.wave is not None:
        return f"{key}.wave"
    unnamed = rule.kind == "allowed" and rule.id is None
    undated = rule.kind in ("earliest_wave", "latest_wave", "ready_wave") and rule.wave is None
    if unnamed or undated:
        return f"{key}.any"
    if rule.kind in ("before", "earlier") and len(rule.names) < 2:
        return "rules.dependency"
    if rule.kind == "forbidden" and len(rule.names) > FORBIDDEN_NAMES:
        return f"{key}.many"
    return key


def _named(rule: RuleRef, names: Names) -> Words:
    if rule.kind == "principle":
        return message(f"rules.principle.{rule.id}")
    if rule.kind in ("same", "apart_by"):
        key = f"rules.attribute.{rule.id}"
        return message(key) if has(key) else rule.id or ""
    if rule.kind == "freeze" and rule.id:
        return preset_text(rule.id)
    if rule.id is None or rule.kind == "exit":
        return rule.id or ""
    if rule.kind in ("limit", "wave_limit"):
        return names.limit(rule.id)
    return names.target(rule.id)


def rule_message(rule: RuleRef, names: Names = NOBODY) -> Message:
    """Return what says ``rule``; a kind without words of its own is said by its ids."""
    key = rule_key(rule)
    if not has(key):
        return Message(" ".join(part for part in (rule.kind, rule.id, *rule.names) if part))
    called = tuple(map(names.workload, rule.names))
    return message(
        key,
        id=_named(rule, names),
        names=several(called[:-2] if key == "rules.forbidden.many" else called),
        first=called[0] if called else "",
        second=_second(rule, names),
        target=_target(rule, names),
        wave=rule.wave if rule.wave is not None else "",
    )


def _second(rule: RuleRef, names: Names) -> Words:
    """Return the last name of a rule; of a forbidden target, the reason in words."""
    last = rule.names[-1] if rule.names else ""
    if rule.kind != "forbidden":
        return names.workload(last)
    return message(f"rules.reason.{last}") if has(f"rules.reason.{last}") else names.law(last)


def _target(rule: RuleRef, names: Names) -> Words:
    """Return the target that rules of one workload and one target name second."""
    if rule.kind not in ("forbidden", "spread") or len(rule.names) < 2:
        return ""
    return names.target(rule.names[-2 if rule.kind == "forbidden" else 1])


def gathered(rules: Sequence[RuleRef]) -> tuple[RuleRef, ...]:
    """Return rules for people: many of one kind that name a workload each become one rule.

    So do many that keep workloads off one target for one reason.

    A limit in three waves or more is named as a whole; nothing is left out.
    """
    of_one = Counter(rule.kind for rule in rules if _names_one(rule))
    of_limit = Counter(rule.id for rule in rules if rule.kind == "wave_limit")
    of_reason = Counter(rule.names[1:] for rule in rules if rule.kind == "forbidden")
    shown: dict[RuleRef, None] = {}
    for rule in rules:
        if _names_one(rule) and of_one[rule.kind] > MOST_ALIKE:
            names = tuple(r.names[0] for r in rules if _names_one(r) and r.kind == rule.kind)
            rule = RuleRef(rule.kind, names=names)
        elif rule.kind == "forbidden" and of_reason[rule.names[1:]] > MOST_ALIKE:
            alike = [r for r in rules if r.kind == "forbidden" and r.names[1:] == rule.names[1:]]
            rule = RuleRef(rule.kind, names=(*(r.names[0] for r in alike), *rule.names[1:]))
        elif rule.kind == "wave_limit" and of_limit[rule.id] >= WHOLE_FROM:
            rule = RuleRef(rule.kind, rule.id)
        shown[rule] = None
    return tuple(shown)


def _names_one(rule: RuleRef) -> bool:
    own = rule.kind in ("allowed", "earliest_wave", "latest_wave")
    return own and rule.id is None and rule.wave is None and len(rule.names) == 1


def _changed(rule: RuleRef, names: Names) -> Message:
    """Return what a change is made to; a limit of no one wave is changed in every wave."""
    if rule.kind == "wave_limit" and rule.wave is None:
        return message("rules.wave_limit.every", id=_named(rule, names))
    return rule_message(rule, names)


def change_message(repair: Repair, names: Names = NOBODY) -> Message:
    """Return what says what to change, and by how much."""
    if repair.rules and repair.rules[0].kind == "waves" and repair.amount is not None:
        count = round(repair.amount)
        return message("rules.change.waves", count=count)
    rules = several([_changed(rule, names) for rule in repair.rules])
    key = f"rules.change.{repair.change}"
    if repair.amount is None and repair.change in ("raise", "lower", "later", "earlier"):
        key = "rules.change.allow"
    if not has(key):
        key = "rules.change.drop"
    amount = "" if repair.amount is None else f"{repair.amount:,.6g}"
    if repair.amount == 1:
        return message(key, rules=rules, amount=amount, count=1)
    return message(key, rules=rules, amount=amount)


def repair_message(repair: Repair, names: Names = NOBODY) -> Message:
    """Return what says what to change, by how much, and whether that is proven to be enough."""
    proof = message("rules.proven" if repair.proven else "rules.unproven")
    return message("rules.change.with_proof", change=change_message(repair, names), proof=proof)


def kind_key(decision: Decision) -> str:
    """Return the key of the words for a kind: a note with a value is a change made by hand."""
    changed = decision.kind is DecisionKind.NOTE and decision.value
    return "record" if changed else decision.kind.value


def decided(decision: Decision, names: Names) -> Words:
    """Return what a decision sets: a target or a relaxed rule by its words, else as it is kept."""
    from planner.model.way_out import read_way_out

    if decision.kind in (DecisionKind.PIN_TARGET, DecisionKind.BAN_TARGET):
        return names.target(decision.value)
    if decision.kind is DecisionKind.SCORE:
        factor, _, points = decision.value.partition("=")
        name = f"common.factor.{factor.strip()}"
        known = message(name) if has(name) else factor
        return message("rules.value.score", factor=known, points=points)
    if decision.kind is DecisionKind.STRATEGY and has(f"common.strategy.{decision.value}"):
        return message(f"common.strategy.{decision.value}")
    way = read_way_out(decision)
    return decision.value if way is None else change_message(way, names)
