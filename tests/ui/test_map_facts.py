"""What the dependency map says: lanes, faults in the order of waves, cycles, hops, search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimising.problem import DependencyKind
from planner.presenting.map_facts import COLUMNS, RETIRES, STAYS, Mark, breaks_order, map_facts


@pytest.fixture(scope="module")
def study(studies):
    return studies.make_study(40)


@pytest.fixture(scope="module")
def facts(study):
    return map_facts(study.inventory, study.programme, study, study)


@pytest.mark.parametrize(
    ("kind", "source", "needed", "broken"),
    [
        (DependencyKind.BEFORE, 2, 2, False),
        (DependencyKind.BEFORE, 2, 3, True),
        (DependencyKind.EARLIER, 2, 2, True),
        (DependencyKind.EARLIER, 3, 2, False),
        (DependencyKind.TOGETHER, 2, 3, True),
        (DependencyKind.TOGETHER, 2, 2, False),
        (DependencyKind.FREE, 1, 5, False),
        (DependencyKind.BEFORE, None, 3, False),
        (DependencyKind.TOGETHER, 2, None, False),
    ],
)
def test_order_binds_where_both_move(kind, source, needed, broken) -> None:
    assert breaks_order(kind, source, needed) is broken


def test_lanes_are_targets_and_columns_waves(study, facts) -> None:
    assert facts.planned
    for spot in facts.layout.spots:
        lane = facts.layout.lanes[spot.lane].key
        column = facts.layout.columns[spot.column].key
        if study.assessment.workloads[spot.id].retires:
            assert column == RETIRES
            continue
        assert lane == study.plan.placement[spot.id]
        wave = study.plan.wave[spot.id]
        assert column == (STAYS if wave is None else str(wave))


def test_before_planning_lanes_are_where_it_is_and_columns_domains(study) -> None:
    facts = map_facts(study.inventory, study.programme, None, None)
    assert not facts.planned
    for spot, workload in zip(facts.layout.spots, study.inventory.workloads, strict=True):
        assert facts.layout.lanes[spot.lane].key == (workload.text("current_target") or "")
        assert facts.layout.columns[spot.column].key == (workload.text("domain") or "")


def test_a_checked_plan_has_no_fault_and_a_broken_one_shows_it(study, facts) -> None:
    assert not any(line.fault for line in facts.lines)
    line = next(
        line for line in facts.lines
        if facts.waves.get(line.source) is not None and facts.waves.get(line.needed) is not None
    )  # fmt: skip
    wave = {**study.plan.wave, line.source: 1, line.needed: 7}
    broken = replace(study, plan=replace(study.plan, wave=wave))
    shown = map_facts(study.inventory, study.programme, broken, broken)
    faults = {(one.source, one.needed) for one in shown.lines if one.fault}
    assert (line.source, line.needed) in faults
    assert Mark.FAULT in shown.marks[line.source]


def test_cycles_and_hubs_are_marked(study, facts) -> None:
    group = study.assessment.groups[0]
    for name in group.workloads:
        assert Mark.CYCLE in facts.marks[name]
    assert Mark.HUB in facts.marks[study.inventory.workloads[0].id]


def test_hops_follow_the_direction(facts) -> None:
    start = next(name for name in facts.needs if name in facts.needed_by)
    assert facts.hops([start], 0) == {start: 0}
    assert set(facts.hops([start], 1, "needs")) == {start, *facts.needs[start]}
    assert set(facts.hops([start], 1, "needed_by")) == {start, *facts.needed_by[start]}
    both = facts.hops([start], 1)
    assert set(both) == {start, *facts.needs[start], *facts.needed_by[start]}
    assert both.items() <= facts.hops([start], 2).items()
    assert facts.hops(["nobody"], 3) == {}


def test_search_wants_every_word_and_puts_beginnings_first(facts) -> None:
    found = facts.search("bank")
    assert found
    assert all("bank" in f"{name} {facts.names[name]}".lower() for name in found)
    assert facts.search("  ") == ()
    assert facts.search("bank nowhere-to-be-found") == ()
    first = facts.names[facts.search("mobile")[0]]
    assert first.lower().startswith("mobile")


def test_columns_are_waves_domains_or_layers(study):
    for columns in COLUMNS:
        facts = map_facts(study.inventory, study.programme, study, study, columns)
        assert facts.columns == columns
        assert len(facts.layout.spots) == len(study.inventory.workloads)
    layered = map_facts(study.inventory, study.programme, study, study, "layer")
    column = {spot.id: spot.column for spot in layered.layout.spots}
    lines = [line for line in layered.lines if line.source != line.needed]
    assert sum(column[line.needed] < column[line.source] for line in lines) > len(lines) / 2
    unplanned = map_facts(study.inventory, study.programme, study, None)
    assert unplanned.columns == "domain"
