"""Where a bank stands among those surveyed: shares behind, level and ahead."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from planner.model.programme import Standing
from planner.shipped import templates_folder

__all__ = ["Comparison", "compare_standing", "reference_source"]

STAGES: Final = ("not_started", "starting", "accelerating", "immersed", "mature")
LEVELS: Final = ("not_prepared", "planned", "piloted", "rolled_out")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Percent of the surveyed banks behind, level with and ahead of this bank.

    ``subject`` is ``stage`` or a capability; ``level`` what the bank says of itself; ``peers``
    the group compared with (``all``, ``small``, ``large``).
    """

    subject: str
    level: str
    peers: str
    behind: float
    level_with: float
    ahead: float


@cache
def _reference() -> dict[str, Any]:
    path = templates_folder() / "reference" / "regional-banks-2021.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def reference_source() -> str:
    """Return the survey's name, to be printed beside its figures."""
    return str(_reference()["source"])


def compare_standing(standing: Standing) -> tuple[Comparison, ...]:
    """Return the bank's stage and capabilities beside the survey's tables.

    The stage is compared with banks of its size where the survey publishes them (small, large),
    else with all; unknown or empty levels are left out.
    """
    data = _reference()
    found = []
    if standing.stage in STAGES:
        first = data["stages"][STAGES[0]]
        peers = standing.size if standing.size in first else "all"
        shares = [float(data["stages"][stage][peers]) for stage in STAGES]
        found.append(_place("stage", standing.stage, peers, shares, STAGES.index(standing.stage)))
    for capability, row in data["capabilities"].items():
        level = standing.capabilities.get(capability, "")
        if level in LEVELS:
            shares = [float(row[one]) for one in LEVELS]
            found.append(_place(capability, level, "all", shares, LEVELS.index(level)))
    return tuple(found)


def _place(subject: str, level: str, peers: str, shares: list[float], at: int) -> Comparison:
    return Comparison(subject, level, peers, sum(shares[:at]), shares[at], sum(shares[at + 1 :]))
