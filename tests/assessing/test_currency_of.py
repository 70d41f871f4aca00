"""The currency of an inventory that names none: that of its country, else asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.assessing.countries import currency_of
from planner.importing import import_files
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.pipeline import imported_sources
from samples.ugly import UGLY_CSV

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("cells", "currency"),
    [
        ({"current_target": "On-prem DC Zurich"}, "CHF"),
        ({"site": "Rechenzentrum Stuttgart"}, "EUR"),
        ({"regulations": ("FINMA",)}, "CHF"),
        ({"regulations": ("DORA", "GDPR")}, "EUR"),
        ({"protection_level": 3}, "CNY"),
        ({"current_target": "Equinix London"}, "GBP"),
        ({"site": "Warsaw"}, "PLN"),
        ({"current_target": "DC"}, ""),
    ],
)
def test_a_place_or_a_law_says_the_currency(cells, currency):
    inventory = Inventory(workloads=(Workload("A", "A", cells),))
    assert currency_of(inventory, Programme()) == currency


def read(tmp_path: Path, text: str):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return imported_sources(import_files([path], today=TODAY))


def test_an_inventory_in_zurich_is_not_in_yuan(tmp_path):
    sources = read(tmp_path, UGLY_CSV)
    assert sources.inventory.currency == "CHF"
    (told,) = (one for one in sources.issues if one.code.startswith("currency"))
    assert (told.code, told.params["currency"]) == ("currency_by_country", "CHF")


def test_what_names_a_currency_keeps_it_and_what_says_nothing_is_asked(tmp_path):
    named = read(tmp_path, "Application,Site,Run cost a year (USD)\nA,Zurich,1000\nB,Bern,5\n")
    assert named.inventory.currency == "USD"
    assert not any(one.code.startswith("currency") for one in named.issues)
    silent = read(tmp_path, "Application,Hosting,Run cost a year\nA,DC,1000\nB,DC,5\n")
    codes = [one.code for one in silent.issues if one.code.startswith("currency")]
    assert (silent.inventory.currency, codes) == ("CNY", ["currency_assumed"])
