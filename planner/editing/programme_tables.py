"""The programme as tables and settings of named columns: what a cell holds, and what it may.

Columns are those of the program's own workbook (:mod:`planner.importing.own_workbook.form`), so
that sheet and window say the same; a row is a data class of the programme, a cell one of its
attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from planner.assessing.published.audit import published_set
from planner.errors import BadInputError
from planner.importing.own_workbook.form import REQUIRED, SETTINGS, block_of
from planner.model.fields import Field, FieldKind, Section, Value
from planner.model.inventory import Inventory
from planner.model.programme import (
    CAPACITY_KEYS,
    Budget,
    CapacityStep,
    Freeze,
    Person,
    Pilot,
    PolicyLimit,
    PriceLine,
    Programme,
    Target,
    Team,
    Vacancy,
    WaveSlot,
)
from planner.model.scenario import Dials, Scenario

__all__ = [
    "CURRENCY",
    "SCENARIO_FIELDS",
    "SECTIONS",
    "SETTING_FIELDS",
    "TABLES",
    "ProgrammeTable",
    "cell_of",
    "checked",
    "currency_of",
    "of_scenario",
    "setting_of",
    "with_cell",
    "with_setting",
]

MONEY_MEASURES: Final = ("one_off", "run_year")
MINOR: Final = 100.0


@dataclass(frozen=True, slots=True)
class ProgrammeTable:
    """One table of the programme.

    Attributes
    ----------
    key
        Its block of the workbook, and the attribute of the programme.
    blank
        What a new row holds; ``{number}`` in an id is filled in.
    paths
        Column to attribute, where they are not called alike; ``capacity.x`` is an entry of a map.
    """

    key: str
    blank: Any
    paths: Mapping[str, str] = field(default_factory=dict)
    more: tuple[Field, ...] = ()

    @property
    def columns(self) -> tuple[Field, ...]:
        """Columns in the order of the workbook; figures are never below 0."""
        return (*(_column(one) for one in block_of(self.key).columns), *self.more)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that must not be empty."""
        return REQUIRED.get(self.key, ())

    def rows(self, programme: Programme) -> tuple[Any, ...]:
        """Return the rows as the programme has them."""
        return tuple(getattr(programme, self.key))


def _column(one: Field) -> Field:
    if one.key == "price":  # prices may be fractions of a minor unit
        return replace(one, kind=FieldKind.NUMBER, minimum=0.0)
    if one.kind in (FieldKind.NUMBER, FieldKind.MONEY) and one.minimum is None:
        return replace(one, minimum=0.0)
    return one


_DAY: Final = date.min

TABLES: Final[Mapping[str, ProgrammeTable]] = {
    table.key: table
    for table in (
        ProgrammeTable(
            "targets",
            Target("target-{number}", "public"),
            {key: f"capacity.{key}" for key in CAPACITY_KEYS},
            (Field("closed", FieldKind.FLAG, Section.PLAN),),
        ),
        ProgrammeTable("prices", PriceLine("public", "cpu_core_year"), {"price": "price_minor"}),
        ProgrammeTable(
            "extensions", CapacityStep("private", "cpu_cores", 100.0), {"cost": "cost_minor"}
        ),
        ProgrammeTable("limits", PolicyLimit("limit-{number}", "count")),
        ProgrammeTable(
            "budgets", Budget("budget-{number}", _DAY, _DAY), {"at_most": "at_most_minor"}
        ),
        ProgrammeTable("vacancies", Vacancy("exit-{number}", "", _DAY)),
        ProgrammeTable("teams", Team("team-{number}"), {"day_rate": "day_rate_minor"}),
        ProgrammeTable("waves", WaveSlot("W{number}", _DAY, _DAY)),
        ProgrammeTable("freezes", Freeze("", _DAY, _DAY)),
        ProgrammeTable("people", Person("decision_owner", "")),
    )
}

