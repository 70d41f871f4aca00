"""Every kind of rule, a class in a file of its own: the one list that all programs read.

Joint, placement alone, waves alone, parts, conflicts, prices and ways out take rules from here; the
checker has functions of its own and shares nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules.allowed import Allowed
from planner.optimising.rules.apart import Apart
from planner.optimising.rules.apart_by import ApartBy
from planner.optimising.rules.before import Before
from planner.optimising.rules.closed_wave import ClosedWave
from planner.optimising.rules.costs import narrow_costs
from planner.optimising.rules.earlier import Earlier
from planner.optimising.rules.earliest_wave import EarliestWave
from planner.optimising.rules.exit_rule import ExitRule
from planner.optimising.rules.forbidden import Forbidden
from planner.optimising.rules.groups import GroupRule
from planner.optimising.rules.latest_wave import LatestWave
from planner.optimising.rules.limit import LimitRule
from planner.optimising.rules.order import OrderRule, Precedence
from planner.optimising.rules.part import Part, Waves
from planner.optimising.rules.ready_wave import ReadyWave
from planner.optimising.rules.rule import Bulk, Closing, Rule
from planner.optimising.rules.same import Same
from planner.optimising.rules.same_target import SameTarget
from planner.optimising.rules.spread import Spread
from planner.optimising.rules.together import Together
from planner.optimising.rules.wave_limit import WaveLimitRule

__all__ = [
    "KINDS",
    "RULES",
    "Bulk",
    "Closing",
    "GroupRule",
    "LimitRule",
    "OrderRule",
    "Part",
    "Precedence",
    "Rule",
    "WaveLimitRule",
    "Waves",
    "closings",
    "kept_alone",
    "narrowed",
    "rules_like",
    "rules_of",
]

RULES: Final[tuple[type[Rule], ...]] = (
    Allowed, Forbidden, SameTarget, Apart, Same, ApartBy, LimitRule, ExitRule, EarliestWave,
    LatestWave, ClosedWave, ReadyWave, Spread, Together, Before, Earlier, WaveLimitRule,
)  # fmt: skip
"""All there are."""

KINDS: Final[dict[str, type[Rule]]] = {rule.kind: rule for rule in RULES}


def rules_of(problem: PlanningProblem) -> Iterator[Rule]:
    """Yield every rule of a problem."""
    for kind in RULES:
        yield from kind.of(problem)


def rules_like[Kind: Rule](problem: PlanningProblem, kinds: type[Kind]) -> Iterator[Kind]:
    """Yield the rules of some kinds: of a class, or of those that share it as their base."""
    for kind in RULES:
        if issubclass(kind, kinds):
            yield from kind.of(problem)


def closings(problem: PlanningProblem) -> Iterator[tuple[Rule, Closing]]:
    """Yield what each rule takes from a workload whatever all others do."""
    named = {workload.id: workload for workload in problem.workloads}
    for kind in RULES:
        if kind.closings is not Rule.closings:
            for rule in kind.of(problem):
                for closing in rule.closings(problem, named):
                    yield rule, closing


def narrowed(part: Part) -> PlanningProblem | None:
    """Return the problem of a part beside the rest of a plan; None where somebody has no target."""
    for kind in RULES:
        kind.narrow(part)
    part.problem = _dependencies_inside(part)
    narrow_costs(part)
    return part.finished()


def kept_alone(problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
    """Return the problem with these rules and no others; shared costs are no rules."""
    for kind in RULES:
        own = [rule for rule in rules if rule.kind == kind.kind]
        problem = kind.kept(problem, own)
    return problem


def _dependencies_inside(part: Part) -> PlanningProblem:
    inside = tuple(
        item
        for item in part.whole.dependencies
        if item.source in part.inside and item.needed in part.inside
    )
    return replace(part.problem, dependencies=inside)
