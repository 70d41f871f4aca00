"""A rule or a way out of a conflict, said in the user's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.limit_words import limit_words, target_words
from planner.model.plan import Conflict, Repair, RuleRef
from planner.model.programme import Programme
from planner.model.rules import LocalText
from planner.text import has, say

__all__ = ["conflict_lines", "repair_words", "rule_words"]

NAMES_SHOWN: Final = 6


def _join(names: Sequence[str], language: str) -> str:
    shown = list(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        rest = say("rules.more", language, count=len(names) - NAMES_SHOWN)
        return say("rules.list", language).join(shown) + rest
    if len(shown) < 2:
        return "".join(shown)
    head = say("rules.list", language).join(shown[:-1])
    return f"{head}{say('rules.and', language)}{shown[-1]}"


def _key(rule: RuleRef) -> str:
    key = f"rules.{rule.kind}"
    if rule.kind == "wave_limit" and rule.wave is not None:
        return f"{key}.wave"
    unnamed = rule.kind == "allowed" and rule.id is None
    undated = rule.kind in ("earliest_wave", "latest_wave", "ready_wave") and rule.wave is None
    if unnamed or undated:
        return f"{key}.any"
    if rule.kind in ("before", "earlier") and len(rule.names) < 2:
        return "rules.dependency"
    return key


def _named(rule: RuleRef, programme: Programme | None) -> str | LocalText:
    if programme is None or rule.id is None:
        return rule.id or ""
    if rule.kind in ("limit", "wave_limit"):
        return limit_words(rule.id, programme)
    return target_words(rule.id, programme)


def rule_words(rule: RuleRef, language: str, programme: Programme | None = None) -> str:
    """Say ``rule`` in ``language``; a kind without words of its own is said by its ids.

    With ``programme``, limits and targets are called by their names.
    """
    key = _key(rule)
    if not has(key):
        return " ".join(part for part in (rule.kind, rule.id, *rule.names) if part)
    return say(
        key,
        language,
        id=_named(rule, programme),
        names=_join(rule.names, language),
        first=rule.names[0] if rule.names else "",
        second=rule.names[-1] if rule.names else "",
        wave=rule.wave if rule.wave is not None else "",
    )


def repair_words(repair: Repair, language: str, programme: Programme | None = None) -> str:
    """Say what to change, by how much, and whether that is proven to be enough."""
    rules = _join([rule_words(rule, language, programme) for rule in repair.rules], language)
    key = f"rules.change.{repair.change}"
    if repair.amount is None and repair.change in ("raise", "lower", "later", "earlier"):
        key = "rules.change.allow"
    amount = "" if repair.amount is None else f"{repair.amount:,.6g}"
    words = say(key if has(key) else "rules.change.drop", language, rules=rules, amount=amount)
    proof = say("rules.proven" if repair.proven else "rules.unproven", language)
    return f"{words}（{proof}）" if language == "zh" else f"{words} ({proof})"


def conflict_lines(
    conflict: Conflict, language: str, programme: Programme | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules in conflict and the ways out, each a line of plain words."""
    return (
        tuple(rule_words(rule, language, programme) for rule in conflict.rules),
        tuple(repair_words(repair, language, programme) for repair in conflict.repairs),
    )
