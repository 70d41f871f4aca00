"""Every sentence of an explanation is a fact of the plan, and can be said in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.assessing import load_rule_set
from planner.errors import Message
from planner.model.programme import Programme
from planner.model.rules import Money
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import Limit
from planner.pipeline import Sources, draft_study, plan_study_here
from planner.questioning import Asked, ask
from planner.questioning.compare import baseline_totals, compare, totals
from planner.questioning.why import explain, explain_all
from planner.reporting.figures import Figures
from planner.reporting.money import present
from planner.wording import say
from tests.assessing.assessing_cases import START, inventory, workload
from tests.questioning.conftest import planned


def said(entry: Message) -> str:
    return say(entry.key, "en", **entry.params)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_can_be_said(language: str) -> None:
    study = planned(40, 2, cap=8.0, steps=600)
    for why in explain_all(study).values():
        assert why.here
        assert why.now
        for entry in (*why.here, *why.now):
            assert "{" not in say(entry.key, language, **entry.params)


def test_what_it_waits_for_moves_no_later(small: Study) -> None:
    wave = small.plan.wave
    assert wave is not None
    for name in small.plan.placement:
        for needed in explain(small, name).waits_for:
            assert any(
                (d.source == name and d.needed == needed)
                or (d.needed == name and d.source == needed)
                for d in small.problem.dependencies
            )
            assert wave[needed] == wave[name]


def test_best_fit_is_said_only_of_the_best_fit() -> None:
    study = planned(40, 2, cap=8.0, steps=600)
    for name, why in explain_all(study).items():
        cases = study.assessment.workloads[name].cases
        workload = next(w for w in study.problem.workloads if w.id == name)
        best = max(workload.candidates(), key=lambda t: cases[t].fit)
        claims = {entry.key for entry in why.here}
        if "questioning.here.best_fit" in claims:
            assert best == study.plan.placement[name]
        if "questioning.here.only" in claims:
            assert len(workload.candidates()) == 1
            said = [one.params for one in why.here if one.key == "questioning.here.forbidden"]
            reasons = [repr(params["reason"]) for params in said]
            assert len(set(reasons)) == len(reasons), "each reason once"


PRICE = "questioning.here.calendar_price"


def test_a_place_it_fits_better_is_said_to_be_unproven_where_points_keep_it_here() -> None:
    """It fits there better; only that too little is known of it speaks for staying."""
    study = planned(12, 2, steps=600)
    name, target = next(
        (one.id, study.plan.placement[one.id])
        for one in study.problem.workloads
        if len(one.candidates()) > 1
    )
    item = study.assessment.workloads[name]
    loads = (one for one in study.problem.workloads if one.id == name)
    other = next(key for one in loads for key in one.candidates() if key != target)
    here = replace(
        item.cases[target], fit=60.0, plan_fit=60.0, fit_cost=40.0, money_cost=10.0, cost=50.0
    )
    for against, key in ((20.0, "unproven"), (5.0, "fit"), (0.0, "fit")):
        there = replace(here, fit=70.0, plan_fit=70.0, fit_cost=30.0, cost=40.0 + against)
        assert there.points_against == pytest.approx(against)
        cases = dict.fromkeys(item.cases, here) | {other: there}
        workloads = {**study.assessment.workloads, name: replace(item, cases=cases)}
        changed = replace(study, assessment=replace(study.assessment, workloads=workloads))
        keys = [one.key for one in explain(changed, name).here]
        assert keys[0] == f"questioning.here.{key}"


def test_a_guessed_kind_names_the_rule_that_would_keep_it_here() -> None:
    """Plants alike are told alike: by the rule, the kind to be confirmed."""
    loads = [
        workload(f"{kind}{plant}", f"{kind} Plant {plant}", current_target=f"Plant room {plant}")
        for kind in ("MES", "SCADA", "Zeus")
        for plant in ("Brno", "Esslingen")
    ]
    kept = Sources(
        inventory(*loads), Programme(field="manufacturer"), load_rule_set("balanced"), Scenario("a")
    )
    study = plan_study_here(draft_study(kept, START), Options(gap=1e-4, work_limit=300))
    told = {one.id: explain(study, one.id).here[0] for one in loads}
    assert {one.key for one in told.values() if "rule" in one.params} == {
        "questioning.here.guessed"
    }
    assert told["MESBrno"] == told["MESEsslingen"]
    assert "Manufacturing execution" in said(told["MESBrno"])
    assert "What runs production stays at its plant" in said(told["MESBrno"])
    assert "Plant control stays at the plant" in said(told["SCADAEsslingen"])
    assert "rule" not in told["ZeusBrno"].params


@pytest.mark.parametrize(
    ("length", "key"), [(1, "questioning.here.no_open_wave"), (30, "questioning.here.too_long")]
)
def test_a_move_that_no_wave_is_open_to_is_said_to_have_no_first_one(
    small: Study, length: int, key: str
) -> None:
    """Every system stays; nothing could be cut over, or all work takes longer than there is."""
    waves = len(small.problem.waves)
    workloads = tuple(
        replace(
            one,
            current="legacy",
            closed_waves=tuple(range(1, waves + 1)) if length == 1 else (),
            amounts={**one.amounts, "days.x": (1.0,) * length},
        )
        for one in small.problem.workloads
    )
    names = [one.id for one in workloads]
    plan = replace(
        small.plan, placement=dict.fromkeys(names, "legacy"), wave=dict.fromkeys(names, None)
    )
    study = replace(small, problem=replace(small.problem, workloads=workloads), plan=plan)
    whole = {name: explain(study, name).here for name in names}
    said_here = {entry.key for said in whole.values() for entry in said}
    assert key in said_here
    priced = [(name, one) for name, said in whole.items() for one in said if one.key == PRICE]
    assert priced, "what keeps it here has a price"
    for name, one in priced:
        cases = study.assessment.workloads[name].cases
        here, amount = cases["legacy"].net_present_minor, one.params["amount"]
        assert isinstance(amount, Money)
        assert amount.minor in {here - case.net_present_minor for case in cases.values()}
        assert amount.minor > 0
    assert "questioning.here.no_date" not in said_here


def test_a_full_place_is_the_reason_before_the_dates_of_others(small: Study) -> None:
    """No wave is open and no room is left: other dates alone would not let it move."""
    waves = tuple(range(1, len(small.problem.waves) + 1))
    workloads = tuple(
        replace(one, current="legacy", closed_waves=waves, amounts={**one.amounts, "cores": 1.0})
        for one in small.problem.workloads
    )
    names = [one.id for one in workloads]
    others = tuple(target.id for target in small.problem.targets if target.id != "legacy")
    full = Limit("full", "cores", others, at_most=0.0)
    plan = replace(
        small.plan, placement=dict.fromkeys(names, "legacy"), wave=dict.fromkeys(names, None)
    )
    problem = replace(small.problem, workloads=workloads, limits=(full,))
    study = replace(small, problem=problem, plan=plan)
    said_of = {name: {one.key for one in explain(study, name).here} for name in names}
    assert any("questioning.here.limit" in keys for keys in said_of.values())
    for keys in said_of.values():
        assert not keys & {"questioning.here.no_open_wave", PRICE}
    two = replace(problem, limits=(full, replace(full, id="second")))
    reasons = [explain(replace(study, problem=two), name).here for name in names]
    limits = [[one for one in here if "here.limit" in one.key] for here in reasons]
    assert max(map(len, limits)) == 1  # what is full is said in one sentence
    assert any("second" in str(one[0].params["rule"]) for one in limits if one)


def test_totals_add_up(small: Study) -> None:
    found = totals(small)
    assert found.moving + found.staying == len(small.plan.placement)
    assert sum(count for _, count in found.by_target) == len(small.plan.placement)
    cases = [small.assessment.workloads[n].cases[t] for n, t in small.plan.placement.items()]
    assert found.net_present_minor == sum(case.net_present_minor for case in cases)
    nothing = baseline_totals(small)
    assert nothing.moving == 0
    assert nothing.one_off_minor == 0


def test_the_gain_is_the_one_that_the_report_states(small: Study) -> None:
    assert totals(small).gain_minor == present(Figures(small)).gain
    assert baseline_totals(small).gain_minor is None


def test_comparing_a_study_with_itself_finds_nothing(small: Study) -> None:
    found = compare(small, small)
    assert found.differences == ()
    assert found.before == found.after


def test_comparing_names_what_moved(small: Study) -> None:
    name, target = next(iter(small.plan.placement.items()))
    cases = small.assessment.workloads[name].cases
    other = next(t for t in cases if t != target)
    plan = replace(small.plan, placement={**small.plan.placement, name: other})
    (difference,) = compare(small, replace(small, plan=plan)).differences
    assert difference.workload_id == name
    assert difference.target_after == other
    change = cases[other].net_present_minor - cases[target].net_present_minor
    assert difference.net_present_minor == change
    assert [entry.key for entry in difference.reasons] == ["questioning.reason.pulled"]


def test_asking_everything_answers_everything(small: Study) -> None:
    found = ask(small, Asked(work=None, draws=100))
    assert set(found.why) == set(small.plan.placement)
    assert found.stability is not None
    assert found.frontier
    assert found.prices
    assert all(why.second_exact for why in found.why.values())
