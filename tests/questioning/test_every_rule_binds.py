"""Every kind of rule, to those who answer about a plan: named where it binds, and priced.

The cases are those of the optimiser's own test: problems whose best plan would break one rule, were
it not there. A kind that no case names, or that prices pass over, fails.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.model.assessment import Forbidden
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.rules import KINDS, OrderRule
from planner.optimising.solving import solve_here
from planner.questioning.binding import bindings
from planner.questioning.facts import Facts
from planner.questioning.priced import priced_rules
from planner.wording import say
from tests.optimising.rule_cases import CASES, Case
from tests.reporting.studies import make_study

OF_ONE = {"allowed", "forbidden", "earliest_wave", "latest_wave", "closed_wave", "spread"}
"""What speaks of one workload is priced by its reason: a law, a pin, a decision."""
NOT_HERE = {
    "a limit from below",
    "a wave's limit from below",
    "a limit that counts those that stay",
}
"""What asks for more of something bars no place and no wave to one workload alone."""


def study_of(case: Case) -> Study:
    """A study around the case's problem and its best plan; bans are a law's."""
    problem = case.problem
    made = make_study(len(problem.workloads), seed=1, insights=False)
    pattern = next(iter(made.assessment.workloads.values()))
    one = next(iter(pattern.cases.values()))
    assessed, loads = {}, []
    for workload, load in zip(problem.workloads, made.inventory.workloads, strict=True):
        closed = {t for t in workload.cost if t not in workload.candidates()}
        cases = {
            target: replace(
                one, target=target, cost=cost,
                forbidden=(Forbidden("law", "a law"),) if target in closed else (),
            )
            for target, cost in workload.cost.items()
        }  # fmt: skip
        assessed[workload.id] = replace(pattern, workload_id=workload.id, cases=cases)
        loads.append(replace(load, id=workload.id, values={}))
    return replace(
        made,
        problem=problem,
        plan=solve_here(problem, Options(time_limit_s=20, gap=1e-6)),
        assessment=replace(made.assessment, workloads=assessed),
        inventory=replace(made.inventory, workloads=tuple(loads), dependencies=()),
        scenario=replace(made.scenario, decisions=(), progress=()),
        programme=replace(made.programme, freezes=()),
        made_on=date(2026, 10, 1),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_a_rule_that_binds_is_named(case: Case) -> None:
    study = study_of(case)
    facts = Facts(study)
    named = {}
    for name in study.plan.placement:
        for rule, said in bindings(facts, name):
            named[rule.kind] = said
            for language in ("en", "zh") if case.rule.id != "budget" else ():
                assert "{" not in say(said.key, language, **said.params)
    expected = "law" if case.kind in ("allowed", "forbidden") else case.kind
    assert case.name in NOT_HERE or expected in named


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_a_rule_has_a_price_or_a_reason_that_has_one(case: Case) -> None:
    priced = {one.rule.kind: one for one in priced_rules(study_of(case))}
    if case.kind in OF_ONE or issubclass(KINDS[case.kind], OrderRule):
        assert case.kind not in priced or priced[case.kind].rule.id == "law"
        return
    assert priced[case.kind].without() != case.problem


def test_every_kind_is_asked_about() -> None:
    assert KINDS.keys() == {case.kind for case in CASES}
