"""Files that were made to do harm, or were harmed: refused with a sentence, in bounded memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.errors import BadInputError
from planner.importing import Imported, import_files
from planner.importing.reading import delimited, second_look, sheet_look
from planner.importing.values import cells
from planner.model.fields import FIELD_BY_KEY
from tests.importing.makers import (
    add_member,
    edit_member,
    ods_row,
    write_csv,
    write_ods,
    write_sheets,
)
from tests.support.refusals import told

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parents[2]
APPS = (("Application", "Users"), ("Payments", 5), ("Ledger", 7))
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path) -> Imported:
    return import_files([path], today=TODAY)


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as error:
        read(path)
    assert error.value.advice
    return told(error.value)


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_sheets(tmp_path / "a.xlsx", Apps=APPS)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_part_that_would_fill_the_memory_is_not_unpacked(
    book: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("_MOST_OF_A_HEAD", "_MOST_OF_STRINGS"):
        monkeypatch.setattr(second_look, limit, 4_000_000)
    assert "far more" in refusal(add_member(book, part, b" " * 5_000_000))


def test_a_part_that_holds_more_than_it_says_is_found_out(book: Path) -> None:
    add_member(book, "xl/sharedStrings.xml", bytes(90_000_000))
    data = bytearray(book.read_bytes())
    honest = struct.pack("<I", 90_000_000)
    assert data.count(honest) == 2
    book.write_bytes(data.replace(honest, struct.pack("<I", 1000)))
    assert "far more" in refusal(book)


def test_memory_stays_bounded_while_a_bomb_is_refused(tmp_path: Path) -> None:
    """60 MB of cells, in a process that may take 150 MB, with a limit in proportion."""
    path = tmp_path / "bomb.xlsx"
    write_sheets(path, Apps=APPS)
    row = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * 90 + b"</row>"
    add_member(path, SHEET, b"<worksheet><sheetData>" + row * 16_000 + b"</sheetData></worksheet>")
    code = (
        "import resource, sys; from datetime import date; from pathlib import Path\n"
        "from planner.errors import BadInputError\n"
        "from planner.importing import import_files\n"
        "from planner.importing.reading import sheet_look\n"
        "sheet_look.MOST_CELLS = 500_000\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (150_000_000, 150_000_000))\n"
        "try: import_files([Path(sys.argv[1])], today=date(2026, 1, 1))\n"
        "except BadInputError as error: print(error.sentence.key)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "spread_over" in done.stdout


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "&a;&a;&a;&a;">' % number for number in range(9))
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("bomb", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_xml_that_declares_entities_is_refused(book: Path, part: str, bomb: bytes) -> None:
    assert "declarations" in refusal(add_member(book, part, bomb + b"<x>&a;</x>"))


def test_models_that_declare_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.xml"
    for bomb in (LAUGHS, OUTSIDE):
        path.write_bytes(bomb + b"<model>&a;</model>")
        assert "declares entities" in refusal(path)


def test_a_million_rows_with_formats_alone_cost_nothing(book: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 120_000))
    edit_member(book, SHEET, b"</sheetData>", rows + b"</sheetData>")
    imported = read(book)
    assert (imported.count.read, len(imported.inventory.workloads)) == (2, 2)


@pytest.mark.parametrize("row", [65_536, pytest.param(1_048_576, marks=pytest.mark.slow)])
def test_a_cell_in_the_very_last_row_does_not_hide_the_list(book: Path, row: int) -> None:
    """Of an old sheet, or of any."""
    last = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row></sheetData>'.encode()
    imported = read(edit_member(book, SHEET, b"</sheetData>", last))
    assert [w.id for w in imported.inventory.workloads] == ["Payments", "Ledger", "1"]
    count = imported.count
    assert count.read == row - 1 == count.workloads + count.blank


def test_values_spread_over_the_whole_sheet_are_named_as_such(book: Path) -> None:
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert "spread over more than" in refusal(edit_member(book, SHEET, b"</sheetData>", last))


def test_a_sheet_is_read_to_its_last_column(tmp_path: Path) -> None:
    """Every hundredth of the 16,384 columns that a sheet can have is filled, and the very last."""
    path = tmp_path / "wide.xlsx"
    filled = [*range(100, 16_383, 100), 16_383]
    head: list[str | None] = ["Application", *[None] * 16_383]
    row: list[str | int | None] = ["Payments", *[None] * 16_383]
    for number in filled:
        head[number], row[number] = f"c{number}", number
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Apps")
    sheet.append(head)
    sheet.append(row)
    book.save(path)
    (workload,) = read(path).inventory.workloads
    assert workload.extra == {f"c{number}": str(number) for number in filled}


def test_a_text_file_with_more_columns_than_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", (("Application",), ("A", *range(20_000))))
    assert "20001 columns" in refusal(path)


def test_macros_and_links_are_named_and_left_alone(book: Path) -> None:
    path = book.rename(book.with_suffix(".xlsm"))
    add_member(path, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600))
    add_member(path, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert {"macros_ignored", "links_ignored"} <= codes(read(path))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.98])
def test_a_workbook_cut_short_is_damaged(book: Path, share: float) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert "damaged" in refusal(book)


def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path, book: Path) -> None:
    text = write_csv(tmp_path / "text.xlsx", APPS)
    packed = tmp_path / "packed.csv"
    packed.write_bytes(book.read_bytes())
    for path in (text, packed):
        assert [w.id for w in read(path).inventory.workloads] == ["Payments", "Ledger"]


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "cannot be read as a workbook" in refusal(path)


def test_a_file_that_fails_half_way_is_one_sentence(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert "cannot be read" in refusal(book)


def test_a_file_nobody_may_read_is_one_sentence(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert "may read it" in refusal(book)


def test_an_open_document_that_repeats_a_value_without_end_is_refused(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
        "<text:p>x</text:p></table:table-cell>"
    )
    body = ods_row(cell, given='table:number-rows-repeated="1048576"')
    path = write_ods(tmp_path / "a.ods", ods_row("Application") + body)
    assert "spread over more than" in refusal(path)


def test_open_documents_are_refused_where_they_declare_entities(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", ods_row("Application"))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    late = b"<?xml version='1.0'?><!--" + b"x" * 9000 + b"-->" + LAUGHS.partition(b"?>")[2]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", late + content.partition(b"?>")[2])
    path.write_bytes(out.getvalue())
    assert "declarations" in refusal(path)


@pytest.mark.parametrize("key", ["criticality", "cpu_cores", "retire_date", "pin_wave"])
def test_a_value_is_looked_for_in_the_first_words_of_a_cell(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patterns over a text of 40,000 characters can take the square of it."""
    seen: list[int] = []
    for name in ("_read_choice", "_read_number", "_read_day", "_read_flag"):
        read = getattr(cells, name)

        def noted(cell: object, *how: object, read: object = read) -> object:
            seen.append(len(str(cell)))
            return read(cell, *how)  # type: ignore[operator]

        monkeypatch.setattr(cells, name, noted)
    cells.read_column(["x" * 40_000, "5"], cells.Column(FIELD_BY_KEY[key]))
    assert 0 < max(seen) <= 500


