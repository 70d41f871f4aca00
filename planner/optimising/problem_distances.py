"""Reading the distances of a problem file: a metric, or an error that says where it is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.optimising.strict_json import Node, plain_number

__all__ = ["read_distance"]

TRIANGLE_SLACK: Final = 1e-9
"""Distances are sums and products of the user's own numbers; the last digit may round."""


def read_distance(top: Node, targets: list[str], needed: bool) -> dict[str, dict[str, float]]:
    """Read the metric: once per pair or equal both ways, no pair missing, no broken triangle."""
    node = top.child("distance")
    if not top.has("distance"):
        if needed and len(targets) > 1:
            top.fail(
                "errors.problem.key_distance_is_missing_but_dependencies_have",
                "errors.problem.give_the_distance_of_every_pair_of",
            )
        return {}
    found = _stated_distances(node, targets)
    if not found and not needed:
        return {}
    for position, first in enumerate(targets):
        for second in targets[position + 1 :]:
            if (first, second) not in found:
                node.fail(
                    "errors.problem.distance_of_and_is_missing",
                    "errors.problem.add_it",
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
                    inner.fail(
                        "errors.problem.target_has_no_distance_to_itself",
                        "errors.problem.write_0_or_leave_it_out",
                    )
                continue
            if found.get((first, second), length) != length:
                inner.fail(
                    "errors.problem.to_is_not_the_same_both_ways",
                    "errors.problem.give_one_of_the_two",
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
                if direct > detour + TRIANGLE_SLACK * max(1.0, direct):
                    node.fail(
                        "errors.problem.to_is_farther_than_the_way_over",
                        "errors.problem.no_distance_may_be_longer_than_a",
                        first=first,
                        second=second,
                        direct=plain_number(direct),
                        via=via,
                        detour=plain_number(detour),
                    )
