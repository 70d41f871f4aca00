"""Why no plan exists: an irreducible set of the user's rules, and the cheapest ways out.

The elastic program comes first: every rule may be broken at the price of its violation over its
scale. Its linear form answers in milliseconds, and the rules that carry a price there contain a
conflict already; where it is free, only whole numbers are in conflict, and the integer program
decides. A deletion filter then takes away every rule without which the rest still conflicts
(Chinneck, Feasibility and Infeasibility in Optimization, chapters 6 and 7).
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from planner.jobs import Stop
from planner.model.plan import Conflict, Repair, RuleRef
from planner.model.problem import PlanningProblem
from planner.optimising.program import Program, Verdict
from planner.optimising.repairs import find_repairs
from planner.optimising.whole import build_whole

__all__ = ["Shortfall", "every_rule", "find_conflict", "find_shortfalls", "is_impossible"]

SECONDS: Final = 20.0
SHRINKING_SHARE: Final = 0.6
"""Share of the time after which the set of rules is taken as it is, and ways out are sought."""
RUN_SECONDS: Final = 5.0
"""The longest that one question to the integer program may take."""
NOTICED: Final = 1e-6

_REMOVED_FIRST: Final = (
    "allowed", "before", "together", "earlier", "same_target", "apart", "latest_wave",
    "earliest_wave", "ready_wave", "wave_limit", "limit",
)  # fmt: skip


_ORDER: Final = ("before", "together", "earlier")
_CAPACITY: Final = ("limit", "wave_limit", "same_target", "apart")
_PARTS: Final = (_ORDER, _CAPACITY, ())
"""Kinds left out at first: capacity without order and order without capacity are quick to answer,
and a conflict or a shortfall among some of the rules is one among all."""

MOST_COLUMNS: Final = 20_000
"""Repairs are proven over placement and waves together up to this size, over the stage beyond."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that cannot hold: short by ``amount``, or by at least that much."""

    rule: RuleRef
    change: str
    amount: float
    at_least: bool


def find_shortfalls(
    problem: PlanningProblem, stop: Stop | None = None, *, with_waves: bool = True
) -> tuple[Shortfall, ...]:
    """Least total violation of all rules, each scaled by its limit; empty where a plan exists.

    The linear program speaks first ("at least"); where it finds nothing, the integer one does.
    """
    model = build_whole(problem, with_waves=with_waves)
    program = Program(model, stop)
    program.bend(range(len(model.rules)))
    at_least = True
    for left_out in _PARTS:
        program.keep([n for n, rule in enumerate(model.rules) if rule.ref.kind not in left_out])
        answer = program.run(RUN_SECONDS, relaxed=True)
        if answer.columns is not None and answer.value > NOTICED:
            break
    else:
        answer = program.run(RUN_SECONDS, gap=1e-6)
        at_least = answer.verdict is not Verdict.SOLVED
    if answer.columns is None:
        return ()
    found = [
        Shortfall(rule.ref, rule.change, program.violation(number, answer.columns), at_least)
        for number, rule in enumerate(model.rules)
        if program.violation(number, answer.columns) > NOTICED * rule.scale
    ]
    return tuple(found)


def find_conflict(
    problem: PlanningProblem, stop: Stop | None = None, seconds: float = SECONDS
) -> Conflict | None:
    """Return rules that cannot hold together, none of which can be spared, and ways out.

    Parameters
    ----------
    seconds
        Time for all of it. Where it runs out, the rules returned still conflict, but one of them
        may not be needed.

    Returns
    -------
    Conflict or None
        None where no conflict was proven: a plan may exist.
    """
    began = time.monotonic()
    deadline = began + seconds
    for with_waves in (False, True) if problem.waves else (False,):
        search = _Search(problem, stop, deadline, with_waves=with_waves)
        core = search.core()
        if core is None:
            continue
        search.deadline = began + SHRINKING_SHARE * seconds
        groups = search.shrink(core)
        search.deadline = deadline
        return Conflict(tuple(groups), _ways_out(problem, search, groups))
    return None


def is_impossible(problem: PlanningProblem, stop: Stop | None, seconds: float) -> bool:
    """Whether the linear program alone proves, over all placements, that there is no plan."""
    deadline = time.monotonic() + seconds
    search = _Search(problem, stop, deadline, with_waves=bool(problem.waves))
    return search.linear_core() is not None


