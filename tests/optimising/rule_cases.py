"""One small problem a rule, made so that the best plan without the rule breaks it and nothing else.

A case names the functions that carry the rule, so that a test can take each away and watch the
answer go wrong. ``test_every_rule`` sees to it that no function is without a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.problem_file import parse_problem


@dataclass(frozen=True)
class Case:
    """A rule at work.

    ``placement`` and ``wave`` are the best plan without the rule, which breaks ``rule`` alone.
    ``checker`` names the function that carries the rule in the checker; in everything else it is
    the class of its kind.
    """

    name: str
    rule: RuleRef
    problem: PlanningProblem
    placement: dict[str, str]
    wave: dict[str, int | None] | None = None
    checker: str = ""

    @property
    def kind(self) -> str:
        return self.rule.kind


def stated(
    workloads: dict[str, dict], *, waves: int = 0, ready: int = 1, **more
) -> PlanningProblem:
    """Return a problem on three targets; in waves of 10, 20, ... days from old to new."""
    moving = {"current": "old", "cost": {"new": 1.0}, "delay_value": 1.0}
    placing = {"cost": {"old": 5.0, "new": 1.0, "far": 3.0}}
    return parse_problem(
        {
            "format": "planning-problem",
            "version": 1,
            "targets": [{"id": "old"}, {"id": "new", "ready_wave": ready}, {"id": "far"}],
            "workloads": [
                {"id": name, **(moving if waves else placing), **own}
                for name, own in workloads.items()
            ],
            "waves": [{"id": f"W{n}", "day": 10 * n} for n in range(1, waves + 1)],
            **more,
        }
    )


def limit(name: str, amount: str, targets: list[str], **ends: Any) -> list[dict]:
    return [{"id": name, "amount": amount, "targets": targets, **ends}]


def wave_limit(amount: str, **ends: object) -> list[dict]:
    return [{"id": "room", "amount": amount, **ends}]


def needs(one: str, other: str, kind: str) -> list[dict]:
    return [{"from": one, "to": other, "kind": kind}]


def of(kind: str, *names: str) -> RuleRef:
    return RuleRef(kind, names=names)


CPU = {"amounts": {"cpu": 4}}
DAYS = {"amounts": {"days": 2}}
IN_NEW = {"A": "new", "B": "new"}
LIMIT: dict[str, Any] = {"checker": "limits"}
ROOM: dict[str, Any] = {"checker": "wave_limits"}

PLACING = (
    Case(
        "a ban", of("allowed", "A"), stated({"A": {"allowed": ["old", "far"]}}), {"A": "new"},
        checker="allowed_targets",
    ),
    Case(
        "a pin", of("allowed", "A"), stated({"A": {"allowed": ["old"]}, "B": {}}), IN_NEW,
        checker="allowed_targets",
    ),
    Case(
        "a group on one target", of("same_target", "A", "B"),
        stated({"A": {}, "B": {"cost": {"old": 1.0, "new": 2.0}}}, same_target=[["A", "B"]]),
        {"A": "new", "B": "old"},
        checker="same_target",
    ),
    Case(
        "a group kept apart", of("apart", "A", "B"),
        stated({"A": {}, "B": {}}, apart=[["A", "B"]]), IN_NEW,
        checker="kept_apart",
    ),
    Case(
        "a limit from above", RuleRef("limit", "CPU"),
        stated({"A": CPU, "B": CPU}, limits=limit("CPU", "cpu", ["new"], at_most=7)),
        IN_NEW, **LIMIT,
    ),
    Case(
        "a limit from below", RuleRef("limit", "use"),
        stated({"A": CPU, "B": CPU}, limits=limit("use", "cpu", ["far", "old"], at_least=3)),
        IN_NEW, **LIMIT,
    ),
    Case(
        "a limit with amounts per target", RuleRef("limit", "budget"),
        stated(
            {n: {"amounts": {"one_off": {"new": 9, "far": 2}}} for n in "AB"},
            limits=limit("budget", "one_off", ["new", "far"], at_most=12),
        ),
        IN_NEW, **LIMIT,
    ),
    Case(
        "a limit that counts those that stay", RuleRef("limit", "running"),
        stated(
            {"A": {"current": "new", **CPU}, "B": {"current": "new", **CPU}},
            limits=limit("running", "cpu", ["new"], at_most=7),
        ),
        IN_NEW, **LIMIT,
    ),
)  # fmt: skip

MOVING = (
    Case(
        "an earliest wave", of("earliest_wave", "A"),
        stated({"A": {"earliest_wave": 2}}, waves=3), {"A": "new"}, {"A": 1},
        checker="earliest_waves",
    ),
    Case(
        "a latest wave", of("latest_wave", "A"),
        stated({"A": {"latest_wave": 2, "delay_value": -1.0}}, waves=3), {"A": "new"}, {"A": 3},
        checker="latest_waves",
    ),
    Case(
        "a target that is ready later", RuleRef("ready_wave", "new"),
        stated({"A": {}}, waves=3, ready=3), {"A": "new"}, {"A": 1},
        checker="ready_waves",
    ),
    Case(
        "together", of("together", "A", "B"),
        stated(
            {"A": {}, "B": {"delay_value": -1.0}}, waves=3, dependencies=needs("A", "B", "together")
        ),
        IN_NEW, {"A": 1, "B": 3},
        checker="together",
    ),
    Case(
        "before", of("before", "A", "B"),
        stated(
            {"A": {}, "B": {"delay_value": -0.5}}, waves=3, dependencies=needs("A", "B", "before")
        ),
        IN_NEW, {"A": 1, "B": 3},
        checker="before",
    ),
    Case(
        "a cycle of before", of("before", "B", "C"),
        stated(
            {"A": {"latest_wave": 1}, "B": {"latest_wave": 1}, "C": {"delay_value": -1.0}},
            waves=3,
            dependencies=[
                *needs("A", "B", "before"), *needs("B", "C", "before"), *needs("C", "A", "before"),
            ],
        ),
        {**IN_NEW, "C": "new"}, {"A": 1, "B": 1, "C": 3},
        checker="before",
    ),
    Case(
        "strictly earlier", of("earlier", "A", "B"),
        stated(
            {"A": {"delay_value": 3.0}, "B": {}}, waves=4, dependencies=needs("A", "B", "earlier"),
        ),
        IN_NEW, {"A": 1, "B": 1},
        checker="earlier",
    ),
    Case(
        "test before production, and not in one wave with it", of("earlier", "live", "test"),
        stated(
            {"live": {"delay_value": 9.0}, "test": {"delay_value": -1.0}}, waves=4,
            dependencies=needs("live", "test", "earlier"),
        ),
        {"live": "new", "test": "new"}, {"live": 1, "test": 4},
        checker="earlier",
    ),
    Case(
        "a wave's limit from above", RuleRef("wave_limit", "room"),
        stated({"A": DAYS, "B": DAYS}, waves=3, wave_limits=wave_limit("days", at_most=3)),
        IN_NEW, {"A": 1, "B": 1}, **ROOM,
    ),
    Case(
        "a wave's limit with amounts per target", RuleRef("wave_limit", "room"),
        stated(
            {n: {"amounts": {"days": {"new": 2, "far": 9}}} for n in "AB"}, waves=3,
            wave_limits=wave_limit("days", at_most=3),
        ),
        IN_NEW, {"A": 1, "B": 1}, **ROOM,
    ),
    Case(
        "a freeze", RuleRef("wave_limit", "room"),
        stated(
            {"A": {"amounts": {"count": 1}}}, waves=3,
            wave_limits=wave_limit("count", at_most=[0, None, None]),
        ),
        {"A": "new"}, {"A": 1}, **ROOM,
    ),
    Case(
        "a ramp", RuleRef("wave_limit", "room"),
        stated(
            dict.fromkeys("ABC", DAYS), waves=3, wave_limits=wave_limit("days", at_most=[2, 4, 6])
        ),
        {**IN_NEW, "C": "new"}, {"A": 1, "B": 1, "C": 1}, **ROOM,
    ),
    Case(
        "a pilot of few", RuleRef("wave_limit", "room"),
        stated(
            {n: {"amounts": {"count": 1}} for n in "AB"}, waves=3,
            wave_limits=wave_limit("count", at_most=[1, None, None]),
        ),
        IN_NEW, {"A": 1, "B": 1}, **ROOM,
    ),
    Case(
        "a pilot without what is critical", RuleRef("wave_limit", "room"),
        stated(
            {"A": {"amounts": {"tier1": 1}}, "B": {}}, waves=3,
            wave_limits=wave_limit("tier1", at_most=[0, 1, 1]),
        ),
        IN_NEW, {"A": 1, "B": 1}, **ROOM,
    ),
    Case(
        "a wave's limit from below", RuleRef("wave_limit", "room"),
        stated(
            {n: {"amounts": {"count": 1}} for n in "AB"}, waves=3,
            wave_limits=wave_limit("count", at_least=[None, 1, None]),
        ),
        IN_NEW, {"A": 1, "B": 1},
        checker="wave_limits",
    ),
)  # fmt: skip

SITES: dict[str, Any] = {"targets": [
    {"id": "old", "attributes": {"site": "A", "technology": "own"}},
    {"id": "new", "attributes": {"site": "B", "technology": "cloud"}},
    {"id": "far", "attributes": {"site": "B", "technology": "own"}},
]}  # fmt: skip
CHEAP_OLD = {"cost": {"old": 1.0, "new": 2.0, "far": 4.0}}
BY_SITE = [{"attribute": "site", "workloads": ["A", "B"]}]
BY_TECHNOLOGY = [{"attribute": "technology", "workloads": ["A", "B"]}]
LASTING = {"amounts": {"days": [2, 2]}}

PLACING_2 = (
    Case(
        "a law", of("forbidden", "A", "new", "residency"),
        stated({"A": {"forbidden": {"new": ["residency"]}}}, version=2), {"A": "new"},
        checker="forbidden_targets",
    ),
    Case(
        "a law against staying", of("forbidden", "A", "old", "lease"),
        stated({"A": {"current": "old", **CHEAP_OLD, "forbidden": {"old": ["lease"]}}}, version=2),
        {"A": "old"}, checker="forbidden_targets",
    ),
    Case(
        "one technology", RuleRef("same", "technology", ("A", "B")),
        stated({"A": {}, "B": CHEAP_OLD}, version=2, **SITES, same=BY_TECHNOLOGY),
        {"A": "new", "B": "old"}, checker="same_attribute",
    ),
    Case(
        "two sites", RuleRef("apart_by", "site", ("A", "B")),
        stated({"A": {}, "B": {}}, version=2, **SITES, apart_by=BY_SITE), IN_NEW,
        checker="apart_by_attribute",
    ),
    Case(
        "a limit past its extension", RuleRef("limit", "CPU"),
        stated(
            dict.fromkeys("AB", CPU), version=2,
            limits=limit("CPU", "cpu", ["new"], at_most=5,
                         extension={"step": 1, "cost": 0, "most": 2}),
        ),
        IN_NEW, checker="limits",
    ),
    Case(
        "a site to be empty", RuleRef("exit", "lease"),
        stated({"A": CHEAP_OLD}, version=2, exits=[{"id": "lease", "targets": ["old"]}]),
        {"A": "old"}, checker="exits",
    ),
)  # fmt: skip

MOVING_2 = (
    Case(
        "a site to be empty by a wave", RuleRef("exit", "lease"),
        stated(
            {"A": {"delay_value": -1.0}}, waves=3, version=2,
            exits=[{"id": "lease", "targets": ["old"], "by_wave": 2}],
        ),
        {"A": "new"}, {"A": 3}, checker="exits",
    ),
    Case(
        "a closed wave", RuleRef("closed_wave", names=("A",), wave=1),
        stated({"A": {"closed_waves": [1]}}, waves=3, version=2), {"A": "new"}, {"A": 1},
        checker="closed_waves",
    ),
    Case(
        "spread work", of("spread", "A", "new"),
        stated({"A": LASTING}, waves=3, version=2), {"A": "new"}, {"A": 1}, checker="spread_work",
    ),
    Case(
        "a wave before cut-over", RuleRef("wave_limit", "room"),
        stated(
            {"A": LASTING}, waves=3, version=2,
            wave_limits=wave_limit("days", at_most=[1, None, None]),
        ),
        {"A": "new"}, {"A": 2}, checker="wave_limits",
    ),
    Case(
        "a period", RuleRef("wave_limit", "room"),
        stated(
            {n: {**DAYS, "latest_wave": 2} for n in "AB"}, waves=3, version=2,
            wave_limits=wave_limit("days", at_most=[3], periods=[[1, 3]]),
        ),
        IN_NEW, {"A": 1, "B": 1}, checker="wave_limits",
    ),
)  # fmt: skip

CASES = PLACING + MOVING + PLACING_2 + MOVING_2
