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
                if direct > detour + TRIANGLE_SLACK * max(1.0, direct):
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
