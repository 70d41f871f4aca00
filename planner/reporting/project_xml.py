"""plan.xml: the plan for the project office, in the XML that MS Project and its kin open.

Rows are those of :mod:`planner.reporting.project_rows`. What must come first is a finish-to-start
link between cut-overs. Two calendars: *Standard* has the working days without public holidays, and
work goes on in freezes; *Cut-overs* has every day outside the freezes. Teams are resources whose
units follow their capacity wave by wave. Element order follows Microsoft's schema
(http://schemas.microsoft.com/project), which importers rely on.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.cut_over_days import OpenDays
from planner.reporting.load import TeamLoad
from planner.reporting.project_rows import ProjectRow, project_rows
from planner.reporting.typesetting import printable
from planner.reporting.view import View

__all__ = ["NAMESPACE", "WORKLOAD_FIELD", "draw_project_xml"]

NAMESPACE: Final = "http://schemas.microsoft.com/project"
WORKLOAD_FIELD: Final = "188743731"
"""Number of the field Text1, which keeps the workload's id."""
_NAME: Final = 255
_HOURS: Final = 8
_STANDARD, _CUT_OVERS = "1", "2"
"""UIDs of the calendars."""


def draw_project_xml(study: Study, language: str) -> bytes:
    """Return plan.xml; the same study gives the same bytes."""
    view, open_days = view_of(study, language), OpenDays(study)
    rows = project_rows(view, open_days)
    drawer = _Drawer(view, open_days, {row.key: uid for uid, row in enumerate(rows)})
    root = ET.Element("Project", xmlns=NAMESPACE)
    drawer.head(root, rows[0])
    drawer.calendars(ET.SubElement(root, "Calendars"))
    drawer.tasks(ET.SubElement(root, "Tasks"), rows)
    drawer.resources(ET.SubElement(root, "Resources"))
    drawer.assignments(ET.SubElement(root, "Assignments"), rows)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


