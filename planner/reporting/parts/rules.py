"""The rules the plan keeps, and what each of them costs."""

from __future__ import annotations

from planner.reporting.content import Block, Cell, Column, Heading, Prose, Section, Table
from planner.reporting.view import View
from planner.text import has, say

__all__ = ["build"]


def build(view: View) -> tuple[Section, ...]:
    """Return rules, weights and prices."""
    words = view.words
    blocks: list[Block] = [
        Prose(
            words.say(
                "rules.intro",
                name=view.study.rules.name.say(words.language),
                publisher=view.study.rules.publisher or words.say("rules.own"),
            )
        )
    ]
    if view.study.insights.prices:
        blocks.extend((Heading(words.say("rules.prices")), _prices(view)))
    else:
        blocks.append(Prose(words.say("rules.not_priced")))
    if view.study.problem.limits:
        blocks.extend((Heading(words.say("rules.limits")), _limits(view)))
    if view.study.rules.compliance:
        blocks.extend((Heading(words.say("rules.compliance")), _compliance(view)))
    blocks.extend((Heading(words.say("rules.weights")), _weights(view)))
    return (Section("rules", words.say("rules.title"), tuple(blocks)),)


def _prices(view: View) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.rule"), 4.0),
        Column(words.say("col.price_points"), 1.4, "right"),
        Column(words.say("col.price_money", unit=words.money_unit), 1.8, "right"),
        Column(words.say("col.price_days"), 1.4, "right"),
        Column(words.say("col.proven"), 1.2),
    )
    rows = tuple(
        (
            Cell(view.price_name(price)),
            Cell(words.number(price.points, 2)),
            Cell(words.in_unit(price.money_minor)),
            Cell(words.number(price.days)),
            Cell(words.say("yes" if price.proven else "estimate")),
        )
        for price in sorted(view.study.insights.prices, key=lambda price: -price.points)
    )
    return Table(columns, rows)


def _limits(view: View) -> Table:
    words, study = view.words, view.study
    by_id = {item.id: item for item in study.problem.workloads}
    columns = (
        Column(words.say("col.rule"), 2.6),
        Column(words.say("col.targets"), 3.0),
        Column(words.say("col.used"), 1.5, "right"),
        Column(words.say("col.at_least"), 1.5, "right"),
        Column(words.say("col.at_most"), 1.5, "right"),
        Column(words.say("col.load"), 1.0, "right"),
    )
    rows = []
    for limit in study.problem.limits:
        used = sum(
            by_id[key].amount(limit.amount, target)
            for key, target in study.plan.placement.items()
            if target in limit.targets and key in by_id
        )
        money = limit.amount in ("one_off", "run_year")

        def shown(value: float | None, money: bool = money) -> str:
            if value is None:
                return words.say("no_limit")
            return words.money(round(value * 100)) if money else words.number(value)

        everywhere = len(limit.targets) >= len(study.problem.targets)
        places = (
            words.say("everywhere")
            if everywhere
            else words.joined(view.target_name(key) for key in limit.targets)
        )
        rows.append(
            (
                Cell(view.limit_name(limit.id)),
                Cell(places),
                Cell(shown(used)),
                Cell(shown(limit.at_least)),
                Cell(shown(limit.at_most)),
                Cell(words.percent(used / limit.at_most) if limit.at_most else ""),
            )
        )
    return Table(columns, tuple(rows))


def _compliance(view: View) -> Table:
    words = view.words
    hit: dict[str, int] = {}
    for assessed in view.study.assessment.workloads.values():
        keys = {item.rule for case in assessed.cases.values() for item in case.forbidden}
        for key in keys:
            hit[key] = hit.get(key, 0) + 1
    columns = (
        Column(words.say("col.rule"), 2.4),
        Column(words.say("col.says"), 4.4),
        Column(words.say("col.source"), 2.0),
        Column(words.say("col.concerns"), 1.2, "right"),
    )
    rows = tuple(
        (
            Cell(rule.name.say(words.language)),
            Cell(rule.reason.say(words.language)),
            Cell(rule.source),
            Cell(words.number(hit.get(rule.key, 0))),
        )
        for rule in view.study.rules.compliance
    )
    return Table(columns, rows)


def _weights(view: View) -> Table:
    words = view.words
    columns = (Column(words.say("col.factor"), 3.0), Column(words.say("col.weight"), 1.0, "right"))
    rows = tuple(
        (
            Cell(
                say(f"common.factor.{key}", words.language) if has(f"common.factor.{key}") else key
            ),
            Cell(words.percent(weight, 1)),
        )
        for key, weight in view.study.assessment.weights.items()
    )
    return Table(columns, rows)
