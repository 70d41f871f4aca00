"""Pins taken back and notes on workloads."""

from __future__ import annotations

from datetime import date

from planner.editing.decisions import pin_target, pin_wave
from planner.editing.pins import note_on, notes_of, unpin
from planner.model.inventory import Inventory, Workload
from planner.model.scenario import DecisionKind
from planner.project import Document

DAY = date(2026, 3, 2)
DOCUMENT = Document(
    inventory=Inventory(
        workloads=(Workload("A", "One", {"pin_target": "public"}), Workload("B", "Two"))
    )
)


def test_a_pin_is_taken_back_for_one_and_stays_for_the_others():
    pinned = pin_target(DOCUMENT, ["A", "B"], "private", "because", DAY).document
    both = pin_wave(pinned, ["A"], 2, "because", DAY).document
    made = unpin(both, ["A"], DecisionKind.PIN_TARGET)
    target, wave = made.document.scenario.decisions
    assert target.active
    assert target.workloads == ("B",)
    assert wave.active
    assert made.document.inventory.workloads[0].values == {}
    assert made.replan
    assert made.document.log == made.document.scenario.decisions


def test_a_pin_of_nobody_else_stands_no_more():
    pinned = pin_wave(DOCUMENT, ["A"], 2, "because", DAY).document
    made = unpin(pinned, ["A"], DecisionKind.PIN_WAVE).document
    assert not made.scenario.decisions[0].active
    assert made.inventory.workloads[0].values == {"pin_target": "public"}


def test_notes_are_told_by_workload_and_need_no_new_plan():
    once = note_on(DOCUMENT, ["A", "B"], "ask the vendor", DAY, "Li")
    assert not once.replan
    twice = note_on(once.document, ["B"], "done", DAY).document
    assert notes_of(twice.scenario.decisions) == {
        "A": ("ask the vendor",),
        "B": ("ask the vendor", "done"),
    }
