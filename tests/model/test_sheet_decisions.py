"""What the cells of an inventory decide is read as entries of the decision log."""

from __future__ import annotations

from planner.model.inventory import Inventory, Workload
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.model.sheet_decisions import sheet_decisions


def inventory(*workloads: Workload) -> Inventory:
    return Inventory(workloads=workloads)


def test_rows_with_one_value_and_reason_are_one_entry() -> None:
    rows = inventory(
        Workload("A", "A", {"pin_target": "private", "decision_reason": "contract"}),
        Workload("B", "B", {"pin_target": "private", "decision_reason": "contract"}),
        Workload("C", "C", {"pin_target": "private"}),
        Workload("D", "D", {"banned_targets": ("public", "hybrid"), "pin_wave": 2.0}),
        Workload("E", "E", {}),
    )
    found = sheet_decisions(rows, Scenario("base"))
    assert [(d.id, d.kind, d.workloads, d.value, d.reason) for d in found] == [
        ("cells.1", DecisionKind.PIN_TARGET, ("A", "B"), "private", "contract"),
        ("cells.2", DecisionKind.PIN_TARGET, ("C",), "private", ""),
        ("cells.3", DecisionKind.BAN_TARGET, ("D",), "public", ""),
        ("cells.4", DecisionKind.BAN_TARGET, ("D",), "hybrid", ""),
        ("cells.5", DecisionKind.PIN_WAVE, ("D",), "2", ""),
    ]
    assert all(d.active for d in found)


def test_what_was_typed_here_has_its_own_entry_and_what_is_overruled_is_not_in_force() -> None:
    rows = inventory(
        Workload("A", "A", {"pin_target": "private"}, edited=frozenset({"pin_target"})),
        Workload("B", "B", {"pin_target": "private"}),
    )
    pin = Decision("D1", DecisionKind.PIN_TARGET, ("B",), "public", "asked for", "Li Wei")
    (only,) = sheet_decisions(rows, Scenario("base", decisions=(pin,)))
    assert (only.workloads, only.active) == (("B",), False)
