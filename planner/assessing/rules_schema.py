"""What a rules file must hold: merged TOML tables to a checked :class:`RuleSet`."""

from __future__ import annotations

import difflib
import itertools
import math
import sys
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, NoReturn

from planner.errors import BadInputError, Message, message
from planner.model.fields import FIELD_BY_KEY, STRATEGIES, FieldKind, Value
from planner.model.programme import MINOR_PER_UNIT, PriceLine
from planner.model.rules import (
    FACTORS,
    Archetype,
    ComplianceRule,
    Curve,
    Indicator,
    InterfaceRule,
    LocalText,
    RuleSet,
    StrategyRule,
    TargetProfile,
)
from planner.optimising.problem import DependencyKind
from planner.wording import LANGUAGES, preset_text

__all__ = ["DERIVED_FIELDS", "INTERFACES", "TARGET_KINDS", "are_words", "rule_set_from"]

TARGET_KINDS: Final = ("legacy", "private", "public", "hybrid", "saas")
INTERFACES: Final = (
    "shared_database",
    "shared_host",
    "synchronous",
    "asynchronous",
    "batch",
    "file",
    "common_service",
)
DERIVED_FIELDS: Final = ("release_gap", "net_present_saving", "archetype", "current_kind")
"""Names that rules may read beside the fields of the inventory."""
PRICE_ITEMS: Final = ("cpu_core_year", "memory_gib_year", "storage_gib_year", "traffic_gib")
FACTOR_ITEMS: Final = ("licence_factor", "staff_factor", "power_usage", "carbon_kg_kwh")


def are_words(table: Mapping[str, object]) -> bool:
    """Whether a table of a rules file is one text in several languages, and no table of keys."""
    languages = table.keys() <= set(LANGUAGES) or "en" in table
    return bool(table) and languages and all(isinstance(text, str) for text in table.values())


class _Place:
    """A value of the file with the path to it, so that every complaint can say where."""

    def __init__(self, value: Any, path: str, file: str) -> None:
        self.value, self.path, self.file = value, path, file

    def fail(self, what: str, advice: str | Message = "", /, **facts: object) -> NoReturn:
        where = "in_file_place_fault" if self.path else "in_file_fault"
        raise BadInputError(
            f"errors.rules.{where}",
            advice,
            file=self.file,
            place=self.path,
            fault=Message(what, facts),
            **facts,
        )

    def at(self, key: str) -> _Place:
        if key not in self.table():
            self.fail("errors.rules.lacks_key", "errors.rules.add_key", key=key)
        return _Place(self.value[key], f"{self.path}.{key}" if self.path else key, self.file)

    def maybe(self, key: str, otherwise: Any) -> _Place:
        return self.at(key) if key in self.table() else _Place(otherwise, key, self.file)

    def table(self, known: Collection[str] | None = None) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            self.fail("errors.rules.must_be_a_table")
        for key in self.value if known is not None else ():
            if key not in (known or ()):
                advice = _meant(key, known or ())
                self.fail("errors.rules.has_an_unknown_key", advice, key=key)
        return self.value

    def items(self) -> list[tuple[str, _Place]]:
        return [(key, self.at(key)) for key in self.table()]

    def list(self) -> list[_Place]:
        if not isinstance(self.value, list):
            self.fail("errors.rules.must_be_a_list")
        return [
            _Place(item, f"{self.path}[{place}]", self.file)
            for place, item in enumerate(self.value, 1)
        ]

    def text(self, choices: Collection[str] | None = None) -> str:
        if not isinstance(self.value, str):
            self.fail("errors.rules.must_be_a_text")
        if choices is not None and self.value not in choices:
            advice = _meant(self.value, choices)
            self.fail("errors.rules.has_the_unknown_value", advice, value=self.value)
        return self.value

    def number(self, low: float = -math.inf, high: float = math.inf) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail("errors.rules.must_be_a_number")
        largest = sys.float_info.max  # a whole number may be larger than any float
        if not max(low, -largest) <= self.value <= min(high, largest):
            self.fail("errors.rules.is_outside_to", value=self.value, low=low, high=high)
        return float(self.value)

    def words(self) -> LocalText:
        """Words: in English alone, or a table of languages; what one lacks is said in English."""
        if isinstance(self.value, str):
            return preset_text(self.value)
        given = {key: one.text() for key, one in self.items()}
        english = self.at("en").text()
        others = {key: text for key, text in given.items() if key not in ("en", "zh")}
        return LocalText(english, given.get("zh", ""), others)


