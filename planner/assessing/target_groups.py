"""Workloads that share a target, and those that must not: made consistent before planning."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

from planner.assessing.needs import Need
from planner.errors import message
from planner.model.rules import Words
from planner.optimising.components import joined

__all__ = ["apart_groups", "shared_targets"]

type Groups = tuple[tuple[str, ...], ...]
type Notes = tuple[Words, ...]


def shared_targets(
    needs: Iterable[Need],
    chosen: Iterable[Sequence[str]],
    allowed: Mapping[str, Sequence[str]],
    named: Callable[[str], str] = str,
) -> tuple[Groups, Notes]:
    """Return disjoint groups on one target, and notes on those that no target can hold.

    Overlapping groups are joined. A group without a target that all may use is left out.

    Parameters
    ----------
    needs
        Dependencies; those that ask for it keep both on one target.
    chosen
        Groups of the user's.
    allowed
        Targets by workload id.
    named
        What the notes call a workload, by its id.
    """
    tied: list[Sequence[str]] = [(one.source, one.needed) for one in needs if one.same_target]
    tied += [[one for one in group if one in allowed] for group in chosen]
    everybody = dict.fromkeys(itertools.chain(allowed, *tied))
    place = {name: number for number, name in enumerate(everybody)}
    group_of = joined(len(place), ([place[name] for name in group] for group in tied))
    groups: dict[int, list[str]] = {}
    for identity in allowed:
        groups.setdefault(group_of[place[identity]], []).append(identity)
    kept, notes = [], []
    for members in groups.values():
        if len(members) < 2:
            continue
        if set.intersection(*(set(allowed[one]) for one in members)):
            kept.append(tuple(members))
        else:
            names = ", ".join(map(named, members))
            notes.append(message("assessing.note.no_common_target", names=names))
    return tuple(kept), tuple(notes)


def apart_groups(
    chosen: Iterable[Sequence[str]],
    allowed: Mapping[str, Sequence[str]],
    same: Groups,
    named: Callable[[str], str] = str,
) -> tuple[Groups, Notes]:
    """Return the groups that the user keeps apart.

    A group that cannot be kept apart (one common target alone, or tied to one target) is left out
    with a note.

    Parameters
    ----------
    chosen, allowed
        As in :func:`shared_targets`.
    same
        Groups on one target.
    named
        What the notes call a workload, by its id.
    """
    tied = {one: number for number, group in enumerate(same) for one in group}
    kept: list[tuple[str, ...]] = []
    notes: list[Words] = []
    for group in (tuple(one for one in group if one in allowed) for group in chosen):
        if len(group) < 2:
            continue
        numbers = [tied[one] for one in group if one in tied]
        choices = [set(allowed[one]) for one in group]
        if len(set(numbers)) == len(numbers) and _can_part(choices):
            kept.append(group)
        else:
            names = ", ".join(map(named, group))
            notes.append(message("assessing.note.cannot_part", names=names))
    return tuple(dict.fromkeys(kept)), tuple(notes)


def _can_part(choices: Sequence[set[str]]) -> bool:
    """Whether all can take different targets (a matching by augmenting paths)."""
    taken: dict[str, int] = {}

    def place(member: int, seen: set[str]) -> bool:
        for target in sorted(choices[member] - seen):
            seen.add(target)
            if target not in taken or place(taken[target], seen):
                taken[target] = member
                return True
        return False

    return all(place(member, set()) for member in range(len(choices)))
