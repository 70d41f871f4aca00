"""Facts about an inventory: scores, costs, permissions, structure, and the planning problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner import late_names

if TYPE_CHECKING:
    from planner.assessing.problem import build_problem
    from planner.assessing.rules_file import load_rule_set, rule_set_names
    from planner.assessing.scoring import assess

__all__ = [
    "assess",
    "build_problem",
    "load_rule_set",
    "rule_set_names",
]

_HOMES = {
    "assess": "scoring",
    "build_problem": "problem",
    "load_rule_set": "rules_file",
    "rule_set_names": "rules_file",
}

__getattr__ = late_names(__name__, _HOMES)