SECTIONS: Final = ("calendar", *TABLES)
"""What is entered of the programme: its settings, then its tables."""

SCENARIO_FIELDS: Final = (
    *(one for one in SETTINGS["settings"] if one.key == "objective"),
    Field("preset", FieldKind.TEXT, Section.PLAN),
)
"""Settings of the scenario that are entered beside those of the programme."""

CURRENCY: Final = Field("currency", FieldKind.TEXT, Section.PLAN)
"""The inventory's currency, which is entered beside them."""

SETTING_FIELDS: Final[tuple[Field, ...]] = (
    *SETTINGS["calendar"],
    *SETTINGS["decision_day"],
    *SCENARIO_FIELDS,
    CURRENCY,
    Field("wave_sizes", FieldKind.NAMES, Section.PLAN),
)
"""Settings of the programme, in the order of the workbook."""

_TUPLES: Final[Mapping[str, type]] = {"ramp": float, "wave_sizes": int}
_PILOT: Final = "pilot_"


def _scale(table: ProgrammeTable, row: Any, key: str) -> float:
    if key == "price":
        return MINOR
    bound = table.key == "limits" and key in ("at_most", "at_least")
    return MINOR if bound and row.measure in MONEY_MEASURES else 1.0


def cell_of(table: ProgrammeTable, row: Any, key: str) -> Value | None:
    """Return what a cell holds, in the column's unit; None where it is empty.

    Parameters
    ----------
    table
        Which table of the programme.
    row
        The record that stands in it.
    key
        Of the column.
    """
    name, _, part = table.paths.get(key, key).partition(".")
    value = getattr(row, name)
    if part:
        value = value.get(part)
    if key == "price" and not value and row.factor is not None:
        return None
    if value is None or value in ("", ()):
        return None
    scale = _scale(table, row, key)
    shown: Value = value / scale if scale != 1.0 else value
    return shown


def with_cell(table: ProgrammeTable, row: Any, key: str, value: Value | None) -> Any:
    """Return a row with a value in one of its cells.

    Parameters
    ----------
    table
        Which table of the programme.
    row
        The record that stands in it; it stays as it is.
    key
        Of the column.
    value
        In the column's unit; None empties the cell.
    """
    name, _, part = table.paths.get(key, key).partition(".")
    if part:
        kept = {k: v for k, v in getattr(row, name).items() if k != part}
        return replace(row, **{name: kept if value is None else {**kept, part: value}})
    if value is None:
        value = "" if key in table.required else _usual(table, row, name)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        scale = _scale(table, row, key)
        value = value if scale == 1.0 else round(value * scale, 6)
    changed = replace(row, **{name: value})
    if table.key == "limits" and key == "measure":
        for bound in ("at_most", "at_least"):  # the figure on show stays
            changed = with_cell(table, changed, bound, cell_of(table, row, bound))
    return changed


def _usual(table: ProgrammeTable, row: Any, name: str) -> Any:
    """Return what an attribute is where nobody says; a span without an end is one day."""
    return row.first_day if name == "last_day" else getattr(table.blank, name)


