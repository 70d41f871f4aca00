"""Dependencies made definite: what the sheet says, and where it is silent what the rules say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from planner.assessing.decided import Decided
from planner.model.assessment import Assessment
from planner.model.inventory import Dependency, Inventory
from planner.model.rules import Archetype, InterfaceRule, RuleSet
from planner.optimising.problem import DependencyKind

__all__ = ["Need", "common_services", "recognised_services", "resolve_needs"]

CLASS_WEIGHT = {"chatty": 2.5, "normal": 1.0, "tolerant": 0.4, "": 1.0}
CLASS_TRIPS = {"chatty": 4.0, "normal": 1.0, "tolerant": 0.0, "": 1.0}
TRAFFIC_UNIT_GIB = 100.0


@dataclass(frozen=True, slots=True)
class Need:
    """``source`` needs ``needed``.

    ``weight`` is points a unit of distance, ``exposure`` points a day while half moved,
    ``round_trips`` calls a transaction; ``common`` where it is on a common service.
    """

    source: str
    needed: str
    kind: DependencyKind
    weight: float
    exposure: float
    round_trips: float
    same_target: bool
    common: bool
    interface: str
    stated: bool
    relaxed: bool = False


def common_services(
    inventory: Inventory, archetypes: Mapping[str, Archetype | None]
) -> frozenset[str]:
    """Return the workloads everybody uses: tagged so, or of a kind that is tagged so."""
    found = set()
    for workload in inventory.workloads:
        archetype = archetypes.get(workload.id)
        tags = workload.names("tags")
        if archetype is not None:
            assumed = archetype.defaults.get("tags")
            tags += assumed if isinstance(assumed, tuple) else ()
        if "common_service" in tags:
            found.add(workload.id)
    return frozenset(found)


def recognised_services(
    inventory: Inventory, rules: RuleSet, assessment: Assessment
) -> frozenset[str]:
    """Return the workloads everybody uses, by the kinds that an assessment found."""
    kinds = {one.key: one for one in rules.archetypes}
    found = {name: kinds.get(one.archetype) for name, one in assessment.workloads.items()}
    return common_services(inventory, found)


def resolve_needs(
    inventory: Inventory, rules: RuleSet, chosen: Decided, common: frozenset[str]
) -> tuple[Need, ...]:
    """Return the dependencies between known workloads, with kind, weight and exposure.

    ``weight = interface's weight * class * (1 + log2(1 + GiB a month / 100) / 4)``; unknown
    traffic counts as none. Dependencies on common services are free unless the sheet says
    otherwise.

    Parameters
    ----------
    chosen
        What was decided of dependencies.
    common
        Ids of services that everybody uses.
    """
    known = inventory.by_id
    price = rules.numbers.get("exposure_price", 0.0)
    return tuple(
        _resolve(one, rules.interfaces, chosen, common, price)
        for one in inventory.dependencies
        if one.source in known and one.needed in known and one.source != one.needed
    )


def _resolve(
    one: Dependency,
    interfaces: Mapping[str, InterfaceRule],
    chosen: Decided,
    common: frozenset[str],
    price: float,
) -> Need:
    rule = interfaces.get(one.interface) or interfaces[""]
    shared = one.needed in common or one.interface == "common_service"
    if shared and one.kind is None:
        rule = interfaces.get("common_service", rule)
    kind = one.kind if one.kind is not None else rule.kind
    relaxed = (one.source, one.needed) in chosen.relaxed
    if relaxed:
        kind = DependencyKind.FREE
    traffic = math.log2(1.0 + (one.traffic_gib_month or 0.0) / TRAFFIC_UNIT_GIB)
    weight = rule.weight * CLASS_WEIGHT.get(one.latency_class, 1.0) * (1.0 + traffic / 4.0)
    trips = one.calls_per_transaction
    if trips is None:
        trips = rule.round_trips * CLASS_TRIPS.get(one.latency_class, 1.0)
    return Need(
        one.source,
        one.needed,
        kind,
        weight,
        weight * price,
        trips,
        one.same_target,
        shared,
        one.interface,
        one.kind is not None,
        relaxed,
    )
