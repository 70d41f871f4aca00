"""Texts of rules files and field profiles: English in the file, other languages in a catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.model.rules import LocalText
from planner.shipped import templates_folder
from planner.wording import LANGUAGES, preset_text
from planner.wording.catalogue import FOLDER, read

OTHERS = [language for language in LANGUAGES if language != "en"]
WORDED = ("name", "note", "reason", "teams")
"""Keys of the files whose texts are words for people; sources may stand in English alone."""


def texts(table: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a file with the last name on its way."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from texts(value, name)
    elif isinstance(table, list):
        for value in table:
            yield from texts(value)
    elif isinstance(table, str) and table:
        yield key, table


def shipped() -> tuple[set[str], set[str]]:
    """What must be translated, and all strings there are."""
    fields = Path(str(files("planner.assessing.fields")))
    rules = templates_folder()
    places = [
        *rules.glob("rules/**/*.toml"),
        *fields.glob("*.toml"),
        *rules.glob("published/*.toml"),
    ]
    worded: set[str] = set()
    every: set[str] = set()
    for path in places:
        for key, text in texts(tomllib.loads(path.read_text("utf-8"))):
            every.add(text)
            if key in WORDED or path.name == "texts.toml":
                worded.add(text)
    return worded, every


def catalogue(language: str) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for message in read(FOLDER / language)
        if message.context == "preset"
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_a_preset_is_translated_and_none_is_too_many(language: str) -> None:
    (worded, every), own = shipped(), catalogue(language)
    assert sorted(worded - own.keys()) == [], "missing"
    assert sorted(own.keys() - every) == [], "in no file"
    assert [text for text, words in own.items() if not words] == [], "untranslated"


def test_a_preset_speaks_chinese_and_a_text_of_ones_own_stands_as_it_is() -> None:
    rules = {one.key: one for one in load_rule_set("balanced").compliance}
    assert rules["mainframe"].name == LocalText("Mainframe", "大型机")
    assert preset_text("Our own rule") == LocalText("Our own rule")
    assert preset_text("Our own rule").say("zh") == "Our own rule"


def test_a_rules_file_may_give_any_languages(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'extends = "balanced"\nid = "own"\nname = { en = "Ours", de = "Unsere" }\n', "utf-8"
    )
    rules = load_rule_set(path)
    assert (rules.name.say("en"), rules.name.say("de"), rules.name.say("zh")) == (
        "Ours",
        "Unsere",
        "Ours",
    )
    kept = {one.key: one for one in rules.compliance}
    assert kept["mainframe"].name.say("zh") == "大型机"
