"""plan.xml: the plan for the project office, in the XML that MS Project and its kin open.

Waves are summary tasks, moves their subtasks; what must come first is a finish-to-start link to
an earlier wave; freezes are exceptions of the calendar. Element order follows Microsoft's schema
(http://schemas.microsoft.com/project), which importers rely on.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.figures import WaveFigures
from planner.reporting.moves import Move
from planner.reporting.typesetting import printable
from planner.reporting.view import View
from planner.wording import has, say

__all__ = ["NAMESPACE", "draw_project_xml"]

NAMESPACE: Final = "http://schemas.microsoft.com/project"
_NAME: Final = 255
_HOURS: Final = 8
_WEEKEND: Final = 5
"""Saturday, as days of the week are counted here."""


def draw_project_xml(study: Study, language: str) -> bytes:
    """Return plan.xml; the same study gives the same bytes."""
    view = view_of(study, language)
    root = ET.Element("Project", xmlns=NAMESPACE)
    days = _Days(study)
    first, last = days.span(
        view.figures.first_day or study.made_on, view.figures.last_day or study.made_on
    )
    title = view.words.say("title")
    for tag, text in (
        ("SaveVersion", "14"),
        ("Name", "plan.xml"),
        ("Title", title),
        ("Company", printable(study.programme.organisation)[:_NAME]),
        ("CreationDate", f"{study.made_on.isoformat()}T00:00:00"),
        ("ScheduleFromStart", "1"),
        ("StartDate", _at(first, 8)),
        ("FinishDate", _at(last, 17)),
        ("CurrencyCode", study.inventory.currency),
        ("CalendarUID", "1"),
        ("DefaultStartTime", "08:00:00"),
        ("DefaultFinishTime", "17:00:00"),
        ("MinutesPerDay", "480"),
        ("MinutesPerWeek", "2400"),
        ("DaysPerMonth", "20"),
    ):
        _add(root, tag, text)
    _calendar(ET.SubElement(root, "Calendars"), view)
    uids = _tasks(ET.SubElement(root, "Tasks"), view, title, days)
    teams = _resources(ET.SubElement(root, "Resources"), view)
    _assignments(ET.SubElement(root, "Assignments"), view, uids, teams, days)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


class _Days:
    """The working days of the file's calendar: no weekends, no freezes.

    Whoever opens the file counts durations in them, so starts, ends and durations must agree.
    """

    def __init__(self, study: Study) -> None:
        self.freezes = study.programme.freezes

    def works(self, day: date) -> bool:
        """Whether a day is worked on."""
        frozen = any(item.first_day <= day <= item.last_day for item in self.freezes)
        return day.weekday() < _WEEKEND and not frozen

    def count(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both included."""
        span = range((last - first).days + 1)
        return sum(self.works(first + timedelta(days=offset)) for offset in span)

    def span(self, first: date, last: date) -> tuple[date, date]:
        """First and last working day between two; the two themselves where there is none."""
        if not self.count(first, last):
            return first, last
        while not self.works(first):
            first += timedelta(days=1)
        while not self.works(last):
            last -= timedelta(days=1)
        return first, last


