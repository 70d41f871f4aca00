"""Test, development and recovery systems: what they serve, as stated or as their names say.

A name says it where a system of the name that is left stands in the list: "Claims UAT" beside
"Claims", or one alone whose name begins with it: "ORBIS Test" beside "ORBIS KIS". What the
inventory states always wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from planner.model.inventory import Workload

__all__ = [
    "environment_pairs",
    "environments_by_name",
    "pairs_tested",
    "recovery_pairs",
    "system_of",
]

type Pair = tuple[str, str]

_WORDS: Final = {
    "test": (
        (
            r"(?:system|integration|(?:user )?acceptance) test(?:ing)?|testing|test|uat|sit|qa|"
            r"pre-?production|staging|abnahme(?:umgebung)?|testumgebung|testsystem"
        ),
        "系统测试|验收测试|集成测试|开发测试|准生产|预生产|测试",
    ),
    "development": (r"development|sandbox|dev|entwicklung(?:sumgebung)?", "开发|沙箱"),
    "recovery": (
        r"disaster recovery|recovery site|stand-?by|failover|dr|ausfallsystem|notfallsystem",
        "同城灾备|异地灾备|同城容灾|异地容灾|灾备|容灾",
    ),
    "production": (r"production|prod|prd", "生产"),
}
"""Words at the beginning or end of a name that say what a system is of another, latin and Chinese.

Not among them: "recovery" alone (debts are recovered too) and "backup" (a service of its own).
"""
_NOUN = r"(?:\s*(?:environment|system|site|instance))?"
_NOUN_ZH = "(?:环境|系统|中心|站点)?"


def _mark(latin: str, chinese: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|[\s,，、_\-（(【\[]+)(?:{latin}){_NOUN}"
        rf"|[\s,，、_\-（(【\[]*(?:{chinese}){_NOUN_ZH})[)）】\]\s]*$"
        rf"|^[(（\[【]?(?:(?:{latin}){_NOUN}[)）\]】]?(?:[\s:：_\-]+)(?:(?:of|for|von|für)\s+)?"
        rf"|(?:{chinese}){_NOUN_ZH}[)）\]】]?[\s:：_\-的]*)(?=.)",
        re.IGNORECASE,
    )


_MARKS = {key: _mark(*words) for key, words in _WORDS.items()}
_ANY = _mark(*("|".join(words) for words in zip(*_WORDS.values(), strict=True)))


_SHORTEST: Final = 3
"""Letters of a first word that tells whose test a system is."""
_LONGEST: Final = 300
"""Characters of a name in which a mark is looked for; a longer text is no name that was given."""


@lru_cache(maxsize=4_096)
def system_of(name: str) -> str:
    """Name of the system without the mark of its environment, folded for comparison."""
    if len(name) > _LONGEST:
        return _plain(name)
    return _plain(_ANY.sub("", name.strip()) or name)


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    """Fold a name for comparison; "Loans system" is "Loans"."""
    folded = name.strip().casefold().strip(" ,-_，、")
    if len(folded) > _LONGEST:
        return folded
    return re.sub(r"(?<=.)(?:系统|\s+system)$", "", folded)


@lru_cache(maxsize=4_096)
def _marked(name: str) -> str:
    """The environment whose mark a name bears; empty where it bears none."""
    name = name.strip()
    if len(name) > _LONGEST:
        return ""
    return next((key for key, mark in _MARKS.items() if mark.search(name)), "")


def environments_by_name(workloads: Sequence[Workload]) -> dict[str, str]:
    """Return the environment of those that state none and whose names say it, by id."""
    served = _served(workloads)
    found: dict[str, str] = {}
    for one in workloads:
        silent = one.text("environment") is None and one.text("recovery_of") is None
        if silent and (environment := _marked(one.name)):
            system = served(one.name)
            if system and system != _plain(one.name):
                found[one.id] = environment
    return found


def _served(workloads: Sequence[Workload]) -> Callable[[str], str]:
    """Return what tells the system that a name with a mark is of; empty: none of the list's.

    One of that name, else the only one whose name goes on from it.
    """
    plain = {_plain(one.name) for one in workloads}
    longer: dict[str, list[str]] = {}
    serving = [one for one in workloads if one.text("recovery_of") is None]
    serving = [one for one in serving if one.text("environment") in (None, "production")]
    for name in {_plain(one.name) for one in serving if not _marked(one.name)}:
        words = name.split(" ")
        for count in range(1, len(words)):
            longer.setdefault(" ".join(words[:count]), []).append(name)

    def told(name: str) -> str:
        system = system_of(name)
        only = longer.get(system, []) if len(system) >= _SHORTEST else []
        return system if system in plain else only[0] if len(only) == 1 else ""

    return told


def environment_pairs(workloads: Sequence[Workload]) -> tuple[Pair, ...]:
    """Return (production, development or test) ids of the same system, by name."""
    return tuple(_early(workloads, "test", "development"))


def pairs_tested(workloads: Sequence[Workload]) -> tuple[Pair, ...]:
    """Return (test, production) ids of the same system, by name; development is free."""
    return tuple((early, production) for production, early in _early(workloads, "test"))


def _early(workloads: Sequence[Workload], *wanted: str) -> Iterator[Pair]:
    by_name = environments_by_name(workloads)
    kinds = {
        one.id: one.text("environment") or by_name.get(one.id, "production") for one in workloads
    }
    served = _served(workloads)
    first: dict[str, list[str]] = {}
    for one in workloads:
        if kinds[one.id] in wanted:
            first.setdefault(served(one.name) or system_of(one.name), []).append(one.id)
    for one in workloads:
        if kinds[one.id] == "production":
            names = dict.fromkeys((_plain(one.name), system_of(one.name)))
            yield from ((one.id, early) for name in names for early in first.get(name, ()))


def recovery_pairs(workloads: Sequence[Workload]) -> Iterator[Pair]:
    """Yield (recovery system, primary), as stated or where one system alone has the name."""
    known = {one.id for one in workloads}
    by_name = environments_by_name(workloads)
    served = _served(workloads)
    named: dict[str, list[str]] = {}
    for one in workloads:
        named.setdefault(_plain(one.name), []).append(one.id)
    for one in workloads:
        primary = one.text("recovery_of")
        if primary is None and "recovery" in (one.text("environment"), by_name.get(one.id)):
            primaries = named.get(served(one.name), [])
            primary = primaries[0] if len(primaries) == 1 else None
        if primary in known and primary is not None and primary != one.id:
            yield one.id, primary
