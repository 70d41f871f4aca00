"""Small placement problems with every kind of rule, and their true answers by enumeration."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

from planner.optimising.check import check_placement
from planner.optimising.problem import (
    Amount,
    AttributeGroup,
    DependencyKind,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
    SharedCost,
)


def random_problem(seed: int) -> PlanningProblem:
    """A problem of up to 6 workloads and 4 targets; rules of every kind, often contradictory."""
    draw = random.Random(seed)
    targets = [f"t{number}" for number in range(draw.randint(1, 4))]
    at = {t: (draw.randint(0, 4), draw.randint(0, 4)) for t in targets}
    distance = {
        a: {b: float(abs(at[a][0] - at[b][0]) + abs(at[a][1] - at[b][1])) for b in targets}
        for a in targets
    }
    names = [f"w{number}" for number in range(draw.randint(1, 6))]
    workloads = []
    for name in names:
        known = draw.sample(targets, draw.randint(1, len(targets)))
        allowed = None
        if draw.random() < 0.3:
            allowed = tuple(draw.sample(known, draw.randint(1, len(known))))
        amounts: dict[str, Amount | dict[str, Amount]] = {}
        if draw.random() < 0.8:
            amounts["cpu"] = float(draw.randint(0, 8))
        if draw.random() < 0.5:
            one_off: dict[str, Amount] = {t: round(draw.uniform(0, 5), 1) for t in known}
            amounts["one_off"] = one_off
        cost = {t: round(draw.uniform(-10, 30), 1) for t in known}
        workloads.append(ProblemWorkload(name, cost, None, allowed, amounts))
    dependencies = []
    if len(names) > 1:
        for _ in range(draw.randint(0, 9)):
            a, b = draw.sample(names, 2)
            weight = draw.choice([0.0, 1.0, round(draw.uniform(0, 6), 1)])
            dependencies.append(ProblemDependency(a, b, DependencyKind.BEFORE, weight))
    groups, apart = [], []
    if len(names) > 2 and draw.random() < 0.3:
        groups = [tuple(draw.sample(names, 2)) for _ in range(draw.randint(1, 2))]
    if len(names) > 1 and draw.random() < 0.4:
        apart = [tuple(draw.sample(names, draw.randint(2, min(3, len(names)))))]
    limits = []
    for number in range(draw.randint(0, 3)):
        amount = draw.choice(["cpu", "one_off"])
        chosen = tuple(draw.sample(targets, draw.randint(1, len(targets))))
        low = draw.choice([None, None, round(draw.uniform(0, 8), 1)])
        high = round(draw.uniform(3, 20), 1) if low is None or draw.random() < 0.5 else None
        if low is not None and high is not None:
            low, high = min(low, high), max(low, high)
        limits.append(Limit(f"limit {number}", amount, chosen, high, low))
    return PlanningProblem(
        tuple(ProblemTarget(t) for t in targets), tuple(workloads), distance,
        tuple(dependencies), tuple(groups), tuple(apart), tuple(limits),
    )  # fmt: skip


def with_version_2(problem: PlanningProblem, seed: int) -> PlanningProblem:
    """The problem with a few rules and costs of version 2 on top, often contradictory."""
    draw = random.Random(seed * 7 + 1)
    names = [w.id for w in problem.workloads]
    ids = [t.id for t in problem.targets]

    def some(items: list[str]) -> tuple[str, ...]:
        return tuple(draw.sample(items, draw.randint(1, len(items))))

    def group() -> AttributeGroup:
        count = draw.randint(2, min(3, len(names)))
        return AttributeGroup("site", tuple(draw.sample(names, count)))

    targets = tuple(
        replace(t, attributes={"site": draw.choice("AB")} if draw.random() < 0.8 else {})
        for t in problem.targets
    )

    def extension() -> Extension:
        step, cost = draw.choice([0.5, 2.0, 5.0]), draw.choice([0.0, 3.0, 8.0])
        return Extension(step, cost, draw.choice([1, 2, 3]))

    same: tuple[AttributeGroup, ...] = ()
    apart_by: tuple[AttributeGroup, ...] = ()
    if len(names) > 1 and any(t.attributes for t in targets):
        same = tuple(group() for _ in range(draw.choice([0, 0, 1, 2])))
        apart_by = tuple(group() for _ in range(draw.choice([0, 0, 0, 1])))
    limits = tuple(
        replace(limit, extension=extension())
        if limit.at_most is not None and draw.random() < 0.6
        else limit
        for limit in problem.limits
    )
    shared = tuple(
        SharedCost(
            f"shared {n}",
            some(ids),
            draw.choice([None, some(names)]),
            draw.choice([0.0, 5.0, 25.0]),
        )
        for n in range(draw.choice([0, 1, 1, 2]))
    )
    exits = (Exit("exit", some(ids), some(names)),) if draw.random() < 0.2 else ()
    workloads = tuple(
        replace(w, forbidden={draw.choice(ids): ("law",)})
        if len(ids) > 1 and draw.random() < 0.15
        else w
        for w in problem.workloads
    )
    return replace(
        problem, targets=targets, workloads=workloads, same=same, apart_by=apart_by,
        limits=limits, shared_costs=shared, exits=exits,
    )  # fmt: skip


def keeps_rules(problem: PlanningProblem, placement: dict[str, str]) -> bool:
    """Whether a placement keeps the rules, by the checker, which knows no solver."""
    return not any(check_placement(problem, placement))


def keeps_rules_by_hand(problem: PlanningProblem, placement: dict[str, str]) -> bool:
    """Whether a placement keeps the rules of version 1, written without regard to others."""
    for workload in problem.workloads:
        if placement[workload.id] not in workload.candidates():
            return False
    if any(len({placement[name] for name in group}) > 1 for group in problem.same_target):
        return False
    for group in problem.apart:
        if len({placement[name] for name in group}) < len(set(group)):
            return False
    for limit in problem.limits:
        used = sum(
            w.amount(limit.amount, placement[w.id])
            for w in problem.workloads
            if placement[w.id] in limit.targets
        )
        if limit.at_most is not None and used > limit.at_most + 1e-6 * max(1, abs(limit.at_most)):
            return False
        if limit.at_least is not None and used < limit.at_least - 1e-6 * max(
            1, abs(limit.at_least)
        ):
            return False
    return True


def worth(problem: PlanningProblem, placement: dict[str, str]) -> float:
    """Objective, term by term."""
    total = sum(w.cost[placement[w.id]] for w in problem.workloads)
    for item in problem.dependencies:
        a, b = placement[item.source], placement[item.needed]
        total += item.weight * problem.distance.get(a, {}).get(b, 0.0)
    for shared in problem.shared_costs:
        named = shared.workloads or [w.id for w in problem.workloads]
        total += shared.cost * any(placement[name] in shared.targets for name in named)
    for limit in problem.limits:
        if limit.extension is not None:
            used = math.fsum(
                w.amount(limit.amount, placement[w.id])
                for w in problem.workloads
                if placement[w.id] in limit.targets
            )
            assert limit.at_most is not None
            beyond = used - limit.at_most - 1e-6 * max(1, abs(limit.at_most))
            total += limit.extension.cost * max(0, math.ceil(beyond / limit.extension.step))
    return total


def enumerate_best(
    problem: PlanningProblem, forbidden: tuple[dict[str, str], ...] = ()
) -> tuple[float, dict[str, str] | None]:
    """Best value over all placements, and one that has it; infinite where there is none."""
    best, chosen = math.inf, None
    names = [w.id for w in problem.workloads]
    for targets in itertools.product(*(w.candidates() for w in problem.workloads)):
        placement = dict(zip(names, targets, strict=True))
        if any(all(placement[n] == t for n, t in f.items()) for f in forbidden):
            continue
        if keeps_rules(problem, placement):
            value = worth(problem, placement)
            if value < best:
                best, chosen = value, placement
    return best, chosen
