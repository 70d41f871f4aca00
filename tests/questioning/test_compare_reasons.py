"""Why a workload differs between two plans: only what is true of it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.errors import Message
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.questioning.compare import compare, totals
from planner.wording import say
from tests.support.known import known


def elsewhere(study: Study, **case: Any) -> tuple[Study, str]:
    """The study with its first workload on another target, whose case may be changed."""
    name, target = next(iter(study.plan.placement.items()))
    item = study.assessment.workloads[name]
    other = next(t for t in item.cases if t != target)
    changed = replace(item, cases={**item.cases, other: replace(item.cases[other], **case)})
    assessment = replace(study.assessment, workloads={**study.assessment.workloads, name: changed})
    plan = replace(study.plan, placement={**study.plan.placement, name: other})
    return replace(study, plan=plan, assessment=assessment), other


def reasons(before: Study, after: Study) -> list[str]:
    (difference,) = compare(before, after).differences
    for said in difference.reasons:
        for language in ("en", "zh"):
            assert "{" not in say(said.key, language, **said.params)
    return [said.key.rpartition(".")[2] for said in difference.reasons]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({}, "pulled"),
        ({"cost": 1e6}, "weighed"),
        ({"fit": 1.0}, "fit"),
        ({"net_present_minor": 123}, "money"),
    ],
)
def test_what_changed_about_it_is_named(small: Study, case: dict, reason: str) -> None:
    assert reasons(small, elsewhere(small, **case)[0]) == [reason]


def test_a_decision_taken_and_one_taken_back_are_named(small: Study) -> None:
    small = replace(small, scenario=replace(small.scenario, decisions=()))
    after, other = elsewhere(small)
    name = next(iter(small.plan.placement))
    pin = Decision("D99", DecisionKind.PIN_TARGET, (name,), other, "asked for", "Li Wei",
                   date(2026, 11, 2))  # fmt: skip
    decided = replace(after, scenario=replace(after.scenario, decisions=(pin,)))
    assert reasons(small, decided) == ["decision"]
    before = replace(small, scenario=replace(small.scenario, decisions=(pin,)))
    assert reasons(before, after) == ["withdrawn"]
    off = replace(
        decided, scenario=replace(after.scenario, decisions=(replace(pin, active=False),))
    )
    assert reasons(small, off) == ["pulled"]


def test_a_ban_is_said_to_be_one(small: Study) -> None:
    small = replace(small, scenario=replace(small.scenario, decisions=()))
    after, _ = elsewhere(small)
    name, before = next(iter(small.plan.placement.items()))
    ban = Decision("D99", DecisionKind.BAN_TARGET, (name,), before)
    banned = replace(after, scenario=replace(after.scenario, decisions=(ban,)))
    (said,) = next(iter(compare(small, banned).differences)).reasons
    value = said.params["value"]
    assert isinstance(value, Message)
    assert value.key == "questioning.reason.ban"


def test_another_wave_alone_is_not_laid_to_money(small: Study) -> None:
    before = known(small.plan.wave)
    name, first = next((n, wave) for n, wave in before.items() if wave)
    wave = {**before, name: 1 + first}
    later = replace(small, plan=replace(small.plan, wave=wave))
    assert reasons(small, later) == ["rescheduled"]
    workloads = tuple(
        replace(w, earliest_wave=2) if w.id == name else w for w in later.problem.workloads
    )
    windowed = replace(later, problem=replace(later.problem, workloads=workloads))
    assert reasons(small, windowed) == ["window"]
    assert sum(totals(later).by_wave) == totals(later).moving
