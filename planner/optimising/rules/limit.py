"""Limits of the placement: capacity, budgets, shares; extended in steps at a price."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row, Terms
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Limit, PlanningProblem
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule, bounded, slackened

__all__ = ["LimitRule", "ends_changed"]


@dataclass(frozen=True, slots=True)
class LimitRule(Rule):
    """``at_least <= sum amount[i,p] x[i,p] over p in T <= at_most + step e``, ``e <= most``.

    Either end is relaxed by itself: ``raise`` is the upper one, ``lower`` the lower one. Of spread
    work the sum counts. What is short is counted beyond all steps.
    """

    kind = "limit"
    bulk = Bulk.CAPACITY
    spared = 9

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every end of a limit."""
        for limit in problem.limits:
            for change, bound in (("raise", limit.at_most), ("lower", limit.at_least)):
                if bound is not None:
                    scale = max(1.0, abs(bound))
                    ref, passed = RuleRef(cls.kind, limit.id), slackened(bound)
                    yield cls(ref, change, scale, measured=True, tolerance=passed)

    def limit(self, problem: PlanningProblem) -> Limit:
        """Return the limit that it is an end of."""
        return next(x for x in problem.limits if x.id == self.ref.id)

    def bound(self, problem: PlanningProblem) -> float:
        """Return its end of the limit."""
        limit = self.limit(problem)
        bound = limit.at_most if self.change == "raise" else limit.at_least
        assert bound is not None
        return bound

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        limit = self.limit(program.problem)
        terms = _load(program, limit)
        bound = self.bound(program.problem)
        if self.change == "raise" and limit.extension is not None:
            terms[program.extended[limit.id]] = -limit.extension.step
        yield from bounded(self.change, terms, bound, self.tolerance)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
    ) -> PlanningProblem:
        """Move one end, or both where the change names neither."""

        def changed(limit: Limit) -> Limit:
            if limit.id != rule.id:
                return limit
            upper, lower = ends_changed(limit.at_most, limit.at_least, change, amount)
            extension = None if upper is None else limit.extension
            return replace(limit, at_most=upper, at_least=lower, extension=extension)

        limits = map(changed, problem.limits)
        kept = tuple(x for x in limits if x.at_most is not None or x.at_least is not None)
        return replace(problem, limits=kept)

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the limits named."""
        named = {rule.id for rule in rules}
        return replace(problem, limits=tuple(x for x in problem.limits if x.id in named))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Take what those outside use of every limit that those inside have a share in."""
        left = []
        for limit in part.whole.limits:
            members = part.problem.workloads
            if not any(w.amount(limit.amount, p) for w in members for p in limit.targets):
                continue
            used = math.fsum(
                w.amount(limit.amount, part.placement[w.id])
                for w in part.outside()
                if part.placement[w.id] in limit.targets
            )
            most, least = limit.at_most, limit.at_least
            if most is not None:
                # With an extension, steps may be due already; without, what is over is a rounding.
                most = most - used if limit.extension is not None else max(0.0, most - used)
            if least is not None:
                least = None if least <= used else least - used
            if most is not None or least is not None:
                left.append(replace(limit, at_most=most, at_least=least))
        part.problem = replace(part.problem, limits=tuple(left))


def ends_changed(
    upper: float | None, lower: float | None, change: str, amount: float | None
) -> tuple[float | None, float | None]:
    """Both ends of a limit after a change; amounts are never below 0, so no lower end has to be."""
    if change != "lower" and upper is not None:
        upper = None if amount is None else upper + amount
    if change != "raise" and lower is not None:
        lower = None if amount is None else max(0.0, lower - amount)
    return upper, lower


def _load(program: Formulation, limit: Limit) -> Terms:
    """``sum amount[i,p] x[i,p] over p in T``."""
    terms: Terms = {}
    for workload, chosen in zip(program.problem.workloads, program.x, strict=True):
        if limit.amount in workload.amounts:
            for target in limit.targets:
                amount = workload.amount(limit.amount, target)
                if amount and target in chosen:
                    terms[chosen[target]] = amount
    return terms
