"""Money that is known wins, and what is missing is never free: over workloads drawn at random."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.assessing import assess, load_rule_set
from planner.assessing.price_sheet import SIZED
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme
from planner.model.scenario import Scenario
from tests.assessing.assessing_cases import START, workload

RULES = load_rule_set("balanced")
SIZES = tuple(field for _, field, _ in SIZED)
KINDS = ("legacy", "private", "public", "hybrid")
MILLION = 100_000_000
"""A million of the currency, in minor units."""


def cases(cells, prices=(), **frame):
    one = workload("A", "Zzz", **{"current_target": "legacy"} | cells)
    programme = Programme(start=START, prices=tuple(prices), **frame)
    found = assess(Inventory(workloads=(one,)), programme, RULES, Scenario("a"))
    return found.workloads["A"]


def infrastructure(case):
    apart = ("staff_cost_year", "licence_cost_year", "benefit_year")
    return sum(x.amount_minor for x in case.lines if x.when == "year" and x.item not in apart)


sizes = st.fixed_dictionaries({field: st.floats(0.0, 1e5) for field in SIZES})
stated = st.integers(0, 100 * MILLION)
currents = st.sampled_from(KINDS)
PAID = frozenset(SIZES[:3])
"""Sizes that own rooms pay for; traffic is paid for on public cloud alone."""
parts = st.sets(st.sampled_from(SIZES), max_size=3).filter(lambda some: not some >= PAID)


@settings(max_examples=120)
@given(sizes, st.none() | stated, currents, parts)
def test_any_proper_part_of_the_sizes_costs_what_none_costs(drawn, run, current, kept):
    """Stated or not: half of the sizes are no price."""
    bare = {"current_target": current} | ({} if run is None else {"run_cost_year": run})
    none = cases(bare)
    part = cases(bare | {field: drawn[field] for field in kept})
    for kind in KINDS:
        assert infrastructure(part.cases[kind]) == infrastructure(none.cases[kind])
    assert part.factors["business_case"].confidence == none.factors["business_case"].confidence


@settings(max_examples=60)
@given(sizes, st.sampled_from(SIZES), st.booleans(), stated)
def test_one_known_cell_never_makes_a_workload_cheaper_than_none(drawn, field, says, run):
    bare = {"run_cost_year": run} if says else {}
    none, one = cases(bare), cases(bare | {field: drawn[field]})
    for kind in KINDS:
        assert one.cases[kind].run_year_minor >= none.cases[kind].run_year_minor


def test_the_figures_at_hand_a_million_a_year_and_one_size():
    """What cost 12, 450 or 61,345 a year on the private cloud costs 850,000 with nothing known."""
    factor = RULES.numbers["run_factor_private"]
    for known in ({}, {"traffic_gib_month": 50.0}, {"storage_gib": 321.0}, {"cpu_cores": 38.0}):
        found = cases({"run_cost_year": MILLION} | known)
        assert found.cases["private"].run_year_minor == round(factor * MILLION)


@settings(max_examples=120)
@given(sizes, stated, currents)
def test_with_every_size_known_stated_money_follows_the_sheets(drawn, run, current):
    """The sheet of each target by hand; sizes shrink from here to there, and only once."""
    prices: dict[str, dict[str, float]] = {line.target: {} for line in RULES.prices}
    for line in RULES.prices:
        prices[line.target][line.item] = line.price_minor

    def sheet(kind):
        core, before = RULES.numbers[f"size_{kind}"], RULES.numbers[f"size_{current}"]
        sizes = {"cpu_cores": core / before, "memory_gib": (1.0 + core) / (1.0 + before)}
        return sum(
            yearly * drawn[field] * sizes.get(field, 1.0) * prices[kind].get(item, 0.0)
            for item, field, yearly in SIZED
        )

    here = sheet(current)
    assume(here > 1e6)
    found = cases(drawn | {"run_cost_year": run, "current_target": current})
    for kind in KINDS:
        expected = run * sheet(kind) / here
        got = infrastructure(found.cases[kind])
        assert got == pytest.approx(expected, rel=1e-5, abs=2)


def test_zero_is_a_value_and_an_empty_sheet_leaves_the_factor():
    """All sizes known and one of them 0: the sheets rule. All of them 0: they say nothing."""
    known = dict.fromkeys(SIZES, 0.0)
    some = cases(known | {"cpu_cores": 10.0, "run_cost_year": MILLION}).cases["private"]
    ratio = RULES.numbers["size_private"] * 2600 / 2600
    assert some.run_year_minor == pytest.approx(MILLION * ratio, abs=1)
    nothing = cases(known | {"run_cost_year": MILLION}).cases["private"]
    assert nothing.run_year_minor == round(RULES.numbers["run_factor_private"] * MILLION)
    free = [PriceLine("legacy", "cpu_core_year", 0.0), PriceLine("private", "cpu_core_year", 10.0)]
    unpriced = cases({"cpu_cores": 10.0, "run_cost_year": MILLION}, free).cases["private"]
    assert unpriced.run_year_minor == round(RULES.numbers["run_factor_private"] * MILLION)


def test_confidence_rises_only_with_the_last_size_that_is_priced():
    known = {}
    seen = [cases({"run_cost_year": MILLION}).factors["business_case"].confidence]
    for field in SIZES:
        known[field] = 10.0
        found = cases(known | {"run_cost_year": MILLION})
        seen.append(found.factors["business_case"].confidence)
    assert seen[:3] == [0.5] * 3
    assert 0.5 < seen[3] < seen[4]  # the last size of own rooms, then the traffic of a cloud


def test_a_list_without_traffic_is_estimated_all_the_same():
    """What virtual hosts export: cores, memory, storage, and no traffic."""
    found = cases(dict.fromkeys(PAID, 10.0))
    here = infrastructure(found.cases["legacy"])
    assert here > 0
    assert infrastructure(found.cases["private"]) > 0
    share = RULES.numbers["run_factor_public"]
    assert infrastructure(found.cases["public"]) == round(share * here)


def test_a_service_that_is_bought_is_not_free_either():
    from planner.model.programme import DEFAULT_TARGETS, Target

    targets = (*DEFAULT_TARGETS, Target("saas", "saas"))
    full = dict.fromkeys(SIZES, 10.0) | {"run_cost_year": MILLION, "licence_cost_year": MILLION}
    found = cases(full, targets=targets).cases["saas"]
    assert infrastructure(found) == round(RULES.numbers["run_factor_saas"] * MILLION)


@settings(max_examples=60)
@given(st.data())
def test_each_part_is_compared_with_itself(data):
    """Licences and people follow their own factors, whatever is known of infrastructure."""
    cells = {
        key: data.draw(st.integers(0, MILLION)) for key in ("staff_cost_year", "licence_cost_year")
    }
    for field, amount in itertools.product(SIZES, (None, 12.0)):
        known = cells | ({field: amount} if amount is not None else {})
        case = cases(known | {"run_cost_year": MILLION}).cases["private"]
        assert case.staff_year_minor == round(0.8 * cells["staff_cost_year"])
        licences = case.run_year_minor - infrastructure(case)
        assert licences == round(0.85 * cells["licence_cost_year"])


def test_growth_and_the_trend_of_cloud_prices_compound_on_infrastructure_alone():
    """Two years, no interest: 1.1 + 1.21 times staying, and 1.1 x 0.9 a year on public."""
    from planner.model.scenario import Dials

    dials = Dials(horizon_years=2, discount_rate=0.0, inflation=0.0)
    one = workload(
        "A", "Zzz", current_target="legacy", run_cost_year=MILLION, staff_cost_year=MILLION
    )
    programme = Programme(start=START, load_growth=0.1, cloud_price_trend=-0.1)
    found = assess(Inventory(workloads=(one,)), programme, RULES, Scenario("a", dials=dials))
    stay, public = (found.workloads["A"].cases[kind] for kind in ("legacy", "public"))
    assert stay.net_present_minor == pytest.approx(MILLION * (1.1 + 1.21 + 2.0), abs=1)
    yearly = public.net_present_minor - public.one_off_minor
    assert yearly == pytest.approx(MILLION * (0.8 * (0.99 + 0.99**2) + 2 * 0.65), abs=2)


OWN = (
    PriceLine("legacy", "cpu_core_year", 420_000.0),
    PriceLine("private", "cpu_core_year", 150_000.0),
    PriceLine("private", "memory_gib_year", 17_000.0),
    PriceLine("private", "storage_gib_year", 90.0),
    PriceLine("public", "cpu_core_year", 125_000.0),
    PriceLine("public", "memory_gib_year", 19_000.0),
    PriceLine("public", "storage_gib_year", 130.0),
    PriceLine("public", "traffic_gib", 55.0),
)
"""Prices of one's own: own rooms by the core, all in; a cloud by its parts."""
ELASTIC = st.sampled_from(
    ({}, {"scale_out": "stateless", "peak_to_average": 6.0}, {"scale_out": "none"})
)
"""Whether it scales out, with its peak."""


