"""From a proof that no plan exists to the user's rules, none of which can be spared.

A deletion filter (Chinneck, Feasibility and Infeasibility in Optimization, chapter 6): a rule goes
where the others still conflict. Every question is asked of a problem that holds the remaining
rules and the workloads they speak of alone, which soon is a small one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.compact import Compact
from planner.optimising.conflicts.feasible import EXACT_COLUMNS, columns_of
from planner.optimising.conflicts.restricted import restricted
from planner.optimising.formulation import Formulation
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import Program
from planner.optimising.rules import KINDS, Bulk, GroupRule, closings, rules_like
from planner.optimising.solvers import Ask, Verdict

__all__ = ["Namer", "find_core", "views_of", "without_waves"]

RUN_SECONDS: Final = 5.0
MANY: Final = 80
"""Beyond so many rules those of single workloads are thinned out in bulk."""
MOST_KNOTS: Final = 30
LARGEST_EXACT: Final = 60_000
"""Columns beyond which the exact program is not asked at all."""

_PARTS: Final[tuple[str, ...]] = (Bulk.ORDER, Bulk.CAPACITY, "")
"""Bulks left out at first: capacity without order and order without capacity are quick to answer,
and a conflict among some of the rules is one among all."""


def without_waves(problem: PlanningProblem) -> PlanningProblem:
    """Return the placement's own problem."""
    return replace(problem, waves=(), wave_limits=())


def views_of(problem: PlanningProblem) -> Iterator[Compact]:
    """Yield the short programs of the placement alone, where there are waves, and of the whole."""
    views = [without_waves(problem), problem] if problem.waves else [problem]
    return (Compact(view) for view in views)


def find_core(
    problem: PlanningProblem, budget: Budget, shorts: Iterable[Compact] = ()
) -> list[RuleRef] | None:
    """Return rules that are proven to conflict, all of them or fewer; None where none is proven.

    The short program speaks first, of the placement alone and of both; then the exact one, which
    sees what only whole numbers forbid. ``shorts`` are the short ones where they are made already.
    """
    views = []
    for short in shorts or views_of(problem):
        core = short.core()
        if core is not None:
            return core
        views.append(short.problem)
    for view in views:
        core = _whole_numbers(view, budget)
        if core is not None or budget.over(0.5):
            return core
    return None


def _whole_numbers(view: PlanningProblem, budget: Budget) -> list[RuleRef] | None:
    """Let the exact program look for a conflict that only whole numbers see."""
    namer = Namer(view, budget)
    for refs in _knots(view)[:MOST_KNOTS]:
        if namer.exactly(refs, EXACT_COLUMNS):
            return refs
    if columns_of(view) > LARGEST_EXACT:
        return None
    program = Program(Formulation.of(view), budget.stop)
    for left_out in _PARTS if view.waves else (Bulk.ORDER,):
        kept = [n for n, rule in enumerate(program.rules) if rule.bulk != left_out]
        if not kept:
            continue
        program.keep(kept)
        seconds, nodes = budget.ask(RUN_SECONDS)
        if program.run(Ask(seconds, nodes, gap=1.0)).verdict is Verdict.INFEASIBLE:
            return list(dict.fromkeys(program.rules[n].ref for n in kept))
        if budget.over(0.5):
            return None
    return None


