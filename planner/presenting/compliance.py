"""What a compliance rule does to an inventory."""

from __future__ import annotations

from planner.model.rules import ComplianceRule
from planner.model.study import Draft

__all__ = ["touched"]


def touched(draft: Draft | None, rule: ComplianceRule) -> int:
    """Return how many workloads a rule forbids something, or sets a condition."""
    if draft is None:
        return 0
    count = 0
    for one in draft.assessment.workloads.values():
        named = any(f.rule == rule.key for case in one.cases.values() for f in case.forbidden)
        count += named or (not rule.forbids and rule.reason in one.notes)
    return count
