from __future__ import annotations

from datetime import date
from typing import Any

from planner.assessing import assess
from planner.model.assessment import Assessment
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario

START = date(2027, 1, 4)


def workload(identity: str, name: str = "", **values: Any) -> Workload:
    return Workload(identity, name or identity, values)


def inventory(*workloads: Workload, needs: tuple[Dependency, ...] = ()) -> Inventory:
    return Inventory(workloads=workloads, dependencies=needs)


def assessed(
    rules: RuleSet,
    *workloads: Workload,
    scenario: Scenario | None = None,
    needs: tuple = (),
    frame: Programme | None = None,
) -> Assessment:
    return assess(
        inventory(*workloads, needs=needs),
        frame or Programme(start=START),
        rules,
        scenario or Scenario("a"),
    )
