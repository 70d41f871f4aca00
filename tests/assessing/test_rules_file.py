from __future__ import annotations

import pytest

from planner.assessing import load_rule_set, rule_set_names
from planner.errors import BadInputError
from planner.model.rules import FACTORS
from tests.support.refusals import refused, told


def test_presets_stand_complete_in_both_languages():
    assert rule_set_names() == ("balanced", "cost-first", "regulated-bank", "speed-first")
    for name in rule_set_names():
        rules = load_rule_set(name)
        assert rules.id == name
        assert set(rules.weights) == set(FACTORS)
        words = [one.name for one in rules.indicators] + [one.name for one in rules.archetypes]
        words += [one.reason for one in rules.compliance]
        words += [one.reason for one in rules.strategies]
        words += list(rules.texts.values())
        assert all(one.en and one.zh for one in words)
        for key in ("retire", "retain", "rehost", "relocate", "replatform", "refactor"):
            assert f"exit_{key}" in rules.texts
            assert f"rollback_{key}" in rules.texts


def test_an_extension_changes_what_it_names_and_keeps_the_rest():
    base, bank = load_rule_set("balanced"), load_rule_set("regulated-bank")
    assert bank.numbers["production_public_share"] == 0.3
    assert bank.numbers["discount_rate"] == base.numbers["discount_rate"]
    assert bank.indicators == base.indicators
    extra = {one.key for one in bank.compliance} - {one.key for one in base.compliance}
    assert extra == {"confidential-data"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[weights]\nelastcity = 3", ("weights", "elastcity", "elasticity")),
        ("[indicators.latency_ms]\ncurve = [[5, 1], [3, 2]]", ("indicators.latency_ms.curve",)),
        ("[indicators.channel]\npoints = { chanel = 3 }", ("indicators.channel.points", "channel")),
        ("[indicators.channel]\nneutral = 140", ("indicators.channel.neutral", "140")),
        (
            "[compliance.core-data]\nwhen = { data_class = ['cor'] }",
            ("compliance.core-data.when.data_class", "core"),
        ),
        ("[distance]\nlegacy = { public = 90 }", ("distance", "by way of")),
        ("[weights]\nrisk = " + "9" * 400, ("weights.risk", "outside")),
        ("[weights]\nrisk = nan", ("weights.risk", "outside")),
        ("[weights]\nrisk = " + "9" * 5000, ("not valid TOML",)),
        ("[weights]\nrisk = 'much'", ("weights.risk", "number")),
        ("drop = ['compliance.nothing']", ("compliance.nothing",)),
        ("name = { zh = '甲' }", ("name", "en")),
        ("what = 3", ("what",)),
        ("[weights\n", ("not valid TOML", "line 2, column 9")),
        ("deep = " + "[" * 5000 + "]" * 5000, ("not valid TOML", "nested too deeply")),
        ("day = 2026-02-31", ("not valid TOML",)),
        ("# " + "x" * (5 << 20), ("far larger",)),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, words):
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "balanced"\n{text}', encoding="utf-8")
    with pytest.raises(BadInputError) as error:
        load_rule_set(path)
    for word in words:
        assert word in told(error.value)


def test_what_is_no_text_is_said_in_our_own_words(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"weights = \x89")
    with pytest.raises(BadInputError) as error:
        load_rule_set(path)
    assert "not UTF-8 text (byte 11)" in told(error.value)


@pytest.mark.parametrize("name", ["x" * 40_000, "计" * 200, "a\\u0000b", "/dev/zero"])
@pytest.mark.parametrize("line", ["extends = {}", "parts = [{}]"])
def test_a_name_that_no_file_can_have_is_a_sentence(tmp_path, name, line):
    path = tmp_path / "mine.toml"
    path.write_text(line.format(f'"{name}"'), encoding="utf-8")
    with pytest.raises(BadInputError):
        load_rule_set(path)
    with pytest.raises(BadInputError):
        load_rule_set(name)


def test_a_rule_set_that_extends_itself_is_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('extends = "mine"', encoding="utf-8")
    with refused("extends itself"):
        load_rule_set(path)


def test_an_unknown_name_lists_the_known_ones():
    with refused("regulated-bank"):
        load_rule_set("regulatd")


def test_drop_takes_a_rule_out(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('extends = "balanced"\nid = "mine"\ndrop = ["compliance.core-stable"]')
    assert all(one.key != "core-stable" for one in load_rule_set(path).compliance)


def test_a_text_may_be_in_any_languages_and_falls_back_to_english(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'extends = "balanced"\nname = { en = "Ours", de = "Unsere" }\n', encoding="utf-8"
    )
    name = load_rule_set(path).name
    assert name.say("de") == "Unsere"
    assert name.say("zh") == name.say("en") == "Ours"


def test_a_text_of_english_alone_is_a_text(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('extends = "balanced"\nname = "Ours"\n', encoding="utf-8")
    assert load_rule_set(path).name.say("zh") == "Ours"
