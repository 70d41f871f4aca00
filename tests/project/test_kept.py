"""Projects saved by every earlier schema of the program open for ever; one file is kept of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.project import read_document, write_document
from planner.project.migrations import SCHEMA

KEPT = Path(__file__).with_name("kept")


def test_a_file_is_kept_of_every_schema_up_to_todays():
    assert {path.stem for path in KEPT.glob("*.cmplan")} == {
        f"schema-{number}" for number in range(1, SCHEMA + 1)
    }


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.cmplan")), ids=lambda path: path.stem)
def test_a_kept_project_opens_with_all_that_was_in_it(path, tmp_path):
    document = read_document(path)
    assert document.name == "Lakeside Commercial Bank"
    assert len(document.inventory.workloads) == 8
    assert [one.name for one in document.scenarios] == ["base", "cheaper"]
    assert document.active == "cheaper"
    assert document.parked == ("Who owns the mainframe?",)
    assert [one.reason for one in document.log] == [
        "The board has seen this.",
        "The contract says so.",
    ]
    first = document.inventory.by_id["MBANK"]
    assert first.number("cpu_cores") == 12.0
    assert "cpu_cores" in first.edited
    for scenario in document.scenarios:
        assert scenario.plan is not None
        assert scenario.plan.placement.keys() == document.inventory.by_id.keys()
    again = tmp_path / "again.cmplan"
    write_document(document, again)
    assert read_document(again) == document
