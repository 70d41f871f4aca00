"""The file form of a plan: JSON, read strictly, written the same way every time."""

from __future__ import annotations

import json
import os
from typing import Any

from planner.codec import write_whole
from planner.errors import BadInputError
from planner.optimising.plan import Conflict, Plan, PlanStatus, Repair, RuleRef, StoppedBy
from planner.optimising.problem import PlanningProblem
from planner.optimising.problem_file import read_version
from planner.optimising.problem_sizes import MAX_LIMITS, MAX_WORKLOADS
from planner.optimising.strict_json import Node, load_json, plain_number

__all__ = ["FORMAT", "parse_plan", "plan_text", "plan_to_json", "read_plan", "write_plan"]

FORMAT = "plan"

_FIGURES = (
    "placement_value", "placement_bound", "placement_gap", "wave_value", "wave_bound", "wave_gap",
    "bound", "gap",
)  # fmt: skip


def read_plan(path: str | os.PathLike[str], problem: PlanningProblem | None = None) -> Plan:
    """Read a plan file; where ``problem`` is given, of its version.

    Raises
    ------
    BadInputError
        The file cannot be read, breaks a rule of the format, or answers a problem of another
        version; the sentence says where.
    """
    plan = parse_plan(load_json(path, "plan"))
    if problem is not None and plan.version != problem.file_version:
        raise BadInputError(
            "errors.problem.plan_is_of_version_its_problem_of",
            "errors.problem.choose_the_plan_that_was_made_for",
            version=plan.version,
            problem_version=problem.file_version,
        )
    return plan


def write_plan(plan: Plan, path: str | os.PathLike[str]) -> None:
    """Write a plan file, whole or not at all; the same plan gives the same bytes."""
    write_whole(path, plan_text(plan).encode())


def plan_text(plan: Plan) -> str:
    """Return what a plan file holds."""
    text = json.dumps(plan_to_json(plan), ensure_ascii=False, allow_nan=False, indent=1)
    return text + "\n"


def parse_plan(data: object) -> Plan:
    """Build a plan from plain data; whether it is right says :mod:`planner.optimising.check`.

    Raises
    ------
    BadInputError
        A rule of the format is broken; the sentence says where.
    """
    if isinstance(data, dict) and data.get("format") != FORMAT:
        raise BadInputError(
            "errors.problem.this_is_not_a_plan_its_format",
            "errors.advice.choose_a_plan_file",
            format=FORMAT,
        )
    top = Node(data).record(
        ("format", "version", "status", "placement"),
        ("stopped_by", "wave", "placement_status", "wave_status", *_FIGURES, "joint",
         "violations", "conflict", "seed", "solver", "solver_version", "seconds"),
    )  # fmt: skip
    version = read_version(top)
    status = PlanStatus(top.child("status").word(PlanStatus))
    wave_status = _given(top, "wave_status")
    violations = _given(top, "violations")
    return Plan(
        status=status,
        stopped_by=_word(top, "stopped_by", StoppedBy, StoppedBy.PROOF),
        placement=_placement(top.child("placement")),
        wave=_waves(top),
        placement_status=_word(top, "placement_status", PlanStatus, PlanStatus.UNKNOWN),
        wave_status=None if wave_status is None else PlanStatus(wave_status.word(PlanStatus)),
        joint=top.child("joint").flag() if top.has("joint") else False,
        violations=()
        if violations is None
        else tuple(item.text() for item in violations.elements()),
        conflict=_conflict(top),
        seed=top.child("seed").integer() if top.has("seed") else 0,
        solver=_text(top, "solver"),
        solver_version=_text(top, "solver_version"),
        seconds=top.child("seconds").number(least=0.0) if top.has("seconds") else 0.0,
        version=version,
        **{key: _figure(top, key) for key in _FIGURES},
    )


def _given(top: Node, key: str) -> Node | None:
    """Return what stands there, None where it is left out or null."""
    if not top.has(key) or top.child(key).value is None:
        return None
    return top.child(key)


