"""Small random wave problems, and their answers by trying every plan."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.optimising.check import wave_value
from planner.optimising.problem import (
    DependencyKind,
    Exit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
    WaveObjective,
)
from tests.support.known import known


def workload(name, *, amounts=None, delay=1.0, earliest=None, latest=None, current="old"):
    return ProblemWorkload(
        id=name,
        cost={"old": 1.0, "new": 1.0, "other": 1.0},
        current=current,
        amounts=amounts or {},
        delay_value=delay,
        earliest_wave=earliest,
        latest_wave=latest,
    )


def problem_of(workloads, *, waves=3, dependencies=(), limits=(), ready=1, objective="early"):
    """Waves on days 10, 20, ...; everything is meant to move to ``new``."""
    return PlanningProblem(
        targets=(ProblemTarget("old"), ProblemTarget("new", ready), ProblemTarget("other")),
        workloads=tuple(workloads),
        dependencies=tuple(dependencies),
        waves=tuple(ProblemWave(f"W{n}", 10.0 * n) for n in range(1, waves + 1)),
        wave_limits=tuple(limits),
        objective=WaveObjective(objective),
    )


def all_new(problem):
    return {w.id: "new" for w in problem.workloads}


def random_problem(seed: int, objective: str = "early", size: int = 5):
    """A problem of a few workloads and waves with every kind of rule, and a placement."""
    rng = random.Random(seed)
    count, waves = rng.randint(1, size), rng.randint(1, 4)
    names = [f"A{n}" for n in range(count)]
    workloads = []
    for name in names:
        per_target = rng.random() < 0.2
        delay = rng.choice([-2.0, 0.0, 1.0, 2.5, 7.0])
        workloads.append(
            ProblemWorkload(
                id=name,
                cost={"old": 1.0, "new": 1.0, "other": 1.0},
                current=rng.choice(["old", "old", "old", None]),
                amounts={
                    "days": rng.randint(0, 6),
                    "count": 1,
                    "risk": {"new": rng.randint(0, 3), "other": 1} if per_target else 1,
                },
                delay_value={"new": delay, "other": 1.0} if per_target else delay,
                earliest_wave=rng.choice([None, None, None, 1, 2]),
                latest_wave=rng.choice([None, None, None, waves, max(1, waves - 1)]),
            )
        )
    dependencies = []
    for _ in range(rng.randint(0, 2 * count)):
        if count < 2:
            break
        source, needed = rng.sample(names, 2)
        dependencies.append(
            ProblemDependency(
                source,
                needed,
                DependencyKind(
                    rng.choice(["before", "before", "before", "together", "earlier", "free"])
                ),
                exposure=rng.choice([0.0, 0.0, 0.5, 1.5]),
            )
        )
    limits = []
    for name in rng.sample(["days", "count", "risk"], rng.randint(0, 3)):
        upper = tuple(rng.choice([None, 0, 2, 5, 8, 10]) for _ in range(waves))
        lower = tuple(rng.choice([None, None, None, None, 1, 2]) for _ in range(waves))
        limits.append(
            WaveLimit(
                f"limit {name}",
                name,
                at_most=upper if rng.random() < 0.9 else None,
                at_least=lower if rng.random() < 0.25 else None,
            )
        )
    days = sorted(rng.sample(range(100), waves))
    problem = PlanningProblem(
        targets=(
            ProblemTarget("old"),
            ProblemTarget("new", rng.choice([1, 1, 1, 2])),
            ProblemTarget("other", rng.choice([1, 1, 2, 9])),
        ),
        workloads=tuple(workloads),
        dependencies=tuple(dependencies),
        waves=tuple(ProblemWave(f"W{n}", float(day)) for n, day in enumerate(days, 1)),
        wave_limits=tuple(limits),
        objective=WaveObjective(objective),
    )
    placement = {n: rng.choice(["new", "new", "new", "new", "old", "other"]) for n in names}
    return problem, placement


def breaks(problem: PlanningProblem, placement: Mapping[str, str], wave: Mapping[str, int | None]):
    """Whether a plan breaks a rule, in the words of the planning model."""
    moves = {w.id: w for w in problem.workloads if w.moves_to(placement[w.id])}
    ready = {t.id: t.ready_wave for t in problem.targets}
    for name in (w.id for w in problem.workloads if w.id not in moves):
        if wave[name] is not None:
            return f"{name} stays"
    for name, item in moves.items():
        number = wave[name]
        if number is None or not 1 <= number <= len(problem.waves):
            return f"{name} has no wave"
        if number < max(ready[placement[name]], item.earliest_wave or 1):
            return f"{name} too early"
        if number > (item.latest_wave or number):
            return f"{name} too late"
        if number < max(len(item.work(amount, placement[name])) for amount in ["", *item.amounts]):
            return f"{name} before its work is done"
        if number in item.closed_waves:
            return f"{name} in a closed wave"
        for one in problem.exits:
            inside = one.workloads is None or name in one.workloads
            if inside and item.current in one.targets and number > (one.by_wave or number):
                return f"{name} leaves too late"
    for edge in problem.dependencies:
        if edge.source not in moves or edge.needed not in moves:
            continue
        source, needed = known(wave[edge.source]), known(wave[edge.needed])
        if edge.kind is DependencyKind.TOGETHER and source != needed:
            return "parted"
        if edge.kind is DependencyKind.BEFORE and needed > source:
            return "order"
        if edge.kind is DependencyKind.EARLIER and needed >= source:
            return "strict order"
    for limit in problem.wave_limits:
        held = dict.fromkeys(range(1, len(problem.waves) + 1), 0.0)
        for name, item in moves.items():
            for before, amount in enumerate(reversed(item.work(limit.amount, placement[name]))):
                held[known(wave[name]) - before] += amount
        spans = limit.periods or [(number,) for number in held]
        for place, span in enumerate(spans):
            upper = limit.at_most[place] if limit.at_most else None
            lower = limit.at_least[place] if limit.at_least else None
            total = sum(held[number] for number in span)
            if upper is not None and total > upper + 1e-6 * max(1, abs(upper)):
                return f"{limit.id} above in {span}"
            if lower is not None and total < lower - 1e-6 * max(1, abs(lower)):
                return f"{limit.id} below in {span}"
    return ""


def best_by_trying(problem: PlanningProblem, placement: Mapping[str, str]) -> float | None:
    """Least value over all plans; None where none keeps the rules."""
    moves = [w.id for w in problem.workloads if w.moves_to(placement[w.id])]
    best = None
    for numbers in itertools.product(range(1, len(problem.waves) + 1), repeat=len(moves)):
        wave: dict[str, int | None] = {w.id: None for w in problem.workloads}
        wave.update(zip(moves, numbers, strict=True))
        if not breaks(problem, placement, wave):
            value = wave_value(problem, placement, wave)
            best = value if best is None else min(best, value)
    return best


def with_spread_work(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Work over one to three waves, for one target or for all; limits as they are."""
    workloads = []
    for item in problem.workloads:
        spread = tuple(float(draw.randint(0, 4)) for _ in range(draw.randint(1, 3)))
        other: Any = draw.choice([2.0, (1.0, 1.0)])
        each = {"new": spread, "other": other}
        days: Any = draw.choice([spread, each, 3.0])
        amounts = {**item.amounts, "days": days}
        workloads.append(replace(item, amounts=amounts))
    upper = tuple(draw.choice([None, 4.0, 6.0, 9.0]) for _ in problem.waves)
    lower = tuple(draw.choice([None, None, None, 1.0]) for _ in problem.waves)
    team = WaveLimit("team", "days", upper, lower if draw.random() < 0.2 else None)
    kept = tuple(limit for limit in problem.wave_limits if limit.amount != "days")
    return replace(problem, workloads=tuple(workloads), wave_limits=(*kept, team))


