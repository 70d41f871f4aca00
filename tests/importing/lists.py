"""Small lists, read; and what of them the tests of kinds look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.importing import Imported, import_files
from planner.model.issue import Issue

TODAY = date(2026, 11, 24)


def read(folder: Path, *lines: str, name: str = "a.csv") -> Imported:
    """Write a file of these lines and import it."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return import_files([path], today=TODAY)


def values(imported: Imported, key: str) -> list[object]:
    """The value of a field in each workload, in their order."""
    return [workload.values.get(key) for workload in imported.inventory.workloads]


def names(imported: Imported) -> list[str]:
    return [workload.name for workload in imported.inventory.workloads]


def told(imported: Imported, code: str) -> list[Issue]:
    """The issues of one kind."""
    return [issue for issue in imported.issues if issue.code == code]
