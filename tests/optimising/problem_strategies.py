"""Random problems for property tests: every part of the file form turns up."""

from __future__ import annotations

from hypothesis import strategies as st

from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)

NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=6)
ANY = st.floats(-1e9, 1e9, allow_nan=False)
POSITIVE = st.floats(0, 1e9, allow_nan=False)


@st.composite
def problems(draw: st.DrawFn) -> PlanningProblem:
    targets = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    per_target = st.dictionaries(st.sampled_from(targets), ANY, max_size=4)
    some_targets = st.lists(st.sampled_from(targets), min_size=1, unique=True).map(tuple)
    wave_count = draw(st.integers(0, 3))
    dependencies: tuple[ProblemDependency, ...] = ()
    groups = st.just(())
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
    return PlanningProblem(
        targets=tuple(ProblemTarget(name, draw(st.integers(1, 5))) for name in targets),
        workloads=tuple(draw(_workloads(name, targets, per_target)) for name in names),
        distance={a: {b: scale for b in targets if b != a} for a in targets}
        if len(targets) > 1
        else {},
        dependencies=dependencies,
        same_target=draw(groups),
        apart=draw(groups),
        limits=tuple(
            Limit(name, draw(NAMES), draw(some_targets), *draw(st.tuples(ANY, st.none() | ANY)))
            for name in draw(st.lists(NAMES, max_size=3, unique=True))
        ),
        waves=tuple(ProblemWave(f"W{number}", float(number * 30)) for number in range(wave_count)),
        wave_limits=tuple(
            WaveLimit(name, draw(NAMES), draw(bound), draw(st.none() | bound))
            for name in draw(st.lists(NAMES, max_size=3, unique=True))
        ),
        objective=draw(st.sampled_from(WaveObjective)),
    )


@st.composite
def _workloads(draw, name, targets, per_target):
    cost = draw(st.dictionaries(st.sampled_from(targets), ANY, min_size=1, max_size=len(targets)))
    some = st.lists(st.sampled_from(sorted(cost)), min_size=1, unique=True).map(tuple)
    positive = st.dictionaries(st.sampled_from(targets), POSITIVE, max_size=4)
    return ProblemWorkload(
        id=name,
        cost=cost,
        current=draw(st.none() | st.sampled_from(targets)),
        allowed=draw(st.none() | some),
        amounts=draw(st.dictionaries(NAMES, POSITIVE | positive, max_size=3)),
        delay_value=draw(ANY | per_target),
        earliest_wave=draw(st.none() | st.integers(1, 9)),
        latest_wave=draw(st.none() | st.integers(1, 9)),
    )
