"""Where a workload may go: rules of law and policy, pins and bans, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.assessing.decided import Decided
from planner.assessing.values import Facts, Test, holds, tellers_of
from planner.model.assessment import Forbidden, ValueSource
from planner.model.fields import Value
from planner.model.programme import Target
from planner.model.rules import ComplianceRule, LocalText
from planner.wording import say

__all__ = ["Permission", "ReadyRule", "permissions", "ready_rules"]

type ReadyRule = tuple[ComplianceRule, tuple[Test, ...]]
type Permission = tuple[dict[str, tuple[Forbidden, ...]], tuple[LocalText, ...]]

BOTH = ("en", "zh")
NO_EVIDENCE = frozenset(("current_kind", "environment"))
"""Conditions that hold for nearly all and say nothing of the kind of system."""
CLOSED = LocalText(
    "Nothing more is placed there: only what runs there already.", "不再新增部署，仅保留现有系统。"
)
PINNED = LocalText("Pinned to {target} by decision.", "已指定到{target}。")
BANNED = LocalText("Ruled out by decision.", "已决定排除该去向。")
RETAINED = LocalText("Decided to stay where it is.", "已决定保持现状。")
PIN_AGAINST_RULE = LocalText(
    "Pinned to {target}, which the rule “{rule}” forbids: the pin is not followed. Drop the rule "
    "for good reason, or change the pin.",
    "指定到{target}与规则“{rule}”冲突，未予采纳；请说明理由后停用该规则，或修改指定去向。",
)
NOWHERE_LEFT = LocalText(
    "No target is allowed by the rules; it stays where it is until they are reviewed.",
    "规则不允许任何去向，复审前暂留现状。",
)
NEW_NOWHERE = LocalText(
    "No target is allowed by the rules; {target} stands in until they are reviewed.",
    "规则不允许任何去向，复审前暂定为{target}。",
)


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
    """Return what forbids each target, and conditions and conflicts as notes.

    A rule of law or policy wins over a pin or a ban; at least one target is always left.
    """
    forbidden: dict[str, list[Forbidden]] = {target.id: [] for target in targets}
    notes: list[LocalText] = []
    dropped = chosen.dropped_for.get(facts.workload.id, ())
    for rule, tests in rules:
        if rule.key in dropped or not holds(facts, tests, known):
            continue
        if not rule.forbids:
            notes.append(rule.reason)
            continue
        if facts.guessed and _on_a_guess(facts, rule):
            notes.append(_guess_only(facts, rule))
            continue
        reason = Forbidden(rule.key, rule.reason)
        for target in targets:
            if _forbids(rule, target, current):
                forbidden[target.id].append(reason)
    for target in targets:
        if target.closed and target.id != current:
            forbidden[target.id].append(Forbidden("closed", CLOSED))
    notes += _apply_decisions(facts.workload.id, current, targets, chosen, forbidden)
    return {target: tuple(reasons) for target, reasons in forbidden.items()}, tuple(notes)


def _on_a_guess(facts: Facts, rule: ComplianceRule) -> bool:
    """Whether nothing but a guessed kind of system makes the rule hold."""
    asked = [field for field in rule.when if field not in NO_EVIDENCE]
    known = (ValueSource.CELL, ValueSource.USER, ValueSource.DERIVED)
    return bool(asked) and not any(
        field != "archetype" and facts.read(field)[1] in known for field in asked
    )


def _guess_only(facts: Facts, rule: ComplianceRule) -> LocalText:
    kind = facts.archetype.name if facts.archetype else LocalText("", "")
    return LocalText(
        *(say("profiles.guess_only", lang, kind=kind, rule=rule.name) for lang in BOTH)
    )


def _forbids(rule: ComplianceRule, target: Target, current: str | None) -> bool:
    if target.kind in rule.forbids:
        return True
    if "moving" in rule.forbids and current is not None and target.id != current:
        return True
    return "staying" in rule.forbids and target.id == current


def _apply_decisions(
    identity: str,
    current: str | None,
    targets: Sequence[Target],
    chosen: Decided,
    forbidden: dict[str, list[Forbidden]],
) -> list[LocalText]:
    notes: list[LocalText] = []
    lawful = [target.id for target in targets if not forbidden[target.id]]
    pin = chosen.pins.get(identity)
    retains = chosen.strategies.get(identity) == "retain" and current is not None
    if pin is None and retains:
        pin = current
    if pin is not None and pin in lawful:
        words = RETAINED if retains else _fill(PINNED, target=_named(targets, pin))
        rule = "retain" if retains else "pin"
        for target in targets:
            if target.id != pin:
                forbidden[target.id].append(Forbidden(rule, words))
        return notes
    if pin is not None:
        rules = forbidden.get(pin, ())
        broken = rules[0].rule if rules else ""
        notes.append(_fill(PIN_AGAINST_RULE, target=_named(targets, pin), rule=broken))
    banned = [target for target in chosen.bans.get(identity, ()) if target in forbidden]
    if set(lawful) - set(banned):
        for target_id in banned:
            forbidden[target_id].append(Forbidden("ban", BANNED))
    if not lawful:
        fallback = current if current in forbidden else _guarded(targets)
        forbidden[fallback or targets[0].id] = []
        words = NOWHERE_LEFT if current else NEW_NOWHERE
        notes.append(_fill(words, target=_named(targets, fallback or "")))
    return notes


def _guarded(targets: Sequence[Target]) -> str:
    """The most guarded place: private, then legacy, then the first."""
    for kind in ("private", "legacy"):
        for target in targets:
            if target.kind == kind:
                return target.id
    return targets[0].id


def _named(targets: Sequence[Target], name: str) -> LocalText:
    """The user's own name of a target, else the words for its kind."""
    found = next((target for target in targets if target.id == name), None)
    if found is None or found.name:
        said = found.name if found is not None else name
        return LocalText(said, said)
    key = f"common.target.{found.kind}"
    return LocalText(say(key, "en"), say(key, "zh"))


def _fill(words: LocalText, **params: str | LocalText) -> LocalText:
    both = {
        name: LocalText(value, value) if isinstance(value, str) else value
        for name, value in params.items()
    }
    return LocalText(
        words.en.format(**{name: value.en for name, value in both.items()}),
        words.zh.format(**{name: value.zh for name, value in both.items()}),
    )