def checked(table: ProgrammeTable, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return rows that can stand beside each other.

    Raises
    ------
    BadInputError
        An id stands twice or is missing, a span ends before it begins, or a limit contradicts
        itself.
    """
    for row in rows:
        for key in table.required:
            if cell_of(table, row, key) is None:
                raise BadInputError("ui_enter.cell.required", "ui_enter.cell.required.advice")
        first, last = getattr(row, "first_day", _DAY), getattr(row, "last_day", _DAY)
        if last < first:
            raise BadInputError(
                "ui_enter.span.backwards", "ui_enter.span.backwards.advice", first=first, last=last
            )
        if getattr(row, "step", 1.0) <= 0:
            raise BadInputError("ui_enter.step.zero", "ui_enter.step.zero.advice")
        low, high = getattr(row, "at_least", None), getattr(row, "at_most", None)
        if low is not None and high is not None and low > high:
            raise BadInputError("ui_enter.limit.backwards", "ui_enter.limit.backwards.advice")
    seen: set[str] = set()
    for name in (str(getattr(row, "id", "")) for row in rows):
        if name and name in seen:
            raise BadInputError("ui_enter.id.twice", "ui_enter.id.twice.advice", name=name)
        seen.add(name)
    return rows


def currency_of(value: Value | None) -> str:
    """Return a currency that is typed in; none: what a new inventory has.

    Parameters
    ----------
    value
        Three letters.

    Raises
    ------
    BadInputError
        It is no such code.
    """
    code = str(value or Inventory().currency).strip().upper()
    if not (len(code) == len("CNY") and code.isascii() and code.isalpha()):
        raise BadInputError("ui_enter.currency", "importing.setting.currency.help")
    return code


def setting_of(programme: Programme, scenario: Scenario, key: str) -> Value | None:
    """Return a setting's value; None where it is not set.

    Parameters
    ----------
    programme
        Where most settings stand.
    scenario
        Where those stand that are a scenario's own.
    key
        Of the setting.
    """
    if any(key == one.key for one in SCENARIO_FIELDS):
        turned: Value = scenario.preset if key == "preset" else getattr(scenario.dials, key)
        return turned or None
    if key == "pilot":
        return programme.pilot is not None
    if key.startswith(_PILOT):
        pilot = programme.pilot
        found = None if pilot is None else getattr(pilot, key.removeprefix(_PILOT))
        return found or None if isinstance(found, tuple) else found
    value = getattr(programme, key)
    if key in _TUPLES:
        return tuple(f"{one:g}" for one in value) or None
    return None if value == "" else value


def of_scenario(scenario: Scenario, key: str, value: Value | None) -> Scenario:
    """Return the scenario with a setting of its own.

    Parameters
    ----------
    scenario
        It stays as it is.
    key
        Of the setting.
    value
        In the setting's unit; None sets what a new scenario has.

    Raises
    ------
    BadInputError
        There are no published wave rules of that name.
    """
    if key == "preset":
        return replace(scenario, preset=published_set(str(value)).id if value else "")
    given: Any = getattr(Dials(), key) if value is None else value
    return replace(scenario, dials=replace(scenario.dials, **{key: given}))


def with_setting(programme: Programme, key: str, value: Value | None) -> Programme:
    """Return the programme with a setting.

    Parameters
    ----------
    programme
        It stays as it is.
    key
        Of the setting.
    value
        In the setting's unit; None sets what a new programme has.

    Raises
    ------
    BadInputError
        A list of figures holds something else, or a share outside 0 to 1.
    """
    usual = Programme()
    if key == "pilot":
        on = programme.pilot or usual.pilot
        return replace(programme, pilot=on if value else None)
    if key.startswith(_PILOT):
        name = key.removeprefix(_PILOT)
        if value is None:
            value = () if name == "excluded_criticality" else getattr(Pilot(), name)
        changed: dict[str, Any] = {name: value}
        return replace(programme, pilot=replace(programme.pilot or Pilot(), **changed))
    if key in _TUPLES and value is not None:
        figures: dict[str, Any] = {key: _figures(key, value)}
        return replace(programme, **figures)
    given: Any = getattr(usual, key) if value is None else value
    return replace(programme, **{key: given})


def _figures(key: str, value: Value) -> tuple[float, ...]:
    texts = value if isinstance(value, tuple) else (str(value),)
    try:
        figures = tuple(_TUPLES[key](text) for text in texts)
    except ValueError:
        raise BadInputError("ui_enter.figures", "ui_enter.figures.advice") from None
    low, high = (0.0, 1.0) if key == "ramp" else (1, 1_000_000)
    if any(not low <= one <= high for one in figures):
        raise BadInputError("ui_enter.figures", "ui_enter.figures.advice")
    return figures
