"""The best plan and the best bound so far, reported as they come."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import NDArray

from planner.jobs import Progress, ProgressListener, Stop
from planner.optimising.outcome import WavesOutcome, voucher_of
from planner.optimising.plan import PlanStatus, StoppedBy, relative_gap
from planner.optimising.vouching import Voucher
from planner.optimising.waves.instance import Instance

__all__ = ["IncumbentListener", "Track"]

type IncumbentListener = Callable[[Mapping[str, int | None], float, float | None, Voucher], None]

PROOF_FLOOR = 1e-6
"""No gap is asked tighter than this."""


class Track:
    """Keeps the best plan that passes every rule, and the best proven bound.

    Parameters
    ----------
    instance
        The wave problem; every plan offered is checked against it.
    worth
        Value of a plan by workloads, recomputed from the problem itself.
    gap
        Relative gap that counts as proven.
    """

    def __init__(
        self,
        instance: Instance,
        worth: Callable[[Mapping[str, int | None]], float],
        gap: float,
        stop: Stop,
        listen: ProgressListener,
        on_incumbent: IncumbentListener | None = None,
    ) -> None:
        self.instance = instance
        self.worth = worth
        self.gap_asked = max(gap, PROOF_FLOOR)
        self.stop = stop
        self.listen = listen
        self.on_incumbent = on_incumbent
        self.wave: NDArray[Any] | None = None
        self.plan: Mapping[str, int | None] = {}
        self.value = math.inf
        self.bound = -math.inf
        self.certificate: Any = None
        self.solver_bound = False
        self.solver = ""
        self.fraction: float | None = None
        self.beside: Callable[[], None] | None = None
        """Takes over what a program running beside the search has found by now."""

    def offer(self, wave: NDArray[Any]) -> bool:
        """Take a plan if it keeps every rule and beats the best one."""
        if not self.instance.keeps_rules(wave):
            return False
        plan = self.instance.plan(wave)
        value = self.worth(plan)
        if value >= self.value:
            return False
        self.wave, self.plan, self.value = wave.copy(), plan, value
        if self.on_incumbent is not None:
            self.on_incumbent(plan, value, self.finite_bound, self.voucher)
        self.report()
        return True

    def raise_bound(self, bound: float, certificate: Any = None, *, solver_bound: bool) -> None:
        """Take a bound if it is better than the one known."""
        if bound > self.bound:
            self.bound = bound
            self.certificate = None if solver_bound else certificate
            self.solver_bound = solver_bound
            if self.wave is not None and self.on_incumbent is not None:
                self.on_incumbent(self.plan, self.value, self.finite_bound, self.voucher)
            self.report()

    @property
    def voucher(self) -> Voucher:
        """What the bound rests on."""
        return voucher_of(self.certificate, solver_bound=self.solver_bound)

    def catch_up(self) -> None:
        """Take over what was found beside the search."""
        if self.beside is not None:
            self.beside()

    @property
    def finite_bound(self) -> float | None:
        """The bound, None before there is one."""
        return self.bound if math.isfinite(self.bound) else None

    @property
    def gap(self) -> float:
        """Relative gap; infinite before there is a plan and a bound."""
        if self.wave is None or not math.isfinite(self.bound):
            return math.inf
        return relative_gap(self.value, self.bound)

    @property
    def proven(self) -> bool:
        """Whether the gap asked for is reached."""
        return self.gap <= self.gap_asked

    def report(self) -> None:
        """Tell the listener where the search stands."""
        known = self.wave is not None
        self.listen(
            Progress(
                "phase.waves",
                fraction=self.fraction,
                value=self.value if known else None,
                bound=self.finite_bound,
                gap=self.gap if math.isfinite(self.gap) else None,
                seconds=self.stop.seconds,
            )
        )

    def stopped_by(self) -> StoppedBy:
        """Why the search ended, in the plan's words."""
        if self.proven:
            exact = self.gap <= PROOF_FLOOR
            return StoppedBy.PROOF if exact else StoppedBy.GAP
        stop = self.stop
        counted = StoppedBy.TIME if stop.work_limit is None else StoppedBy.WORK
        return StoppedBy(stop.reason() or counted)

    def outcome(self) -> WavesOutcome:
        """Return the answer as it stands."""
        if self.wave is None:
            return WavesOutcome(
                PlanStatus.UNKNOWN, self.stopped_by(), bound=self.finite_bound, solver=self.solver
            )
        return WavesOutcome(
            status=PlanStatus.OPTIMAL if self.proven else PlanStatus.FEASIBLE,
            stopped_by=self.stopped_by(),
            wave=self.plan,
            value=self.value,
            bound=self.finite_bound,
            certificate=self.certificate,
            solver_bound=self.solver_bound,
            solver=self.solver,
        )

    def infeasible(self) -> WavesOutcome:
        """Answer that no plan exists."""
        return WavesOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF, solver=self.solver)