def _calendar(calendars: ET.Element, view: View) -> None:
    calendar = ET.SubElement(calendars, "Calendar")
    _add(calendar, "UID", "1")
    _add(calendar, "Name", "Standard")
    _add(calendar, "IsBaseCalendar", "1")
    days = ET.SubElement(calendar, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        day = ET.SubElement(days, "WeekDay")
        _add(day, "DayType", str(number))
        working = 2 <= number <= 6
        _add(day, "DayWorking", "1" if working else "0")
        if working:
            times = ET.SubElement(day, "WorkingTimes")
            for start, end in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                time = ET.SubElement(times, "WorkingTime")
                _add(time, "FromTime", start)
                _add(time, "ToTime", end)
    freezes = view.study.programme.freezes
    if freezes:
        exceptions = ET.SubElement(calendar, "Exceptions")
        for freeze in freezes:
            item = ET.SubElement(exceptions, "Exception")
            _add(item, "EnteredByOccurrences", "0")
            period = ET.SubElement(item, "TimePeriod")
            _add(period, "FromDate", f"{freeze.first_day.isoformat()}T00:00:00")
            _add(period, "ToDate", f"{freeze.last_day.isoformat()}T23:59:00")
            _add(item, "Occurrences", "1")
            _add(item, "Name", printable(freeze.name)[:_NAME])
            _add(item, "Type", "1")
            _add(item, "DayWorking", "0")


def _tasks(tasks: ET.Element, view: View, title: str, days: _Days) -> dict[str, int]:
    """Write all tasks and return the UID of every move."""
    figures = view.figures
    first = figures.first_day or view.study.made_on
    last = figures.last_day or view.study.made_on
    _task(tasks, days, 0, title, 0, first, last, "", True, ())
    uids: dict[str, int] = {}
    number = 0
    for wave in figures.waves:
        number += 1 + len(wave.moves)
        start = number - len(wave.moves) + 1
        uids.update({move.id: start + place for place, move in enumerate(wave.moves)})
    needs: dict[str, list[int]] = {}
    for wave in figures.waves:
        for source, needed in wave.waits_on:
            needs.setdefault(source, []).append(uids[needed])
    for place, wave in enumerate(figures.waves, start=1):
        uid = uids[wave.moves[0].id] - 1
        name = view.words.say("wave.name", number=wave.number)
        begins = wave.slot.first_day
        _task(tasks, days, uid, name, 1, begins, wave.cut_over, f"{place}", True, ())
        for row, move in enumerate(wave.moves, start=1):
            _move(tasks, days, view, wave, move, uids[move.id], f"{place}.{row}", needs)
    return uids


def _move(
    tasks: ET.Element,
    days: _Days,
    view: View,
    wave: WaveFigures,
    move: Move,
    uid: int,
    outline: str,
    needs: Mapping[str, list[int]],
) -> None:
    key = f"common.strategy.{move.strategy}"
    strategy = say(key, view.words.language) if has(key) else move.strategy
    name = f"{view.workload_name(move.id)[:190]} → {view.target_name(move.target)} ({strategy})"
    done = wave.state == "done"
    _task(
        tasks,
        days,
        uid,
        name,
        2,
        wave.slot.first_day,
        wave.cut_over,
        outline,
        False,
        tuple(needs.get(move.id, ())),
        notes=view.reasons(move),
        cost_minor=0 if move.assessed.provisional else move.one_off_minor,
        done=done,
    )


def _task(
    tasks: ET.Element,
    days: _Days,
    uid: int,
    name: str,
    level: int,
    first: date,
    last: date,
    outline: str,
    summary: bool,
    needs: tuple[int, ...],
    *,
    notes: str = "",
    cost_minor: int = 0,
    done: bool = False,
) -> None:
    task = ET.SubElement(tasks, "Task")
    first, last = days.span(first, last)
    parts = [
        ("UID", str(uid)),
        ("ID", str(uid)),
        ("Name", printable(name)[:_NAME]),
        ("Type", "1"),
        ("IsNull", "0"),
        ("OutlineNumber", outline or "0"),
        ("OutlineLevel", str(level)),
        ("Start", _at(first, 8)),
        ("Finish", _at(last, 17)),
        ("Duration", f"PT{days.count(first, last) * _HOURS}H0M0S"),
        ("DurationFormat", "7"),
        ("Milestone", "0"),
        ("Summary", "1" if summary else "0"),
        ("FixedCost", f"{cost_minor}"),
        ("FixedCostAccrual", "3"),
        ("PercentComplete", "100" if done else "0"),
        ("ConstraintType", "0" if summary else "4"),
        ("CalendarUID", "-1"),
    ]
    if not summary:
        parts.append(("ConstraintDate", _at(first, 8)))
    if notes:
        parts.append(("Notes", printable(notes)))
    for tag, text in parts:
        _add(task, tag, text)
    for needed in needs:
        link = ET.SubElement(task, "PredecessorLink")
        _add(link, "PredecessorUID", str(needed))
        _add(link, "Type", "1")
        _add(link, "CrossProject", "0")
        _add(link, "LinkLag", "0")
        _add(link, "LagFormat", "7")


def _resources(resources: ET.Element, view: View) -> dict[str, int]:
    teams: dict[str, int] = {}
    for one in view.figures.loads:
        teams.setdefault(one.team, len(teams) + 1)
    for team, uid in teams.items():
        resource = ET.SubElement(resources, "Resource")
        _add(resource, "UID", str(uid))
        _add(resource, "ID", str(uid))
        _add(resource, "Name", printable(view.team_name(team))[:_NAME])
        _add(resource, "Type", "1")
        _add(resource, "IsNull", "0")
    return teams


def _assignments(
    assignments: ET.Element,
    view: View,
    uids: dict[str, int],
    teams: dict[str, int],
    working: _Days,
) -> None:
    number = 0
    for wave in view.figures.waves:
        first, last = working.span(wave.slot.first_day, wave.cut_over)
        for move in wave.moves:
            for team, days in move.effort_days.items():
                if days <= 0:
                    continue
                number += 1
                item = ET.SubElement(assignments, "Assignment")
                _add(item, "UID", str(number))
                _add(item, "TaskUID", str(uids[move.id]))
                _add(item, "ResourceUID", str(teams[team]))
                _add(item, "Finish", _at(last, 17))  # before the start: the schema's own order
                _add(item, "Start", _at(first, 8))
                minutes = round(days * _HOURS * 60)
                _add(item, "Work", f"PT{minutes // 60}H{minutes % 60}M0S")


def _at(day: date, hour: int) -> str:
    return f"{day.isoformat()}T{hour:02d}:00:00"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
