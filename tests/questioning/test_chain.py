"""The critical chain: each link is a reason that a small plan can be checked against by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.questioning.chain import critical_chains


@dataclass
class Plan:
    placement: dict = field(default_factory=dict)
    wave: dict | None = None


@dataclass
class Study:
    problem: PlanningProblem
    plan: Plan


def study(waves, dependencies=(), *, room=None, ready=1, earliest=None, last=4):
    workloads = tuple(
        ProblemWorkload(
            name,
            {"new": 1.0},
            "old",
            amounts={"days": 1.0},
            earliest_wave=(earliest or {}).get(name),
        )
        for name in waves
    )
    limits = () if room is None else (WaveLimit("team.core", "days", tuple(room)),)
    problem = PlanningProblem(
        (ProblemTarget("old"), ProblemTarget("new", ready)),
        workloads,
        dependencies=tuple(ProblemDependency(*item) for item in dependencies),
        waves=tuple(ProblemWave(f"W{n}", 10.0 * n) for n in range(1, last + 1)),
        wave_limits=limits,
    )
    return Study(problem, Plan(dict.fromkeys(waves, "new"), dict(waves)))


def critical_chain(of):
    return critical_chains(of)[0]


def told(chain):
    return [(link.workload, link.reason, link.by) for link in chain]


def test_without_waves_there_is_no_chain():
    empty = study({"a": 1})
    empty.plan.wave = None
    assert critical_chains(empty) == ()


def test_a_strict_order_is_followed_back_to_the_first_wave():
    kind = DependencyKind.EARLIER
    chain = critical_chain(study({"c": 3, "b": 2, "a": 1}, [("c", "b", kind), ("b", "a", kind)]))
    assert told(chain) == [("c", "earlier", "b"), ("b", "earlier", "a"), ("a", "start", "")]


def test_a_full_team_holds_and_the_chain_goes_on_with_who_takes_its_room():
    chain = critical_chain(study({"a": 1, "b": 2}, room=[1.0, 1.0, 1.0, 1.0]))
    assert told(chain) == [("b", "limit", "a"), ("a", "start", "")]
    assert chain[0].limit == "team.core"


def test_what_must_come_along_is_part_of_the_reason():
    # b alone would fit into wave 1, but c, which it needs, moves in wave 2 and would come along.
    chain = critical_chain(
        study({"a": 1, "b": 2, "c": 2}, [("b", "c"), ("c", "b")], room=[2.0, 2.0, 2.0, 2.0])
    )
    assert chain[0].reason == "limit"
    assert set(chain[0].along) | {chain[0].workload} == {"b", "c"}


def test_a_wave_without_room_for_anybody_is_passed_over():
    chain = critical_chain(study({"a": 1, "b": 3}, room=[1.0, 0.0, 1.0, 1.0]))
    assert told(chain) == [("b", "limit", "a"), ("a", "start", "")]


@pytest.mark.parametrize(
    ("setting", "reason"), [({"ready": 2}, "ready"), ({"earliest": {"a": 2}}, "window")]
)
def test_a_date_ends_the_chain(setting, reason):
    assert told(critical_chain(study({"a": 2}, **setting))) == [("a", reason, "")]


def test_who_could_move_earlier_is_there_by_choice():
    assert told(critical_chain(study({"a": 2}))) == [("a", "choice", "")]
    held = critical_chain(study({"a": 2, "b": 2}, earliest={"b": 2}))
    assert told(held) == [("b", "window", "")]


def test_of_several_ends_the_one_held_longest_is_told():
    kind = DependencyKind.EARLIER
    chain = critical_chain(
        study({"free": 3, "c": 3, "b": 2, "a": 1}, [("c", "b", kind), ("b", "a", kind)])
    )
    assert chain[0].workload == "c"


def test_where_a_date_holds_the_end_the_chain_before_it_is_told_too():
    dated = study({"late": 3, "b": 2, "a": 1}, room=[1.0, 1.0, 1.0, 1.0], earliest={"late": 3})
    first, second = critical_chains(dated)
    assert told(first) == [("late", "window", "")]
    assert told(second) == [("b", "limit", "a"), ("a", "start", "")]
