"""Development and test before production: which workloads are environments of one system."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.model.inventory import Workload

__all__ = ["environment_pairs", "system_of"]

LATIN = (
    r"system test|user acceptance test|acceptance test|development|pre-production|"
    r"staging|testing|sandbox|test|uat|sit|dev"
)
CHINESE = "系统测试|验收测试|开发测试|开发|测试|沙箱"


def _mark(latin: str, chinese: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|[\s,，、_\-（(【\[]+)(?:{latin})(?:\s*environment)?"
        rf"|[\s,，、_\-（(【\[]*(?:{chinese})(?:环境|系统)?)[)）】\]\s]*$",
        re.IGNORECASE,
    )


_EARLY = _mark(LATIN, CHINESE)
_MARK = _mark(LATIN + "|production|prod|prd", CHINESE + "|生产")


def system_of(name: str) -> str:
    """Name of the system without the mark of its environment at the end, folded for comparison."""
    folded = name.strip().casefold()
    stripped = _MARK.sub("", folded)
    return (stripped or folded).strip(" ,-_，、")


def environment_pairs(workloads: Sequence[Workload]) -> tuple[tuple[str, str], ...]:
    """Return (production, development or test) ids of the same system, by name.

    Where no environment is stated, a name says it ("Claims UAT") if a system of that name is there.
    """
    first: dict[str, list[str]] = {}
    named = {workload.name.strip().casefold() for workload in workloads}
    early_ones: set[str] = set()
    for workload in workloads:
        stated = workload.text("environment")
        system = system_of(workload.name)
        by_name = stated is None and system in named and _EARLY.search(workload.name)
        if stated in ("development", "test") or by_name:
            first.setdefault(system, []).append(workload.id)
            early_ones.add(workload.id)
    return tuple(
        (workload.id, early)
        for workload in workloads
        if workload.text("environment") in (None, "production") and workload.id not in early_ones
        for early in first.get(system_of(workload.name), ())
    )