TOP: Final = [
    "id",
    "name",
    "note",
    "publisher",
    "source",
    "base",
    "weights",
    "numbers",
    "indicators",
    "profiles",
    "distance",
    "interfaces",
    "archetypes",
    "compliance",
    "strategies",
    "effort_days",
    "prices",
    "person_day",
    "texts",
]


def rule_set_from(table: Mapping[str, Any], file: str) -> RuleSet:
    """Return the rule set of merged TOML tables.

    Raises
    ------
    BadInputError
        At the first entry that cannot be used, naming it.
    """
    root = _Place(dict(table), "", file)
    root.table(TOP)
    archetypes = tuple(_archetype(key, at) for key, at in root.at("archetypes").items())
    known = {archetype.key for archetype in archetypes}
    rules = RuleSet(
        id=root.at("id").text(),
        name=root.at("name").words(),
        weights=_weights(root.at("weights")),
        indicators=tuple(_indicator(key, at) for key, at in root.at("indicators").items()),
        profiles=tuple(_profile(key, at) for key, at in root.at("profiles").items()),
        archetypes=archetypes,
        compliance=tuple(_compliance(key, at, known) for key, at in root.at("compliance").items()),
        strategies=tuple(_strategy(at, known) for at in root.at("strategies").list()),
        effort_days={
            key: {team: days.number(0) for team, days in at.items()}
            for key, at in root.at("effort_days").items()
            if _Place(key, at.path, file).text(STRATEGIES)
        },
        distance=_distance(root.at("distance")),
        interfaces={
            "" if key == "unknown" else key: _interface(key, at)
            for key, at in root.at("interfaces").items()
        },
        prices=_prices(root),
        numbers={key: at.number() for key, at in root.at("numbers").items()},
        texts={key: at.words() for key, at in root.at("texts").items()},
        publisher=root.maybe("publisher", "").text(),
        source=root.maybe("source", "").text(),
        note=root.maybe("note", "").words(),
        base=root.maybe("base", "").text(),
    )
    _check_whole(rules, root)
    return rules


def _weights(at: _Place) -> dict[str, float]:
    at.table(FACTORS)
    weights = {factor: at.at(factor).number(0) for factor in FACTORS}
    if sum(weights.values()) <= 0:
        at.fail("errors.rules.adds_up_to_0", "errors.rules.give_at_least_one_factor_a_weight")
    return weights


def _check_whole(rules: RuleSet, root: _Place) -> None:
    for factor in FACTORS:
        if not any(one.factor == factor and one.weight > 0 for one in rules.indicators):
            root.at("indicators").fail("errors.rules.has_nothing_for_the_factor", factor=factor)
    for kind in ("legacy", "private", "public", "hybrid"):
        if not any(profile.target_kind == kind for profile in rules.profiles):
            root.at("profiles").fail("errors.rules.lacks_kind", kind=kind)
    if "" not in rules.interfaces:
        root.at("interfaces").fail("errors.rules.lacks_unknown")
    for name in ("fit_price", "money_price", "horizon_years", "discount_rate", "inflation"):
        if name not in rules.numbers:
            root.at("numbers").fail("errors.rules.lacks_name", name=name)


def _curve(at: _Place, low: float = -math.inf, high: float = math.inf) -> Curve:
    points = []
    for pair in at.list():
        both = pair.list()
        if len(both) != 2:
            pair.fail("errors.rules.must_be_a_pair_x_points")
        points.append((both[0].number(low, high), both[1].number(0, 100)))
    if len(points) < 2 or any(left[0] >= right[0] for left, right in itertools.pairwise(points)):
        at.fail("errors.rules.must_have_two_points_or_more_x")
    return Curve(tuple(points))


