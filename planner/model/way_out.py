"""A way out of a conflict, kept as decisions: one rule relaxed, by how much.

The value of such a decision is ``kind|id|wave|change|amount``; its workloads are the rule's names.
What is empty was not given. :func:`relax` does to a problem what the decisions say, by the very
function with which the optimiser proved that a plan then exists. Waves that are added need dates,
so the calendar is made longer before the problem is stated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.model.scenario import Decision, DecisionKind
from planner.optimising.plan import Repair, RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.relaxing import RELAXED, WAVES, repaired

__all__ = ["can_relax", "more_waves", "read_way_out", "relax", "way_out_value"]

TAKEN = RELAXED | {WAVES.kind}
"""Kinds of rules that a decision can relax."""


MOST_WAVES = 1_000
"""Nobody adds more: a calendar of a number that slipped would have no end."""


def can_relax(rule: RuleRef) -> bool:
    """Whether a rule of this kind can be relaxed by a decision."""
    return rule.kind in TAKEN


def way_out_value(rule: RuleRef, change: str, amount: float | None) -> str:
    """Return the value of the decision that relaxes ``rule``.

    Parameters
    ----------
    rule
        The rule that is relaxed.
    change
        As in a repair: ``raise``, ``lower``, ``drop`` and so on.
    amount
        In the rule's own unit; None where the change has none.
    """
    wave = "" if rule.wave is None else str(rule.wave)
    by = "" if amount is None else f"{amount:.12g}"
    return "|".join((rule.kind, rule.id or "", wave, change, by))


def read_way_out(decision: Decision) -> Repair | None:
    """Return what a decision relaxes; None where it is no way out or cannot be read."""
    if decision.kind is not DecisionKind.WAY_OUT:
        return None
    head, _, rest = decision.value.partition("|")
    parts = rest.rsplit("|", 3)  # an id may hold the sign itself
    if len(parts) != 4 or head not in TAKEN:
        return None
    key, wave, change, by = parts
    try:
        rule = RuleRef(head, key or None, decision.workloads, int(wave) if wave else None)
        amount = float(by) if by else None
    except ValueError:
        return None
    most = MOST_WAVES if head == WAVES.kind else math.inf
    if amount is not None and (not 0 <= amount <= most or math.isinf(amount)):
        return None
    return Repair((rule,), change, amount)


def more_waves(decisions: Iterable[Decision]) -> int:
    """Return how many waves the active ways out add; they are made with the calendar."""
    ways = (read_way_out(decision) for decision in decisions if decision.active)
    added = (way.amount for way in ways if way is not None and way.rules[0].kind == WAVES.kind)
    return sum(math.ceil(amount) for amount in added if amount is not None)


def relax(problem: PlanningProblem, decisions: Iterable[Decision]) -> PlanningProblem:
    """Return the problem with every active way out taken."""
    for decision in decisions:
        way = read_way_out(decision) if decision.active else None
        if way is not None and way.rules[0].kind != WAVES.kind:
            problem = repaired(problem, way)
    return problem
