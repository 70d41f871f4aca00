"""One workload on each target: its fit, its money, its risk, and what a day's delay costs.

``fit[p] = sum over f of weight[f] * suits[p, f](score[f])`` is shown. The objective counts
``cost[p] = fit_price * importance * (100 - plan_fit[p]) + money_price * net present cost[p]``, the
money in units of 10,000 of the currency; ``plan_fit`` leaves the business case out, its money
standing beside it, with the other weights rescaled to add up to 1. Points against a move that
nothing known asks for (:mod:`planner.assessing.burden`) cost as much as points of fit. Emissions
count as money at ``carbon_price`` a tonne, by default not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.assessing.business_case import Priced
from planner.assessing.dials import Dialled
from planner.assessing.emissions import EnergyUse
from planner.assessing.factors import compile_curve
from planner.assessing.money import TargetCost
from planner.assessing.price_sheet import annuity
from planner.assessing.strategy import move_risk
from planner.model.assessment import FactorScore, Forbidden, TargetCase
from planner.model.programme import MINOR_PER_UNIT, Target
from planner.model.rules import FACTORS, RuleSet

__all__ = ["MINOR_PER_MONEY_UNIT", "Candidate", "CaseMaker", "plan_fit_of"]

MINOR_PER_MONEY_UNIT = 1_000_000
"""``money_price`` is per 10,000 units of the currency, a million minor ones."""
DAYS_PER_YEAR = 365.25
KG_PER_TONNE = 1000.0


@dataclass(slots=True)
class Candidate:
    """A workload scored and priced, before its targets are compared.

    ``current`` is the target it is on, None for a new one; ``ties`` counts its dependencies;
    ``mitigated`` are points of risk taken off by decision.
    """

    current: str | None
    factors: Mapping[str, FactorScore]
    priced: Mapping[str, Priced]
    forbidden: Mapping[str, tuple[Forbidden, ...]]
    importance: float
    ties: int
    mitigated: float
    against: Mapping[str, float] = field(default_factory=dict)
    energy: Mapping[str, EnergyUse] = field(default_factory=dict)


class CaseMaker:
    """Compares the targets under one rule set and one set of dials."""

    def __init__(
        self, rules: RuleSet, dials: Dialled, targets: Sequence[Target], *, readiness: bool = True
    ) -> None:
        suits = _suits(rules)
        self._rules, self._dials = rules, dials
        self._suits = tuple(
            (
                target.id,
                tuple(
                    (factor, dials.weights[factor], suits[target.kind][factor])
                    for factor in FACTORS
                ),
            )
            for target in targets
        )
        tonne = rules.numbers.get("carbon_price", 0.0) * MINOR_PER_UNIT / MINOR_PER_MONEY_UNIT
        worth = annuity(dials.horizon_years, dials.discount_rate, dials.inflation)
        self._carbon = dials.money_price * tonne * worth / KG_PER_TONNE
        self._readiness_price = rules.numbers.get("readiness_price", 0.0) if readiness else 0.0
        self._readiness_spread = rules.numbers.get("readiness_spread", 0.0)

    def cases(self, one: Candidate) -> dict[str, TargetCase]:
        """Return the case of every target; an overridden business case counts on all alike."""
        scores = {factor: score.score for factor, score in one.factors.items()}
        business = one.factors["business_case"]
        points = [line.points for line in business.evidence]
        stay = one.priced[one.current].cost if one.current is not None else None
        cases: dict[str, TargetCase] = {}
        for place, (target, suits) in enumerate(self._suits):
            if not business.overridden:
                scores["business_case"] = points[place]
            parts = {factor: weight * suit(scores[factor]) for factor, weight, suit in suits}
            cases[target] = self._case(one, target, parts, stay)
        return cases

    def _case(
        self, one: Candidate, target: str, parts: dict[str, float], stay: TargetCost | None
    ) -> TargetCase:
        priced, dials = one.priced[target], self._dials
        cost = priced.cost
        fit = sum(parts.values())
        plan_fit = plan_fit_of(parts, dials.weights)
        fit_cost = dials.fit_price * one.importance * (100.0 - plan_fit)
        money_cost = dials.money_price * (cost.net_present_minor / MINOR_PER_MONEY_UNIT)
        burden = dials.fit_price * one.importance * one.against.get(target, 0.0)
        energy = one.energy.get(target)
        carbon = energy.kg_year * self._carbon if energy else 0.0
        factors = one.factors
        stake, maturity = factors["risk"].score, factors["digital_maturity"].score
        return TargetCase(
            target,
            fit,
            parts,
            cost.run_year_minor,
            cost.one_off_minor,
            cost.net_present_minor,
            fit_cost + money_cost + burden + carbon,
            fit_cost,
            money_cost,
            priced.strategy,
            priced.reason,
            priced.days,
            move_risk(self._rules, priced.strategy, stake, maturity, one.ties, one.mitigated),
            cost.lines,
            one.forbidden[target],
            (),
            _payback(cost, stay),
            cost.staff_year_minor,
            cost.benefit_year_minor,
            plan_fit,
            energy.kwh_year if energy else None,
            energy.kg_year if energy else None,
            carbon,
        )

    def delays(
        self,
        current: str | None,
        importance: float,
        factors: Mapping[str, FactorScore],
        cases: Mapping[str, TargetCase],
    ) -> dict[str, float]:
        """What a day's delay costs: fit and money forgone, times readiness; never below 0.

        ``times = 1 - spread / 2 + spread * ready`` with ``ready`` = maturity times lack of risk,
        each 0 to 1: suitable and well prepared systems go first, however important they are. With
        the principle switched off, fit counts by importance and readiness not at all.

        Parameters
        ----------
        current
            Target where it is now; None where it is new.
        importance
            Weight of its fit.
        factors
            Its scores, 0 to 100.
        cases
            Of every target.
        """
        horizon = self._dials.horizon_years * DAYS_PER_YEAR
        risk, maturity = factors["risk"].score, factors["digital_maturity"].score
        ready = (maturity / 100.0) * (1.0 - risk / 100.0)
        spread = self._readiness_spread
        times = 1.0 - spread / 2.0 + spread * ready if self._readiness_price else 1.0
        weight = 1.0 if self._readiness_price else importance
        here = cases[current] if current else None
        delays: dict[str, float] = {}
        for target, case in cases.items():
            if target == current:
                continue
            gain = 0.0
            if here is not None:
                brings = here.cash_year_minor - case.cash_year_minor + case.benefit_year_minor
                gain = self._dials.fit_price * weight * (case.plan_fit - here.plan_fit) / horizon
                gain += self._dials.money_price * brings / MINOR_PER_MONEY_UNIT / DAYS_PER_YEAR
            delays[target] = times * max(0.0, gain) + self._readiness_price * ready
        return delays


def plan_fit_of(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the fit that the objective counts, 0 to 100, from the weighted parts of the fit.

    ``sum over f but the business case of part[f] / sum of their weights``; 100 on every target,
    and so no reason to choose, where the business case alone has weight.
    """
    weight = sum(weight for factor, weight in weights.items() if factor != "business_case")
    if weight <= 0:
        return 100.0
    return sum(part for factor, part in parts.items() if factor != "business_case") / weight


def _suits(rules: RuleSet) -> dict[str, dict[str, Callable[[float], float]]]:
    compiled = {
        profile.target_kind: {
            factor: compile_curve(curve) for factor, curve in profile.curves.items()
        }
        for profile in rules.profiles
    }
    compiled.setdefault("saas", compiled["public"])
    return compiled


def _payback(cost: TargetCost, stay: TargetCost | None) -> float | None:
    """Years until money saved a year, benefits left out, has earned the one-off cost back."""
    if stay is None:
        return None
    saving = stay.cash_year_minor - cost.cash_year_minor
    if saving <= 0:
        return None
    return max(0, cost.one_off_minor) / saving
