"""Money: run cost, one-off cost, savings, payback, and how far the figures may be off."""

from __future__ import annotations

from planner.reporting.charts import cost_chart, payback_chart
from planner.reporting.content import (
    Block,
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
from planner.reporting.money import months, payback_months, years
from planner.reporting.view import View

__all__ = ["build"]


def build(view: View) -> tuple[Section, ...]:
    """Return the money page."""
    words, figures = view.words, view.figures
    half = (view.width - 22) / 2
    found = years(figures)
    payback = payback_months(figures)
    gain = figures.net_present_gain_minor
    cards = [
        KeyFigure(words.say("key.run.today"), words.money(figures.run_now_minor)),
        KeyFigure(words.say("key.run"), words.money(figures.run_after_minor)),
        KeyFigure(words.say("key.one_off"), words.money(figures.one_off_minor)),
        KeyFigure(
            words.say("key.net", years=view.study.assessment.horizon_years),
            words.money(gain),
            words.say("key.net.note", rate=words.percent(view.study.assessment.discount_rate, 1)),
        ),
    ]
    stability = view.study.insights.stability
    notes = [Prose(words.say("money.how"), style="small")]
    if stability is not None:
        low, middle, high = stability.net_present_range_minor
        notes.insert(
            0,
            Prose(
                words.say(
                    "money.range",
                    draws=words.number(stability.draws),
                    low=words.money(low),
                    middle=words.money(middle),
                    high=words.money(high),
                ),
                words.say("money.range.lead"),
            ),
        )
    if figures.uncosted:
        notes.append(Prose(words.plural("money.uncosted", figures.uncosted), style="small"))
    charts = Columns(
        (Chart(words.say("money.cost"), cost_chart(found, words, half, 180)),),
        (
            Chart(
                words.say("money.payback"),
                payback_chart(months(figures), payback, words, half, 180),
            ),
        ),
    )
    blocks: tuple[Block, ...] = (KeyFigures(tuple(cards)), charts, _table(view), *notes)
    return (Section("money", words.say("money.title"), blocks),)


def _table(view: View) -> Table:
    words = view.words
    found = years(view.figures)
    columns = (
        Column(words.say("col.money", unit=words.money_unit), 3.0),
        *(Column(words.say("chart.year", number=year.number), 1.2, "right") for year in found),
        Column(words.say("total"), 1.3, "right"),
    )
    lines = (
        ("chart.stay", [year.stay for year in found]),
        ("chart.run", [year.run for year in found]),
        ("chart.once", [year.one_off for year in found]),
        ("money.difference", [year.stay - year.plan for year in found]),
    )
    rows = tuple(
        (
            Cell(words.say(key)),
            *(Cell(words.in_unit(amount)) for amount in amounts),
            Cell(words.in_unit(sum(amounts))),
        )
        for key, amounts in lines
    )
    return Table(columns, rows, total=True)
