"""Rules as rows of a table: place in the rule set, name, unit, and what may be typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.assessing.rules_table import Path, value_at
from planner.editing.rule_names import (
    country_name,
    factor_name,
    field_name,
    interface_name,
    kind_name,
    strategy_name,
    unit_name,
    work_name,
)
from planner.model.fields import FIELD_BY_KEY, STRATEGIES, Field, FieldKind
from planner.model.rules import FACTORS, LocalText, RuleSet
from planner.wording import has, say, text_of

__all__ = ["RuleRow", "kind_rows", "row_words", "rows_of"]

type Tables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One value of the rule set; a row without a ``path`` is the heading of those below it.

    ``scale`` is what a figure is multiplied with to be shown (100 for shares in per cent);
    ``choices`` maps what may be chosen to its words; ``value`` and ``base`` stand as in the file,
    None where there is no such entry. ``field`` reads what is typed where it is an inventory's.
    """

    name: LocalText
    path: Path = ()
    value: Any = None
    base: Any = None
    unit: LocalText = LocalText("", "")
    scale: float = 1.0
    choices: Mapping[str, LocalText] = field(default_factory=dict)
    field: Field | None = None

    @property
    def changed(self) -> bool:
        """Whether it is not as in the preset."""
        return bool(self.path) and self.value != self.base


PERCENT = LocalText("%", "%")
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "dial",
        (
            "fit_price",
            "money_price",
            "readiness_price",
            "readiness_spread",
            "step_back",
            "guessed_ban",
        ),
    ),
    ("years", ("horizon_years", "discount_rate", "inflation")),
    ("policy", ("production_public_share", "ready_wave_public", "ready_wave_hybrid")),
    (
        "energy",
        (
            "carbon_price",
            "carbon_kg_kwh",
            "kwh_core_year",
            "kwh_memory_gib_year",
            "kwh_storage_gib_year",
            "memory_per_core",
            "storage_per_core",
            "traffic_per_core",
        ),
    ),
    ("trust", ("trust_cell", "trust_derived", "trust_archetype", "least_confidence")),
)
SHARES = (
    "discount_rate", "inflation", "production_public_share", "hybrid_private_share",
    "elastic_floor", "trust_cell", "trust_derived", "trust_archetype", "least_confidence",
)  # fmt: skip
NUMBER_UNITS = {
    "fit_price": "ui_rules.unit.points",
    "money_price": "ui_rules.unit.points",
    "readiness_price": "ui_rules.unit.points_day",
    "readiness_spread": "ui_rules.unit.times",
    "step_back": "ui_rules.unit.points",
    "guessed_ban": "ui_rules.unit.points",
    "exposure_price": "ui_rules.unit.points_day",
    "horizon_years": "units.years",
    "latency_step_ms": "units.ms",
    "ready_wave_public": "units.wave",
    "ready_wave_hybrid": "units.wave",
}
PRICE_UNITS = {
    "cpu_core_year": "ui_rules.unit.core_year",
    "memory_gib_year": "ui_rules.unit.gib_year",
    "storage_gib_year": "ui_rules.unit.gib_year",
    "traffic_gib": "ui_rules.unit.gib",
    "fixed_year": "ui_rules.unit.year",
}
FAMILIES = ("complexity", "move_risk", "double_run_months")
FAMILY_UNITS = {
    "complexity": "ui_rules.unit.times",
    "move_risk": "ui_rules.unit.points",
    "double_run_months": "ui_rules.unit.months",
}


