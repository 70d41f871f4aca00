"""Order of moves: dependencies as the optimiser takes them, mended where they cannot all hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.assessing.graph import components
from planner.assessing.progress import Locked
from planner.errors import message
from planner.model.rules import Words
from planner.optimising.problem import DependencyKind, ProblemDependency

__all__ = ["keep_history", "mend_order", "wave_groups", "with_wished"]

FREE, BEFORE = DependencyKind.FREE, DependencyKind.BEFORE
EARLIER, TOGETHER = DependencyKind.EARLIER, DependencyKind.TOGETHER


def mend_order(
    ids: Sequence[str],
    needs: Iterable[ProblemDependency],
    wished: Iterable[ProblemDependency],
    named: Callable[[str], str] = str,
) -> tuple[tuple[ProblemDependency, ...], tuple[Words, ...]]:
    """Return dependencies of which no ``earlier`` lies on a cycle, and a note for each change.

    A cycle with a strict order in it can never be kept where all its members move: the strict
    order becomes a plain ``before``.

    Parameters
    ----------
    ids
        Of the workloads.
    needs
        Dependencies that are stated.
    wished
        Orders that environment rules wish for; those that would close a cycle are left out.
    named
        What the notes call a workload, by its id.
    """
    kept = list(needs)
    wanted = list(wished)
    notes: list[Words] = []
    number = _component_numbers(ids, [*kept, *wanted])
    mended = []
    for need in kept:
        if need.kind is EARLIER and number[need.source] == number[need.needed]:
            need = replace(need, kind=BEFORE)
            one, two = named(need.source), named(need.needed)
            notes.append(message("assessing.note.earlier_is_not_later", one=one, two=two))
        mended.append(need)
    number = _component_numbers(ids, [*mended, *wanted])
    for need in wanted:
        if number[need.source] == number[need.needed]:
            one, two = named(need.source), named(need.needed)
            notes.append(message("assessing.note.order_tied", two=two, one=one))
        else:
            mended.append(need)
    return tuple(mended), tuple(notes)


def with_wished(
    ids: Sequence[str],
    needs: Sequence[ProblemDependency],
    wished: Iterable[ProblemDependency],
    possible: Callable[[ProblemDependency], bool],
) -> tuple[tuple[ProblemDependency, ...], int]:
    """Return dependencies with those wished ones that bind nobody to a group, and how many not.

    A wished order that would close a cycle or that is there already is left out; the earlier in
    the list wins.

    Parameters
    ----------
    ids, needs
        As in :func:`mend_order`.
    wished
        Orders that rules wish for.
    possible
        Whether an order can be kept at all.
    """
    there = {(one.source, one.needed) for one in needs if one.kind is not FREE}
    wanted = [one for one in wished if (one.source, one.needed) not in there]
    number = _component_numbers(ids, [*needs, *wanted])
    onward: dict[str, list[str]] = {}
    for one in needs:
        if one.kind is not FREE and number[one.source] == number[one.needed]:
            onward.setdefault(one.source, []).append(one.needed)
            if one.kind is TOGETHER:
                onward.setdefault(one.needed, []).append(one.source)
    kept = list(needs)
    left_out = 0
    for one in wanted:
        inside = number[one.source] == number[one.needed]
        if not possible(one) or (inside and _reaches(onward, one.needed, one.source)):
            left_out += 1
            continue
        if inside:
            onward.setdefault(one.source, []).append(one.needed)
        kept.append(one)
    return tuple(kept), left_out


def _reaches(onward: Mapping[str, Sequence[str]], start: str, goal: str) -> bool:
    seen, stack = {start}, [start]
    while stack:
        name = stack.pop()
        if name == goal:
            return True
        for other in onward.get(name, ()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return False


def wave_groups(
    ids: Sequence[str], needs: Iterable[ProblemDependency]
) -> tuple[tuple[str, ...], ...]:
    """Workloads that end up in one wave where all of them move: components of the order."""
    return tuple(members for members in _components(ids, needs) if len(members) > 1)


def _components(
    ids: Sequence[str], needs: Iterable[ProblemDependency]
) -> Iterator[tuple[str, ...]]:
    place = {identity: number for number, identity in enumerate(ids)}
    edges: list[list[int]] = [[] for _ in ids]
    for need in needs:
        if need.kind is FREE:
            continue
        edges[place[need.source]].append(place[need.needed])
        if need.kind is TOGETHER:
            edges[place[need.needed]].append(place[need.source])
    return (tuple(ids[member] for member in members) for members in components(edges))


def _component_numbers(ids: Sequence[str], needs: Sequence[ProblemDependency]) -> dict[str, int]:
    groups = enumerate(_components(ids, needs))
    return {name: number for number, members in groups for name in members}


def keep_history(
    needs: Iterable[ProblemDependency], history: Locked
) -> tuple[ProblemDependency, ...]:
    """Free the dependencies that waves already done or committed have broken."""
    return tuple(replace(need, kind=FREE) if _broken(need, history) else need for need in needs)


def _broken(need: ProblemDependency, history: Locked) -> bool:
    source, needed = history.moves.get(need.source), history.moves.get(need.needed)
    if source is None and needed is None:
        return False
    if source is None:
        return need.kind is TOGETHER
    if needed is None:
        return need.kind is not FREE
    match need.kind:
        case DependencyKind.TOGETHER:
            return source[0] != needed[0]
        case DependencyKind.BEFORE:
            return needed[0] > source[0]
        case DependencyKind.EARLIER:
            return needed[0] >= source[0]
        case _:
            return False
