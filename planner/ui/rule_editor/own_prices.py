"""The price sheet a workbook brings: shown and changed beside the rule set's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.assessing.rules_table import Path
from planner.errors import BadInputError
from planner.model.insight import Said
from planner.model.programme import PriceLine, Programme
from planner.model.rules import LocalText
from planner.project import Document
from planner.text import has
from planner.ui.operations import Operation
from planner.ui.rule_editor.names import both, kind_name
from planner.ui.rule_editor.rows import PERCENT, PRICE_UNITS, RuleRow

__all__ = ["OWN", "edit_price", "own_kinds", "own_price_rows"]

OWN = "own_prices"
MINOR = 100.0


def own_kinds(programme: Programme) -> frozenset[str]:
    """Return the targets and kinds for which the workbook's prices count."""
    return frozenset(line.target for line in programme.prices if line.target)


def own_price_rows(programme: Programme, currency: str) -> tuple[RuleRow, ...]:
    """Return the workbook's price lines as rows, in the inventory's currency."""
    return tuple(_rows(programme, currency))


def _rows(programme: Programme, currency: str) -> Iterator[RuleRow]:
    names = {
        target.id: _target_name(target.id, target.kind, target.name) for target in programme.targets
    }
    for target in dict.fromkeys(line.target for line in programme.prices if line.target):
        name = names.get(target, kind_name(target))
        yield RuleRow(both("ui_rules.group.own_prices", name=name))
        for line in programme.prices:
            if line.target == target:
                yield _row(line, currency)
    days = [line for line in programme.prices if line.item == "person_day"]
    if days:
        yield RuleRow(both("ui_rules.group.own_days"))
        yield from (_row(line, currency) for line in days)


def _target_name(identity: str, kind: str, name: str) -> LocalText:
    return LocalText(name, name) if name and identity != kind else kind_name(kind)


def _row(line: PriceLine, currency: str) -> RuleRow:
    path = (OWN, line.target, line.item, line.team)
    if line.item == "person_day":
        key = f"ui_rules.person_day.{line.team or 'default'}"
        name = both(key) if has(key) else LocalText(line.team, line.team)
        unit = both("ui_rules.unit.day", currency=currency)
    else:
        name = both(f"ui_rules.price.{line.item}")
        unit = (
            both(PRICE_UNITS[line.item], currency=currency) if line.item in PRICE_UNITS else PERCENT
        )
    if line.factor is not None:
        return RuleRow(name, path, line.factor, line.factor, PERCENT, 100.0)
    units = line.price_minor / MINOR
    return RuleRow(name, path, units, units, unit)


def edit_price(document: Document, place: Path, value: float) -> Operation:
    """Set a line of the workbook's price sheet.

    Raises
    ------
    BadInputError
        Where the price is negative.
    """
    if value < 0:
        raise BadInputError("A price is not below 0.")
    _, target, item, team = place
    changed = [
        _priced(line, value)
        if (line.target, line.item, line.team) == (target, item, team)
        else line
        for line in document.programme.prices
    ]
    programme = replace(document.programme, prices=tuple(changed))
    name = (
        both(f"ui_rules.price.{item}")
        if has(f"ui_rules.price.{item}")
        else both("ui_rules.group.own_days")
    )
    said = both("ui_rules.place", section=kind_name(target), name=name) if target else name
    made = replace(document, programme=programme)
    return Operation(Said("ui_rules.undo.edit", {"place": said}), made, replan=True, merge=True)


def _priced(line: PriceLine, value: float) -> PriceLine:
    if line.factor is not None:
        return replace(line, factor=value)
    return replace(line, price_minor=value * MINOR)
