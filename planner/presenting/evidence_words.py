"""Scores, their arithmetic and their sources in words."""

from __future__ import annotations

from collections.abc import Callable

from planner.assessing.confidence import stars
from planner.editing.rule_names import kind_name
from planner.model.assessment import (
    FactorScore,
)
from planner.model.issue import CellRef
from planner.model.study import Draft
from planner.presenting.view import View
from planner.wording import has, mark_of

__all__ = [
    "cell_name",
    "confidence_words",
    "digits",
    "few_digits",
    "source_words",
    "star_signs",
    "sum_words",
]


def star_signs(confidence: float) -> str:
    """Five stars, as many of them full as the confidence (0 to 1) gives."""
    full = stars(confidence)
    return "★" * full + "☆" * (5 - full)


def confidence_words(view: View, confidence: float) -> str:
    """Say a confidence in stars and in words."""
    words = view.say(f"assessing.confidence.{stars(confidence)}")
    return view.say("ui_evidence.stars", stars=star_signs(confidence), words=words)


def cell_name(cell: CellRef) -> str:
    """Name a cell as a spreadsheet does: ``Systems!B12``; empty where it is not known."""
    if not cell.address:
        return ""
    return f"{cell.sheet}!{cell.address}" if cell.sheet else cell.address


def sum_words(score: FactorScore, digits: Callable[[float], str]) -> str:
    """Write out a factor's arithmetic, so that it can be done again by hand."""
    counted = [line for line in score.evidence if line.weight > 0]
    parts = " + ".join(f"{digits(line.points)} × {digits(line.weight)}" for line in counted)
    weights = " + ".join(digits(line.weight) for line in counted)
    if len(counted) == 1:
        return f"{parts} ÷ {weights} = {digits(score.score)}"
    return f"({parts}) ÷ ({weights}) = {digits(score.score)}"


def digits(figure: float) -> str:
    """Every digit of a figure, and no more."""
    return str(int(figure)) if float(figure).is_integer() else repr(figure)


def few_digits(figure: float) -> str:
    """A figure as a cell says it."""
    return f"{figure:.6g}"


def source_words(view: View, draft: Draft, workload_id: str, source: str) -> str:
    """Say where a line of cost comes from: a cell, a line of a price sheet, a team's rate.

    Parameters
    ----------
    draft
        The document, assessed.
    workload_id
        Whose cost it is.
    source
        As the line of cost names it, such as ``cell:run_cost_year``.
    """
    where, _, rest = source.partition(":")
    say = view.say
    if where == "cell":
        field = say(f"fields.{rest}")
        workload = draft.inventory.by_id.get(workload_id)
        cell = workload.cells.get(rest) if workload is not None else None
        if workload is not None and rest in workload.edited:
            return say("ui_evidence.from.typed", field=field)
        address = cell_name(cell) if cell is not None else ""
        return say("ui_evidence.from.cell", field=field, cell=address) if address else field
    if where == "team":
        if not rest:
            return say("ui_evidence.from.teams")
        return say("ui_evidence.from.team", name=view.wording.team(rest))
    if where == "like":
        by, _, count = rest.partition(":")
        return say(f"ui_evidence.from.like.{by}", count=int(count))
    if where in ("price", "rules"):
        return say(f"ui_evidence.from.{where}", line=_sheet_line(view, rest))
    return source


def _sheet_line(view: View, rest: str) -> str:
    """Name a line of a price sheet in the words of the rules page."""
    say = view.say
    target, _, item = rest.partition(".")
    mark = mark_of("common.comma", view.language)
    if target == "person_day":
        return say("ui_rules.group.person_day") + (f"{mark}{item}" if item else "")
    if item and has(f"ui_rules.price.{item}"):
        name = kind_name(target).say(view.language)
        known = {one.id for one in view.document.programme.targets}
        if target in known:
            name = view.target_name(target)
        return f"{name}{mark}{say(f'ui_rules.price.{item}')}"
    if rest.startswith("double_run_months_"):
        strategy = rest.removeprefix("double_run_months_")
        named = say(f"common.strategy.{strategy}")
        return f"{say('ui_rules.group.double_run_months')}{mark}{named}"
    return rest