def usual(cores, current="legacy"):
    """What the rules take for granted of what is so many cores in own rooms, where it is."""
    number = RULES.numbers
    size = number[f"size_{current}"]
    return {
        "cpu_cores": cores * size,
        "memory_gib": cores * number["memory_per_core"] * (1.0 + size) / 2.0,
        "storage_gib": cores * number["storage_per_core"],
        "traffic_gib_month": cores * number["traffic_per_core"],
    }


@settings(max_examples=100)
@given(st.floats(1.0, 5e3), currents, parts, ELASTIC, st.sampled_from([(), OWN]))
def test_stating_what_was_estimated_changes_nothing(cores, current, kept, elastic, prices):
    """Any size missing, then all stated at what is usual: the same money on every target."""
    bare = {"current_target": current, "run_cost_year": MILLION} | elastic
    full = usual(cores, current)
    part = cases(bare | {field: full[field] for field in kept}, prices)
    whole = cases(bare | full, prices)
    for kind in KINDS:
        if prices and kind == "legacy" != current:
            continue  # by the core alone: see the sheet that leaves a size out
        before, after = (infrastructure(one.cases[kind]) for one in (part, whole))
        assert after == pytest.approx(before, rel=2e-4), (kind, current, prices)


@settings(max_examples=120)
@given(sizes, currents)
def test_the_last_cell_moves_the_money_of_the_program_s_own_prices_by_a_hundredth(drawn, current):
    """Whatever the sizes are: only traffic on a cloud, which own rooms do not pay for, adds."""
    assume(drawn["cpu_cores"] > 1.0)
    drawn = drawn | {"traffic_gib_month": 0.0}
    bare = {"current_target": current, "run_cost_year": MILLION}
    none, full = cases(bare), cases(bare | drawn)
    for kind in KINDS:
        ratio = infrastructure(full.cases[kind]) / infrastructure(none.cases[kind])
        assert ratio == pytest.approx(1.0, abs=0.04 if "public" in (kind, current) else 0.03)
    to_private = [infrastructure(one.cases["private"]) for one in (none, full)]
    if current == "legacy":
        assert to_private[1] == pytest.approx(to_private[0], rel=1e-4)


