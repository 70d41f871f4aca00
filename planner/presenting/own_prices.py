"""The price sheet a workbook brings: shown beside the rule set's own."""

from __future__ import annotations

from collections.abc import Iterator

from planner.editing.own_prices import OWN
from planner.editing.rule_names import kind_name
from planner.model.programme import PriceLine, Programme
from planner.model.rules import LocalText
from planner.presenting.rule_rows import PERCENT, PRICE_UNITS, RuleRow
from planner.wording import has, text_of

__all__ = ["own_kinds", "own_price_rows"]

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
        yield RuleRow(text_of("ui_rules.group.own_prices", name=name))
        for line in programme.prices:
            if line.target == target:
                yield _row(line, currency)
    days = [line for line in programme.prices if line.item == "person_day"]
    if days:
        yield RuleRow(text_of("ui_rules.group.own_days"))
        yield from (_row(line, currency) for line in days)


def _target_name(identity: str, kind: str, name: str) -> LocalText:
    return LocalText(name, name) if name and identity != kind else kind_name(kind)


def _row(line: PriceLine, currency: str) -> RuleRow:
    path = (OWN, line.target, line.item, line.team)
    if line.item == "person_day":
        key = f"ui_rules.person_day.{line.team or 'default'}"
        name = text_of(key) if has(key) else LocalText(line.team, line.team)
        unit = text_of("ui_rules.unit.day", currency=currency)
    else:
        name = text_of(f"ui_rules.price.{line.item}")
        unit = (
            text_of(PRICE_UNITS[line.item], currency=currency)
            if line.item in PRICE_UNITS
            else PERCENT
        )
    if line.factor is not None:
        return RuleRow(name, path, line.factor, line.factor, PERCENT, 100.0)
    units = line.price_minor / MINOR
    return RuleRow(name, path, units, units, unit)
