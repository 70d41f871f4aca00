"""A recovery system goes no earlier than its primary, and soon after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.assessing.method import principles_kept
from planner.assessing.principles import DEPENDENCIES, READINESS, RECOVERY, RECOVERY_NEAR
from planner.model.inventory import Dependency
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.optimising.outcome import Options
from planner.optimising.problem import DependencyKind, ProblemDependency, WaveLimit
from planner.pipeline import plan_study_here
from planner.questioning.priced import priced_rules
from planner.wording import worded
from tests.assessing.assessing_cases import workload
from tests.assessing.test_principles import BEFORE, FRAME, drafted, plan_of

PAIR = (workload("A", criticality="high"), workload("R", recovery_of="A"))
ORDER = ProblemDependency("R", "A", BEFORE)
NEAR = ProblemDependency("R", "A", DependencyKind.FREE, 0.0, 0.05)


def test_both_rules_are_in_the_problem_and_can_be_dropped() -> None:
    assert set(drafted(*PAIR).problem.dependencies) == {ORDER, NEAR}
    for key, left in ((RECOVERY, NEAR), (RECOVERY_NEAR, ORDER)):
        dropped = Scenario("a", decisions=(Decision("1", DecisionKind.DROP_RULE, (), key),))
        assert drafted(*PAIR, scenario=dropped).problem.dependencies == (left,)


def test_an_order_that_would_close_a_ring_is_left_out_and_said() -> None:
    draft = drafted(*PAIR, needs=(Dependency("A", "R", interface="synchronous"),))
    assert ORDER not in draft.problem.dependencies
    assert NEAR in draft.problem.dependencies
    assert any("1" in worded(note, "en") for note in draft.notes)


def _narrow(count: int) -> object:
    """The pair and two ready systems, ``count`` of them a wave; the recovery is in no hurry."""
    ready = {"architecture": "microservice", "containers": "fully", "delivery": "continuous"}
    draft = drafted(
        *PAIR, *(workload(name, **ready, run_cost_year=90_000_000) for name in "XY"),
        programme=replace(FRAME, pilot=None),
    )  # fmt: skip
    limit = WaveLimit("wave.count", "count", (float(count),) * 6)
    pinned = tuple(
        replace(one, allowed=("private",), delay_value=0.04 if one.id in "XY" else 0.01)
        for one in draft.problem.workloads
    )
    return replace(draft, problem=replace(draft.problem, workloads=pinned, wave_limits=(limit,)))


@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_plan_moves_it_in_the_same_wave_or_the_next(count: int) -> None:
    study = plan_study_here(_narrow(count), Options(gap=1e-6))  # type: ignore[arg-type]
    waves = study.plan.wave or {}
    assert 0 <= (waves["R"] or 0) - (waves["A"] or 0) <= 1
    found = {one.key: one for one in principles_kept(study, study.plan)}
    assert found[RECOVERY].kept == found[RECOVERY_NEAR].kept == 1


def test_what_a_plan_keeps_is_measured() -> None:
    draft = drafted(*PAIR)
    for waves, order, near in (({"A": 2, "R": 2}, 1, 1), ({"A": 2, "R": 3}, 1, 1),
                               ({"A": 2, "R": 4}, 1, 0), ({"A": 2, "R": 1}, 0, 0)):  # fmt: skip
        found = {one.key: one for one in principles_kept(draft, plan_of(waves))}
        assert (found[RECOVERY].kept, found[RECOVERY_NEAR].kept) == (order, near)
        assert found[RECOVERY_NEAR].figures["gap.most"] == waves["R"] - waves["A"]


def test_each_has_a_price_of_its_own() -> None:
    study = plan_study_here(_narrow(2), Options(gap=1e-6))  # type: ignore[arg-type]
    without = {
        one.rule.id: one.without().dependencies
        for one in priced_rules(study)
        if one.rule.kind == "principle"
    }
    freed = without.pop(DEPENDENCIES)
    assert without.pop(READINESS) == study.problem.dependencies
    assert without == {RECOVERY: (NEAR,), RECOVERY_NEAR: (ORDER,)}
    assert set(freed) == {NEAR, replace(ORDER, kind=DependencyKind.FREE)}
