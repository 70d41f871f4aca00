"""The exact program in HiGHS: step form with landings, its word checked and never trusted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.solvers import UNSEEN, Verdict
from planner.optimising.waves.cuts import HubCuts
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.objective import move_early, part_briefly
from planner.optimising.waves.relaxation import hub_row
from planner.optimising.waves.step_rows import all_rules
from planner.optimising.waves.variables import new_model
from planner.optimising.work import run_counted

__all__ = ["ExactProgram", "MipAnswer", "solve_exactly"]

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]

BOUND_MARGIN = 1e-7
"""Share by which a solver's bound is lowered for its own tolerances."""
LARGEST_COST = 1_000.0
"""Costs are scaled so that the largest is this, or a solver's absolute tolerances would rule."""
FINISHED_GAP = 1e-9


@dataclass(frozen=True, slots=True)
class MipAnswer:
    """What a run of the solver brought, translated.

    ``wave`` is a plan that was checked against every rule, or None; ``bound`` holds by the
    solver's word; ``infeasible`` and ``finished`` likewise. ``steps`` is the work that it took.
    """

    wave: Ints | None = None
    value: float = math.inf
    bound: float = -math.inf
    infeasible: bool = False
    finished: bool = False
    steps: int = 1


@dataclass(slots=True)
class Talk:
    """What is said while the solver runs; all of it may be called from another thread.

    ``ended`` says whether it should stop, ``better`` hears of plans (checked), ``raised`` of
    bounds, and ``offered`` gives a plan from elsewhere that is better than a value, or None.
    """

    ended: Callable[[], bool]
    better: Callable[[Ints], None]
    raised: Callable[[float], None]
    offered: Callable[[float], Ints | None]


def solve_exactly(
    instance: Instance,
    *,
    seconds: float | None,
    steps: int | None = None,
    nodes: int | None = None,
    gap: float,
    seed: int,
    start: Ints | None = None,
    any_plan: bool = False,
    ended: Callable[[], bool] | None = None,
) -> MipAnswer:
    """Solve the whole program, or only look for any plan; see :class:`ExactProgram`.

    ``ended`` is asked while the solver runs whether it should stop.
    """
    if instance.impossible:
        return MipAnswer(infeasible=True, finished=True)
    program = ExactProgram(instance, gap=gap, seed=seed, any_plan=any_plan)
    talk = None
    if ended is not None:
        talk = Talk(ended, lambda _wave: None, lambda _bound: None, lambda _value: None)
    return program.run(seconds=seconds, steps=steps, nodes=nodes, start=start, talk=talk)


