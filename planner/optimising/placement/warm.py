"""Compile every inner loop ahead of time, so that the first plan does not wait for it."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.message_passing import Relaxation
from planner.optimising.problem import (
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
)

__all__ = ["warm_up"]


def warm_up() -> None:
    """Run each compiled loop once on a tiny problem; the machine code is kept on disk.

    Takes about ten seconds the first time, half a second once the code is there. Needs no solver.
    """
    from planner.optimising.placement.expansion_kernels import expand
    from planner.optimising.placement.fusion_kernels import fuse

    instance = build_instance(tiny_problem())
    relaxation = Relaxation(instance)
    for heat in (0.0, 1.0):
        relaxation.sweep(heat)
        relaxation.excess(heat)
    relaxation.sweep()
    relaxation.standing_messages()
    label = relaxation.rounded()
    graph = relaxation.graph
    improver = Improver(instance, graph)
    improver.improve(np.zeros_like(label))
    fuse(
        instance.cost, graph.start, graph.edge, graph.first, graph.second, graph.weight,
        graph.apart, instance.distance, instance.amount, improver.lower, improver.upper,
        instance.usage(label), label.copy(), label,
    )  # fmt: skip
    expand(
        relaxation.priced(), graph.start, graph.edge, graph.first, graph.second, graph.weight,
        instance.distance, label, 0,
    )  # fmt: skip


def tiny_problem() -> PlanningProblem:
    """Three workloads, two targets, one limit, a dependency and a pair kept apart."""
    return PlanningProblem(
        targets=(ProblemTarget("here"), ProblemTarget("there")),
        workloads=tuple(
            ProblemWorkload(name, {"here": 1.0, "there": 2.0}, None, None, {"cpu": 1.0})
            for name in "ABC"
        ),
        distance={"here": {"there": 1.0}, "there": {"here": 1.0}},
        dependencies=(ProblemDependency("A", "B", weight=1.0),),
        apart=(("B", "C"),),
        limits=(Limit("room", "cpu", ("here",), at_most=2.0),),
    )
