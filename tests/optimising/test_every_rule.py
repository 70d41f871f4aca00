"""Every rule, one after the other: with its function it is kept, without it the answer breaks it.

A rule is a function in the checker and a class in everything else. Both have a formula, and the
rule its sentence in both languages, and a case here; a new one without a case fails. Taken out of
the one list, the rule is forgotten by the programs over both stages, over one and over their
arrays, by parts and conflicts; so all of them read it there.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import numpy as np
import pytest

from planner.jobs import Stop
from planner.optimising import rules as all_rules
from planner.optimising.check import find_violations
from planner.optimising.check import placement as check_placement
from planner.optimising.check import waves as check_waves
from planner.optimising.conflict import find_conflict
from planner.optimising.excerpt import excerpt_of, excerpt_program
from planner.optimising.formulation import Formulation, Row
from planner.optimising.outcome import Options
from planner.optimising.placement import assignment_rows as placing_rules
from planner.optimising.placement import instance as placing
from planner.optimising.placement import mip as placing_mip
from planner.optimising.plan import Plan, PlanStatus, RuleRef, StoppedBy
from planner.optimising.programs import (
    Program,
    joint_program,
    placed_at,
    placement_program,
    roomy_program,
    waves_program,
)
from planner.optimising.relaxing import RELAXED, relaxed
from planner.optimising.rules.costs import PLACEMENT_COSTS, WAVE_COSTS
from planner.optimising.solvers import Ask
from planner.optimising.solving import solve_here
from planner.optimising.waves import building as steps
from planner.optimising.waves import mip as steps_mip
from planner.optimising.waves import step_rows as step_rules
from planner.wording import has, say
from planner.wording.wording import Wording
from tests.optimising.rule_cases import (
    CASES,
    CPU,
    MOVING,
    MOVING_2,
    PLACING,
    PLACING_2,
    Case,
    limit,
    needs,
    stated,
)
from tests.support.known import known

each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))


def broken(case: Case, placement, wave) -> set[str]:
    """Kinds of rules that a plan breaks."""
    found = [*check_placement.check_placement(case.problem, placement)]
    if case.problem.waves:
        found += check_waves.check_waves(case.problem, placement, wave)
    return {violation.kind for violation in found}


# The checker.


def in_checker(case: Case):
    """Return the module that has the case's rule."""
    return check_waves if case.problem.waves else check_placement


@each
def test_the_checker_refuses_the_plan_for_this_rule_alone(case):
    assert broken(case, case.placement, case.wave) == {case.kind}


@each
def test_no_other_function_of_the_checker_sees_it(case, monkeypatch):
    module = in_checker(case)
    kept = tuple(rule for rule in module.RULES if rule.__name__ != case.checker)
    assert len(kept) == len(module.RULES) - 1
    monkeypatch.setattr(module, "RULES", kept)
    assert broken(case, case.placement, case.wave) == set()


@each
def test_with_the_rule_relaxed_the_plan_is_right(case):
    free = Case(case.name, case.rule, relaxed(case.problem, case.rule), case.placement, case.wave)
    assert broken(free, case.placement, case.wave) == set()


@each
def test_the_rule_and_what_breaks_it_are_said_in_both_languages(case):
    plan = Plan(PlanStatus.FEASIBLE, StoppedBy.TIME, case.placement, case.wave)
    (first, *_) = (v for v in find_violations(case.problem, plan) if v.kind == case.kind)
    english, chinese = say(first.sentence, "en"), say(first.sentence, "zh")
    for name in (*first.names, *((first.id,) if first.id else ())):
        assert name in english
        assert name in chinese
    assert re.search("[一-鿿]", chinese)
    assert has(f"rules.{case.kind}")
    words = {language: Wording(language).rule(case.rule) for language in ("en", "zh")}
    assert re.search("[一-鿿]", words["zh"])
    assert not re.search("[一-鿿]", words["en"])
    assert "{" not in words["zh"] + words["en"]


# The programs.


def best_of(program: Formulation):
    """Solve a program; return the plan that its columns say."""
    answer = Program(program).run(Ask(20.0, gap=1e-9))
    return program.plan(answer.columns)


def without(case: Case, monkeypatch) -> None:
    """Take the class of the case's kind out of the list that every program reads."""
    kept = tuple(kind for kind in all_rules.RULES if kind.kind != case.kind)
    assert len(kept) == len(all_rules.RULES) - 1
    monkeypatch.setattr(all_rules, "RULES", kept)


