"""Limits of the waves: people, counts, risk, budgets of a year."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from planner.optimising.formulation import Formulation, Row, summed
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem, WaveLimit
from planner.optimising.rules.limit import ends_changed
from planner.optimising.rules.part import Part
from planner.optimising.rules.rule import Bulk, Rule, bounded, slackened

__all__ = ["WaveLimitRule"]

type Bounds = tuple[float | None, ...] | None


@dataclass(frozen=True, slots=True)
class WaveLimitRule(Rule):
    """Work done in a wave, or over the waves of a period, stays within bounds.

    ``at_least <= sum over w, i, k of amount[i,k] (z[i,w+k] - z[i,w+k-1]) <= at_most``, k waves
    before cut-over. Freezes are zeros; ramp, buffer and the pilot's own limits are bounds that
    differ by wave. ``position`` is that of the wave or period among the bounds.
    """

    kind = "wave_limit"
    of_waves = True
    bulk = Bulk.CAPACITY
    spared = 9
    position: int = 0

    @classmethod
    def of(cls, problem: PlanningProblem) -> Iterator[Self]:
        """Yield one for every bound."""
        for limit in problem.wave_limits if problem.waves else ():
            for position, span in enumerate(limit.spans(len(problem.waves))):
                for change, bounds in (("raise", limit.at_most), ("lower", limit.at_least)):
                    bound = None if bounds is None else bounds[position]
                    if bound is not None:
                        ref = RuleRef(cls.kind, limit.id, wave=span[0])
                        scale = max(1.0, abs(bound))
                        more = slackened(bound)
                        yield cls(
                            ref, change, scale, measured=True, tolerance=more, position=position
                        )

    def limit(self, problem: PlanningProblem) -> WaveLimit:
        """Return the limit that it is a bound of."""
        return next(x for x in problem.wave_limits if x.id == self.ref.id)

    def span(self, problem: PlanningProblem) -> tuple[int, ...]:
        """Return the waves, from 1, whose sum it bounds."""
        return self.limit(problem).spans(len(problem.waves))[self.position]

    def bound(self, problem: PlanningProblem) -> float:
        """Return the bound."""
        limit = self.limit(problem)
        bounds = limit.at_most if self.change == "raise" else limit.at_least
        bound = (bounds or ())[self.position]
        assert bound is not None
        return bound

    def rows(self, program: Formulation) -> Iterator[Row]:
        """Yield one row."""
        problem = program.problem
        amount, bound = self.limit(problem).amount, self.bound(problem)
        terms = summed(program.load(amount, wave) for wave in self.span(problem))
        yield from bounded(self.change, terms, bound, self.tolerance)

    @classmethod
    def relaxed(
        cls, problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
    ) -> PlanningProblem:
        """Move one wave's or period's bound, or every one where the rule names no wave."""

        def changed(limit: WaveLimit) -> WaveLimit:
            if limit.id != rule.id:
                return limit
            spans = limit.spans(len(problem.waves))
            most = list(limit.at_most or (None,) * len(spans))
            least = list(limit.at_least or (None,) * len(spans))
            for position, span in enumerate(spans):
                if rule.wave is None or rule.wave in span:
                    ends = ends_changed(most[position], least[position], change, amount)
                    most[position], least[position] = ends
            return replace(limit, at_most=_bounds(most), at_least=_bounds(least))

        return _bounded(problem, map(changed, problem.wave_limits))

    @classmethod
    def kept(cls, problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
        """Keep the waves and periods named, both ends of each."""
        named: dict[str | None, set[int | None]] = {}
        for rule in rules:
            named.setdefault(rule.id, set()).add(rule.wave)

        def bare(limit: WaveLimit) -> WaveLimit:
            waves = named.get(limit.id, set())
            spans = limit.spans(len(problem.waves))
            flags = [None in waves or not waves.isdisjoint(span) for span in spans]
            most, least = (
                None
                if bounds is None
                else _bounds([b if flag else None for b, flag in zip(bounds, flags, strict=True)])
                for bounds in (limit.at_most, limit.at_least)
            )
            return replace(limit, at_most=most, at_least=least)

        return _bounded(problem, map(bare, problem.wave_limits))

    @classmethod
    def narrow(cls, part: Part) -> None:
        """Take what the moves of those outside use."""
        taken = {name for workload in part.problem.workloads for name in workload.amounts}
        left = (_beside(part, limit) for limit in part.whole.wave_limits if limit.amount in taken)
        part.problem = _bounded(part.problem, left)


def _beside(part: Part, limit: WaveLimit) -> WaveLimit:
    """Return what the moves of those outside leave of a limit."""
    used: dict[int, float] = {}
    for workload in part.outside():
        moved = part.wave[workload.id]
        if moved is not None and limit.amount in workload.amounts:
            work = workload.work(limit.amount, part.placement[workload.id])
            for wave, entry in enumerate(work, start=moved - len(work) + 1):
                used[wave] = used.get(wave, 0.0) + entry
    spans = limit.spans(len(part.whole.waves))
    taken = [math.fsum(used.get(wave, 0.0) for wave in span) for span in spans]
    most = [
        None if bound is None else max(0.0, bound - use)
        for bound, use in zip(limit.at_most or (), taken, strict=False)
    ]
    least = [
        None if bound is None or bound <= use else bound - use
        for bound, use in zip(limit.at_least or (), taken, strict=False)
    ]
    return replace(limit, at_most=_bounds(most), at_least=_bounds(least))


def _bounds(values: list[float | None]) -> Bounds:
    """Return the bounds; None where there is none at all."""
    return None if all(value is None for value in values) else tuple(values)


def _bounded(problem: PlanningProblem, limits: Iterable[WaveLimit]) -> PlanningProblem:
    """Return the problem with those of the limits that bound anything."""
    kept = tuple(x for x in limits if x.at_most is not None or x.at_least is not None)
    return replace(problem, wave_limits=kept)
