"""A move that nothing known asks for: back out of a cloud, or where a guessed kind may not go."""

from __future__ import annotations

from planner.assessing import load_rule_set
from planner.assessing.burden import points_against
from planner.model.programme import Programme, Target
from tests.assessing.assessing_cases import START, assessed, workload

TARGETS = tuple(Target(kind, kind) for kind in ("legacy", "private", "public", "hybrid"))


def by_kind(kind: str) -> Target:
    return next(one for one in TARGETS if one.kind == kind)


def test_a_step_back_counts_less_the_more_is_known() -> None:
    rules = load_rule_set("balanced")
    full = rules.numbers["step_back"]
    blind = points_against(TARGETS, by_kind("public"), 0.0, (), rules)
    assert blind == {"legacy": full, "private": full, "hybrid": full / 2}
    assert points_against(TARGETS, by_kind("public"), 1.0, (), rules) == {}
    half = points_against(TARGETS, by_kind("public"), 0.5, (), rules)
    assert half["private"] == full / 2
    assert points_against(TARGETS, by_kind("legacy"), 0.0, (), rules) == {}
    assert points_against(TARGETS, None, 0.0, (), rules) == {}


def test_a_target_that_a_guess_would_forbid_has_points_against_it() -> None:
    rules = load_rule_set("balanced")
    found = points_against(TARGETS, by_kind("legacy"), 0.5, ("public",), rules)
    assert found == {"public": rules.numbers["guessed_ban"]}


def test_what_is_in_public_cloud_stays_there_while_little_is_known() -> None:
    """Without the rule the neutral values alone would bring it home."""
    rules = load_rule_set("balanced")
    found = assessed(
        rules,
        workload("A", "Fraud Detection Claims", current_target="public"),
        frame=Programme(start=START, targets=TARGETS, field="insurer"),
    ).workloads["A"]
    assert found.cases["private"].fit > found.cases["public"].fit
    assert min(found.cases, key=lambda target: found.cases[target].cost) == "public"
    assert any("step_back" in str(note) for note in found.notes)


def test_plant_control_waits_for_a_word_before_it_moves() -> None:
    """A SCADA by its name alone is not banned from moving, and not moved either."""
    rules = load_rule_set("balanced")
    frame = Programme(start=START, targets=TARGETS, field="manufacturer")
    given = {"current_target": "legacy", "environment": "production", "cpu_cores": 8}
    guessed = assessed(rules, workload("A", "SCADA Data Collection", **given), frame=frame)
    one = guessed.workloads["A"]
    assert one.archetype == "scada"
    assert one.archetype_guessed
    assert not any(case.forbidden for case in one.cases.values())
    assert min(one.cases, key=lambda target: one.cases[target].cost) == "legacy"
    said = workload("A", "SCADA Data Collection", archetype="scada", **given)
    stated = assessed(rules, said, frame=frame).workloads["A"]
    barred = {target for target, case in stated.cases.items() if case.forbidden}
    assert barred == {"private", "public", "hybrid"}
