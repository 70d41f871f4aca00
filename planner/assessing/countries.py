"""Which countries an inventory names: by places, laws and protection levels, never by language."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from planner.assessing.field_profiles import field_profile
from planner.assessing.name_phrases import PhraseBook
from planner.assessing.name_words import words_of
from planner.assessing.places import place_of
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme

__all__ = ["countries_of", "currency_of", "grids_of", "named_countries"]

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
    members = _book()[1]
    found = {one for text in set(_texts(inventory, programme)) for one in _named(text)}
    if any("protection_level" in one.values for one in inventory.workloads):
        found.add("CN")
    found |= {union for union, countries in members.items() if found & set(countries)}
    return frozenset(found)


def currency_of(inventory: Inventory, programme: Programme) -> str:
    """Return the currency of the country that the inventory is at home in; empty where unclear.

    At home is it where most of its places are, else whose laws it names most, else in the only
    country that is named; one that has no currency here says nothing.
    """
    money = _book()[2]
    home = _home(inventory, frozenset(money))
    alone = _only(named_countries(inventory, programme) & frozenset(money))
    return money.get(_most(home) or alone, "")


def grids_of(
    inventory: Inventory, programme: Programme, measured: Collection[str]
) -> Mapping[str, str]:
    """Return the country whose grid feeds each target; one that nothing says of is left out.

    What a target is called and where it lies say it, and the names of the places that are read as
    it; else the country that most places name, else most laws, else the only one that is named. Of
    a union and its member the member counts.

    Parameters
    ----------
    measured
        Codes of the countries to choose from.
    """
    targets = programme.targets
    of_target: dict[str, Counter[str]] = {one.id: Counter() for one in targets}
    for workload in inventory.workloads:
        found = _in_text(workload.text("current_target") or "", measured)
        here = place_of(targets, workload) if found else None
        if here is not None:
            of_target[here][found] += 1
    for one in targets:
        text = " ".join((one.name, one.region, one.provider, one.site))
        if found := _in_text(text, measured):
            of_target[one.id][found] += len(inventory.workloads) + 1
    home = _home(inventory, measured)
    alone = _only(countries_of(inventory, programme) & frozenset(measured))
    first = {key: _most(counts or home) or alone for key, counts in of_target.items()}
    return {key: country for key, country in first.items() if country}


def _home(inventory: Inventory, measured: Collection[str]) -> Counter[str]:
    """Count the countries that places name, one a workload and field; where none does, laws."""
    home: Counter[str] = Counter()
    for workload in inventory.workloads:
        for field in PLACES[:2]:
            if found := _in_text(workload.text(field) or "", measured):
                home[found] += 1
    texts = (inventory.name, *(text for one in inventory.workloads for text in _law_texts(one)))
    for text in () if home else set(texts):
        if found := _in_text(text, measured):
            home[found] += 1
    return home


def _most(counts: Counter[str]) -> str:
    """The country of the highest count, of several a member of a union before the union."""
    unions = _book()[1]
    return min(counts, key=lambda one: (-counts[one], one in unions, one), default="")


def _members_first(found: Collection[str]) -> frozenset[str]:
    """Leave out a union of which a member is there."""
    unions = (one for one, members in _book()[1].items() if set(found) & set(members))
    return frozenset(found) - frozenset(unions)


def _law_texts(workload: Workload) -> Iterator[str]:
    yield from workload.names("regulations")
    if "protection_level" in workload.values:
        yield "MLPS"


@lru_cache(maxsize=4_096)
def _named(text: str) -> frozenset[str]:
    return frozenset(one for span in _book()[0].spans(words_of(text)) for one in span.strong)


def _in_text(text: str, measured: Collection[str]) -> str:
    """The one country that a text names, a member before its union; empty where it is not one."""
    return _only(_named(text) & frozenset(measured)) if text else ""


def _only(found: Collection[str]) -> str:
    few = _members_first(found)
    return next(iter(few)) if len(few) == 1 else ""


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
def _book() -> tuple[PhraseBook, dict[str, list[str]], dict[str, str]]:
    text = (files("planner.assessing.fields") / "countries.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    pairs = [(word, country) for country, words in table["countries"].items() for word in words]
    return PhraseBook(pairs, ()), table["members"], table["currencies"]
