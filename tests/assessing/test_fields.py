"""Field profiles: proposed and asked for, with the laws of the countries that are named."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from planner.assessing import load_rule_set
from planner.assessing.assumed import framed, start_day
from planner.assessing.countries import named_countries
from planner.assessing.doubts import find_questions
from planner.assessing.field_choice import lawful_rules, propose_field
from planner.assessing.field_profiles import field_profiles
from planner.assessing.places import kind_of_place
from planner.editing.fixes import fix_issue
from planner.model.programme import FIELD_KEYS, PriceLine, Programme, Target, Team
from planner.project import Document
from planner.wording import LANGUAGES, has, say, worded
from planner.wording.issues import issue_words
from tests.assessing.assessing_cases import assessed, inventory, workload

RULES = load_rule_set("balanced")
TODAY = date(2026, 11, 30)
INSURER = (
    "Policy Administration Life",
    "Claims Management",
    "Reinsurance",
    "Actuarial Reserving",
    "Agent Commission",
    "Underwriting Workbench",
)
PRICED = tuple(
    PriceLine(kind, item, 100_00.0)
    for kind in ("private", "public", "hybrid")
    for item in ("cpu_core_year", "memory_gib_year", "storage_gib_year")
)
CHINESE_BANKING = ("JR/T", "MLPS", "PIPL", "PRC", "等级保护", "金融")


def landscape(names, **cells):
    return inventory(*(workload(f"W{n}", name, **cells) for n, name in enumerate(names)))


def test_every_key_has_a_profile_and_words_in_the_workbook():
    assert tuple(field_profiles()) == FIELD_KEYS
    assert all(has(f"importing.choice.field.{key}") for key in FIELD_KEYS)
    laws = {rule.key for rule in RULES.compliance}
    assert {law for one in field_profiles().values() for law in one.laws} <= laws


def test_an_insurer_is_proposed_and_asked_for_with_one_click():
    insurer = landscape(INSURER)
    proposal = propose_field(insurer, Programme(), RULES)
    assert proposal is not None
    assert (proposal.key, proposal.workloads) == ("insurer", 6)
    asked = next(i for i in find_questions(insurer, Programme(), RULES) if i.code == "field_open")
    done = fix_issue(Document(inventory=insurer, issues=(asked,)), asked)
    assert done is not None
    assert done.document.programme.field == "insurer"
    assert done.document.issues == ()


def test_nothing_is_proposed_where_nothing_leads():
    mixed = ("Claims Management", "Core Banking", "MES Plant", "Web Shop", "Payroll", "Email")
    assert propose_field(landscape(mixed), Programme(), RULES) is None
    assert not any(
        issue.code == "field_open"
        for issue in find_questions(landscape(INSURER), Programme(field="none"), RULES)
    )


@pytest.mark.parametrize(
    ("names", "field"),
    [
        (("Core Banking", "Deposit system", "Credit card system", "Lending", "Treasury"), None),
        (("核心银行系统", "存款系统", "信用卡系统", "贷款系统", "资金业务系统"), "bank-cn"),
    ],
)
def test_a_bank_of_no_country_is_not_said_to_be_in_china(names, field):
    proposal = propose_field(landscape(names), Programme(), RULES)
    assert (proposal.key if proposal else None) == field


def test_what_a_column_says_is_not_said_to_come_from_a_name():
    told = landscape(("Core Banking", "Ledger"), environment="test")
    codes = [issue.code for issue in find_questions(told, Programme(), RULES)]
    assert "kinds_guessed" not in codes
    silent = landscape(("Core Banking", "Ledger"))
    assert "kinds_guessed" in [issue.code for issue in find_questions(silent, Programme(), RULES)]


@pytest.mark.parametrize("site", ["", "On-prem DC Zurich", "Azure West Europe", "上海机房"])
@pytest.mark.parametrize("field", ["", "insurer"])
def test_an_insurer_is_never_told_chinese_banking_law(site, field):
    cells = {"current_target": site} if site else {}
    known = landscape(INSURER, data_class="core", personal_data="sensitive",
                      criticality="critical", **cells)  # fmt: skip
    lawful = lawful_rules(RULES, known, Programme(field=field))
    told = [text for rule in lawful.compliance for text in map(rule.source.say, LANGUAGES)]
    assert not any("JR/T" in text for text in told)
    if site != "上海机房":
        assert not any(word in text for text in told for word in CHINESE_BANKING)
    result = assessed(RULES, *known.workloads, frame=Programme(field=field))
    notes = [worded(note, "en") for one in result.workloads.values() for note in one.notes]
    assert not any("JR/T" in note for note in notes)
    asked = {one.field for item in result.workloads.values()
             for score in item.factors.values() for one in score.evidence}  # fmt: skip
    assert ("protection_level" in asked) == (site == "上海机房"), "a level of Chinese law alone"


def test_a_country_counts_where_it_is_named_and_nowhere_else():
    assert named_countries(landscape(INSURER), Programme()) == frozenset()
    zurich = landscape(INSURER, current_target="On-prem DC Zurich")
    assert named_countries(zurich, Programme()) == {"CH"}
    frankfurt = Programme(targets=(Target("dc", "legacy", region="Frankfurt"),))
    assert named_countries(landscape(INSURER), frankfurt) == {"DE", "EU"}
    assert "CN" in named_countries(landscape(INSURER, protection_level=3), Programme())
    keys = {rule.key for rule in lawful_rules(RULES, zurich, Programme(field="insurer")).compliance}
    assert "finma-outsourcing" in keys
    assert "dora" not in keys


def test_a_guess_bans_nothing_on_its_own():
    guessed = assessed(RULES, workload("A", "SCADA Line 3")).workloads["A"]
    assert guessed.archetype == "scada"
    assert guessed.cases["public"].allowed
    assert any("Confirm its kind" in worded(note, "en") for note in guessed.notes)
    told = assessed(RULES, workload("A", "SCADA Line 3", archetype="scada")).workloads["A"]
    assert not told.cases["public"].allowed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On-prem DC Zurich", "legacy"),
        ("SaaS", "saas"),
        ("Azure West Europe", "public"),
        ("Colo", "legacy"),
        ("机房", "legacy"),
        ("阿里云", "public"),
        ("AWS eu-central-1", "public"),
        ("VMware cluster Frankfurt", "legacy"),
        ("Azure Stack on-prem", "private"),
        ("私有云平台", "private"),
        ("Rechenzentrum Köln", "legacy"),
        ("Blue", ""),
    ],
)
def test_names_of_places_are_kinds_of_target(text, kind):
    assert kind_of_place(text) == kind


def test_forty_names_of_places_make_one_question_answered_by_one_click():
    places = ["On-prem DC Zurich", "SaaS", "Azure West Europe", "Colo"] * 10
    many = inventory(*(workload(f"W{n}", f"App {n}", current_target=p)
                       for n, p in enumerate(places)))  # fmt: skip
    asked = [i for i in find_questions(many, Programme(), RULES) if i.field == "current_target"]
    assert [issue.code for issue in asked] == ["places_read"]
    done = fix_issue(Document(inventory=many, issues=tuple(asked)), asked[0])
    assert done is not None
    stands = [one.text("current_target") for one in done.document.inventory.workloads[:4]]
    assert stands == ["legacy", "SaaS", "public", "legacy"]


def test_what_is_a_service_already_stays_and_is_retained():
    loads = (
        workload("A", "Payroll", current_target="SaaS"),
        workload("B", "Wiki", architecture="saas"),
        workload("C", "Claims"),
    )
    frame = framed(inventory(*loads), Programme(), TODAY, RULES)
    result = assessed(RULES, *loads, frame=frame.programme).workloads
    for one in (result["A"], result["B"]):
        assert {target for target, case in one.cases.items() if case.allowed} == {"saas"}
        assert one.cases["saas"].strategy == "retain"
    assert not result["C"].cases["saas"].allowed


def test_the_start_is_the_first_working_monday_of_the_next_quarter():
    assert start_day(date(2026, 11, 30), frozenset()) == date(2027, 1, 4)
    assert start_day(date(2026, 2, 1), frozenset({"DE"})) == date(2026, 4, 13)  # Easter Monday
    assert start_day(date(2026, 8, 1), frozenset({"CN"})) == date(2026, 10, 12)  # Golden Week


def test_gaps_of_the_programme_are_filled_and_said():
    frame = framed(landscape(INSURER), Programme(), TODAY, RULES)
    said = {one.key.rpartition(".")[2]: one for one in frame.assumptions}
    assert next(iter(said)) == "field_proposed"
    assert {"start", "teams", "wave_sizes", "places_silent"} <= set(said)
    assert frame.programme.start == date(2027, 1, 4)
    assert frame.programme.wave_sizes[0] == 5
    assert frame.programme.wave_sizes[-1] == 25
    for one in frame.assumptions:
        for language in LANGUAGES:
            assert say(one, language)


def test_places_are_said_by_the_names_of_targets_in_the_reader_s_language():
    found = landscape(INSURER, current_target="On-prem DC Zurich")
    (read,) = (
        one for one in find_questions(found, Programme(), RULES) if one.code == "places_read"
    )
    assert "= Legacy (6)" in issue_words(read, "en")
    assert "= 传统架构 (6)" in issue_words(read, "zh")


def test_what_is_given_is_not_assumed():
    given = Programme(field="none", start=date(2027, 2, 1), teams=(Team("dba", "DBA", 100.0),))
    unpriced = framed(landscape(INSURER, current_target="legacy"), given, TODAY, RULES)
    said = [one.key.rpartition(".")[2] for one in unpriced.assumptions]
    assert said == ["field_none", "teams_idle", "prices", "platforms", "day_rate"]
    rated = (replace(given.teams[0], day_rate_minor=90_000),)
    given = replace(given, teams=rated, prices=PRICED)
    named = landscape(INSURER, current_target="legacy", team="DBA")
    frame = framed(named, given, TODAY, RULES)
    assert [one.key for one in frame.assumptions] == ["profiles.assumption.field_none"]
    assert frame.programme == given


def test_what_a_price_sheet_of_one_s_own_leaves_out_is_said():
    found = landscape(INSURER, current_target="legacy")
    for gaps in (1, 2):
        given = tuple(line for n, line in enumerate(PRICED) if n not in range(3 - gaps, 3))
        frame = framed(found, Programme(field="none", prices=given), TODAY, RULES)
        (said,) = (one for one in frame.assumptions if one.key.endswith("prices_left_out"))
        told = say(said, "en")
        assert "Private cloud has no price of" in told
        assert "Storage" in told
        assert ("Memory" in told) == (gaps == 2)
        assert "-15%" in told
        assert say(said, "zh")
    whole = framed(found, Programme(field="none", prices=PRICED), TODAY, RULES)
    assert not any("left_out" in one.key for one in whole.assumptions)


def test_assumed_sizes_hold_the_inventory_and_what_is_due():
    crowd = inventory(*(workload(f"W{n}", latest_date=date(2027, 3, 1)) for n in range(30)))
    sizes = framed(crowd, Programme(), TODAY, RULES).programme.wave_sizes
    assert sizes[0] >= 30
    many = inventory(*(workload(f"W{n}") for n in range(900)))
    assert sum(framed(many, Programme(), TODAY, RULES).programme.wave_sizes) >= 900


def test_every_country_that_is_known_has_a_name() -> None:
    text = (files("planner.assessing.fields") / "countries.toml").read_text(encoding="utf-8")
    codes = tomllib.loads(text)["countries"]
    assert [code for code in codes if not has(f"common.country.{code}")] == []


def test_what_a_price_sheet_of_today_s_place_leaves_out_is_said():
    here = PriceLine("legacy", "cpu_core_year", 100_00.0)
    found = landscape(INSURER, current_target="legacy")
    frame = framed(found, Programme(field="none", prices=(*PRICED, here)), TODAY, RULES)
    (said,) = (one for one in frame.assumptions if one.key.endswith("prices_left_out_here"))
    told = say(said, "en")
    assert "Legacy" in told
    assert "Memory" in told
    assert "Storage" in told
    assert say(said, "zh")
