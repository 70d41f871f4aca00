"""Small random wave problems, and their answers by trying every plan."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)
from planner.optimising.waves import waves_value


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
    for edge in problem.dependencies:
        if edge.source not in moves or edge.needed not in moves:
            continue
        source, needed = wave[edge.source], wave[edge.needed]
        if edge.kind is DependencyKind.TOGETHER and source != needed:
            return "parted"
        if edge.kind is DependencyKind.BEFORE and needed > source:
            return "order"
        if edge.kind is DependencyKind.EARLIER and needed >= source:
            return "strict order"
    for limit in problem.wave_limits:
        for number in range(1, len(problem.waves) + 1):
            held = sum(
                item.amount(limit.amount, placement[name])
                for name, item in moves.items()
                if wave[name] == number
            )
            upper = limit.at_most[number - 1] if limit.at_most else None
            lower = limit.at_least[number - 1] if limit.at_least else None
            if upper is not None and held > upper + 1e-6 * max(1, abs(upper)):
                return f"{limit.id} above in {number}"
            if lower is not None and held < lower - 1e-6 * max(1, abs(lower)):
                return f"{limit.id} below in {number}"
    return ""


def best_by_trying(problem: PlanningProblem, placement: Mapping[str, str]) -> float | None:
    """Least value over all plans; None where none keeps the rules."""
    moves = [w.id for w in problem.workloads if w.moves_to(placement[w.id])]
    best = None
    for numbers in itertools.product(range(1, len(problem.waves) + 1), repeat=len(moves)):
        wave: dict[str, int | None] = {w.id: None for w in problem.workloads}
        wave.update(zip(moves, numbers, strict=True))
        if not breaks(problem, placement, wave):
            value = waves_value(problem, placement, wave)
            best = value if best is None else min(best, value)
    return best
