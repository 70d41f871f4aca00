"""The insurer, the manufacturer and the ugly list: what an architect of the field would look at."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.archetypes import ArchetypeFinder
from planner.assessing.principles import DEPENDENCIES, PILOT, READINESS
from planner.jobs import Stop
from planner.model.scenario import Scenario
from planner.optimising.outcome import Options
from planner.pipeline import Sources, draft_study, plan_study_here
from planner.questioning.prices import rule_prices
from samples.insurer import insurer_inventory, insurer_programme
from samples.manufacturer import manufacturer_inventory, manufacturer_programme
from samples.ugly import UGLY_CSV

RULES = load_rule_set("balanced")
TODAY = date(2026, 11, 30)


def draft(inventory, programme):
    return draft_study(Sources(inventory, programme, RULES, Scenario("base")), TODAY)


@pytest.mark.parametrize(
    ("inventory", "programme"),
    [
        (insurer_inventory(), insurer_programme()),
        (manufacturer_inventory(), manufacturer_programme()),
    ],
)
def test_about_half_of_the_indicators_are_missing_and_few_are_provisional(inventory, programme):
    assert 40 <= len(inventory.workloads) <= 60
    made = draft(inventory, programme)
    assessed = made.assessment.workloads.values()
    assert 0 < sum(one.provisional for one in assessed) <= 5
    assert 0.3 < made.assessment.confidence < 0.65
    assert made.assumptions[0].key == "profiles.assumption.field"
    assert len(made.assessment.questions) == 5


def test_no_unix_or_mainframe_of_the_insurer_is_rehosted_and_services_stay():
    made = draft(insurer_inventory(), insurer_programme())
    known = made.inventory.by_id
    for identity, one in made.assessment.workloads.items():
        system = known[identity].text("operating_system") or ""
        if system.startswith(("AIX", "HP-UX", "IBM z/OS")):
            moves = {c.strategy for t, c in one.cases.items() if t in ("private", "public")}
            assert moves <= {"replatform", "refactor", "repurchase"}, identity
        if known[identity].text("current_target") == "SaaS":
            assert [t for t, case in one.cases.items() if case.allowed] == ["saas"]


def test_the_insurer_is_told_swiss_and_european_law_and_no_other():
    made = draft(insurer_inventory(), insurer_programme())
    named = {country for rule in made.rules.compliance for country in rule.countries}
    assert named == {"CH", "EU"}


@pytest.mark.parametrize(
    "name",
    ["Zeus", "Project Phoenix", "Museum Collection", "Bank Holiday Planner", "Core Switch Mgmt",
     "Visitor counter", "Group Policy Editor", "Excel macro of Mr Keller"],
)  # fmt: skip
def test_what_the_ugly_list_only_sounds_like_is_not_known(name):
    names = {row["Application"] for row in csv.DictReader(io.StringIO(UGLY_CSV))}
    assert name in names
    assert ArchetypeFinder(RULES.archetypes).guess(name) is None


@pytest.mark.parametrize(
    ("inventory", "programme"),
    [
        (insurer_inventory(), insurer_programme()),
        (manufacturer_inventory(), manufacturer_programme()),
    ],
)
def test_the_pilot_is_of_real_systems_and_every_principle_in_force_has_a_price(
    inventory, programme
):
    """A wrong sign is printed; beside it, what each rule costs that shapes the order."""
    study = plan_study_here(draft(inventory, programme), Options(None, 4))
    kept = {one.key: one for one in study.method}
    pilot = kept[PILOT]
    assert pilot.kept == pilot.of >= 3
    assert pilot.figures["foundations"] >= 2
    priced = {one.rule.id: one.points for one in rule_prices(study, Stop(None))}
    binding = {key for key, one in kept.items() if one.of and one.active}
    assert binding | {DEPENDENCIES, READINESS} <= set(priced)
    assert min(priced.values()) >= 0.0
    assert priced[PILOT] > 0.0
