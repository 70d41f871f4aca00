"""Try to catch a bound above the best value there is: many small problems, every plan tried.

Problems come in families, each of which leans on one kind of rule. ``hunt`` is asked for a few of
each by the suite, and for thousands by ``python3 make.py bench bounds``.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from planner.jobs import Stop, ignore_progress
from planner.optimising.joint import solve_joint
from planner.optimising.outcome import Options
from planner.optimising.placement import bound as placement_bound
from planner.optimising.placement import solve_placement
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.instance import build_instance as build_placement
from planner.optimising.placement.linear_bound import certificate_by_products
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    WaveLimit,
    WaveObjective,
)
from planner.optimising.waves import certificate as wave_bound
from planner.optimising.waves import solve_waves
from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.building import build_instance as build_waves
from planner.optimising.whole.ascent import WorthAscent
from planner.optimising.whole.certificate import evaluate as evaluate_whole
from planner.optimising.whole.instance import build_whole
from tests.optimising import small_problems
from tests.optimising.placement import small_placements
from tests.optimising.problems_version_2 import random_version_2
from tests.optimising.waves import wave_problems

type Bounds = Iterator[tuple[str, float]]


@dataclass
class Catch:
    """What came of a hunt: how many problems had a plan, how many bounds were held against it."""

    problems: int = 0
    bounds: int = 0
    above: list[str] = field(default_factory=list)

    def hold(self, name: str, best: float, bounds: Bounds) -> None:
        """Compare bounds with the best value; none may be above it, as far as sums round."""
        self.problems += 1
        for kind, bound in bounds:
            self.bounds += 1
            if not bound <= best + 1e-9 * max(1.0, abs(best)):
                self.above.append(f"{name}, {kind}: bound {bound!r}, best {best!r}")


# Placement.


def of_ties(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Costs, weights and amounts of few different values."""
    workloads = tuple(
        replace(w, cost={t: float(draw.randint(0, 2)) for t in w.cost}, amounts={"cpu": 2.0})
        for w in problem.workloads
    )
    needs = tuple(replace(d, weight=float(draw.randint(0, 1))) for d in problem.dependencies)
    return replace(problem, workloads=workloads, dependencies=needs)


