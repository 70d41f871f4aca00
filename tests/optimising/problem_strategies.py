"""Random problems for property tests: every part of the file form turns up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from planner.optimising.problem import (
    AttributeGroup,
    DependencyKind,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
    WaveObjective,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
ANY = st.floats(-1e9, 1e9, allow_nan=False)
POSITIVE = st.floats(0, 1e9, allow_nan=False)
AMOUNT = POSITIVE | st.lists(POSITIVE, min_size=1, max_size=3).map(tuple)
EXTENSIONS = st.builds(Extension, st.floats(1e-9, 1e9), POSITIVE, st.integers(1, 9))


@st.composite
def problems(draw: st.DrawFn) -> PlanningProblem:
    targets = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    per_target = st.dictionaries(st.sampled_from(targets), ANY, max_size=4)
    some_targets = st.lists(st.sampled_from(targets), min_size=1, unique=True).map(tuple)
    wave_count = draw(st.integers(0, 3))
    dependencies: tuple[ProblemDependency, ...] = ()
    groups: st.SearchStrategy[tuple[tuple[str, ...], ...]] = st.just(())
    if len(names) > 1:
        pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
        dependencies = tuple(
            ProblemDependency(pair[0], pair[1], *rest)
            for pair, rest in draw(
                st.lists(
                    st.tuples(
                        pairs,
                        st.tuples(st.sampled_from(DependencyKind), POSITIVE, POSITIVE),
                    ),
                    max_size=4,
                )
            )
        )
        groups = st.lists(
            st.lists(st.sampled_from(names), min_size=2, unique=True).map(tuple), max_size=2
        ).map(tuple)
    bound = st.tuples(*[st.none() | ANY] * wave_count)
    scale = draw(st.floats(0, 100))
    places = tuple(
        ProblemTarget(
            name, draw(st.integers(1, 5)), draw(st.dictionaries(NAMES, NAMES, max_size=2))
        )
        for name in targets
    )
    attributes = sorted({name for target in places for name in target.attributes})
    by_attribute: st.SearchStrategy[tuple[AttributeGroup, ...]] = st.just(())
    if attributes and len(names) > 1:
        some = st.lists(st.sampled_from(names), min_size=2, unique=True).map(tuple)
        by_attribute = st.lists(
            st.builds(AttributeGroup, st.sampled_from(attributes), some), max_size=2
        ).map(tuple)
    members: st.SearchStrategy[tuple[str, ...] | None] = st.none()
    if names:
        members |= st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)
    return PlanningProblem(
        targets=places,
        workloads=tuple(draw(_workloads(name, targets, per_target, wave_count)) for name in names),
        distance={a: {b: scale for b in targets if b != a} for a in targets}
        if len(targets) > 1
        else {},
        dependencies=dependencies,
        same_target=draw(groups),
        apart=draw(groups),
        limits=tuple(
            Limit(
                name,
                draw(NAMES),
                draw(some_targets),
                *draw(st.tuples(ANY, st.none() | ANY, st.none() | EXTENSIONS)),
            )
            for name in draw(st.lists(NAMES, max_size=3, unique=True))
        ),
        waves=tuple(ProblemWave(f"W{number}", float(number * 30)) for number in range(wave_count)),
        wave_limits=tuple(
            WaveLimit(name, draw(NAMES), draw(bound), draw(st.none() | bound))
            for name in draw(st.lists(NAMES, max_size=3, unique=True))
        ),
        objective=draw(st.sampled_from(WaveObjective)),
        same=draw(by_attribute),
        apart_by=draw(by_attribute),
        shared_costs=tuple(
            SharedCost(name, draw(some_targets), draw(members), *draw(st.tuples(*[POSITIVE] * 3)))
            for name in draw(st.lists(NAMES, max_size=2, unique=True))
        ),
        exits=tuple(
            Exit(name, draw(some_targets), draw(members), draw(st.none() | st.integers(0, 4)))
            for name in draw(st.lists(NAMES, max_size=2, unique=True))
        ),
        version=2,
    )


@st.composite
def _workloads(draw, name, targets, per_target, waves):
    cost = draw(st.dictionaries(st.sampled_from(targets), ANY, min_size=1, max_size=len(targets)))
    some = st.lists(st.sampled_from(sorted(cost)), min_size=1, unique=True).map(tuple)
    positive = st.dictionaries(st.sampled_from(targets), AMOUNT, max_size=4)
    reasons = st.lists(NAMES, min_size=1, max_size=2, unique=True).map(tuple)
    wave_cost: st.SearchStrategy[Any] = st.just(())
    if waves:
        by_wave = st.tuples(*[ANY] * waves)
        wave_cost |= by_wave | st.dictionaries(
            st.sampled_from(targets), by_wave, min_size=1, max_size=2
        )
    return ProblemWorkload(
        id=name,
        cost=cost,
        current=draw(st.none() | st.sampled_from(targets)),
        allowed=draw(st.none() | some),
        amounts=draw(st.dictionaries(NAMES, AMOUNT | positive, max_size=3)),
        delay_value=draw(ANY | per_target),
        earliest_wave=draw(st.none() | st.integers(1, 9)),
        latest_wave=draw(st.none() | st.integers(1, 9)),
        forbidden=draw(st.dictionaries(st.sampled_from(targets), reasons, max_size=2)),
        closed_waves=draw(st.lists(st.integers(1, 9), max_size=2, unique=True).map(tuple)),
        wave_cost=draw(wave_cost),
    )
