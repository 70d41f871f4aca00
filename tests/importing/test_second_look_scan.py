"""The second look costs what the bytes cost, and sees values where the fast reader sees them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from planner.importing.reading import second_look
from planner.importing.reading.second_look import look_at
from planner.importing.reading.second_look_ods import is_open_document
from tests.support.refusals import refused

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VALUE = '<c r="A1"><v>1</v></c>'


def packed(
    rows: str, *, part="xl/worksheets/sheet1.xml", titles=("Apps",), styles=""
) -> io.BytesIO:
    """Return a workbook whose sheets all are one part with ``rows``."""
    sheets = "".join(
        f'<sheet name="{title}" sheetId="{n}" r:id="rId1"/>' for n, title in enumerate(titles, 1)
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        )
        if styles:
            archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
        archive.writestr(
            part, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    data.seek(0)
    return data


def one(rows: str, **given):
    (look,) = look_at(packed(rows, **given), "x.xlsx").sheets.values()
    return look


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{VALUE}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        f'<row>{VALUE}</row><row><c r="XFD1048576"><v>1</v></c></row>',
        f'<row r="1">{VALUE}</row><row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        f'<row r="1">{VALUE}</row><row r="1048576"><c r="XFD1048576"><v >1</v ></c></row>',
        f'<row r="1">{VALUE}</row><row r="1048576"><c\nr = "XFD1048576"\n><v>1</v\n></c></row>',
        f'<row>{VALUE}</row><row><c r="XFD1048576" t="inlineStr"><is ><t>x</t></is ></c></row>',
    ],
)
def test_a_value_far_away_is_seen_however_it_is_written(rows):
    assert one(rows).too_large


def test_a_part_is_found_whatever_the_case_of_its_name():
    rows = f'<row r="1">{VALUE}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert one(rows, part="xl/worksheets/SHEET1.xml").too_large


def test_two_sheets_of_one_name_are_refused():
    with refused("damaged"):
        look_at(packed(f"<row>{VALUE}</row>", titles=("Apps", "Apps")), "x.xlsx")


def test_styles_are_looked_up_and_not_tried_one_by_one():
    many = "".join(f'<xf numFmtId="{9 if n % 2 else 0}"/>' for n in range(20_000))
    rows = '<row r="1"><c r="A1" s="19999"><v>0.5</v></c><c r="B1" s="19998"><v>2</v></c></row>'
    assert one(rows, styles=f"<cellXfs>{many}</cellXfs>").percents == {(1, 0)}


@pytest.mark.parametrize("broken", ["<col ", "<c ", "<c>", "<row ", "<f ", "<v", "</c"])
def test_tags_that_never_end_are_passed_over(broken):
    look = one(f'<row r="1">{VALUE}{broken * 50_000}')
    assert look.last_row >= 1


def test_no_pattern_runs_over_the_next_tag():
    """``[^>]*`` and ``.*`` from each of many places take the square of the size."""
    patterns = [one for one in vars(second_look).values() if isinstance(one, re.Pattern)]
    assert len(patterns) > 8
    for pattern in patterns:
        text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
        assert "[^>]" not in text
        assert ".*" not in text


def test_an_open_document_is_known_by_what_it_holds():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", "<office:document-content/>")
    assert is_open_document(data.getvalue())
    assert not is_open_document(packed("<row/>").getvalue())
    assert not is_open_document(b"PK no archive")
