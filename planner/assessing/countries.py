"""Which countries an inventory names: by places, laws and protection levels, never by language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from planner.assessing.field_profiles import field_profile
from planner.assessing.name_phrases import PhraseBook
from planner.assessing.name_words import words_of
from planner.model.inventory import Inventory
from planner.model.programme import Programme

__all__ = ["countries_of", "named_countries"]

PLACES = ("site", "current_target", "regulations")
"""Fields of a workload in which a place or a law may stand."""


def countries_of(inventory: Inventory, programme: Programme) -> frozenset[str]:
    """Return the countries whose laws count: named in the inventory, or by the chosen field."""
    chosen = field_profile(programme.field).countries if programme.field else ()
    return frozenset(chosen) | named_countries(inventory, programme)


def named_countries(inventory: Inventory, programme: Programme) -> frozenset[str]:
    """Return the countries that the inventory and the programme name, the EU with its members.

    A protection level (MLPS) is a notion of Chinese law: a filled cell names China.
    """
    book, members = _book()
    found = {
        country
        for text in set(_texts(inventory, programme))
        for span in book.spans(words_of(text))
        for country in span.strong
    }
    if any("protection_level" in one.values for one in inventory.workloads):
        found.add("CN")
    found |= {union for union, countries in members.items() if found & set(countries)}
    return frozenset(found)


def _texts(inventory: Inventory, programme: Programme) -> Iterator[str]:
    yield programme.organisation
    yield inventory.name
    for target in programme.targets:
        yield from (target.name, target.region, target.provider)
    for workload in inventory.workloads:
        for field in PLACES:
            yield workload.text(field) or ""
            yield from workload.names(field)


@cache
def _book() -> tuple[PhraseBook, dict[str, list[str]]]:
    text = (files("planner.assessing.fields") / "countries.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    pairs = [(word, country) for country, words in table["countries"].items() for word in words]
    return PhraseBook(pairs, ()), table["members"]