def _indicator(key: str, at: _Place) -> Indicator:
    at.table(("factor", "field", "weight", "name", "curve", "points", "neutral", "note"))
    field = at.maybe("field", key).text((*FIELD_BY_KEY, *DERIVED_FIELDS))
    if ("curve" in at.value) == ("points" in at.value):
        at.fail("errors.rules.needs_either_curve_or_points")
    points: dict[str, float] = {}
    if "points" in at.value:
        choices = FIELD_BY_KEY[field].choices if field in FIELD_BY_KEY else ()
        if not choices:
            at.at("points").fail(
                "errors.rules.is_for_fields_with_choices", "errors.rules.use_a_curve"
            )
        at.at("points").table(choices)
        points = {choice: at.at("points").at(choice).number(0, 100) for choice in choices}
    return Indicator(
        key=key,
        factor=at.at("factor").text(FACTORS),
        field=field,
        weight=at.at("weight").number(0),
        name=at.at("name").words(),
        curve=_curve(at.at("curve")) if "curve" in at.value else None,
        points=points,
        neutral=at.at("neutral").number(0, 100),
        note=at.maybe("note", "").words(),
    )


def _profile(key: str, at: _Place) -> TargetProfile:
    _Place(key, at.path, at.file).text(TARGET_KINDS)
    at.table(FACTORS)
    return TargetProfile(key, {factor: _curve(at.at(factor), 0, 100) for factor in FACTORS})


def _field_value(key: str, at: _Place) -> Value:  # noqa: RET503
    field = FIELD_BY_KEY[_Place(key, at.path, at.file).text(FIELD_BY_KEY)]
    match field.kind:
        case FieldKind.CHOICE:
            return at.text(field.choices)
        case FieldKind.NAMES:
            return tuple(item.text() for item in at.list())
        case FieldKind.INTEGER | FieldKind.MONEY:
            return int(at.number(*_bounds(field.minimum, field.maximum)))
        case FieldKind.NUMBER | FieldKind.PERCENT:
            return at.number(*_bounds(field.minimum, field.maximum))
        case FieldKind.DATE if isinstance(at.value, date):
            return at.value
        case FieldKind.FLAG if isinstance(at.value, bool):
            return at.value
        case FieldKind.TEXT:
            return at.text()
        case _:
            at.fail("errors.rules.is_no", value=field.kind.value)


def _bounds(low: float | None, high: float | None) -> tuple[float, float]:
    return (-math.inf if low is None else low, math.inf if high is None else high)


def _archetype(key: str, at: _Place) -> Archetype:
    at.table(("name", "keywords", "hints", "unless", "fields", "defaults", "note"))
    return Archetype(
        key,
        at.at("name").words(),
        _texts(at, "keywords"),
        {field: _field_value(field, value) for field, value in at.at("defaults").items()},
        at.maybe("note", "").words(),
        *(_texts(at, part) for part in ("hints", "unless", "fields")),
    )


def _texts(at: _Place, part: str) -> tuple[str, ...]:
    return tuple(word.text() for word in at.maybe(part, []).list())


def _when(at: _Place, archetypes: set[str]) -> dict[str, tuple[str, ...] | tuple[float, float]]:
    conditions: dict[str, tuple[str, ...] | tuple[float, float]] = {}
    for key, value in at.items():
        _Place(key, at.path, at.file).text((*FIELD_BY_KEY, *DERIVED_FIELDS))
        items = value.list()
        if items and isinstance(items[0].value, str):
            choices: Collection[str] | None = None
            if key == "archetype":
                choices = archetypes
            elif key == "current_kind":
                choices = (*TARGET_KINDS, "none")
            elif key in FIELD_BY_KEY and FIELD_BY_KEY[key].choices:
                choices = FIELD_BY_KEY[key].choices
            conditions[key] = tuple(item.text(choices) for item in items)
        elif len(items) == 2:
            low, high = items[0].number(), items[1].number()
            if low > high:
                value.fail("errors.rules.has_its_bounds_the_wrong_way_round")
            conditions[key] = (low, high)
        else:
            value.fail("errors.rules.must_list_choices_or_be_a_range")
    return conditions


