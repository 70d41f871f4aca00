"""Status of other tools read back: what it changes, and what does not fit."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from planner.editing.status import StatusTaken, take_status
from planner.importing.status import read_status
from planner.model.status import MoveStatus
from planner.model.study import Study
from planner.project import Document
from planner.reporting.figures import Figures
from planner.reporting.project_xml import NAMESPACE, WORKLOAD_FIELD, draw_project_xml
from planner.reporting.tickets import draw_jira_csv
from planner.reporting.workbook import draw_workbook
from planner.wording.status import status_heading, ticket_label
from tests.reporting.studies import make_study
from tests.support.refusals import refused

TODAY = date(2028, 6, 1)
DAY = date(2027, 4, 17)


@cache
def planned_study() -> Study:
    study = make_study(40)
    return replace(study, scenario=replace(study.scenario, progress=()))


@cache
def workbook_in(language: str) -> bytes:
    return draw_workbook(planned_study(), language)


@pytest.fixture
def study() -> Study:
    return planned_study()


def document(study: Study) -> Document:
    scenario = study.scenario
    return Document(inventory=study.inventory, scenarios=(scenario,), active=scenario.name)


def members(study: Study, wave: int) -> list[str]:
    return [key for key, number in (study.plan.wave or {}).items() if number == wave]


def taken(study: Study, *status: MoveStatus, files_win: bool = False) -> StatusTaken:
    return take_status(document(study), study, status, TODAY, files_win=files_win)


def keys(found: StatusTaken) -> list[str]:
    return [one.key.rpartition(".")[2] for one in found.conflicts]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tracker_filled_in_is_read_back(tmp_path: Path, study: Study, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_in(language)))
    sheet = next(one for one in book if status_heading("baseline", language) in
                 [cell.value for cell in one[1]])  # fmt: skip
    head = [cell.value for cell in sheet[1]]
    place = {key: head.index(status_heading(key, language)) + 1
             for key in ("id", "wave", "status", "actual", "actual_days")}  # fmt: skip
    for row in range(2, sheet.max_row):
        if sheet.cell(row, place["wave"]).value == 3:
            sheet.cell(row, place["status"]).value = "Done" if language == "en" else "已完成"
            sheet.cell(row, place["actual"]).value = DAY
            sheet.cell(row, place["actual_days"]).value = 10
    path = tmp_path / "tracked.xlsx"
    book.save(path)
    (wave,) = taken(study, *read_status([path])).operation.document.scenario.progress
    assert (wave.wave, wave.state, wave.actual_day) == (3, "done", DAY)
    assert set(wave.workloads) == set(members(study, 3))
    assert sum(wave.actual_effort_days.values()) == pytest.approx(10 * len(wave.workloads))


def test_a_tracker_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("编号,状态,实际割接日\nA1,已完成,2027-02-27\n", encoding="utf-8")
    (found,) = read_status((path,))
    assert (found.workload, found.actual_day) == ("A1", date(2027, 2, 27))


def test_a_tracker_nobody_touched_changes_nothing(tmp_path: Path, study: Study) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_in("en"))
    found = taken(study, *read_status([path]))
    assert (found.changes, found.conflicts) == ((), ())
    assert found.operation.document.scenario.progress == ()


def test_tickets_exported_are_read_back_by_their_label(tmp_path: Path, study: Study) -> None:
    header, *rows = list(csv.reader(io.StringIO(draw_jira_csv(study, "en").decode("utf-8-sig"))))
    labels = header.index("Labels")
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)  # as an export has it: a column a label, seconds, words of time
        writer.writerow(
            ["Issue key", "Summary", "Status", "Resolved", "Time Spent", *["Labels"] * 2]
        )
        for number, row in enumerate(rows):
            marks = row[labels].split(" ")
            done = marks[0] == "wave-3"
            state = ("Closed", "17/Apr/27 4:05 PM", "28800") if done else ("To Do", "", "")
            writer.writerow([f"MIG-{number}", row[3], *state, *marks[:2]])
    (wave,) = taken(study, *read_status([path])).operation.document.scenario.progress
    assert (wave.wave, wave.state, wave.actual_day) == (3, "done", DAY)
    assert sum(wave.actual_effort_days.values()) == pytest.approx(len(wave.workloads))


def test_a_word_of_a_trackers_own_is_told_and_counts_as_nothing(
    tmp_path: Path, study: Study
) -> None:
    first, second, third, *_ = members(study, 3)
    path = tmp_path / "export.csv"
    rows = f"{first},Ready for release,\n{second},,soon\n{third},erledigt,2027-04-17\n"
    path.write_text(f"ID,Status,Actual cut-over\n{rows}", encoding="utf-8")
    found = taken(study, *read_status([path]))
    assert keys(found)[:3] == ["no_state"] * 3
    assert [one.params["text"] for one in found.conflicts[:2]] == ["Ready for release", "soon"]


TAG = f"{{{NAMESPACE}}}"


def worked_through(study: Study, wave: int) -> ET.Element:
    """Return plan.xml with a wave marked done on a day, as much worked as was planned."""
    root = ET.fromstring(draw_project_xml(study, "en"))
    inside, uids = set(members(study, wave)), set()
    for task in root.iter(f"{TAG}Task"):
        field = task.find(f"{TAG}ExtendedAttribute")
        if field is None or field.findtext(f"{TAG}Value") not in inside:
            continue
        assert field.findtext(f"{TAG}FieldID") == WORKLOAD_FIELD
        uids.add(task.findtext(f"{TAG}UID"))
        complete = task.find(f"{TAG}PercentComplete")
        assert complete is not None
        complete.text = "100"
        if task.findtext(f"{TAG}Milestone") == "1":
            ET.SubElement(task, f"{TAG}ActualFinish").text = "2027-04-17T08:00:00"
    for one in root.iter(f"{TAG}Assignment"):
        if one.findtext(f"{TAG}TaskUID") in uids:
            ET.SubElement(one, f"{TAG}ActualWork").text = one.findtext(f"{TAG}Work")
    return root


def named(root: ET.Element, tag: str) -> list[ET.Element]:
    return list(root.iter(TAG + tag))


def untouched(root: ET.Element) -> None:
    pass


def numbered_anew(root: ET.Element) -> None:
    """As from a file into which the plan was put behind other projects."""
    for tag in ("UID", "ID", "TaskUID", "ResourceUID", "PredecessorUID"):
        for one in named(root, tag):
            one.text = str(int(one.text or "0") + 5000)


def filled_out(root: ET.Element) -> None:
    """Rows that are blank or switched off, and work that nobody is on, which is none."""
    (tasks,), (assignments,) = named(root, "Tasks"), named(root, "Assignments")
    blank = ET.SubElement(tasks, f"{TAG}Task")
    ET.SubElement(blank, f"{TAG}UID").text = "9000"
    ET.SubElement(blank, f"{TAG}IsNull").text = "1"
    off = copy.deepcopy(next(t for t in tasks if t.findtext(f"{TAG}Milestone") == "1"))
    ET.SubElement(off, f"{TAG}Active").text = "0"
    tasks.append(off)
    for task in list(tasks):
        idle = ET.SubElement(assignments, f"{TAG}Assignment")
        ET.SubElement(idle, f"{TAG}TaskUID").text = task.findtext(f"{TAG}UID")
        ET.SubElement(idle, f"{TAG}ResourceUID").text = "-65535"
        ET.SubElement(idle, f"{TAG}ActualWork").text = "PT168H0M0S"


def in_another_field(root: ET.Element) -> None:
    """As tools do that keep the name of a field and not its number."""
    for one in named(root, "FieldID"):
        one.text = "188743997"


def without_the_field(root: ET.Element) -> None:
    for parent in [*named(root, "Task"), root]:
        for tag in ("ExtendedAttribute", "ExtendedAttributes"):
            for one in parent.findall(TAG + tag):
                parent.remove(one)


def split(root: ET.Element) -> None:
    """The work of a move in steps of somebody's own, which hold no id, and their milestone."""
    (tasks,) = named(root, "Tasks")
    for task in list(tasks):
        field = task.find(f"{TAG}ExtendedAttribute")
        kind = [task.findtext(TAG + tag) for tag in ("Summary", "Milestone")]
        if field is not None and kind == ["0", "0"]:
            task.remove(field)
        if field is not None and kind == ["1", "0"]:
            mine = ET.Element(f"{TAG}Task")
            for tag, text in (
                ("UID", "8" + (task.findtext(f"{TAG}UID") or "")),
                ("Name", "Contract signed"),
                ("OutlineLevel", "3"),
                ("Milestone", "1"),
                ("PercentComplete", "0"),
            ):
                ET.SubElement(mine, TAG + tag).text = text
            tasks.insert(list(tasks).index(task) + 1, mine)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "saved",
    [
        untouched,
        numbered_anew,
        filled_out,
        in_another_field,
        without_the_field,
        split,
    ],
)
def test_ms_project_gives_days_and_effort_by_team(
    tmp_path: Path, study: Study, saved: Callable[[ET.Element], None], encoding: str
) -> None:
    root = worked_through(study, 3)
    saved(root)
    path = tmp_path / "plan.xml"
    path.write_bytes(ET.tostring(root, encoding, xml_declaration=True))
    found = taken(study, *read_status([path]))
    (wave,) = found.operation.document.scenario.progress
    assert (wave.wave, wave.state, wave.actual_day) == (3, "done", DAY)
    assert dict(wave.actual_effort_days) == pytest.approx(planned_days(study, 3), rel=1e-3)
    assert found.conflicts == ()


