"""Placement and waves as one integer program: the strongest answer for small inventories.

Also the way out where the cheapest placement leaves no room for the waves: the same program with
the placement's cost alone finds the cheapest placement that does, or proves that none does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.check import (
    MOST_JOINT_WORKLOADS,
    check_placement,
    check_waves,
    placement_value,
    wave_value,
)
from planner.model.plan import PlanStatus, StoppedBy, relative_gap
from planner.model.problem import PlanningProblem, WaveObjective
from planner.optimising.outcome import Options
from planner.optimising.program import Answer, Program, Verdict
from planner.optimising.whole import Row, WholeModel, build_whole

__all__ = ["WholeOutcome", "joint_fits", "solve_joint", "solve_placement_with_room"]

BOUND_MARGIN: Final = 1e-7
"""Share of its size by which a solver's bound is lowered for the solver's own tolerances."""

type Waves = Mapping[str, int | None]
type IncumbentListener = Callable[[Mapping[str, str], Waves, float, float | None], None]
type Worth = Callable[[Mapping[str, str], Waves], float]


@dataclass(frozen=True, slots=True)
class WholeOutcome:
    """Answer of the program over both stages; ``value`` and ``bound`` are of its objective."""

    status: PlanStatus
    stopped_by: StoppedBy
    placement: Mapping[str, str] | None = None
    wave: Waves | None = None
    value: float | None = None
    bound: float | None = None

    @property
    def found(self) -> bool:
        """Whether there is a plan."""
        return self.placement is not None


def joint_fits(problem: PlanningProblem, options: Options) -> bool:
    """Whether both stages are to be one program: few workloads, ``early``, and not refused."""
    return (
        options.joint is not False
        and bool(problem.waves)
        and problem.objective is WaveObjective.EARLY
        and 0 < len(problem.workloads) <= MOST_JOINT_WORKLOADS
    )


def solve_joint(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
    start: tuple[Mapping[str, str], Waves] | None = None,
    on_incumbent: IncumbentListener | None = None,
) -> WholeOutcome:
    """Minimise placement value plus wave value; the bound is one of the worth.

    Parameters
    ----------
    start
        A plan that keeps the rules, to start from.
    on_incumbent
        Told of every better plan with its worth and the bound by then.
    """
    model = build_whole(problem)
    _cost_of_placing(model)
    _cost_of_separating(model)
    _cost_of_delay(model)
    _cost_of_exposure(model)

    def worth(placement: Mapping[str, str], wave: Waves) -> float:
        return placement_value(problem, placement) + wave_value(problem, placement, wave)

    return _Run(model, options, stop, listen, worth, on_incumbent).outcome(start)


def solve_placement_with_room(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
) -> WholeOutcome:
    """Find the cheapest plan that leaves room for the waves, or the proof that none does.

    With ``early`` the delay counts too, so that the placement is one worth scheduling; exposure
    is left out, which would double the program. Its bound is no bound of the worth.
    """
    early = problem.objective is WaveObjective.EARLY
    model = build_whole(problem)
    _cost_of_placing(model)
    _cost_of_separating(model)
    if early:
        _cost_of_delay(model)

    def cost(placement: Mapping[str, str], wave: Waves) -> float:
        value = placement_value(problem, placement)
        return value + wave_value(problem, placement, wave) if early else value

    return replace(_Run(model, options, stop, listen, cost, None).outcome(None), bound=None)


class _Run:
    """One run: the best plan that passes our own rules, the bound, and who is told."""

    def __init__(
        self,
        model: WholeModel,
        options: Options,
        stop: Stop,
        listen: ProgressListener,
        worth: Worth,
        on_incumbent: IncumbentListener | None,
    ) -> None:
        self.model = model
        self.options = options
        self.stop = stop
        self.listen = listen
        self.worth = worth
        self.on_incumbent = on_incumbent
        self.wanted_gap = max(options.gap, 1e-6)
        self.best: tuple[Mapping[str, str], Waves] | None = None
        self.value = math.inf
        self.bound = -math.inf

    def outcome(self, start: tuple[Mapping[str, str], Waves] | None) -> WholeOutcome:
        """Solve and translate the answer."""
        columns = None
        if start is not None and self._offer(*start):
            columns = _columns_of(self.model, *start)
        program = Program(self.model, self.stop)
        answer = program.run(
            self.stop.remaining_s,
            gap=self.wanted_gap,
            nodes=self._nodes(),
            seed=self.options.seed,
            start=columns,
            found=self._hear,
        )
        if self.stop.work_limit is not None:
            self.stop.count(max(1, answer.nodes))
        return self._translated(answer)

    def _nodes(self) -> int | None:
        limit = self.stop.work_limit
        return None if limit is None else max(1, limit - self.stop.steps)

    def _hear(self, columns: Any, bound: float) -> None:
        self._raise_bound(bound)
        self._offer(*self._plan(columns))

    def _plan(self, columns: Any) -> tuple[dict[str, str], Waves]:
        placement, wave = self.model.plan(columns)
        assert wave is not None
        return placement, wave

    def _offer(self, placement: Mapping[str, str], wave: Waves) -> bool:
        """Take a plan that keeps every rule and is better; say whether it keeps them."""
        problem = self.model.problem
        if any(check_placement(problem, placement)) or any(check_waves(problem, placement, wave)):
            return False
        value = self.worth(placement, wave)
        if value < self.value:
            self.best, self.value = (placement, wave), value
            self._report()
            if self.on_incumbent is not None:
                self.on_incumbent(placement, wave, value, self._stated_bound())
        return True

    def _raise_bound(self, bound: float) -> None:
        if math.isfinite(bound):
            self.bound = max(self.bound, bound - BOUND_MARGIN * max(1.0, abs(bound)))

    def _stated_bound(self) -> float | None:
        return self.bound if math.isfinite(self.bound) else None

    def _report(self) -> None:
        bound = self._stated_bound()
        gap = None if bound is None or self.best is None else relative_gap(self.value, bound)
        value = None if self.best is None else self.value
        self.listen(Progress("phase.joint", None, value, bound, gap, self.stop.seconds))

    def _translated(self, answer: Answer) -> WholeOutcome:
        if answer.verdict is Verdict.INFEASIBLE and self.best is None:
            return WholeOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF)
        if answer.columns is not None:
            self._offer(*self._plan(answer.columns))
        self._raise_bound(answer.bound)
        self._report()
        bound = self._stated_bound()
        stopped = StoppedBy(self.stop.reason() or StoppedBy.TIME)
        if self.best is None:
            return WholeOutcome(PlanStatus.UNKNOWN, stopped, bound=bound)
        gap = math.inf if bound is None else relative_gap(self.value, bound)
        status = PlanStatus.OPTIMAL if gap <= self.wanted_gap else PlanStatus.FEASIBLE
        if status is PlanStatus.OPTIMAL:
            stopped = StoppedBy.PROOF if gap <= 1e-6 else StoppedBy.GAP
        elif not self.stop.reason() and self.stop.work_limit is not None:
            stopped = StoppedBy.WORK
        return WholeOutcome(status, stopped, *self.best, self.value, bound)


def _columns_of(model: WholeModel, placement: Mapping[str, str], wave: Waves) -> Any:
    """Return the columns of a plan: x and u; the solver works out the flows."""
    values = np.zeros(sum(model.integer))
    for i, workload in enumerate(model.problem.workloads):
        target = placement[workload.id]
        values[model.x[i][target]] = 1.0
        moved = wave[workload.id]
        if moved is not None:
            for column in model.u[i][target][moved - 1 :]:
                values[column] = 1.0
    return values


def _cost_of_placing(model: WholeModel) -> None:
    """``sum cost[i,p] x[i,p]``."""
    for workload, chosen in zip(model.problem.workloads, model.x, strict=True):
        for target, column in chosen.items():
            model.cost[column] += workload.cost[target]


def _cost_of_separating(model: WholeModel) -> None:
    """``sum weight * distance`` in the transport form: ``x[i,.] - x[j,.] = divergence of f``."""
    index = {workload.id: i for i, workload in enumerate(model.problem.workloads)}
    for (i, j), weight in _merged(model.problem, index, "weight").items():
        targets = list(dict.fromkeys((*model.x[i], *model.x[j])))
        balance: dict[str, dict[int, float]] = {target: {} for target in targets}
        for target in targets:
            if target in model.x[i]:
                balance[target][model.x[i][target]] = 1.0
            if target in model.x[j]:
                balance[target][model.x[j][target]] = -1.0
        for source in model.x[i]:
            for sink in model.x[j]:
                if source != sink:
                    flow = model.add_column(weight * model.problem.between(source, sink))
                    balance[source][flow] = -1.0
                    balance[sink][flow] = 1.0
        for terms in balance.values():
            model.structure.append(Row(terms, 0.0, equal=True))


def _merged(
    problem: PlanningProblem, index: Mapping[str, int], figure: str
) -> dict[tuple[int, int], float]:
    """Add up parallel dependencies, in either direction."""
    total: dict[tuple[int, int], float] = {}
    for dependency in problem.dependencies:
        amount: float = getattr(dependency, figure)
        if amount:
            i, j = sorted((index[dependency.source], index[dependency.needed]))
            total[i, j] = total.get((i, j), 0.0) + amount
    return total


def _days(problem: PlanningProblem) -> list[float]:
    return [wave.day or 0.0 for wave in problem.waves]


def _cost_of_delay(model: WholeModel) -> None:
    """``sum delay[i,p] * day(w) * (u[i,p,w] - u[i,p,w-1])``."""
    days = _days(model.problem)
    for workload, by_target in zip(model.problem.workloads, model.u, strict=True):
        for target, steps in by_target.items():
            delay = workload.delay(target)
            model.cost[steps[-1]] += delay * days[-1]
            for column, (day, following) in zip(steps, pairwise(days), strict=False):
                model.cost[column] += delay * (day - following)


def _cost_of_exposure(model: WholeModel) -> None:
    """``sum exposure * (days from w to w+1) * |z[i,w] - z[j,w]|`` where both move."""
    days = _days(model.problem)
    index = {workload.id: i for i, workload in enumerate(model.problem.workloads)}
    for (i, j), exposure in _merged(model.problem, index, "exposure").items():
        if not model.u[i] or not model.u[j]:
            continue
        for wave, (day, following) in enumerate(pairwise(days), start=1):
            apart = model.add_column(exposure * (following - day))
            for one, other in ((i, j), (j, i)):
                terms = model.moved(one, wave)
                for column in model.moved(other, wave):
                    terms[column] = -1.0
                stay = model.stay[other]
                if stay is not None:
                    terms[stay] = -1.0
                terms[apart] = -1.0
                model.structure.append(Row(terms, 0.0))
