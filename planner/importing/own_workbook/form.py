"""The program's own workbook as data: its sheets, the blocks on them and their columns.

Writer, template and reader all follow this description, so that what is written can be read. Words
are in ``planner.wording`` (``importing.sheet.<key>``, ``block.<key>``, ``column.<block>.<key>``,
``setting.<key>``) and, for workloads and dependencies, ``fields.<key>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.model.fields import FIELD_BY_KEY, FIELDS, Field, FieldKind, Section
from planner.model.programme import CAPACITY_KEYS, FIELD_KEYS
from planner.model.scenario import DecisionKind
from planner.optimising.problem import DependencyKind
from planner.wording import LANGUAGES, has, say

__all__ = [
    "BLOCKS",
    "DEPENDENCY_COLUMNS",
    "REQUIRED",
    "SETTINGS",
    "SHEETS",
    "Block",
    "block_of",
    "choice_words",
    "header_of",
    "label_of",
    "level_of",
    "level_words",
]

SHEETS: Final = tuple(
    "read_me workloads dependencies targets teams rules people decisions servers set_aside".split()
)
"""Sheet keys in the order they are written."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table on a sheet; blocks that share a sheet each stand below their title."""

    key: str
    sheet: str
    columns: tuple[Field, ...]

    def column(self, key: str) -> Field | None:
        """Return the column with the key, or None."""
        return next((column for column in self.columns if column.key == key), None)


def _field(key: str, kind: FieldKind = FieldKind.TEXT, unit: str = "", *choices: str) -> Field:
    return Field(key, kind, Section.PLAN, unit, choices=choices)


def _choice(key: str, words: str) -> Field:
    return _field(key, FieldKind.CHOICE, "", *words.split())


_KINDS = (kind.value for kind in DecisionKind if kind is not DecisionKind.OUTSIDE)
_NUMBER, _MONEY, _DATE, _CHOICE = (
    FieldKind.NUMBER,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.CHOICE,
)

DEPENDENCY_COLUMNS: Final = (
    _field("source"),
    _field("needed"),
    _field("kind", _CHOICE, "", *(kind.value for kind in DependencyKind)),
    _choice(
        "interface",
        "shared_database shared_host synchronous asynchronous batch file common_service",
    ),
    Field("traffic_gib_month", _NUMBER, Section.PLAN, "gib_month", minimum=0.0, maximum=1e9),
    Field("calls_per_transaction", FieldKind.NUMBER, Section.PLAN, minimum=0.0, maximum=1e9),
    _choice("latency_class", "chatty normal tolerant"),
    _field("same_target", FieldKind.FLAG),
    Field("port", FieldKind.INTEGER, Section.PLAN, minimum=0, maximum=65_535),
    _field("note"),
)
"""Columns of the dependency sheet."""

