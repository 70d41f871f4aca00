"""What is changed in the rules is written into the decision log; its reason is asked for beside.

A value that is dragged changes many times, so the entry is made at once and follows the value, and
the page asks why and who decided until it has been told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.assessing.rules_compare import changes
from planner.editing.decisions import record_decision
from planner.editing.operations import Operation
from planner.editing.rule_names import change_words, place_name
from planner.editing.rules import rules_in_use
from planner.errors import Message
from planner.model.scenario import Decision, DecisionKind
from planner.project import Document
from planner.wording import plural, say

__all__ = ["give_reasons", "logged", "owed"]

TO = " ⇒ "
ONE_BY_ONE = 4
"""Values changed at once that are named each; more are counted under the rule set's name."""


def owed(document: Document) -> tuple[Decision, ...]:
    """Return the entries of the log whose reason has not been given yet."""
    return tuple(
        entry
        for entry in document.scenario.decisions
        if entry.kind is DecisionKind.NOTE and entry.value and entry.active and not entry.reason
    )


def logged(before: Document, operation: Operation, day: date, language: str) -> Operation:
    """Return an operation on the rules together with what the log says of it.

    Parameters
    ----------
    before
        The project before the step.
    operation
        The step, which changes rules.
    day
        Day of the entry.
    language
        In which the log says it.
    """
    document = operation.document
    others = {
        entry.id
        for scenario in document.scenarios
        if scenario.name != document.scenario.name
        for entry in scenario.decisions
    }
    own = [entry for entry in owed(document) if entry.id not in others]
    for place, was, now in _changed(before, document, language):
        head = say("ui_ask.rules.head", language, place=place)
        known = next((one for one in own if one.value.startswith(head)), None)
        if known is None:
            words = f"{head}{was}{TO}{now}" if was or now else place
            document = record_decision(document, (), words, "", day)
            continue
        first = known.value.removeprefix(head).rpartition(TO)[0]
        value = f"{head}{first}{TO}{now}"
        document = _put(document, replace(known, value=value, day=day, active=first != now))
    return replace(operation, document=document)


def give_reasons(document: Document, reason: str, who: str, day: date) -> Operation:
    """Say why the rules were changed and who decided: of every entry that still lacks it.

    Parameters
    ----------
    reason
        Why, in the person's words.
    who
        Who decided.
    day
        Day on which the entries were made.
    """
    for entry in owed(document):
        document = _put(document, replace(entry, reason=reason, who=who, day=day))
    return Operation(Message("ui_ask.undo.reasons"), document)


def _put(document: Document, entry: Decision) -> Document:
    """Put an entry in the place of the one with its id, in the scenario and in the log."""
    scenario = document.scenario
    decisions = tuple(entry if one.id == entry.id else one for one in scenario.decisions)
    changed = document.with_scenario(replace(scenario, decisions=decisions))
    return replace(changed, log=tuple(entry if one.id == entry.id else one for one in changed.log))


def _changed(before: Document, after: Document, language: str) -> Iterator[tuple[str, str, str]]:
    """Return place, earlier and later value of everything that differs, in words."""
    old, new = rules_in_use(before), rules_in_use(after)
    found = changes(old, new)
    if len(found) > ONE_BY_ONE:
        count = plural("ui_ask.rules.values", language, len(found))
        yield say("ui_ask.rules.set", language, name=new.name.say(language), count=count), "", ""
    else:
        for one in found:
            place = place_name(new, one.path).say(language)
            yield place, change_words(one.before, language), change_words(one.after, language)
    yield from _prices(before, after, language)


def _prices(before: Document, after: Document, language: str) -> Iterator[tuple[str, str, str]]:
    """Return the lines of the workbook's own price sheet that differ."""
    pairs = zip(before.programme.prices, after.programme.prices, strict=False)
    for one, other in pairs:
        if one != other:
            parts = (other.target, other.item, other.team)
            place = say("ui_ask.rules.price", language, line=" · ".join(p for p in parts if p))
            was, now = (
                line.factor if line.factor is not None else line.price_minor / 100
                for line in (one, other)
            )
            yield place, change_words(was, language), change_words(now, language)
