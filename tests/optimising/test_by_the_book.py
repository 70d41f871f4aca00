"""Small files with every feature, against the contract read a second time and all plans tried."""

from __future__ import annotations

import copy
import random

import pytest

from planner.errors import BadInputError
from planner.optimising.check import check_plan
from planner.optimising.outcome import Options
from planner.optimising.plan_file import parse_plan, plan_to_json
from planner.optimising.problem_file import parse_problem
from planner.optimising.solving import solve_here
from tests.optimising.by_the_book import (
    best_of_all,
    faults,
    is_fewest,
    random_file,
    value_of_placement,
)
from tests.support.effort import many

GAP = 1e-6
BATCH = 10


def solved(raw: dict, **options) -> dict:
    plan = solve_here(parse_problem(raw), Options(None, 20_000, gap=GAP, **options))
    return plan_to_json(plan)


@pytest.mark.parametrize("batch", many(3))
def test_every_plan_is_what_the_contract_says(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        raw = random_file(seed)
        for joint in (None, False):
            assert faults(raw, solved(raw, joint=joint), GAP) == [], (seed, joint)


@pytest.mark.parametrize("seed", many(12, 400))
def test_a_joint_plan_is_worth_as_much_as_the_best(seed):
    raw = random_file(seed)
    plan = solved(raw)
    if not plan["joint"]:
        return
    assert not is_fewest(raw)
    worth = plan["placement_value"] + plan["wave_value"]
    best = best_of_all(raw)
    assert worth <= best + 2 * GAP * max(1, abs(best))


def mutations(raw: dict, plan: dict, rng: random.Random):
    """Yield plans with one thing wrong."""
    targets = [target["id"] for target in raw["targets"]]
    for name, target in plan["placement"].items():
        others = [other for other in targets if other != target]
        yield f"{name} elsewhere", _with(plan, "placement", name, rng.choice(others))
        yield f"{name} nowhere", _without(plan, "placement", name)
    yield "a stranger placed", _with(plan, "placement", "nobody", targets[0])
    for name, number in (plan["wave"] or {}).items():
        yield f"{name} never", _without(plan, "wave", name)
        for other in {None, 0, 1, len(raw["waves"]) + 1, (number or 0) + 1} - {number}:
            yield f"{name} in wave {other}", _with(plan, "wave", name, other)
    for stage in ("placement", "wave"):
        value = plan[f"{stage}_value"]
        if value is not None:
            off = 3e-6 * max(1, abs(value))
            yield f"{stage} value off", plan | {f"{stage}_value": value + off}
            yield f"{stage} bound above", plan | {f"{stage}_bound": value + off}
            yield f"no {stage} value", plan | {f"{stage}_value": None}
        if plan[f"{stage}_gap"] is not None:
            yield f"{stage} gap off", plan | {f"{stage}_gap": plan[f"{stage}_gap"] + 1e-3}
    if plan["bound"] is not None:
        worth = plan["placement_value"] + plan["wave_value"]
        yield "bound above", plan | {"bound": worth + 1e-3 * max(1, abs(worth))}
        yield "bound without joint", plan | {"joint": False}
    else:
        yield "joint without a bound", plan | {"joint": True, "status": "optimal"}
    yield "violations", plan | {"violations": ["something"]}
    yield "infeasible with a plan", plan | {"status": "infeasible"}
    yield "unknown with a plan", plan | {"status": "unknown"}


def _with(plan: dict, part: str, name: str, value: object) -> dict:
    changed = copy.deepcopy(plan)
    changed[part][name] = value
    return changed


def _without(plan: dict, part: str, name: str) -> dict:
    changed = copy.deepcopy(plan)
    del changed[part][name]
    return changed


def is_caught(raw: dict, plan: dict) -> bool:
    try:
        return check_plan(parse_problem(raw), parse_plan(plan)) != ()
    except BadInputError:
        return True


@pytest.mark.parametrize("seed", many(20, 500))
def test_the_checker_catches_every_plan_with_one_thing_wrong(seed):
    raw = random_file(seed)
    plan = solved(raw)
    if not plan["placement"]:
        return
    assert not is_caught(raw, plan)
    for what, changed in mutations(raw, plan, random.Random(seed)):
        assert is_caught(raw, changed) or is_as_good(raw, changed), what


def is_as_good(raw: dict, plan: dict) -> bool:
    """Whether a plan with something changed happens to be right in every figure it states."""
    if set(plan["placement"]) != {workload["id"] for workload in raw["workloads"]}:
        return False
    try:
        value_of_placement(raw, plan["placement"])
    except KeyError:
        return False
    shifted = plan | {"status": "feasible"} if plan["status"] == "optimal" else plan
    found = [fault for fault in faults(raw, shifted, GAP) if not fault.startswith("status ")]
    return found == []
