"""Support that is stated for an operating system whose maker has ended it is doubted."""

from __future__ import annotations

from datetime import date

import pytest

from planner.importing.doubts import find_doubts
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.model.support_ends import published_end
from planner.wording import LANGUAGES
from planner.wording.issues import issue_words

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("system", "end"),
    [
        ("Windows Server 2008 R2", date(2020, 1, 14)),
        ("Microsoft Windows 2012R2 Standard", date(2023, 10, 10)),
        ("RHEL7.9", date(2024, 6, 30)),
        ("Red Hat Enterprise Linux Server release 6.10", date(2020, 11, 30)),
        ("SUSE Linux Enterprise 12 SP5", date(2024, 10, 31)),
        ("AIX 7.1", date(2023, 4, 30)),
        ("AIX 7.2", None),
        ("Ubuntu 22.04", None),
        ("Linux", None),
        ("z/OS", None),
    ],
)
def test_published_ends_are_known_by_the_names_people_write(system, end):
    assert published_end(system) == end


def doubts(**values):
    one = Workload("A", "Alpha", values)
    found = find_doubts(Inventory(workloads=(one,)), Programme(), TODAY)
    return [issue for issue in found if issue.code == "support_end_published"]


@pytest.mark.parametrize(
    ("values", "doubted"),
    [
        ({"technology_support": "current"}, True),
        ({"support_end_date": date(2028, 1, 1)}, True),
        ({"technology_support": "current", "support_end_date": date(2028, 1, 1)}, True),
        ({"technology_support": "extended", "support_end_date": date(2028, 1, 1)}, False),
        ({"technology_support": "ended"}, False),
        ({"support_end_date": date(2020, 1, 1)}, False),
        ({}, False),
    ],
)
def test_what_is_said_to_be_in_support_past_its_published_end_is_doubted(values, doubted):
    found = doubts(operating_system="Windows Server 2008 R2", **values)
    assert bool(found) == doubted
    for issue in found:
        assert issue.fix is not None
        for language in LANGUAGES:
            assert "2020-01-14" in issue_words(issue, language)
    assert doubts(operating_system="Windows Server 2022", **values) == []