def planned_days(study: Study, wave: int) -> dict[str, float]:
    planned: dict[str, float] = {}
    for move in Figures(study).moving:
        for team, days in move.effort_days.items() if move.wave == wave else ():
            planned[team] = planned.get(team, 0.0) + days
    return planned


def test_work_of_people_in_place_of_teams_is_parted_as_it_was_planned(
    tmp_path: Path, study: Study
) -> None:
    root = worked_through(study, 3)
    for number, one in enumerate(named(root, "Resource")):
        name = one.find(f"{TAG}Name")
        assert name is not None
        name.text = f"Person {number}"
    path = tmp_path / "plan.xml"
    path.write_bytes(ET.tostring(root))
    (wave,) = taken(study, *read_status([path])).operation.document.scenario.progress
    assert dict(wave.actual_effort_days) == pytest.approx(planned_days(study, 3), rel=1e-3)


def test_the_own_form_of_a_project_tool_is_told_how_to_save(tmp_path: Path) -> None:
    path = tmp_path / "plan.MPP"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with refused("Save it there as XML"):
        read_status([path])


def test_a_state_of_ones_own_is_known_by_its_category(tmp_path: Path, study: Study) -> None:
    first, second, *_ = members(study, 3)
    path = tmp_path / "jira.csv"
    rows = "".join(
        f"{word},{category},{ticket_label(key)}\n"
        for key, word, category in (
            (first, "Rolled out", "Done"),
            (second, "Piloting", "In Progress"),
        )
    )
    path.write_text(f"Status,Status Category,Labels\n{rows}", encoding="utf-8")
    assert [(one.state, one.unread) for one in read_status([path])] == [
        ("done", ""),
        ("under_way", ""),
    ]


