"""Why no plan exists: an irreducible set of the user's rules, and the ways out with their amounts.

The elastic program comes first: every rule may be broken at the price of its violation over its
scale. In its short form it answers in milliseconds, over windows that follow the order; where that
is free, only whole numbers are in conflict, and the exact program names the rules. A deletion
filter takes away every rule without which the rest still conflicts (Chinneck, Feasibility and
Infeasibility in Optimization, chapters 6 and 7).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from planner.jobs import Stop
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.naming import Namer, find_core, views_of
from planner.optimising.conflicts.ways_out import find_repairs
from planner.optimising.plan import Conflict, RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules import rules_of

__all__ = ["every_rule", "find_conflict", "is_impossible"]

SECONDS: Final = 20.0
NAMING_SHARE: Final = 0.5
"""Share of the time after which the set of rules is taken as it is, and ways out are sought."""


def find_conflict(
    problem: PlanningProblem,
    stop: Stop | None = None,
    seconds: float = SECONDS,
    tell: Callable[[Conflict], None] = lambda _conflict: None,
) -> Conflict | None:
    """Return rules that cannot hold together, none of which can be spared, and ways out.

    The number of waves is the frame in which the rules conflict, and not one of them; where more
    waves would do, that is among the ways out.

    Parameters
    ----------
    stop
        For a cancel; with a work limit and no time limit, steps count and the clock does not.
    seconds
        Time for all of it. Where it runs out, the rules returned still conflict, but one of them
        may not be needed.
    tell
        Told of rules that conflict as soon as they are known, once none can be spared, and with
        every way out that is proven; in case somebody ends the search.

    Returns
    -------
    Conflict or None
        None where no conflict was proven: a plan may exist.
    """
    budget = Budget(stop, seconds)
    core = find_core(problem, budget)
    if core is None:
        return None
    tell(Conflict(tuple(core)))
    rules = tuple(Namer(problem, budget).irreducible(core, NAMING_SHARE))
    tell(Conflict(rules))
    repairs = find_repairs(problem, rules, budget, lambda found: tell(Conflict(rules, found)))
    return Conflict(rules, repairs)


def is_impossible(problem: PlanningProblem) -> bool:
    """Whether the short program proves, over all placements, that there is no plan."""
    return any(short.conflicts() for short in views_of(problem))


def every_rule(problem: PlanningProblem) -> tuple[RuleRef, ...]:
    """Return every rule of the problem: what is in conflict where nothing smaller is known."""
    return tuple(dict.fromkeys(rule.ref for rule in rules_of(problem)))
