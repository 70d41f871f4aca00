"""The repair an issue offers, as a step that can be undone."""

from __future__ import annotations

from dataclasses import replace

from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.issue import Fix, Issue
from planner.model.scenario import Decision
from planner.project import Document

__all__ = ["fix_issue"]


def fix_issue(document: Document, issue: Issue) -> Operation | None:
    """Return the step that repairs an issue; None where the repair no longer fits.

    Where two workloads become one, decisions about the one that goes speak of the one that stays,
    and so do the issues.
    """
    from planner.importing.fixes import apply_fix

    if issue.fix is not None and issue.fix.action == "choose_field":
        return _choose_field(document, issue, issue.fix)
    inventory = apply_fix(document.inventory, issue)
    if inventory is document.inventory or issue.fix is None:
        return None
    issues = tuple(other for other in document.issues if other is not issue)
    changed = replace(document, inventory=inventory, issues=issues)
    if issue.fix.action == "merge_workloads":
        gone, kept = issue.fix.workload_id, issue.fix.value

        def told(decision: Decision) -> Decision:
            names = (kept if name == gone else name for name in decision.workloads)
            return replace(decision, workloads=tuple(dict.fromkeys(names)))

        changed = replace(
            changed,
            scenarios=tuple(
                replace(one, decisions=tuple(map(told, one.decisions))) for one in changed.scenarios
            ),
            log=tuple(map(told, changed.log)),
            issues=tuple(
                replace(other, workload_id=kept) if other.workload_id == gone else other
                for other in issues
                if other.fix is None or gone not in (other.fix.workload_id, other.fix.value)
            ),
        )
    return Operation(Message("ui_import.undo.fix"), changed, replan=True)


def _choose_field(document: Document, issue: Issue, fix: Fix) -> Operation:
    """Set the field that the programme is planned for."""
    programme = replace(document.programme, field=fix.value)
    issues = tuple(other for other in document.issues if other is not issue)
    changed = replace(document, programme=programme, issues=issues)
    return Operation(Message("ui_import.undo.fix"), changed, replan=True)
