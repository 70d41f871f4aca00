"""The options side by side, what the saving is made of, what the one-off cost pays for."""

from __future__ import annotations

from typing import Final

from planner.reporting.bridge import bridge, dearest_kept, largest_saving, one_off_kinds
from planner.reporting.charts import Bar, tornado_chart
from planner.reporting.content import (
    Block,
    Cell,
    Chart,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.money import present
from planner.reporting.options_compared import Option, options_of
from planner.reporting.sensitivity import gain_range
from planner.reporting.separation import Measured, measured, outweighed
from planner.reporting.view import View
from planner.wording import has, say

__all__ = ["build"]

_SAID: Final = 0.34
"""Share of the width for what is said beside the chart of drivers."""
_BARS: Final = (12.5, 10.5, 9.2)
"""Points from one of its bars to the next, less where the page would run over."""


def build(view: View) -> tuple[Section, ...]:
    """Return the page of options; nothing where no money is known: the page on money says so."""
    words = view.words
    if not view.figures.money_known:
        return ()
    left: tuple[Block, ...] = (
        Heading(words.say("overview.bridge")),
        _bridge(view),
        *_largest(view),
    )
    right = (
        Heading(words.say("overview.once")),
        _one_off(view),
        Prose(words.say("overview.once.not"), style="small"),
    )
    above: tuple[Block, ...] = (
        Heading(words.say("overview.options")),
        _options(view),
        Prose(words.say("overview.options.how"), style="small"),
        Columns(left, right, 0.55),
    )
    blocks, *shorter = ((*above, *_range(view, deep)) for deep in _BARS)
    title = words.say("overview.title")
    return (Section("overview", title, blocks, one_page=True, shorter=tuple(shorter)),)


def _options(view: View) -> Table:
    words, figures = view.words, view.figures
    columns = (
        Column(words.say("overview.option", unit=words.money_unit), 6.0),
        Column(words.say("overview.cost"), 1.0, "right"),
        Column(words.say("overview.gain"), 1.6, "right"),
        Column(words.say("key.done"), 1.6, "right"),
        Column(words.say("col.mean_risk"), 1.8, "right"),
        Column(words.say("col.known_by"), 2.2),
    )
    dash = words.say("dash")
    rows = tuple(
        tuple(
            Cell(text, bold=one.key == "plan")
            for text in (
                words.title_of(_option_name(view, one), _option_remark(view, one)),
                words.in_unit(one.cost_minor),
                words.in_unit(one.gain_minor),
                words.month(one.last_cut_over)
                if one.last_cut_over
                else (words.say("option.no_date") if one.undated else dash),
                dash if one.risk is None else words.number(one.risk),
                words.say(f"known.{one.known}"),
            )
        )
        for one in options_of(figures)
    )
    return Table(columns, rows)


def _option_name(view: View, one: Option) -> str:
    words = view.words
    if one.price is not None:
        return words.say("option.without", rule=view.words.priced(one.price))
    if one.point is not None:
        return view.words.point(one.point, view.words.say("dash"))
    if one.names:
        names = view.some_names(dearest_kept(view.figures, one.names), 2)
        return words.plural(f"option.{one.key}", len(one.names), names=names)
    return words.say(f"option.{one.key}{'.same' if one.same else ''}")


def _option_remark(view: View, one: Option) -> str:
    """Return the rule that an option breaks, or why the plan is better than a cheaper one."""
    words, study = view.words, view.study
    for law in study.rules.compliance:
        if law.key == one.breaks:
            source = law.source.say(words.language) or study.rules.name.say(words.language)
            key = "option.breaks" if one.price is not None else "option.breaks.named"
            return words.say(key, rule=law.name.say(words.language), source=source)
    if one.point is None or one.gain_minor <= present(view.figures).gain:
        return ""
    own, other = (measured(study, plan) for plan in (study.plan.placement, one.point.placement))
    fits = {"fit": words.number(other.fit, 1), "own": words.number(own.fit, 1)}
    if other.fit < own.fit:
        return words.say("option.fits_worse", **fits)
    return words.say(f"option.worse.{outweighed(own, [other])}", share=_more(view, own, other))


def _more(view: View, own: Measured, other: Measured) -> str:
    """By what share another plan separates more of what works together."""
    if not own.separation:
        return view.words.say("dash")
    return view.words.percent(other.separation / own.separation - 1.0)


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
            Cell(words.say(view.with_people(key) if key in totals else key), bold=key in totals),
            Cell(words.in_unit(amount), bold=key in totals),
        )
        for key, amount in lines
        if amount or key in totals
    )
    return Table(columns, rows)


def _largest(view: View) -> tuple[Prose, ...]:
    """How much of what is saved one workload brings."""
    words, figures = view.words, view.figures
    most = largest_saving(figures)
    if most is None:
        return ()
    whole = sum(max(0, move.saving_year_minor or 0) for move in figures.counted if move.moves)
    name, saving, share = view.workload_name(most[0]), most[1], words.percent(most[1] / whole)
    said = words.say("brings.largest", name=name, saving=words.money(saving), share=share)
    return (Prose(said, style="small"),)


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
    if has(f"fields.{kind}"):
        return say(f"fields.{kind}", view.words.language)
    return view.words.say("once.other")


def _range(view: View, deep: float) -> tuple[Block, ...]:
    """Return how far the gain over staying may be off, and what drives it."""
    words = view.words
    found = gain_range(view.figures)
    bars = [
        Bar(words.say(f"range.{swing.key}"), swing.worse, swing.better) for swing in found.swings
    ]
    bars.append(Bar(words.say("range.all"), found.pessimistic, found.optimistic, total=True))
    wide = (view.width - 22) * (1 - _SAID)
    drawn = tornado_chart(bars, found.planned, words, wide, deep)
    planned = found.planned
    whole = words.say(
        "money.range" if planned >= 0 else "money.range.cost",
        years=view.study.assessment.horizon_years,
        planned=words.money(abs(planned)),
        low=words.money(found.pessimistic),
        high=words.money(found.optimistic),
    )
    text = (
        Prose(whole, words.say("money.range.lead")),
        *((Prose(words.say("range.unearned")),) if found.unearned else ()),
    )
    chart = Chart(words.say("range.what", unit=words.money_unit), drawn)
    return (Columns(text, (chart,), _SAID),)
