"""The portfolio by target, before and after, and how the workloads move there."""

from __future__ import annotations

from planner.reporting.charts import flow_chart
from planner.reporting.charts.axes import colours_of
from planner.reporting.content import (
    Cell,
    Chart,
    Column,
    Columns,
    Contents,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.figures import RETIRED
from planner.reporting.view import View
from planner.text import has, say

__all__ = ["build"]


def build(view: View) -> tuple[Section, ...]:
    """Return the portfolio page, with the list of contents beside it."""
    words, figures = view.words, view.figures
    wide = (view.width - 22) * 0.58
    left = (
        Prose(_summary(view)),
        Chart(words.say("portfolio.flow"), flow_chart(figures, words, wide, 262)),
        Contents(words.say("contents")),
    )
    right = (
        _targets(view),
        Heading(words.say("portfolio.strategies")),
        _strategies(view),
    )
    blocks = (Columns(left, right, 0.58),)
    return (Section("portfolio", words.say("portfolio.title"), blocks),)


def _summary(view: View) -> str:
    words, figures = view.words, view.figures
    return words.say(
        "portfolio.summary",
        total=words.number(len(figures.moves)),
        moving=words.number(len(figures.moving)),
        staying=words.number(len(figures.staying)),
        retiring=words.number(len(figures.retiring)),
    )


def _targets(view: View) -> Table:
    words, figures = view.words, view.figures
    colours = colours_of(figures)
    columns = (
        Column(words.say("col.target"), 2.4),
        Column(words.say("col.today"), 1.1, "right"),
        Column(words.say("col.after"), 1.1, "right"),
        Column(words.say("col.change"), 1.1, "right"),
    )
    rows = []
    keys = ["", *(target.id for target in figures.targets), RETIRED]
    for key in keys:
        before, after = figures.before.get(key, 0), figures.after.get(key, 0)
        if not before and not after:
            continue
        name = view.target_name(key) if key else words.say("target.new")
        change = after - before
        sign = "+" if change > 0 else ""
        rows.append(
            (
                Cell(name, swatch=colours[key]),
                Cell(words.number(before)),
                Cell(words.number(after)),
                Cell(sign + words.number(change)),
            )
        )
    total = words.number(len(figures.moves))
    rows.append((Cell(words.say("total")), Cell(total), Cell(total), Cell("")))
    return Table(columns, tuple(rows), total=True)


def _strategies(view: View) -> Table:
    words, figures = view.words, view.figures
    counts: dict[str, list[float]] = {}
    for move in figures.moves:
        entry = counts.setdefault(move.strategy, [0, 0.0])
        entry[0] += 1
        entry[1] += sum(move.effort_days.values())
    columns = (
        Column(words.say("col.strategy"), 1.7),
        Column(words.say("col.means"), 3.2),
        Column(words.say("col.workloads"), 1.45, "right"),
        Column(words.say("col.days"), 1.6, "right"),
    )
    rows = []
    for key, (count, days) in sorted(counts.items(), key=lambda item: -item[1][0]):
        name = (
            say(f"common.strategy.{key}", words.language) if has(f"common.strategy.{key}") else key
        )
        means = words.say(f"means.{key}") if has(f"reporting.means.{key}") else ""
        rows.append(
            (
                Cell(name, bold=True),
                Cell(means),
                Cell(words.number(count)),
                Cell(words.number(days)),
            )
        )
    return Table(columns, tuple(rows))
