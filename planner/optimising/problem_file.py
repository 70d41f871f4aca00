"""The file form of a planning problem: JSON, read strictly, written the same way every time.

The form is a public contract: other programs write problems for ``solve`` and read them back.
Anything that could be understood in two ways is an error that names the place.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping

from planner.errors import BadInputError, phrase
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)
from planner.optimising.problem_json import FORMAT, VERSION, problem_text, problem_to_json
from planner.optimising.strict_json import Node, load_json, plain_number, write_text

__all__ = [
    "FORMAT",
    "MAX_DEPENDENCIES",
    "MAX_GROUPS",
    "MAX_LIMITS",
    "MAX_TARGETS",
    "MAX_WAVES",
    "MAX_WORKLOADS",
    "VERSION",
    "parse_problem",
    "problem_to_json",
    "read_problem",
    "refuse_too_large",
    "write_problem",
]

MAX_WORKLOADS = 100_000
MAX_DEPENDENCIES = 1_000_000
MAX_GROUPS = 100_000
MAX_TARGETS = 100
MAX_WAVES = 1_000
MAX_LIMITS = 2_000

_TRIANGLE_SLACK = 1e-9
"""Distances are sums and products of the user's own numbers; the last digit may round."""


def refuse_too_large(workloads: int) -> None:
    """Refuse more workloads than one plan takes, before anything is made of them.

    Raises
    ------
    BadInputError
        They are more than ``MAX_WORKLOADS``.
    """
    if workloads > MAX_WORKLOADS:
        raise BadInputError(
            "There are {count:,} workloads; one plan takes at most {most:,}.",
            "Plan them in parts.",
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
    write_text(path, problem_text(problem))


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
            'This is not a planning problem: its "format" is not "{format}".',
            "Choose a problem file.",
            format=FORMAT,
        )
    top.record(
        ("format", "version", "targets", "workloads"),
        ("distance", "dependencies", "same_target", "apart", "limits", "waves", "wave_limits",
         "objective"),
    )  # fmt: skip
    if top.child("version").integer() != VERSION:
        top.child("version").fail(
            "only version {version} is known.",
            "Use a newer version of the program.",
            version=VERSION,
        )
    objective = _objective(top)
    targets = _targets(top)
    target_ids = [target.id for target in targets]
    workloads = _workloads(top, frozenset(target_ids))
    names = frozenset(workload.id for workload in workloads)
    dependencies = _dependencies(top, names)
    waves = _waves(top, objective)
    return PlanningProblem(
        targets=targets,
        workloads=workloads,
        distance=_distance(top, target_ids, any(d.weight > 0 for d in dependencies)),
        dependencies=dependencies,
        same_target=_groups(top, "same_target", names),
        apart=_groups(top, "apart", names),
        limits=_limits(top, frozenset(target_ids)),
        waves=waves,
        wave_limits=_wave_limits(top, len(waves)),
        objective=objective,
    )


def _list(top: Node, key: str, most: int) -> Iterable[Node]:
    return top.child(key).elements(most) if top.has(key) else ()


def _unique_id(node: Node, seen: set[str], what: str) -> str:
    identifier = node.child("id").text()
    if identifier in seen:
        node.child("id").fail(
            'another {what} is already called "{identifier}".',
            "Rename one.",
            what=phrase(what),
            identifier=identifier,
        )
    seen.add(identifier)
    return identifier


def _objective(top: Node) -> WaveObjective:
    if not top.has("objective"):
        return WaveObjective.EARLY
    node = top.child("objective").record((), ("waves",))
    if not node.has("waves"):
        return WaveObjective.EARLY
    return WaveObjective(node.child("waves").word(WaveObjective))


def _targets(top: Node) -> tuple[ProblemTarget, ...]:
    seen: set[str] = set()
    targets = []
    for node in _list(top, "targets", MAX_TARGETS):
        node.record(("id",), ("ready_wave",))
        ready = node.child("ready_wave").integer(least=1) if node.has("ready_wave") else 1
        targets.append(ProblemTarget(_unique_id(node, seen, "target"), ready))
    if not targets:
        top.child("targets").fail("at least one target is needed.", "Name one.")
    return tuple(targets)


def _workloads(top: Node, targets: Collection[str]) -> tuple[ProblemWorkload, ...]:
    seen: set[str] = set()
    return tuple(_workload(node, seen, targets) for node in _list(top, "workloads", MAX_WORKLOADS))


