"""The price of a rule: the plan without it, in points, money, days and risk.

Every rule the user may question is taken away alone. A first round prices them all: rules about
places by the messages of one shared proof and by local search, rules about time by the same quick
search with and without the rule. A second round proves the dearest of the first, as far as time
allows, by placing everything again at the plan's dates (:mod:`planner.questioning.timing`). What is
not proven is a price that was found, and is called so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.assessing.worth import present_cost
from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.insight import RulePrice
from planner.model.study import Study
from planner.optimising.check import wave_value
from planner.optimising.check.placement import load_of
from planner.optimising.outcome import Options
from planner.optimising.placement.around import Around, Best
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.questioning.priced import PricedRule, priced_rules
from planner.questioning.timing import Windows, first_proof, timed

__all__ = ["Counter", "PricedRule", "Pricing", "priced_rules", "rule_prices"]

WORTH_NOTHING = 1e-6
ROUNDS = 12
"""Rounds of the search for waves: the same with and without a rule."""
WAVE_STEPS = 500
"""Steps of the search for fewest waves."""
STATED, SCHEDULED = 6, 6
"""Workloads of a placement problem stated anew, and of waves looked for quickly, for each step."""

type Waves = tuple[Mapping[str, int | None], float]


def rule_prices(
    study: Study,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
) -> tuple[RulePrice, ...]:
    """Return the price of every rule, dearest first.

    ``stop`` ends it early: the second round leaves off first, so that a rule that is missing from
    the answer was not reached at all, and the caller can see that from the count.

    Parameters
    ----------
    stop
        Ends it early: the second round leaves off first, so that a rule that is missing from the
        answer was not reached at all, and the caller can see that from the count.
    listen
        Told of each rule.
    """
    pricing = Pricing(study, stop or Stop(), listen)
    pricing.first()
    return pricing.proven()


class Pricing:
    """Both rounds over the rules of one study; other questions may be asked between them.

    ``base`` is the proof of the plan's placement where there is one already.
    """

    def __init__(
        self,
        study: Study,
        stop: Stop,
        listen: ProgressListener = ignore_progress,
        base: Around | None = None,
    ) -> None:
        self._stop, self._listen = stop, listen
        self._rules = priced_rules(study)
        self.counter = Counter(study, stop, base)
        self._found: list[_Rough] = []

    def first(self, part: Stop | None = None) -> tuple[RulePrice, ...]:
        """Price every rule quickly, as far as ``part`` of the time allows; return the prices."""
        part = part or self._stop
        for number, rule in enumerate(self._rules):
            if part.expired():
                break
            self._found.append(self.counter.first(rule, part))
            self._tell(0.5 * (number + 1) / len(self._rules))
        self._found.sort(key=lambda item: -item.price.points)
        return self._ranked()

    def proven(self) -> tuple[RulePrice, ...]:
        """Prove the prices found, the dearest first; return all prices."""
        for number, item in enumerate(self._found):
            if self._stop.expired():
                break
            if item.around is not None:
                self._found[number] = self.counter.proven(item)
            self._tell(0.5 + 0.5 * (number + 1) / len(self._found))
        self._stop.raise_if_cancelled()
        return self._ranked()

    def _tell(self, done: float) -> None:
        self._listen(Progress("phase.prices", done, seconds=self._stop.seconds))

    def _ranked(self) -> tuple[RulePrice, ...]:
        prices = (item.price for item in self._found)
        return tuple(sorted(prices, key=lambda one: (-one.points, -one.mean_days, one.label)))


@dataclass(frozen=True, slots=True)
class _Rough:
    rule: PricedRule
    price: RulePrice
    problem: PlanningProblem
    around: Around | None = None


class Counter:
    """What all prices of one study share: the proof of its placement and its waves."""

    def __init__(self, study: Study, stop: Stop, base: Around | None = None) -> None:
        self.study, self.stop = study, stop
        if base is None:
            base = first_proof(study, stop)
        self.base = base
        self._windows = Windows(study.problem, study.plan)
        self.waves: Waves | None = None
        if study.problem.waves and study.plan.wave is not None:
            self.waves = self.scheduled(study.problem, study.plan.placement, stop)

    def first(self, rule: PricedRule, stop: Stop) -> _Rough:
        """Price a rule as well as a fraction of a second allows."""
        problem = rule.without()
        if not rule.placement:
            return _Rough(rule, self._of_waves(rule, problem, stop), problem)
        around = self._around(problem, rule.rule.names, stop)
        before, after = self.base.found(), around.found()
        price = self._of_places(rule, before.value, after.value, after.placement)
        return _Rough(rule, replace(price, most=_at_most(before, after)), problem, around)

    def compared(
        self, problem: PlanningProblem, free: tuple[str, ...], stop: Stop
    ) -> tuple[Best, Best]:
        """Return the best placement of the study's problem and of another, at the plan's dates.

        Parameters
        ----------
        problem
            The other one.
        free
            Ids of workloads that may go onto targets no wave is left for.
        """
        around = self._around(problem, free, stop)
        return self.base.best(stop), around.best(stop)

    def _around(self, problem: PlanningProblem, free: tuple[str, ...], stop: Stop) -> Around:
        """The proof of another problem's placement, from that of the study's."""
        stop.count(max(1, len(problem.workloads) // STATED))
        timed_problem = timed(problem, self.study.plan, free=free, like=self._windows)
        return Around(timed_problem, self.base.found().placement, stop, self.base)

    def money(self, placement: Mapping[str, str]) -> int:
        """Net present cost of a placement in minor units, had everything moved on day 0."""
        return present_cost(self.study, placement)

    def risk(self, placement: Mapping[str, str]) -> float:
        """Mean risk of its moves, 0 to 100."""
        return _risk(self.study, placement)

    def days_won(self, waves: Waves) -> int:
        """By how many days the last cut-over is earlier than with the study's problem."""
        if self.waves is None:
            return 0
        return self._last_day(self.waves[0]) - self._last_day(waves[0])

    def proven(self, item: _Rough) -> _Rough:
        """Place everything again without the rule, and see when it is done then."""
        assert item.around is not None
        before, after = self.base.best(self.stop), item.around.best(self.stop)
        price = self._of_places(item.rule, before.value, after.value, after.placement)
        proven = before.proven and after.proven
        price = replace(price, most=_at_most(before, after), proven=proven)
        if price.points > 0 and self.waves is not None:
            waves = self.scheduled(item.problem, after.placement, self.stop)
            if waves is not None:
                price = self._in_time(price, waves)
        return replace(item, price=price)

    def _of_places(
        self, rule: PricedRule, before: float, after: float, placement: Mapping[str, str]
    ) -> RulePrice:
        points = before - after
        if not math.isfinite(points) or points < WORTH_NOTHING * max(1.0, abs(before)):
            return RulePrice(rule.rule, rule.label, 0.0)
        now = self.base.found().placement
        return RulePrice(
            rule.rule,
            rule.label,
            points=points,
            money_minor=present_cost(self.study, now) - present_cost(self.study, placement),
            risk=_risk(self.study, now) - _risk(self.study, placement),
            beyond=self._beyond(rule, placement),
            undated=True,
        )

    def _beyond(self, rule: PricedRule, placement: Mapping[str, str]) -> float:
        """How much of a limit a placement uses beyond what there is and what can be bought."""
        problem = self.study.problem
        for limit in problem.limits if rule.rule.kind == "limit" else ():
            if limit.id == rule.rule.id and limit.at_most is not None:
                more = limit.extension
                there = limit.at_most + (more.step * more.most if more is not None else 0.0)
                return max(0.0, load_of(problem, placement, limit) - there)
        return 0.0

    def _of_waves(self, rule: PricedRule, problem: PlanningProblem, stop: Stop) -> RulePrice:
        nothing = RulePrice(rule.rule, rule.label, 0.0)
        if self.waves is None:
            return nothing
        after = self.scheduled(problem, self.study.plan.placement, stop)
        if after is None:
            return nothing
        points = self._now(rule, problem) - after[1] if self._early else 0.0
        if points < WORTH_NOTHING * max(1.0, abs(self.waves[1])) and self._early:
            return nothing
        return self._in_time(replace(nothing, points=points), after)

    def _now(self, rule: PricedRule, problem: PlanningProblem) -> float:
        """What the waves are worth without a rule: a principle may weigh in the worth itself."""
        assert self.waves is not None
        if rule.rule.kind != "principle":
            return self.waves[1]
        return wave_value(problem, self.study.plan.placement, self.waves[0])

    @property
    def _early(self) -> bool:
        return self.study.problem.objective is WaveObjective.EARLY

    def _in_time(self, price: RulePrice, after: Waves) -> RulePrice:
        assert self.waves is not None
        days = self._last_day(self.waves[0]) - self._last_day(after[0])
        mean = self._mean_day(self.waves[0]) - self._mean_day(after[0])
        return replace(price, days=days, mean_days=mean, undated=False)

    def scheduled(
        self, problem: PlanningProblem, placement: Mapping[str, str], stop: Stop
    ) -> Waves | None:
        """Schedule a placement from the plan's waves with the same effort every time.

        Parameters
        ----------
        problem
            Whose waves they are.
        placement
            Target by workload.
        """
        start, seed = self.study.plan.wave or {}, self.study.plan.seed
        if self._early:
            from planner.optimising.waves.quick import quick_waves

            stop.count(max(1, len(placement) // SCHEDULED))
            return quick_waves(problem, placement, start, seed, ROUNDS)
        from planner.optimising.waves import solve_waves

        options = Options(None, WAVE_STEPS, start_wave=start, seed=seed, mend=False)
        part = stop.within(stop.remaining_s, WAVE_STEPS)
        found = solve_waves(problem, placement, options, part, ignore_progress)
        stop.count(part.steps)
        return None if found.value is None else (found.wave, found.value)

    def _last_day(self, wave: Mapping[str, int | None]) -> int:
        return max((self._day(number) for number in wave.values() if number), default=0)

    def _mean_day(self, wave: Mapping[str, int | None]) -> float:
        days = [self._day(number) for number in wave.values() if number]
        return sum(days) / len(days) if days else 0.0

    def _day(self, number: int) -> int:
        calendar = self.study.calendar
        return (calendar[number - 1].last_day - calendar[0].first_day).days


def _at_most(before: Best, after: Best) -> float | None:
    """What the rule can cost at most; None where nothing is proven without it yet."""
    most = before.value - after.bound
    return max(0.0, most) if math.isfinite(most) else None


def _risk(study: Study, placement: Mapping[str, str]) -> float:
    risks = [
        item.cases[target].risk
        for name, target in placement.items()
        if (item := study.assessment.workloads[name]).current_target != target
    ]
    return sum(risks) / len(risks) if risks else 0.0
