"""What a person can do to the rules: each action returns a named operation, as in ``operations``.

A rule set of the program is never changed: the first edit makes the scenario's own copy of it.
Where other scenarios use that copy too, they keep theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.assessing import load_rule_set, rule_set_names
from planner.assessing.rules_compare import put_back
from planner.assessing.rules_table import Path, changed
from planner.editing.operations import Operation, turn_dials
from planner.editing.rule_names import place_name
from planner.errors import Message
from planner.model.rules import RuleSet
from planner.project import Document
from planner.wording import text_of

__all__ = [
    "base_of",
    "choose_rules",
    "edit_rules",
    "load_rules_into",
    "restore_rules",
    "rules_in_use",
    "use_rule_weights",
]

FIRST = "regulated-bank"


def rules_in_use(document: Document) -> RuleSet:
    """Return the rule set of the active scenario."""
    name = document.scenario.rule_set
    found = document.rule_sets.get(name)
    return found if found is not None else load_rule_set(name or FIRST)


def base_of(rules: RuleSet) -> RuleSet:
    """Return the rule set of the program that ``rules`` changes, or is."""
    known = rule_set_names()
    if rules.base in known:
        return load_rule_set(rules.base)
    return load_rule_set(rules.id if rules.id in known else "balanced")


def edit_rules(document: Document, edits: Mapping[Path, Any]) -> Operation:
    """Put values into the rule set in use; a place that is dragged is one step of the history.

    Raises
    ------
    BadInputError
        Where the rule set would no longer be usable.
    """
    rules = rules_in_use(document)
    made = changed(rules, edits)
    place = place_name(rules, next(iter(edits)))
    label = Message("ui_rules.undo.edit", {"place": place})
    return Operation(label, _with_own(document, made), replan=True, merge=True)


def restore_rules(document: Document, paths: Sequence[Path]) -> Operation:
    """Give places the values of the preset again.

    Raises
    ------
    BadInputError
        Where the rest could not stand with them.
    """
    rules = rules_in_use(document)
    made = put_back(rules, base_of(rules), paths)
    if len(paths) == 1:
        label = Message("ui_rules.undo.back", {"place": place_name(rules, paths[0])})
    else:
        label = Message("ui_rules.undo.back_many", {"count": str(len(paths))})
    return Operation(label, _with_own(document, made), replan=True)


def choose_rules(document: Document, rules: RuleSet) -> Operation:
    """Use another rule set, with its own weights and prices of fit and money."""
    label = Message("ui_rules.undo.choose", {"name": rules.name})
    return Operation(label, _using(document, rules), replan=True)


def load_rules_into(document: Document, rules: RuleSet, file: str) -> Operation:
    """Use the rules of a file; one that has a preset's name is kept as a copy of that.

    Parameters
    ----------
    rules
        As they were read.
    file
        Name of the file, for the history.
    """
    if rules.id in rule_set_names():
        rules = _own(rules, document)
    label = Message("ui_rules.undo.load", {"name": file})
    return Operation(label, _using(document, rules), replan=True)


def use_rule_weights(document: Document) -> Operation:
    """Let the rule set's weights count again where the scenario has its own."""
    dials = replace(document.scenario.dials, weights={})
    turned = turn_dials(document, dials, "weights")
    return Operation(Message("ui_rules.undo.weights"), turned.document, replan=True)


def _using(document: Document, rules: RuleSet) -> Document:
    scenario = document.scenario
    dials = replace(scenario.dials, weights={}, fit_price=None, money_price=None)
    chosen = replace(scenario, rule_set=rules.id, dials=dials)
    sets = {**document.rule_sets, rules.id: rules}
    return replace(document, rule_sets=sets).with_scenario(chosen)


def _with_own(document: Document, rules: RuleSet) -> Document:
    """Keep changed rules under a name that no other scenario uses."""
    others = {one.rule_set for one in document.scenarios if one.name != document.scenario.name}
    if rules.id in rule_set_names() or rules.id in others:
        rules = _own(rules, document)
    sets = {**document.rule_sets, rules.id: rules}
    scenario = replace(document.scenario, rule_set=rules.id)
    return replace(document, rule_sets=sets).with_scenario(scenario)


def _own(rules: RuleSet, document: Document) -> RuleSet:
    """A copy with an id that is not taken, which remembers what it is based on."""
    base = rules.base or (rules.id if rules.id in rule_set_names() else "")
    stem = rules.base or rules.id
    taken = {*document.rule_sets, *rule_set_names()}
    name, number = f"{stem}-own", 2
    while name in taken:
        name, number = f"{stem}-own-{number}", number + 1
    words = rules.name
    if rules.id in rule_set_names():
        words = text_of("ui_rules.set.own", name=words)
    return replace(rules, id=name, name=words, base=base)
