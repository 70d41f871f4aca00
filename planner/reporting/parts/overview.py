"""The plan at a glance: portfolio, calendar and money on one page."""

from __future__ import annotations

from planner.reporting.charts import calendar_chart, cost_chart, flow_chart
from planner.reporting.content import Block, Callout, Chart, Columns, Heading, Prose, Section
from planner.reporting.money import years
from planner.reporting.view import View

__all__ = ["build"]


def build(view: View) -> tuple[Section, ...]:
    """Return one page of three charts."""
    words, figures = view.words, view.figures
    half = (view.width - 22) / 2
    flow = Chart(words.say("overview.flow"), flow_chart(figures, words, half, 196))
    money: tuple[Block, ...] = (
        Heading(words.say("overview.cost")),
        Callout(words.say("money.unknown.lead"), words.say("brings.unknown"), "warn"),
        Prose(words.say("money.unknown.ask")),
    )
    if figures.money_known:
        chart = cost_chart(years(figures), words, half, 196)
        money = (Chart(words.say("overview.cost"), chart),)
    calendar = Chart(
        words.say("overview.calendar"), calendar_chart(figures, words, view.width, 198)
    )
    blocks = (Columns((flow,), money), calendar)
    return (Section("overview", words.say("overview.title"), blocks),)
