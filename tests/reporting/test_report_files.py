"""Workbook, slides, project file, tables and JSON: whole, true to the study, harmless to open."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from planner.errors import CancelledError
from planner.jobs import Progress, Stop
from planner.optimising.plan_file import read_plan
from planner.optimising.problem_file import read_problem
from planner.reporting import FILE_NAMES, write_all, write_pdf
from planner.reporting.compose import view_of
from planner.reporting.cut_over_days import OpenDays
from planner.reporting.figures import Figures
from planner.reporting.plan_json import draw_json, study_to_json
from planner.reporting.project_rows import project_rows
from planner.reporting.project_xml import NAMESPACE, draw_project_xml
from planner.reporting.schedule import schedule_of
from planner.reporting.slides import draw_slides
from planner.reporting.tables_csv import draw_waves_csv
from planner.reporting.tickets import draw_jira_csv
from planner.reporting.typesetting import (
    NOT_AT_END,
    NOT_AT_START,
    break_places,
    load_typesetter,
    printable,
)
from planner.reporting.workbook import draw_workbook
from planner.reporting.workbook_sheets import SHEETS
from tests.reporting.studies import NASTY_NAMES, make_study, no_plan_study
from tests.support.refusals import refused

ROOT = Path(__file__).parents[2]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def charts(sheet: Any) -> list[Any]:
    return sheet._charts


def test_workbook_has_a_sheet_per_subject_with_filters_and_frozen_headers() -> None:
    study = make_study(40)
    book = opened(draw_workbook(study, "en"))
    assert len(book.sheetnames) == len(SHEETS) + len(Figures(study).loads)
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.freeze_panes is not None
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref
        assert [column.name for column in table.tableColumns] == [
            str(cell.value) for cell in sheet[1][: len(table.tableColumns)]
        ]
    assert [len(charts(book[name])) for name in ("Waves", "Costs by year")] == [1, 1]


def test_workbook_text_is_never_a_formula() -> None:
    study = make_study(40, names="nasty")
    book = opened(draw_workbook(study, "en"))
    formulas = {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    allowed = re.compile(
        r"=(SUBTOTAL|SUM|SUMIFS|SUMPRODUCT|COUNTIF|COUNTA|COUNT|IF\(ISNUMBER)\(|=[A-Z]+\d+[-/][A-Z]+\d+"
    )
    assert formulas
    assert all(allowed.match(str(formula)) for formula in formulas)
    names = {cell.value for cell in book["Workloads"]["B"]}
    assert {"=1+1", '<img src="file:///etc/passwd"/>', "@SUM(A1)"} <= names
    assert all(cell.hyperlink is None for cell in book["Workloads"]["B"])


def test_workbook_figures_are_those_of_the_study() -> None:
    study = make_study(40)
    book = openpyxl.load_workbook(io.BytesIO(draw_workbook(study, "en")), data_only=True)
    sheet = book["Workloads"]
    figures = Figures(study)
    rows: list[Any] = list(sheet.iter_rows(min_row=2, max_row=41, values_only=True))
    assert [row[0] for row in rows] == [move.id for move in figures.moves]
    assert round(sum(row[10] for row in rows) * 100) == figures.one_off_minor
    assert round(sum(row[9] or 0 for row in rows) * 100) == figures.run_after_minor
    total: list[Any] = [cell.value for cell in sheet[42]]
    assert round(total[10] * 100) == figures.one_off_minor
    summary: dict[Any, Any] = {
        row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)
    }
    assert round(summary["Run cost saved a year"] * 100) == figures.saving_year_minor


def test_workbook_summary_adds_up_the_right_rows() -> None:
    sheet = opened(draw_workbook(make_study(8), "en"))["Summary"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    saving = sheet.cell(rows["Run cost saved a year"], 2).value
    now, after = rows["Run cost a year, today"], rows["Run cost a year, after"]
    assert saving == f"=B{now}-B{after}"


def test_workbook_is_sound_in_structure() -> None:
    archive = zipfile.ZipFile(io.BytesIO(draw_workbook(make_study(40, names="nasty"), "zh")))
    assert archive.testzip() is None
    names = set(archive.namelist())
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    for override in types.iter(
        "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
    ):
        assert override.get("PartName", "").lstrip("/") in names
    for name in names:
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(archive.read(name))
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for link in ElementTree.fromstring(archive.read(name)):
                assert link.get("TargetMode") != "External"
                target = link.get("Target", "")
                place = (folder / target) if not target.startswith("/") else Path(target[1:])
                parts: list[str] = []
                for part in place.parts:
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in names
    for name in names:
        if name.startswith("xl/worksheets/sheet"):
            text = archive.read(name).decode()
            assert len(re.findall("<c ", text)) == len(set(re.findall(r'<c r="([A-Z]+\d+)"', text)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_slides_are_eight_to_ten_with_native_charts(language: str) -> None:
    study = make_study(150, names=language)
    deck: Any = Presentation(io.BytesIO(draw_slides(study, language)))
    assert 8 <= len(deck.slides) <= 10
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 4
    before, after = Figures(study).before, Figures(study).after
    values = [tuple(series.values) for series in charts[1].plots[0].series]
    assert sum(pair[0] for pair in values) == sum(before.values())
    assert sum(pair[1] for pair in values) == sum(after.values())
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                named = shape._element.nvGraphicFramePr.cNvPr
                assert named.get("descr") == slide.shapes.title.text_frame.text


@pytest.mark.parametrize("names", ["en", "zh", "nasty"])
def test_slides_draw_the_waves_as_shapes_and_speak(names: str) -> None:
    study = make_study(60, names=names)
    deck: Any = Presentation(io.BytesIO(draw_slides(study, "zh" if names == "zh" else "en")))
    assert len(deck.slides) == 10
    for slide in deck.slides:
        assert slide.has_notes_slide
        assert slide.notes_slide.notes_text_frame.text.strip()
        shown = [shape for shape in slide.shapes if shape.has_table]
        others = [shape for shape in slide.shapes if shape.has_chart or shape.has_text_frame]
        assert not shown or any(shape.has_chart for shape in others)  # none is a table alone
    gantt = deck.slides[4]
    diamonds = [shape for shape in gantt.shapes if "Diamond" in shape.name]
    waves = Figures(study).waves
    assert len(diamonds) == len(waves) + 1  # and one that says what they are
    tops = sorted(shape.top for shape in diamonds)[: len(waves)]
    assert len(set(tops)) == len(waves)


def test_slides_hold_what_is_on_them() -> None:
    deck: Any = Presentation(io.BytesIO(draw_slides(make_study(40, names="nasty"), "en")))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_slides_without_a_plan_tell_the_conflict() -> None:
    deck: Any = Presentation(io.BytesIO(draw_slides(no_plan_study(), "en")))
    assert len(deck.slides) == 1
    assert "No plan keeps every rule" in deck.slides[0].shapes.title.text_frame.text


def project(study: Any) -> Any:
    return ElementTree.fromstring(draw_project_xml(study, "en"))


def test_project_file_follows_the_schema_s_rules() -> None:
    study = make_study(150)
    root = project(study)
    tag = f"{{{NAMESPACE}}}"
    order = ["Calendars", "Tasks", "Resources", "Assignments"]
    assert [child.tag[len(tag) :] for child in root][-4:] == order
    tasks = root.findall(f"{tag}Tasks/{tag}Task")
    uids = [int(task.findtext(f"{tag}UID")) for task in tasks]
    assert uids == sorted(set(uids)) == list(range(len(uids)))
    finish = {}
    level = 0
    for task in tasks:
        uid = int(task.findtext(f"{tag}UID"))
        depth = int(task.findtext(f"{tag}OutlineLevel"))
        assert depth <= level + 1
        level = depth
        start, end = task.findtext(f"{tag}Start"), task.findtext(f"{tag}Finish")
        assert start <= end
        finish[uid] = (start, end)
        assert re.match(r"PT\d+H0M0S$", task.findtext(f"{tag}Duration"))
        assert task.findtext(f"{tag}Name")
    for task in tasks:
        uid = int(task.findtext(f"{tag}UID"))
        for link in task.findall(f"{tag}PredecessorLink"):
            needed = int(link.findtext(f"{tag}PredecessorUID"))
            assert finish[needed][1] <= finish[uid][0]
    teams = {item.findtext(f"{tag}UID") for item in root.findall(f"{tag}Resources/{tag}Resource")}
    assignments = root.findall(f"{tag}Assignments/{tag}Assignment")
    assert {item.findtext(f"{tag}ResourceUID") for item in assignments} == teams
    assert {int(item.findtext(f"{tag}TaskUID")) for item in assignments} <= set(uids)


def test_project_file_has_every_move_wave_and_freeze() -> None:
    study = make_study(40, names="nasty")
    root = project(study)
    tag = f"{{{NAMESPACE}}}"
    tasks = root.findall(f"{tag}Tasks/{tag}Task")
    figures = Figures(study)
    schedule = schedule_of(figures)
    keys = {row.key: row for row in project_rows(view_of(study, "en"), OpenDays(study))}
    assert len(tasks) == len(keys)
    assert {f"move-{move.id}" for move in figures.moving} <= set(keys)
    assert {f"go-{wave.number}" for wave in figures.waves} <= set(keys)
    assert {f"retire-{key}" for key in schedule.retirements} <= set(keys)
    for move in figures.moving:
        target = figures.target_by_id[move.target]
        dates, row = schedule.moves[move.id], keys[f"cut_over-{move.id}"]
        assert (f"ready-{move.target}" in row.needs) == bool(target.ready_date)
        assert row.first == dates.cut_over
    cost = sum(int(task.findtext(f"{tag}FixedCost")) for task in tasks)
    assert cost == figures.one_off_minor


def test_waves_table_has_every_workload() -> None:
    study = make_study(40)
    rows = list(csv.reader(io.StringIO(draw_waves_csv(study, "zh").decode("utf-8-sig"))))
    assert len(rows) == 41
    assert {len(row) for row in rows} == {16}
    figures = Figures(study)
    assert round(sum(float(row[9]) for row in rows[1:]) * 100) == figures.one_off_minor


@pytest.mark.parametrize("draw", [draw_waves_csv, draw_jira_csv])
def test_tables_hold_no_formula(draw: Any) -> None:
    rows = csv.reader(io.StringIO(draw(make_study(40, names="nasty"), "en").decode("utf-8-sig")))
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t")), cell


@settings(deadline=None)
@given(st.text(max_size=60))
def test_printable_text_can_stand_in_xml(text: str) -> None:
    shown = printable(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", shown)


@settings(deadline=None)
@given(st.text(alphabet="ab ，。（）《》核心系统!", min_size=1, max_size=80), st.integers(30, 200))
def test_lines_keep_the_text_and_the_rules_of_chinese(text: str, room: int) -> None:
    typesetter = load_typesetter("zh")
    assert "".join(break_places(text)) == text
    lines = typesetter.lines(text, 10.0, float(room))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    atoms_fit = all(typesetter.width(atom.rstrip(), 10.0) <= room for atom in break_places(text))
    for number, line in enumerate(lines):
        assert typesetter.width(line, 10.0) <= room + 0.01
        if atoms_fit and number and line:
            assert line[0] not in NOT_AT_START
        if atoms_fit and number < len(lines) - 1 and line:
            assert line[-1] not in NOT_AT_END


def test_amounts_and_their_unit_stay_on_one_line() -> None:
    typesetter = load_typesetter("zh")
    text = "全部系统的年运行成本目前为 13,488\u00a0万元，迁移完成后降至 9,415\u00a0万元。"
    for room in range(60, 400, 7):
        lines = typesetter.lines(text, 10.0, float(room))
        assert not any(line.endswith(("13,488", "9,415", "万")) for line in lines)
        assert not any(line.lstrip().startswith(("万", "元")) for line in lines)


def test_no_chinese_paragraph_ends_in_one_character() -> None:
    typesetter = load_typesetter("zh")
    text = "评审结果后再确认下一批次的全部安排并报经营管理委员会备案。"
    for room in range(90, 280, 3):
        lines = typesetter.lines(text, 10.0, float(room))
        assert len(lines) == 1 or len(lines[-1]) > 2


def plan_json_schema() -> jsonschema.Draft202012Validator:
    """Return the validator of what docs say of plan.json."""
    place = ROOT / "docs" / "schemas" / "plan-json.schema.json"
    return jsonschema.Draft202012Validator(json.loads(place.read_text(encoding="utf-8")))


@pytest.mark.parametrize("names", ["en", "zh", "nasty"])
def test_plan_json_keeps_its_schema(names: str) -> None:
    plan_json_schema().validate(json.loads(draw_json(make_study(40, names=names))))


def test_plan_json_without_a_plan_keeps_its_schema() -> None:
    plan_json_schema().validate(json.loads(draw_json(no_plan_study())))


def test_plan_json_says_null_where_no_bound_was_found() -> None:
    study = make_study(12)
    name = next(iter(study.plan.placement))
    why = replace(study.insights.why[name], second=None, second_interval=(1.5, math.inf))
    answers = {**study.insights.why, name: why}
    study = replace(study, insights=replace(study.insights, why=answers))
    data = json.loads(draw_json(study))
    assert data["insights"]["why"][name]["second_interval"] == [1.5, None]


def test_plan_json_says_the_study_s_numbers() -> None:
    study = make_study(40)
    data = study_to_json(study)
    assert data["summary"]["one_off_minor"] == Figures(study).one_off_minor
    assert data["plan"]["placement"] == dict(study.plan.placement)
    assert [row["name"] for row in data["workloads"]] == [w.name for w in study.inventory.workloads]
    assert date.fromisoformat(data["made_on"]) == study.made_on


def test_plan_json_says_once_what_workloads_share_and_leaves_the_problem_to_its_file() -> None:
    study = make_study(40)
    data = json.loads(draw_json(study))
    assert "problem" not in data
    assert len({json.dumps(one) for one in data["texts"]}) == len(data["texts"])
    for name, why in study.insights.why.items():
        told = data["insights"]["why"][name].get("here", [])
        found = [data["texts"][one["text"]]["key"] for one in told]
        assert found == [one.key for one in why.here]


def test_everything_is_written_whole_and_can_be_read_again(tmp_path: Path) -> None:
    study = make_study(12)
    seen: list[Progress] = []
    exported = write_all(study, tmp_path / "new" / "folder", "en", progress=seen.append)
    written = exported.written
    assert tuple(path.name for path in written) == FILE_NAMES
    assert not exported.failed
    visible = {path.name for path in written[0].parent.iterdir() if path.name[0] != "."}
    assert visible == set(FILE_NAMES)
    assert read_problem(written[0]) == study.problem
    assert dict(read_plan(written[1]).placement) == dict(study.plan.placement)
    assert seen[-1].fraction == 1.0


def test_cancelled_export_stops(tmp_path: Path) -> None:
    stop = Stop()
    stop.cancel()
    with pytest.raises(CancelledError):
        write_all(make_study(8), tmp_path, "en", stop=stop)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("x")
    with refused("is a file, not a folder"):
        write_all(make_study(8), place, "en")
    with refused("cannot be written"):
        write_pdf(make_study(8), place / "x.pdf", "en")


_HASHES = """
import hashlib, sys
from pathlib import Path
from tests.reporting.studies import make_study
from planner.reporting import write_all
for path in write_all(make_study(10, names="nasty"), sys.argv[1], "zh").written:
    print(path.name, hashlib.sha256(Path(path).read_bytes()).hexdigest())
"""


def test_same_study_gives_the_same_bytes_in_every_file(tmp_path: Path) -> None:
    """Here, and in a process with another order of sets and another time zone."""
    written = map(Path, write_all(make_study(10, names="nasty"), tmp_path / "here", "zh").written)
    here = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in written]
    there = subprocess.run(
        [sys.executable, "-c", _HASHES, str(tmp_path / "there")],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai", "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert here == there.splitlines()
    assert len(here) == len(FILE_NAMES)


def test_room_is_light_to_enter() -> None:
    code = (
        "import sys; import planner.reporting; "
        "heavy = {'reportlab', 'pptx', 'xlsxwriter', 'openpyxl', 'PySide6', 'numpy'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_nasty_names_are_all_in_the_nasty_study() -> None:
    names = [workload.name for workload in make_study(40, names="nasty").inventory.workloads]
    assert names[: len(NASTY_NAMES)] == list(NASTY_NAMES)
