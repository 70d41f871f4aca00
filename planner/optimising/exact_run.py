"""A run of an exact program: the best plan that passes our own rules, and the bound."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from planner.jobs import Progress, ProgressListener, Stop
from planner.optimising.check import check_placement, check_waves
from planner.optimising.check.placement import extension_steps, load_of, on_it
from planner.optimising.formulation import Formulation
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus, StoppedBy, relative_gap
from planner.optimising.programs import Program
from planner.optimising.solvers import Answer, Ask, Verdict

__all__ = [
    "BOUND_MARGIN",
    "ExactRun",
    "IncumbentListener",
    "RunOutcome",
    "Waves",
    "Worth",
    "columns_of_plan",
]

BOUND_MARGIN: Final = 1e-7
"""Share of its size by which a solver's bound is lowered for the solver's own tolerances."""
ROUNDING: Final = 1e-15
"""Share of the dearest cost by which it is lowered for sums in which dear costs cancel out."""

type Waves = Mapping[str, int | None]
type IncumbentListener = Callable[[Mapping[str, str], Waves | None, float, float | None], None]
type Worth = Callable[[Mapping[str, str], Waves | None], float]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Answer of an exact program; ``value`` and ``bound`` are of its objective.

    ``wave`` is None where the program has no waves.
    """

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


