"""The dials in force, and how much a workload's fit weighs in the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from planner.assessing.values import Facts
from planner.model.rules import FACTORS, RuleSet
from planner.model.scenario import Scenario

__all__ = ["Dialled", "dialled", "importance_of"]

IMPORTANCE = {"low": 0.6, "medium": 1.0, "high": 1.4, "critical": 1.8}
IMPORTANCE_ENVIRONMENT = {"production": 1.0, "recovery": 0.8, "test": 0.5, "development": 0.5}


@dataclass(frozen=True, slots=True)
class Dialled:
    """The dials in force: the scenario's, else the rule set's."""

    weights: Mapping[str, float]
    fit_price: float
    money_price: float
    horizon_years: int
    discount_rate: float
    inflation: float


def dialled(rules: RuleSet, scenario: Scenario) -> Dialled:
    """Return the dials in force, the weights adding up to 1."""
    dials, numbers = scenario.dials, rules.numbers
    raw = {factor: max(0.0, dials.weights.get(factor, 0.0)) for factor in FACTORS}
    if sum(raw.values()) <= 0:
        raw = {factor: rules.weights.get(factor, 0.0) for factor in FACTORS}
    total = sum(raw.values())
    return Dialled(
        {factor: weight / total for factor, weight in raw.items()},
        numbers["fit_price"] if dials.fit_price is None else dials.fit_price,
        numbers["money_price"] if dials.money_price is None else dials.money_price,
        max(1, int(dials.horizon_years or numbers["horizon_years"])),
        numbers["discount_rate"] if dials.discount_rate is None else dials.discount_rate,
        numbers["inflation"] if dials.inflation is None else dials.inflation,
    )


def importance_of(facts: Facts) -> float:
    """Weight of a workload's fit in the plan, about 0.3 to 2.5.

    Criticality (0.6, 1, 1.4, 1.8; one that nobody stated counts as medium) times the environment
    (production 1, recovery 0.8, others 0.5) times users: 0.8 up to 100, 1.1 at 100,000, 1.3 from
    10 million.
    """
    criticality = IMPORTANCE.get(facts.workload.text("criticality") or "", 1.0)
    environment = IMPORTANCE_ENVIRONMENT.get(str(facts.value("environment")), 1.0)
    users = facts.workload.number("users")
    if users is None:
        return criticality * environment
    reach = 0.8 + 0.1 * min(5.0, max(0.0, math.log10(max(users, 1.0)) - 2.0))
    return criticality * environment * reach
