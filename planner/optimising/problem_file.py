"""The file form of a planning problem: JSON, read strictly, written the same way every time.

The form is a public contract: other programs write problems for ``solve`` and read them back.
Anything that could be understood in two ways is an error that names the place.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from planner.codec import write_whole
from planner.errors import BadInputError
from planner.optimising.problem import (
    AttributeGroup,
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    WaveObjective,
)
from planner.optimising.problem_distances import read_distance
from planner.optimising.problem_json import FORMAT, VERSIONS, problem_text
from planner.optimising.problem_limits import LimitReader
from planner.optimising.problem_sizes import (
    MAX_DEPENDENCIES,
    MAX_GROUPS,
    MAX_LIMITS,
    MAX_TARGETS,
    MAX_WAVES,
    MAX_WORKLOADS,
)
from planner.optimising.problem_workloads import WorkloadReader, unique_id
from planner.optimising.strict_json import Node, load_json, plain_number

__all__ = [
    "FORMAT",
    "VERSIONS",
    "parse_problem",
    "read_problem",
    "read_version",
    "refuse_too_large",
    "write_problem",
]

_KEYS = (
    "distance", "dependencies", "same_target", "apart", "limits", "waves", "wave_limits",
    "objective",
)  # fmt: skip
_KEYS_2 = (*_KEYS, "same", "apart_by", "shared_costs", "exits")


def refuse_too_large(workloads: int) -> None:
    """Refuse more workloads than one plan takes, before anything is made of them.

    Raises
    ------
    BadInputError
        They are more than ``MAX_WORKLOADS``.
    """
    if workloads > MAX_WORKLOADS:
        raise BadInputError(
            "errors.problem.there_are_workloads_one_plan_takes_at",
            "errors.problem.plan_them_in_parts",
            count=workloads,
            most=MAX_WORKLOADS,
        )


def read_problem(path: str | os.PathLike[str]) -> PlanningProblem:
    """Read a problem file.

    Raises
    ------
    BadInputError
        The file cannot be read, or breaks a rule of the format; the sentence says where.
    """
    most = MAX_WORKLOADS + MAX_TARGETS + MAX_WAVES + 2 * MAX_LIMITS
    return parse_problem(load_json(path, "problem", most_ids=most))


def write_problem(problem: PlanningProblem, path: str | os.PathLike[str]) -> None:
    """Write a problem file, whole or not at all; the same problem gives the same bytes."""
    write_whole(path, problem_text(problem).encode())


def parse_problem(data: object) -> PlanningProblem:
    """Build a problem from plain data (what JSON decodes to).

    Raises
    ------
    BadInputError
        A rule of the format is broken; the sentence says where.
    """
    top = Node(data)
    if isinstance(data, dict) and data.get("format") != FORMAT:
        raise BadInputError(
            "errors.problem.this_is_not_a_planning_problem_its",
            "errors.advice.choose_a_problem_file",
            format=FORMAT,
        )
    # Where the version is missing, the record says so.
    version = read_version(top) if isinstance(data, dict) and "version" in data else 1
    top.record(("format", "version", "targets", "workloads"), _KEYS if version == 1 else _KEYS_2)
    objective = _objective(top)
    targets = _targets(top, version)
    target_ids = [target.id for target in targets]
    known = frozenset(target_ids)
    waves = _waves(top, objective)
    workloads = WorkloadReader(known, len(waves), version).read(top)
    names = frozenset(workload.id for workload in workloads)
    dependencies = _dependencies(top, names)
    limits = LimitReader(known, names, len(waves), version)
    return PlanningProblem(
        targets=targets,
        workloads=workloads,
        distance=read_distance(top, target_ids, any(d.weight > 0 for d in dependencies)),
        dependencies=dependencies,
        same_target=_groups(top, "same_target", names),
        apart=_groups(top, "apart", names),
        limits=limits.limits(top),
        waves=waves,
        wave_limits=limits.wave_limits(top),
        objective=objective,
        same=_attribute_groups(top, "same", names, targets),
        apart_by=_attribute_groups(top, "apart_by", names, targets),
        shared_costs=limits.shared_costs(top),
        exits=limits.exits(top),
        version=version,
    )


def read_version(top: Node) -> int:
    """Return the version of a problem or plan file, one that is known."""
    version = top.child("version").integer()
    if version not in VERSIONS:
        top.child("version").fail(
            "errors.problem.only_versions_are_known",
            "errors.problem.use_a_newer_version_of_the_program",
            versions=", ".join(map(str, VERSIONS)),
        )
    return version


def _list(top: Node, key: str, most: int) -> Iterable[Node]:
    return top.child(key).elements(most) if top.has(key) else ()


def _objective(top: Node) -> WaveObjective:
    if not top.has("objective"):
        return WaveObjective.EARLY
    node = top.child("objective").record((), ("waves",))
    if not node.has("waves"):
        return WaveObjective.EARLY
    return WaveObjective(node.child("waves").word(WaveObjective))


def _targets(top: Node, version: int) -> tuple[ProblemTarget, ...]:
    seen: set[str] = set()
    targets = []
    for node in _list(top, "targets", MAX_TARGETS):
        node.record(("id",), ("ready_wave",) if version == 1 else ("ready_wave", "attributes"))
        ready = node.child("ready_wave").integer(least=1) if node.has("ready_wave") else 1
        identifier = unique_id(node, seen, "target")
        attributes = _attributes(node.child("attributes")) if node.has("attributes") else {}
        targets.append(ProblemTarget(identifier, ready, attributes))
    if not targets:
        top.child("targets").fail(
            "errors.problem.at_least_one_target_is_needed", "errors.problem.name_one"
        )
    return tuple(targets)


def _dependencies(top: Node, names: Collection[str]) -> tuple[ProblemDependency, ...]:
    return tuple(_dependency(node, names) for node in _list(top, "dependencies", MAX_DEPENDENCIES))


def _dependency(node: Node, names: Collection[str]) -> ProblemDependency:
    node.record(("from", "to"), ("kind", "weight", "exposure"))
    source = node.child("from").known(names, "workload")
    needed = node.child("to").known(names, "workload")
    if source == needed:
        node.fail(
            "errors.problem.cannot_depend_on_itself",
            "errors.problem.remove_the_dependency",
            source=source,
        )
    kind = DependencyKind.BEFORE
    if node.has("kind"):
        kind = DependencyKind(node.child("kind").word(DependencyKind))
    return ProblemDependency(
        source=source,
        needed=needed,
        kind=kind,
        weight=node.child("weight").number(least=0.0) if node.has("weight") else 0.0,
        exposure=node.child("exposure").number(least=0.0) if node.has("exposure") else 0.0,
    )


def _attributes(node: Node) -> dict[str, str]:
    return {
        Node(name, node, name).text(): inner.text() if inner.value != "" else ""
        for name, inner in node.entries()
    }


def _groups(top: Node, key: str, names: Collection[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(_group(node, names) for node in _list(top, key, MAX_GROUPS))


def _group(node: Node, names: Collection[str]) -> tuple[str, ...]:
    members = dict.fromkeys(item.known(names, "workload") for item in node.elements())
    if len(members) < 2:
        node.fail(
            "errors.problem.group_names_at_least_two_different_workloads",
            "errors.problem.remove_it_or_add_one",
        )
    return tuple(members)


def _attribute_groups(
    top: Node, key: str, names: Collection[str], targets: Collection[ProblemTarget]
) -> tuple[AttributeGroup, ...]:
    known = {name for target in targets for name in target.attributes}
    found = []
    for node in _list(top, key, MAX_GROUPS):
        node.record(("attribute", "workloads"))
        attribute = node.child("attribute").known(known, "attribute")
        found.append(AttributeGroup(attribute, _group(node.child("workloads"), names)))
    return tuple(found)


def _waves(top: Node, objective: WaveObjective) -> tuple[ProblemWave, ...]:
    seen: set[str] = set()
    waves = []
    last_day: float | None = None
    for node in _list(top, "waves", MAX_WAVES):
        node.record(("id",), ("day",))
        identifier = unique_id(node, seen, "wave")
        day = node.child("day").number() if node.has("day") else None
        if day is None and objective is not WaveObjective.FEWEST:
            node.fail(
                "errors.problem.key_day_is_missing",
                "errors.problem.say_on_which_day_from_the_start",
            )
        if day is not None:
            if last_day is not None and day <= last_day:
                node.child("day").fail(
                    "errors.problem.days_rise_from_wave_to_wave_comes",
                    "errors.problem.put_the_waves_in_order",
                    day=plain_number(day),
                    last_day=plain_number(last_day),
                )
            last_day = day
        waves.append(ProblemWave(identifier, day))
    return tuple(waves)
