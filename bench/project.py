"""A project of 10,000 workloads and five scenarios: saved and opened, against plain JSON.

The comparator is the standard library's ``json`` writing and reading the same inventory as one
plain dictionary per workload, cells and all, without compression, types or checks.
"""

from __future__ import annotations

import json
import math
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from planner.model.fields import FIELDS, Field, FieldKind, Value
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.issue import CellRef
from planner.model.scenario import Scenario
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.project import Document, read_document, write_document

WORKLOADS = 10_000
FIELDS_EACH = 50
RUNS = 5


def value(field: Field, number: int) -> Value:
    """A value of the field's kind."""
    match field.kind:
        case FieldKind.DATE:
            return date(2026, 1 + number % 12, 1)
        case FieldKind.NUMBER | FieldKind.PERCENT:
            return _within(field, number % 100 + 0.5)
        case FieldKind.INTEGER | FieldKind.MONEY:
            return int(_within(field, number))
        case FieldKind.CHOICE:
            return field.choices[number % len(field.choices)]
        case FieldKind.NAMES:
            return ("a", f"b{number % 7}")
        case _:
            return f"text {number % 97}"


def _within(field: Field, number: float) -> float:
    low = -math.inf if field.minimum is None else field.minimum
    high = math.inf if field.maximum is None else field.maximum
    return min(max(number, low), high)


def make_document() -> Document:
    """Return a large document."""
    workloads = []
    for number in range(WORKLOADS):
        values = {field.key: value(field, number) for field in FIELDS[:FIELDS_EACH]}
        cells = {key: CellRef("bank.xlsx", "Workloads", number + 2, "AB") for key in values}
        workloads.append(Workload(f"app{number}", f"Application {number}", values, cells))
    dependencies = tuple(
        Dependency(f"app{n % WORKLOADS}", f"app{n * 7 % WORKLOADS}") for n in range(3 * WORKLOADS)
    )
    plan = Plan(
        PlanStatus.FEASIBLE,
        StoppedBy.GAP,
        {w.id: "private" for w in workloads},
        {w.id: 3 for w in workloads},
    )
    return Document(
        "Large",
        Inventory("Large", workloads=tuple(workloads), dependencies=dependencies),
        scenarios=tuple(Scenario(f"scenario {n}", plan=plan) for n in range(5)),
    )


def plain(document: Document) -> list[dict[str, object]]:
    """Return the workloads as dictionaries, the way a first draft would keep them."""
    return [
        {
            "id": w.id,
            "name": w.name,
            "values": {k: str(v) for k, v in w.values.items()},
            "cells": {k: [c.file, c.sheet, c.row, c.column] for k, c in w.cells.items()},
        }
        for w in document.inventory.workloads
    ]


def seconds(action: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    began = time.process_time()
    action()
    return time.process_time() - began


def main() -> None:
    """Print CPU seconds, ratios and sizes."""
    document = make_document()
    rows: dict[str, list[float]] = {"save": [], "open": [], "json save": [], "json open": []}
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.cmplan", Path(folder) / "plain.json"
        for _ in range(RUNS):
            rows["save"].append(seconds(lambda: write_document(document, ours)))
            rows["json save"].append(
                seconds(lambda: theirs.write_text(json.dumps(plain(document)), encoding="utf-8"))
            )
            rows["open"].append(seconds(lambda: read_document(ours)))
            rows["json open"].append(
                seconds(lambda: json.loads(theirs.read_text(encoding="utf-8")))
            )
        sizes = ours.stat().st_size / 1e6, theirs.stat().st_size / 1e6
    middle = {name: statistics.median(times) for name, times in rows.items()}
    print(f"{WORKLOADS} workloads, five scenarios; medians of {RUNS}, CPU seconds")
    for name in ("save", "open"):
        ratio = middle[f"json {name}"] / middle[name]
        print(f"{name}: {middle[name]:.2f} s (plain JSON / ours = {ratio:.2f})")
    print(f"size: {sizes[0]:.1f} MB (plain JSON: {sizes[1]:.1f} MB)")


if __name__ == "__main__":
    main()