@pytest.mark.parametrize("program_of", [roomy_program, joint_program])
@each
def test_the_program_over_both_stages_needs_the_rule(case, program_of, monkeypatch):
    assert broken(case, *best_of(program_of(case.problem))) == set()
    without(case, monkeypatch)
    assert broken(case, *best_of(program_of(case.problem))) == {case.kind}


@pytest.mark.parametrize("case", PLACING + PLACING_2, ids=lambda case: case.name)
def test_the_program_of_placement_alone_needs_the_rule(case, monkeypatch):
    assert broken(case, *best_of(placement_program(case.problem))) == set()
    without(case, monkeypatch)
    assert broken(case, *best_of(placement_program(case.problem))) == {case.kind}


@pytest.mark.parametrize("case", MOVING + MOVING_2, ids=lambda case: case.name)
def test_the_program_of_the_waves_alone_needs_the_rule(case, monkeypatch):
    assert broken(case, *best_of(waves_program(case.problem, case.placement))) == set()
    without(case, monkeypatch)
    found = best_of(waves_program(case.problem, case.placement))
    assert broken(case, *found) == {case.kind}


@each
def test_without_the_others_the_rule_still_holds_and_without_itself_it_does_not(case):
    alone = all_rules.kept_alone(case.problem, [case.rule, *siblings(case)])
    one = Case(case.name, case.rule, alone, case.placement, case.wave)
    assert broken(one, case.placement, case.wave) == {case.kind}
    others = [rule.ref for rule in all_rules.rules_of(case.problem) if rule.kind != case.kind]
    bare = all_rules.kept_alone(case.problem, others)
    assert broken(Case(case.name, case.rule, bare, {}), case.placement, case.wave) == set()


def siblings(case: Case) -> list[RuleRef]:
    """Return the rules of the case's kind, which may be one for each wave."""
    return [rule.ref for rule in all_rules.rules_of(case.problem) if rule.kind == case.kind]


@each
def test_a_rule_that_is_relaxed_by_as_much_as_is_asked_lets_the_plan_pass(case):
    """The elastic program measures what is missing, and the relaxed problem allows just that."""
    fixed = placed_at(case.problem, case.placement) if case.problem.waves else case.problem
    program = Program(at(case, fixed))
    own = [n for n, rule in enumerate(program.rules) if rule.kind == case.kind and rule.change]
    if case.kind == "spread":
        assert own == []
        return
    program.bend(own)
    answer = program.run(Ask(20.0, gap=1e-9))
    found = [(program.rules[n], program.violation(n, answer.columns)) for n in own]
    problem = case.problem
    for rule, amount in found:
        if amount > 1e-6:
            problem = relaxed(problem, rule.ref, rule.change, amount if rule.measured else None)
    assert problem != case.problem
    free = Case(case.name, case.rule, problem, case.placement, case.wave)
    assert broken(free, case.placement, case.wave) == set()


def at(case: Case, problem) -> Formulation:
    """State the program with the case's plan as its only one."""
    program = Formulation.of(problem)
    for name, target in case.placement.items():
        i = program.index[name]
        for other, column in program.x[i].items():
            if other != target:
                program.upper[column] = 0.0
        moved = None if case.wave is None else case.wave[name]
        for wave, column in enumerate(program.u[i].get(target, ()), start=1):
            if moved is not None and wave < moved:
                program.upper[column] = 0.0
            elif moved is not None:
                program.structure.append(Row({column: 1.0}, 1.0, equal=True))
    return program


@pytest.mark.parametrize("case", MOVING + MOVING_2, ids=lambda case: case.name)
def test_a_part_keeps_the_rule_against_those_outside(case):
    """Whoever is planned again beside a plan that keeps the rules keeps them too."""
    placed, moved = best_of(roomy_program(case.problem))
    for name in case.placement:
        part = excerpt_of(case.problem, placed, moved, {name})
        assert part is not None
        placement, wave = best_of(excerpt_program(part))
        assert broken(case, {**placed, **placement}, {**moved, **wave}) == set()


def best_of_placing(case: Case):
    """Solve the program over the placement's arrays."""
    instance = placing.build_instance(case.problem)
    return instance.placement(known(placing_mip.solve_mip(instance, Stop(), gap=1e-9).label))


