"""Energy and emissions by place, today and after the plan."""

from __future__ import annotations

from collections.abc import Mapping

from planner.assessing import load_rule_set
from planner.assessing.emissions import grids
from planner.reporting.content import Cell, Column, Prose, Section, Table
from planner.reporting.energy import Energy, energy_by_target, energy_total
from planner.reporting.view import View
from planner.wording import say

__all__ = ["energy_used"]

_NAMED = ("prices", "world", "CN", "EU", "US")
"""Sources with a sentence of their own; other countries are Ember's of 2023."""
_FIGURES = ("kwh_now", "kwh_after", "kg_now", "kg_after")


def energy_used(view: View) -> tuple[Section, ...]:
    """Return the table with where its figures come from; nothing where nothing is known."""
    words, whole = view.words, energy_total(view.figures)
    if not whole.known:
        return ()
    columns = (
        Column(words.say("col.target"), 2.0),
        Column(words.say("energy.known_now"), 1.2, "right"),
        Column(words.say("energy.known"), 1.2, "right"),
        *(Column(words.say(f"energy.{key}"), 1.3, "right") for key in _FIGURES),
    )
    found = energy_by_target(view.figures)
    rows = [
        _row(view, Cell(view.words.target(target)), one)
        for target, one in found.items()
        if one.of_now or one.of
    ]
    rows.append(_row(view, Cell(words.say("total")), whole))
    how = Prose(words.say("energy.how", grids=_grids(view, found)), style="small", keep=True)
    blocks = (how, Table(columns, tuple(rows), total=True))
    return (Section("energy", words.say("energy.title"), blocks, one_page=True, loose=True),)


def _grids(view: View, found: Mapping[str, Energy]) -> str:
    """The grid factors that the table is worked out with, each with its source."""
    words, study = view.words, view.study
    fed = grids(study.rules, study.programme, study.inventory)
    published = load_rule_set("balanced").numbers
    items = []
    for target, one in found.items():
        if not (one.kwh_now or one.kwh_after):
            continue
        grid, factor = fed[target], words.number(fed[target].factor, 3)
        own = published.get(f"carbon_kg_kwh_{grid.source}", published.get("carbon_kg_kwh"))
        if grid.source != "prices" and grid.factor != own:
            items.append(words.say("energy.grid.rules", factor=factor))
        elif grid.source in _NAMED:
            items.append(words.say(f"energy.grid.{grid.source}", factor=factor))
        else:
            country = say(f"common.country.{grid.source}", words.language)
            items.append(words.say("energy.grid.country", factor=factor, country=country))
    return words.joined(dict.fromkeys(items), "clauses")


def _row(view: View, name: Cell, one: Energy) -> tuple[Cell, ...]:
    words = view.words
    known = ((one.known_now, one.of_now), (one.known, one.of))
    counts = (words.say("kept.of", kept=words.number(a), of=words.number(b)) for a, b in known)
    dash = words.say("dash")
    of = {"kwh_now": one.known_now, "kg_now": one.known_now}
    figures = (
        words.number(getattr(one, key)) if of.get(key, one.known) else dash for key in _FIGURES
    )
    return (name, *map(Cell, counts), *map(Cell, figures))
