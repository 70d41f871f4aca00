"""Settings, mappings and rules written by earlier versions of the program open for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

from planner.assessing import load_rule_set
from planner.importing import MappingBook
from planner.importing.matching.mapping import signature_of
from planner.model.rules import LocalText
from planner.settings import load_settings, save_settings

KEPT = Path(__file__).resolve().parents[1] / "kept"


def test_settings_of_the_first_version_are_kept(tmp_path: Path) -> None:
    place = Path(shutil.copy(KEPT / "settings-1.json", tmp_path / "settings.json"))
    found = load_settings(place)
    assert (found.language, found.scheme, found.page, found.who) == ("zh", "dark", "waves", "Li")
    assert found.recent == ("/home/li/bank.cmplan",)
    assert found.columns == ("cpu_cores", "data_class")
    assert found.column_widths == {"cpu_cores": 90}
    assert found.projects == {"/home/li/bank.cmplan": {"page": "waves"}}
    assert found.toured
    assert save_settings(found, place)
    assert load_settings(place) == found


def test_a_mapping_of_the_first_version_is_found_again() -> None:
    book = MappingBook.from_json((KEPT / "mapping-1.json").read_text("utf-8"), "mapping-1.json")
    headers = ["System", "Owner", "CPU (cores)", "Data class", "Go-live"]
    sheet = book.find(signature_of(headers))
    assert sheet is not None
    assert (sheet.header_row, sheet.kind, sheet.by_user) == (2, "workloads", True)
    assert [one.field for one in sheet.columns] == [
        "name",
        "business_owner",
        "cpu_cores",
        "data_class",
        None,
    ]
    assert MappingBook.from_json(book.to_json()) == book


def test_a_rules_file_with_both_languages_in_it_says_them() -> None:
    rules = load_rule_set(KEPT / "rules-1.toml")
    known = {one.key: one for one in rules.compliance}
    assert rules.name == LocalText("Harbour Bank", "港湾银行")
    assert known["children"].source == LocalText("Own policy 12", "本行制度第 12 号")
    assert known["mainframe"].reason == LocalText("Our mainframe stays.", "本行大型机保留。")
    assert known["mainframe"].name == LocalText("Mainframe", "大型机")
    assert "exit-plan" not in known
    assert rules.numbers["money_price"] == 0.08
