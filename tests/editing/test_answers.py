"""Question sheets of owners: what they ask, and the answers taken back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.editing.answers import take_answers
from planner.importing.answers import read_answers
from planner.model.study import Study
from planner.project import Document
from planner.reporting.question_sheets import draw_question_sheets
from planner.wording.status import status_heading
from tests.reporting.studies import make_study
from tests.support.refusals import refused


@cache
def asked_study() -> Study:
    return make_study(18)


@cache
def sheets_in(language: str) -> Mapping[str, bytes]:
    return draw_question_sheets(asked_study(), language)


@pytest.fixture
def study() -> Study:
    return asked_study()


def document(study: Study) -> Document:
    return Document(inventory=study.inventory, scenarios=(study.scenario,))


def test_each_owner_is_asked_about_own_workloads_the_worthiest_first(study: Study) -> None:
    sheets = sheets_in("en")
    assert sheets == draw_question_sheets(study, "en")
    assert set(sheets) == {f"questions-{name}.xlsx" for name in ("Anna-Berg", "Chen-Jie", "Li-Wei")}
    worth = {(one.workload_id, one.field): one.worth for one in study.insights.questions}
    rows: list[tuple[Any, ...]]
    for name, data in sheets.items():
        asked, own = openpyxl.load_workbook(io.BytesIO(data))
        rows = list(asked.iter_rows(3, values_only=True))
        keys = [(row[0], row[-1]) for row in rows]
        assert len(set(keys)) == len(keys)
        shares = [worth.get(key, 0.0) for key in keys]
        assert shares == sorted(shares, reverse=True)
        mine = {row[0] for row in own.iter_rows(2, values_only=True)}
        for key, field in keys:
            workload = study.inventory.by_id[key]
            assert field not in workload.values
            assert key in mine
            owner = workload.text("technical_owner") or ""
            assert name == f"questions-{owner.replace(' ', '-')}.xlsx"


def filled(tmp_path: Path, name: str, language: str, *answers: str | float | date | None) -> Path:
    """Write the first answers into an owner's sheet and return where it lies."""
    data = sheets_in(language)[name]
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[2]]
    for row, answer in enumerate(answers, start=3):
        sheet.cell(row, head.index(status_heading("answer", language)) + 1).value = answer
    place = tmp_path / f"{len(list(tmp_path.iterdir()))}-{name}"
    book.save(place)
    return place


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_become_cells(tmp_path: Path, study: Study, language: str) -> None:
    place = filled(tmp_path, "questions-Li-Wei.xlsx", language, "120", 80, "  ")
    answers = read_answers([place])
    assert [one.value for one in answers] == [120.0, 80.0]
    taken = take_answers(document(study), answers)
    assert taken.operation is not None
    assert not taken.conflicts
    inventory = taken.operation.document.inventory
    for one in answers:
        assert inventory.by_id[one.workload].values[one.field] == one.value
        assert one.field in inventory.by_id[one.workload].edited


def test_answers_that_do_not_fit_are_told(tmp_path: Path, study: Study) -> None:
    first = filled(tmp_path, "questions-Li-Wei.xlsx", "en", 120, "soon")
    other = filled(tmp_path, "questions-Li-Wei.xlsx", "en", 90)
    answers = read_answers([first, other])
    taken = take_answers(document(study), answers)
    assert [one.key for one in taken.conflicts] == [
        "status.conflict.unread",
        "status.conflict.answered_twice",
    ]
    assert taken.operation is not None
    later = take_answers(taken.operation.document, read_answers([other]))
    assert [one.key for one in later.conflicts] == ["status.conflict.filled"]
    assert later.operation is None
    won = take_answers(taken.operation.document, read_answers([other]), files_win=True)
    assert len(won.changes) == 1


def test_a_file_that_asks_nothing_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "x.csv"
    place.write_text("ID,Answer\nA,1\n", encoding="utf-8")
    with refused("no question sheet"):
        read_answers([place])
