"""What runs with the machines stays at its plant, for one reason that is told to all of it."""

from __future__ import annotations

import pytest

from planner.assessing import assess, load_rule_set
from planner.model.inventory import Inventory
from planner.model.programme import DEFAULT_TARGETS, Programme, Target
from planner.model.scenario import Scenario
from tests.assessing.assessing_cases import START, workload

RULES = load_rule_set("balanced")
EDGE = Target("edge", "private", name="Edge", site="Brno")


def assessed(name, targets=DEFAULT_TARGETS, **cells):
    one = workload("A", name, **{"current_target": "Plant server room Brno"} | cells)
    programme = Programme(start=START, field="manufacturer", targets=targets)
    found = assess(Inventory(workloads=(one,)), programme, RULES, Scenario("a"))
    return found.workloads["A"]


def open_to(one):
    return {target for target, case in one.cases.items() if case.allowed}


@pytest.mark.parametrize("kind", ["mes", "historian"])
def test_what_runs_production_goes_to_a_private_site_at_the_plant_and_nowhere_else(kind):
    one = assessed("Zzz", (*DEFAULT_TARGETS, EDGE), archetype=kind)
    assert open_to(one) == {"legacy", "edge"}
    assert open_to(assessed("Zzz", archetype=kind)) == {"legacy"}
    elsewhere = Target("edge", "private", name="Edge", site="Esslingen")
    assert open_to(assessed("Zzz", (*DEFAULT_TARGETS, elsewhere), archetype=kind)) == {"legacy"}


def test_an_answer_within_20_ms_at_a_plant_is_known_whatever_the_name_says():
    assert open_to(assessed("Zzz", latency_ms=15.0)) == {"legacy"}
    assert "private" in open_to(assessed("Zzz", latency_ms=60.0))
    there = assessed("Zzz", latency_ms=15.0, current_target="Rechenzentrum Stuttgart")
    assert "private" in open_to(there), "a data centre answers from afar already"


def test_a_guess_bans_nothing_and_counts_against_the_move():
    one = assessed("MES Plant Brno")
    assert one.archetype == "mes"
    assert one.archetype_guessed
    assert "private" in open_to(one)
    assert one.cases["private"].points_against > 0


def test_words_of_the_place_do_not_hide_the_kind():
    assert assessed("MES Brno").archetype == "mes"
    assert assessed("Zeus Brno").archetype == ""
