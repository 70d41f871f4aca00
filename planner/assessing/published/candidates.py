"""Published points for choosing pilots: criteria, points times a factor, and their sum."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.errors import BadInputError
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory, Workload
from planner.shipped import templates_folder

__all__ = ["Candidate", "candidate_profiles", "rank_candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A workload's published score; ``lines`` are (criterion, value read, points, factor)."""

    workload_id: str
    score: float
    lines: tuple[tuple[str, str, float, float], ...]


@cache
def _profiles() -> Mapping[str, Any]:
    path = templates_folder() / "published" / "scores.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def candidate_profiles() -> Mapping[str, str]:
    """Return the names of the published profiles, in English, by their keys."""
    return {key: str(profile["name"]) for key, profile in _profiles().items()}


def rank_candidates(
    inventory: Inventory, assessment: Assessment, profile: str
) -> tuple[Candidate, ...]:
    """Return workloads by a published profile, best first.

    A criterion that cannot be read gives no points and no line.

    Parameters
    ----------
    profile
        ``aws-pilot`` or ``aws-innovation``.

    Raises
    ------
    BadInputError
        Where there is no such profile.
    """
    if profile not in _profiles():
        raise BadInputError(
            "errors.rules.there_is_no_published_profile",
            "errors.rules.use_profiles",
            profile=profile,
            profiles=", ".join(_profiles()),
        )
    ties: dict[str, int] = {}
    for need in inventory.dependencies:
        ties[need.source] = ties.get(need.source, 0) + 1
    criteria = _profiles()[profile]["criteria"]
    found = []
    for workload in inventory.workloads:
        lines = []
        for criterion in criteria:
            value = _read(criterion["read"], workload, assessment, ties)
            points = _points(criterion, value)
            if points is not None:
                lines.append((criterion["read"], str(value), points, criterion["factor"]))
        score = sum(points * factor for _, _, points, factor in lines)
        found.append(Candidate(workload.id, score, tuple(lines)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.workload_id)))


def _points(criterion: Mapping[str, Any], value: str | float | None) -> float | None:
    if value is None:
        return None
    if "points" in criterion:
        points = criterion["points"].get(value)
        return None if points is None else float(points)
    for most, points in criterion["steps"]:
        if float(value) <= most:
            return float(points)
    return float(criterion["beyond"])


UNIX = ("aix", "solaris", "hp-ux", "hpux")


def _read(
    name: str, workload: Workload, assessment: Assessment, ties: Mapping[str, int]
) -> str | float | None:
    match name:
        case "environment":
            return workload.text("environment") or "production"
        case "dependencies":
            return float(ties.get(workload.id, 0))
        case "server_count":
            return workload.number("server_count")
        case "regulated":
            level = workload.number("protection_level") or 0.0
            return "yes" if workload.names("regulations") or level >= 3 else "no"
        case "os_supported":
            support = workload.text("technology_support")
            return None if support is None else "no" if support == "ended" else "yes"
        case "os_family":
            return _os_family(workload)
        case "strategy":
            cases = [
                one
                for one in assessment.workloads[workload.id].cases.values()
                if one.allowed and one.strategy != "retain"
            ]
            return min(cases, key=lambda one: one.cost).strategy if cases else None
        case "operations":
            maturity = assessment.workloads[workload.id].factors["digital_maturity"]
            if not maturity.assessed:
                return None
            return "high" if maturity.score >= 70 else "medium" if maturity.score >= 40 else "low"
        case "coupling":
            return "tight" if ties.get(workload.id, 0) > 3 else "loose"
        case _:
            return workload.text(name)


def _os_family(workload: Workload) -> str | None:
    if workload.text("architecture") == "mainframe":
        return "mainframe"
    system = (workload.text("operating_system") or "").casefold()
    if not system:
        return None
    if any(name in system for name in UNIX):
        return "unix"
    return "windows" if "windows" in system else "linux"
