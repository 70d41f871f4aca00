"""Money: run cost, one-off cost, savings, payback, and how far the figures may be off."""

from __future__ import annotations

import math
from typing import Final

from planner.assessing.placement_limits import capacity_key
from planner.model.fields import FIELD_BY_KEY
from planner.reporting.budgets import budget_uses
from planner.reporting.charts import cost_chart, payback_chart
from planner.reporting.content import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    Columns,
    KeyFigure,
    KeyFigures,
    Prose,
    Section,
    Table,
)
from planner.reporting.money import months, quarters, years
from planner.reporting.parts.rules import plan_worth
from planner.reporting.payback import payback_months
from planner.reporting.sureness import costs_said
from planner.reporting.theme import LIGHT
from planner.reporting.view import View
from planner.wording import say

__all__ = ["build"]

_CHARTS: Final = (150.0, 116.0)
"""Height of the charts in points, lower where the page would run over."""
_RESULT: Final = "money.difference"
_QUARTERS: Final = 10
"""Quarters on the page; the workbook has all."""


def build(view: View) -> tuple[Section, ...]:
    """Return the money page; where no run cost is known it says so instead of showing nothing."""
    words = view.words
    title, forms = words.say("money.title"), [_unknown(view)]
    if view.figures.money_known:
        forms = [_known(view, high) for high in _CHARTS]
    return (Section("money", title, forms[0], one_page=True, shorter=tuple(forms[1:])),)


def _known(view: View, high: float) -> tuple[Block, ...]:
    words, figures = view.words, view.figures
    half = (view.width - 22) / 2
    payback = payback_months(figures)
    charts = Columns(
        (Chart(words.say("money.cost"), cost_chart(years(figures), words, half, high)),),
        (
            Chart(
                words.say("money.payback"),
                payback_chart(months(figures), payback, words, half, high),
            ),
        ),
    )
    return (charts, _table(view), *_quarters(view), *_budgets(view), *_notes(view))


def _unknown(view: View) -> tuple[Block, ...]:
    words = view.words
    cards = (
        KeyFigure(words.say("key.run.today"), words.say("unknown")),
        KeyFigure(words.say("key.saving"), words.say("unknown")),
        KeyFigure(
            words.say("key.one_off"),
            view.one_off(),
            view.one_off_note(),
        ),
    )
    return (
        KeyFigures(cards),
        Callout(words.say("money.unknown.lead"), words.say("brings.unknown"), "warn"),
        Prose(words.say("money.unknown.ask")),
        _one_off(view),
        Prose(words.say("overview.once.not"), style="small"),
    )


def _one_off(view: View) -> Table:
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("col.wave"), 2.0),
        Column(words.say("col.cut_over"), 2.0),
        Column(words.say("col.workloads"), 1.4, "right"),
        Column(words.say("col.days"), 1.4, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 2.0, "right"),
    )
    rows = [
        (
            Cell(words.say("wave.name", number=wave.number), link=f"wave-{wave.number}"),
            Cell(wave.cut_over.isoformat()),
            Cell(words.number(len(wave.moves))),
            Cell(words.number(wave.effort_days)),
            Cell(words.in_unit(wave.one_off_minor if wave.one_off_known else None)),
        )
        for wave in figures.waves
    ]
    if paid := figures.retiring_one_off_minor:
        name = Cell(words.plural("calendar.retired", len(figures.retiring)), link="staying")
        rows.append((name, Cell(""), Cell(""), Cell(""), Cell(words.in_unit(paid))))
    rows.append(
        (
            Cell(view.total),
            Cell(""),
            Cell(words.number(len(figures.moving))),
            Cell(words.number(figures.effort_days)),
            Cell(words.in_unit(figures.one_off_minor if figures.one_off_known else None)),
        )
    )
    return Table(columns, tuple(rows), total=True)


def _budgets(view: View) -> tuple[Block, ...]:
    """What the moves take of each budget, and what falls due beside them."""
    words, uses = view.words, budget_uses(view.figures)
    if not uses:
        return ()
    columns = (
        Column(words.say("col.budget", unit=words.money_unit), 3.0),
        Column(words.say("col.from"), 1.4),
        Column(words.say("col.until"), 1.4),
        Column(words.say("budget.at_most"), 1.3, "right"),
        Column(words.say("budget.moves"), 1.3, "right"),
        Column(words.say("budget.besides"), 1.6, "right"),
        Column(words.say("budget.left"), 1.3, "right"),
    )
    rows = tuple(
        (
            Cell(one.budget.id),
            Cell(one.budget.first_day.isoformat()),
            Cell(one.budget.last_day.isoformat()),
            Cell(words.in_unit(one.at_most_minor)),
            Cell(words.in_unit(one.moves_minor)),
            Cell(words.in_unit(one.besides_minor)),
            Cell(words.in_unit(one.left_minor), wash=LIGHT.bad_wash if one.left_minor < 0 else ""),
        )
        for one in uses
    )
    return (Table(columns, rows),)


