"""Rules that bind: each is a fact of a small plan, said in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from planner.model.programme import Freeze
from planner.model.scenario import Decision, DecisionKind, WaveProgress
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, Exit, ProblemDependency, WaveLimit
from planner.questioning.binding import bindings
from planner.questioning.facts import Facts
from planner.questioning.why import explain, explain_all
from planner.wording import say
from tests.questioning.conftest import planned
from tests.support.known import known


@pytest.fixture(scope="module")
def base() -> Study:
    """Eight workloads in waves by hand: nothing binds until a test says so."""
    study = planned(8, 5)
    names = tuple(study.plan.placement)
    problem = replace(
        study.problem,
        dependencies=(),
        wave_limits=(),
        same_target=(),
        apart=(),
        targets=tuple(replace(t, ready_wave=1) for t in study.problem.targets),
        workloads=tuple(
            replace(w, earliest_wave=None, latest_wave=None, amounts={"count": 1.0})
            for w in study.problem.workloads
        ),
    )
    wave = {name: 1 if number < 4 else 3 for number, name in enumerate(names)}
    plan = replace(study.plan, wave=wave)
    return replace(study, problem=problem, plan=plan)


def kinds(study: Study, name: str) -> list[str]:
    why = explain(study, name)
    assert len(why.binding) == len(why.rules)
    for said in why.rules:
        for language in ("en", "zh"):
            assert "{" not in say(said.key, language, **said.params)
    return [rule.kind for rule in why.binding if rule.kind not in ("law", "allowed")]


def of(study: Study, wave: int) -> str:
    assert study.plan.wave is not None
    return next(name for name, at in study.plan.wave.items() if at == wave)


def with_workload(study: Study, name: str, **changes: Any) -> Study:
    workloads = tuple(replace(w, **changes) if w.id == name else w for w in study.problem.workloads)
    return replace(study, problem=replace(study.problem, workloads=workloads))


def limited(study: Study, key: str, *most: float | None) -> Study:
    bounds = (*most, *([None] * (len(study.problem.waves) - len(most))))
    limit = WaveLimit(key, "count", bounds)
    return replace(study, problem=replace(study.problem, wave_limits=(limit,)))


def test_where_nothing_bars_an_earlier_wave_no_rule_is_named(base: Study) -> None:
    name = of(base, 3)
    assert kinds(base, name) == []
    assert [said.key for said in explain(base, name).now] == ["questioning.now.others"]


def test_a_full_wave_binds_only_where_it_is_the_one_before(base: Study) -> None:
    name = of(base, 3)
    assert kinds(limited(base, "room", 4.0, 0.5), name) == ["wave_limit"]
    far = limited(base, "room", 4.0, None)
    assert kinds(far, name) == []
    assert "questioning.now.full" not in {said.key for said in explain(far, name).now}


def test_a_freeze_is_named_and_what_is_full_before_it(base: Study) -> None:
    second = base.calendar[1]
    freeze = Freeze("year end", second.first_day, second.last_day)
    programme = replace(base.programme, freezes=(freeze,))
    study = replace(limited(base, "freeze", None, 0.0), programme=programme)
    name = of(study, 3)
    (rule,) = (r for r in explain(study, name).binding if r.kind == "freeze")
    assert rule.id == "year end"
    crowded = WaveLimit("room", "count", (4.0, *([None] * (len(study.problem.waves) - 1))))
    both = replace(
        study, problem=replace(study.problem, wave_limits=(*study.problem.wave_limits, crowded))
    )
    assert kinds(both, name) == ["freeze", "wave_limit"]
    elsewhere = replace(freeze, first_day=freeze.last_day + timedelta(days=900),
                        last_day=freeze.last_day + timedelta(days=901))  # fmt: skip
    programme = replace(base.programme, freezes=(elsewhere,))
    assert kinds(replace(study, programme=programme), name) == []


def test_windows_pins_and_locks_are_told_apart(base: Study) -> None:
    name = of(base, 3)
    own = with_workload(base, name, earliest_wave=3)
    assert kinds(own, name) == ["earliest_wave"]
    assert [said.key for said in explain(own, name).now] == ["questioning.now.earliest"]
    last = with_workload(base, name, latest_wave=3)
    assert kinds(last, name) == ["latest_wave"]
    decision = Decision("D1", DecisionKind.PIN_WAVE, (name,), "3", "asked for", "Li Wei")
    pinned = with_workload(base, name, earliest_wave=3, latest_wave=3)
    pinned = replace(pinned, scenario=replace(pinned.scenario, decisions=(decision,)))
    assert kinds(pinned, name) == ["pin_wave"]
    assert [said.key for said in explain(pinned, name).now] == ["questioning.now.pinned"]
    done = WaveProgress(3, "done", workloads=(name,))
    locked = replace(pinned, scenario=replace(pinned.scenario, progress=(done,)))
    assert kinds(locked, name) == ["locked"]
    assert [said.key for said in explain(locked, name).now] == ["questioning.now.done"]


def test_where_earlier_waves_are_past_the_date_is_not_its_own(base: Study) -> None:
    moved = tuple(replace(w, earliest_wave=3) for w in base.problem.workloads)
    study = replace(base, problem=replace(base.problem, workloads=moved))
    assert [said.key for said in explain(study, of(study, 3)).now] == ["questioning.now.today"]


@pytest.mark.parametrize("kind", ["before", "earlier", "together"])
def test_order_binds_both_ends(base: Study, kind: str) -> None:
    first, second = of(base, 1), of(base, 3)
    needed = first if kind == "earlier" else next(
        n for n, at in (base.plan.wave or {}).items() if at == 3 and n != second
    )  # fmt: skip
    wave = {**(base.plan.wave or {}), first: 2}
    order = ProblemDependency(second, needed, DependencyKind(kind))
    study = replace(
        base,
        problem=replace(base.problem, dependencies=(order,)),
        plan=replace(base.plan, wave=wave),
    )
    why = explain(study, second)
    assert RuleRef(kind, names=(second, needed)) in why.binding
    assert why.waits_for == (needed,)
    assert kind in kinds(study, needed)


def test_groups_bind_where_they_close_a_cheaper_place(base: Study) -> None:
    name, other = list(base.plan.placement)[:2]
    target = base.plan.placement[name]
    workload = next(w for w in base.problem.workloads if w.id == name)
    cheaper = next(t for t in workload.candidates() if t != target)
    study = with_workload(base, name, cost={**workload.cost, cheaper: workload.cost[target] - 5})
    assert "same_target" not in kinds(study, name)
    grouped = replace(study, problem=replace(study.problem, same_target=((name, other),)))
    assert "same_target" in kinds(grouped, name)
    apart = replace(
        study,
        problem=replace(study.problem, apart=((name, other),)),
        plan=replace(study.plan, placement={**study.plan.placement, other: cheaper}),
    )
    assert "apart" in kinds(apart, name)


def test_every_rule_of_a_real_plan_can_be_said() -> None:
    study = planned(40, 2, cap=8.0, steps=600)
    named = {rule.kind for why in explain_all(study).values() for rule in why.binding}
    assert named & {"limit", "wave_limit", "before", "earlier", "together"}
    for name in study.plan.placement:
        kinds(study, name)


def test_waves_that_are_closed_and_work_that_lasts_bar_the_wave_before(base: Study) -> None:
    name = next(n for n, wave in known(base.plan.wave).items() if wave == 3)
    changes = (
        ("closed_wave", {"closed_waves": (2,)}, "closed"),
        ("spread", {"amounts": {"days": (1.0, 2.0, 3.0)}}, "takes 3 waves"),
    )
    for kind, change, words in changes:
        workloads = tuple(
            replace(w, **change) if w.id == name else w for w in base.problem.workloads
        )
        study = replace(base, problem=replace(base.problem, workloads=workloads))
        found = dict(bindings(Facts(study), name))
        (said,) = (message for rule, message in found.items() if rule.kind == kind)
        assert words in say(said, "en")
        assert say(said, "zh")


def test_a_site_to_be_empty_bars_every_later_wave(base: Study) -> None:
    name = next(n for n, wave in known(base.plan.wave).items() if wave == 3)
    current = next(known(w.current) for w in base.problem.workloads if w.id == name)
    exits = (Exit("hall", (current,), (name,), 3),)
    study = replace(base, problem=replace(base.problem, exits=exits))
    found = dict(bindings(Facts(study), name))
    (said,) = (message for rule, message in found.items() if rule.kind == "exit")
    assert "by wave 3" in say(said, "en")
