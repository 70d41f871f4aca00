"""Rules that tie the targets of several units: kept apart or together, by target or by attribute.

As groups for the integer program, and as pairs with a table of what is forbidden for message
passing and local search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem
from planner.optimising.rules import GroupRule, rules_like

__all__ = ["Tie", "consistent", "tied_pairs", "ties_of"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tie:
    """Units whose targets share a value (``together``), or of which no two do.

    ``value`` is a number per target.
    """

    units: Ints
    value: Ints
    together: bool

    @property
    def clash(self) -> Ints:
        """What it forbids two of its units, shape (targets, targets)."""
        equal = self.value[:, None] == self.value[None, :]
        clash: Ints = (~equal if self.together else equal).astype(np.int64)
        return clash

    def pairs(self) -> list[tuple[int, int]]:
        """Pairs of units that say the whole rule; neighbours do where a value is shared."""
        members = self.units.tolist()
        if self.together:
            return list(pairwise(members))
        return list(combinations(members, 2))


def ties_of(
    problem: PlanningProblem, position: Mapping[str, int], unit_of: Ints
) -> tuple[tuple[Tie, ...], bool]:
    """Groups kept apart or together, and whether one cannot be kept whatever is placed where."""
    ties: list[Tie] = []
    hopeless = False
    said = [
        rule
        for rule in rules_like(problem, GroupRule)
        if not rule.agrees or rule.ref.id is not None
    ]
    # Those that keep apart come first: the order in which pairs are numbered is part of a plan.
    for rule in sorted(said, key=lambda rule: rule.agrees):
        value, together = rule.values(problem), rule.agrees
        members = [int(unit_of[position[name]]) for name in dict.fromkeys(rule.ref.names)]
        units = np.array(sorted(set(members)), dtype=np.int64)
        number = {value: n for n, value in enumerate(dict.fromkeys(value.values()))}
        values = np.array([number[value[target.id]] for target in problem.targets], dtype=np.int64)
        crowded = len(units) < len(members) or len(units) > len(number)
        hopeless = hopeless or (not together and crowded)
        ties.append(Tie(units, values, together))
    return tuple(ties), hopeless


def tied_pairs(ties: Sequence[Tie], targets: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Every tied pair once: first, second, kind; and what each kind forbids."""
    joined: dict[tuple[int, int], Ints] = {}
    for tie in ties:
        clash = tie.clash
        for pair in tie.pairs():
            joined[pair] = np.maximum(joined.get(pair, 0), clash)
    kinds = [np.zeros((targets, targets), dtype=np.int64)]
    number = {kinds[0].tobytes(): 0}
    pairs = sorted(joined)
    kind = []
    for pair in pairs:
        key = joined[pair].tobytes()
        if key not in number:
            number[key] = len(kinds)
            kinds.append(joined[pair])
        kind.append(number[key])
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    first, second = np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1])
    return first, second, np.array(kind, dtype=np.int64), np.array(kinds)


def consistent(cost: Floats, first: Ints, second: Ints, kind: Ints, clash: Ints) -> Floats:
    """Strike targets that a tied unit leaves no target for, until nothing changes."""
    cost = cost.copy()
    pairs = list(zip(first.tolist(), second.tolist(), kind.tolist(), strict=True))
    changed = bool(pairs)
    while changed:
        changed = False
        for a, b, k in pairs:
            for one, other in ((a, b), (b, a)):
                beside = np.isfinite(cost[one]) @ (clash[k] == 0)
                lost = np.isfinite(cost[other]) & ~beside
                if lost.any():
                    cost[other, lost] = np.inf
                    changed = True
    return cost
