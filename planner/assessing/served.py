"""Recovery and test systems follow what they serve: whose targets share a technology, or part.

A recovery system has its primary's technology, at another site; a test system has its production's.
Until sites are given, a second site of each technology is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.assessing.environments import pairs_tested, recovery_pairs
from planner.errors import message
from planner.model.inventory import Workload
from planner.model.programme import Target
from planner.model.rules import Words
from planner.optimising.problem import AttributeGroup

__all__ = ["RECOVERY", "TESTS", "Served", "attributes_of", "follow_served", "leaders_of"]

RECOVERY: Final = "recovery_follows"
TESTS: Final = "test_follows"
"""Keys under which the two rules can be dropped."""

TECHNOLOGY: Final = "technology"
SITE: Final = "site"

type Pair = tuple[str, str]
type Options = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Served:
    """Groups that share a technology, groups on different sites, and what could not be kept."""

    same: tuple[AttributeGroup, ...] = ()
    apart_by: tuple[AttributeGroup, ...] = ()
    notes: tuple[Words, ...] = ()


def attributes_of(target: Target, asked: Collection[str]) -> dict[str, str]:
    """Return those of a target's attributes that are asked for and that it has."""
    has = {TECHNOLOGY: target.technology_name, SITE: target.site}
    return {name: value for name, value in has.items() if name in asked and value}


def leaders_of(workloads: Sequence[Workload], dropped: frozenset[str]) -> dict[str, str]:
    """Return what each recovery or test system moves like, by id: the last that is served.

    A recovery site of the old software is worth nothing, and a test on it tests nothing.
    """
    pairs = [] if TESTS in dropped else list(pairs_tested(workloads))
    pairs += [] if RECOVERY in dropped else recovery_pairs(workloads)
    served = dict(pairs)
    found = {}
    for key in served:
        seen, leader = {key}, served[key]
        while leader in served and leader not in seen:
            seen.add(leader)
            leader = served[leader]
        if leader not in seen:
            found[key] = leader
    return found


def follow_served(
    workloads: Sequence[Workload],
    targets: Sequence[Target],
    allowed: Options,
    tied: Iterable[Sequence[str]],
    parted: Iterable[Sequence[str]],
    dropped: frozenset[str],
    named: Callable[[str], str] = str,
) -> Served:
    """Return what makes recovery and test systems follow what they serve.

    A pair that no technology is left for, or that cannot part, is left out with a note.

    Parameters
    ----------
    allowed
        Targets by workload id.
    tied
        Groups on one target.
    parted
        Groups that the user keeps on different ones.
    dropped
        Keys of rules that are switched off.
    named
        What the notes call a workload, by its id.
    """
    known = {target.id: target for target in targets}
    shared = _Technologies(known, allowed, tied)
    apart = {frozenset(group) for group in parted}
    same: list[AttributeGroup] = []
    sites: list[AttributeGroup] = []
    notes: list[Words] = []
    recovery = () if RECOVERY in dropped else tuple(recovery_pairs(workloads))
    for pair in recovery:
        one, two = (tuple(known[target] for target in allowed[name]) for name in pair)
        names = ", ".join(map(named, pair))
        if frozenset(pair) in apart and not _meet(one, two, lambda a, b: a.id != b.id):
            notes.append(message("assessing.note.recovery_elsewhere", names=names))
            continue
        if not shared.join(pair):
            notes.append(message("assessing.note.recovery_elsewhere", names=names))
            continue
        same.append(AttributeGroup(TECHNOLOGY, pair))
        if all(target.site for target in (*one, *two)):
            if _meet(one, two, lambda a, b: a.site != b.site) and not shared.on_one(pair):
                sites.append(AttributeGroup(SITE, pair))
            else:
                notes.append(message("assessing.note.one_site", names=names))
    for pair in pairs_tested(workloads) if TESTS not in dropped else ():
        if shared.join(pair):
            same.append(AttributeGroup(TECHNOLOGY, pair))
        else:
            names = ", ".join(map(named, pair))
            notes.append(message("assessing.note.test_elsewhere", names=names))
    return Served(tuple(same), tuple(sites), tuple(notes))


def _meet(
    one: Iterable[Target], two: Sequence[Target], parts: Callable[[Target, Target], bool]
) -> bool:
    """Whether both can have one technology and part all the same."""
    return any(a.technology_name == b.technology_name and parts(a, b) for a in one for b in two)


class _Technologies:
    """Which technologies are left to workloads that share one."""

    def __init__(
        self, known: Mapping[str, Target], allowed: Options, tied: Iterable[Sequence[str]]
    ) -> None:
        self._left = {
            name: frozenset(known[target].technology_name for target in targets)
            for name, targets in allowed.items()
        }
        self._owner = {name: name for name in allowed}
        self._target = dict.fromkeys(allowed, "")
        for group in tied:
            self._target.update(dict.fromkeys(group, group[0]))
            on_all = frozenset.intersection(*(frozenset(allowed[name]) for name in group))
            for name in group:
                self._left[name] = frozenset(known[target].technology_name for target in on_all)
                self._owner[name] = group[0]

    def on_one(self, pair: Pair) -> bool:
        """Whether the two share a target."""
        return bool(self._target[pair[0]]) and self._target[pair[0]] == self._target[pair[1]]

    def join(self, pair: Pair) -> bool:
        """Let the two share a technology; False where none would be left."""
        one, two = map(self._root, pair)
        left = self._left[one] & self._left[two]
        if not left:
            return False
        self._owner[one] = two
        self._left[two] = left
        return True

    def _root(self, name: str) -> str:
        while self._owner[name] != name:
            name = self._owner[name]
        return name
