"""Writes docs/scores-of-the-sample.md: figures as they are now, beside a reviewer's judgement.

Run: ``python -m bench.scores_of_the_sample``. The judgements stand in
``samples/bank/judgements.csv``, one a system, not generated; where a figure has changed so that a
system goes elsewhere than its judgement speaks of, the page cannot be made until it is judged anew.
"""

from __future__ import annotations

import csv
from pathlib import Path

from planner.assessing import assess, load_rule_set
from planner.assessing.effect import best_target
from planner.model.assessment import Assessment, WorkloadAssessment
from planner.model.rules import FACTORS
from planner.model.scenario import Scenario
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scores-of-the-sample.md"
JUDGEMENTS = ROOT / "samples" / "bank" / "judgements.csv"
HEAD = """\
# Scores of the sample

The sample bank under the rule set `regulated-bank`, each system taken alone: five scores, the fit
of each target (a star: a rule forbids it), where it goes and how, by how many points that beats
what comes second, and a judgement from the point of view of a bank's architect. In the plan,
limits, budgets and the traffic between systems speak too and may move what is close.

The figures are written by `python -m bench.scores_of_the_sample`; the judgements are not generated
but made one by one, in `samples/bank/judgements.csv`. A test fails where the two no longer speak of
the same target. R responsiveness, B business case, M digital maturity, E elasticity, K risk.

| system | R | B | M | E | K | legacy | private | public | hybrid | goes | by | judgement |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""


def judgements() -> dict[str, tuple[str, str]]:
    """Target and sentence by system, as they were judged."""
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: (row["goes"], row["judgement"])
            for row in csv.DictReader(file, delimiter=";")
        }


def sample_assessment() -> Assessment:
    """The sample bank, assessed."""
    rules = load_rule_set("regulated-bank")
    return assess(bank_inventory("en"), bank_programme("en"), rules, Scenario("base"))


def goes(one: WorkloadAssessment) -> str:
    """Where a system goes, taken alone: ``retire`` or the target of the least cost."""
    return "retire" if one.retires else best_target(one)


def margin(one: WorkloadAssessment) -> str:
    """By how many points the best allowed target beats the second."""
    costs = sorted(case.cost for case in one.cases.values() if case.allowed)
    return "" if one.retires else f"{costs[1] - costs[0]:.1f}" if len(costs) > 1 else "only one"


def page() -> str:
    """Return the page."""
    judged = judgements()
    assessment = sample_assessment()
    lines = []
    for workload in bank_inventory("en").workloads:
        one = assessment.workloads[workload.id]
        target, sentence = judged[workload.id]
        if target != goes(one):
            raise SystemExit(
                f"{workload.id} goes to {goes(one)}; its judgement speaks of {target}."
            )
        scores = " | ".join(f"{one.factors[factor].score:.0f}" for factor in FACTORS)
        fits = " | ".join(
            f"{case.fit:.0f}{'' if case.allowed else '*'}" for case in one.cases.values()
        )
        how = target if one.retires else f"{target}, {one.cases[target].strategy}"
        lines.append(
            f"| {workload.name} | {scores} | {fits} | {how} | {margin(one)} | {sentence} |"
        )
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