def _workload(node: Node, seen: set[str], targets: Collection[str]) -> ProblemWorkload:
    node.record(
        ("id", "cost"),
        ("current", "allowed", "amounts", "delay_value", "earliest_wave", "latest_wave"),
    )
    identifier = _unique_id(node, seen, "workload")
    cost = _per_target(node.child("cost"), targets, least=None)
    if not cost:
        node.child("cost").fail("at least one target needs a cost.", "Give one.")
    current = None
    if node.has("current") and node.child("current").value is not None:
        current = node.child("current").known(targets, "target")
    return ProblemWorkload(
        id=identifier,
        cost=cost,
        current=current,
        allowed=_allowed(node.child("allowed"), targets, cost) if node.has("allowed") else None,
        amounts=_amounts(node.child("amounts"), targets) if node.has("amounts") else {},
        delay_value=(
            _number_or_per_target(node.child("delay_value"), targets, least=None)
            if node.has("delay_value")
            else 0.0
        ),
        earliest_wave=_optional_wave(node, "earliest_wave"),
        latest_wave=_optional_wave(node, "latest_wave"),
    )


def _optional_wave(node: Node, key: str) -> int | None:
    return node.child(key).integer(least=1) if node.has(key) else None


def _allowed(node: Node, targets: Collection[str], cost: Mapping[str, float]) -> tuple[str, ...]:
    allowed: dict[str, None] = {}
    for item in node.elements():
        target = item.known(targets, "target")
        if target not in cost:
            item.fail(
                '"{target}" is allowed but has no cost.',
                "Give it a cost or remove it.",
                target=target,
            )
        allowed[target] = None
    if not allowed:
        node.fail("at least one target must be allowed.", "Leave the key out to allow all.")
    return tuple(allowed)


def _amounts(node: Node, targets: Collection[str]) -> dict[str, float | Mapping[str, float]]:
    return {
        Node(name, node, name).text(): _number_or_per_target(inner, targets, least=0.0)
        for name, inner in node.entries()
    }


def _number_or_per_target(
    node: Node, targets: Collection[str], least: float | None
) -> float | Mapping[str, float]:
    if isinstance(node.value, dict):
        return _per_target(node, targets, least)
    return node.number(least)


def _per_target(node: Node, targets: Collection[str], least: float | None) -> dict[str, float]:
    found = {}
    for key, inner in node.entries():
        if key not in targets:
            Node(key, node, key).known(targets, "target")
        found[key] = inner.number(least)
    return found


def _dependencies(top: Node, names: Collection[str]) -> tuple[ProblemDependency, ...]:
    return tuple(_dependency(node, names) for node in _list(top, "dependencies", MAX_DEPENDENCIES))


def _dependency(node: Node, names: Collection[str]) -> ProblemDependency:
    node.record(("from", "to"), ("kind", "weight", "exposure"))
    source = node.child("from").known(names, "workload")
    needed = node.child("to").known(names, "workload")
    if source == needed:
        node.fail('"{source}" cannot depend on itself.', "Remove the dependency.", source=source)
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


def _groups(top: Node, key: str, names: Collection[str]) -> tuple[tuple[str, ...], ...]:
    groups = []
    for node in _list(top, key, MAX_GROUPS):
        members = dict.fromkeys(item.known(names, "workload") for item in node.elements())
        if len(members) < 2:
            node.fail("a group names at least two different workloads.", "Remove it or add one.")
        groups.append(tuple(members))
    return tuple(groups)


def _limits(top: Node, targets: Collection[str]) -> tuple[Limit, ...]:
    seen: set[str] = set()
    limits = []
    for node in _list(top, "limits", MAX_LIMITS):
        node.record(("id", "amount", "targets"), ("at_most", "at_least"))
        counted = dict.fromkeys(
            item.known(targets, "target") for item in node.child("targets").elements()
        )
        if not counted:
            node.child("targets").fail("at least one target is needed.", "Name one.")
        at_most = _optional_bound(node, "at_most")
        at_least = _optional_bound(node, "at_least")
        if at_most is None and at_least is None:
            node.fail('a limit needs "at_most" or "at_least".', "Give one of them a number.")
        limits.append(
            Limit(
                _unique_id(node, seen, "limit"),
                node.child("amount").text(),
                tuple(counted),
                at_most,
                at_least,
            )
        )
    return tuple(limits)


def _optional_bound(node: Node, key: str) -> float | None:
    if not node.has(key) or node.child(key).value is None:
        return None
    return node.child(key).number()


