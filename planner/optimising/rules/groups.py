"""Rules over lists of workloads: their targets share a value, or no two do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from planner.optimising.formulation import Formulation, Row, Terms, minus, plus
from planner.optimising.plan import RuleRef
from planner.optimising.problem import AttributeGroup, PlanningProblem
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule

__all__ = ["GroupRule"]

type _Key = tuple[str | None, frozenset[str]]
"""Attribute that is compared, None for the targets themselves, and the workloads."""


@dataclass(frozen=True, slots=True)
class GroupRule(Rule):
    """A list of workloads tied by where they go; a kind says by what, and whether to agree."""

    bulk = Bulk.CAPACITY
    listed: ClassVar[str]
    """The part of a problem that lists the groups."""
    agrees: ClassVar[bool]
    """Whether all share a value; else no two do."""

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one a group, in the words of its first: the order of members says nothing."""
        seen: set[_Key] = set()
        for attribute, names in map(_split, getattr(problem, cls.listed)):
            if (attribute, frozenset(names)) not in seen:
                seen.add((attribute, frozenset(names)))
                yield cls(RuleRef(cls.kind, attribute, names))

    def values(self, problem: PlanningProblem) -> dict[str, str]:
        """Return what is compared of every target: itself, or its value of an attribute."""
        if self.ref.id is None:
            return {target.id: target.id for target in problem.targets}
        return problem.value_of(self.ref.id)

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield the rows of every value."""
        stated = agree if self.agrees else differ
        return stated(program, self.ref.names, self.values(program.problem))

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, _change: str, _amount: float | None
    ) -> PlanningProblem:
        """Untie the group."""
        return cls._with(problem, lambda key: key != (rule.id, frozenset(rule.names)))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the groups named, each once."""
        named = {(rule.id, frozenset(rule.names)) for rule in rules}
        seen: set[_Key] = set()

        def keeps(key: _Key) -> bool:
            first = key not in seen
            seen.add(key)
            return first and key in named

        return cls._with(problem, keeps)

    @classmethod
    def _with(cls, problem: PlanningProblem, keeps: Callable[[_Key], bool]) -> PlanningProblem:
        """Return the problem with those of the groups that ``keeps`` says."""
        left = []
        for group in getattr(problem, cls.listed):
            attribute, names = _split(group)
            if keeps((attribute, frozenset(names))):
                left.append(group)
        changed: dict[str, Any] = {cls.listed: tuple(left)}
        return replace(problem, **changed)

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Those outside have values already: these alone are open to those inside, or none is."""
        left: list[Any] = []
        for rule in cls.of(part.whole):
            value = rule.values(part.whole)
            inside = tuple(name for name in rule.ref.names if name in part.inside)
            taken = {value[part.placement[n]] for n in rule.ref.names if n not in part.inside}
            for name in inside if taken else ():
                mark = part.marks[name]
                mark.barred |= {p for p in mark.extra if (value[p] in taken) is not cls.agrees}
            if len(inside) > 1:
                left.append(inside if rule.ref.id is None else AttributeGroup(rule.ref.id, inside))
        changed: dict[str, Any] = {cls.listed: tuple(left)}
        part.problem = replace(part.problem, **changed)


def _split(group: AttributeGroup | tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    if isinstance(group, AttributeGroup):
        return group.attribute, group.workloads
    return None, group


def on_value(program: Formulation, name: str, value: Mapping[str, str]) -> dict[str, Terms]:
    """Return, by value, the columns of a workload's targets that have it."""
    found: dict[str, Terms] = {}
    for target, column in program.x[program.index[name]].items():
        found.setdefault(value[target], {})[column] = 1.0
    return found


def agree(program: Formulation, names: Iterable[str], value: Mapping[str, str]) -> Iterator[Row]:
    """``sum of x[i,p] over p of a value = sum of x[j,p]``: the first of a list and every other.

    As two rows of ``<=``, so that a slack can bend them.
    """
    one, *others = names
    first = on_value(program, one, value)
    for name in others:
        other = on_value(program, name, value)
        for shared in dict.fromkeys((*first, *other)):
            terms = plus(first.get(shared, {}), minus(other.get(shared, {})))
            yield Row(terms, 0.0)
            yield Row(minus(terms), 0.0)


def differ(program: Formulation, names: Iterable[str], value: Mapping[str, str]) -> Iterator[Row]:
    """``sum of x[i,p] over a list and the p of a value <= 1``, for every value."""
    members: dict[str, list[Terms]] = {}
    for name in names:
        for shared, terms in on_value(program, name, value).items():
            members.setdefault(shared, []).append(terms)
    for shared_by in members.values():
        if len(shared_by) > 1:
            yield Row(plus(*shared_by), 1.0)
