"""The strong integer program in HiGHS; its answer is checked, its bound labelled as its word."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.jobs import Stop
from planner.optimising.placement.assignment_rows import all_rules
from planner.optimising.placement.instance import LIMIT_TOLERANCE, Bools, Instance, Ints
from planner.optimising.placement.objective import cost_of_placing, cost_of_separating
from planner.optimising.placement.products import (
    limits_by_products,
    products_pay,
    separate_by_products,
)
from planner.optimising.placement.variables import Model, new_model
from planner.optimising.solver_arrays import ArraySession
from planner.optimising.solvers import Verdict
from planner.optimising.work import run_counted

__all__ = ["MipAnswer", "solve_mip"]

BOUND_MARGIN = 1e-7
"""Share of the sizes involved by which a solver's bound is lowered for its own tolerances."""


@dataclass(frozen=True, slots=True)
class MipAnswer:
    """What a run of the solver brought, translated.

    ``label`` keeps every rule by our own check, or is None; ``bound`` and ``infeasible`` hold by
    the solver's word, over the open labels only.
    """

    label: Ints | None = None
    value: float = math.inf
    bound: float = -math.inf
    infeasible: bool = False
    finished: bool = False


def solve_mip(
    instance: Instance,
    stop: Stop,
    *,
    open_label: Bools | None = None,
    seconds: float | None = None,
    nodes: int | None = None,
    gap: float = 1e-4,
    seed: int = 0,
    start: Ints | None = None,
    any_plan: bool = False,
    found: Callable[[Ints], object] | None = None,
) -> MipAnswer:
    """Solve the program over the open labels, or only look for any plan.

    Parameters
    ----------
    stop
        Its work limit ends the run too, which is counted there.
    seconds, nodes
        Limits of this run.
    gap
        Relative gap at which it may stop.
    start
        A labelling to start from; it must lie within the open labels.
    any_plan
        Leave the separation costs out: the question is only whether a plan exists.
    found
        Told of every better labelling while the solver runs.
    """
    if instance.impossible:
        return MipAnswer(infeasible=True, finished=True)
    model = new_model(instance, open_label)
    if not (model.column >= 0).any(axis=1).all():
        return MipAnswer(infeasible=True, finished=True)
    cost_of_placing(model)
    if not any_plan and products_pay(instance):
        limits_by_products(model, separate_by_products(model))
    elif not any_plan:
        cost_of_separating(model)
    all_rules(model)
    session = loaded(model)
    set_options(session, stop.net_s(seconds), nodes, gap, seed)
    if start is not None:
        give_start(session, model, start)
    if found is not None:
        listen_in(session.solver, model, found)
    stop.count(run_counted(session.solver, lambda: stop.cancelled, stop.steps_left))
    answer = read_answer(session, model, any_plan=any_plan)
    if start is not None and not any_plan and _gave_back_the_start(session.solver, answer):
        return solve_mip(
            instance, stop, open_label=open_label, seconds=seconds, nodes=nodes, gap=gap, seed=seed,
            found=found,
        )  # fmt: skip
    return answer


def _gave_back_the_start(solver: Any, answer: MipAnswer) -> bool:
    """Whether the columns are worse than the value the solver states for them.

    HiGHS 1.16 does so now and then where presolve alone finds the best plan: it states that plan's
    value, and hands back the plan it was given to start from.
    """
    stated = float(solver.getInfo().objective_function_value)
    return answer.finished and answer.value > stated + 1e-6 * max(1.0, abs(stated))


def set_options(
    session: ArraySession, seconds: float | None, nodes: int | None, gap: float, seed: int
) -> None:
    """Set a seed, so that a run without a clock repeats itself, and the limits."""
    session.set(
        random_seed=seed % 2**31,
        mip_rel_gap=gap / 2,
        mip_abs_gap=gap / 2,
        mip_feasibility_tolerance=1e-7,
        primal_feasibility_tolerance=1e-8,
        dual_feasibility_tolerance=1e-8,
    )
    if seconds is not None:
        session.set(time_limit=max(0.01, seconds))
    if nodes is not None:
        session.set(mip_max_nodes=max(1, nodes))


def loaded(model: Model) -> ArraySession:
    """Pass a model to a new solver."""
    cost = np.concatenate(model.cost)
    ceiling, whole = np.concatenate(model.ceiling), np.concatenate(model.whole)
    floor = np.zeros(model.columns)
    return ArraySession(model.stated, cost, floor, ceiling, whole, offset=model.offset)


def give_start(session: ArraySession, model: Model, label: Ints) -> None:
    """Hand a labelling to the solver, which works out the flows."""
    chosen = np.zeros(len(model.open_unit))
    column = model.column[np.arange(model.instance.units), label]
    if (column < 0).any():
        return
    chosen[column] = 1.0
    session.give(chosen)


def listen_in(solver: Any, model: Model, found: Callable[[Ints], object]) -> None:
    """Let better plans out while the solver runs."""

    def on_improvement(event: Any) -> None:
        label = labels(model, np.array(event.data_out.mip_solution))
        if model.instance.keeps_rules(label):
            found(label)

    solver.cbMipImprovingSolution.subscribe(on_improvement)


def labels(model: Model, columns: Any) -> Ints:
    """Labelling that a solution's columns say."""
    chosen = np.full(model.instance.cost.shape, -1.0)
    chosen[model.open_unit, model.open_target] = columns[: len(model.open_unit)]
    return chosen.argmax(axis=1).astype(np.int64)


def read_answer(session: ArraySession, model: Model, *, any_plan: bool) -> MipAnswer:
    """Translate the answer; a plan counts only once our own check passes it."""
    verdict = session.verdict()
    if verdict is Verdict.INFEASIBLE:
        return MipAnswer(infeasible=True, finished=True)
    label: Ints | None = None
    value = math.inf
    columns = session.columns()
    if columns is not None and len(columns) == model.columns:
        candidate = labels(model, columns)
        if model.instance.keeps_rules(candidate, LIMIT_TOLERANCE):
            label, value = candidate, model.instance.value(candidate)
    bound = -math.inf if any_plan else float(session.solver.getInfo().mip_dual_bound)
    if not model.instance.units:
        bound = 0.0
    if math.isfinite(bound):
        bound -= BOUND_MARGIN * max(1.0, abs(bound))
    finished = verdict is Verdict.SOLVED and label is not None
    return MipAnswer(label, value, bound, False, finished)
