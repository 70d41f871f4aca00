"""Rows of the workbook's blocks and what they stand for: one description, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from planner.importing.own_workbook.form import REQUIRED, block_of
from planner.model.fields import Field, FieldKind, Value
from planner.model.programme import (
    CAPACITY_KEYS,
    Budget,
    CapacityStep,
    Freeze,
    Person,
    PolicyLimit,
    PriceLine,
    Target,
    Team,
    Vacancy,
    WaveSlot,
)
from planner.model.scenario import Decision

__all__ = ["row_of", "rows_of", "things_of"]

_TYPES: Final[Mapping[str, type]] = {
    "targets": Target,
    "prices": PriceLine,
    "extensions": CapacityStep,
    "teams": Team,
    "waves": WaveSlot,
    "freezes": Freeze,
    "limits": PolicyLimit,
    "budgets": Budget,
    "vacancies": Vacancy,
    "people": Person,
    "decisions": Decision,
}
_MONEY_LIMITS: Final = ("one_off", "run_year")


def _attribute(column: Field) -> str:
    return f"{column.key}_minor" if column.kind is FieldKind.MONEY else column.key


def row_of(block: str, one: object) -> dict[str, Value]:
    """Return the row of a block that says what one thing is; gaps are left out."""
    given = {c.key: getattr(one, _attribute(c), None) for c in block_of(block).columns}
    if isinstance(one, Target):
        given |= one.capacity
    elif isinstance(one, PriceLine) and not one.price_minor and one.factor is not None:
        given["price"] = None
    elif isinstance(one, PolicyLimit) and one.measure in _MONEY_LIMITS:
        given |= {
            key: bound / 100
            for key in ("at_most", "at_least")
            if (bound := getattr(one, key)) is not None
        }
    return {
        key: value for key, value in given.items() if value is not None and value not in ("", ())
    }


def rows_of(block: str, things: Iterable[object]) -> list[dict[str, Value]]:
    """Return a row of a block for each thing."""
    return [row_of(block, one) for one in things]


def things_of(block: str, records: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    """Return what the rows of a block stand for; a row without what it needs stands for nothing."""
    needed = set(REQUIRED.get(block, ()))
    return tuple(_thing(block, record) for record in records if needed <= record.keys())


def _thing(block: str, record: Mapping[str, Any]) -> Any:
    given: dict[str, Any] = {}
    for column in block_of(block).columns:
        value = record.get(column.key)
        if value is not None:
            digits = 6 if block == "prices" else None  # a price may be a part of a cent
            money = column.kind is FieldKind.MONEY
            given[_attribute(column)] = round(value * 100, digits) if money else value
    if block == "targets":
        given["capacity"] = {key: given.pop(key) for key in CAPACITY_KEYS if key in given}
        kinds = block_of(block).columns[1].choices
        given.setdefault("kind", given["id"] if given["id"] in kinds else "public")
    elif block == "freezes":
        given = {"name": "", "last_day": given["first_day"], **given}
    elif block == "limits" and given["measure"] in _MONEY_LIMITS:
        given |= {k: round(given[k] * 100, 6) for k in ("at_most", "at_least") if k in given}
    return _TYPES[block](**given)
