"""The workbook's sheets of record: dependencies, issues, decisions, rules."""

from __future__ import annotations

from planner.model.rules import FACTORS
from planner.optimising.problem import Limit
from planner.reporting.limit_figures import COUNTED, MONEY, SHARED, counted_as
from planner.reporting.view import View
from planner.reporting.workbook_columns import (
    DAY,
    DECIMAL,
    Sheet,
    SheetColumn,
    Value,
    factor_name,
)
from planner.wording import say
from planner.wording.rules import kind_key

__all__ = ["decisions", "dependencies", "issues", "rules"]


def dependencies(view: View) -> Sheet:
    """Return who needs whom, and in which waves they move."""
    words = view.words
    columns = (
        SheetColumn(words.say("sheet.needs"), 30, wraps=True),
        SheetColumn(words.say("sheet.needed"), 30, wraps=True),
        SheetColumn(words.say("sheet.order"), 18),
        SheetColumn(words.say("sheet.interface"), 18),
        SheetColumn(words.say("sheet.traffic"), 16, DECIMAL, summed=True),
        SheetColumn(words.say("sheet.wave_source"), 12, "0", centred=True),
        SheetColumn(words.say("sheet.wave_needed"), 12, "0", centred=True),
        SheetColumn(words.say("sheet.note"), 40, wraps=True),
    )
    by_id = view.figures.by_id
    # What the sheet left open was settled when the problem was stated.
    kinds = {(item.source, item.needed): item.kind for item in view.study.problem.dependencies}
    rows = []
    for link in view.study.inventory.dependencies:
        source, needed = by_id.get(link.source), by_id.get(link.needed)
        found = link.kind or kinds.get((link.source, link.needed))
        kind = found.value if found else ""
        rows.append(
            (
                view.workload_name(link.source),
                view.workload_name(link.needed),
                words.word("link", kind) if kind else None,
                words.word("interface", link.interface) if link.interface else None,
                link.traffic_gib_month,
                source.wave if source else None,
                needed.wave if needed else None,
                link.note,
            )
        )
    return Sheet(columns, tuple(rows))


def issues(view: View) -> Sheet:
    """Return the issue list with the place of every cell."""
    words = view.words
    columns = (
        SheetColumn(words.say("col.severity"), 11),
        SheetColumn(words.say("sheet.issue"), 60, wraps=True),
        SheetColumn(words.say("sheet.advice"), 60, wraps=True),
        SheetColumn(words.say("col.workload"), 30),
        SheetColumn(words.say("col.field"), 20),
        SheetColumn(words.say("sheet.file"), 24),
        SheetColumn(words.say("sheet.sheet"), 16),
        SheetColumn(words.say("sheet.cell"), 10),
    )
    rows = tuple(
        (
            say(f"common.severity.{issue.severity.value}", words.language),
            view.words.issue(issue),
            view.words.issue(issue, "advice"),
            view.workload_name(issue.workload_id) if issue.workload_id else None,
            words.field(issue.field) if issue.field else None,
            issue.where.file,
            issue.where.sheet,
            issue.where.address,
        )
        for issue in view.study.issues
    )
    return Sheet(columns, rows)


def decisions(view: View) -> Sheet:
    """Return the decision log."""
    words = view.words
    columns = (
        SheetColumn(words.say("col.id"), 8),
        SheetColumn(words.say("col.date"), 12, DAY),
        SheetColumn(words.say("col.who"), 18),
        SheetColumn(words.say("col.decision"), 22),
        SheetColumn(words.say("provenance.value"), 18),
        SheetColumn(words.say("col.workload"), 40, wraps=True),
        SheetColumn(words.say("col.why"), 60, wraps=True),
        SheetColumn(words.say("col.state"), 14),
    )
    rows = tuple(
        (
            item.id,
            item.day,
            item.who,
            words.word("decision_kind", kind_key(item)),
            words.decided(item),
            words.joined(view.workload_name(key) for key in item.workloads),
            item.reason,
            words.say("in_force" if item.active else "not_in_force"),
        )
        for item in view.decisions
    )
    return Sheet(columns, rows)


def rules(view: View) -> Sheet:
    """Return limits, compliance rules, weights; what they cost has a sheet of its own."""
    words, study = view.words, view.study
    columns = (
        SheetColumn(words.say("sheet.kind"), 22),
        SheetColumn(words.say("col.rule"), 40, wraps=True),
        SheetColumn(words.say("col.says"), 60, wraps=True),
        SheetColumn(words.say("provenance.value"), 16, DECIMAL),
        SheetColumn(words.say("summary.unit"), 12),
        SheetColumn(words.say("col.source"), 30, wraps=True),
    )
    language = words.language
    rows: list[tuple[Value, ...]] = [
        (
            words.say("rules.a_weight"),
            factor_name(view, key) if key in FACTORS else key,
            "",
            100 * weight,
            "%",
            "",
        )
        for key, weight in study.assessment.weights.items()
    ]
    rows.extend(
        (
            words.say("rules.a_limit"),
            view.words.limit(limit.id),
            words.say("col.at_most" if limit.at_most is not None else "col.at_least"),
            *_bound(view, limit),
            "",
        )
        for limit in study.problem.limits
    )
    rows.extend(
        (
            words.say("rules.a_law"),
            rule.name.say(language),
            rule.reason.say(language),
            None,
            "",
            rule.source.say(words.language),
        )
        for rule in study.rules.compliance
    )
    return Sheet(columns, tuple(rows))


def _bound(view: View, limit: Limit) -> tuple[float, str]:
    """Return what a limit allows or asks, with its unit: shares in percent of what they count."""
    bound = (limit.at_most if limit.at_most is not None else limit.at_least) or 0.0
    if limit.amount in MONEY:
        return bound, view.study.inventory.currency
    if limit.amount in SHARED and (whole := counted_as(view, limit.amount)):
        return 100 * bound / whole, "%"
    if limit.amount.endswith("_gib"):
        return bound, "GiB"
    unit = "cores" if limit.amount.endswith("cpu_cores") else limit.amount
    return bound, view.words.say(f"unit.{unit}") if unit in ("cores", COUNTED) else ""