@pytest.mark.parametrize("case", PLACING + PLACING_2, ids=lambda case: case.name)
def test_the_arrays_of_the_placement_need_the_rule(case, monkeypatch):
    assert broken(case, best_of_placing(case), None) == set()
    instance = placing.build_instance(case.problem)
    label = placing.build_instance(bare(case)).labels_of(case.placement)
    assert len(label) != instance.units or not instance.keeps_rules(label)
    without(case, monkeypatch)
    assert broken(case, best_of_placing(case), None) == {case.kind}


def bare(case: Case):
    """Return the problem without any rule."""
    return all_rules.kept_alone(case.problem, [])


def best_of_steps(case: Case):
    """Solve the program over the arrays of the waves."""
    instance = steps.build_instance(case.problem, case.placement)
    answer = steps_mip.solve_exactly(instance, seconds=20, nodes=None, gap=1e-9, seed=0)
    return instance.plan(known(answer.wave))


@pytest.mark.parametrize("case", MOVING + MOVING_2, ids=lambda case: case.name)
def test_the_arrays_of_the_waves_need_the_rule(case, monkeypatch):
    assert broken(case, case.placement, best_of_steps(case)) == set()
    instance = steps.build_instance(case.problem, case.placement)
    assert not instance.keeps_rules(instance.groups_of_plan(case.wave)) or instance.groups == 1
    without(case, monkeypatch)
    assert broken(case, case.placement, best_of_steps(case)) == {case.kind}


def forced(case: Case):
    """Return the problem with no other plan left than the case's, which breaks its rule."""

    def at(workload):
        wave = None if case.wave is None else case.wave[workload.id]
        if wave is None:
            return workload
        if case.kind == "closed_wave":
            return dataclasses.replace(workload, earliest_wave=wave, latest_wave=wave)
        others = {*range(1, len(case.problem.waves) + 1), *workload.closed_waves} - {wave}
        return dataclasses.replace(workload, closed_waves=tuple(sorted(others)))

    problem = placed_at(case.problem, case.placement)
    return dataclasses.replace(problem, workloads=tuple(map(at, problem.workloads)))


@each
def test_the_conflict_and_its_ways_out_name_the_rule(case, monkeypatch):
    problem = forced(case)
    conflict = known(find_conflict(problem))
    assert case.kind in {rule.kind for rule in conflict.rules}
    named = {rule.kind for repair in conflict.repairs if repair.proven for rule in repair.rules}
    assert case.kind == "spread" or case.kind in named
    without(case, monkeypatch)
    assert find_conflict(problem) is None


@pytest.mark.parametrize("joint", [None, False])
@each
def test_the_optimiser_keeps_the_rule(case, joint):
    plan = solve_here(case.problem, Options(None, 20_000, gap=1e-6, joint=joint))
    assert plan.exists
    assert find_violations(case.problem, plan) == ()
    assert (plan.placement, plan.wave) != (case.placement, case.wave)


# What makes a plan of the columns at all.


def least_in_fractions(problem) -> float:
    """Value of the program of the waves with steps alone and nothing whole."""
    instance = steps.build_instance(problem, {w.id: "new" for w in problem.workloads})
    nobody = np.zeros(0, dtype=np.int64)
    program = steps_mip.ExactProgram(instance, gap=1e-9, seed=0, decided=nobody)
    program.run(seconds=20, nodes=None)
    return program.solver.getInfo().objective_function_value * program.unit


def counted(**more) -> dict:
    return {"amounts": {"count": 1}, **more}


COMES_BACK = stated(
    {"A": counted(), **{n: counted(delay_value=9.0, earliest_wave=2) for n in "BC"}},
    waves=3, wave_limits=[{"id": "room", "amount": "count", "at_most": [1, 1, 9]}],
)  # fmt: skip
"""Were A to come back in wave 2, both of the others could go then."""

TOO_LARGE = stated(
    {n: {"amounts": {"days": 5}} for n in "AB"},
    waves=3, wave_limits=[{"id": "room", "amount": "days", "at_most": [9, 3, 9]}],
)  # fmt: skip
"""Wave 2 holds neither of the two, though it would hold a part of one."""


@pytest.mark.parametrize(
    ("rule", "problem"),
    [(step_rules.stay_moved, COMES_BACK), (step_rules.keep_closed, TOO_LARGE)],
)
def test_without_the_rows_of_the_steps_the_program_promises_too_much(rule, problem, monkeypatch):
    honest = least_in_fractions(problem)
    kept = tuple(other for other in step_rules.STEPPING if other is not rule)
    assert len(kept) == len(step_rules.STEPPING) - 1
    monkeypatch.setattr(step_rules, "STEPPING", kept)
    assert least_in_fractions(problem) < honest - 1.0