@pytest.mark.parametrize(
    "inside",
    [
        '<text:p>x<text:s text:c="400000000"/></text:p>',
        f"<text:p>{'x' * 100_000}</text:p>",
    ],
)
def test_texts_of_an_open_document_are_counted_as_often_as_they_are_repeated(
    tmp_path: Path, inside: str
) -> None:
    given = 'office:value-type="string" table:number-columns-repeated="2000"'
    cell = f"<table:table-cell {given}>{inside}</table:table-cell>"
    path = write_ods(tmp_path / "a.ods", ods_row("Application") + ods_row(cell))
    assert "128 million characters" in refusal(path)


def test_sheets_of_an_open_document_are_counted_together(tmp_path: Path) -> None:
    far = ods_row("x", given='table:number-rows-repeated="200000"')
    wide = '<table:table-cell table:number-columns-repeated="20"/>'
    row = ods_row(wide, "y")
    sheets = "".join(f'</table:table><table:table table:name="s{n}">{row}{far}' for n in range(60))
    path = write_ods(tmp_path / "a.ods", ods_row("Application") + sheets)
    assert "spread over more than" in refusal(path)


def test_a_longer_list_than_an_inventory_is_named_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sheet_look, delimited):
        monkeypatch.setattr(module, "MOST_ROWS", 2)
    rows = (*APPS, ("Portal", 9))
    for path in (write_sheets(tmp_path / "a.xlsx", Apps=rows), write_csv(tmp_path / "a.csv", rows)):
        assert "filled rows" in refusal(path)
