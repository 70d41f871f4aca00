"""Development and test before production: which workloads are environments of one system."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.model.inventory import Workload

__all__ = ["environment_pairs", "system_of"]

LATIN = (
    r"system test|user acceptance test|acceptance test|development|production|pre-production|"
    r"staging|testing|sandbox|test|uat|sit|dev|prod|prd"
)
CHINESE = "系统测试|验收测试|开发测试|开发|测试|生产|沙箱"
_MARK = re.compile(
    rf"(?:(?:^|[\s,，、_\-（(【\[]+)(?:{LATIN})(?:\s*environment)?"
    rf"|[\s,，、_\-（(【\[]*(?:{CHINESE})(?:环境|系统)?)[)）】\]\s]*$"
)


def system_of(name: str) -> str:
    """Name of the system without the mark of its environment at the end, folded for comparison."""
    folded = name.strip().casefold()
    stripped = _MARK.sub("", folded)
    return (stripped or folded).strip(" ,-_，、")


def environment_pairs(workloads: Sequence[Workload]) -> tuple[tuple[str, str], ...]:
    """Return (production, development or test) ids of the same system, by name."""
    first: dict[str, list[str]] = {}
    for workload in workloads:
        if workload.text("environment") in ("development", "test"):
            first.setdefault(system_of(workload.name), []).append(workload.id)
    return tuple(
        (workload.id, early)
        for workload in workloads
        if workload.text("environment") in (None, "production")
        for early in first.get(system_of(workload.name), ())
    )
