"""What splitting a pair over two places costs a transaction, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.assessing.decided import decided
from planner.assessing.needs import Need, recognised_services, resolve_needs
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario

__all__ = ["AddedLatency", "added_latency", "latency_of_plan"]


@dataclass(frozen=True, slots=True)
class AddedLatency:
    """A pair on two places: ``added_ms`` a transaction against the ``allowed_ms`` of its caller.

    ``allowed_ms`` is None where the caller states none; ``breaks`` where the addition alone takes
    more than half of it.
    """

    source: str
    needed: str
    round_trips: float
    added_ms: float
    allowed_ms: float | None
    breaks: bool


def latency_of_plan(
    inventory: Inventory,
    programme: Programme,
    rules: RuleSet,
    scenario: Scenario,
    assessment: Assessment,
    placement: Mapping[str, str],
) -> tuple[AddedLatency, ...]:
    """Return every pair that a plan's placement splits, the slowest first.

    Parameters
    ----------
    placement
        Target by workload.
    """
    chosen = decided(inventory, programme.targets, scenario)
    needs = resolve_needs(
        inventory, rules, chosen, recognised_services(inventory, rules, assessment)
    )
    return added_latency(inventory, programme, rules, needs, placement)


def added_latency(
    inventory: Inventory,
    programme: Programme,
    rules: RuleSet,
    needs: Sequence[Need],
    placement: Mapping[str, str],
) -> tuple[AddedLatency, ...]:
    """Return every pair that a placement splits, the slowest first.

    ``added = round trips * latency_step_ms * distance of the two kinds of target``.

    Parameters
    ----------
    needs
        Dependencies between known workloads.
    placement
        Target by workload.
    """
    kinds = {target.id: target.kind for target in programme.targets}
    step = rules.numbers.get("latency_step_ms", 2.0)
    found = []
    for need in needs:
        one, two = placement.get(need.source), placement.get(need.needed)
        if one is None or two is None or one == two or need.round_trips <= 0:
            continue
        apart = rules.distance[kinds[one]][kinds[two]]
        if kinds[one] == kinds[two]:
            apart = rules.numbers.get("distance_same_kind", 0.4)
        added = need.round_trips * step * apart
        allowed = inventory.by_id[need.source].number("latency_ms")
        breaks = allowed is not None and added > allowed / 2.0
        found.append(
            AddedLatency(need.source, need.needed, need.round_trips, added, allowed, breaks)
        )
    return tuple(sorted(found, key=lambda one: (-one.added_ms, one.source, one.needed)))