def _quarters(view: View) -> tuple[Block, ...]:
    """What has to be paid and what is saved, quarter by quarter while anything is still paid."""
    words, found = view.words, quarters(view.figures)
    last = max((place for place, one in enumerate(found) if one.one_off), default=-1)
    shown = found[: min(last + 2, _QUARTERS)]
    if not shown:
        return ()
    columns = (
        Column(words.say("quarters.title", unit=words.money_unit), 2.4),
        *(
            Column(
                words.say("quarters.from", number=one.number, day=one.first_day.isoformat()),
                1.0,
                "right",
            )
            for one in shown
        ),
    )
    labour = any(one.labour for one in shown)
    sums = [sum(one.net for one in found[: place + 1]) for place in range(len(shown))]
    lines = (
        ("chart.once", [one.one_off for one in shown]),
        *([("quarters.labour", [one.labour for one in shown])] if labour else []),
        (view.with_people("quarters.saved"), [one.stay - one.run for one in shown]),
        ("quarters.net", [one.net for one in shown]),
        ("quarters.sum", sums),
    )
    rows = tuple(
        (Cell(words.say(key)), *(Cell(words.in_unit(amount)) for amount in amounts))
        for key, amounts in lines
    )
    note = (Prose(words.say("quarters.how"), style="small"),) if labour else ()
    return (Table(columns, rows, total=True), *note)


def _notes(view: View) -> tuple[Prose, ...]:
    words = view.words
    said = [words.say("money.how"), *costs_said(view)]
    return (*_capacity(view), Prose(words.sentences(*said), style="small"))


def _capacity(view: View) -> tuple[Prose, ...]:
    """What capacity the plan buys, and what more of it would be worth where it binds."""
    words, programme = view.words, view.study.programme
    said = [
        words.say(
            "capacity.buys",
            amount=_sized(view, one.amount, one.measure),
            target=view.words.target(one.target),
            cost=words.money(one.cost_minor),
        )
        for one in view.figures.bought
    ]
    without = [one for one in view.study.insights.options if one.key == "unbought"]
    if said and without and without[0].money_minor < 0:
        said.append(words.say("capacity.gain", gain=words.money(-without[0].money_minor)))
    measures = {
        capacity_key(target.id, measure): (target.id, measure)
        for target in programme.targets
        for measure in target.capacity
    }
    for price in view.study.insights.prices:
        found = measures.get(price.rule.id or "") if price.rule.kind == "limit" else None
        if found is None or price.points <= 0 or price.beyond <= 0:
            continue
        target, measure = found
        key = "capacity.worth" if price.money_minor > 0 else "capacity.fit"
        said.append(
            words.say(
                f"{key}.proven" if price.proven else key,
                amount=_sized(view, math.ceil(price.beyond), measure),
                target=view.words.target(target),
                gain=words.money(abs(price.money_minor)),
                share=words.percent(price.points / plan_worth(view.study.plan), 2),
            )
        )
    return (Prose(words.sentences(*said), words.say("capacity.lead")),) if said else ()


def _sized(view: View, amount: float, measure: str) -> str:
    """An amount of capacity with its unit: ``345 cores``."""
    unit = FIELD_BY_KEY[measure].unit
    return view.words.say(
        "capacity.amount",
        amount=view.words.number(amount),
        unit=say(f"units.{unit}", view.words.language),
    )


def _table(view: View) -> Table:
    words = view.words
    found = years(view.figures)
    columns = (
        Column(words.say("col.money", unit=words.money_unit), 3.0),
        *(Column(words.say("chart.year", number=year.number), 1.2, "right") for year in found),
        Column(words.say("total"), 1.3, "right"),
    )
    lines = [
        ("money.stay", [year.stay - year.stay_staff for year in found]),
        ("money.stay_staff", [year.stay_staff for year in found]),
        ("money.run", [year.run - year.staff for year in found]),
        ("money.staff", [year.staff for year in found]),
        ("chart.once", [year.one_off for year in found]),
        (_RESULT, [year.stay - year.plan for year in found]),
    ]
    if view.figures.benefit_year_minor:
        lines.append(("money.benefit", [year.benefit for year in found]))
    if not (view.figures.staff_now_minor or view.figures.staff_after_minor):
        lines = [line for line in lines if not line[0].endswith("staff")]
    rows = tuple(
        (
            Cell(words.say(key), bold=key == _RESULT),
            *(Cell(words.in_unit(amount), bold=key == _RESULT) for amount in amounts),
            Cell(words.in_unit(sum(amounts)), bold=key == _RESULT),
        )
        for key, amounts in lines
    )
    return Table(columns, rows)
