"""The second look costs what the bytes cost, and sees values where the fast reader sees them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from planner.importing.reading import guard, sheet_look
from planner.importing.reading.container import Container
from planner.importing.reading.second_look import look_at
from planner.importing.reading.second_look_ods import is_open_document
from tests.support.refusals import refused

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VALUE = '<c r="A1"><v>1</v></c>'


def packed(
    rows: str, *, part="xl/worksheets/sheet1.xml", titles=("Apps",), styles="", strings=()
) -> Container:
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
        if strings:
            texts = "".join(f"<si><t>{text}</t></si>" for text in strings)
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        archive.writestr(
            part, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return Container(data.getvalue(), "x.xlsx")


def one(rows: str, **given):
    (look,) = look_at(packed(rows, **given)).sheets.values()
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
        look_at(packed(f"<row>{VALUE}</row>", titles=("Apps", "Apps")))


def test_styles_are_looked_up_and_not_tried_one_by_one():
    many = "".join(f'<xf numFmtId="{9 if n % 2 else 0}"/>' for n in range(20_000))
    rows = '<row r="1"><c r="A1" s="19999"><v>0.5</v></c><c r="B1" s="19998"><v>2</v></c></row>'
    assert one(rows, styles=f"<cellXfs>{many}</cellXfs>").percents == {(1, 0)}


@pytest.mark.parametrize("broken", ["<col ", "<c ", "<c>", "<row ", "<f ", "<v", "</c"])
def test_tags_that_never_end_are_damage(broken):
    with refused("damaged"):
        one(f'<row r="1">{VALUE}{broken * 50_000}')


def test_what_a_sheet_holds_besides_values():
    styles = '<numFmts><numFmt numFmtId="170" formatCode="[$€-2] #,##0"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>'
    look = one(
        '<row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>1+A1</f></c>'
        '<c r="C2" s="1"><v>0.5</v></c><c r="D2" s="2"><f>A1</f><v>7</v></c></row>'
        '<row><c><v>1</v></c><c s="1"/><c t="str"><f>A2</f></c></row>',
        styles=styles,
    )
    assert look.hidden_rows == {2}
    assert look.errors == {(2, 0): "#N/A"}
    assert look.uncached == {(2, 1): "1+A1"}
    assert look.percents == {(2, 2)}
    assert look.currencies == {"EUR": 1}
    assert (look.first_used, look.last_used, look.widest, look.rows, look.cells) == (2, 3, 4, 2, 4)


def test_a_prefix_hides_no_tag():
    assert one(f"<x:row xmlns:x='{MAIN}' r='3'><x:c r='B3'><x:v>1</x:v></x:c></x:row>").widest == 2


def test_a_text_used_often_counts_as_often_as_it_is_used():
    cells = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(200))
    with refused("128 million characters"):
        look_at(packed(cells, strings=["x" * 1_000_000]))
    assert one(cells, strings=["x" * 1000]).rows == 200


def test_a_list_longer_than_an_inventory_is_passed_over(monkeypatch):
    monkeypatch.setattr(sheet_look, "MOST_ROWS", 3)
    assert one("".join(f"<row>{VALUE.replace('A1', f'A{n}')}</row>" for n in range(1, 6))).too_long


def test_sheets_that_fit_one_by_one_may_be_too_much_together(monkeypatch):
    monkeypatch.setattr(guard, "MOST_CELLS", 10)
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>1</v></c></row>'
    assert one(corner).box == 9
    with refused("spread over"):
        look_at(packed(corner, titles=("A", "B", "C")))


def test_ranges_of_hidden_columns_do_not_add_up():
    heads = '<col min="1" max="16384" hidden="1"/>' * 20_000
    look = one(f"</sheetData><cols>{heads}</cols><sheetData><row>{VALUE}</row>")
    assert len(look.hidden_columns) == 16_384


def test_an_open_document_is_known_by_what_it_holds():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", "<office:document-content/>")
    assert is_open_document(Container(data.getvalue(), "x.ods"))
    assert not is_open_document(packed("<row/>"))


def test_the_fast_reader_is_given_what_was_looked_at_and_no_more():
    container = packed(f"<row>{VALUE}</row>", strings=["a"])
    look_at(container)
    with zipfile.ZipFile(io.BytesIO(container.packed_anew())) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
        ]
        assert VALUE.encode() in archive.read("xl/worksheets/sheet1.xml")


def archive_of(*parts: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, content in parts:
            archive.writestr(title, content)
    return data.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    with refused("damaged"):
        Container(archive_of(("a.xml", b"1"), ("A.xml", b"2")), "x.xlsx")


def test_a_part_whose_bytes_are_not_those_of_its_checksum_is_damaged():
    data = archive_of(("a.xml", b"some bytes of a part"))
    check = struct.pack("<L", zipfile.ZipFile(io.BytesIO(data)).getinfo("a.xml").CRC)
    with refused("damaged"):
        Container(data.replace(check, b"abcd"), "x.xlsx").read("a.xml", 100)


def test_a_part_is_not_read_past_its_limit():
    container = Container(archive_of(("a.xml", bytes(200))), "x.xlsx")
    assert container.read("A.XML", 200) == bytes(200)
    with refused("far more"):
        container.read("a.xml", 199)


def test_all_parts_together_have_a_limit(monkeypatch):
    monkeypatch.setattr("planner.importing.reading.container.MOST_BYTES", 300)
    container = Container(archive_of(("a.xml", bytes(200)), ("b.xml", bytes(200))), "x.xlsx")
    container.read("a.xml", 200)
    with refused("far more"):
        container.read("b.xml", 200)
