"""Conflicts of every kind, planted into a problem that has a plan without them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from planner.optimising.plan import RuleRef
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

WAVES = 6
FROZEN = 4
"""The wave in which nothing of the base moves."""

type Plant = Callable[[PlanningProblem], tuple[PlanningProblem, set[RuleRef]]]


def healthy(size: int, seed: int = 0) -> PlanningProblem:
    """Return a problem of every kind of rule, with plenty of room."""
    rng = random.Random(seed)
    workloads = []
    for n in range(size):
        workloads.append(
            ProblemWorkload(
                f"b{n}",
                {"legacy": 50.0, "private": rng.uniform(10, 60), "public": rng.uniform(10, 60)},
                current="legacy",
                allowed=("private", "public") if rng.random() < 0.3 else None,
                amounts={"cpu": rng.choice([2, 4, 8]), "days": rng.randint(1, 9), "count": 1},
                delay_value=rng.uniform(0, 3),
                earliest_wave=2 if rng.random() < 0.05 else None,
                latest_wave=5 if rng.random() < 0.05 else None,
            )
        )
    edges = [
        ProblemDependency(
            f"b{n}", f"b{rng.randrange(max(0, n - 20), n)}",
            DependencyKind.BEFORE if rng.random() < 0.9 else DependencyKind.FREE, 1.0,
        )
        for n in range(1, size) if rng.random() < 0.6
    ]  # fmt: skip
    pairs = [(f"b{n}", f"b{n + 1}") for n in range(0, size - 1, 25)]
    work = sum(w.amount("days", "legacy") for w in workloads)
    count = [float(size)] * WAVES
    count[FROZEN - 1] = 0.0
    steps = {"legacy": {"private": 2.0, "public": 4.0}, "private": {"legacy": 2.0, "public": 2.0}}
    steps["public"] = {"legacy": 4.0, "private": 2.0}
    return PlanningProblem(
        targets=(ProblemTarget("legacy"), ProblemTarget("private"), ProblemTarget("public")),
        workloads=tuple(workloads),
        distance=steps,
        dependencies=tuple(edges),
        same_target=tuple(pairs[::2]),
        limits=(Limit("private CPU", "cpu", ("private",), at_most=8.0 * size),),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, WAVES + 1)),
        wave_limits=(
            WaveLimit("team", "days", (work,) * WAVES),
            WaveLimit("moves", "count", tuple(count)),
        ),
    )


def item(
    name: str, to: str | tuple[str, ...] = ("legacy", "private", "public"), **more: object
) -> ProblemWorkload:
    """Return a workload on legacy; with costs for ``to`` alone."""
    targets = (to,) if isinstance(to, str) else to
    fields: dict[str, object] = {"current": "legacy", **more}
    return ProblemWorkload(name, dict.fromkeys(targets, 10.0), **fields)  # type: ignore[arg-type]


def plus(
    problem: PlanningProblem, *items: ProblemWorkload, edges: tuple[tuple[str, str, str], ...] = (),
    limits: tuple[Limit, ...] = (), wave_limits: tuple[WaveLimit, ...] = (),
    same: tuple[tuple[str, ...], ...] = (), apart: tuple[tuple[str, ...], ...] = (),
) -> PlanningProblem:  # fmt: skip
    """Add to a problem; the new ones stand in the middle, so that no place gives them away."""
    half = len(problem.workloads) // 2
    return replace(
        problem,
        workloads=problem.workloads[:half] + items + problem.workloads[half:],
        dependencies=problem.dependencies
        + tuple(ProblemDependency(a, b, DependencyKind(kind)) for a, b, kind in edges),
        limits=problem.limits + limits,
        wave_limits=problem.wave_limits + wave_limits,
        same_target=problem.same_target + same,
        apart=problem.apart + apart,
    )


def of(kind: str, *names: str) -> RuleRef:
    return RuleRef(kind, names=names)


def every_wave(name: str) -> set[RuleRef]:
    return {RuleRef("wave_limit", name, wave=w) for w in range(1, WAVES + 1)}


def crew(most: float) -> tuple[WaveLimit, ...]:
    return (WaveLimit("crew", "crew", (most,) * WAVES),)


def limit_too_small_for_those_pinned(p):
    items = [item(n, allowed=("public",), amounts={"gpu": a}) for n, a in (("x", 8), ("y", 7))]
    p = plus(p, *items, limits=(Limit("GPU", "gpu", ("public",), at_most=10),))
    return p, {RuleRef("limit", "GPU"), of("allowed", "x"), of("allowed", "y")}


def floor_that_nobody_can_fill(p):
    floor = Limit("share", "share", ("private",), at_least=3)
    return plus(p, item("x", amounts={"share": 1}), limits=(floor,)), {RuleRef("limit", "share")}


def floor_against_a_ban(p):
    items = [item("x", amounts={"share": 1}), item("y", allowed=("public",), amounts={"share": 1})]
    p = plus(p, *items, limits=(Limit("share", "share", ("private",), at_least=2),))
    return p, {RuleRef("limit", "share"), of("allowed", "y")}


def floor_above_a_ceiling(p):
    both = (
        Limit("most", "gpu", ("private", "public"), at_most=5),
        Limit("least", "gpu", ("private",), at_least=8),
    )
    p = plus(p, *[item(n, amounts={"gpu": 4}) for n in "xyz"], limits=both)
    return p, {RuleRef("limit", "most"), RuleRef("limit", "least")}


def apart_with_one_place_to_go(p):
    return plus(p, item("x", "private"), item("y", "private"), apart=(("x", "y"),)), {
        of("apart", "x", "y")
    }


def three_apart_on_two_targets(p):
    pairs = (("x", "y"), ("y", "z"), ("x", "z"))
    items = [item(n, ("private", "public")) for n in "xyz"]
    return plus(p, *items, apart=pairs), {of("apart", *pair) for pair in pairs}


def one_target_for_two_pins(p):
    items = [item("x", allowed=("private",)), item("y", allowed=("public",))]
    return plus(p, *items, same=(("x", "y"),)), {
        of("same_target", "x", "y"), of("allowed", "x"), of("allowed", "y"),
    }  # fmt: skip


def one_target_and_apart(p):
    p = plus(p, item("x"), item("y"), same=(("x", "y"),), apart=(("x", "y"),))
    return p, {of("same_target", "x", "y"), of("apart", "x", "y")}


def group_larger_than_every_target(p):
    items = [item(n, ("private", "public"), amounts={"gpu": 6}) for n in "xy"]
    rooms = tuple(Limit(f"{t} GPU", "gpu", (t,), at_most=10) for t in ("private", "public"))
    return plus(p, *items, limits=rooms, same=(("x", "y"),)), {
        of("same_target", "x", "y"),
        RuleRef("limit", "private GPU"), RuleRef("limit", "public GPU"),
    }  # fmt: skip


def ends_that_no_whole_numbers_meet(p):
    ends = Limit("GPU", "gpu", ("private",), at_most=11, at_least=10)
    return plus(p, *[item(n, amounts={"gpu": 8}) for n in "xy"], limits=(ends,)), {
        RuleRef("limit", "GPU")
    }


def chain_of_groups_between_two_pins(p):
    items = [item("x", allowed=("private",)), item("y"), item("z", allowed=("public",))]
    return plus(p, *items, same=(("x", "y"), ("y", "z"))), {
        of("same_target", "x", "y"), of("same_target", "y", "z"),
        of("allowed", "x"), of("allowed", "z"),
    }  # fmt: skip


def budget_for_those_who_have_to_move(p):
    items = [
        item(n, allowed=("private",), amounts={"one_off": {"private": 40, "public": 40}})
        for n in "xyz"
    ]
    budget = Limit("budget", "one_off", ("private", "public"), at_most=100)
    return plus(p, *items, limits=(budget,)), {
        RuleRef("limit", "budget"), *(of("allowed", n) for n in "xyz"),
    }  # fmt: skip


def dates_against_order(p):
    items = [item("x", "private", latest_wave=2), item("y", "private", earliest_wave=3)]
    return plus(p, *items, edges=(("x", "y", "before"),)), {
        of("latest_wave", "x"), of("earliest_wave", "y"), of("before", "x", "y"),
    }  # fmt: skip


def freeze_before_a_deadline(p):
    freeze = WaveLimit("first", "first", (0.0,) + (None,) * (WAVES - 1))
    p = plus(p, item("x", "private", latest_wave=1, amounts={"first": 1}), wave_limits=(freeze,))
    return p, {of("latest_wave", "x"), RuleRef("wave_limit", "first", wave=1)}


def target_ready_after_a_deadline(p):
    p = replace(p, targets=(*p.targets, ProblemTarget("edge", 3)), distance=_with_edge(p))
    return plus(p, item("x", "edge", latest_wave=2)), {
        of("latest_wave", "x"), RuleRef("ready_wave", "edge"),
    }  # fmt: skip


def target_never_ready(p):
    p = replace(p, targets=(*p.targets, ProblemTarget("edge", 99)), distance=_with_edge(p))
    return plus(p, item("x", "edge")), {RuleRef("ready_wave", "edge")}


def _with_edge(p):
    steps = {one: {**others, "edge": 5.0} for one, others in p.distance.items()}
    return {**steps, "edge": dict.fromkeys(p.distance, 5.0)}


def more_pieces_than_the_waves_hold(p):
    items = [item(f"x{n}", "private", amounts={"crew": 10}) for n in range(7)]
    return plus(p, *items, wave_limits=crew(12.0)), every_wave("crew")


def more_work_than_the_waves_hold(p):
    items = [item(f"x{n}", "private", amounts={"crew": 3}) for n in range(21)]
    return plus(p, *items, wave_limits=crew(10.0)), every_wave("crew")


def chain_longer_than_the_waves(p):
    items = [item(f"x{n}", "private") for n in range(WAVES + 1)]
    edges = tuple((f"x{n + 1}", f"x{n}", "earlier") for n in range(WAVES))
    return plus(p, *items, edges=edges), {of("earlier", a, b) for a, b, _ in edges}


def circle_of_strict_order(p):
    edges = (("x", "y", "earlier"), ("y", "x", "before"))
    return plus(p, item("x", "private"), item("y", "private"), edges=edges), {
        of("earlier", "x", "y"), of("before", "y", "x"),
    }  # fmt: skip


def together_with_dates_that_miss(p):
    items = [item("x", "private", latest_wave=2), item("y", "private", earliest_wave=4)]
    return plus(p, *items, edges=(("x", "y", "together"),)), {
        of("latest_wave", "x"), of("earliest_wave", "y"), of("together", "x", "y"),
    }  # fmt: skip


def group_larger_than_every_wave(p):
    items = [item(n, "private", amounts={"crew": 4}) for n in "xyz"]
    edges = (("x", "y", "together"), ("y", "z", "together"))
    return plus(p, *items, edges=edges, wave_limits=crew(10.0)), {
        of("together", "x", "y"), of("together", "y", "z"), *every_wave("crew"),
    }  # fmt: skip


def one_larger_than_every_wave(p):
    return plus(p, item("x", "private", amounts={"crew": 11}), wave_limits=crew(10.0)), (
        every_wave("crew")
    )


def window_that_ends_before_it_begins(p):
    return plus(p, item("x", "private", earliest_wave=5, latest_wave=3)), {
        of("earliest_wave", "x"), of("latest_wave", "x"),
    }  # fmt: skip


def pilot_that_nobody_fills(p):
    pilot = WaveLimit("pilot", "pilot", None, (3.0,) + (None,) * (WAVES - 1))
    items = [item(n, "private", amounts={"pilot": 1}) for n in "xy"]
    return plus(p, *items, wave_limits=(pilot,)), {RuleRef("wave_limit", "pilot", wave=1)}


def pilot_that_comes_too_early(p):
    pilot = WaveLimit("pilot", "pilot", None, (1.0,) + (None,) * (WAVES - 1))
    p = plus(p, item("x", "private", earliest_wave=3, amounts={"pilot": 1}), wave_limits=(pilot,))
    return p, {RuleRef("wave_limit", "pilot", wave=1), of("earliest_wave", "x")}


def deadlines_that_crowd_the_first_waves(p):
    items = [item(n, "private", latest_wave=2, amounts={"crew": 5}) for n in "xyz"]
    return plus(p, *items, wave_limits=crew(7.0)), {
        *(of("latest_wave", n) for n in "xyz"),
        *(RuleRef("wave_limit", "crew", wave=w) for w in (1, 2)),
    }  # fmt: skip


def pin_that_makes_it_move_through_a_freeze(p):
    p = plus(p, item("x", allowed=("private",), amounts={"crew": 1}), wave_limits=crew(0.0))
    return p, {of("allowed", "x"), *every_wave("crew")}


def dates_against_order_through_a_third(p):
    items = [
        item("x", "private", latest_wave=1), item("y", "private"),
        item("z", "private", earliest_wave=2),
    ]  # fmt: skip
    edges = (("x", "y", "before"), ("y", "z", "before"))
    return plus(p, *items, edges=edges), {
        of("latest_wave", "x"), of("earliest_wave", "z"),
        of("before", "x", "y"), of("before", "y", "z"),
    }  # fmt: skip


def full_site_without_room_in_the_waves(p):
    items = [
        item(n, ("legacy", "private"), amounts={"racks": {"legacy": 1}, "crew": 5}) for n in "xy"
    ]
    racks = Limit("racks", "racks", ("legacy",), at_most=1)
    return plus(p, *items, limits=(racks,), wave_limits=crew(4.0)), {
        RuleRef("limit", "racks"), *every_wave("crew"),
    }  # fmt: skip


def deadline_of_one_who_must_wait(p):
    p = plus(
        p, item("x", "private", latest_wave=1), item("y", "private"), edges=(("x", "y", "earlier"),)
    )
    return p, {of("latest_wave", "x"), of("earlier", "x", "y")}


def together_on_a_target_that_is_not_ready(p):
    p = replace(p, targets=(*p.targets, ProblemTarget("edge", 3)), distance=_with_edge(p))
    items = [item("x", "private", latest_wave=2), item("y", "edge")]
    return plus(p, *items, edges=(("x", "y", "together"),)), {
        of("latest_wave", "x"), of("together", "x", "y"), RuleRef("ready_wave", "edge"),
    }  # fmt: skip


def date_in_the_freeze(p):
    fixed = {"earliest_wave": FROZEN, "latest_wave": FROZEN}
    p = plus(p, item("x", "private", amounts={"count": 1}, **fixed))
    return p, {
        of("earliest_wave", "x"), of("latest_wave", "x"),
        RuleRef("wave_limit", "moves", wave=FROZEN),
    }  # fmt: skip


def circle_larger_than_every_wave(p):
    items = [item(n, "private", amounts={"crew": 6}) for n in "xy"]
    edges = (("x", "y", "before"), ("y", "x", "before"))
    return plus(p, *items, edges=edges, wave_limits=crew(10.0)), {
        of("before", "x", "y"), of("before", "y", "x"), *every_wave("crew"),
    }  # fmt: skip


PLANTS: tuple[Plant, ...] = (
    limit_too_small_for_those_pinned, floor_that_nobody_can_fill, floor_against_a_ban,
    floor_above_a_ceiling, apart_with_one_place_to_go, three_apart_on_two_targets,
    one_target_for_two_pins, one_target_and_apart, group_larger_than_every_target,
    ends_that_no_whole_numbers_meet, chain_of_groups_between_two_pins,
    budget_for_those_who_have_to_move, dates_against_order, freeze_before_a_deadline,
    target_ready_after_a_deadline, target_never_ready, more_pieces_than_the_waves_hold,
    more_work_than_the_waves_hold, chain_longer_than_the_waves, circle_of_strict_order,
    together_with_dates_that_miss, group_larger_than_every_wave, one_larger_than_every_wave,
    window_that_ends_before_it_begins, pilot_that_nobody_fills, pilot_that_comes_too_early,
    deadlines_that_crowd_the_first_waves, pin_that_makes_it_move_through_a_freeze,
    dates_against_order_through_a_third, full_site_without_room_in_the_waves,
    deadline_of_one_who_must_wait, together_on_a_target_that_is_not_ready, date_in_the_freeze,
    circle_larger_than_every_wave,
)  # fmt: skip