def _knots(problem: PlanningProblem) -> list[list[RuleRef]]:
    """Rules that tie the same workloads apart and together, with where those may go.

    Small enough to be asked at once; a single pair kept apart is no knot, since fractions see all
    there is to it.
    """
    tying = list(rules_like(problem, GroupRule))
    groups = [rule.ref for rule in tying]
    parting = {rule.kind for rule in tying if not rule.agrees}
    if not parting:
        return []
    leader: dict[str, str] = {}

    def found(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for group in groups:
        for name in group.names[1:]:
            leader[found(name)] = found(group.names[0])
    knots: dict[str, list[RuleRef]] = {}
    for group in groups:
        knots.setdefault(found(group.names[0]), []).append(group)
    tied = [rules for rules in knots.values() if len(rules) > 1]
    tied = [rules for rules in tied if any(rule.kind in parting for rule in rules)]
    own: dict[str, list[RuleRef]] = {}
    for rule, closing in closings(problem):
        if closing.waves is None and rule.ref.names:
            refs = own.setdefault(closing.workload, [])
            if rule.ref not in refs:
                refs.append(rule.ref)
    for rules in tied:
        members = dict.fromkeys(name for rule in rules for name in rule.names)
        rules.extend(ref for name in members for ref in own.get(name, ()))
    return sorted(tied, key=len)


class Namer:
    """Answers, for one problem, whether some of its rules conflict; and leaves out the others.

    ``problem`` shrinks to what the rules in question speak of once that is known.
    """

    def __init__(self, problem: PlanningProblem, budget: Budget) -> None:
        self.problem = problem
        self.budget = budget
        self.only_whole = False

    def conflicts(self, rules: Collection[RuleRef]) -> bool:
        """Whether these rules alone are proven to conflict."""
        view = restricted(self.problem, rules)
        small = columns_of(view) <= EXACT_COLUMNS
        # Where fractions find a way with all the rules, they find one with some of them.
        if not (small and self.only_whole) and Compact(view).conflicts():
            return True
        return small and self._is_infeasible(view)

    def exactly(self, rules: Collection[RuleRef], largest: int) -> bool:
        """Whether the exact program proves it, where it is not too large to be asked."""
        view = restricted(self.problem, rules)
        return columns_of(view) <= largest and self._is_infeasible(view)

    def _is_infeasible(self, view: PlanningProblem) -> bool:
        seconds, nodes = self.budget.ask(RUN_SECONDS)
        program = Program(Formulation.of(view), self.budget.stop)
        return program.run(Ask(seconds, nodes, gap=1.0)).verdict is Verdict.INFEASIBLE

    def irreducible(self, core: list[RuleRef], share: float) -> list[RuleRef]:
        """Take away what is not needed, within a share of the budget."""
        # What binds only the rules left out is never asked about again.
        self.problem = restricted(self.problem, core)
        kept = self._thinned(sorted(core, key=_order))
        if len(kept) <= MANY or not Compact(restricted(self.problem, kept)).conflicts():
            return self._filtered(kept, len(kept) // 2, share)
        # The short program has already spared every workload that its proof can do without.
        others = [ref for ref in kept if not KINDS[ref.kind].of_one]
        pinned = [ref for ref in kept if KINDS[ref.kind].of_one]
        return pinned + self._filtered(others, len(others) // 2, share, pinned)

    def _thinned(self, core: list[RuleRef]) -> list[RuleRef]:
        """Let the short program name a core of the core, for as long as that helps."""
        while True:
            again = Compact(restricted(self.problem, core)).core()
            self.only_whole = again is None
            if again is None or len(again) >= len(core):
                return core
            if not self.conflicts(again):
                return core
            core = sorted(again, key=_order)

    def _filtered(
        self,
        kept: list[RuleRef],
        size: int,
        share: float,
        always: Collection[RuleRef] = (),
    ) -> list[RuleRef]:
        """Leave out ``size`` rules at a time, then half as many, ... then single ones.

        A rule that cannot be spared from a set cannot be spared from a smaller one either, so one
        pass over single rules leaves an irreducible set.
        """
        size = max(1, size)
        while True:
            position = 0
            while position < len(kept):
                if self.budget.over(share):
                    return kept
                rest = kept[:position] + kept[position + size :]
                if (rest or always) and self.conflicts([*rest, *always]):
                    kept = rest
                else:
                    position += size
            if size == 1:
                return kept
            size = max(1, size // 2)


def _order(ref: RuleRef) -> int:
    return KINDS[ref.kind].spared