class ExactRun:
    """What a run knows so far; its two programs may follow each other.

    Attributes
    ----------
    best, value
        Best plan that keeps every rule, and its worth; None and infinite before.
    bound
        Best bound that the solver vouches for.
    infeasible
        Proven: no plan keeps every rule.
    """

    def __init__(
        self,
        program: Formulation,
        options: Options,
        stop: Stop,
        listen: ProgressListener,
        worth: Worth,
        on_incumbent: IncumbentListener | None = None,
        phase: str = "phase.joint",
    ) -> None:
        self.phase = phase
        self.program = program
        self.options = options
        self.stop = stop
        self.listen = listen
        self.worth = worth
        self.on_incumbent = on_incumbent
        self.wanted_gap = max(options.gap, 1e-6)
        self.best: tuple[Mapping[str, str], Waves | None] | None = None
        self.value = math.inf
        self.bound = -math.inf
        self.infeasible = False
        self._dearest = max(map(abs, program.cost), default=0.0)

    def offer(self, placement: Mapping[str, str], wave: Waves | None) -> bool:
        """Take a plan that keeps every rule and is better; say whether it keeps them."""
        problem = self.program.problem
        if any(check_placement(problem, placement)):
            return False
        if wave is not None and any(check_waves(problem, placement, wave)):
            return False
        value = self.worth(placement, wave)
        if value < self.value:
            self.best, self.value = (placement, wave), value
            self._report()
            if self.on_incumbent is not None:
                self.on_incumbent(placement, wave, value, self._stated_bound())
        return True

    def done(self) -> bool:
        """Whether there is nothing more to do, or no time to do it."""
        return self.infeasible or self.stop.expired() or self.within(self.wanted_gap)

    def within(self, gap: float) -> bool:
        """Whether the best plan is within this share of the bound."""
        return self._gap() <= gap

    def place_whole(
        self, part: Stop, *, patient: bool = True
    ) -> list[tuple[float, dict[str, str]]]:
        """Leave the waves fractional, and only the placement whole, within a part of the stop.

        What this proves holds for the whole too, and it proves nearly all of it: most of what the
        linear program is short of comes from workloads that go to two places at once. Each better
        placement comes back with its worth, which is a bound of any plan with that placement;
        the last one is the best. Not ``patient``, it may end before it begins.
        """
        placing = {column for chosen in self.program.x for column in chosen.values()}
        integer = [column in placing for column in range(len(self.program.integer))]
        placements: list[tuple[float, dict[str, str]]] = []

        def hear(columns: Any, bound: float) -> None:
            self._raise_bound(bound)
            worth = float(np.dot(self.program.cost, columns[: len(self.program.cost)]))
            placements.append((worth, self.program.plan(columns)[0]))

        program = replace(self.program, integer=integer)
        answer = self._run(program, part, None, hear, patient=patient)
        if answer.columns is not None:
            hear(answer.columns, answer.bound)
        if math.isfinite(answer.bound):
            self._report()
        return placements

    def solve(self) -> None:
        """Solve the whole program, from the best plan on, with all that is left."""

        def hear(columns: Any, bound: float) -> None:
            self._raise_bound(bound)
            self.offer(*self.program.plan(columns))

        start = None if self.best is None else columns_of_plan(self.program, *self.best)
        answer = self._run(self.program, self.stop, start, hear)
        if answer.columns is not None:
            self.offer(*self.program.plan(answer.columns))
        self._report()

    def _run(
        self,
        program: Formulation,
        part: Stop,
        start: Any,
        hear: Callable[[Any, float], None],
        *,
        patient: bool = True,
    ) -> Answer:
        ask = Ask(
            part.remaining_s,
            steps=part.steps_left,
            patient=patient,
            gap=self.wanted_gap,
            seed=self.options.seed,
            start=start,
            found=hear,
        )
        answer = Program(program, self.stop, self.options.solver).run(ask)
        self.stop.count(answer.steps)
        if answer.verdict is Verdict.INFEASIBLE:
            self.infeasible = self.best is None
        else:
            self._raise_bound(answer.bound)
        return answer

    def _raise_bound(self, bound: float) -> None:
        if math.isfinite(bound):
            margin = BOUND_MARGIN * max(1.0, abs(bound)) + ROUNDING * self._dearest
            self.bound = max(self.bound, bound - margin)

    def _stated_bound(self) -> float | None:
        return self.bound if math.isfinite(self.bound) else None

    def _gap(self) -> float:
        if self.best is None or not math.isfinite(self.bound):
            return math.inf
        return relative_gap(self.value, self.bound)

    def _report(self) -> None:
        gap = self._gap()
        value = None if self.best is None else self.value
        stated = gap if math.isfinite(gap) else None
        bound = self._stated_bound()
        self.listen(Progress(self.phase, None, value, bound, stated, self.stop.seconds))

    def outcome(self) -> RunOutcome:
        """Put what was found into words."""
        if self.infeasible:
            return RunOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF)
        bound = self._stated_bound()
        stopped = StoppedBy(self.stop.reason() or StoppedBy.TIME)
        if self.best is None:
            return RunOutcome(PlanStatus.UNKNOWN, stopped, bound=bound)
        gap = self._gap()
        status = PlanStatus.OPTIMAL if gap <= self.wanted_gap else PlanStatus.FEASIBLE
        if status is PlanStatus.OPTIMAL:
            stopped = StoppedBy.PROOF if gap <= 1e-6 else StoppedBy.GAP
        elif not self.stop.reason() and self.stop.work_limit is not None:
            stopped = StoppedBy.WORK
        return RunOutcome(status, stopped, *self.best, self.value, bound)


def columns_of_plan(program: Formulation, placement: Mapping[str, str], wave: Waves | None) -> Any:
    """Return the columns of a plan that say what is chosen; the solver works out the others.

    The plan may name more workloads than the program.
    """
    problem = program.problem
    values = np.zeros(program.choices)
    for i, workload in enumerate(problem.workloads):
        target = placement[workload.id]
        values[program.x[i][target]] = 1.0
        moved = None if wave is None else wave[workload.id]
        if moved is None:
            continue
        values[program.u[i][target][moved - 1 :]] = 1.0
        if program.y:
            values[program.y[i][target][moved - 1]] = 1.0
    for limit in problem.limits:
        if limit.id in program.extended:
            steps = extension_steps(limit, load_of(problem, placement, limit))
            values[program.extended[limit.id]] = steps
    for shared in problem.shared_costs:
        values[program.occupied[shared.id]] = bool(on_it(problem, placement, shared))
    return values