def _word[W: (PlanStatus, StoppedBy)](top: Node, key: str, words: type[W], missing: W) -> W:
    return words(top.child(key).word(words)) if top.has(key) else missing


def _text(top: Node, key: str) -> str:
    if not top.has(key) or top.child(key).value == "":
        return ""
    return top.child(key).text()


def _figure(top: Node, key: str) -> float | None:
    node = _given(top, key)
    return None if node is None else node.number()


def _placement(node: Node) -> dict[str, str]:
    placement = {name: inner.text() for name, inner in node.entries()}
    if len(placement) > MAX_WORKLOADS:
        node.fail("errors.problem.more_than_workloads", max_workloads=MAX_WORKLOADS)
    return placement


def _waves(top: Node) -> dict[str, int | None] | None:
    node = _given(top, "wave")
    if node is None:
        return None
    return {
        name: None if inner.value is None else inner.integer() for name, inner in node.entries()
    }


def _conflict(top: Node) -> Conflict | None:
    node = _given(top, "conflict")
    if node is None:
        return None
    node.record(("rules",), ("repairs",))
    repairs = node.child("repairs").elements(MAX_LIMITS) if node.has("repairs") else ()
    return Conflict(
        tuple(_rule(item) for item in node.child("rules").elements()),
        tuple(_repair(item) for item in repairs),
    )


def _rule(node: Node) -> RuleRef:
    node.record(("kind",), ("id", "names", "wave"))
    identifier = _given(node, "id")
    names = _given(node, "names")
    wave = _given(node, "wave")
    named = [] if names is None else list(names.elements())
    # A closed wave is named by its workload and its number.
    closed = named.pop().integer() if named and type(named[-1].value) is int else None
    return RuleRef(
        node.child("kind").text(),
        None if identifier is None else identifier.text(),
        tuple(item.text() for item in named),
        closed if wave is None else wave.integer(),
    )


def _repair(node: Node) -> Repair:
    node.record(("rules", "change"), ("amount", "proven"))
    return Repair(
        tuple(_rule(item) for item in node.child("rules").elements()),
        node.child("change").text(),
        _figure(node, "amount"),
        node.child("proven").flag() if node.has("proven") else False,
    )


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return the file form as plain data: every key, in the documented order."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": plan.version,
        "status": str(plan.status),
        "stopped_by": str(plan.stopped_by),
        "placement": dict(plan.placement),
        "wave": None if plan.wave is None else dict(plan.wave),
        "placement_status": str(plan.placement_status),
    }
    data |= {key: _figure_json(getattr(plan, key)) for key in _FIGURES[:3]}
    data["wave_status"] = None if plan.wave_status is None else str(plan.wave_status)
    data |= {key: _figure_json(getattr(plan, key)) for key in _FIGURES[3:6]}
    data["joint"] = plan.joint
    data |= {key: _figure_json(getattr(plan, key)) for key in _FIGURES[6:]}
    data["violations"] = list(plan.violations)
    data["conflict"] = None if plan.conflict is None else _conflict_json(plan.conflict)
    data["seed"] = plan.seed
    data["solver"] = plan.solver
    data["solver_version"] = plan.solver_version
    data["seconds"] = plan.seconds
    return data


def _figure_json(value: float | None) -> float | int | None:
    return None if value is None else plain_number(value)


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "rules": [_rule_json(rule) for rule in conflict.rules],
        "repairs": [
            {
                "rules": [_rule_json(rule) for rule in repair.rules],
                "change": repair.change,
                "amount": _figure_json(repair.amount),
                "proven": repair.proven,
            }
            for repair in conflict.repairs
        ],
    }


def _rule_json(rule: RuleRef) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": rule.kind}
    if rule.id is not None:
        data["id"] = rule.id
    if rule.names:
        data["names"] = list(rule.names)
        if rule.kind == "closed_wave" and rule.wave is not None:
            data["names"].append(rule.wave)
    if rule.wave is not None:
        data["wave"] = rule.wave
    return data
