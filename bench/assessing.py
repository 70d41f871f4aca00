"""How long the assessment takes for 10,000 workloads, in user CPU seconds.

Run: ``python -m bench.assessing [COUNT]``.
"""

from __future__ import annotations

import resource
import sys
from datetime import date

from planner.assessing import assess, build_problem, load_rule_set
from planner.model.fields import FIELDS, FieldKind, Value
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.issue import CellRef
from planner.model.programme import Programme
from planner.model.scenario import Scenario


def landscape(count: int) -> Inventory:
    """An inventory of ``count`` workloads, each scored field read from a cell, three needs each."""
    workloads = []
    for number in range(count):
        values: dict[str, Value] = {"environment": "production", "lifecycle": "active"}
        for place, field in enumerate(FIELDS):
            turn = (number * 31 + place * 7) % 97
            if field.kind is FieldKind.CHOICE and field.key not in ("strategy", *values):
                values[field.key] = field.choices[turn % len(field.choices)]
            elif field.kind in (FieldKind.NUMBER, FieldKind.PERCENT):
                values[field.key] = 1.0 + turn
            elif field.kind is FieldKind.MONEY:
                values[field.key] = 1_000_000 * (1 + turn)
        values["users"] = 100 * (number % 50 + 1)
        values["protection_level"] = 1 + number % 4
        cells = {key: CellRef("inventory.xlsx", "Systems", number + 2, "B") for key in values}
        workloads.append(Workload(f"W{number}", f"Payment system {number}", values, cells))
    needs = tuple(
        Dependency(f"W{number}", f"W{(number * 7 + step * 131) % count}", interface="synchronous")
        for number in range(count)
        for step in (1, 2, 3)
    )
    return Inventory(workloads=tuple(workloads), dependencies=needs)


def seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    inventory, programme, scenario = (
        landscape(count),
        Programme(start=date(2027, 1, 4)),
        Scenario("a"),
    )
    start = seconds()
    rules = load_rule_set("balanced")
    loaded = seconds()
    assessment = assess(inventory, programme, rules, scenario)
    assessed = seconds()
    today = date(2026, 12, 1)
    build_problem(
        inventory, programme, rules, scenario, assessment, programme.calendar(today), today
    )
    built = seconds()
    print(f"{count} workloads: rules {loaded - start:.2f} s, assessed {assessed - loaded:.2f} s, ")
    print(f"problem {built - assessed:.2f} s (user CPU)")


if __name__ == "__main__":
    main()
