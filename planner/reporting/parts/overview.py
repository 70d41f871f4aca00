"""The options side by side, what the saving is made of, what the one-off cost pays for."""

from __future__ import annotations

from datetime import timedelta

from planner.model.insight import FrontierPlan, PlanOption, RulePrice
from planner.reporting.bridge import bridge, one_off_kinds
from planner.reporting.content import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.money import Case, gain_if, plain_cost, present
from planner.reporting.sensitivity import DELAY_DAYS, gain_range
from planner.reporting.view import View
from planner.wording import has, say

__all__ = ["build"]

_PRICED = 2
_SAME_POINTS = 0.005
"""Plans that differ by less are the same."""
_NAMED_PLANS = ("best_fit", "cheapest")


def build(view: View) -> tuple[Section, ...]:
    """Return the page of options; nothing where no money is known: the page on money says so."""
    words = view.words
    if not view.figures.money_known:
        return ()
    left = (Heading(words.say("overview.bridge")), _bridge(view))
    right = (
        Heading(words.say("overview.once")),
        _one_off(view),
        Prose(words.say("overview.once.not"), style="small"),
    )
    blocks: tuple[Block, ...] = (
        Heading(words.say("overview.options")),
        _options(view),
        Prose(words.say("overview.options.how"), style="small"),
        Columns(left, right, 0.55),
        *_range(view),
    )
    return (Section("overview", words.say("overview.title"), blocks, one_page=True),)


def _options(view: View) -> Table:
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("overview.option"), 3.4),
        Column(words.say("col.present", unit=words.money_unit), 2.0, "right"),
        Column(words.say("col.gain", unit=words.money_unit), 2.2, "right"),
        Column(words.say("key.done"), 1.4, "right"),
        Column(words.say("col.mean_risk"), 1.2, "right"),
        Column(words.say("col.known_by"), 2.2),
    )
    worth, last = present(figures), figures.last_day
    dash = words.say("dash")
    risks = [move.risk for move in figures.moving]
    risk = sum(risks) / max(1, len(risks))
    end = words.month(last) if last else dash

    def row(name: str, gain: int, end: str, risk: float | None, known: str) -> tuple[Cell, ...]:
        return (
            Cell(name),
            Cell(words.in_unit(worth.stay - gain)),
            Cell(words.in_unit(gain)),
            Cell(end),
            Cell(dash if risk is None else words.number(risk)),
            Cell(words.say(f"known.{known}")),
        )

    rows = [
        row(words.say("option.stay"), 0, dash, None, "worked_out"),
        row(words.say("option.plan"), worth.gain, end, risk, "worked_out"),
    ]
    if last is not None:
        late = words.month(last + timedelta(days=DELAY_DAYS))
        gain = gain_if(figures, Case(delay_days=DELAY_DAYS))
        rows.append(row(words.say("option.later"), gain, late, risk, "worked_out"))
    for price in _dearest(view):
        sooner = words.month(last - timedelta(days=price.days)) if last else dash
        name = words.say("option.without", rule=view.price_name(price))
        known = "proven" if price.proven else "searched"
        gain = worth.gain + price.money_minor
        rows.append(row(name, gain, sooner, risk - price.risk, known))
    for option in view.study.insights.options:
        sooner = words.say("option.no_date")
        if option.days is not None:
            sooner = words.month(last - timedelta(days=option.days)) if last else dash
        known = "proven" if option.proven else "searched"
        gain = worth.gain + option.money_minor
        rows.append(row(_option_name(view, option), gain, sooner, risk - option.risk, known))
    plan = view.study.plan.placement
    for point in _named_points(view):
        gain = worth.gain + plain_cost(figures, plan) - plain_cost(figures, point.placement)
        if point.name == "cheapest" and gain <= worth.gain:
            continue  # it would open platforms that this plan does without
        known = "proven" if point.proven else "searched"
        rows.append(row(view.point_name(point), gain, dash, None, known))
    rows[1] = tuple(Cell(cell.text, bold=True) for cell in rows[1])
    return Table(columns, tuple(rows))


def _option_name(view: View, option: PlanOption) -> str:
    words = view.words
    if option.names:
        names = view.some_names(option.names, 2)
        return words.plural(f"option.{option.key}", len(option.names), names=names)
    same = abs(option.points) < _SAME_POINTS
    return words.say(f"option.{option.key}{'.same' if same else ''}")


def _dearest(view: View) -> list[RulePrice]:
    """The rules without which the plan would cost least, of those that have been priced."""
    found = [price for price in view.study.insights.prices if price.money_minor > 0]
    return sorted(found, key=lambda price: (-price.money_minor, price.label))[:_PRICED]


def _named_points(view: View) -> list[FrontierPlan]:
    return [point for point in view.study.insights.frontier if point.name in _NAMED_PLANS]


def _bridge(view: View) -> Table:
    """From today's yearly cost to that after the plan; benefits beneath, in no total."""
    words, found = view.words, bridge(view.figures)
    columns = (
        Column(words.say("col.money", unit=words.money_unit), 3.0),
        Column(words.say("bridge.year"), 1.2, "right"),
    )
    lines = (
        ("bridge.today", found.today),
        ("bridge.infrastructure", -found.infrastructure),
        ("bridge.licences", -found.licences),
        ("bridge.staff", -found.staff),
        ("bridge.platforms", found.platforms),
        ("bridge.after", found.after),
        ("bridge.benefit", found.benefit),
    )
    totals = ("bridge.today", "bridge.after")
    rows = tuple(
        (
            Cell(words.say(key), bold=key in totals),
            Cell(words.in_unit(amount), bold=key in totals),
        )
        for key, amount in lines
        if amount or key in totals
    )
    return Table(columns, rows)


def _one_off(view: View) -> Table:
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("col.money", unit=words.money_unit), 3.0),
        Column(words.say("bridge.once"), 1.2, "right"),
    )
    rows = [
        (Cell(_kind(view, kind)), Cell(words.in_unit(amount)))
        for kind, amount in one_off_kinds(figures).items()
    ]
    rows.append((Cell(view.total), Cell(words.in_unit(figures.one_off_minor))))
    return Table(columns, tuple(rows), total=True)


def _kind(view: View, kind: str) -> str:
    if has(f"reporting.once.{kind}"):
        return view.words.say(f"once.{kind}")
    return say(f"fields.{kind}", view.words.language) if has(f"fields.{kind}") else kind


def _range(view: View) -> tuple[Block, ...]:
    """Return how far the gain over staying may be off, and what drives it."""
    words = view.words
    found = gain_range(view.figures)
    columns = (
        Column(words.say("range.what"), 4.6),
        Column(words.say("range.worse", unit=words.money_unit), 2.0, "right"),
        Column(words.say("range.better", unit=words.money_unit), 2.0, "right"),
    )
    lines = [(f"range.{swing.key}", swing.worse, swing.better) for swing in found.swings]
    lines.append(("range.all", found.pessimistic, found.optimistic))
    rows = tuple(
        (Cell(words.say(key)), Cell(words.in_unit(low)), Cell(words.in_unit(high)))
        for key, low, high in lines
    )
    said = words.say(
        "money.range",
        years=view.study.assessment.horizon_years,
        planned=words.money(found.planned),
        low=words.money(found.pessimistic),
        high=words.money(found.optimistic),
    )
    text = Prose(said, words.say("money.range.lead"))
    return (Columns((text,), (Table(columns, rows, total=True),), 0.36),)
