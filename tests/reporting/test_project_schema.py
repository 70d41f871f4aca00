"""plan.xml against the published schema's rules: order of elements, values, and one calendar.

The orders are those of Microsoft's Project 2007 XML Data Interchange Schema (mspdi_pj12), as far
as we write its elements; importers that validate refuse a file in another order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from planner.reporting.cut_over_days import OpenDays
from planner.reporting.figures import Figures
from planner.reporting.project_xml import NAMESPACE, draw_project_xml
from planner.reporting.schedule import schedule_of
from tests.reporting.studies import make_study
from tests.support.known import known

ORDERS: Final = {
    "Project": "SaveVersion UID Name Title Subject Category Company Manager Author CreationDate "
    "Revision LastSaved ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit "
    "CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID "
    "DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth OutlineCodes "
    "WBSMasks ExtendedAttributes Calendars Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "WorkingTime": "FromTime ToTime",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek "
    "MonthItem MonthPosition Month MonthDay DayWorking WorkingTimes",
    "TimePeriod": "FromDate ToDate",
    "Task": "UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel "
    "Priority Start Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven "
    "Recurring OverAllocated Estimated Milestone Summary Critical FixedCost FixedCostAccrual "
    "PercentComplete PercentWorkComplete Cost ActualStart ActualFinish ActualDuration "
    "ConstraintType CalendarUID ConstraintDate Deadline Notes HideBar Rollup PredecessorLink "
    "ExtendedAttribute",
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull MaxUnits Notes AvailabilityPeriods",
    "AvailabilityPeriod": "AvailableFrom AvailableTo AvailableUnits",
    "Assignment": "UID TaskUID ResourceUID PercentWorkComplete ActualFinish ActualStart Finish "
    "Milestone Notes Start Stop Resume Units Work WorkContour",
}
VALUES: Final = {
    "Duration": r"PT\d+H\d+M\d+S",
    "Work": r"PT\d+H\d+M\d+S",
    "Start": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "Finish": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "ConstraintDate": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "FromTime": r"\d\d:\d\d:\d\d",
    "ToTime": r"\d\d:\d\d:\d\d",
    "Type": r"[0-3]",
    "ConstraintType": r"[0-7]",
    "DayType": r"[0-7]",
    "FixedCostAccrual": r"[1-3]",
    "DurationFormat": r"7",
    "IsNull": r"[01]",
    "Summary": r"[01]",
    "Milestone": r"[01]",
    "PercentComplete": r"\d{1,3}",
    "CurrencyCode": r"[A-Z]{3}",
    "OutlineNumber": r"\d+(\.\d+)*",
}
LONGEST: Final = 512


def tag_of(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")


@pytest.fixture(scope="module", params=["en", "nasty"])
def root(request: pytest.FixtureRequest) -> Any:
    return ElementTree.fromstring(draw_project_xml(make_study(60, names=request.param), "en"))


def test_elements_stand_in_the_schema_s_order(root: Any) -> None:
    for element in root.iter():
        order = ORDERS.get(tag_of(element))
        if order is None:
            continue
        places = [order.split().index(tag_of(child)) for child in element]
        assert places == sorted(places), (tag_of(element), [tag_of(child) for child in element])
        assert tag_of(element[0]) == order.split()[0] or tag_of(element) == "WeekDay"


def test_values_have_the_schema_s_form(root: Any) -> None:
    for element in root.iter():
        pattern = VALUES.get(tag_of(element))
        if pattern is not None:
            assert re.fullmatch(pattern, element.text or ""), (tag_of(element), element.text)
        if tag_of(element) in ("Name", "Title", "Company"):
            assert len(element.text or "") <= LONGEST


@pytest.mark.parametrize("kind", ["Task", "Resource", "Assignment", "Calendar"])
def test_ids_are_unique(root: Any, kind: str) -> None:
    uids = [
        element.findtext(f"{{{NAMESPACE}}}UID") for element in root.iter(f"{{{NAMESPACE}}}{kind}")
    ]
    assert uids
    assert len(uids) == len(set(uids))


def text(one: Element, name: str) -> str:
    """Return what an element says under a name."""
    return known(one.findtext(f"{{{NAMESPACE}}}{name}"))


def test_a_team_without_stated_people_claims_none() -> None:
    study = make_study(60)
    teams = tuple(replace(team, days_per_wave=None) for team in study.programme.teams)
    limits = tuple(one for one in study.problem.wave_limits if not one.amount.startswith("days."))
    free = replace(
        study,
        programme=replace(study.programme, teams=teams),
        problem=replace(study.problem, wave_limits=limits),
    )
    tag, root = f"{{{NAMESPACE}}}", ElementTree.fromstring(draw_project_xml(free, "en"))
    found = list(root.iter(f"{tag}Resource"))
    assert found
    for one in found:
        assert one.find(f"{tag}MaxUnits") is None
        assert one.find(f"{tag}AvailabilityPeriods") is None
        assert "No capacity has been stated" in text(one, "Notes")
    hours, figures = 0.0, Figures(free)
    for one in root.iter(f"{tag}Assignment"):
        parts = re.fullmatch(r"PT(\d+)H(\d+)M0S", text(one, "Work"))
        assert parts is not None
        hours += int(parts[1]) + int(parts[2]) / 60
    assert hours / 8 == pytest.approx(figures.effort_days, abs=0.01 * len(figures.moving))


def test_starts_ends_and_durations_agree_with_the_calendar() -> None:
    study = make_study(60)
    open_days = OpenDays(study)
    tag = f"{{{NAMESPACE}}}"
    root = ElementTree.fromstring(draw_project_xml(study, "en"))
    schedule, cut_overs = schedule_of(Figures(study)), set()
    for task in root.iter(f"{tag}Task"):
        first = datetime.fromisoformat(text(task, "Start"))
        last = datetime.fromisoformat(text(task, "Finish"))
        days = open_days.count(first.date(), last.date())
        if task.findtext(f"{tag}Summary") == "1":
            continue  # spans what is below it, milestones on weekends among it
        if task.findtext(f"{tag}CalendarUID") == "2":  # on any day outside the freezes
            assert first == last
            days = 0
            if task.findtext(f"{tag}Name") == "Cut over":
                cut_overs.add(first.date())
                assert not open_days.frozen(first.date())
        elif task.findtext(f"{tag}Milestone") == "1":
            assert open_days.works(first.date())
            days = 0
        else:
            assert open_days.works(first.date())
            assert open_days.works(last.date())
        assert task.findtext(f"{tag}Duration") == f"PT{8 * days}H0M0S"
    assert cut_overs == {dates.cut_over for dates in schedule.moves.values()}


def test_freezes_close_the_calendar_of_the_cut_overs_alone() -> None:
    study = make_study(30)
    tag = f"{{{NAMESPACE}}}"
    root = ElementTree.fromstring(draw_project_xml(study, "en"))
    calendars = {one.findtext(f"{tag}UID"): one for one in root.iter(f"{tag}Calendar")}
    names = [one.findtext(f"{tag}Name") for one in calendars["2"].iter(f"{tag}Exception")]
    assert sorted(map(known, names)) == sorted(freeze.name for freeze in study.programme.freezes)
    assert not list(calendars["1"].iter(f"{tag}Exception"))


def test_units_of_a_team_add_up_to_no_more_than_its_people() -> None:
    study = make_study(150)
    figures, open_days = Figures(study), OpenDays(study)
    tag = f"{{{NAMESPACE}}}"
    root = ElementTree.fromstring(draw_project_xml(study, "en"))
    hours: dict[str, float] = {}
    units: dict[tuple[str, date], float] = {}
    for one in root.iter(f"{tag}Assignment"):
        team = text(one, "ResourceUID")
        work = re.fullmatch(r"PT(\d+)H(\d+)M0S", text(one, "Work"))
        assert work is not None
        hours[team] = hours.get(team, 0.0) + int(work[1]) + int(work[2]) / 60
        first, last = (
            datetime.fromisoformat(text(one, name)).date() for name in ("Start", "Finish")
        )
        for back in range((last - first).days + 1):
            day = first + timedelta(days=back)
            if open_days.works(day):
                key = (team, day)
                units[key] = units.get(key, 0.0) + float(text(one, "Units"))
    for uid, load in enumerate(figures.loads, start=1):
        assert hours[str(uid)] / 8 == pytest.approx(sum(load.days), rel=1e-3)
        periods = [
            float(text(one, "AvailableUnits"))
            for resource in root.iter(f"{tag}Resource")
            if resource.findtext(f"{tag}UID") == str(uid)
            for one in resource.iter(f"{tag}AvailabilityPeriod")
        ]
        for number, slot in enumerate(study.calendar):
            capacity, asked = load.capacity[number], load.days[number]
            if capacity is None or asked > capacity:
                continue  # the plan itself asks for more
            days = [day for team, day in units if team == str(uid)
                    and slot.first_day <= day <= slot.last_day]  # fmt: skip
            most = max((units[str(uid), day] for day in days), default=0.0)
            assert most <= periods[number] * 1.02
