"""Work items, calendar and wave lists: read back as the tools that take them would."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from planner.model.inventory import SourceFile
from planner.reporting.calendar_file import draw_calendar_file
from planner.reporting.cut_over_days import OpenDays, cut_over_days
from planner.reporting.figures import Figures
from planner.reporting.tickets import DEVOPS_ROWS, draw_devops_csv, draw_jira_csv
from planner.reporting.wave_lists import draw_wave_lists
from tests.reporting.studies import make_study


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_jira_has_epics_first_links_one_a_column_and_seconds() -> None:
    study = make_study(150)
    figures = Figures(study)
    header, *rows = rows_of(draw_jira_csv(study, "en"))
    ids = [row[0] for row in rows]
    assert len(set(ids)) == len(rows) == len(figures.waves) + len(figures.moving)
    kinds = [row[header.index("Issue Type")] for row in rows]
    assert kinds == sorted(kinds)  # an epic stands before its tasks
    epics = {row[0] for row in rows if row[2] == "Epic"}
    assert {row[1] for row in rows if row[2] == "Task"} == epics
    links = [place for place, name in enumerate(header) if name == "Link Blocks"]
    assert len(links) > 1
    linked = {(row[0], row[place]) for row in rows for place in links if row[place]}
    order = {row[0]: row[header.index("Due Date")] for row in rows}
    assert linked
    assert all(order[first] <= order[second] for first, second in linked)
    seconds = sum(int(row[header.index("Original Estimate")] or 0) for row in rows)
    assert abs(seconds - figures.effort_days * 8 * 3600) <= len(rows)


def test_devops_files_have_no_id_and_at_most_a_thousand_rows() -> None:
    files = [rows_of(data) for data in draw_devops_csv(make_study(1200), "en")]
    assert len(files) == 2
    assert all(found[0] == files[0][0] for found in files)
    assert "ID" not in files[0][0]
    assert len(files[0]) - 1 == DEVOPS_ROWS
    assert {row[0] for found in files for row in found[1:]} == {"Epic", "Task"}
    assert files[0][0][1:3] == ["Title 1", "Title 2"]
    for found in files:
        assert found[1][1]  # the first row has nothing above it
        header = found[0]
        target, finish = header.index("Target Date"), header.index("Finish Date")
        for row in found[1:]:
            assert bool(row[target]) == (row[0] == "Epic")
            assert bool(row[finish]) == (row[0] == "Task")
            assert bool(row[1]) != bool(row[2])
            assert row[0] == "Task" or row[1]


def test_sentences_of_a_task_end_as_its_language_ends_them() -> None:
    study = make_study(12)
    header, *rows = rows_of(draw_jira_csv(study, "zh"))
    said = [row[header.index("Description")] for row in rows if row[2] == "Task"]
    (header, *rows), *_ = map(rows_of, draw_devops_csv(study, "zh"))
    said += [row[header.index("Description")] for row in rows if row[0] == "Task"]
    assert said
    assert all("。" in one.splitlines()[0] and "." not in one.splitlines()[0] for one in said)


def test_devops_assigns_a_task_to_the_lead_that_jira_assigns_it_to() -> None:
    study = make_study(12)
    header, *rows = rows_of(draw_jira_csv(study, "en"))
    jira = [row[header.index("Assignee")] for row in rows]
    (header, *rows), *_ = map(rows_of, draw_devops_csv(study, "en"))
    devops = [row[header.index("Assigned To")] for row in rows]
    assert any(devops)
    assert sorted(devops) == sorted(jira)


def test_every_move_has_an_open_day_of_its_wave_and_groups_share_it() -> None:
    study = make_study(150)
    figures = Figures(study)
    days = cut_over_days(figures, OpenDays(study))
    for wave in figures.waves:
        for move in wave.moves:
            assert wave.slot.first_day <= days[move.id] <= wave.slot.last_day
            if wave.actual_day is None:
                frozen = study.programme.freezes
                assert not any(one.first_day <= days[move.id] <= one.last_day for one in frozen)
    for group in study.assessment.groups:
        moved = {key for key in group.workloads if key in days}
        waves = {figures.by_id[key].wave for key in moved}
        if len(waves) == 1:
            assert len({days[key] for key in moved}) == 1


def unfolded(data: bytes) -> list[str]:
    text = data.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_calendar_can_be_read_by_the_rules_of_its_format() -> None:
    study = make_study(40, names="nasty")
    lines = unfolded(draw_calendar_file(study, "zh"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    names = [line.split(":", 1)[0].split(";")[0] for line in lines]
    assert names.count("UID") == names.count("DTSTAMP") == names.count("BEGIN") - 1
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    stamps = {line for line in lines if line.startswith("DTSTAMP:")}
    assert stamps == {f"DTSTAMP:{study.made_on:%Y%m%d}T000000Z"}
    starts = [read_day(line) for line in lines if line.startswith("DTSTART;VALUE=DATE:")]
    ends = [read_day(line) for line in lines if line.startswith("DTEND;VALUE=DATE:")]
    assert all(first < after for first, after in zip(starts, ends, strict=True))
    assert set(cut_over_days(Figures(study), OpenDays(study)).values()) <= set(starts)


def read_day(line: str) -> date:
    return date.fromisoformat(line.split(":")[1])


def test_waves_go_back_in_the_form_the_inventory_came_in() -> None:
    study = make_study(12)
    assert draw_wave_lists(study, "en") == {}
    sources = (
        SourceFile("a.csv", "konveyor", ""),
        SourceFile("b.csv", "aws_migration_factory", ""),
    )
    back = replace(study, inventory=replace(study.inventory, sources=sources))
    found = draw_wave_lists(back, "en")
    header, *rows = rows_of(found["konveyor-waves.csv"])
    assert header[:2] == ["Record Type 1", "Application Name"]
    assert header[-1] == "Tag 20"
    assert {len(row) for row in rows} == {len(header)}
    figures = Figures(back)
    first = next(move for move in figures.moves if move.wave)
    row = next(row for row in rows if row[1] == first.name)
    assert row[header.index("Tag 1")] == f"W{first.wave}"
    assert row[header.index("Business Service")] == (first.workload.text("domain") or "")
    needs = {(row[1], row[5], row[6]) for row in rows if row[0] == "2"}
    assert len(needs) == len({(one.source, one.needed) for one in back.inventory.dependencies})
    assert {direction for *_, direction in needs} == {"southbound"}
    header, *rows = rows_of(found["aws-waves.csv"])
    assert len(rows) == len(figures.moving)
