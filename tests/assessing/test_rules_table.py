"""Rule sets as tables: back to the last digit, edited by place, compared, saved and read again."""

from __future__ import annotations

import pytest

from planner.assessing import load_rule_set, rule_set_names
from planner.assessing.rules_compare import changes, put_back
from planner.assessing.rules_save import rules_text, save_rule_set
from planner.assessing.rules_schema import rule_set_from
from planner.assessing.rules_table import changed, table_of, value_at
from planner.errors import BadInputError
from planner.wording import say_error

BALANCED = load_rule_set("balanced")
EDITS = {
    ("weights", "risk"): 35,
    ("numbers", "discount_rate"): 0.0725,
    ("indicators", "channel", "points", "batch"): 12.5,
    ("indicators", "latency_ms", "curve"): [[10, 95], [400.5, 50], [9000, 0]],
    ("profiles", "public", "elasticity"): [[0, 20], [100, 100]],
    ("prices", "legacy", "storage_gib_year"): 2.37,
    ("person_day", "development"): 2150,
    ("archetypes", "mobile_bank", "defaults", "peak_to_average"): 8.5,
    ("archetypes", "mobile_bank", "keywords"): ["mobile bank", "手机银行"],
    ("strategies", "11", "strategy"): "relocate",
    ("effort_days", "rehost", "infrastructure"): 6,
    ("interfaces", "batch", "kind"): "before",
    ("distance", "legacy", "public"): 1.9,
    ("compliance", "region"): None,
    ("compliance", "mlps-level-4", "when", "protection_level"): [5, 5],
    ("compliance", "sensitive-personal", "when", "environment"): None,
}


@pytest.mark.parametrize("name", rule_set_names())
def test_a_rule_set_is_its_table_to_the_last_digit(name):
    rules = load_rule_set(name)
    assert rule_set_from(table_of(rules), "x") == rules
    assert changes(rules, rules) == ()


def test_every_edit_is_one_change_and_goes_back_alone():
    edited = changed(BALANCED, EDITS)
    found = {change.path: (change.before, change.after) for change in changes(BALANCED, edited)}
    assert found.keys() == EDITS.keys()
    assert found["weights", "risk"] == (20.0, 35.0)
    assert found["compliance", "region"][1] is None
    back = put_back(edited, BALANCED, [("weights", "risk"), ("compliance", "region")])
    assert back.weights == BALANCED.weights
    assert {one.key for one in back.compliance} == {one.key for one in BALANCED.compliance}
    assert len(changes(BALANCED, back)) == len(EDITS) - 2
    assert changes(BALANCED, put_back(edited, BALANCED, list(found))) == ()


def test_a_saved_file_holds_the_changes_alone_and_reads_as_the_same_rules(tmp_path):
    edited = changed(BALANCED, {**EDITS, ("id",): "ours", ("base",): "balanced"})
    save_rule_set(edited, tmp_path / "ours.toml")
    again = load_rule_set(tmp_path / "ours.toml")
    assert changes(edited, again) == ()
    assert (again.id, again.name, again.base) == ("ours", edited.name, "balanced")
    text = (tmp_path / "ours.toml").read_text(encoding="utf-8")
    assert "risk = 35  # 20" in text
    assert "channel" in text
    assert "responsiveness = 20" not in text


def test_names_from_people_are_written_as_text_that_cannot_break_the_file(tmp_path):
    name = 'A "bank"\n[weights]\nrisk = 0 \x7f\\'
    odd = changed(BALANCED, {("name",): {"en": name, "zh": name}, ("base",): "balanced"})
    path = tmp_path / "odd.toml"
    save_rule_set(odd, path)
    assert load_rule_set(path).name.en == name.replace("\x7f", "")
    assert changes(BALANCED, load_rule_set(path)) == ()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("weights", "risk"), -1, "weights.risk"),
        (("indicators", "channel", "neutral"), 120, "indicators.channel.neutral"),
        (("indicators", "latency_ms", "curve"), [[5, 5]], "indicators.latency_ms.curve"),
        (("profiles", "public", "risk"), [[0, 0], [120, 50]], "profiles.public.risk"),
        (("strategies", "99", "strategy"), "rehost", "strategies.99"),
        (("strategies", "1", "strategy"), "rehots", "rehots"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_place_in_both_languages(path, value, words):
    with pytest.raises(BadInputError) as told:
        changed(BALANCED, {path: value})
    english, chinese = (say_error(told.value, language)[0] for language in ("en", "zh"))
    assert words in english
    assert words in chinese
    assert english != chinese


def test_values_are_found_by_their_place():
    table = table_of(BALANCED)
    assert value_at(table, ("strategies", "1", "strategy")) == "retire"
    assert value_at(table, ("prices", "saas", "cpu_core_year")) is None
    assert value_at(table, ("strategies", "0")) is None


def test_the_rule_set_below_a_file_is_remembered(tmp_path):
    (tmp_path / "one.toml").write_text('extends = "regulated-bank"\nid = "one"')
    (tmp_path / "two.toml").write_text('extends = "one"\nid = "two"')
    assert load_rule_set(tmp_path / "two.toml").base == "regulated-bank"
    assert 'extends = "regulated-bank"' in rules_text(load_rule_set(tmp_path / "two.toml"))
