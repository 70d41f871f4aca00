"""Cards of a board in order and in groups."""

from __future__ import annotations

import pytest

from planner.model.inventory import Inventory, Workload
from planner.presenting.card_order import ORDERS, arranged
from planner.presenting.cards import Card


def card(key, name, *, wave=None, fit=0.0, risk=0.0, cost=0):
    return Card(
        key, name, "public", "public", None, wave is not None, wave, fit, cost, "", risk, 1.0,
        "", False, False, "", frozenset(),
    )  # fmt: skip


CARDS = (
    card("A", "Zeta", wave=2, fit=50.0, risk=1.0, cost=5),
    card("B", "Alpha", wave=1, fit=40.0, risk=9.0, cost=7),
    card("C", "Mid", fit=90.0),
)
INVENTORY = Inventory(
    workloads=(
        Workload("A", "Zeta", {"domain": "Cards", "criticality": "high"}),
        Workload("B", "Alpha", {"domain": "Loans", "criticality": "critical"}),
        Workload("C", "Mid", {"domain": "Cards"}),
    )
)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("wave", "BAC"),
        ("name", "BCA"),
        ("fit", "CAB"),
        ("risk", "BAC"),
        ("one_off", "BAC"),
        ("domain", "CAB"),
        ("criticality", "BAC"),
    ],
)
def test_cards_stand_in_order(order, ids):
    assert order in ORDERS
    assert "".join(one.id for one in arranged(CARDS, INVENTORY, order, "en")) == ids


def test_a_group_has_a_colour_and_its_value_on_the_card():
    found = {one.id: (one.facet, one.tint) for one in arranged(CARDS, INVENTORY, "domain", "en")}
    assert found == {"A": ("Cards", 0), "B": ("Loans", 1), "C": ("Cards", 0)}
    none = {one.id: one.tint for one in arranged(CARDS, INVENTORY, "criticality", "zh")}
    assert none == {"A": 1, "B": 0, "C": -1}


def test_a_group_of_a_team_is_called_by_its_name():
    rows = tuple(Workload(one.id, one.name, {"team": "core"}) for one in CARDS[:2])
    found = arranged(CARDS, Inventory(workloads=rows), "team", "en", lambda key: f"team of {key}")
    assert [one.facet for one in found] == ["team of core", "team of core", ""]
