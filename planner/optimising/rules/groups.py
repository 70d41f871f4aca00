"""What rules over lists of workloads share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from planner.optimising.formulation import Formulation, Row, Terms, minus, plus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import AttributeGroup

__all__ = [
    "agree",
    "differ",
    "distinct",
    "each_to_itself",
    "groups_inside",
    "kept_groups",
    "without",
]


def each_to_itself(targets: Iterable[str]) -> dict[str, str]:
    """Value of a target where targets themselves are compared."""
    return {target: target for target in targets}


def on_value(program: Formulation, name: str, value: Mapping[str, str]) -> dict[str, Terms]:
    """Return, by value, the columns of a workload's targets that have it."""
    found: dict[str, Terms] = {}
    for target, column in program.x[program.index[name]].items():
        found.setdefault(value[target], {})[column] = 1.0
    return found


def agree(program: Formulation, names: tuple[str, ...], value: Mapping[str, str]) -> Iterator[Row]:
    """``sum of x[i,p] over p of a value = sum of x[j,p]``: the first of a list and every other.

    As two rows of ``<=``, so that a slack can bend them.
    """
    first = on_value(program, names[0], value)
    for name in names[1:]:
        other = on_value(program, name, value)
        for shared in dict.fromkeys((*first, *other)):
            terms = plus(first.get(shared, {}), minus(other.get(shared, {})))
            yield Row(terms, 0.0)
            yield Row(minus(terms), 0.0)


def differ(program: Formulation, names: tuple[str, ...], value: Mapping[str, str]) -> Iterator[Row]:
    """``sum of x[i,p] over a list and the p of a value <= 1``, for every value."""
    members: dict[str, list[Terms]] = {}
    for name in names:
        for shared, terms in on_value(program, name, value).items():
            members.setdefault(shared, []).append(terms)
    for shared_by in members.values():
        if len(shared_by) > 1:
            yield Row(plus(*shared_by), 1.0)


def distinct(groups: Iterable[AttributeGroup]) -> list[AttributeGroup]:
    """Return each group once, in the words of its first: the order of members says nothing."""
    found: dict[tuple[str, frozenset[str]], AttributeGroup] = {}
    for group in groups:
        found.setdefault((group.attribute, frozenset(group.workloads)), group)
    return list(found.values())


def without(groups: Iterable[AttributeGroup], rule: RuleRef) -> tuple[AttributeGroup, ...]:
    """Return the groups but for the one that a rule names."""
    members = set(rule.names)
    return tuple(g for g in groups if g.attribute != rule.id or set(g.workloads) != members)


def kept_groups(
    groups: Iterable[AttributeGroup], rules: Collection[RuleRef]
) -> tuple[AttributeGroup, ...]:
    """Return the groups that rules name."""
    named = {(rule.id, frozenset(rule.names)) for rule in rules}
    return tuple(g for g in distinct(groups) if (g.attribute, frozenset(g.workloads)) in named)


def groups_inside(
    groups: Iterable[AttributeGroup], inside: Collection[str]
) -> tuple[AttributeGroup, ...]:
    """Return what is left of the groups where some members stand outside."""
    left = (
        AttributeGroup(g.attribute, tuple(name for name in g.workloads if name in inside))
        for g in groups
    )
    return tuple(group for group in left if len(group.workloads) > 1)