def _ways_out(
    problem: PlanningProblem, search: _Search, groups: list[RuleRef]
) -> tuple[Repair, ...]:
    """Return repairs, proven over both stages where that can be asked in time."""
    small = len(search.model.cost) * max(1, len(problem.waves)) <= MOST_COLUMNS
    whole = search.with_waves or not problem.waves
    if small and not whole:
        search = _Search(problem, search.program.stop, search.deadline, with_waves=True)
    numbers = [rule for group in groups for rule in search.groups[group]]
    repairs = find_repairs(search.program, numbers, search.deadline)
    if small or whole:
        return repairs
    return tuple(replace(repair, proven=False) for repair in repairs)


def every_rule(problem: PlanningProblem) -> tuple[RuleRef, ...]:
    """Return every rule of the problem: what is in conflict where nothing smaller is known."""
    return tuple(dict.fromkeys(rule.ref for rule in build_whole(problem).rules))


class _Search:
    """One model, its rules by the user's reference, and questions to it."""

    def __init__(
        self, problem: PlanningProblem, stop: Stop | None, deadline: float, *, with_waves: bool
    ) -> None:
        self.model = build_whole(problem, with_waves=with_waves)
        self.program = Program(self.model, stop)
        self.deadline = deadline
        self.with_waves = with_waves
        self.groups: dict[RuleRef, list[int]] = {}
        for number, rule in enumerate(self.model.rules):
            self.groups.setdefault(rule.ref, []).append(number)

    def core(self) -> list[RuleRef] | None:
        """Return rules that are in conflict, all of them or fewer; None where none is proven."""
        linear = self.linear_core()
        if linear is not None:
            return linear
        for left_out in _PARTS:
            refs = [ref for ref in self.groups if ref.kind not in left_out]
            if self.conflicts(refs):
                return refs
        return None

    def linear_core(self) -> list[RuleRef] | None:
        """Return rules that conflict even in fractions; None where fractions find a way."""
        for left_out in _PARTS:
            refs = [ref for ref in self.groups if ref.kind not in left_out]
            priced = self._priced(refs)
            if priced and self.conflicts(priced, relaxed=True):
                return priced
        return None

    def _priced(self, refs: list[RuleRef]) -> list[RuleRef]:
        """Return the rules with a price in the elastic linear program; none where all can hold."""
        self.program.keep([rule for ref in refs for rule in self.groups[ref]])
        self.program.bend(range(len(self.model.rules)))
        answer = self.program.run(self._seconds(), relaxed=True)
        priced = self.program.priced() if answer.columns is not None else set()
        self.program.bend(())
        if not NOTICED < answer.value < math.inf:
            return []
        return [ref for ref in refs if priced.intersection(self.groups[ref])]

    def conflicts(self, refs: Collection[RuleRef], *, relaxed: bool = False) -> bool:
        """Whether these rules alone are proven to conflict."""
        self.program.keep([rule for ref in refs for rule in self.groups[ref]])
        answer = self.program.run(self._seconds(), relaxed=relaxed, gap=1.0)
        return answer.verdict is Verdict.INFEASIBLE

    def shrink(self, refs: list[RuleRef]) -> list[RuleRef]:
        """Take away what is not needed, first by the linear program, then by the integer one."""
        kept = sorted(refs, key=lambda ref: _REMOVED_FIRST.index(ref.kind))
        whole_numbers_only = not self.conflicts(kept, relaxed=True)
        if not whole_numbers_only:
            kept = self._filtered(kept, len(kept) // 2, relaxed=True)
        return self._filtered(kept, len(kept) // 2 if whole_numbers_only else 1, relaxed=False)

    def _filtered(self, kept: list[RuleRef], size: int, *, relaxed: bool) -> list[RuleRef]:
        """Deletion filter: ``size`` rules at a time, then half as many, ... then single rules.

        A rule that cannot be spared from a set cannot be spared from a smaller one either, so one
        pass over single rules leaves an irreducible set.
        """
        size = max(1, size)
        while True:
            position = 0
            while position < len(kept):
                if time.monotonic() >= self.deadline:
                    return kept
                rest = kept[:position] + kept[position + size :]
                if rest and self.conflicts(rest, relaxed=relaxed):
                    kept = rest
                else:
                    position += size
            if size == 1:
                return kept
            size = max(1, size // 2)

    def _seconds(self) -> float:
        return min(RUN_SECONDS, max(0.05, self.deadline - time.monotonic()))
