"""Targets, teams, limits and prices that stand twice: the first row counts, the reader is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner import pipeline
from planner.importing import write_workbook
from samples.tiny import tiny_inventory, tiny_programme

TODAY = date(2026, 11, 25)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.xlsx"
    write_workbook(path, tiny_inventory("en"), tiny_programme("en"), (), "en")
    return path


def repeat_row(path: Path, sheet: str, first_cell: str, change: str | None) -> None:
    """Write a row a second time below itself, its second cell changed where something is given."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    row = next(cell.row for cell in page["A"] if cell.value == first_cell)
    page.insert_rows(row + 1)
    for cell in page[row]:
        page.cell(row + 1, cell.column, cell.value)
    if change is not None:
        page.cell(row + 1, 2, change)
    book.save(path)


def test_a_target_that_stands_twice_counts_once(workbook: Path) -> None:
    repeat_row(workbook, "Targets and prices", "private", "Public cloud")
    sources, _ = pipeline.import_sources([workbook], TODAY)
    assert [target.id for target in sources.programme.targets].count("private") == 1
    told = [issue for issue in sources.issues if issue.code == "repeated"]
    assert [issue.params["text"] for issue in told] == ["private"]
    assert told[0].where.sheet == "Targets and prices"
    assert pipeline.draft_study(sources, TODAY).problem.targets


def test_a_row_that_says_the_same_twice_is_no_doubt(workbook: Path) -> None:
    repeat_row(workbook, "Targets and prices", "private", None)
    sources, _ = pipeline.import_sources([workbook], TODAY)
    assert not [issue for issue in sources.issues if issue.code == "repeated"]
    assert [target.id for target in sources.programme.targets].count("private") == 1


def test_two_workbooks_of_our_own_are_read_together(workbook: Path, samples: Path) -> None:
    sources, _ = pipeline.import_sources([workbook, samples / "regional-bank.xlsx"], TODAY)
    ids = [target.id for target in sources.programme.targets]
    assert len(ids) == len(set(ids))
    assert pipeline.draft_study(sources, TODAY).problem.workloads
