"""The price sheet a workbook brings, changed line by line."""

from __future__ import annotations

from dataclasses import replace

from planner.assessing.rules_table import Path
from planner.editing.operations import Operation
from planner.editing.rule_names import kind_name
from planner.errors import BadInputError, Message
from planner.model.programme import PriceLine
from planner.project import Document
from planner.wording import has, text_of

__all__ = ["OWN", "edit_price"]

OWN = "own_prices"
"""First part of the place of such a line, where others have the section of a rule set."""
MINOR = 100.0


def edit_price(document: Document, place: Path, value: float) -> Operation:
    """Set a line of the workbook's price sheet.

    Parameters
    ----------
    place
        Of the line in the price sheet: :data:`OWN`, target, item, team.
    value
        Not negative, in major units of the currency.

    Raises
    ------
    BadInputError
        Where the price is negative.
    """
    if value < 0:
        raise BadInputError("errors.rules.price_is_not_below_0")
    _, target, item, team = place
    changed = [
        _priced(line, value)
        if (line.target, line.item, line.team) == (target, item, team)
        else line
        for line in document.programme.prices
    ]
    programme = replace(document.programme, prices=tuple(changed))
    name = (
        text_of(f"ui_rules.price.{item}")
        if has(f"ui_rules.price.{item}")
        else text_of("ui_rules.group.own_days")
    )
    said = text_of("ui_rules.place", section=kind_name(target), name=name) if target else name
    made = replace(document, programme=programme)
    return Operation(Message("ui_rules.undo.edit", {"place": said}), made, replan=True, merge=True)


def _priced(line: PriceLine, value: float) -> PriceLine:
    if line.factor is not None:
        return replace(line, factor=value)
    return replace(line, price_minor=value * MINOR)