def test_a_wave_is_committed_until_all_its_moves_are_done(study: Study) -> None:
    first, *_ = members(study, 3)
    found = taken(study, MoveStatus(first, "done", DAY))
    (wave,) = found.operation.document.scenario.progress
    assert (wave.state, wave.actual_day) == ("committed", None)
    assert keys(found) == ["partly"]


def test_what_does_not_fit_is_told_and_left_out(study: Study) -> None:
    first, second, *_ = members(study, 3)
    stays = next(move.id for move in Figures(study).staying)
    found = taken(
        study,
        MoveStatus("nobody", "done"),
        MoveStatus(stays, "done", DAY),
        MoveStatus(first, "done", TODAY + timedelta(days=1)),
        MoveStatus(second, "done", DAY),
        MoveStatus(second, "under_way"),
    )
    assert keys(found) == ["unknown", "stays", "future", "twice"]
    (wave,) = found.operation.document.scenario.progress
    assert wave.state == "committed"


def test_the_project_keeps_its_record_unless_the_files_win(study: Study) -> None:
    said = [MoveStatus(key, "done", DAY) for key in members(study, 3)]
    done = taken(study, *said).operation.document.scenario.progress
    known = replace(study, scenario=replace(study.scenario, progress=done))
    later = [replace(one, actual_day=DAY + timedelta(days=3)) for one in said]
    kept = taken(known, *later)
    assert keys(kept) == ["recorded"]
    assert kept.operation.document.scenario.progress == done
    won = taken(known, *later, files_win=True)
    assert won.operation.document.scenario.progress[0].actual_day == DAY + timedelta(days=3)


def test_a_file_without_status_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Colour\nA,red\n", encoding="utf-8")
    with refused("holds no status"):
        read_status([path])


def test_tasks_that_name_no_workload_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "building.xml"
    path.write_text(
        f'<Project xmlns="{NAMESPACE}"><Tasks><Task><UID>1</UID><Name>Pour concrete</Name>'
        "<PercentComplete>100</PercentComplete></Task></Tasks></Project>",
        encoding="utf-8",
    )
    with refused("names no workload of a plan"):
        read_status([path])


@pytest.mark.parametrize("state", ["", "done"])
def test_a_plan_of_another_project_is_called_so_once(study: Study, state: str) -> None:
    found = taken(study, *(MoveStatus(f"other-{number}", state) for number in range(5)))
    assert keys(found) == ["foreign"]
    assert found.changes == ()
