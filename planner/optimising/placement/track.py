"""What a run has found so far: best labelling, best bound, and who is told of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from planner.jobs import Progress, ProgressListener, Stop
from planner.optimising.outcome import voucher_of
from planner.optimising.placement.instance import Instance, Ints
from planner.optimising.plan import relative_gap
from planner.optimising.problem import PlanningProblem
from planner.optimising.vouching import Voucher

__all__ = ["IncumbentListener", "Track"]

type IncumbentListener = Callable[[Mapping[str, str], float, float | None, Voucher], None]


class Track:
    """Best labelling and bound of a run; every better one is reported.

    Attributes
    ----------
    label, value
        Best labelling that keeps every rule, and its worth; None and infinite before.
    bound, certificate, solver_bound
        Best proven bound, what it rests on, and whether only a solver vouches for it.
    infeasible
        Proven: no plan keeps every rule.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        instance: Instance,
        wanted_gap: float,
        stop: Stop,
        listen: ProgressListener,
        on_incumbent: IncumbentListener | None = None,
    ) -> None:
        self.problem = problem
        self.instance = instance
        self.wanted_gap = wanted_gap
        self.stop = stop
        self.listen = listen
        self.on_incumbent = on_incumbent
        self.label: Ints | None = None
        self.value = math.inf
        self.bound = -math.inf
        self.certificate: Any = None
        self.solver_bound = False
        self.infeasible = instance.impossible

    def offer(self, label: Ints, tolerance: float = 1e-9) -> bool:
        """Take a labelling where it keeps every rule and is better; whether it was taken."""
        if not self.instance.keeps_rules(label, tolerance):
            return False
        value = self.instance.value(label)
        if value >= self.value - 1e-12 * max(1.0, abs(value)):
            return False
        self.label, self.value = label.copy(), value
        if self.on_incumbent is not None:
            bound = self.bound if math.isfinite(self.bound) else None
            voucher = voucher_of(self.certificate, solver_bound=self.solver_bound)
            self.on_incumbent(self.instance.placement(label), value, bound, voucher)
        self.report()
        return True

    def raise_bound(self, bound: float, certificate: Any = None) -> None:
        """Take a better bound; without a certificate it is the solver's word.

        A certificate that proves the gap asked for is preferred to the solver's word for more.
        """
        if not math.isfinite(bound):
            return
        enough = self.label is not None and relative_gap(self.value, bound) <= self.wanted_gap
        if bound > self.bound or (certificate is not None and self.solver_bound and enough):
            self.bound = bound
            self.certificate = certificate
            self.solver_bound = certificate is None
            self.report()

    def gap(self) -> float:
        """Relative gap; infinite before there is both a plan and a bound."""
        if self.label is None or not math.isfinite(self.bound):
            return math.inf
        return relative_gap(self.value, self.bound)

    def proven(self) -> bool:
        """Whether the gap asked for is reached."""
        return self.gap() <= self.wanted_gap

    def done(self) -> bool:
        """Whether there is nothing more to do, or no time to do it."""
        return self.infeasible or self.proven() or self.stop.expired()

    def report(self) -> None:
        """Tell the listener where the run stands."""
        gap = self.gap()
        self.listen(
            Progress(
                "phase.placement",
                value=self.value if self.label is not None else None,
                bound=self.bound if math.isfinite(self.bound) else None,
                gap=gap if math.isfinite(gap) else None,
                seconds=self.stop.seconds,
            )
        )
