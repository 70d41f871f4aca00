"""plan.xml against the published schema's rules: order of elements, values, and one calendar.

The orders are those of Microsoft's Project 2007 XML Data Interchange Schema (mspdi_pj12), as far
as we write its elements; importers that validate refuse a file in another order.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from defusedxml import ElementTree
from studies import make_study

from planner.reporting.figures import Figures
from planner.reporting.project_xml import NAMESPACE, draw_project_xml

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
    "ConstraintType CalendarUID ConstraintDate Deadline Notes HideBar Rollup PredecessorLink",
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull",
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


def test_starts_ends_and_durations_agree_with_the_calendar() -> None:
    study = make_study(60)
    tag = f"{{{NAMESPACE}}}"
    root = ElementTree.fromstring(draw_project_xml(study, "en"))

    def works(day: datetime) -> bool:
        frozen = any(
            freeze.first_day <= day.date() <= freeze.last_day for freeze in study.programme.freezes
        )
        return day.weekday() < 5 and not frozen

    spans = set()
    for task in root.iter(f"{tag}Task"):
        first = datetime.fromisoformat(task.findtext(f"{tag}Start"))
        last = datetime.fromisoformat(task.findtext(f"{tag}Finish"))
        assert works(first)
        assert works(last)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        assert task.findtext(f"{tag}Duration") == f"PT{8 * sum(map(works, days))}H0M0S"
        spans.add((first.date(), last.date()))
    cut_overs = {wave.cut_over for wave in Figures(study).waves}
    assert {last for _, last in spans} <= {
        day - timedelta(days=back) for day in cut_overs for back in range(3)
    }
