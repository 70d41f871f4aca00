"""What a person decides: pins, bans, scores, rules switched off, notes, questions left open.

Every decision is an entry of the scenario's log with who took it, on which day and why; it can be
withdrawn, and stays in the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.rules import LocalText
from planner.model.scenario import Decision, DecisionKind
from planner.project import Document

__all__ = [
    "ban_target",
    "drop_rule",
    "enforce_rule",
    "follow_strategy_rules",
    "lower_risk",
    "next_decision_number",
    "note_decision",
    "open_questions",
    "overrule_score",
    "overrule_strategy",
    "park_question",
    "pin_target",
    "pin_wave",
    "record_decision",
    "settle_question",
    "withdraw",
]


def pin_target(
    document: Document, workloads: Sequence[str], target: str, reason: str, day: date, who: str = ""
) -> Operation:
    """Decide that workloads go to ``target``; an earlier pin of them is withdrawn.

    Parameters
    ----------
    workloads
        Their ids.
    target
        Id of the target.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    label = Message("ui.undo.pin_target", {"names": _names(document, workloads), "target": target})
    return _decide(document, DecisionKind.PIN_TARGET, workloads, target, reason, day, who, label)


def ban_target(
    document: Document, workloads: Sequence[str], target: str, reason: str, day: date, who: str = ""
) -> Operation:
    """Decide that workloads never go to a target.

    Parameters
    ----------
    workloads, target, reason, day, who
        As in :func:`pin_target`.
    """
    label = Message("ui.undo.ban_target", {"names": _names(document, workloads), "target": target})
    return _decide(document, DecisionKind.BAN_TARGET, workloads, target, reason, day, who, label)


def pin_wave(
    document: Document, workloads: Sequence[str], wave: int, reason: str, day: date, who: str = ""
) -> Operation:
    """Decide the wave in which workloads move; an earlier pin of them is withdrawn.

    Parameters
    ----------
    workloads
        Their ids.
    wave
        From 1.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    label = Message("ui.undo.pin_wave", {"names": _names(document, workloads), "wave": str(wave)})
    return _decide(document, DecisionKind.PIN_WAVE, workloads, str(wave), reason, day, who, label)


def overrule_strategy(
    document: Document,
    workloads: Sequence[str],
    strategy: str,
    reason: str,
    day: date,
    who: str = "",
) -> Operation:
    """Decide how workloads move, whatever the rules propose.

    Parameters
    ----------
    workloads
        Their ids.
    strategy
        One of the seven Rs.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    names = _names(document, workloads)
    label = Message("ui_rules.undo.strategy", {"names": names, "strategy": strategy})
    return _decide(document, DecisionKind.STRATEGY, workloads, strategy, reason, day, who, label)


def overrule_score(
    document: Document,
    workloads: Sequence[str],
    factor: str,
    points: float,
    reason: str,
    day: date,
    who: str = "",
) -> Operation:
    """Decide a factor's score, whatever the indicators say.

    Parameters
    ----------
    workloads
        Their ids.
    factor
        Key of one of the five factors.
    points
        The score, 0 to 100.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    label = Message("ui_ask.undo.score", {"names": _names(document, workloads)})
    value = f"{factor}={points:g}"
    return _decide(document, DecisionKind.SCORE, workloads, value, reason, day, who, label)


def lower_risk(
    document: Document,
    workloads: Sequence[str],
    points: float,
    reason: str,
    day: date,
    who: str = "",
) -> Operation:
    """Take points off the risk of a move, because something has been done about it.

    Parameters
    ----------
    workloads
        Their ids.
    points
        How many, 0 to 100.
    reason
        What was done, for the log.
    day, who
        On which day and by whom it was decided, for the log.
    """
    label = Message("ui_ask.undo.mitigation", {"names": _names(document, workloads)})
    value = f"{points:g}"
    return _decide(document, DecisionKind.MITIGATION, workloads, value, reason, day, who, label)


def follow_strategy_rules(document: Document, workload: str) -> Operation:
    """Take back what was decided on how a workload moves; for others of the decision it stays."""

    def without(decision: Decision) -> Decision:
        by = decision.kind is DecisionKind.STRATEGY and workload in decision.workloads
        if not decision.active or not by:
            return decision
        left = tuple(name for name in decision.workloads if name != workload)
        return replace(decision, workloads=left or decision.workloads, active=bool(left))

    scenario = document.scenario
    kept = tuple(without(decision) for decision in scenario.decisions)
    changed = document.with_scenario(replace(scenario, decisions=kept))
    log = tuple(without(decision) for decision in changed.log)
    return Operation(Message("ui.undo.withdraw"), replace(changed, log=log), replan=True)


def drop_rule(
    document: Document, rule: str, name: LocalText, reason: str, day: date, who: str = ""
) -> Operation:
    """Decide that a rule of the rule set holds for nobody.

    Parameters
    ----------
    rule
        Key of the rule.
    name
        What people call it.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    label = Message("ui_rules.undo.drop", {"name": name})
    return _decide(document, DecisionKind.DROP_RULE, (), rule, reason, day, who, label)


