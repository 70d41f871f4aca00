"""Binary workbooks (.xls, .xlsb) read right, show what is hidden, and stay bounded."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.errors import BadInputError
from planner.importing import Imported, import_files
from planner.importing.reading import guard, sheet_look
from planner.importing.reading.guard import MOST_SHEETS
from planner.importing.reading.second_look_binary import look_at_old_workbook
from planner.importing.reading.shared_texts import old_text_lengths
from tests.importing.makers_binary import write_xls, write_xlsb
from tests.support.refusals import refused

OFFICE = Path(__file__).with_name("data") / "office.xls"
APPS = (("Application", "Users"), ("Payments", 5.0), ("总账", 7.0), ("Cards", "#DIV/0!"))
BOTH = pytest.mark.parametrize(
    ("write", "ending", "last"),
    [(write_xls, ".xls", (65_535, 255)), (write_xlsb, ".xlsb", (1_048_575, 16_383))],
)
type Write = Callable[..., Path]


def read(path: Path) -> Imported:
    return import_files([path], today=date(2026, 11, 24))


def notes(imported: Imported) -> dict[str, int | None]:
    return {issue.code: issue.where.row for issue in imported.issues if issue.where}


def names(imported: Imported) -> list[str]:
    return [workload.name for workload in imported.inventory.workloads]


@BOTH
def test_a_binary_workbook_reads_as_any_other(
    tmp_path: Path, write: Write, ending: str, last: tuple[int, int]
) -> None:
    imported = read(write(tmp_path / f"a{ending}", APPS[:3]))
    assert names(imported) == ["Payments", "总账"]
    assert [issue.code for issue in imported.issues].count("binary_read") == 1


@BOTH
def test_hidden_rows_and_error_cells_are_seen(
    tmp_path: Path, write: Write, ending: str, last: tuple[int, int]
) -> None:
    imported = read(write(tmp_path / f"a{ending}", APPS, hidden={2}))
    found = notes(imported)
    assert found["error_cell"] == 4
    assert "hidden_rows" in found


@BOTH
def test_a_far_corner_is_refused_before_anything_is_built(
    tmp_path: Path, write: Write, ending: str, last: tuple[int, int]
) -> None:
    path = write(tmp_path / f"a{ending}", APPS, corner=last)
    with refused("spread over more than"):
        read(path)


@pytest.mark.parametrize("declared", [(0, 0xFFFFFFFF, 0, 0xFFFF), (11, 10, 0, 5), (0, 5, 9, 8)])
def test_declared_dimensions_are_not_taken_at_their_word(
    tmp_path: Path, declared: tuple[int, int, int, int]
) -> None:
    path = write_xls(tmp_path / "a.xls", APPS, declared=declared)
    with refused("damaged"):
        read(path)


def test_a_workbook_of_an_office_program(tmp_path: Path) -> None:
    imported = read(OFFICE)
    found = notes(imported)
    assert names(imported) == ["Payments", "总账 Ledger", "Hidden app", "Cards"]
    assert found["error_cell"] == 3
    assert {"hidden_rows", "hidden_sheet_passed_over", "binary_read"} <= set(found)
    look = look_at_old_workbook(OFFICE.read_bytes(), "office.xls").sheets["Apps"]
    assert (look.hidden_rows, look.hidden_columns, look.errors) == ({4}, {3}, {(3, 2): "#DIV/0!"})


@BOTH
def test_a_broken_copy_is_refused_with_a_sentence_or_read(
    tmp_path: Path, write: Write, ending: str, last: tuple[int, int]
) -> None:
    path = write(tmp_path / f"a{ending}", APPS)
    whole = path.read_bytes()
    for cut in range(4, len(whole), 97):
        for broken in (whole[:cut], whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]):
            path.write_bytes(broken)
            assert read_or_advised(path)


def read_or_advised(path: Path) -> bool:
    try:
        read(path)
    except BadInputError as error:
        return bool(error.advice)
    return True


def shared_texts(*texts: tuple[str, bool], cut: int = 0) -> list[bytes]:
    """The table of shared texts, rich ones with a run each; continued after so many characters."""
    table = struct.pack("<II", len(texts), len(texts))
    for text, rich in texts:
        table += struct.pack("<HB", len(text), 1 | 8 * rich)
        table += struct.pack("<H", 1) if rich else b""
        table += text.encode("utf-16-le") + (bytes(4) if rich else b"")
    if not cut:
        return [table]
    at = 8 + 3 + 2 * cut
    return [table[:at], b"\x01" + table[at:]]


@pytest.mark.parametrize("cut", [0, 3])
def test_shared_texts_of_an_old_workbook_are_measured_across_records(cut: int) -> None:
    records = shared_texts(
        ("Payments", False), ("总账", True), ("", False), ("Cards", True), cut=cut
    )
    assert list(old_text_lengths(records, "a.xls")) == [8, 2, 0, 5]
    with refused("damaged"):
        old_text_lengths([records[0][:15]], "a.xls")


def test_one_long_text_in_many_cells_of_an_old_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", [], shared=("x" * 50_000, 500))
    with pytest.MonkeyPatch.context() as patched, refused("texts in the cells"):
        patched.setattr(guard, "MOST_TEXT", 20_000_000)
        look_at_old_workbook(path.read_bytes(), "a.xls")
    few = read(write_xls(tmp_path / "b.xls", APPS, shared=("Loans", 3)))
    assert "Loans" in names(few)


def test_more_sheets_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", APPS, sheets=MOST_SHEETS + 1)
    with refused("unpacks to far more"):
        read(path)


def test_cells_written_over_and_over_in_one_place_are_counted(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sheet_look, "MOST_CELLS", 100)
    path = write_xls(tmp_path / "a.xls", [["A", "B"]] * 10, repeated=30)
    with refused("spread over more than"):
        look_at_old_workbook(path.read_bytes(), "a.xls")