def _compliance(key: str, at: _Place, archetypes: set[str]) -> ComplianceRule:
    at.table(("name", "when", "forbids", "reason", "source", "fields", "countries"))
    kinds = (*TARGET_KINDS, "moving", "staying", "leaving_site")
    return ComplianceRule(
        key,
        at.at("name").words(),
        _when(at.at("when"), archetypes),
        tuple(kind.text(kinds) for kind in at.at("forbids").list()),
        at.at("reason").words(),
        at.maybe("source", "").words(),
        _texts(at, "fields"),
        _texts(at, "countries"),
    )


def _strategy(at: _Place, archetypes: set[str]) -> StrategyRule:
    at.table(("strategy", "targets", "when", "reason", "times"))
    return StrategyRule(
        at.at("strategy").text(STRATEGIES),
        tuple(kind.text(TARGET_KINDS) for kind in at.at("targets").list()),
        _when(at.at("when"), archetypes),
        at.at("reason").words(),
        at.maybe("times", 1).number(0),
    )


def _interface(key: str, at: _Place) -> InterfaceRule:
    _Place(key, at.path, at.file).text((*INTERFACES, "unknown"))
    at.table(("kind", "weight", "round_trips"))
    return InterfaceRule(
        DependencyKind(at.at("kind").text([kind.value for kind in DependencyKind])),
        at.at("weight").number(0),
        at.maybe("round_trips", 0).number(0),
    )


def _distance(at: _Place) -> dict[str, dict[str, float]]:
    """Complete the given pairs symmetrically and check that they are a metric."""
    at.table(TARGET_KINDS)
    full = {kind: dict.fromkeys(TARGET_KINDS, math.nan) for kind in TARGET_KINDS}
    for first, row in at.items():
        row.table(TARGET_KINDS)
        for second, cell in row.items():
            full[first][second] = full[second][first] = cell.number(0)
    for kind in TARGET_KINDS:
        full[kind][kind] = 0.0
    for first, second in itertools.combinations(TARGET_KINDS, 2):
        if math.isnan(full[first][second]):
            at.fail("errors.rules.lacks_the_pair_and", first=first, second=second)
    for first, second, over in itertools.permutations(TARGET_KINDS, 3):
        if full[first][second] > full[first][over] + full[over][second] + 1e-9:
            at.fail(
                "errors.rules.says_to_is_longer_than_by_way",
                "errors.rules.shorten_the_pair",
                first=first,
                second=second,
                over=over,
            )
    return full


def _prices(root: _Place) -> tuple[PriceLine, ...]:
    """The price sheet; the file has whole units of currency, the lines minor ones."""
    lines: list[PriceLine] = []
    prices = root.maybe("prices", {})
    source = root.maybe("source", "").text()
    for kind, at in prices.items():
        _Place(kind, prices.path, prices.file).text(TARGET_KINDS)
        at.table((*PRICE_ITEMS, *FACTOR_ITEMS, "fixed_year"))
        for item, cell in at.items():
            if item in FACTOR_ITEMS:
                lines.append(PriceLine(kind, item, factor=cell.number(0), source=source))
            else:
                minor = cell.number(0) * MINOR_PER_UNIT
                lines.append(PriceLine(kind, item, minor, source=source))
    for team, cell in root.maybe("person_day", {}).items():
        lines.append(
            PriceLine(
                "",
                "person_day",
                cell.number(0) * MINOR_PER_UNIT,
                team="" if team == "default" else team,
                source=source,
            )
        )
    return tuple(lines)


def _meant(text: str, known: Collection[str]) -> Message:
    """Return the advice where ``text`` is none of what is known."""
    near = difflib.get_close_matches(text, known, 1)
    if near:
        return message("errors.rules.did_you_mean", near=near[0])
    return message("errors.rules.use_one_of", choices=", ".join(known))
