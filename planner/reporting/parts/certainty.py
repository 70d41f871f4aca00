"""How sure: proof, stability, what would flip a decision, and the frontier of fit and cost."""

from __future__ import annotations

from typing import Final

from planner.reporting.charts import frontier_chart, stability_chart
from planner.reporting.content import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.options_compared import cost_of
from planner.reporting.separation import Measured, better_in_both, measured, outweighed
from planner.reporting.sureness import sureness
from planner.reporting.view import View

__all__ = ["build"]

_SIZES: Final = ((16, 180.0), (11, 180.0), (9, 150.0), (7, 120.0))
"""Placements named and height of a chart, less where the page would run over."""
_FRONTIER: Final = 3
"""Plans from which on the frontier says something."""


def build(view: View) -> tuple[Section, ...]:
    """Return the page on certainty, with fewer placements named where it would run over."""
    whole, *shorter = (_blocks(view, most, high) for most, high in _SIZES)
    title = view.words.say("certainty.title")
    return (Section("certainty", title, whole, one_page=True, shorter=tuple(shorter)),)


def _blocks(view: View, most: int, high: float) -> tuple[Block, ...]:
    words, insights = view.words, view.study.insights
    half = (view.width - 22) / 2
    left: list[Block] = []
    right: list[Block] = []
    if insights.stability is not None and insights.stability.keeps:
        chart = stability_chart(insights.stability.keeps, words, half, high)
        left.append(Chart(words.say("certainty.stability"), chart))
        shaky = _shaky(view, most)
        if shaky.rows:
            right.extend((Heading(words.say("certainty.shaky")), shaky))
    if len(insights.frontier) >= _FRONTIER:
        own = measured(view.study, view.study.plan.placement)
        figures = view.figures
        points = [(one.fit, cost_of(figures, one.placement)) for one in insights.frontier]
        here = (own.fit, cost_of(figures, figures.study.plan.placement))
        chart = frontier_chart(points, here, words, half, high)
        beside = left if right else right
        beside.append(Chart(words.say("certainty.frontier"), chart))
        beside.extend(_beaten(view, own))
    if not left:
        left, right = right, left
    said = Bullets(sureness(view))
    if not left:
        return (said, Prose(words.say("certainty.not_asked")))
    return (said, Columns(tuple(left), tuple(right))) if right else (said, *left)


def _beaten(view: View, own: Measured) -> tuple[Prose, ...]:
    """Say why plans of the frontier beat this one in fit and cost, where any does."""
    words, better = view.words, better_in_both(view.study, view.study.insights.frontier)
    if not better:
        return ()
    least, why = min(one.separation for one in better), outweighed(own, better)
    text = words.plural(
        "certainty.beaten" if why == "separation" else f"certainty.beaten.{why}",
        len(better),
        more=words.percent(least / own.separation - 1.0) if own.separation else words.say("dash"),
    )
    return (Prose(text, style="small"),)


def _shaky(view: View, most: int) -> Table:
    words, stability = view.words, view.study.insights.stability
    assert stability is not None
    found = sorted((share, key) for key, share in stability.keeps.items() if share < 0.8)[:most]
    columns = (
        Column(words.say("col.workload"), 2.6),
        Column(words.say("col.target"), 1.6),
        Column(words.say("col.keeps"), 1.1, "right"),
        Column(words.say("col.flip"), 3.0),
    )
    rows = []
    for share, key in found:
        move = view.figures.by_id.get(key)
        if move is None:
            continue
        rows.append(
            (
                view.workload_cell(key),
                Cell(view.words.target(move.target)),
                Cell(words.percent(share)),
                Cell(_flip(view, key)),
            )
        )
    return Table(columns, tuple(rows))


def _flip(view: View, key: str) -> str:
    words = view.words
    flip = view.study.insights.flips.get(key)
    if flip is None:
        share = (
            view.study.insights.stability.share.get(key, {})
            if view.study.insights.stability
            else {}
        )
        others = [
            (part, name) for name, part in share.items() if name != view.figures.by_id[key].target
        ]
        if not others:
            return words.say("none")
        part, name = max(others)
        return words.say("flip.draws", target=view.words.target(name), share=words.percent(part))
    return view.flip(flip)