def enforce_rule(document: Document, rule: str, name: LocalText) -> Operation:
    """Withdraw every decision that switched a rule off for all; they stay in the log.

    Parameters
    ----------
    rule, name
        As in :func:`drop_rule`.
    """
    for decision in document.scenario.decisions:
        off = decision.kind is DecisionKind.DROP_RULE and decision.value == rule
        if off and decision.active and not decision.workloads:
            document = withdraw(document, decision.id).document
    return Operation(Message("ui_rules.undo.keep", {"name": name}), document, replan=True)


def note_decision(document: Document, text: str, day: date, who: str = "") -> Operation:
    """Write a note into the decision log.

    Parameters
    ----------
    text
        What was decided, in the person's words.
    day, who
        On which day and by whom it was decided, for the log.
    """
    label = Message("ui.undo.note")
    return _decide(document, DecisionKind.NOTE, (), "", text, day, who, label, replan=False)


def record_decision(
    document: Document,
    workloads: Sequence[str],
    what: str,
    reason: str,
    day: date,
    who: str = "",
) -> Document:
    """Write into the log what was changed by hand elsewhere.

    Nothing follows from the entry: the change itself stands where it was made.

    Parameters
    ----------
    document
        The project as it is after the change.
    workloads
        Ids of those it is about.
    what
        What was changed, in words.
    reason
        Why.
    day, who
        On which day and by whom it was decided, for the log.
    """
    number = next_decision_number(document)
    entry = Decision(f"D{number}", DecisionKind.NOTE, tuple(workloads), what, reason, who, day)
    scenario = document.scenario
    return document.with_scenario(replace(scenario, decisions=(*scenario.decisions, entry)))


def withdraw(document: Document, decision_id: str) -> Operation:
    """Take a decision back; it stays in the log."""
    scenario = document.scenario
    decisions = tuple(
        replace(decision, active=False) if decision.id == decision_id else decision
        for decision in scenario.decisions
    )
    changed = document.with_scenario(replace(scenario, decisions=decisions))
    log = tuple(replace(d, active=False) if d.id == decision_id else d for d in changed.log)
    return Operation(Message("ui.undo.withdraw"), replace(changed, log=log), replan=True)


def park_question(
    document: Document, question: str, owner: str = "", day: date | None = None
) -> Operation:
    """Put an open question on the parking lot.

    Parameters
    ----------
    question
        In the person's words.
    owner
        Who takes it; empty where nobody is known.
    day
        Day of the entry.
    """
    number = next_decision_number(document)
    entry = Decision(f"D{number}", DecisionKind.PARKED, (), "", question, owner, day)
    return Operation(Message("ui.undo.park"), replace(document, log=(*document.log, entry)))


def settle_question(document: Document, place: int) -> Operation:
    """Take question number ``place`` (from 0, as listed) off the parking lot: it is answered.

    One that a log entry holds stays written there, and is open no more.
    """
    before, count = document.parked, len(document.parked)
    if place < count:
        changed = replace(document, parked=before[:place] + before[place + 1 :])
    else:
        opened = open_questions(document)[place - count]
        log = (replace(one, active=False) if one is opened else one for one in document.log)
        changed = replace(document, log=tuple(log))
    return Operation(Message("ui_changes.undo.settled"), changed)


def open_questions(document: Document) -> tuple[Decision, ...]:
    """Return the entries of the log that are questions still open, in their order."""
    return tuple(one for one in document.log if one.kind is DecisionKind.PARKED and one.active)


REPLACES = (
    DecisionKind.PIN_TARGET,
    DecisionKind.PIN_WAVE,
    DecisionKind.STRATEGY,
    DecisionKind.SCORE,
)


def _replaced(decision: Decision, kind: DecisionKind, value: str) -> bool:
    """Whether a new decision takes the place of ``decision``: of a score, the one of its factor."""
    if not decision.active or kind not in REPLACES or decision.kind != kind:
        return False
    if kind is not DecisionKind.SCORE:
        return True
    return decision.value.partition("=")[0] == value.partition("=")[0]


def _decide(
    document: Document,
    kind: DecisionKind,
    workloads: Sequence[str],
    value: str,
    reason: str,
    day: date,
    who: str,
    label: Message,
    *,
    replan: bool = True,
) -> Operation:
    scenario = document.scenario
    moved = set(workloads)
    kept = []
    for decision in scenario.decisions:
        if _replaced(decision, kind, value):
            left = tuple(name for name in decision.workloads if name not in moved)
            if left != decision.workloads:
                decision = replace(
                    decision, workloads=left or decision.workloads, active=bool(left)
                )
        kept.append(decision)
    number = next_decision_number(document)
    added = Decision(f"D{number}", kind, tuple(workloads), value, reason, who, day)
    changed = document.with_scenario(replace(scenario, decisions=(*kept, added)))
    return Operation(label, changed, replan=replan)


def next_decision_number(document: Document) -> int:
    """Return a number that no decision of any scenario has yet."""
    taken = (*document.log, *(d for one in document.scenarios for d in one.decisions))
    return 1 + max((_number(decision.id) for decision in taken), default=0)


def _number(decision_id: str) -> int:
    digits = decision_id.lstrip("D")
    return int(digits) if digits.isdecimal() else 0


def _names(document: Document, workloads: Sequence[str]) -> str:
    known = document.inventory.by_id
    first = [known[name].name if name in known else name for name in workloads[:2]]
    return ", ".join(first) + (" …" if len(workloads) > 2 else "")
