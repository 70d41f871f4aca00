"""The exact program in HiGHS: step form, solved in slices, its word checked and never trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.objective import move_early, part_briefly
from planner.optimising.waves.rules import all_rules
from planner.optimising.waves.variables import StepModel, new_model

__all__ = ["MipAnswer", "solve_exactly", "solver_name"]

type Ints = NDArray[np.int64]

BOUND_MARGIN = 1e-7
"""Share by which a solver's bound is lowered for its own tolerances."""


@dataclass(frozen=True, slots=True)
class MipAnswer:
    """What a run of the solver brought, translated.

    ``wave`` is a plan that was checked against every rule, or None; ``bound`` holds by the
    solver's word; ``infeasible`` and ``finished`` likewise.
    """

    wave: Ints | None = None
    value: float = math.inf
    bound: float = -math.inf
    infeasible: bool = False
    finished: bool = False


def solver_name() -> str:
    """Name and version of the solver."""
    import highspy

    return f"HiGHS {highspy.Highs().version()}"  # type: ignore[no-untyped-call]


def solve_exactly(
    instance: Instance,
    *,
    seconds: float | None,
    nodes: int | None,
    gap: float,
    seed: int,
    start: Ints | None = None,
    any_plan: bool = False,
) -> MipAnswer:
    """Solve the whole step form, or only look for any plan.

    Parameters
    ----------
    seconds, nodes
        Limits of this run; with ``nodes`` alone the run is the same every time.
    gap
        Relative gap at which it may stop.
    start
        A plan (wave per group) to start from.
    any_plan
        Leave the objective out: the question is only whether a plan exists.
    """
    if instance.impossible:
        return MipAnswer(infeasible=True, finished=True)
    model = new_model(instance)
    if not any_plan:
        move_early(model)
        part_briefly(model)
    all_rules(model)
    solver = loaded(model, integer=True)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed % 2**31)
    solver.setOptionValue("mip_rel_gap", max(gap, 1e-7) / 2)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-7)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-8)
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.01, seconds))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", max(1, nodes))
    if start is not None:
        give_start(solver, model, start)
    solver.run()
    return read_answer(solver, model, any_plan=any_plan)


def loaded(model: StepModel, *, integer: bool) -> Any:
    """Pass a model to a new solver, silent."""
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    start, column, weight = model.matrix()
    linear = highspy.HighsLp()
    linear.num_col_ = len(model.cost)
    linear.num_row_ = model.rows
    linear.col_cost_ = model.cost
    linear.col_lower_ = model.lower
    linear.col_upper_ = model.upper
    linear.offset_ = model.offset
    empty = [np.zeros(0)]
    linear.row_lower_ = np.concatenate(model.row_lower or empty)
    linear.row_upper_ = np.concatenate(model.row_upper or empty)
    linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    linear.a_matrix_.start_ = start.astype(np.int32)
    linear.a_matrix_.index_ = column.astype(np.int32)
    linear.a_matrix_.value_ = weight
    if integer:
        steps = model.instance.groups * model.instance.waves
        kinds = [highspy.HighsVarType.kInteger] * steps
        kinds += [highspy.HighsVarType.kContinuous] * (len(model.cost) - steps)
        linear.integrality_ = kinds
    solver.passModel(linear)
    return solver


def give_start(solver: Any, model: StepModel, start: Ints) -> None:
    """Hand a plan to the solver."""
    import highspy

    waves = model.instance.waves
    moved = (np.arange(waves)[None, :] >= start[:, None]).astype(float)
    apart = np.abs(moved[model.instance.tie_first] - moved[model.instance.tie_second])
    solution = highspy.HighsSolution()
    solution.col_value = np.concatenate([moved.ravel(), apart.ravel()]).tolist()
    solver.setSolution(solution)


def read_answer(solver: Any, model: StepModel, *, any_plan: bool) -> MipAnswer:
    """Translate the solver's answer; a plan counts only once our own check passes it."""
    import highspy

    status = solver.getModelStatus()
    kinds = highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        return MipAnswer(infeasible=True, finished=True)
    instance = model.instance
    info = solver.getInfo()
    columns = solver.getSolution().col_value
    wave: Ints | None = None
    value = math.inf
    if len(columns) == len(model.cost) and info.primal_solution_status == 2:
        steps = np.array(columns[: instance.groups * instance.waves])
        moved = steps.reshape(instance.groups, instance.waves) > 0.5
        candidate = moved.argmax(axis=1).astype(np.int64)
        if moved.any(axis=1).all() and instance.keeps_rules(candidate):
            wave, value = candidate, instance.value(candidate)
    bound = info.mip_dual_bound if not any_plan else -math.inf
    if math.isfinite(bound):
        bound -= BOUND_MARGIN * max(1.0, abs(bound))
    return MipAnswer(
        wave=wave, value=value, bound=bound, finished=status == kinds.kOptimal and wave is not None
    )
