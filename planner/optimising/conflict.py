"""Why no plan exists: what is missing, an irreducible set of the user's rules, and the ways out.

The elastic program comes first: every rule may be broken at the price of its violation over its
scale. In its short form it answers in milliseconds, over windows that follow the order; where that
is free, only whole numbers are in conflict, and the exact program names the rules. A deletion
filter takes away every rule without which the rest still conflicts (Chinneck, Feasibility and
Infeasibility in Optimization, chapters 6 and 7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from planner.jobs import Stop
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.naming import Namer, find_core, views_of, without_waves
from planner.optimising.conflicts.restricted import restricted
from planner.optimising.conflicts.ways_out import find_repairs, tidy
from planner.optimising.formulation import Formulation
from planner.optimising.plan import Conflict, RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import Program
from planner.optimising.rules import rules_of
from planner.optimising.solvers import Ask, Verdict

__all__ = ["Shortfall", "every_rule", "find_conflict", "find_shortfalls", "is_impossible"]

SECONDS: Final = 20.0
NAMING_SHARE: Final = 0.5
"""Share of the time after which the set of rules is taken as it is, and ways out are sought."""
RUN_SECONDS: Final = 5.0
NOTICED: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that cannot hold: short by ``amount``, or by at least that much.

    ``rule`` is a whole wave limit (no wave named) where several waves together are short, and the
    amount is that of all of them.
    """

    rule: RuleRef
    change: str
    amount: float
    at_least: bool


def find_shortfalls(
    problem: PlanningProblem, stop: Stop | None = None, *, with_waves: bool = True
) -> tuple[Shortfall, ...]:
    """Least total violation of the rules, each scaled by its limit; empty where none is known.

    The linear program speaks first ("at least"), with allowed targets, dates and order kept. Where
    dates and order alone leave somebody without a wave, or only whole numbers conflict, the
    integer one does, over the rules in conflict.
    """
    view = problem if with_waves else without_waves(problem)
    budget = Budget(stop, SECONDS)
    shorts = []
    for short in views_of(view):
        shorts.append(short)
        if len(short.stuck):
            return _whole_shortfalls(short.problem, short.core() or [], budget)
        missing = short.missing()
        if missing:
            return tuple(Shortfall(x.ref, x.change, tidy(x.amount), True) for x in missing)
    core = find_core(view, budget, shorts)
    if core is None:
        return ()
    return _whole_shortfalls(view, Namer(view, budget).irreducible(core, NAMING_SHARE), budget)


def _whole_shortfalls(
    view: PlanningProblem, core: list[RuleRef], budget: Budget
) -> tuple[Shortfall, ...]:
    """Least total violation of a few rules in whole numbers; at least as much is missing of all."""
    own = restricted(view, core)
    program = Program(Formulation.of(own), budget.stop)
    program.bend(program.bendable())
    seconds, nodes = budget.ask(RUN_SECONDS)
    answer = program.run(Ask(seconds, nodes, gap=1e-6))
    if answer.columns is None:
        return ()
    at_least = answer.verdict is not Verdict.SOLVED or own != view
    return tuple(
        Shortfall(rule.ref, rule.change, tidy(violation), at_least)
        for number, rule in enumerate(program.rules)
        if (violation := program.violation(number, answer.columns)) > NOTICED * rule.scale
    )


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