BLOCKS: Final = (
    Block("workloads", "workloads", (_field("id"), _field("name"), *FIELDS)),
    Block("dependencies", "dependencies", DEPENDENCY_COLUMNS),
    Block(
        "targets",
        "targets",
        (
            _field("id"),
            _choice("kind", "legacy private public hybrid saas"),
            _field("name"),
            _field("ready_date", _DATE),
            _field("cpu_cores", _NUMBER, "cores"),
            _field("memory_gib", _NUMBER, "gib"),
            _field("storage_gib", _NUMBER, "gib"),
            _field("region"),
            _field("provider"),
            _field("technology"),
            _field("site"),
        ),
    ),
    Block(
        "prices",
        "targets",
        (
            _field("target"),
            _choice(
                "item",
                "cpu_core_year memory_gib_year storage_gib_year traffic_gib "
                "licence_factor staff_factor power_usage carbon_kg_kwh person_day fixed_year",
            ),
            _field("price", _MONEY, "money"),
            _field("factor", _NUMBER),
            _field("team"),
            _field("source"),
        ),
    ),
    Block(
        "extensions",
        "targets",
        (
            _field("target"),
            _field("measure", _CHOICE, "", *CAPACITY_KEYS),
            _field("step", _NUMBER),
            _field("cost", _MONEY, "money"),
            Field("most", FieldKind.INTEGER, Section.PLAN, minimum=1, maximum=1_000),
        ),
    ),
    Block("calendar", "teams", (_field("setting"), _field("value"), _field("note"))),
    Block(
        "teams",
        "teams",
        (
            _field("id"),
            _field("name"),
            _field("days_per_wave", _NUMBER, "person_days"),
            _field("day_rate", _MONEY, "money"),
        ),
    ),
    Block("waves", "teams", (_field("id"), _field("first_day", _DATE), _field("last_day", _DATE))),
    Block(
        "freezes",
        "teams",
        (_field("name"), _field("first_day", _DATE), _field("last_day", _DATE)),
    ),
    Block("settings", "rules", (_field("setting"), _field("value"), _field("note"))),
    Block(
        "limits",
        "rules",
        (
            _field("id"),
            _choice(
                "measure",
                "one_off run_year production_share critical_share count "
                "cpu_cores memory_gib storage_gib",
            ),
            Field("targets", FieldKind.NAMES, Section.PLAN),
            _field("at_most", _NUMBER),
            _field("at_least", _NUMBER),
        ),
    ),
    Block(
        "budgets",
        "rules",
        (
            _field("id"),
            _field("first_day", _DATE),
            _field("last_day", _DATE),
            _field("at_most", _MONEY, "money"),
        ),
    ),
    Block("vacancies", "rules", (_field("id"), _field("place"), _field("day", _DATE))),
    Block(
        "people",
        "people",
        (
            _choice("role", "decision_owner sponsor risk_owner lead"),
            _field("name"),
            _field("note"),
        ),
    ),
    Block("decision_day", "people", (_field("setting"), _field("value"), _field("note"))),
    Block(
        "decisions",
        "decisions",
        (
            _field("id"),
            _field("kind", _CHOICE, "", *_KINDS),
            Field("workloads", FieldKind.NAMES, Section.PLAN),
            _field("value"),
            _field("reason"),
            _field("who"),
            _field("day", _DATE),
            _field("active", FieldKind.FLAG),
        ),
    ),
    Block(
        "servers",
        "servers",
        (_field("name"), _field("workload_id"), _field("grouped_by"), *FIELDS),
    ),
    Block(
        "set_aside",
        "set_aside",
        (
            _field("take_in", FieldKind.FLAG),
            _field("reason"),
            _choice("kind", "workloads servers dependencies"),
            _field("file"),
            _field("sheet"),
            Field("row", FieldKind.INTEGER, Section.PLAN),
            _field("reason_code"),
        ),
    ),
)
"""Every table of the workbook."""

_FACTORS: Final = ("responsiveness", "business_case", "digital_maturity", "elasticity", "risk")
_CAPABILITIES: Final = tuple(
    (
        "intelligent_risk_control intelligent_marketing customer_analytics digital_channels "
        "product_innovation data_foundation technology_infrastructure digital_organisation"
    ).split()
)