class _Maker:
    """Makes rows from the tables of the rule set in use and of its preset."""

    def __init__(self, table: Tables, base: Tables) -> None:
        self.table, self.base = table, base

    def row(
        self,
        name: LocalText,
        *path: str,
        unit: LocalText = LocalText("", ""),
        share: bool = False,
        choices: Mapping[str, LocalText] | None = None,
        kept: Field | None = None,
    ) -> RuleRow:
        return RuleRow(
            name,
            path,
            value_at(self.table, path),
            value_at(self.base, path),
            PERCENT if share else unit,
            100.0 if share else 1.0,
            choices or {},
            kept,
        )

    def numbers(self, heading: str, names: Sequence[str]) -> Iterator[RuleRow]:
        """Named constants under a heading."""
        yield RuleRow(text_of(f"ui_rules.group.{heading}"))
        for name in names:
            unit = text_of(NUMBER_UNITS[name]) if name in NUMBER_UNITS else LocalText("", "")
            words = text_of(f"ui_rules.number.{name}")
            yield self.row(words, "numbers", name, unit=unit, share=name in SHARES)

    def family(
        self, prefix: str, name: Callable[[str], LocalText], unit: str = "", *, share: bool = False
    ) -> Iterator[RuleRow]:
        """Constants of one kind for several targets, ways of moving, or currencies."""
        found = [key for key in self.table["numbers"] if key.startswith(f"{prefix}_")]
        if found:
            yield RuleRow(text_of(f"ui_rules.group.{prefix}"))
        words = text_of(unit) if unit else LocalText("", "")
        for key in found:
            part = key.removeprefix(f"{prefix}_")
            yield self.row(name(part), "numbers", key, unit=words, share=share)


def rows_of(
    section: str,
    rules: RuleSet,
    tables: tuple[Tables, Tables],
    hidden: Collection[str] = (),
) -> tuple[RuleRow, ...]:
    """Return the rows of a section.

    Parameters
    ----------
    section
        ``weights``, ``money``, ``strategies``, ``needs``.
    rules
        Whose section it is.
    tables
        The rules as they stand in their file, and their preset likewise.
    hidden
        Kinds of target whose prices are those of the workbook.
    """
    make = _Maker(*tables)
    match section:
        case "weights":
            return tuple(_weights(make, rules))
        case "money":
            return tuple(_money(make, hidden))
        case "strategies":
            return tuple(_strategies(make))
        case "needs":
            return tuple(_needs(make))
    raise KeyError(section)


def kind_rows(
    kind: str, rules: RuleSet, tables: tuple[Tables, Tables], currency: str
) -> tuple[RuleRow, ...]:
    """Return the assumed values of a kind of system, every field that it assumes.

    Parameters
    ----------
    kind
        Key of the kind of system.
    rules
        Whose kind it is.
    tables
        The rules as they stand in their file, and their preset likewise.
    currency
        ISO 4217 code.
    """
    make = _Maker(*tables)
    place = ("archetypes", kind, "defaults")
    fields = dict.fromkeys(
        (*(value_at(make.table, place) or ()), *(value_at(make.base, place) or ()))
    )
    return tuple(_assumed(make, kind, FIELD_BY_KEY[key], currency) for key in fields)


def _assumed(make: _Maker, kind: str, known: Field, currency: str) -> RuleRow:
    choices = {}
    if known.kind is FieldKind.CHOICE:
        choices = {one: text_of(f"fields.{known.key}.{one}") for one in known.choices}
    return make.row(
        field_name(known.key),
        "archetypes",
        kind,
        "defaults",
        known.key,
        unit=unit_name(known, currency),
        choices=choices,
        kept=known,
    )


def _weights(make: _Maker, rules: RuleSet) -> Iterator[RuleRow]:
    total = sum(rules.weights.values()) or 1.0
    yield RuleRow(text_of("ui_rules.group.factors"))
    for factor in FACTORS:
        share = text_of("ui_rules.unit.share", percent=f"{100 * rules.weights[factor] / total:.0f}")
        yield make.row(factor_name(factor), "weights", factor, unit=share)
    for factor in FACTORS:
        inside = [one for one in rules.indicators if one.factor == factor]
        whole = sum(one.weight for one in inside) or 1.0
        yield RuleRow(factor_name(factor))
        for one in inside:
            share = text_of("ui_rules.unit.share", percent=f"{100 * one.weight / whole:.0f}")
            yield make.row(one.name, "indicators", one.key, "weight", unit=share)


