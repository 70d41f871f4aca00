"""A planning problem as plain data: the writing half of :mod:`planner.optimising.problem_file`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from planner.optimising.problem import (
    Amount,
    DependencyKind,
    Exit,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
)
from planner.optimising.strict_json import plain_number

__all__ = ["FORMAT", "VERSIONS", "problem_pieces", "problem_text"]

FORMAT = "planning-problem"
VERSIONS = (1, 2)
"""Every version that is read; a problem is written as the lowest that can say it."""


def problem_text(problem: PlanningProblem) -> str:
    """Return the text of the file; the same problem gives the same text."""
    return "".join(problem_pieces(problem))


def problem_pieces(problem: PlanningProblem) -> Iterator[str]:
    """Yield the text of the file in many small pieces, for who has other things to do between."""
    before = "{\n"
    for key, value in _data(problem).items():
        yield before
        yield from _member(key, value)
        before = ",\n"
    yield "\n}\n"


def _data(problem: PlanningProblem) -> dict[str, Any]:
    """Return the file form, its workloads still to be made; what may be left out is left out."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": problem.file_version,
        "targets": [_target_json(target) for target in problem.targets],
    }
    if problem.distance:
        data["distance"] = {
            first: {second: plain_number(length) for second, length in row.items()}
            for first, row in problem.distance.items()
        }
    data["workloads"] = map(_workload_json, problem.workloads)
    if problem.dependencies:
        data["dependencies"] = [_dependency_json(item) for item in problem.dependencies]
    if problem.same_target:
        data["same_target"] = [list(group) for group in problem.same_target]
    if problem.apart:
        data["apart"] = [list(group) for group in problem.apart]
    for key, groups in (("same", problem.same), ("apart_by", problem.apart_by)):
        if groups:
            data[key] = [
                {"attribute": group.attribute, "workloads": list(group.workloads)}
                for group in groups
            ]
    if problem.limits:
        data["limits"] = [_limit_json(limit) for limit in problem.limits]
    if problem.waves:
        data["waves"] = [
            {"id": wave.id} | ({} if wave.day is None else {"day": plain_number(wave.day)})
            for wave in problem.waves
        ]
    if problem.wave_limits:
        data["wave_limits"] = [
            {"id": limit.id, "amount": limit.amount} | _wave_bounds_json(limit)
            for limit in problem.wave_limits
        ]
    if problem.shared_costs:
        data["shared_costs"] = [_shared_cost_json(shared) for shared in problem.shared_costs]
    if problem.exits:
        data["exits"] = [_exit_json(leaving) for leaving in problem.exits]
    data["objective"] = {"waves": str(problem.objective)}
    return data


def _target_json(target: ProblemTarget) -> dict[str, Any]:
    ready = {} if target.ready_wave == 1 else {"ready_wave": target.ready_wave}
    attributes = {"attributes": dict(target.attributes)} if target.attributes else {}
    return {"id": target.id} | ready | attributes


def _workload_json(workload: ProblemWorkload) -> dict[str, Any]:
    data: dict[str, Any] = {"id": workload.id}
    if workload.current is not None:
        data["current"] = workload.current
    data["cost"] = _number_json(workload.cost)
    if workload.allowed is not None:
        data["allowed"] = list(workload.allowed)
    if workload.amounts:
        data["amounts"] = {name: _number_json(amount) for name, amount in workload.amounts.items()}
    if workload.delay_value != 0:
        data["delay_value"] = _number_json(workload.delay_value)
    if workload.earliest_wave is not None:
        data["earliest_wave"] = workload.earliest_wave
    if workload.latest_wave is not None:
        data["latest_wave"] = workload.latest_wave
    if workload.closed_waves:
        data["closed_waves"] = list(workload.closed_waves)
    if workload.forbidden:
        data["forbidden"] = {target: list(why) for target, why in workload.forbidden.items()}
    if workload.wave_cost:
        data["wave_cost"] = _number_json(workload.wave_cost)
    return data


def _number_json(value: Amount | Mapping[str, Amount]) -> Any:
    if isinstance(value, Mapping):
        return {key: _number_json(number) for key, number in value.items()}
    if isinstance(value, tuple):
        return [plain_number(number) for number in value]
    return plain_number(value)


def _dependency_json(dependency: ProblemDependency) -> dict[str, Any]:
    data: dict[str, Any] = {"from": dependency.source, "to": dependency.needed}
    if dependency.kind is not DependencyKind.BEFORE:
        data["kind"] = str(dependency.kind)
    if dependency.weight:
        data["weight"] = plain_number(dependency.weight)
    if dependency.exposure:
        data["exposure"] = plain_number(dependency.exposure)
    return data


def _limit_json(limit: Limit) -> dict[str, Any]:
    data: dict[str, Any] = {"id": limit.id, "amount": limit.amount}
    data["targets"] = list(limit.targets)
    bounds = {"at_most": limit.at_most, "at_least": limit.at_least}
    data |= {key: plain_number(bound) for key, bound in bounds.items() if bound is not None}
    if limit.extension is not None:
        step, cost = map(plain_number, (limit.extension.step, limit.extension.cost))
        data["extension"] = {"step": step, "cost": cost, "most": limit.extension.most}
    return data


def _shared_cost_json(shared: SharedCost) -> dict[str, Any]:
    data: dict[str, Any] = {"id": shared.id, "targets": list(shared.targets)}
    if shared.workloads is not None:
        data["workloads"] = list(shared.workloads)
    figures = {
        "cost": shared.cost,
        "cost_per_day": shared.cost_per_day,
        "not_before_day": shared.not_before_day,
    }
    return data | {key: plain_number(value) for key, value in figures.items() if value}


def _exit_json(leaving: Exit) -> dict[str, Any]:
    data: dict[str, Any] = {"id": leaving.id, "targets": list(leaving.targets)}
    if leaving.workloads is not None:
        data["workloads"] = list(leaving.workloads)
    if leaving.by_wave is not None:
        data["by_wave"] = leaving.by_wave
    return data


def _wave_bounds_json(limit: WaveLimit) -> dict[str, Any]:
    bounds = {"at_most": limit.at_most, "at_least": limit.at_least}
    periods = {} if limit.periods is None else {"periods": [list(p) for p in limit.periods]}
    return periods | {
        key: [None if number is None else plain_number(number) for number in bound]
        for key, bound in bounds.items()
        if bound is not None
    }


def _member(key: str, value: Any) -> Iterator[str]:
    """Write one top-level member; lists of objects take a line per object, so files compare."""
    name = json.dumps(key)
    if not isinstance(value, (list, map)):
        yield f" {name}: {_compact(value)}"
        return
    before = f" {name}: [\n  "
    empty = True
    for item in value:
        yield before + _compact(item)
        before, empty = ",\n  ", False
    yield f" {name}: []" if empty else "\n ]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
