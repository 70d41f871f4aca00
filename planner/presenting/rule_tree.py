"""The rules by subject: where each place of a rule set is shown."""

from __future__ import annotations

from planner.assessing.rules_table import Path
from planner.model.rules import FACTORS

__all__ = ["SECTIONS", "Entry", "entry_of"]


type Entry = tuple[str, ...]
"""A section, and what of it is shown: an indicator, a factor, a kind of system."""

SECTIONS = (
    "weights", "values", "profiles", "money", "compliance", "strategies", "kinds", "needs", "audit",
)  # fmt: skip


def entry_of(path: Path) -> Entry:
    """Return where in the tree a place of the rule set is shown."""
    match path[0]:
        case "weights":
            return ("weights",)
        case "indicators":
            return ("weights",) if path[-1] == "weight" else ("values", path[1])
        case "profiles":
            return ("profiles", path[2]) if len(path) > 2 else ("profiles", FACTORS[0])
        case "archetypes":
            return ("kinds", path[1])
        case "compliance":
            return ("compliance",)
        case "strategies" | "effort_days":
            return ("strategies",)
        case "interfaces" | "distance":
            return ("needs",)
        case "numbers" if path[1].startswith(("complexity_", "move_risk_", "double_run_months_")):
            return ("strategies",)
        case "numbers" if path[1] in (
            "latency_step_ms",
            "exposure_price",
            "hub_needed_by",
            "distance_same_kind",
        ):
            return ("needs",)
        case _:
            return ("money",)
