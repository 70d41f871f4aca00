"""The closing of the year: an insurer's closing systems are not cut over while they close it."""

from __future__ import annotations

from datetime import date

from planner.assessing import load_rule_set
from planner.assessing.closing import closing_waves, closings_of
from planner.model.programme import Freeze, Programme
from planner.model.scenario import Scenario
from planner.optimising.problem import ProblemDependency
from planner.pipeline import Sources, draft_study
from planner.wording import LANGUAGES, worded
from tests.assessing.assessing_cases import inventory, workload

TODAY = date(2026, 11, 30)
RULES = load_rule_set("balanced")
NAMES = ("IFRS 17 Calculation", "General Ledger", "Claims Management", "Broker Portal")


def draft(programme, **cells):
    loads = [workload(name, name, current_target="legacy", **cells.get(name, {})) for name in NAMES]
    return draft_study(Sources(inventory(*loads), programme, RULES, Scenario("a")), TODAY)


def closed(made):
    slots = made.programme.calendar(TODAY)
    days = [made.programme.cut_over_day(slot) for slot in slots]
    return {one.id: [days[wave - 1] for wave in one.closed_waves] for one in made.problem.workloads}


def test_an_insurer_s_books_are_left_alone_while_the_year_is_closed():
    made = draft(Programme(field="insurer"))
    days = closed(made)
    assert days["IFRS 17 Calculation"] == days["General Ledger"] != []
    assert all(date(2027, 1, 9) <= day <= date(2027, 3, 31) for day in days["General Ledger"][:1])
    assert all(day.month <= 3 for day in days["General Ledger"])
    assert days["Claims Management"] == days["Broker Portal"] == []
    said = [worded(one, "en") for one in made.assumptions]
    assert any("Closing of the year" in one and "Actuarial models" in one for one in said)
    for language in LANGUAGES:
        assert all(worded(one, language) for one in made.assumptions)


def test_freezes_of_one_s_own_take_its_place_and_other_fields_have_none():
    own = Freeze("Ours", date(2027, 5, 1), date(2027, 5, 9))
    for programme in (Programme(field="insurer", freezes=(own,)), Programme(field="manufacturer")):
        made = draft(programme)
        assert closings_of(made.programme) == ()
        assert not any(closed(made).values())


def test_a_date_or_a_pin_is_never_in_its_way():
    dated = {"General Ledger": {"latest_date": date(2027, 3, 5)}}
    assert closed(draft(Programme(field="insurer"), **dated))["General Ledger"] == []
    programme = draft(Programme(field="insurer")).programme
    days = [date(2027, month, 28) for month in range(1, 8)]
    kinds, free = {"A": "ledger", "B": "claims"}, (None, None)
    open_to = {"A": free, "B": free}
    needs = (ProblemDependency("B", "A"),)
    assert closing_waves(programme, days, kinds, open_to, needs) == {"A": (1, 2, 3)}
    assert closing_waves(programme, days, kinds, {**open_to, "B": (None, 2)}, needs) == {}
    assert closing_waves(programme, days[:3], kinds, open_to, needs) == {"A": (1,)}
    assert closing_waves(programme, days[:2], kinds, open_to, needs) == {}