def _money(make: _Maker, hidden: Collection[str]) -> Iterator[RuleRow]:
    for heading, names in GROUPS:
        yield from make.numbers(heading, names)
    for kind in dict.fromkeys((*make.table["prices"], *make.base["prices"])):
        lines = make.table["prices"].get(kind, ())
        if kind in hidden:
            continue
        yield RuleRow(text_of("ui_rules.group.prices", name=kind_name(kind)))
        for item in dict.fromkeys((*lines, *make.base["prices"].get(kind, ()))):
            unit = PRICE_UNITS.get(item, "")
            words = text_of(unit, currency="CNY") if unit else LocalText("", "")
            name = text_of(f"ui_rules.price.{item}")
            yield make.row(name, "prices", kind, item, unit=words, share=item.endswith("_factor"))
    yield from make.family("person_day", lambda code: LocalText(code, code))
    for team in make.table["person_day"]:
        key = f"ui_rules.person_day.{team}"
        name = text_of(key) if has(key) else LocalText(team, team)
        yield make.row(name, "person_day", team, unit=text_of("ui_rules.unit.day", currency="CNY"))
    yield from make.family("size", kind_name, share=True)
    yield make.row(text_of("ui_rules.number.elastic_floor"), "numbers", "elastic_floor", share=True)
    hybrid = text_of("ui_rules.number.hybrid_private_share")
    yield make.row(hybrid, "numbers", "hybrid_private_share", share=True)
    yield from make.family("run_factor", kind_name, share=True)
    yield from make.family("benefit_share", kind_name, share=True)
    yield from make.family("carbon_kg_kwh", country_name)
    yield from make.family("per_cny", lambda code: LocalText(code, code))


def _strategies(make: _Maker) -> Iterator[RuleRow]:
    for strategy, days in make.table["effort_days"].items():
        if days:
            yield RuleRow(text_of("ui_rules.effort.group", name=strategy_name(strategy)))
        for work in days:
            unit = text_of("ui_rules.unit.days")
            yield make.row(work_name(work), "effort_days", strategy, work, unit=unit)
    room = text_of("ui_rules.number.usual_days_wave")
    yield make.row(room, "numbers", "usual_days_wave", unit=text_of("ui_rules.unit.days"))
    for family in FAMILIES:
        yield from make.family(family, _part_name, FAMILY_UNITS[family])


def _part_name(part: str) -> LocalText:
    return strategy_name(part) if part in STRATEGIES else text_of(f"ui_rules.complexity.{part}")


def _needs(make: _Maker) -> Iterator[RuleRow]:
    orders = {
        kind: text_of(f"ui_rules.kind.{kind}") for kind in ("together", "before", "earlier", "free")
    }
    for name in make.table["interfaces"]:
        yield RuleRow(text_of("ui_rules.group.interface", name=interface_name(name)))
        for part in ("kind", "weight", "round_trips"):
            words = text_of(f"ui_rules.interface.{part}")
            choices = orders if part == "kind" else None
            unit = text_of("ui_rules.unit.points") if part == "weight" else LocalText("", "")
            yield make.row(words, "interfaces", name, part, unit=unit, choices=choices)
    yield RuleRow(text_of("ui_rules.group.distance"))
    for one, row in make.table["distance"].items():
        for other in row:
            names = text_of("ui_rules.pair", one=kind_name(one), other=kind_name(other))
            yield make.row(names, "distance", one, other)
    yield make.row(text_of("ui_rules.number.distance_same_kind"), "numbers", "distance_same_kind")
    links = ("latency_step_ms", "exposure_price", "recovery_gap_price", "hub_needed_by")
    yield from make.numbers("links", links)


def row_words(row: RuleRow, value: Any, language: str) -> str:
    """Return a value of ``row`` as it is shown; empty where there is none.

    Parameters
    ----------
    row
        Says unit and kind of the value.
    value
        As it stands in the rules file.
    """
    from planner.presenting.cells import cell_words

    if value is None:
        return say("ui_rules.none", language)
    if row.choices and isinstance(value, str):
        known = row.choices.get(value)
        return known.say(language) if known is not None else value
    if row.field is not None:
        kept = tuple(value) if isinstance(value, list) else value
        return cell_words(row.field, kept, language)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value * row.scale:,.6g}"
