"""What an operating system says of a workload, and a first word of whose test it is."""

from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.environments import environments_by_name, pairs_tested, recovery_pairs
from planner.assessing.values import MAINFRAMES, Facts
from tests.assessing.assessing_cases import workload

RULES = load_rule_set("balanced")
START = date(2027, 1, 4)


def read(field, **cells):
    return Facts(workload("A", **cells), None, "legacy", START, {}).value(field)


@pytest.mark.parametrize(
    ("system", "support"),
    [
        ("Windows Server 2008 R2", "ended"),
        ("Windows Server 2012 R2", "ended"),
        ("Windows Server 2016", "extended"),
        ("Windows Server 2019", None),
        ("Zzz 4", None),
    ],
)
def test_a_published_end_of_support_is_counted_where_nobody_states_one(system, support):
    assert read("technology_support", operating_system=system) == support
    stated = date(2030, 1, 1)
    told = {"operating_system": system, "support_end_date": stated}
    assert read("technology_support", **told) == "current"
    assert read("technology_support", operating_system=system, technology_support="current") == (
        "current"
    )


def test_what_runs_on_a_mainframe_alone_is_a_mainframe_program_unless_stated():
    for system in MAINFRAMES:
        assert read("architecture", operating_system=f"IBM {system.upper()} 2") == "mainframe"
    assert read("architecture", operating_system="z/OS", architecture="layered") == "layered"
    assert read("architecture", operating_system="AIX 7") is None
    tables = (dict(one.when).get("operating_system", ()) for one in RULES.strategies)
    assert tuple(MAINFRAMES) in tables


def test_a_first_word_tells_whose_test_and_recovery_it_is_where_one_alone_bears_it():
    kis, test, spare = (
        workload("K", "ORBIS KIS"),
        workload("T", "ORBIS Test"),
        workload("R", "ORBIS DR"),
    )
    assert environments_by_name((kis, test, spare)) == {"T": "test", "R": "recovery"}
    assert pairs_tested((kis, test)) == (("T", "K"),)
    assert list(recovery_pairs((kis, spare))) == [("R", "K")]
    ausfall = workload("R", "ORBIS Ausfallsystem")
    assert environments_by_name((kis, test, ausfall)) == {"T": "test", "R": "recovery"}
    both = (kis, workload("L", "ORBIS Labor"), test)
    assert environments_by_name(both) == {}
    assert pairs_tested(both) == ()
    exact = (kis, workload("O", "ORBIS"), test)
    assert pairs_tested(exact) == (("T", "O"),)
