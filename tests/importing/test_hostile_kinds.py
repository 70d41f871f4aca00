"""Files made to harm, or only strange: each is read as far as it goes, or refused by its reason."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from planner.errors import BadInputError
from planner.importing import Imported, import_files
from planner.importing.reading import webpage
from tests.importing.makers import write_ods, write_sheets
from tests.importing.makers_binary import write_xls
from tests.support.refusals import told

TODAY = date(2026, 11, 24)
APPS = (("Application", "Users"), ("Payments", 5), ("Ledger", 7))
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LIST = "Application,Cores,Depends on\nPayroll,4,Ledger\nLedger,8,\n"


def read(path: Path) -> Imported:
    return import_files([path], today=TODAY)


def names(path: Path) -> list[str]:
    return [one.name for one in read(path).inventory.workloads]


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as error:
        read(path)
    assert error.value.advice
    return told(error.value)


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_within_a_cell_of_a_web_page_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = "<table><tr><th>Application<th>Users<tr><td>Payroll<td>3</table>"
    page = f"<html><body><table><tr><td>The list: {inner} as of May</table></body></html>"
    assert names(written(tmp_path / "a.xls", page)) == ["Payroll"]


def test_tables_within_tables_without_end_are_answered(tmp_path: Path) -> None:
    page = "<html>" + "<table><tr><td>" * 20_000 + "x"
    assert "without a table" in refusal(written(tmp_path / "a.xls", page))


@pytest.mark.parametrize("span", ["colspan=900", "colspan=30 rowspan=900"])
def test_cells_of_a_web_page_that_span_far_more_than_a_list_are_named(
    tmp_path: Path, span: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpage, "_MOST_CELLS", 5_000)
    page = f"<table><tr><td>Application<td>Users{f'<tr><td {span}>A<td>4' * 200}</table>"
    assert "spread over" in refusal(written(tmp_path / "a.xls", page))


def test_zero_bytes_in_a_text_make_it_no_other_encoding(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", LIST.replace("Ledger", "Led\0ger"))
    assert names(path) == ["Payroll", "Ledger"]


@pytest.mark.parametrize("text", [LIST, "应用,核数\n核心账务系统与总账平台,8\n工资,4\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_text_in_two_byte_signs_is_known_without_a_mark(tmp_path, text, encoding) -> None:
    path = written(tmp_path / "a.csv", text.encode(encoding))
    assert len(names(path)) == 2


@pytest.mark.parametrize("content", ["content.xml", "encrypted-package"])
def test_an_open_document_with_a_password_is_called_so(tmp_path: Path, content: str) -> None:
    path = write_ods(tmp_path / "a.ods", "")
    manifest = b'<manifest:manifest><manifest:file-entry><manifest:encryption-data a="b"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(content, bytes(range(256)))
    assert "password" in refusal(path)


def test_an_old_workbook_with_a_password_is_called_so(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", (("Application", "Users"), ("Payments", 5.0)))
    data = path.read_bytes()
    at = data.index(struct.pack("<HH", 0x809, 16)) + 20
    locked = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)
    written(path, data[:at] + locked + data[at + len(locked) :])
    assert "password" in refusal(path)


def test_an_archive_without_a_workbook_is_no_empty_one(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", Apps=APPS)
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist() if name != "xl/workbook.xml"}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in kept.items():
            new.writestr(name, data)
    assert "cannot be read as a workbook" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_a_part_in_another_encoding_is_read_or_called_damaged(
    tmp_path: Path, encoding: str
) -> None:
    path = write_sheets(tmp_path / "a.xlsx", Apps=APPS)
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    text = kept[SHEET].decode().removeprefix(HEAD)
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{text}'
    with zipfile.ZipFile(path, "w") as new:
        for name, data in {**kept, SHEET: declared.encode(encoding)}.items():
            new.writestr(name, data)
    if encoding == "utf-8-sig":
        assert names(path) == ["Payments", "Ledger"]
    else:
        assert "cannot be read as a workbook" in refusal(path)
