"""Compile every inner loop ahead of time, so that the first plan does not wait for it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from planner.child_process import Tell, WorkerProcess
from planner.errors import PlannerError
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.banner import swallow_banner
from planner.optimising.outcome import Options
from planner.optimising.placement import warm_up as warm_placement
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
from planner.optimising.stages import run_stages

__all__ = ["is_cold", "prepare", "warm_up"]

WORKLOADS = 170
"""Enough for the methods of large problems: 12 waves of them are over the cells solved exactly."""
STEPS = 600


def warm_up() -> None:
    """Solve small problems of every kind; the machine code is kept on disk.

    Takes about a quarter of a minute the first time, a second or two once the code is there.
    """
    swallow_banner()
    warm_placement()
    problem = _problem()
    for objective in WaveObjective:
        options = Options(time_limit_s=None, work_limit=STEPS, joint=False)
        run_stages(replace(problem, objective=objective), options, Stop(None, options.work_limit))
    _warm_lines()
    _warm_closure(problem)


def _warm_closure(problem: PlanningProblem) -> None:
    """Sum over the closure of a small problem as it is done for large ones."""
    from planner.optimising.waves.instance import build_instance
    from planner.optimising.waves.windows import compiled_sums

    instance = build_instance(problem, {one.id: "there" for one in problem.workloads})
    if instance.reach is not None:
        compiled_sums(instance.reach, instance.amounts)


def _warm_lines() -> None:
    """Search a line whose first bound does not prove it."""
    from planner.optimising.waves.salbp import search_line, turned_round
    from planner.optimising.waves.salbp_line import build_line
    from planner.optimising.waves.salbp_search import fill_greedily, view_of

    line = build_line([7, 3, 5, 4, 6, 2, 5, 3], 10, [(0, 3), (1, 4), (2, 5), (3, 6)])
    views = view_of(line), view_of(turned_round(line))
    fill_greedily(views[0], views[0].times.astype(float), 100, len(line.times))
    search_line(*views, len(line.times) + 1, 0, Stop(), lambda _stations: None)


def _problem() -> PlanningProblem:
    """Many workloads in chains and pairs, twelve waves, one team with too little time for all."""
    names = [f"w{n}" for n in range(WORKLOADS)]
    kinds = tuple(DependencyKind)
    return PlanningProblem(
        targets=(ProblemTarget("here"), ProblemTarget("there")),
        workloads=tuple(
            ProblemWorkload(
                name,
                {"there": 1.0 + n % 7},
                "here",
                None,
                {"days": 1.0 + n % 5},
                delay_value=float(1 + n * 7 % 5),
            )
            for n, name in enumerate(names)
        ),
        distance={"here": {"there": 1.0}, "there": {"here": 1.0}},
        dependencies=tuple(
            ProblemDependency(names[n], names[n // 2], kinds[n % 4], 1.0, 0.1)
            for n in range(2, WORKLOADS, 3)
        ),
        waves=tuple(ProblemWave(f"W{n}", 10.0 * n) for n in range(1, 13)),
        wave_limits=(WaveLimit("team", "days", (WORKLOADS * 3.2 / 12,) * 12),),
    )


def is_cold() -> bool:
    """Whether the loops still have to be compiled on this machine, as far as the disk tells."""
    from planner.optimising.placement import message_kernels
    from planner.optimising.waves import salbp_kernels, search_kernels

    loops = (message_kernels, search_kernels, salbp_kernels)
    return any(_is_missing(module) for module in loops)


def _is_missing(module: ModuleType) -> bool:
    """Whether no machine code of a module's loops is kept, or only that of an older source."""
    source = Path(module.__file__ or "")
    newest = source.stat().st_mtime if source.exists() else 0.0
    loops = [one for one in vars(module).values() if hasattr(one, "py_func")]
    folders = {Path(loop.stats.cache_path) for loop in loops if loop.stats.cache_path}
    kept = [index for folder in folders for index in folder.glob(f"{source.stem}.*.nbi")]
    return not any(index.stat().st_mtime >= newest for index in kept)


def prepare() -> bool:
    """Compile in a process of its own where that was never done here; return whether it was.

    Whoever is about to give the search only a few seconds does well to call it first. A failure
    costs nothing but time later, so none is reported. The process ends with this one.
    """
    if not is_cold():
        return False
    worker = WorkerProcess(grace_s=0.0)
    try:
        with contextlib.suppress(PlannerError):
            worker.run(_warmed, (), Stop(), ignore_progress, lambda _found: None)
    finally:
        worker.close()
    return True


def _warmed(*, stop: Stop, listen: ProgressListener, tell: Tell) -> None:
    warm_up()