SETTINGS: Final[dict[str, tuple[Field, ...]]] = {
    "calendar": (
        _field("organisation"),
        _field("field", _CHOICE, "", *FIELD_KEYS),
        _field("start", _DATE),
        Field("wave_count", FieldKind.INTEGER, Section.PLAN, minimum=1, maximum=10_000),
        Field("wave_weeks", FieldKind.INTEGER, Section.PLAN, "weeks", 1, 520),
        Field("buffer", FieldKind.NUMBER, Section.PLAN, minimum=0, maximum=1),
        Field("ramp", FieldKind.NAMES, Section.PLAN),
        Field("max_workloads_per_wave", FieldKind.INTEGER, Section.PLAN, minimum=0),
        Field("max_critical_per_wave", FieldKind.INTEGER, Section.PLAN, minimum=0),
        _field("pilot", FieldKind.FLAG),
        Field("pilot_max_workloads", FieldKind.INTEGER, Section.PLAN, minimum=0),
        Field("pilot_max_risk", FieldKind.NUMBER, Section.PLAN, minimum=0, maximum=100),
        Field("pilot_excluded_criticality", FieldKind.NAMES, Section.PLAN),
        Field("load_growth", FieldKind.NUMBER, Section.PLAN, minimum=-1, maximum=10),
        Field("cloud_price_trend", FieldKind.NUMBER, Section.PLAN, minimum=-1, maximum=10),
    ),
    "settings": (
        _field("inventory_name"),
        _field("currency"),
        _field("rule_set"),
        *(
            Field(f"weight_{factor}", FieldKind.NUMBER, Section.PLAN, minimum=0)
            for factor in _FACTORS
        ),
        Field("fit_price", FieldKind.NUMBER, Section.PLAN, minimum=0),
        Field("money_price", FieldKind.NUMBER, Section.PLAN, minimum=0),
        Field("horizon_years", FieldKind.INTEGER, Section.PLAN, "years", 1, 50),
        Field("discount_rate", FieldKind.NUMBER, Section.PLAN, minimum=-1, maximum=10),
        Field("inflation", FieldKind.NUMBER, Section.PLAN, minimum=-1, maximum=10),
        _choice("objective", "early fewest"),
        Field("least_change", FieldKind.NUMBER, Section.PLAN, minimum=0, maximum=1),
        _choice("standing_size", "small medium large"),
        _choice("standing_stage", "not_started starting accelerating immersed mature"),
        *(_field(f"capability_{key}") for key in _CAPABILITIES),
    ),
    "decision_day": (_field("decision_date", _DATE),),
}
"""The settings of blocks that read setting, value, note."""


REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "workloads": ("name",),
    "dependencies": ("source", "needed"),
    "targets": ("id",),
    "prices": ("target", "item"),
    "teams": ("id",),
    "waves": ("id", "first_day", "last_day"),
    "freezes": ("first_day",),
    "limits": ("id", "measure"),
    "budgets": ("id", "first_day", "last_day"),
    "extensions": ("target", "measure", "step"),
    "vacancies": ("id", "place", "day"),
    "people": ("role", "name"),
}
"""Columns a row needs to be used; their headers carry a star."""


def block_of(key: str) -> Block:
    """Return the block with the key."""
    return next(block for block in BLOCKS if block.key == key)


def label_of(block: str, column: Field, language: str) -> str:
    """Return a column's words, without its unit.

    Parameters
    ----------
    block
        Of the workbook.
    column
        The field.
    """
    if block in ("workloads", "servers") and (
        column.key in FIELD_BY_KEY or (block == "workloads" and column.key in ("id", "name"))
    ):
        return say(f"fields.{column.key}", language)
    if block == "dependencies":
        return say(f"fields.dependency.{column.key}", language)
    return say(f"importing.column.{block}.{column.key}", language)


def header_of(block: str, column: Field, language: str, currency: str) -> str:
    """Return a column's header: its words and, in brackets, its unit.

    Parameters
    ----------
    block, column
        As in :func:`label_of`.
    currency
        ISO 4217 code, which is the unit of money.
    """
    label = label_of(block, column, language)
    if not column.unit:
        return label
    return f"{label} ({say(f'units.{column.unit}', language, currency=currency)})"


def level_words(level: str, language: str) -> str:
    """Return the words of a level of criticality; what is none stands as it is."""
    key = f"fields.criticality.{level}"
    return say(key, language) if has(key) else level


def level_of(words: str) -> str:
    """Return the level of criticality that words of any language mean, else the words."""
    for level in FIELD_BY_KEY["criticality"].choices:
        if words.lower() in {level_words(level, one).lower() for one in LANGUAGES} | {level}:
            return level
    return words


def choice_words(block: str, column: Field, choice: str, language: str) -> str:
    """Return the words of a choice; its key where it has none.

    Parameters
    ----------
    block, column
        As in :func:`label_of`.
    choice
        Its key.
    """
    if block in ("workloads", "servers"):
        key = f"fields.{column.key}.{choice}"
    elif block == "dependencies":
        key = f"fields.dependency.{column.key}.{choice}"
    else:
        key = f"importing.choice.{column.key}.{choice}"
    return say(key, language) if has(key) else choice
