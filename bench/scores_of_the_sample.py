"""Writes docs/scores-of-the-sample.md: every system of the sample bank, with a sentence each.

Run: ``python bench/scores_of_the_sample.py``. The sentences are made from the same evidence that
the program shows, so the page is reviewed again whenever a rule changes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from planner.assessing import assess, load_rule_set
from planner.model.assessment import FactorScore, WorkloadAssessment
from planner.model.rules import FACTORS, RuleSet
from planner.model.scenario import Scenario
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme

ROOT = Path(__file__).resolve().parents[1]
HIGH, LOW = 65.0, 35.0
NAMES = {
    "responsiveness": "responsiveness",
    "business_case": "business case",
    "digital_maturity": "maturity",
    "elasticity": "elasticity",
    "risk": "risk",
}


def strongest(score: FactorScore, rules: RuleSet, upward: bool) -> str:
    """The indicator that pulls a factor's score up (or down) most, with the value read."""
    names = {one.key: one.name.en for one in rules.indicators}
    sign = 1.0 if upward else -1.0
    line = max(score.evidence, key=lambda one: sign * (one.points - 50.0) * one.weight)
    value = f"{line.value:g}" if isinstance(line.value, int | float) else str(line.value)
    return f"{names.get(line.indicator, 'saving').lower()}: {value.replace('_', ' ')}"


def sentence(one: WorkloadAssessment, rules: RuleSet) -> str:
    """Why it goes where it fits best: what marks it, which rule binds, what came second."""
    if one.retires:
        return "Retires; it is not placed."
    ranked = sorted((c for c in one.cases.values() if c.allowed), key=lambda case: case.cost)
    best = ranked[0]
    marks = []
    for factor in ("elasticity", "digital_maturity", "risk", "responsiveness"):
        score = one.factors[factor]
        if score.score >= HIGH:
            marks.append(f"{NAMES[factor]} is high ({strongest(score, rules, True)})")
        elif score.score <= LOW:
            marks.append(f"{NAMES[factor]} is low ({strongest(score, rules, False)})")
    text = "; ".join(marks[:2]) or "no factor stands out"
    binding = sorted({found.rule for case in one.cases.values() for found in case.forbidden})
    law = f" Bound by {', '.join(binding)}." if binding else ""
    if len(ranked) > 1:
        second = ranked[1]
        after = f" {second.target.capitalize()} comes second, {second.cost - best.cost:.1f} worse."
    else:
        after = " Nothing else is allowed."
    stays = best.strategy == "retain"
    goes = f"stays on {best.target}" if stays else f"{best.strategy} to {best.target}"
    return f"{text[0].upper()}{text[1:]}: {goes}.{law}{after}"


def page() -> str:
    rules = load_rule_set("regulated-bank")
    inventory, programme = bank_inventory("en"), bank_programme("en")
    assessment = assess(inventory, programme, rules, Scenario("base"))
    lines = [
        "# Scores of the sample",
        "",
        "The sample bank under the rule set `regulated-bank`: five scores, the fit of each target",
        "(a star marks one that a rule forbids), and a sentence on each system taken alone. The",
        "plan may differ where capacity, budgets, limits and traffic between systems speak too.",
        "Made by `python bench/scores_of_the_sample.py`; R responsiveness, B business case, M",
        "digital maturity, E elasticity, K risk.",
        "",
        "| system | R | B | M | E | K | legacy | private | public | hybrid | why |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for workload in inventory.workloads:
        one = assessment.workloads[workload.id]
        scores = " | ".join(f"{one.factors[factor].score:.0f}" for factor in FACTORS)
        fits = " | ".join(
            f"{case.fit:.0f}{'' if case.allowed else '*'}" for case in one.cases.values()
        )
        lines.append(f"| {workload.name} | {scores} | {fits} | {sentence(one, rules)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    (ROOT / "docs" / "scores-of-the-sample.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
