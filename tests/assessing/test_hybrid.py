"""Hybrid is a front in public with a back in private: for what has both, and no way around."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.model.programme import Target
from planner.optimising.check import check_placement
from planner.wording import say, worded
from planner.wording.names import Names
from tests.assessing.assessing_cases import assessed, inventory, workload
from tests.assessing.test_problem import FRAME, RULES, SIZES, built

FRONT: dict[str, Any] = {"channel": "channel"}
BACK: dict[str, Any] = {
    "data_class": "confidential",
    "personal_data": "basic",
    "residency": "country",
}
OPEN = {"data_class": "internal", "personal_data": "none", "residency": "none"}


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({**FRONT, **BACK}, ""),
        ({"channel": "back_office", **BACK}, "no-front"),
        ({"channel": "batch", **BACK}, "no-front"),
        ({**FRONT, **OPEN}, "no-back"),
        ({**FRONT, **OPEN, "personal_data": "basic"}, ""),
        ({**FRONT}, ""),
        ({"channel": "batch", **OPEN, "current_target": "hybrid"}, ""),
    ],
)
def test_a_hybrid_is_for_what_has_a_front_and_a_back(cells: dict[str, Any], rule: str) -> None:
    found = assessed(RULES, workload("A", **{**SIZES, **cells})).workloads["A"]
    assert [one.rule for one in found.cases["hybrid"].forbidden] == ([rule] if rule else [])


def test_what_nobody_says_has_a_front_has_points_against_it() -> None:
    said, silent = (
        assessed(RULES, workload("A", "Zeus", **SIZES, **BACK, **front)).workloads["A"]
        for front in (FRONT, {})
    )
    assert not silent.cases["hybrid"].forbidden, "what is missing forbids nothing"
    parts = [
        one.cases["hybrid"].cost - one.cases["hybrid"].fit_cost - one.cases["hybrid"].money_cost
        for one in (said, silent)
    ]
    points = RULES.numbers["guessed_ban"] * silent.importance
    assert parts == pytest.approx([0.0, points])
    assert any(worded(note, "en").startswith("Nobody says") for note in silent.notes)


def _clouds(*capacities: float | None) -> tuple[Target, ...]:
    private = (
        Target(f"p{n}", "private", capacity={} if most is None else {"cpu_cores": most})
        for n, most in enumerate(capacities)
    )
    return (Target("legacy", "legacy"), *private, Target("hybrid", "hybrid"))


def test_the_back_of_a_hybrid_does_not_fit_into_a_full_private_cloud() -> None:
    """Ten cores are eight on hybrid, four of them at the back; half a core is left."""
    full = replace(FRAME, targets=_clouds(0.5))
    problem, _ = built(inventory(workload("A", **SIZES, **FRONT, **BACK)), full)
    assert list(check_placement(problem, {"A": "hybrid"}))
    assert not list(check_placement(problem, {"A": "legacy"}))


def test_it_stands_in_one_of_several_private_clouds() -> None:
    """8.5 cores of B on p0 and 4 at the back of A: 12.5 do not fit into 9 and 3."""
    given = inventory(workload("A", **SIZES, **FRONT, **BACK), workload("B", **SIZES))
    for last, clean in ((3.0, False), (3.5, True), (None, True)):
        problem, _ = built(given, replace(FRAME, targets=_clouds(9.0, last)))
        faults = list(check_placement(problem, {"A": "hybrid", "B": "p0"}))
        assert (not faults) == clean
        assert all(fault.id == "capacity.*.cpu_cores" for fault in faults)
    name = say(Names(FRAME).limit("capacity.*.cpu_cores"), "en")
    assert name.startswith("Capacity of all private clouds together")
