"""Which field an inventory speaks of: proposed from its kinds of system, and asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.assessing.archetypes import finder_of
from planner.assessing.countries import countries_of, named_countries
from planner.assessing.field_profiles import NO_FIELD, field_profile, field_profiles
from planner.assessing.name_phrases import PhraseBook
from planner.assessing.name_words import words_of
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.rules import ComplianceRule, RuleSet

__all__ = ["FieldProposal", "lawful_rules", "laws_for", "propose_field"]

LEAST_KINDS = 3
"""Workloads of a field's own kinds from which it is proposed, and a tenth of all."""
LEAD = 1.5
"""How many times those of the next field they must be."""
BANKS = ("bank-cn", "bank-eu")


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """A field with the number of workloads whose kind is at home in it alone."""

    key: str
    workloads: int


def propose_field(
    inventory: Inventory, programme: Programme, rules: RuleSet
) -> FieldProposal | None:
    """Return the field that the kinds of system speak for; None where none leads clearly."""
    finder = finder_of(rules.archetypes)
    fields = {one.key: one.fields for one in rules.archetypes}
    counts: Counter[str] = Counter()
    for workload in inventory.workloads:
        kind, _ = finder.find(workload)
        if kind is not None:
            counts.update(_merged(fields[kind.key]))
    for field in _signs(programme.organisation, inventory.name):
        counts[field] += LEAST_KINDS
    if not counts:
        return None
    (best, count), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    if count < max(LEAST_KINDS, 0.1 * len(inventory.workloads)) or count < LEAD * second:
        return None
    if best == BANKS[0]:
        named = named_countries(inventory, programme)
        chinese = any("\u4e00" <= sign <= "\u9fff" for w in inventory.workloads for sign in w.name)
        if not named and not chinese:
            return None  # which laws a bank is under, nothing says
        best = BANKS[0] if "CN" in named or not named else BANKS[1]
    return FieldProposal(best, count)


def _merged(fields: Iterable[str]) -> set[str]:
    """Both kinds of bank count as one until the country parts them."""
    return {BANKS[0] if field in BANKS else field for field in fields}


def _signs(*texts: str) -> set[str]:
    book = PhraseBook(
        ((sign, key) for key, one in field_profiles().items() for sign in one.signs), ()
    )
    return _merged(
        key for text in texts for span in book.spans(words_of(text)) for key in span.strong
    )


def laws_for(
    rules: Iterable[ComplianceRule], field: str, countries: frozenset[str]
) -> tuple[ComplianceRule, ...]:
    """Return the rules that hold in a field and these countries.

    Parameters
    ----------
    field
        Key of the field; empty for none.
    countries
        Their codes.
    """
    return tuple(
        rule
        for rule in rules
        if (not rule.fields or (field or NO_FIELD) in rule.fields)
        and (not rule.countries or countries & set(rule.countries))
    )


LEVELS: Final = {"protection_level": "CN"}
"""Fields that a law of one country defines: MLPS 2.0."""


def lawful_rules(rules: RuleSet, inventory: Inventory, programme: Programme) -> RuleSet:
    """Return the rule set with the laws of the field and countries at hand, and no others.

    A level that only one country's law knows is asked, and scored, where that law counts.
    """
    field_profile(programme.field)
    countries = countries_of(inventory, programme)
    return replace(
        rules,
        compliance=laws_for(rules.compliance, programme.field, countries),
        indicators=tuple(
            one for one in rules.indicators if LEVELS.get(one.field, "") in ("", *countries)
        ),
    )
