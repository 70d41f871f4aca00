"""A plan improved part by part: a few workloads planned again in both stages, the rest held.

Each part is the whole program over the few (``excerpt``), solved in a fraction of a second. That
answers a change at once, and uses what time is left on inventories that are too large for one
program. What comes back has passed the checker and is better, or is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.exact_run import columns_of_plan
from planner.optimising.excerpt import excerpt_of, excerpt_program
from planner.optimising.outcome import PlacementOutcome, WavesOutcome
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.programs import Program
from planner.optimising.solvers import Ask, Verdict
from planner.optimising.staging import Staged, Task, moved_to

__all__ = ["Both", "improved_by_parts", "staged_of"]

OWN_METHODS: Final = "HiGHS, part by part"

FEW: Final = 24
MANY: Final = 90
"""Workloads of the first part, and of the largest."""
LARGER: Final = 1.25
SMALLER: Final = 0.8
"""How the next part's size follows from whether this one was solved to the end."""
PART_S: Final = 1.5
PART_SHARE: Final = 0.35
"""Seconds at most for a part, and the share of what is left."""
NODES: Final = 40
"""Nodes of a part where steps are counted."""
ELSEWHERE: Final = 0.25
"""Share of a part that comes from elsewhere to trade room with; half of it wishes to leave."""
IDLE: Final = 3.0
"""The search ends when so many times the whole inventory was planned again without a gain."""
GAP: Final = 3e-4
"""Gap at which a part may stop: of the whole it is a much smaller one."""

type Waves = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Both:
    """A complete plan and its worth."""

    placement: Mapping[str, str]
    wave: Waves
    worth: float


def improved_by_parts(task: Task, start: Both, first: Sequence[str] = ()) -> Both:
    """Plan parts again until the time or work of the task is spent; return the best plan.

    Parameters
    ----------
    first
        Workloads whose surroundings come first: those that a change has touched.
    """
    best, size, idle = start, float(FEW), 0
    parts = _Parts(task.problem, task.options.seed, list(first))
    while not task.stop.expired() and idle < IDLE * len(task.problem.workloads):
        names = parts.next(best, round(size))
        better, finished = _planned_again(task, best, names)
        size = min(MANY, size * LARGER) if finished else max(FEW / 2, size * SMALLER)
        idle = 0 if better is not None else idle + len(names)
        best = better or best
    return best


def staged_of(task: Task, first: PlacementOutcome, plan: Both) -> Staged:
    """Put a plan into the words of the stages; its waves have no bound yet."""
    placed = moved_to(task, first, plan.placement)
    value = wave_value(task.problem, plan.placement, plan.wave)
    reason = StoppedBy(task.stop.reason() or StoppedBy.TIME)
    waves = WavesOutcome(PlanStatus.FEASIBLE, reason, plan.wave, value=value, solver=OWN_METHODS)
    return placed, waves


class _Parts:
    """Which workloads are planned again next: around one, and some who want to go elsewhere."""

    def __init__(self, problem: PlanningProblem, seed: int, first: list[str]) -> None:
        self.problem = problem
        self.first = first
        self.draw = np.random.default_rng(seed)
        self.names = [workload.id for workload in problem.workloads]
        self.near: dict[str, list[tuple[str, float]]] = {name: [] for name in self.names}
        for item in problem.dependencies:
            self.near[item.source].append((item.needed, item.weight))
            self.near[item.needed].append((item.source, item.weight))
        self.group = {name: {name} for name in self.names}
        for group in problem.same_target:
            joined: set[str] = set().union(*(self.group[name] for name in group))
            for name in joined:
                self.group[name] = joined
        self.left: list[str] = []
        self.plan: Both | None = None
        self.wishing: list[str] = []

    def next(self, plan: Both, size: int) -> set[str]:
        """Return the next part, whole groups of one target in it."""
        wishing = self._wishing(plan)
        centre = self.first.pop(0) if self.first else self._drawn()
        inside: set[str] = set()
        pending, seen = [centre], {centre}
        while pending and len(inside) < (1 - ELSEWHERE) * size:
            name = pending.pop(0)
            inside |= self.group[name]
            around = [other for other, _ in self.near[name] if other not in seen]
            # Hubs touch everything: a few of their neighbours keep a part a part.
            around = self._some(around, 8)
            seen.update(around)
            pending.extend(around)
        for name in self._some(wishing, round(ELSEWHERE / 2 * size)):
            inside |= self.group[name]
        for name in self._some(self.names, max(0, size - len(inside))):
            inside |= self.group[name]
        return inside

    def _some(self, names: Sequence[str], most: int) -> list[str]:
        return [names[n] for n in self.draw.permutation(len(names))[:most].tolist()]

    def _drawn(self) -> str:
        """Every workload is a centre before one is so again; who wishes to leave comes first."""
        if not self.left:
            wishing = set(self.wishing)
            self.left = self._some(self.names, len(self.names))
            self.left.sort(key=lambda name: name in wishing)
        return self.left.pop()

    def _wishing(self, plan: Both) -> list[str]:
        """Return those whom a limit keeps from a cheaper target, as far as costs tell."""
        if self.plan is not plan:
            self.plan = plan
            self.wishing = [w.id for w in self.problem.workloads if self._wish(w, plan) > 0]
        return self.wishing

    def _wish(self, workload: ProblemWorkload, plan: Both) -> float:
        """What the workload would save elsewhere, everybody else staying where they are."""

        def cost(target: str) -> float:
            apart = (
                weight * self.problem.between(target, plan.placement[other])
                for other, weight in self.near[workload.id]
            )
            return workload.cost[target] + sum(apart)

        return cost(plan.placement[workload.id]) - min(map(cost, workload.candidates()))


def _planned_again(task: Task, plan: Both, names: set[str]) -> tuple[Both | None, bool]:
    """Return a better plan, if the part has one, and whether the part was solved to the end."""
    part = excerpt_of(task.problem, plan.placement, plan.wave, names)
    if part is None:
        return None, True
    program = excerpt_program(part)
    stop = task.stop
    remaining = stop.remaining_s
    seconds = None if remaining is None else min(PART_S, max(0.05, PART_SHARE * remaining))
    ask = Ask(
        seconds,
        None if stop.work_limit is None else NODES,
        gap=GAP,
        seed=task.options.seed,
        start=columns_of_plan(program, plan.placement, plan.wave),
    )
    answer = Program(program, stop, task.options.solver).run(ask)
    stop.count(answer.steps)
    finished = answer.verdict is not Verdict.UNKNOWN
    if answer.columns is None:
        return None, finished
    placement, wave = program.plan(answer.columns)
    merged = {**plan.placement, **placement}
    return _better(task, plan, merged, {**plan.wave, **(wave or {})}), finished


def _better(task: Task, plan: Both, placement: Mapping[str, str], wave: Waves) -> Both | None:
    problem = task.problem
    if placement == plan.placement and wave == plan.wave:
        return None
    value = placement_value(problem, placement)
    worth = value + wave_value(problem, placement, wave)
    if worth >= plan.worth - 1e-9 * max(1.0, abs(plan.worth)):
        return None
    if any(check_placement(problem, placement)) or any(check_waves(problem, placement, wave)):
        return None
    return Both(placement, wave, worth)
