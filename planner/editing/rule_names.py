"""Names of rules and of their places, in both languages at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.assessing.rules_table import Path
from planner.model.fields import Field
from planner.model.rules import LocalText, RuleSet
from planner.wording import LANGUAGES, has, mark_of, say, text_of

__all__ = [
    "change_words",
    "country_name",
    "factor_name",
    "field_name",
    "interface_name",
    "kind_name",
    "place_name",
    "strategy_name",
    "unit_name",
    "when_words",
    "work_name",
]

SECTIONS = {
    "weights": "weights",
    "indicators": "values",
    "profiles": "profiles",
    "numbers": "money",
    "prices": "money",
    "person_day": "money",
    "compliance": "compliance",
    "strategies": "strategies",
    "effort_days": "strategies",
    "archetypes": "kinds",
    "interfaces": "needs",
    "distance": "needs",
}
FAMILIES = (
    "size", "run_factor", "benefit_share", "per_cny", "complexity", "move_risk",
    "double_run_months", "carbon_kg_kwh", "person_day",
)  # fmt: skip


def factor_name(factor: str) -> LocalText:
    """Name of a factor."""
    return text_of(f"common.factor.{factor}")


def kind_name(kind: str) -> LocalText:
    """Name of a kind of target."""
    return _known_or_itself(f"common.target.{kind}", kind)


def country_name(code: str) -> LocalText:
    """Name of a country or union, by its code."""
    return _known_or_itself(f"common.country.{code}", code)


def strategy_name(strategy: str) -> LocalText:
    """Name of one of the seven Rs."""
    return text_of(f"common.strategy.{strategy}")


def field_name(key: str) -> LocalText:
    """Name of a field of the inventory, or of a value the rules work out."""
    for catalogue in ("fields", "ui_rules.derived"):
        if has(f"{catalogue}.{key}"):
            return text_of(f"{catalogue}.{key}")
    return LocalText(key, key)


def interface_name(name: str) -> LocalText:
    """Name of an interface."""
    if name == "unknown":
        return text_of("ui_rules.interface.unknown")
    return text_of(f"fields.dependency.interface.{name}")


def unit_name(field: Field, currency: str) -> LocalText:
    """Unit of a field."""
    if not field.unit:
        return LocalText("", "")
    return text_of(f"units.{field.unit}", currency=currency)


def when_words(
    rules: RuleSet, when: Mapping[str, Sequence[str] | Sequence[float]], language: str
) -> str:
    """Say the conditions of a rule: field and what it must be, all of them.

    Parameters
    ----------
    rules
        They name kinds of system.
    when
        Field key to the choices it may have, or to the least and the most in the field's unit.
    language
        In which it is said.
    """
    if not when:
        return say("ui_rules.rule.always", language)
    mark, gap = mark_of("common.colon", language), mark_of("rules.clauses", language)
    return gap.join(
        f"{field_name(key).say(language)}{mark}{_wanted(rules, key, wanted, language)}"
        for key, wanted in when.items()
    )


def _wanted(
    rules: RuleSet, key: str, wanted: Sequence[str] | Sequence[float], language: str
) -> str:
    if wanted and not isinstance(wanted[0], str):
        low, high = wanted[0], wanted[1]
        return f"{low:g}" if low == high else f"{low:g} – {high:g}"
    kinds = {one.key: one.name for one in rules.archetypes} if key == "archetype" else {}
    said = []
    for choice in wanted:
        text = str(choice)
        if text in kinds:
            said.append(kinds[text].say(language))
        elif key == "current_kind":
            said.append(kind_name(text).say(language))
        elif has(f"fields.{key}.{text}"):
            said.append(say(f"fields.{key}.{text}", language))
        else:
            said.append(text)
    return mark_of("rules.choices", language).join(said)


def place_name(rules: RuleSet, path: Path) -> LocalText:
    """Name a place of the rule set in the words of the screen."""
    if not path:
        return LocalText("", "")
    section = text_of(f"ui_rules.section.{SECTIONS[path[0]]}") if path[0] in SECTIONS else None
    name = _inner_name(rules, path)
    if section is None:
        return name
    return text_of("ui_rules.place", section=section, name=name)


def _inner_name(rules: RuleSet, path: Path) -> LocalText:
    head, rest = path[0], path[1:]
    first = rest[0] if rest else head
    match head:
        case "weights":
            return factor_name(first)
        case "indicators":
            found = next((one for one in rules.indicators if one.key == first), None)
            name = found.name if found else LocalText(first, first)
            field = found.field if found else first
            return _parted(name, [_part(part, field) for part in rest[1:]])
        case "profiles":
            return _parted(kind_name(first), [factor_name(part) for part in rest[1:]])
        case "numbers":
            return _number_name(first)
        case "prices":
            return _parted(
                kind_name(first), [text_of(f"ui_rules.price.{part}") for part in rest[1:]]
            )
        case "archetypes":
            kind = next((one for one in rules.archetypes if one.key == first), None)
            name = kind.name if kind else LocalText(first, first)
            return _parted(name, [field_name(part) for part in rest[2:]])
        case "compliance":
            rule = next((one for one in rules.compliance if one.key == first), None)
            return rule.name if rule else LocalText(first, first)
        case "effort_days":
            return _parted(strategy_name(first), [work_name(part) for part in rest[1:]])
        case "interfaces":
            return _parted(
                interface_name(first),
                [text_of(f"ui_rules.interface.{part}") for part in rest[1:]],
            )
        case "distance":
            return _parted(kind_name(first), [kind_name(part) for part in rest[1:]])
        case _:
            text = " ".join(rest) or head
            return LocalText(text, text)


def _parted(name: LocalText, parts: Sequence[LocalText]) -> LocalText:
    for part in parts:
        name = text_of("ui_rules.place.part", name=name, part=part)
    return name


def _part(part: str, field: str) -> LocalText:
    named = {"weight": "ui_rules.weight", "neutral": "ui_rules.neutral"}
    if part in named:
        return text_of(named[part])
    if part in ("curve", "points"):
        return text_of("ui_rules.curve.y")
    return _known_or_itself(f"fields.{field}.{part}", part)


def work_name(work: str) -> LocalText:
    """Return the words for a kind of work."""
    return _known_or_itself(f"common.work.{work}", work)


def _known_or_itself(key: str, name: str) -> LocalText:
    """Words of the catalogues; the name that a rules file gives where they have none."""
    return text_of(key) if has(key) else LocalText(name, name)


def _number_name(name: str) -> LocalText:
    if has(f"ui_rules.number.{name}"):
        return text_of(f"ui_rules.number.{name}")
    for family in FAMILIES:
        if name.startswith(f"{family}_"):
            part = name.removeprefix(f"{family}_")
            for key in (
                f"common.strategy.{part}",
                f"common.target.{part}",
                f"ui_rules.complexity.{part}",
                f"common.country.{part}",
            ):
                if has(key):
                    return _parted(text_of(f"ui_rules.group.{family}"), [text_of(key)])
            return _parted(text_of(f"ui_rules.group.{family}"), [LocalText(part, part)])
    return LocalText(name, name)


def change_words(value: Any, language: str) -> str:
    """Say a value of any kind, short."""
    if value is None:
        return say("ui_rules.none", language)
    if isinstance(value, dict):
        return str(value.get(language, "…")) if value.keys() <= set(LANGUAGES) else "…"
    if isinstance(value, list):
        if value and isinstance(value[0], list):
            return " ".join(f"{x:,.6g}→{y:g}" for x, y in value)
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.6g}"
