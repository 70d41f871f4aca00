"""The repair an issue offers, as a step that can be undone."""

from __future__ import annotations

from dataclasses import replace

from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.issue import Issue
from planner.model.scenario import Decision
from planner.project import Document

__all__ = ["alike", "fix_alike", "fix_issue"]


def alike(issue: Issue) -> tuple[str, str, str]:
    """Return what doubts of a kind and a column share: the kind, the column, the repair."""
    return issue.code, issue.field, issue.fix.action if issue.fix is not None else ""


def fix_issue(document: Document, issue: Issue) -> Operation | None:
    """Return the step that repairs an issue; None where the repair no longer fits."""
    changed = _repaired(document, issue)
    if changed is None:
        return None
    return Operation(Message("ui_import.undo.fix"), changed, replan=True)


def fix_alike(document: Document, issue: Issue) -> Operation | None:
    """Return one step that repairs every doubt of the kind and column of ``issue``.

    Each is repaired as it offers; those whose repair no longer fits stay. None where none fits.
    """
    from planner.importing.fixes import apply_of_values

    same = [one for one in document.issues if one.fix is not None and alike(one) == alike(issue)]
    inventory = apply_of_values(document.inventory, same)
    if inventory is not document.inventory:
        before, after_it = document.inventory.by_id, inventory.by_id
        names = {id(one): (one.fix and one.fix.workload_id) or one.workload_id for one in same}
        fitted = {one for one, name in names.items() if after_it.get(name) is not before.get(name)}
        issues = tuple(one for one in document.issues if id(one) not in fitted)
        changed, count = replace(document, inventory=inventory, issues=issues), len(fitted)
    else:
        changed, count = document, 0
        for one in same:
            if any(one is left for left in changed.issues):  # a merge takes some along
                after = _repaired(changed, one)
                changed, count = after or changed, count + (after is not None)
    if not count:
        return None
    return Operation(Message("ui_import.undo.fix_alike", {"count": count}), changed, replan=True)


def _repaired(document: Document, issue: Issue) -> Document | None:
    """Return the document with an issue repaired and gone from the list; None where it cannot be.

    Where two workloads become one, decisions about the one that goes speak of the one that stays,
    and so do the issues.
    """
    from planner.importing.fixes import apply_fix

    issues = tuple(other for other in document.issues if other is not issue)
    if issue.fix is None:
        return None
    if issue.fix.action == "choose_field":  # the field that the programme is planned for
        programme = replace(document.programme, field=issue.fix.value)
        return replace(document, programme=programme, issues=issues)
    inventory = apply_fix(document.inventory, issue)
    if inventory is document.inventory:
        return None
    changed = replace(document, inventory=inventory, issues=issues)
    if issue.fix.action != "merge_workloads":
        return changed
    gone, kept = issue.fix.workload_id, issue.fix.value

    def told(decision: Decision) -> Decision:
        names = (kept if name == gone else name for name in decision.workloads)
        return replace(decision, workloads=tuple(dict.fromkeys(names)))

    return replace(
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
