"""The optimiser in a child process: complete plans come back as they are found, then the last."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.child_process import Tell, WorkerProcess
from planner.jobs import ProgressListener, Stop
from planner.optimising.construction import Opening
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem
from planner.optimising.stages import Found, run_stages

__all__ = ["Answer", "ChildProcess"]

GRACE_S = 1.2
"""Seconds past the time limit after which the child is killed: solvers overrun their limits."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the plan where the child finished, else the best found before it ended."""

    plan: Plan | None
    best: Found | None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """That no plan exists, with the rules in conflict; ways out are still looked for."""

    plan: Plan


class ChildProcess(WorkerProcess):
    """A child that plans; it stays warm from one problem to the next."""

    def __init__(self) -> None:
        super().__init__(GRACE_S)

    def start(self) -> None:
        """Start the child, where there is none, and have it load what a plan needs."""
        self.begin(_load)

    def solve(
        self, problem: PlanningProblem, options: Options, stop: Stop, listen: ProgressListener
    ) -> Answer:
        """Have ``problem`` solved; kill the child on cancel or past the time limit.

        A child that still loads is waited for, and the clock begins then. One that ends without a
        word (killed by the system, out of memory) is started once more, for what is left of the
        time.
        """
        first = self._solve_once(problem, options, stop, listen)
        if first.ended != "died" or first.plan is not None or stop.expired():
            return first
        again = self._solve_once(problem, options, stop, listen)
        if again.plan is not None:
            return again
        return replace(again, best=_better(first.best, again.best))

    def _solve_once(
        self, problem: PlanningProblem, options: Options, stop: Stop, listen: ProgressListener
    ) -> Answer:
        best: Found | None = None
        settled: Plan | None = None
        unlimited = stop.time_limit_s is None

        def take(found: object) -> None:
            nonlocal best, settled
            if unlimited:
                # The child counts steps; only with a plan or a proof does the clock end it here.
                stop.time_limit_s = options.parameters.net_seconds
            if isinstance(found, Found):
                best = found
            elif isinstance(found, Settled):
                settled = found.plan

        outcome = self.run(_solve, (problem, options), stop, listen, take)
        if unlimited:
            stop.time_limit_s = None
        if isinstance(outcome.result, Plan):
            return Answer(outcome.result, best)
        proven = settled if outcome.ended in ("time", "died") else None
        return Answer(proven, best, outcome.ended)


def _better(one: Found | None, other: Found | None) -> Found | None:
    """Return the better of what two attempts found: one with waves, then the one worth less."""
    if one is None or other is None:
        return one or other

    def worth(found: Found) -> tuple[bool, float]:
        return found.wave is None, found.placement_value + (found.wave_value or 0.0)

    return min(other, one, key=worth)


def _load() -> None:
    """Import what is else imported at the first plan."""
    import highspy

    from planner.optimising.kernels import annealing, local_search, trw_s, trw_s_waves
    from planner.optimising.solvers import load_pulp

    assert all((highspy, load_pulp(), annealing, local_search, trw_s, trw_s_waves))


def _solve(
    problem: PlanningProblem,
    options: Options,
    *,
    stop: Stop,
    listen: ProgressListener,
    tell: Tell,
) -> Plan:
    opening = Opening(problem, options, stop.time_limit_s, tell)
    try:
        return run_stages(
            problem, options, stop, listen, opening.found, lambda plan: tell(Settled(plan))
        )
    finally:
        opening.end()
