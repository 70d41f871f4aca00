"""Taking a way out of a conflict: one undoable step whose reason the decision log keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.editing.decisions import next_decision_number
from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.model.way_out import way_out_value
from planner.project import Document
from planner.wording import say
from planner.wording.wording import Wording

__all__ = ["take_way_out"]


def take_way_out(
    document: Document,
    study: Study,
    number: int,
    day: date,
    who: str = "",
    why: str = "",
    language: str = "en",
) -> Operation:
    """Relax what a way out of the conflict names, rule by rule.

    Parameters
    ----------
    study
        The answer that holds the conflict.
    number
        Of the way out, from 0.
    day, who
        On which day and by whom it was decided, for the log.
    why
        What a person says of it; the log keeps the conflict's own words before that.
    language
        Of those words.
    """
    conflict = study.plan.conflict
    assert conflict is not None
    way = conflict.repairs[number]
    words = Wording.of(study, language).change(way)
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
