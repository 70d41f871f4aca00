"""Recovery and test systems share a technology with what they serve; recovery has its own site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.assessing import assess, build_problem, load_rule_set
from planner.model.inventory import Inventory
from planner.model.programme import DEFAULT_TARGETS, Programme, Target
from planner.model.rules import Words
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.optimising.plan import RuleRef
from planner.optimising.problem import AttributeGroup, PlanningProblem
from planner.optimising.relaxing import relaxed
from planner.wording import worded
from planner.wording.rules import rule_message
from tests.assessing.assessing_cases import START, inventory, workload

RULES = load_rule_set("balanced")
FRAME = Programme(start=START, wave_count=6, pilot=None)
TODAY = date(2026, 12, 1)
TECHNOLOGY = AttributeGroup("technology", ("R", "A"))
TWO_SITES = (
    Target("old", "legacy", site="A"),
    Target("old-b", "legacy", site="B"),
    Target("private-a", "private", site="A"),
    Target("private-b", "private", site="B"),
)


def built(
    landscape: Inventory, frame: Programme = FRAME, *decisions: Decision
) -> tuple[PlanningProblem, tuple[Words, ...]]:
    scenario = Scenario("a", decisions=decisions)
    found = assess(landscape, frame, RULES, scenario)
    return build_problem(landscape, frame, RULES, scenario, found, frame.calendar(TODAY), TODAY)


def says(notes: tuple[Words, ...], words: str) -> bool:
    return any(words in worded(note, "en") for note in notes)


def test_without_sites_a_recovery_system_shares_the_technology_alone():
    problem, _ = built(inventory(workload("A"), workload("R", recovery_of="A")))
    assert problem.same == (TECHNOLOGY,)
    assert (problem.apart, problem.apart_by) == ((), ())
    assert [one.attributes for one in problem.targets] == [
        {"technology": one.kind} for one in DEFAULT_TARGETS
    ]


def test_with_sites_a_recovery_system_has_one_of_its_own():
    frame = replace(FRAME, targets=TWO_SITES)
    landscape = inventory(
        workload("A", current_target="old"),
        workload("R", recovery_of="A", current_target="old-b"),
    )
    problem, _ = built(landscape, frame)
    assert problem.same == (TECHNOLOGY,)
    assert problem.apart_by == (AttributeGroup("site", ("R", "A")),)
    assert problem.targets[2].attributes == {"technology": "private", "site": "A"}


def test_one_site_of_each_technology_is_said_and_binds_nothing():
    frame = replace(FRAME, targets=TWO_SITES[::2])
    landscape = inventory(workload("A"), workload("R", recovery_of="A"))
    problem, notes = built(landscape, frame)
    assert problem.same == (TECHNOLOGY,)
    assert problem.apart_by == ()
    assert says(notes, "second site")


def test_one_target_for_both_is_no_fault_until_sites_are_given():
    landscape = inventory(
        workload("A", pin_target="private"), workload("R", recovery_of="A", pin_target="private")
    )
    problem, _ = built(landscape)
    assert problem.same == (TECHNOLOGY,)


def test_pins_to_two_technologies_win_and_are_said():
    landscape = inventory(
        workload("A", pin_target="private"), workload("R", recovery_of="A", pin_target="public")
    )
    problem, notes = built(landscape)
    assert problem.same == ()
    assert says(notes, "does not follow its primary")


def test_a_chain_of_followers_keeps_one_technology_for_all():
    landscape = inventory(
        workload("A", pin_target="private"),
        workload("R", recovery_of="A"),
        workload("Q", recovery_of="R", pin_target="public"),
    )
    problem, notes = built(landscape)
    assert problem.same == (TECHNOLOGY,)
    assert says(notes, "does not follow its primary")


def test_who_is_kept_apart_by_decision_on_one_target_each_does_not_follow():
    apart = Decision("1", DecisionKind.APART, ("A", "R"))
    problem, notes = built(inventory(workload("A"), workload("R", recovery_of="A")), FRAME, apart)
    assert problem.apart == (("A", "R"),)
    assert problem.same == ()
    assert says(notes, "does not follow its primary")


def test_a_test_system_has_its_productions_technology_and_development_is_free():
    landscape = inventory(
        workload("A", name="Loans"),
        workload("T", name="Loans Test", environment="test"),
        workload("D", name="Loans Development", environment="development"),
    )
    problem, _ = built(landscape)
    assert problem.same == (AttributeGroup("technology", ("T", "A")),)


def test_a_test_system_told_by_its_name_follows_as_one_that_is_stated():
    landscape = inventory(workload("A", name="Claims"), workload("T", name="Claims UAT"))
    problem, _ = built(landscape)
    assert problem.same == (AttributeGroup("technology", ("T", "A")),)


def test_both_rules_can_be_dropped():
    landscape = inventory(
        workload("A", name="Loans"),
        workload("T", name="Loans Test", environment="test"),
        workload("R", recovery_of="A"),
    )
    drops = (
        Decision("1", DecisionKind.DROP_RULE, (), "recovery_follows"),
        Decision("2", DecisionKind.DROP_RULE, (), "test_follows"),
    )
    problem, _ = built(landscape, FRAME, *drops)
    assert problem.same == ()
    assert all(not one.attributes for one in problem.targets)


def test_without_the_rule_the_group_is_gone_and_the_others_stay():
    problem, _ = built(
        inventory(workload("A"), workload("R", recovery_of="A"), workload("Q", recovery_of="A"))
    )
    left = relaxed(problem, RuleRef("same", "technology", ("R", "A")))
    assert left.same == (AttributeGroup("technology", ("Q", "A")),)


def test_the_rule_is_said_with_the_attributes_own_words():
    rule = RuleRef("same", "technology", ("R", "A"))
    assert "技术路线" in worded(rule_message(rule), "zh")
    assert "technology" in worded(rule_message(rule), "en")


def test_what_serves_another_moves_the_way_that_one_does():
    landscape = inventory(
        workload("A"), workload("R", recovery_of="A"),
        workload("Q", recovery_of="R"),
    )  # fmt: skip

    def found(*decisions: Decision) -> dict[str, str]:
        scenario = Scenario("a", decisions=decisions)
        assessed = assess(landscape, FRAME, RULES, scenario).workloads
        return {key: one.cases["private"].strategy for key, one in assessed.items()}

    usual = found()
    decided = Decision("1", DecisionKind.STRATEGY, ("A",), "refactor")
    assert usual["A"] != "refactor"
    assert found(decided) == {**usual, "A": "refactor", "R": "refactor", "Q": "refactor"}
    dropped = Decision("2", DecisionKind.DROP_RULE, (), "recovery_follows")
    assert found(decided, dropped) == {**usual, "A": "refactor"}
    own = Decision("3", DecisionKind.STRATEGY, ("R",), "replatform")
    assert found(decided, own)["R"] == "replatform"
