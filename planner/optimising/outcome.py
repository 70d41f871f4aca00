"""What a stage of the optimiser answers, in our own words and never in a solver's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.optimising.parameters import DEFAULTS, Parameters
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.vouching import Voucher

__all__ = ["Options", "PlacementOutcome", "WavesOutcome", "unlimited", "voucher_of"]


def voucher_of(certificate: object, *, solver_bound: bool) -> Voucher:
    """Say what a bound rests on."""
    if solver_bound:
        return Voucher.SOLVER
    return Voucher.SEARCH if certificate is None else Voucher.CERTIFICATE


@dataclass(frozen=True, slots=True)
class Options:
    """How hard to search.

    Attributes
    ----------
    time_limit_s
        Wall seconds for all of it; None where a work limit is to decide alone.
    work_limit
        Steps; the same problem, seed and work limit give the same plan.
    gap
        Relative gap that counts as proven; never asked tighter than 1e-6.
    seed
        Seed of every random choice.
    joint
        True, False, or None: both stages as one program where the inventory is small enough.
    start_placement, start_wave
        A plan to start from (an earlier plan after an edit); need not keep the rules.
    mend
        Whether a plan to start from that breaks a rule is mended first, and a first plan waited
        for where the work is up before it. Worth its time where a person waits for the answer to
        one change, not for hundreds of questions about a plan.
    solver
        Name of the solver of exact programs, as :func:`~planner.optimising.solvers.known_solver`
        knows it.
    parameters
        How the search goes about its work.
    enough
        Share of a plan's worth, left open by its stages each for itself, that is not worth a long
        search; 0 where all that is given is to be used.
    """

    time_limit_s: float | None = 60.0
    work_limit: int | None = None
    gap: float = 1e-4
    seed: int = 0
    joint: bool | None = None
    start_placement: Mapping[str, str] | None = None
    start_wave: Mapping[str, int | None] | None = None
    mend: bool = True
    solver: str = "HiGHS"
    parameters: Parameters = DEFAULTS
    enough: float = 0.0


def unlimited(
    workloads: int, gap: float = 1e-4, seed: int = 0, parameters: Parameters = DEFAULTS
) -> Options:
    """Return how to search where nobody limits it: a default work limit ends it, and no clock."""
    work = parameters.default_work(workloads)
    enough = parameters.enough
    return Options(None, work, gap=gap, seed=seed, parameters=parameters, enough=enough)


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """Answer of a stage; values and bounds in the problem's own units.

    ``certificate`` is what the bound rests on (multipliers, messages), which
    ``planner.optimising.placement.bound.evaluate`` computes again; None where only a MIP solver
    vouches for it (``solver_bound`` is then True).
    """

    status: PlanStatus
    stopped_by: StoppedBy
    value: float | None = field(default=None, kw_only=True)
    bound: float | None = field(default=None, kw_only=True)
    certificate: Any = field(default=None, kw_only=True)
    solver_bound: bool = field(default=False, kw_only=True)
    solver: str = field(default="", kw_only=True)

    @property
    def voucher(self) -> Voucher:
        """What the bound rests on."""
        return voucher_of(self.certificate, solver_bound=self.solver_bound)


@dataclass(frozen=True, slots=True)
class PlacementOutcome(StageOutcome):
    """Answer of the placement stage."""

    placement: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WavesOutcome(StageOutcome):
    """Answer of the wave stage for one placement; ``wave`` as in a :class:`Plan`."""

    wave: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is a plan of the waves."""
        return self.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)
