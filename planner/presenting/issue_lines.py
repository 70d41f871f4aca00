"""Doubts as lines of a list: what is wrong where, what to do, and the repair that is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.editing.fixes import alike
from planner.model.issue import Issue, Severity
from planner.presenting.inventory_columns import SIGNS
from planner.presenting.view import View
from planner.wording import has
from planner.wording.issues import issue_words

__all__ = ["IssueLine", "group_line", "grouped", "issue_line", "repair_words"]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """What a doubt says in one line, and all that is known of it."""

    words: str
    tip: str


def grouped(issues: Sequence[Issue]) -> tuple[tuple[Issue, ...], ...]:
    """Return doubts, worst first, with those of a kind and column together."""
    groups: dict[tuple[str, ...], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.severity.value, *alike(issue)), []).append(issue)
    rank = [severity.value for severity in Severity]
    return tuple(tuple(groups[key]) for key in sorted(groups, key=lambda key: rank.index(key[0])))


def group_line(view: View, group: Sequence[Issue]) -> IssueLine:
    """Say how many doubts are alike, of which column, with the first of them."""
    first = group[0]
    words = issue_words(first, view.language)
    count = view.say("ui_import.alike", count=len(group), words=words)
    field = view.say(f"fields.{first.field}") if has(f"fields.{first.field}") else ""
    line = "   ".join(part for part in (SIGNS[first.severity], field, count) if part)
    advice = issue_words(first, view.language, "advice")
    return IssueLine(line, "\n".join(part for part in (line, advice) if part))


def issue_line(view: View, issue: Issue) -> IssueLine:
    """Say a doubt with its sign and its place; advice and repair in the tip."""
    place = f"{issue.where.sheet}!{issue.where.address}" if issue.where.sheet else ""
    parts = (SIGNS[issue.severity], place, issue_words(issue, view.language))
    words = "   ".join(part for part in parts if part)
    advice, repair = issue_words(issue, view.language, "advice"), repair_words(view, issue)
    tips = (words, advice, f"✔ {repair}" if repair else "")
    return IssueLine(words, "\n".join(tip for tip in tips if tip))


def repair_words(view: View, issue: Issue) -> str:
    """Say what the repair of an issue would do; empty where it offers none."""
    fix, say, named = issue.fix, view.say, view.workload_name
    if fix is None or not has(f"ui_import.fix.{fix.action}"):
        return ""
    if fix.action == "set_end":
        return say("ui_import.fix.set_end", text=fix.value, name=named(fix.workload_id))
    choice = f"fields.{fix.field}.{fix.value}"
    return say(
        f"ui_import.fix.{fix.action}",
        gone=named(fix.workload_id or issue.workload_id),
        name=named(fix.value),
        text=fix.value,
        field=say(f"fields.{fix.field}") if has(f"fields.{fix.field}") else fix.field,
        value=say(choice) if has(choice) else fix.value,
    )