class ExactProgram:
    """The whole program of an instance, ready to run.

    Parameters
    ----------
    gap
        Relative gap at which it may stop.
    any_plan
        Leave the objective out: the question is only whether a plan exists.
    cuts, kept
        Hub inequalities to add as rows: hub, limit and wave of each.
    decided
        Groups whose waves are whole; all others may be split over waves. Without it all are whole.
        With it the program is a relaxation, and its bound holds for the whole.
    """

    def __init__(
        self,
        instance: Instance,
        *,
        gap: float,
        seed: int,
        any_plan: bool = False,
        cuts: HubCuts | None = None,
        kept: tuple[tuple[int, int, int], ...] = (),
        decided: Ints | None = None,
    ) -> None:
        self.instance = instance
        self.model = new_model(instance, lands=decided is None)
        if not any_plan:
            move_early(self.model)
            part_briefly(self.model)
        all_rules(self.model)
        if cuts is not None:
            for cut in kept:
                hub_row(self.model, cuts, cut)
        largest = float(np.abs(self.model.cost).max(initial=0.0))
        self.unit = max(largest, UNSEEN) / LARGEST_COST if largest > 0 else 1.0
        whole = self.whole(decided)
        # Without a whole column HiGHS leaves the bound of a linear program at 0.
        self.proves = not any_plan and bool(whole.any())
        self.session = self.model.loaded(whole=whole, unit=self.unit)
        self.session.set(
            random_seed=seed % 2**31, mip_rel_gap=max(gap, 1e-7) / 2, mip_abs_gap=FINISHED_GAP
        )
        self.solver = self.session.solver

    def whole(self, decided: Ints | None) -> NDArray[np.bool_]:
        """Columns that are to be whole."""
        whole = np.zeros(len(self.model.cost), dtype=bool)
        cells = self.instance.open.size
        if decided is None:
            whole[len(whole) - cells :] = True
        else:
            whole[:cells].reshape(self.instance.open.shape)[decided] = True
        return whole

    def run(
        self,
        *,
        seconds: float | None,
        steps: int | None = None,
        nodes: int | None = None,
        start: Ints | None = None,
        talk: Talk | None = None,
    ) -> MipAnswer:
        """Solve within the limits; without ``seconds`` the run is the same every time."""
        if seconds is not None:
            self.session.set(time_limit=max(0.01, seconds))
        if nodes is not None:
            self.session.set(mip_max_nodes=max(1, nodes))
        if start is not None:
            self.session.give(self.columns(start))
        if talk is not None:
            self.listen(talk)
        ended = (lambda: False) if talk is None else talk.ended
        return self.answer(run_counted(self.solver, ended, steps))

    def columns(self, wave: Ints) -> Floats:
        """Columns of a plan."""
        instance = self.instance
        number = np.arange(instance.waves)[None, :]
        moved = (number >= wave[:, None]).astype(float)
        apart = (moved[instance.tie_first] - moved[instance.tie_second]).ravel()
        lands = (number == wave[:, None]).astype(float) if self.model.lands else np.zeros(0)
        ties = np.maximum(0.0, apart), np.maximum(0.0, -apart)
        return np.concatenate([moved.ravel(), *ties, lands.ravel()])

    def listen(self, talk: Talk) -> None:
        """Pass on bounds and plans as they come."""

        def looked(event: Any) -> None:
            talk.raised(self.stated(event.data_out.mip_dual_bound))

        def improved(event: Any) -> None:
            wave = self.plan(np.array(event.data_out.mip_solution))
            if wave is not None:
                talk.better(wave)

        def asked(event: Any) -> None:
            wave = talk.offered(float(event.data_out.mip_primal_bound) * self.unit)
            if wave is not None:
                event.data_in.setSolution(self.columns(wave))

        self.solver.cbMipInterrupt.subscribe(looked)
        self.solver.cbMipImprovingSolution.subscribe(improved)
        self.solver.cbMipUserSolution.subscribe(asked)

    def stated(self, bound: float) -> float:
        """Bound in the problem's units, lowered for the solver's tolerances."""
        if not self.proves or not math.isfinite(bound):
            return -math.inf
        bound *= self.unit
        return bound - BOUND_MARGIN * max(1.0, abs(bound))

    def plan(self, columns: Floats) -> Ints | None:
        """Wave per group that columns say; None unless our own check passes it."""
        instance = self.instance
        if len(columns) != len(self.model.cost):
            return None
        moved = columns[: instance.open.size].reshape(instance.open.shape) > 0.5
        wave = moved.argmax(axis=1).astype(np.int64)
        return wave if moved.any(axis=1).all() and instance.keeps_rules(wave) else None

    def answer(self, steps: int) -> MipAnswer:
        """Translate the solver's answer to a run of so many steps."""
        verdict = self.session.verdict()
        if verdict is Verdict.INFEASIBLE:
            return MipAnswer(infeasible=True, finished=True, steps=steps)
        columns = self.session.columns()
        wave = None if columns is None else self.plan(columns)
        return MipAnswer(
            wave=wave,
            value=math.inf if wave is None else self.instance.value(wave),
            bound=self.stated(self.solver.getInfo().mip_dual_bound),
            finished=verdict is Verdict.SOLVED and wave is not None,
            steps=steps,
        )