def test_without_the_rows_of_landings_everybody_has_moved_at_once(monkeypatch):
    instance = steps.build_instance(COMES_BACK, {w.id: "new" for w in COMES_BACK.workloads})
    honest = steps_mip.solve_exactly(instance, seconds=20, nodes=None, gap=1e-9, seed=0)
    assert honest.bound == pytest.approx(10 + 180 + 270, rel=1e-4)
    monkeypatch.setattr(step_rules, "LANDING", ())
    found = steps_mip.solve_exactly(instance, seconds=20, nodes=None, gap=1e-9, seed=0)
    assert found.bound < honest.bound - 1.0


def test_without_its_row_a_workload_is_placed_nowhere(monkeypatch):
    problem = stated({"A": CPU}, limits=limit("CPU", "cpu", ["new"], at_most=9))
    instance = placing.build_instance(problem)
    assert placing_mip.solve_mip(instance, Stop(), gap=1e-9).bound == pytest.approx(1.0, abs=1e-4)
    kept = [rule for rule in placing_rules.RULES if rule is not placing_rules.place_once]
    monkeypatch.setattr(placing_rules, "RULES", kept)
    assert placing_mip.solve_mip(instance, Stop(), gap=1e-9).bound <= 0


def test_a_placement_that_was_excluded_comes_back_without_the_row(monkeypatch):
    instance = placing.build_instance(stated({"A": {}, "B": {}}), [{"A": "new", "B": "new"}])
    assert placing_mip.solve_mip(instance, Stop()).value == 4.0
    kept = [rule for rule in placing_rules.RULES if rule is not placing_rules.avoid_forbidden]
    monkeypatch.setattr(placing_rules, "RULES", kept)
    assert placing_mip.solve_mip(instance, Stop()).bound == pytest.approx(2.0, abs=1e-3)


# Order that binds nobody.


def test_free_orders_nothing():
    for kind in ("free", "before"):
        problem = stated(
            {"A": {}, "B": {"delay_value": -1.0}}, waves=3, dependencies=needs("A", "B", kind)
        )
        plan = solve_here(problem, Options(None, 20_000, gap=1e-6))
        assert (plan.wave == {"A": 1, "B": 3}) is (kind == "free")


@pytest.mark.parametrize("kind", ["together", "before", "earlier"])
def test_nothing_is_handed_on_through_one_that_stays(kind):
    stays = {"cost": {"old": 1.0}, "current": "old"}
    problem = stated(
        {"A": {"latest_wave": 1}, "B": stays, "C": {"earliest_wave": 3}},
        waves=3,
        dependencies=[*needs("A", "B", kind), *needs("B", "C", kind)],
    )
    plan = solve_here(problem, Options(None, 20_000, gap=1e-6))
    assert plan.wave == {"A": 1, "B": None, "C": 3}


# No rule without a case, no function without a formula.


def names(rules) -> set[str]:
    return {rule.__name__ for rule in rules}


def test_every_function_of_a_rule_has_a_case():
    assert names(check_placement.RULES) == {case.checker for case in PLACING + PLACING_2}
    assert names(check_waves.RULES) == {case.checker for case in MOVING + MOVING_2}
    assert all_rules.KINDS.keys() == {case.kind for case in CASES}
    assert ({case.kind for case in CASES} | {"dependency"}) - {"spread"} == RELAXED


FORMULA = re.compile(r"``[^`]*(<=|>=|=|<)[^`]*``")


def test_every_function_of_a_rule_carries_its_formula():
    functions: list[Any] = [
        *check_placement.RULES, *check_waves.RULES,
        *all_rules.RULES,
        *placing_rules.RULES, *step_rules.RULES, *step_rules.STEPPING, *step_rules.LANDING,
        check_placement.everybody_placed, placing.grouped,
    ]  # fmt: skip
    plain = [one.__qualname__ for one in functions if not FORMULA.search(one.__doc__ or "")]
    assert plain == []
    assert [
        cost.__name__
        for cost in (*PLACEMENT_COSTS, *WAVE_COSTS)
        if "``" not in (cost.__doc__ or "")
    ] == []


def test_a_rule_that_names_nobody_is_no_rule():
    problem = stated({"A": {}})
    assert relaxed(problem, RuleRef("limit", "unheard of")) == problem
    with pytest.raises(ValueError, match="unknown"):
        relaxed(problem, RuleRef("unknown"))
