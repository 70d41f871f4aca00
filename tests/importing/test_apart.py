"""Files of strangers are read in a child: whatever a parser does ends in one sentence."""

from __future__ import annotations

import os
import signal
import sys
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from planner.child_process import WorkerProcess
from planner.errors import BadInputError, CancelledError
from planner.importing.apart import GRACE_S, Budget, import_apart, read_apart
from planner.importing.imported import import_files
from planner.jobs import Stop
from tests.support.refusals import refused, told

TODAY = date(2026, 3, 2)


def count_for_ever() -> None:
    while True:
        pass


def take_memory() -> int:
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def abort() -> None:
    os.abort()


def refuse() -> None:
    key = "errors.file.there_is_no_file_path"
    raise BadInputError(key, "errors.advice.check_the_name", path="x")


def wait_to_be_ended() -> None:
    threading.Event().wait()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "apps.csv"
    path.write_text("Application,Cores\nPayroll,4\nLedger,8\n", encoding="utf-8")
    return path


def test_a_child_reads_what_this_process_would_read_or_refuse(small):
    """Each of the three in a process of its own would cost three starts."""
    reader = WorkerProcess(GRACE_S)
    try:
        here = import_files([small], today=TODAY)
        assert import_apart([small], today=TODAY, child=reader) == here
        with pytest.raises(BadInputError) as caught:
            read_apart(refuse, (), [small], child=reader)
        assert told(caught.value) == "There is no file x. Check the name."
    finally:
        reader.close()


@pytest.mark.usefixtures("spawned")
@pytest.mark.parametrize("work", [take_memory, abort])
def test_a_reader_without_measure_ends_in_a_sentence_that_names_the_file(work, small):
    with pytest.raises(BadInputError) as caught:
        read_apart(work, (), [small])
    assert str(small.name) in told(caught.value)


def be_killed_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "read"


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_reader_that_is_killed_is_started_once_more(small, tmp_path):
    assert read_apart(be_killed_once, (str(tmp_path / "mark"),), [small]) == "read"


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_reader_killed_twice_is_not_called_greedy(small):
    with pytest.raises(BadInputError) as caught:
        read_apart(be_killed, (), [small])
    for language, words in {"en": "ended unexpectedly", "zh": "意外中断"}.items():
        said = told(caught.value, language)
        assert words in said
        assert small.name in said


@pytest.mark.skipif(os.name == "nt", reason="processor time cannot be limited there")
def test_a_reader_without_end_is_ended_by_its_processor_time(small, monkeypatch):
    monkeypatch.setattr(Budget, "of", classmethod(lambda cls, paths: cls(1 << 28, 1)))
    with refused("time or memory"):
        read_apart(count_for_ever, (), [small])


def test_a_cancel_is_obeyed_whatever_the_reader_does(small):
    stop = Stop()
    threading.Timer(0.2, stop.cancel).start()
    with pytest.raises(CancelledError):
        read_apart(wait_to_be_ended, (), [small], stop)


def test_the_budget_grows_with_the_file_and_has_an_end(tmp_path, small):
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(1 << 30)
    none, little, much = (Budget.of(paths) for paths in ([], [small], [large]))
    assert none.memory_bytes <= little.memory_bytes < much.memory_bytes <= 3 << 30
    assert none.processor_s <= little.processor_s < much.processor_s <= 240


OFFICE = "application/vnd.openxmlformats"
CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{OFFICE}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{OFFICE}-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, sheet: str) -> Path:
    """Write a workbook of one sheet whose XML is given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
            '<sheet name="Apps" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return path


@pytest.mark.parametrize(
    "cell", ['<C R="XFD1048576"><v>1</v></C>', '<c r = "XFD1048576"><v>1</v></c>']
)
def test_a_cell_at_the_far_corner_never_takes_the_program_with_it(tmp_path, cell):
    first = '<row r="1"><c r="A1" t="str"><v>Application</v></c></row>'
    path = workbook(tmp_path / "far.xlsx", f'{first}<row r="1048576">{cell}</row>')
    outcome = said(path)
    assert outcome == "read" or "far.xlsx" in outcome


def said(path: Path) -> str:
    """Return what a person would read about the file."""
    try:
        import_apart([path], today=TODAY)
    except BadInputError as error:
        return told(error)
    return "read"


def loaded() -> bool:
    return "planner.importing.imported" in sys.modules


@pytest.mark.usefixtures("spawned")
def test_no_file_pays_for_what_the_program_loads_itself(small):
    """Words of every language are read on the import: seconds, where none are compiled."""
    assert read_apart(loaded, (), [small])