class _Drawer:
    """Writes the parts of the file; ``uids`` are those of the rows by key."""

    def __init__(self, view: View, open_days: OpenDays, uids: Mapping[str, int]) -> None:
        self.view = view
        self.open_days = open_days
        self.uids = uids
        self.teams = {load.team: uid for uid, load in enumerate(view.figures.loads, start=1)}

    def head(self, root: ET.Element, whole: ProjectRow) -> None:
        """Write what is said of the project as a whole."""
        study = self.view.study
        first, last = self._span(whole)
        for tag, text in (
            ("SaveVersion", "14"),
            ("Name", "plan.xml"),
            ("Title", whole.name),
            ("Company", printable(study.programme.organisation)[:_NAME]),
            ("CreationDate", f"{study.made_on.isoformat()}T00:00:00"),
            ("ScheduleFromStart", "1"),
            ("StartDate", _at(first, 8)),
            ("FinishDate", _at(last, 17)),
            ("CurrencyCode", study.inventory.currency),
            ("CalendarUID", _STANDARD),
            ("DefaultStartTime", "08:00:00"),
            ("DefaultFinishTime", "17:00:00"),
            ("MinutesPerDay", "480"),
            ("MinutesPerWeek", "2400"),
            ("DaysPerMonth", "20"),
        ):
            _add(root, tag, text)
        field = ET.SubElement(ET.SubElement(root, "ExtendedAttributes"), "ExtendedAttribute")
        _add(field, "FieldID", WORKLOAD_FIELD)
        _add(field, "FieldName", "Text1")
        _add(field, "Alias", self.view.words.say("col.id"))

    def calendars(self, calendars: ET.Element) -> None:
        """Write the working days, and the days on which cut-overs are open."""
        rest, work = self.open_days.holidays, self.open_days.made_up
        closed = [(day, day, self.view.words.say("project.holiday"), False) for day in rest]
        closed += [(day, day, self.view.words.say("project.made_up"), True) for day in work]
        _calendar(calendars, _STANDARD, "Standard", range(2, 7), closed)
        frozen = [
            (one.first_day, one.last_day, printable(one.name)[:_NAME], False)
            for one in self.view.study.programme.freezes
        ]
        name = self.view.words.say("project.cut_overs")
        _calendar(calendars, _CUT_OVERS, name, range(1, 8), frozen)

    def _span(self, row: ProjectRow) -> tuple[date, date]:
        """First and last day of a row that its calendar works; itself where there is none."""
        if row.any_day or not self.open_days.count(row.first, row.last):
            return row.first, row.last
        return self.open_days.working(row.first, 1), self.open_days.working(row.last, -1)

    def tasks(self, tasks: ET.Element, rows: Sequence[ProjectRow]) -> None:
        """Write every row with its links."""
        counts: list[int] = []
        for row in rows:
            counts = [*counts[: row.level], *[0] * (row.level - len(counts))]
            if row.level:
                counts[row.level - 1] += 1
            self._task(tasks, row, ".".join(map(str, counts)) or "0")

    def _task(self, tasks: ET.Element, row: ProjectRow, outline: str) -> None:
        task, uid = ET.SubElement(tasks, "Task"), str(self.uids[row.key])
        first, last = self._span(row)
        days = 0 if row.milestone else self.open_days.count(first, last)
        start = _at(first, row.hour)
        finish = start if row.milestone else _at(last, 17)
        parts = [
            ("UID", uid),
            ("ID", uid),
            ("Name", printable(row.name)[:_NAME]),
            ("Type", "1"),
            ("IsNull", "0"),
            ("OutlineNumber", outline),
            ("OutlineLevel", str(row.level)),
            ("Start", start),
            ("Finish", finish),
            ("Duration", f"PT{days * _HOURS}H0M0S"),
            ("DurationFormat", "7"),
            ("Milestone", "1" if row.milestone else "0"),
            ("Summary", "1" if row.summary else "0"),
            ("FixedCost", f"{row.cost_minor}"),
            ("FixedCostAccrual", "3"),
            ("PercentComplete", "100" if row.done else "0"),
        ]
        if row.actual is not None:
            parts += [("ActualStart", _at(row.actual, 8)), ("ActualFinish", _at(row.actual, 8))]
        parts.append(("ConstraintType", "0" if row.summary else "4"))
        parts.append(("CalendarUID", _CUT_OVERS if row.any_day else "-1"))
        if not row.summary:
            parts.append(("ConstraintDate", start))
        if row.notes:
            parts.append(("Notes", printable(row.notes)))
        for tag, text in parts:
            _add(task, tag, text)
        self._links(task, row)
        if row.workload:
            field = ET.SubElement(task, "ExtendedAttribute")
            _add(field, "FieldID", WORKLOAD_FIELD)
            _add(field, "Value", printable(row.workload)[:_NAME])

    def _links(self, task: ET.Element, row: ProjectRow) -> None:
        for needed in row.needs:
            link = ET.SubElement(task, "PredecessorLink")
            _add(link, "PredecessorUID", str(self.uids[needed]))
            _add(link, "Type", "1")
            _add(link, "CrossProject", "0")
            _add(link, "LinkLag", "0")
            _add(link, "LagFormat", "7")

    def resources(self, resources: ET.Element) -> None:
        """Write the teams with the people that their capacity means, wave by wave.

        A team of which nobody stated any has no units of its own, and says so.
        """
        for load in self.view.figures.loads:
            uid = str(self.teams[load.team])
            resource = ET.SubElement(resources, "Resource")
            _add(resource, "UID", uid)
            _add(resource, "ID", uid)
            _add(resource, "Name", printable(self.view.words.team(load.team))[:_NAME])
            _add(resource, "Type", "1")
            _add(resource, "IsNull", "0")
            people = self._people(load)
            if not people:  # one unit would be a claim, and overbooked at once
                _add(resource, "Notes", self.view.words.say("project.no_people"))
            else:
                _add(resource, "MaxUnits", f"{max(people):.2f}")
                periods = ET.SubElement(resource, "AvailabilityPeriods")
                for slot, units in zip(self.view.study.calendar, people, strict=True):
                    period = ET.SubElement(periods, "AvailabilityPeriod")
                    _add(period, "AvailableFrom", _at(slot.first_day, 0))
                    _add(period, "AvailableTo", f"{slot.last_day.isoformat()}T23:59:00")
                    _add(period, "AvailableUnits", f"{units:.2f}")

    def _people(self, load: TeamLoad) -> list[float]:
        """People of a team in each wave: person-days over working days, rounded up to hundredths.

        Empty where a wave has no limit.
        """
        people = []
        for slot, days in zip(self.view.study.calendar, load.capacity, strict=True):
            if days is None:
                return []
            working = self.open_days.count(slot.first_day, slot.last_day)
            people.append(math.ceil(100 * days / max(1, working) - 1e-9) / 100)
        return people

    def assignments(self, assignments: ET.Element, rows: Sequence[ProjectRow]) -> None:
        """Write who works on what, with how many of the team."""
        number = 0
        for row in rows:
            first, last = self._span(row)
            hours = max(1, self.open_days.count(first, last)) * _HOURS
            for team, days in row.days.items():
                if days <= 0:
                    continue
                number += 1
                item = ET.SubElement(assignments, "Assignment")
                _add(item, "UID", str(number))
                _add(item, "TaskUID", str(self.uids[row.key]))
                _add(item, "ResourceUID", str(self.teams[team]))
                _add(item, "Finish", _at(last, 17))  # before the start: the schema's own order
                _add(item, "Start", _at(first, 8))
                minutes = round(days * _HOURS * 60)
                _add(item, "Units", f"{minutes / 60 / hours:.4f}")
                _add(item, "Work", f"PT{minutes // 60}H{minutes % 60}M0S")


def _calendar(
    calendars: ET.Element,
    uid: str,
    name: str,
    working: Iterable[int],
    exceptions: Sequence[tuple[date, date, str, bool]],
) -> None:
    """Write a calendar: its working days (1: Sunday); (first, last, name, worked) of the others."""
    calendar = ET.SubElement(calendars, "Calendar")
    _add(calendar, "UID", uid)
    _add(calendar, "Name", name)
    _add(calendar, "IsBaseCalendar", "1")
    days, worked = ET.SubElement(calendar, "WeekDays"), set(working)
    for number in range(1, 8):
        day = ET.SubElement(days, "WeekDay")
        _add(day, "DayType", str(number))
        _add(day, "DayWorking", "1" if number in worked else "0")
        if number in worked:
            _times(day)
    if not exceptions:
        return
    parent = ET.SubElement(calendar, "Exceptions")
    for first, last, called, at_work in sorted(exceptions):
        item = ET.SubElement(parent, "Exception")
        _add(item, "EnteredByOccurrences", "0")
        period = ET.SubElement(item, "TimePeriod")
        _add(period, "FromDate", _at(first, 0))
        _add(period, "ToDate", f"{last.isoformat()}T23:59:00")
        _add(item, "Occurrences", str((last - first + timedelta(days=1)).days))
        _add(item, "Name", called)
        _add(item, "Type", "1")
        _add(item, "DayWorking", "1" if at_work else "0")
        if at_work:
            _times(item)


def _times(parent: ET.Element) -> None:
    times = ET.SubElement(parent, "WorkingTimes")
    for start, end in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
        time = ET.SubElement(times, "WorkingTime")
        _add(time, "FromTime", start)
        _add(time, "ToTime", end)


def _at(day: date, hour: int) -> str:
    return f"{day.isoformat()}T{hour:02d}:00:00"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