def with_closed_waves(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Waves that some do not cut over in."""
    numbers = range(1, len(problem.waves) + 1)
    workloads = tuple(
        replace(w, closed_waves=tuple(n for n in numbers if draw.random() < 0.3))
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def with_wave_costs(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Waves that cost or save, for one target or for all."""

    def drawn() -> tuple[float, ...]:
        return tuple(draw.choice([-40.0, 0.0, 0.0, 15.0, 90.0]) for _ in problem.waves)

    workloads = []
    for item in problem.workloads:
        costs: list[tuple[float, ...] | dict[str, tuple[float, ...]]] = [
            (),
            drawn(),
            {"new": drawn()},
        ]
        workloads.append(replace(item, wave_cost=draw.choice(costs)))
    return replace(problem, workloads=tuple(workloads))


def with_periods(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """A sum over some waves is bounded, from both sides at times."""
    numbers = list(range(1, len(problem.waves) + 1))
    draw.shuffle(numbers)
    cut = draw.randint(1, len(numbers))
    halves = [tuple(sorted(part)) for part in (numbers[:cut], numbers[cut:]) if part]
    periods = tuple(halves[: draw.randint(1, 2)])
    upper = tuple(draw.choice([None, 5.0, 8.0, 12.0]) for _ in periods)
    lower = tuple(draw.choice([None, None, 2.0]) for _ in periods)
    year = WaveLimit("year", "days", upper, draw.choice([None, lower]), periods)
    return replace(problem, wave_limits=(*problem.wave_limits, year))


def with_exits(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """A place that some must have left by a wave."""
    names = [w.id for w in problem.workloads]
    named = draw.choice([None, tuple(draw.sample(names, draw.randint(1, len(names))))])
    by_wave = draw.choice([None, len(problem.waves), max(1, len(problem.waves) - 1)])
    return replace(problem, exits=(Exit("lease", ("old",), named, by_wave),))


def with_shared_costs(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Platforms that cost until the last has left them."""
    names = [w.id for w in problem.workloads]
    shared = []
    for number in range(draw.randint(1, 3)):
        named = tuple(draw.sample(names, draw.randint(1, len(names))))
        shared.append(
            SharedCost(
                f"platform {number}",
                draw.choice([("old",), ("old", "other"), ("new",)]),
                draw.choice([None, named]),
                5.0,
                draw.choice([0.5, 2.0, 9.0]),
                draw.choice([0.0, 30.0, 60.0]),
            )
        )
    return replace(problem, shared_costs=tuple(shared))


def with_all_of_version_2(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Some of everything at once."""
    for change in VERSION_2.values():
        if change is not with_all_of_version_2 and draw.random() < 0.6:
            problem = change(problem, draw)
    return problem


VERSION_2 = {
    "spread work": with_spread_work,
    "closed waves": with_closed_waves,
    "wave costs": with_wave_costs,
    "periods": with_periods,
    "exits": with_exits,
    "shared costs": with_shared_costs,
    "all of version 2": with_all_of_version_2,
}
