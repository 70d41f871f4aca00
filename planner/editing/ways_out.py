"""Taking a way out of a conflict: one undoable step whose reason the decision log keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.editing.operations import Operation, next_decision_number
from planner.errors import Message
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.model.way_out import way_out_value
from planner.optimising.plan import RuleRef
from planner.project import Document
from planner.wording import say
from planner.wording.rules import change_words

__all__ = ["named_rule", "take_way_out"]


def named_rule(rule: RuleRef, study: Study) -> RuleRef:
    """Return a rule with the names of workloads in place of their ids.

    A workload that has one place left to go is said to have just that one.
    """
    known = study.inventory.by_id
    if rule.kind == "allowed" and rule.id is None and len(rule.names) == 1:
        workload = next((w for w in study.problem.workloads if w.id == rule.names[0]), None)
        left = workload.candidates() if workload is not None else ()
        if len(left) == 1:
            rule = replace(rule, id=left[0])
    return replace(
        rule, names=tuple(known[name].name if name in known else name for name in rule.names)
    )


def take_way_out(
    document: Document,
    study: Study,
    number: int,
    day: date,
    who: str = "",
    why: str = "",
    language: str = "en",
) -> Operation:
    """Relax what repair ``number`` (from 0) of the study's conflict names, rule by rule.

    ``why`` is what a person says of it; the log keeps the conflict's own words before that, in
    ``language``.
    """
    conflict = study.plan.conflict
    assert conflict is not None
    way = conflict.repairs[number]
    shown = replace(way, rules=tuple(named_rule(rule, study) for rule in way.rules))
    words = change_words(shown, language, study.programme, study.rules.compliance)
    count = len(conflict.repairs)
    reason = say("ui_ask.ways.reason", language, number=number + 1, count=count, words=words)
    if why:
        reason = say("ui_ask.ways.reason.why", language, reason=reason, why=why)
    first = next_decision_number(document)
    added = tuple(
        Decision(
            f"D{first + place}", DecisionKind.WAY_OUT, rule.names,
            way_out_value(rule, way.change, way.amount), reason, who, day,
        )
        for place, rule in enumerate(way.rules)
    )  # fmt: skip
    scenario = document.scenario
    changed = document.with_scenario(replace(scenario, decisions=(*scenario.decisions, *added)))
    return Operation(Message("ui_ask.undo.way_out", {"words": words}), changed, replan=True)