def _waves(top: Node, objective: WaveObjective) -> tuple[ProblemWave, ...]:
    seen: set[str] = set()
    waves = []
    last_day: float | None = None
    for node in _list(top, "waves", MAX_WAVES):
        node.record(("id",), ("day",))
        identifier = _unique_id(node, seen, "wave")
        day = node.child("day").number() if node.has("day") else None
        if day is None and objective is not WaveObjective.FEWEST:
            node.fail('the key "day" is missing.', "Say on which day from the start it moves.")
        if day is not None:
            if last_day is not None and day <= last_day:
                node.child("day").fail(
                    "days rise from wave to wave; {day} comes after {last_day}.",
                    "Put the waves in order.",
                    day=plain_number(day),
                    last_day=plain_number(last_day),
                )
            last_day = day
        waves.append(ProblemWave(identifier, day))
    return tuple(waves)


def _wave_limits(top: Node, waves: int) -> tuple[WaveLimit, ...]:
    seen: set[str] = set()
    limits = []
    for node in _list(top, "wave_limits", MAX_LIMITS):
        node.record(("id", "amount"), ("at_most", "at_least"))
        at_most = _bound_per_wave(node, "at_most", waves)
        at_least = _bound_per_wave(node, "at_least", waves)
        if at_most is None and at_least is None:
            node.fail('a limit needs "at_most" or "at_least".', "Give one of them a number.")
        limits.append(
            WaveLimit(
                _unique_id(node, seen, "wave limit"),
                node.child("amount").text(),
                at_most,
                at_least,
            )
        )
    return tuple(limits)


def _bound_per_wave(node: Node, key: str, waves: int) -> tuple[float | None, ...] | None:
    """Spread one number over the waves, or read one per wave.

    Without waves, what speaks of waves is passed over: a list of any length is taken as it is.
    """
    if not node.has(key) or node.child(key).value is None:
        return None
    bound = node.child(key)
    if not isinstance(bound.value, list):
        return (bound.number(),) * waves
    if waves and len(bound.value) != waves:
        bound.fail(
            "has {count} entries, but there are {waves} waves.",
            "Give one number for all waves, or one per wave.",
            count=len(bound.value),
            waves=waves,
        )
    return tuple(
        None if item.value is None else item.number() for item in bound.elements(MAX_WAVES)
    )


def _distance(top: Node, targets: list[str], needed: bool) -> dict[str, dict[str, float]]:
    """Read the metric: once per pair or equal both ways, no pair missing, no broken triangle."""
    node = top.child("distance")
    if not top.has("distance"):
        if needed and len(targets) > 1:
            top.fail(
                'the key "distance" is missing, but dependencies have a weight.',
                "Give the distance of every pair of targets.",
            )
        return {}
    found = _stated_distances(node, targets)
    if not found and not needed:
        return {}
    for position, first in enumerate(targets):
        for second in targets[position + 1 :]:
            if (first, second) not in found:
                node.fail(
                    'the distance of "{first}" and "{second}" is missing.',
                    "Add it.",
                    first=first,
                    second=second,
                )
    table = {
        first: {second: found[first, second] for second in targets if second != first}
        for first in targets
    }
    _check_triangles(node, table)
    return table


def _stated_distances(node: Node, targets: list[str]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for first, row in node.entries():
        Node(first, node, first).known(targets, "target")
        for second, inner in row.entries():
            Node(second, row, second).known(targets, "target")
            length = inner.number(least=0.0)
            if first == second:
                if length != 0:
                    inner.fail("a target has no distance to itself.", "Write 0 or leave it out.")
                continue
            if found.get((first, second), length) != length:
                inner.fail(
                    '"{first}" to "{second}" is not the same both ways.',
                    "Give one of the two.",
                    first=first,
                    second=second,
                )
            found[first, second] = found[second, first] = length
    return found


def _check_triangles(node: Node, table: Mapping[str, Mapping[str, float]]) -> None:
    for first, row in table.items():
        for second, direct in row.items():
            for via, leg in row.items():
                if via == second:
                    continue
                detour = leg + table[via][second]
                if direct > detour + _TRIANGLE_SLACK * max(1.0, direct):
                    node.fail(
                        '"{first}" to "{second}" is {direct}, farther than the way '
                        'over "{via}", {detour}.',
                        "No distance may be longer than a way round.",
                        first=first,
                        second=second,
                        direct=plain_number(direct),
                        via=via,
                        detour=plain_number(detour),
                    )
