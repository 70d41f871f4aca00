"""The portfolio by target, before and after, and how the workloads move there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.reporting.charts import areas_chart, flow_chart
from planner.reporting.charts.axes import colours_of, letters_of
from planner.reporting.content import (
    Block,
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
from planner.reporting.moves import RETIRED, Move
from planner.reporting.view import View
from planner.wording import has

__all__ = ["build"]

_AREAS: Final = 11
"""Business areas that are drawn; the smaller ones are drawn together."""


def build(view: View) -> tuple[Section, ...]:
    """Return the portfolio page, with the list of contents at its foot."""
    words, figures = view.words, view.figures
    wide = (view.width - 22) * 0.5
    flow = Chart(words.say("portfolio.flow"), flow_chart(figures, words, wide, 205))
    right: list[Block] = [_targets(view)]
    if figures.moving or figures.retiring:
        right.extend((Heading(words.say("portfolio.strategies")), _strategies(view)))
    contents = Contents(words.say("contents"))
    areas = _areas(view)
    foot: Block = contents
    if areas:
        chart = areas_chart(areas, figures, words, wide)
        foot = Columns((Chart(words.say("portfolio.areas"), chart),), (contents,))
    blocks = (Prose(_summary(view)), Columns((flow,), tuple(right)), foot)
    return (Section("portfolio", words.say("portfolio.title"), blocks, one_page=True),)


def _areas(view: View) -> list[tuple[str, Sequence[Move]]]:
    """Return workloads by business area, the largest first; nothing where few say theirs."""
    found: dict[str, list[Move]] = {}
    for move in view.figures.moves:
        found.setdefault(view.choice("domain", move.workload.text("domain") or ""), []).append(move)
    unstated = view.words.say("unstated")
    if len(found.get(unstated, ())) * 2 > len(view.figures.moves):
        return []
    ordered = sorted(found.items(), key=lambda item: (item[0] == unstated, -len(item[1]), item[0]))
    if len(ordered) > _AREAS:
        rest = [move for _, moves in ordered[_AREAS - 1 :] for move in moves]
        ordered = [*ordered[: _AREAS - 1], (view.words.say("portfolio.areas.rest"), rest)]
    return [(name, moves) for name, moves in ordered]


def _summary(view: View) -> str:
    words, figures = view.words, view.figures
    total = words.plural("chart.timeline.block", len(figures.moves))
    said = [
        words.plural("portfolio.moving", len(figures.moving), total=total),
    ]
    if figures.staying:
        said.append(words.plural("portfolio.staying", len(figures.staying)))
    if figures.retiring:
        said.append(words.plural("portfolio.retiring", len(figures.retiring)))
    return words.sentences(words.clauses(said), words.say("portfolio.fits"))


def _targets(view: View) -> Table:
    words, figures = view.words, view.figures
    colours, letters = colours_of(figures), letters_of(figures)
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
        name = view.words.target(key) if key else words.say("target.new")
        change = after - before
        sign = "+" if change > 0 else ""
        rows.append(
            (
                Cell(name, swatch=colours[key], letter=letters.get(key, "")),
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
        name = words.strategy(key)
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
