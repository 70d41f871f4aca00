"""The programme entered by hand: cells, rows, settings, and what speaks of them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from planner.editing.programme import add_row, delete_rows, edit_programme, set_settings
from planner.editing.programme_tables import CURRENCY, SETTING_FIELDS, TABLES, cell_of, setting_of
from planner.errors import BadInputError
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Issue, Severity
from planner.model.programme import (
    Freeze,
    Pilot,
    PolicyLimit,
    PriceLine,
    Programme,
    Target,
    Team,
    WaveSlot,
)
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.presenting.programme_tables import programme_section
from planner.project import Document
from tests.support.refusals import refused

TODAY = date(2026, 3, 2)


@pytest.fixture
def document():
    pin = Decision("D1", DecisionKind.PIN_TARGET, ("A",), "public")
    return Document(
        inventory=Inventory(
            workloads=(
                Workload("A", "Core", {"current_target": "legacy", "team": "core"}),
                Workload("B", "Web", {"banned_targets": ("public", "hybrid")}),
            )
        ),
        programme=Programme(
            targets=(
                Target("legacy", "legacy"),
                Target("public", "public", capacity={"cpu_cores": 10.0}, closed=True),
            ),
            prices=(PriceLine("public", "cpu_core_year", 12_050.0, source="offer"),),
            limits=(PolicyLimit("roof", "one_off", ("public",), 500_000.0),),
            teams=(Team("core", "Core", 40.0, 120_000),),
            freezes=(Freeze("Year end", date(2026, 12, 15), date(2027, 1, 5)),),
        ),
        scenarios=(Scenario("base", decisions=(pin,)),),
        log=(pin,),
    )


def test_every_column_of_every_table_reads_an_attribute_that_is_there():
    for table in TABLES.values():
        for column in table.columns:
            cell_of(table, table.blank, column.key)
    usual = Programme()
    for field in set(SETTING_FIELDS) - {CURRENCY}:
        setting_of(usual, Scenario("base"), field.key)
    assert {field.key for field in SETTING_FIELDS} >= {"start", "wave_weeks", "ramp", "pilot"}


def test_every_attribute_of_the_programme_can_be_entered():
    known = {table.key for table in TABLES.values()} | {field.key for field in SETTING_FIELDS}
    elsewhere = {"standing"}
    assert {one.name for one in fields(Programme)} - elsewhere <= known


def test_a_cell_holds_what_the_column_says_and_the_rest_of_the_row_stays(document):
    edits: dict[tuple[int, str], Value | None] = {
        (1, "cpu_cores"): 64.0,
        (1, "ready_date"): date(2026, 9, 1),
        (0, "name"): "Hall 1",
    }
    made = edit_programme(document, "targets", edits)
    legacy, public = made.document.programme.targets
    assert legacy == Target("legacy", "legacy", "Hall 1")
    assert public == Target(
        "public", "public", ready_date=date(2026, 9, 1), capacity={"cpu_cores": 64.0}, closed=True
    )
    emptied = edit_programme(made.document, "targets", {(1, "cpu_cores"): None}).document
    assert emptied.programme.targets[1].capacity == {}
    assert made.replan


def test_money_is_shown_in_units_and_kept_in_minor_ones(document):
    table = TABLES["prices"]
    assert cell_of(table, document.programme.prices[0], "price") == 120.5
    made = edit_programme(document, "prices", {(0, "price"): 0.0125}).document
    assert made.programme.prices[0].price_minor == 1.25
    limit = TABLES["limits"]
    assert cell_of(limit, document.programme.limits[0], "at_most") == 5_000.0
    counted = edit_programme(document, "limits", {(0, "measure"): "count"}).document
    assert counted.programme.limits[0].at_most == 5_000.0


def test_a_target_called_otherwise_is_so_everywhere(document):
    made = edit_programme(document, "targets", {(1, "id"): "east"}).document
    assert made.programme.prices[0].target == "east"
    assert made.programme.limits[0].targets == ("east",)
    assert made.inventory.by_id["B"].names("banned_targets") == ("east", "hybrid")
    assert made.scenario.decisions[0].value == "east" == made.log[0].value


def test_a_team_called_otherwise_is_so_everywhere(document):
    made = edit_programme(document, "teams", {(0, "id"): "bank"}).document
    assert made.inventory.by_id["A"].values["team"] == "bank"


def test_rows_that_cannot_stand_are_refused(document):
    with refused("already"):
        edit_programme(document, "targets", {(1, "id"): "legacy"})
    with refused("empty"):
        edit_programme(document, "teams", {(0, "id"): None})
    with refused("ends before"):
        edit_programme(document, "freezes", {(0, "last_day"): date(2026, 12, 1)})
    with refused("least"):
        edit_programme(document, "limits", {(0, "at_least"): 6_000.0})


def test_a_freeze_without_an_end_is_one_day(document):
    made = edit_programme(document, "freezes", {(0, "last_day"): None}).document
    assert made.programme.freezes[0].last_day == date(2026, 12, 15)


def test_a_row_is_added_to_every_table_and_taken_out_again(document):
    for key, table in TABLES.items():
        before = table.rows(document.programme)
        made = add_row(document, key, TODAY).document
        assert len(table.rows(made.programme)) == len(before) + 1
        back = delete_rows(made, key, [len(before)]).document
        assert back.programme == document.programme


def test_a_wave_that_is_added_follows_the_last(document):
    once = add_row(document, "waves", TODAY).document
    twice = add_row(once, "waves", TODAY).document
    assert twice.programme.waves == (
        WaveSlot("W1", date(2026, 3, 2), date(2026, 4, 26)),
        WaveSlot("W2", date(2026, 4, 27), date(2026, 6, 21)),
    )


def test_a_row_like_another_has_an_id_of_its_own(document):
    made = add_row(document, "teams", TODAY, like=0).document
    assert made.programme.teams[1] == Team("team-2", "Core", 40.0, 120_000)


def test_a_target_in_use_does_not_go(document):
    with refused("Core"):
        delete_rows(document, "targets", [0])
    with refused("last"):
        delete_rows(document, "targets", [0, 1])


def test_settings_are_set_and_emptied(document):
    settings: dict[str, Value | None] = {
        "start": date(2026, 4, 1),
        "ramp": ("0.3", "0.6"),
        "wave_sizes": ("4", "12"),
        "pilot_max_workloads": 3,
    }
    made = set_settings(document, settings).document.programme
    assert (made.start, made.ramp, made.wave_sizes) == (date(2026, 4, 1), (0.3, 0.6), (4, 12))
    assert made.pilot == Pilot(max_workloads=3)
    assert setting_of(made, Scenario("base"), "ramp") == ("0.3", "0.6")
    off = set_settings(document, {"pilot": False}).document.programme
    assert off.pilot is None
    assert setting_of(off, Scenario("base"), "pilot") is False
    by = set_settings(document, {"preset": "aws-waves"}).document
    assert setting_of(by.programme, by.scenario, "preset") == by.scenario.preset == "aws-waves"
    assert set_settings(by, {"preset": None}).document.scenario.preset == ""
    with refused("aws-waves"):
        set_settings(document, {"preset": "nobody's"})
    assert set_settings(document, {"buffer": None}).document.programme.buffer == Programme().buffer


def test_a_ramp_is_shares(document):
    with refused("0 and 1"):
        set_settings(document, {"ramp": ("30",)})
    with refused("0 and 1"):
        set_settings(document, {"ramp": ("much",)})


def test_the_currency_is_entered_and_no_longer_in_doubt(document):
    told = Issue("currency_assumed", Severity.NOTE, params={"currency": "CNY"})
    document = replace(document, issues=(told,))
    made = set_settings(document, {"currency": " eur"}).document
    assert made.inventory.currency == "EUR"
    assert made.issues == ()
    (shown,) = (
        row["currency"]
        for row in programme_section(made, "calendar", "en").rows
        if "currency" in row
    )
    assert shown == "EUR"
    assert set_settings(made, {"currency": None}).document.inventory.currency == "CNY"
    with pytest.raises(BadInputError):
        set_settings(document, {"currency": "euro"})
