"""The principles of order: who goes before whom, what is left out, and how a plan keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing import load_rule_set
from planner.assessing.graph import components
from planner.assessing.method import principles_kept
from planner.assessing.order import with_wished
from planner.assessing.principles import PRINCIPLES
from planner.model.inventory import Dependency
from planner.model.programme import Pilot, Programme
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import DependencyKind, ProblemDependency
from planner.pipeline import Sources, draft_study
from planner.wording import worded
from tests.assessing.assessing_cases import START, inventory, workload

RULES = load_rule_set("balanced")
FRAME = Programme(start=START, wave_count=6, pilot=Pilot(max_risk=100.0, excluded_criticality=()))
TODAY = date(2026, 12, 1)
COMMON = "common_service"
BEFORE, EARLIER = DependencyKind.BEFORE, DependencyKind.EARLIER


def drafted(*loads, needs=(), scenario=None, programme=FRAME):
    found = inventory(*loads, needs=tuple(needs))
    return draft_study(Sources(found, programme, RULES, scenario or Scenario("a")), TODAY)


def order(draft):
    return {(d.source, d.needed, d.kind) for d in draft.problem.dependencies if d.weight == 0}


BANK = (
    workload("IAM", archetype="identity", criticality="critical"),
    workload("LAKE", archetype="data_platform"),
    workload("MART", archetype="data_warehouse"),
    workload("U1", archetype="business_platform", risk=1),
    workload("U2", archetype="business_platform", criticality="critical"),
    workload("U3", archetype="business_platform", criticality="high"),
    workload("APP"),
)
NEEDS = (
    Dependency("APP", "IAM", interface=COMMON),
    Dependency("MART", "LAKE", interface="batch"),
)


def test_foundations_data_platform_and_pilots_become_an_order_without_weight():
    found = order(drafted(*BANK, needs=NEEDS))
    assert ("APP", "IAM", BEFORE) in found
    assert ("MART", "LAKE", BEFORE) in found
    pilots = {(one, two) for one, two, kind in found if kind is EARLIER}
    first = {two for _, two in pilots}
    assert len(first) == 1
    assert {one for one, _ in pilots} | first == {"U1", "U2", "U3"}


@pytest.mark.parametrize("key", ["order.foundations", "order.data_platform", "order.pilots"])
def test_each_is_switched_off_by_dropping_its_rule(key):
    dropped = Scenario("a", decisions=(Decision("1", DecisionKind.DROP_RULE, (), key),))
    every, rest = (
        order(drafted(*BANK, needs=NEEDS)),
        order(drafted(*BANK, needs=NEEDS, scenario=dropped)),
    )
    assert rest < every


def test_readiness_counts_in_delay_and_can_be_switched_off():
    ready = workload("R", architecture="microservice", containers="fully", data_class="public")
    raw = workload("W", architecture="monolith", containers="none", data_class="core")

    def delays(scenario):
        return {
            one.id: one.delay("private")
            for one in drafted(ready, raw, scenario=scenario).problem.workloads
        }

    off = Scenario("a", decisions=(Decision("1", DecisionKind.DROP_RULE, (), "order.readiness"),))
    with_it, without = delays(None), delays(off)
    assert with_it["R"] - without["R"] > with_it["W"] - without["W"]


def test_the_ramp_keeps_critical_systems_out_of_the_first_fifth_but_not_foundations():
    draft = drafted(*BANK, needs=NEEDS)
    (limit,) = (one for one in draft.problem.wave_limits if one.id == "order.ramp")
    assert limit.at_most == (0.0, 0.0, None, None, None, None)
    late = {one.id for one in draft.problem.workloads if one.amount("order.late", "private")}
    assert late == {"U2"}
    short = drafted(*BANK, needs=NEEDS, programme=replace(FRAME, wave_count=4))
    assert all(one.id != "order.ramp" for one in short.problem.wave_limits)


def test_a_wish_that_dates_speak_against_is_left_out_and_said():
    late = workload("IAM", archetype="identity", earliest_date=date(2027, 9, 1))
    soon = workload("APP", latest_date=date(2027, 4, 30))
    draft = drafted(late, soon, needs=(Dependency("APP", "IAM", interface=COMMON),))
    assert ("APP", "IAM", BEFORE) not in order(draft)
    assert any("left out" in worded(note, "en") for note in draft.notes)


@settings(max_examples=80)
@given(st.data())
def test_wishes_never_make_a_group(data):
    """Groups (components of the order) are the same with wishes as without."""
    ids = [f"N{n}" for n in range(7)]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1])
    kinds = st.sampled_from([BEFORE, DependencyKind.TOGETHER, DependencyKind.FREE])
    firm = [
        ProblemDependency(one, two, data.draw(kinds))
        for one, two in data.draw(st.lists(pair, max_size=8))
    ]
    wished = [
        ProblemDependency(one, two, data.draw(st.sampled_from([BEFORE, EARLIER])))
        for one, two in data.draw(st.lists(pair, max_size=12, unique=True))
    ]
    kept, left_out = with_wished(ids, firm, wished, lambda one: True)
    assert kept[: len(firm)] == tuple(firm)
    assert len(kept) - len(firm) + left_out <= len(wished)
    assert _groups(ids, kept) == _groups(ids, firm)


def _groups(ids, needs):
    place = {name: n for n, name in enumerate(ids)}
    edges: list[list[int]] = [[] for _ in ids]
    for need in needs:
        if need.kind is not DependencyKind.FREE:
            edges[place[need.source]].append(place[need.needed])
            if need.kind is DependencyKind.TOGETHER:
                edges[place[need.needed]].append(place[need.source])
    return {frozenset(members) for members in components(edges)}


def plan_of(waves):
    placed = {name: "private" if wave else "legacy" for name, wave in waves.items()}
    return Plan(PlanStatus.FEASIBLE, StoppedBy.GAP, placed, waves)


def test_what_a_plan_keeps_is_counted_pair_by_pair():
    draft = drafted(*BANK, needs=NEEDS)
    good = {"IAM": 1, "LAKE": 1, "MART": 2, "U1": 1, "U2": 4, "U3": 3, "APP": 1}
    bad = good | {"IAM": 2, "LAKE": 3, "U2": 1, "U1": 3, "U3": 3}
    kept = {one.key: one for one in principles_kept(draft, plan_of(good))}
    broken = {one.key: one for one in principles_kept(draft, plan_of(bad))}
    assert set(kept) == {one.key for one in PRINCIPLES}
    for key in ("order.foundations", "order.data_platform", "order.pilots", "order.ramp"):
        assert kept[key].kept == kept[key].of > 0, key
        assert broken[key].kept < broken[key].of, key
        assert all(one.name.zh and one.source.zh for one in (kept[key],))
    assert ("APP", "IAM") in broken["order.foundations"].broken
    pilot = kept["order.pilot"]
    assert (pilot.figures["count"], pilot.figures["foundations"]) == (3, 1)
    assert pilot.of == 3, "the foundation is beside the pilot, none of its systems"


def test_correlations_have_their_sign():
    raw = {"architecture": "monolith", "containers": "none", "data_class": "core"}
    ready = {"architecture": "microservice", "containers": "fully", "data_class": "public"}
    needs = (Dependency("A", "B"), Dependency("C", "A"))
    draft = drafted(workload("A", **ready), workload("B", **raw), workload("C", **raw), needs=needs)
    (first,) = (
        one
        for one in principles_kept(draft, plan_of({"A": 1, "B": 2, "C": 3}))
        if one.key == "order.readiness"
    )
    assert first.figures["readiness"] < 0 < first.figures["risk"]
    assert (first.kept, first.of) == (2, 2)
    (worse,) = (
        one
        for one in principles_kept(draft, plan_of({"A": 3, "B": 2, "C": 1}))
        if one.key == "order.readiness"
    )
    assert worse.figures["readiness"] > 0 > worse.figures["risk"]
    assert (worse.figures["bound"], worse.figures["bound.less_ready"]) == (2.0, 1.0)
    assert worse.kept == 0


def test_what_serves_all_goes_first_where_nobody_is_said_to_need_it():
    loads = (
        *BANK,
        workload("MON", archetype="monitoring", criticality="high"),
        workload("BUS", archetype="message_bus"),
    )
    made = drafted(*loads, needs=NEEDS)
    delay = {one.id: one.delay_value for one in made.problem.workloads}
    scored = {one.workload_id: one.delay_value_day for one in made.assessment.workloads.values()}
    dearest = max(worth for one in scored.values() for worth in one.values())
    assert set(delay["MON"].values()) == {dearest}
    assert {key for key in delay if delay[key] != scored[key]} <= {"MON"} | {
        key for key in scored if dearest in scored[key].values()
    }
    off = Scenario("a", decisions=(Decision("1", DecisionKind.DROP_RULE, (), "order.foundations"),))
    free = {
        one.id: one.delay_value
        for one in drafted(*loads, needs=NEEDS, scenario=off).problem.workloads
    }
    assert free == scored


def test_a_hub_is_no_pilot_though_many_need_it_first():
    loads = (workload("BUS", archetype="message_bus", criticality="high"), *BANK)
    needs = (*NEEDS, Dependency("APP", "BUS", interface="asynchronous"))
    frame = Programme(start=START, wave_count=6)
    barred = {one.id: one.amounts.get("pilot.barred") for one in
              drafted(*loads, needs=needs, programme=frame).problem.workloads}  # fmt: skip
    assert barred["BUS"]
    assert not barred["IAM"], "whoever stays outside the pilot waits for it anyway"
    due = (loads[0], *BANK[:-1], workload("APP", latest_date=date(2027, 3, 1)))
    barred = {one.id: one.amounts.get("pilot.barred") for one in
              drafted(*due, needs=needs, programme=frame).problem.workloads}  # fmt: skip
    assert not barred["BUS"], "a date outranks the pilot"


def test_foundations_take_no_place_from_the_pilot_s_systems():
    bases = tuple(workload(f"M{n}", archetype="monitoring", criticality="high") for n in range(6))
    apps = tuple(workload(f"A{n}", criticality="low", risk=1) for n in range(20))
    assumed = Programme(start=START, wave_count=6, pilot=Pilot(max_risk=100.0))
    for frame in (assumed, replace(assumed, max_workloads_per_wave=4)):
        made = drafted(*bases, *apps, programme=frame)
        bound = {one.id: (one.amount, one.at_most[0]) for one in made.problem.wave_limits}
        beside, room = bound["pilot.foundations"][1], bound["wave.count"][1]
        counted = {
            one.id
            for one in made.problem.workloads
            if one.amount(bound["pilot.count"][0], "private")
        }
        assert counted == {one.id for one in apps}
        assert 2 * beside <= room, "half of the wave at least is for what teams learn on"
        assert beside >= 2


def test_what_a_foundation_needs_is_no_pilot_for_that():
    loads = (*BANK, workload("ERP", archetype="erp", criticality="critical"))
    frame = Programme(start=START, wave_count=6)
    needs = (Dependency("IAM", "ERP"),)
    made = drafted(*loads, needs=needs, programme=frame)
    barred = {one.id for one in made.problem.workloads if one.amounts.get("pilot.barred")}
    assert "ERP" in barred
    assert "IAM" not in barred


def test_the_pilot_and_the_ramp_are_switched_off_by_dropping_their_rules():
    for key in ("order.pilot", "order.ramp"):
        off = Scenario("a", decisions=(Decision("1", DecisionKind.DROP_RULE, (), key),))
        held = {one.id for one in drafted(*BANK).problem.wave_limits}
        freed = {one.id for one in drafted(*BANK, scenario=off).problem.wave_limits}
        word = key.removeprefix("order.")
        assert held - freed == {one for one in held if word in one} != set()