@settings(max_examples=80)
@given(sizes, parts)
def test_prices_of_ones_own_move_it_no_further_than_the_system_is_unlike_others(drawn, kept):
    """Between none and all sizes lies what one size alone would cost, at most."""
    assume(drawn["cpu_cores"] > 1.0)
    bare = {"run_cost_year": MILLION}
    none, full = cases(bare, OWN), cases(bare | drawn, OWN)
    mix, number = usual(1.0), RULES.numbers
    here, there = 420_000.0, {"cpu_cores": 150_000.0, "memory_gib": 17_000.0, "storage_gib": 90.0}
    core = number["size_private"]
    shrink = {"cpu_cores": core, "memory_gib": (1.0 + core) / 2.0, "storage_gib": 1.0}
    whole = sum(mix[field] * shrink[field] * price for field, price in there.items())
    assert infrastructure(none.cases["private"]) == pytest.approx(MILLION * whole / here, rel=1e-6)
    actual = sum(drawn[field] * shrink[field] * price for field, price in there.items())
    expected = MILLION * actual / (here * drawn["cpu_cores"])
    assert infrastructure(full.cases["private"]) == pytest.approx(expected, rel=1e-4)
    part = cases(bare | {field: drawn[field] for field in kept}, OWN)
    for kind in KINDS:
        assert infrastructure(part.cases[kind]) == infrastructure(none.cases[kind])


def test_a_sheet_that_leaves_a_size_out_is_no_estimate_of_the_others():
    """A core alone is priced on the private cloud: memory would be free, so the factor counts."""
    found = cases({"run_cost_year": MILLION}, (PriceLine("private", "cpu_core_year", 100_000.0),))
    assert infrastructure(found.cases["private"]) == round(0.85 * MILLION)


def test_the_usual_mix_is_that_of_the_inventory_where_it_is_known():
    """Three systems with 10 GiB a core: the fourth, of unknown sizes, is taken to be like them."""
    known = {"memory_gib": 40.0, "storage_gib": 4.0, "traffic_gib_month": 0.0, "cpu_cores": 4.0}
    bare = {"current_target": "legacy", "run_cost_year": MILLION}
    loads = [workload(f"P{n}", f"Zzz{n}", **bare | known) for n in range(3)]
    loads.append(workload("X", "Zzz", **bare))
    programme = Programme(start=START, prices=OWN)
    found = assess(Inventory(workloads=tuple(loads)), programme, RULES, Scenario("a")).workloads
    for kind in KINDS:
        assert infrastructure(found["X"].cases[kind]) == pytest.approx(
            infrastructure(found["P0"].cases[kind]), rel=1e-6
        )
    (line,) = (one for one in found["X"].cases["private"].lines if one.when == "year")
    assert line.item == "run_usual"


some_prices = st.sets(st.sampled_from(sorted(PAID)), min_size=1, max_size=2)


@settings(max_examples=60)
@given(sizes, stated, st.sampled_from(KINDS[1:]), some_prices)
def test_a_price_that_an_own_sheet_leaves_out_is_never_free(drawn, run, kind, priced):
    """With every size known too: a sheet of cores alone says nothing of memory and storage."""
    cells = {"run_cost_year": run, **drawn}
    items = [item for item, field, _ in SIZED if field in priced]
    own = [PriceLine(kind, item, 1_00.0) for item in items]
    bare = cases({"run_cost_year": run})
    assert infrastructure(cases(cells, own).cases[kind]) == infrastructure(bare.cases[kind])
