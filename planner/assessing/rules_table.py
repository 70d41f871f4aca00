"""A rule set as the tables of its file: the way back from :func:`rule_set_from`.

Editing, comparing and saving all speak of places in these tables, such as
``("indicators", "channel", "weight")``, so that a mistake is answered with the same sentence
whether it stands in a file or was typed on screen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.assessing.rules_schema import (
    FACTOR_ITEMS,
    TARGET_KINDS,
    rule_set_from,
)
from planner.errors import BadInputError
from planner.model.fields import Value
from planner.model.programme import MINOR_PER_UNIT, PriceLine
from planner.model.rules import (
    Archetype,
    ComplianceRule,
    Curve,
    Indicator,
    LocalText,
    RuleSet,
    StrategyRule,
)

__all__ = ["Path", "changed", "table_of", "value_at"]

type Table = dict[str, Any]
type Path = tuple[str, ...]
"""Keys from the top of the file to a value; a place in a list is its number from 1."""

DECIMALS = 12


def table_of(rules: RuleSet) -> Table:
    """Return the tables that :func:`rule_set_from` makes ``rules`` from again, to the last digit.

    Plain TOML values: tables, lists, text, numbers, booleans and dates.
    """
    table: Table = {
        "id": rules.id,
        "name": _words(rules.name),
        "note": _words(rules.note),
        "publisher": rules.publisher,
        "source": rules.source,
        "weights": dict(rules.weights),
        "numbers": dict(rules.numbers),
        "indicators": {one.key: _indicator(one) for one in rules.indicators},
        "profiles": {
            one.target_kind: {factor: _curve(curve) for factor, curve in one.curves.items()}
            for one in rules.profiles
        },
        "distance": _distance(rules.distance),
        "interfaces": {
            name or "unknown": {
                "kind": one.kind.value,
                "weight": one.weight,
                "round_trips": one.round_trips,
            }
            for name, one in rules.interfaces.items()
        },
        "archetypes": {one.key: _archetype(one) for one in rules.archetypes},
        "compliance": {one.key: _compliance(one) for one in rules.compliance},
        "strategies": [_strategy(one) for one in rules.strategies],
        "effort_days": {key: dict(days) for key, days in rules.effort_days.items()},
        "texts": {key: _words(one) for key, one in rules.texts.items()},
    }
    if rules.base:
        table["base"] = rules.base
    return table | _prices(rules.prices)


def value_at(table: Mapping[str, Any], path: Path) -> Any:
    """Return what stands at ``path``; None where nothing does."""
    here: Any = table
    for key in path:
        if isinstance(here, Mapping):
            here = here.get(key)
        elif isinstance(here, list) and key.isdigit() and 0 < int(key) <= len(here):
            here = here[int(key) - 1]
        else:
            return None
    return here


def changed(rules: RuleSet, edits: Mapping[Path, Any], file: str = "") -> RuleSet:
    """Return rules with values put at their places.

    Parameters
    ----------
    edits
        By place; None takes an entry out.
    file
        In which the rules stand, for the sentence of a mistake.

    Raises
    ------
    BadInputError
        Where the rule set would no longer be usable; the sentence names the place.
    """
    table: Any = table_of(rules)
    for path, value in edits.items():
        table = _put(table, path, value, ".".join(path))
    made = rule_set_from(table, file or rules.name.en)
    sources = {(one.target, one.item, one.team): one.source for one in rules.prices}
    prices = tuple(
        replace(one, source=sources.get((one.target, one.item, one.team), one.source))
        for one in made.prices
    )
    return replace(made, prices=prices)


def _put(here: Any, path: Path, value: Any, whole: str) -> Any:
    """A copy of ``here`` along ``path`` with ``value`` at its end."""
    key = path[0]
    if isinstance(here, list):
        if not key.isdigit() or not 0 < int(key) <= len(here):
            raise _nowhere(whole)
        items, place = list(here), int(key) - 1
        items[place] = value if len(path) == 1 else _put(items[place], path[1:], value, whole)
        return items
    if not isinstance(here, dict):
        raise _nowhere(whole)
    made = dict(here)
    if len(path) > 1:
        made[key] = _put(here.get(key, {}), path[1:], value, whole)
    elif value is None:
        made.pop(key, None)
    else:
        made[key] = value
    return made


def _nowhere(whole: str) -> BadInputError:
    return BadInputError(
        "errors.rules.there_is_no_in_the_rule_set", "errors.advice.check_the_name", whole=whole
    )


def _words(text: LocalText) -> Table:
    return {"en": text.en, "zh": text.zh, **text.others}


def _curve(curve: Curve) -> list[list[float]]:
    return [[x, y] for x, y in curve.points]


def _indicator(one: Indicator) -> Table:
    table: Table = {
        "factor": one.factor,
        "field": one.field,
        "weight": one.weight,
        "name": _words(one.name),
        "neutral": one.neutral,
        "note": _words(one.note),
    }
    if one.curve is not None:
        return table | {"curve": _curve(one.curve)}
    return table | {"points": dict(one.points)}


def _archetype(one: Archetype) -> Table:
    return {
        "name": _words(one.name),
        "keywords": list(one.keywords),
        "defaults": {field: _value(value) for field, value in one.defaults.items()},
        "note": _words(one.note),
    } | _given(hints=one.hints, unless=one.unless, fields=one.fields)


def _given(**lists: Sequence[str]) -> Table:
    """Lists that hold something; an empty one is left out of the file."""
    return {name: list(items) for name, items in lists.items() if items}


def _value(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _when(when: Mapping[str, Sequence[str] | Sequence[float]]) -> Table:
    return {field: list(wanted) for field, wanted in when.items()}


def _compliance(one: ComplianceRule) -> Table:
    return {
        "name": _words(one.name),
        "when": _when(one.when),
        "forbids": list(one.forbids),
        "reason": _words(one.reason),
        "source": _words(one.source),
    } | _given(fields=one.fields, countries=one.countries)


def _strategy(one: StrategyRule) -> Table:
    return {
        "strategy": one.strategy,
        "targets": list(one.target_kinds),
        "when": _when(one.when),
        "reason": _words(one.reason),
    } | ({} if one.times == 1 else {"times": one.times})


def _distance(distance: Mapping[str, Mapping[str, float]]) -> Table:
    """Each pair once, as files have it."""
    table: Table = {}
    for place, one in enumerate(TARGET_KINDS):
        for other in TARGET_KINDS[place + 1 :]:
            if other in distance.get(one, ()):
                table.setdefault(one, {})[other] = distance[one][other]
    return table


def _prices(lines: Sequence[PriceLine]) -> Table:
    prices: Table = {}
    days: Table = {}
    for line in lines:
        if line.item == "person_day":
            days[line.team or "default"] = _units(line.price_minor)
        elif line.item in FACTOR_ITEMS:
            prices.setdefault(line.target, {})[line.item] = line.factor or 0.0
        else:
            prices.setdefault(line.target, {})[line.item] = _units(line.price_minor)
    return {"prices": prices, "person_day": days}


def _units(minor: float) -> float:
    """Whole units that give the very same minor ones again, with as few decimals as that takes."""
    for decimals in range(DECIMALS):
        units = round(minor / MINOR_PER_UNIT, decimals)
        if units * MINOR_PER_UNIT == minor:
            return units
    units = minor / MINOR_PER_UNIT
    return units if units * MINOR_PER_UNIT == minor else math.nextafter(units, math.inf)