def of_quotas(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Each target has a least and a most number of workloads."""
    workloads = tuple(replace(w, amounts={**w.amounts, "count": 1}) for w in problem.workloads)
    count = len(workloads)
    limits = []
    for target in problem.targets:
        low = draw.randint(0, max(0, count // 2))
        most = draw.choice([None, float(draw.randint(low, count))])
        limits.append(Limit(f"quota {target.id}", "count", (target.id,), most, float(low)))
    return replace(problem, workloads=workloads, limits=(*problem.limits, *limits))


def of_equal_distances(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """No target is nearer than another, and separation is dear."""
    ids = [target.id for target in problem.targets]
    same = {a: {b: 3.0 for b in ids if b != a} for a in ids}
    needs = tuple(replace(d, weight=draw.uniform(2, 9)) for d in problem.dependencies)
    return replace(problem, distance=same, dependencies=needs)


def of_budgets(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Amounts per target under limits over several targets, sometimes of large money."""
    unit = draw.choice([1.0, 1e6])
    workloads = tuple(
        replace(w, amounts={"one_off": {t: unit * draw.randint(0, 9) for t in w.cost}})
        for w in problem.workloads
    )
    ids = [target.id for target in problem.targets]
    limits = tuple(
        Limit(f"budget {n}", "one_off", tuple(draw.sample(ids, draw.randint(1, len(ids)))),
              unit * draw.randint(3, 20))
        for n in range(2)
    )  # fmt: skip
    return replace(problem, workloads=workloads, limits=limits)


def of_groups(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """More groups on one target, and more kept apart."""
    names = [w.id for w in problem.workloads]
    if len(names) < 3:
        return problem
    same = tuple(tuple(draw.sample(names, 2)) for _ in range(draw.randint(1, 2)))
    apart = tuple(tuple(draw.sample(names, 2)) for _ in range(draw.randint(1, 3)))
    return replace(problem, same_target=same, apart=apart)


def of_pairs_that_all_talk(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Every two talk, and every target is nearly full; at times no target is nearer."""
    names = [w.id for w in problem.workloads]
    needs = tuple(
        ProblemDependency(a, b, weight=draw.uniform(0.5, 9))
        for n, a in enumerate(names)
        for b in names[n + 1 :]
    )
    workloads = tuple(replace(w, amounts={"cpu": draw.randint(1, 6)}) for w in problem.workloads)
    room = (
        draw.uniform(1.0, 1.4) * sum(w.amount("cpu", "") for w in workloads) / len(problem.targets)
    )
    limits = tuple(Limit(f"room {t.id}", "cpu", (t.id,), room + 1) for t in problem.targets)
    if draw.random() < 0.3:
        ids = [target.id for target in problem.targets]
        some = tuple(draw.sample(ids, draw.randint(1, len(ids))))
        limits = (*limits, Limit("over several", "cpu", some, room * len(some)))
    dense = replace(problem, dependencies=needs, workloads=workloads, limits=limits)
    return of_equal_distances(dense, draw) if draw.random() < 0.5 else dense


def of_version_2(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Attributes, extensions, shared costs, exits, forbidden targets."""
    return small_placements.with_version_2(problem, draw.randrange(10**6))


def of_dense_version_2(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """The same where every two talk and every target is nearly full."""
    return of_version_2(of_pairs_that_all_talk(problem, draw), draw)


def product_bounds(problem: PlanningProblem, noise: np.random.Generator) -> Bounds:
    """The certificate of the linear program with products of choices, and spoilt ones."""
    instance = build_placement(problem)
    if instance.impossible or not instance.units:
        return
    names = tuple(limit.id for limit in problem.limits)
    honest = certificate_by_products(instance, names, Stop())
    if honest is None:
        return
    yield "certificate by products", placement_bound.evaluate(problem, honest)
    for size in (1.0, 30.0):
        products = {
            (limit.id, workload.id, target.id): noise.normal(0, size)
            for limit in problem.limits
            for workload in problem.workloads
            for target in problem.targets
        }
        spoilt = replace(
            honest, products=products,
            to_first=honest.to_first + noise.normal(0, size, honest.to_first.shape),
        )  # fmt: skip
        yield "spoilt certificate by products", placement_bound.evaluate(problem, spoilt)


def placement_bounds(problem: PlanningProblem, seed: int) -> Bounds:
    """Certificates that were searched for, spoilt ones, and what the stage states when ended."""
    noise = np.random.default_rng(seed)
    dual = Dual(build_placement(problem))
    for _ in dual.stages(Stop(None, work_limit=1 + seed % 200)):
        pass
    if math.isfinite(dual.bound):
        honest = dual.certificate(problem)
        yield "certificate", placement_bound.evaluate(problem, honest)
        size = noise.choice([0.1, 3.0, 100.0])
        spoilt = replace(
            honest,
            multipliers={
                name: price + noise.normal(0, size) for name, price in honest.multipliers.items()
            },
            to_first=honest.to_first + noise.normal(0, size, honest.to_first.shape),
            to_second=honest.to_second + noise.normal(0, size, honest.to_second.shape),
            shares={of: part + noise.normal(0, size) for of, part in honest.shares.items()},
        )
        yield "spoilt certificate", placement_bound.evaluate(problem, spoilt)
    yield from product_bounds(problem, noise)
    for steps in (1, 5, 200):
        stop = Stop(None, work_limit=steps)
        found = solve_placement(problem, Options(gap=1e-6), stop, ignore_progress)
        if found.bound is not None:
            yield f"stage after {steps} steps", found.bound


def plain(problem: PlanningProblem, _draw: random.Random) -> PlanningProblem:
    """As it was drawn."""
    return problem


PLACEMENTS: dict[str, Callable[[PlanningProblem, random.Random], PlanningProblem]] = {
    "plain": plain, "ties": of_ties, "quotas": of_quotas, "equal distances": of_equal_distances,
    "budgets": of_budgets, "groups": of_groups, "dense": of_pairs_that_all_talk,
    "version 2": of_version_2, "dense, version 2": of_dense_version_2,
}  # fmt: skip


def hunt_placement(family: str, seeds: range) -> Catch:
    """Hold the placement's bounds against the best of all placements."""
    catch = Catch()
    for seed in seeds:
        problem = PLACEMENTS[family](small_placements.random_problem(seed), random.Random(seed))
        best, _ = small_placements.enumerate_best(problem)
        if not math.isinf(best):
            catch.hold(f"placement, {family}, {seed}", best, placement_bounds(problem, seed))
    return catch


# Waves.


def of_exposure(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Every two workloads are exposed to each other, by whatever kind of dependency."""
    names = [w.id for w in problem.workloads]
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    more = tuple(
        ProblemDependency(a, b, DependencyKind.FREE, exposure=draw.choice([0.2, 1.0, 6.0]))
        for a, b in draw.sample(pairs, min(len(pairs), 5))
    )
    return replace(problem, dependencies=problem.dependencies + more)


def of_equal_delays(problem: PlanningProblem, _draw: random.Random) -> PlanningProblem:
    """All want the same: early, and one as much as the other."""
    workloads = tuple(
        replace(w, delay_value=1.0, amounts={"days": 2, "count": 1, "risk": 1})
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def of_ramps(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """A pilot of one, then waves that hold more and more, and a freeze on the way."""
    most = [1.0] + [float(min(2 + n, 4)) for n in range(len(problem.waves) - 1)]
    if len(most) > 2:
        most[draw.randrange(1, len(most))] = 0.0
    work = tuple(8.0 + 2 * n for n in range(len(most)))
    return replace(
        problem,
        wave_limits=(WaveLimit("ramp", "count", tuple(most)), WaveLimit("team", "days", work)),
    )


def of_readiness(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Targets that are ready late, and windows of a wave or two."""
    last = len(problem.waves)
    targets = tuple(replace(t, ready_wave=draw.randint(1, last)) for t in problem.targets)
    workloads = []
    for workload in problem.workloads:
        first = draw.choice([None, draw.randint(1, last)])
        latest = draw.choice([None, min(last, (first or 1) + draw.randint(0, 2))])
        workloads.append(replace(workload, earliest_wave=first, latest_wave=latest))
    return replace(problem, targets=targets, workloads=tuple(workloads))


def of_amounts_per_target(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """What a move takes of a wave depends on where it goes, and some waves must be used."""
    workloads = tuple(
        replace(
            w,
            amounts={"days": {"new": draw.randint(0, 6), "other": draw.randint(0, 9)}},
            delay_value={"new": draw.uniform(-1, 4), "other": draw.uniform(-1, 4)},
        )
        for w in problem.workloads
    )
    waves = len(problem.waves)
    limit = WaveLimit(
        "team", "days", tuple(draw.choice([None, 6.0, 9.0]) for _ in range(waves)),
        tuple(draw.choice([None, None, 1.0]) for _ in range(waves)),
    )  # fmt: skip
    return replace(problem, workloads=workloads, wave_limits=(limit,))


def wave_bounds(problem: PlanningProblem, placement: dict[str, str], seed: int) -> Bounds:
    """Certificates that were searched for, spoilt ones, and what the stage states when ended."""
    instance = build_waves(problem, placement)
    if problem.objective is WaveObjective.EARLY and instance.groups and not instance.impossible:
        noise = np.random.default_rng(seed)
        ascent = DualAscent(instance)
        for _ in range(1 + seed % 60):
            ascent.ascend(100.0)
        _, honest = ascent.proof()
        yield "certificate", wave_bound.evaluate(problem, placement, honest)
        size = noise.choice([0.1, 5.0, 500.0])
        parts = ("price_most", "price_least", "price_hub", "head", "tail")
        spoilt = {
            part: getattr(honest, part) + noise.normal(0, size, getattr(honest, part).shape)
            for part in parts
        }
        yield (
            "spoilt certificate",
            wave_bound.evaluate(problem, placement, replace(honest, **spoilt)),
        )
    for steps in (1, 20, 400):
        stop = Stop(None, work_limit=steps)
        found = solve_waves(problem, placement, Options(gap=1e-6), stop, ignore_progress)
        if found.bound is not None:
            yield f"stage after {steps} steps", found.bound


WAVES: dict[str, Callable[[PlanningProblem, random.Random], PlanningProblem]] = {
    "plain": plain, "exposure": of_exposure, "equal delays": of_equal_delays, "ramps": of_ramps,
    "readiness": of_readiness, "amounts per target": of_amounts_per_target,
    **wave_problems.VERSION_2,
}  # fmt: skip


def hunt_waves(family: str, seeds: range, objective: str = "early") -> Catch:
    """Hold the waves' bounds against the best of all schedules."""
    catch = Catch()
    for seed in seeds:
        drawn, placement = wave_problems.random_problem(seed, objective)
        problem = WAVES[family](drawn, random.Random(seed))
        best = wave_problems.best_by_trying(problem, placement)
        if best is not None:
            name = f"waves, {objective}, {family}, {seed}"
            catch.hold(name, best, wave_bounds(problem, placement, seed))
    return catch


# Both stages as one program.


def joint_bounds(problem: PlanningProblem) -> Bounds:
    """What the program over both stages states: at the root, after some nodes, and when solved."""
    for steps in (1, 30, 100_000):
        found = solve_joint(problem, Options(gap=1e-6), Stop(None, work_limit=steps))
        assert found.status is not PlanStatus.INFEASIBLE
        if found.bound is not None:
            yield f"joint after {steps} nodes", found.bound


def whole_bounds(problem: PlanningProblem, seed: int) -> Bounds:
    """Certificates over both stages that were searched for, and spoilt ones."""
    noise = np.random.default_rng(seed)
    whole = build_whole(problem)
    sizes = len(whole.upper), len(whole.ceiling), len(whole.floor)
    ascent = WorthAscent(whole, *(noise.choice([0.0, 1.0]) * np.ones(size) for size in sizes))
    ascent.run(Stop(None, work_limit=1 + seed % 60))
    bound, honest = ascent.proof()
    yield "certificate over both stages", bound
    size = noise.choice([0.1, 5.0, 500.0])
    parts = ("price", "price_most", "price_least", "head", "tail")
    spoilt = {
        part: getattr(honest, part) + noise.normal(0, size, getattr(honest, part).shape)
        for part in parts
    }
    yield "spoilt certificate over both stages", evaluate_whole(problem, replace(honest, **spoilt))


def as_drawn(problem: PlanningProblem, _draw: random.Random) -> PlanningProblem:
    """Early, whatever was drawn: the other objective is never one program."""
    return replace(problem, objective=WaveObjective.EARLY)


def of_joint_exposure(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Exposure and separation between every two."""
    return of_exposure(as_drawn(problem, draw), draw)


def of_joint_ties(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Costs and delays of two values each."""
    workloads = tuple(
        replace(w, cost={t: float(draw.randint(0, 1)) for t in w.cost}, delay_value=0.01)
        for w in problem.workloads
    )
    return as_drawn(replace(problem, workloads=workloads), draw)


JOINT: dict[str, Callable[[PlanningProblem, random.Random], PlanningProblem]] = {
    "plain": as_drawn, "exposure": of_joint_exposure, "ties": of_joint_ties,
}  # fmt: skip


def hunt_joint(family: str, seeds: range) -> Catch:
    """Hold the bounds of the worth against the best of all plans."""
    catch = Catch()
    for seed in seeds:
        problem = JOINT[family](small_problems.random_problem(seed), random.Random(seed))
        best = small_problems.best_worth(problem)
        if best is not None:
            slack = 1e-6 * max(1.0, abs(best))  # rules hold to that, so a plan may gain as much
            catch.hold(f"joint, {family}, {seed}", best + slack, joint_bounds(problem))
    return catch


def of_every_rule(problem: PlanningProblem, draw: random.Random) -> PlanningProblem:
    """Another problem altogether: all of version 2 at once."""
    del problem
    return as_drawn(random_version_2(draw.randrange(10**6)), draw)


WHOLE = {**JOINT, "every rule": of_every_rule}


def hunt_whole(family: str, seeds: range) -> Catch:
    """Hold the certificates over both stages against the best of all plans."""
    catch = Catch()
    for seed in seeds:
        problem = WHOLE[family](small_problems.random_problem(seed), random.Random(seed))
        best = small_problems.best_worth(problem) if problem.waves else None
        if best is not None:
            catch.hold(f"whole, {family}, {seed}", best, whole_bounds(problem, seed))
    return catch
