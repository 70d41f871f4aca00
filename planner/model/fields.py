"""The fields a workload can have: the vocabulary of import, table, scores and template.

A field is data: kind, unit, range and choices. Its names in both languages are in
``planner.wording`` (``fields.<key>`` and ``fields.<key>.<choice>``); the headers it is known
by stand in ``planner.importing``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

__all__ = ["FIELDS", "FIELD_BY_KEY", "STRATEGIES", "Field", "FieldKind", "Section", "Value"]

STRATEGIES: Final = (
    "retire",
    "retain",
    "rehost",
    "relocate",
    "repurchase",
    "replatform",
    "refactor",
)
"""The seven Rs."""

type Value = float | int | str | bool | date | tuple[str, ...]


class FieldKind(StrEnum):
    """What a value of the field is in Python."""

    TEXT = "text"
    """``str``."""
    NUMBER = "number"
    """``float`` in the field's unit."""
    INTEGER = "integer"
    """``int``."""
    PERCENT = "percent"
    """``float``, 80.0 for 80 %."""
    MONEY = "money"
    """``int`` in minor units of the inventory's currency (cents, fen)."""
    DATE = "date"
    """``datetime.date``."""
    CHOICE = "choice"
    """``str``, one of the field's choices."""
    FLAG = "flag"
    """``bool``."""
    NAMES = "names"
    """``tuple[str, ...]``."""


class Section(StrEnum):
    """Where the field stands in tables and in the template."""

    IDENTITY = "identity"
    CAPACITY = "capacity"
    RESPONSIVENESS = "responsiveness"
    ELASTICITY = "elasticity"
    MATURITY = "maturity"
    RISK = "risk"
    MONEY = "money"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``unit`` is a key of ``planner.wording`` (``units.<unit>``) or empty."""

    key: str
    kind: FieldKind
    section: Section
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()


def _text(key: str, section: Section) -> Field:
    return Field(key, FieldKind.TEXT, section)


def _number(key: str, section: Section, unit: str, maximum: float, minimum: float = 0.0) -> Field:
    return Field(key, FieldKind.NUMBER, section, unit, minimum, maximum)


def _percent(key: str, section: Section, maximum: float = 100.0, minimum: float = 0.0) -> Field:
    return Field(key, FieldKind.PERCENT, section, "percent", minimum, maximum)


def _integer(key: str, section: Section, unit: str, minimum: float, maximum: float) -> Field:
    return Field(key, FieldKind.INTEGER, section, unit, minimum, maximum)


def _money(key: str, section: Section = Section.MONEY, minimum: float | None = 0.0) -> Field:
    return Field(key, FieldKind.MONEY, section, "money", minimum, 1e15)


def _choice(key: str, section: Section, *choices: str) -> Field:
    return Field(key, FieldKind.CHOICE, section, choices=choices)


def _date(key: str, section: Section) -> Field:
    return Field(key, FieldKind.DATE, section)


FIELDS: Final[tuple[Field, ...]] = (
    _text("description", Section.IDENTITY),
    _text("domain", Section.IDENTITY),
    _text("archetype", Section.IDENTITY),  # key of an archetype of the rule set
    _text("business_owner", Section.IDENTITY),
    _text("technical_owner", Section.IDENTITY),
    _text("vendor", Section.IDENTITY),
    _choice("environment", Section.IDENTITY, "production", "recovery", "test", "development"),
    _text("current_target", Section.IDENTITY),  # id of a target; where it runs today
    _text("site", Section.IDENTITY),
    _choice("lifecycle", Section.IDENTITY, "planned", "active", "phase_out", "retired"),
    _text("operating_system", Section.IDENTITY),
    _text("database", Section.IDENTITY),
    Field("technologies", FieldKind.NAMES, Section.IDENTITY),
    Field("tags", FieldKind.NAMES, Section.IDENTITY),
    _text("notes", Section.IDENTITY),
    # Capacity in use today.
    _integer("server_count", Section.CAPACITY, "servers", 0, 100_000),
    _number("cpu_cores", Section.CAPACITY, "cores", 1_000_000),
    _number("memory_gib", Section.CAPACITY, "gib", 10_000_000),
    _number("storage_gib", Section.CAPACITY, "gib", 1_000_000_000),
    _number("traffic_gib_month", Section.CAPACITY, "gib_month", 1_000_000_000),
    _percent("cpu_utilisation", Section.CAPACITY),
    _percent("memory_utilisation", Section.CAPACITY),
    _number("energy_kwh_year", Section.CAPACITY, "kwh_year", 10_000_000_000),
    # Responsiveness.
    _number("latency_ms", Section.RESPONSIVENESS, "ms", 3_600_000),
    _choice("channel", Section.RESPONSIVENESS, "channel", "platform", "back_office", "batch"),
    _number("releases_year", Section.RESPONSIVENESS, "releases_year", 10_000),
    _number("releases_wanted", Section.RESPONSIVENESS, "releases_year", 10_000),
    _number("change_lead_days", Section.RESPONSIVENESS, "days", 3_650),
    _integer("users", Section.RESPONSIVENESS, "users", 0, 10_000_000_000),
    _percent("user_growth", Section.RESPONSIVENESS, 10_000.0, -100.0),
    # Elasticity.
    _number("peak_to_average", Section.ELASTICITY, "ratio", 10_000, 1.0),
    _choice("seasonality", Section.ELASTICITY, "none", "daily", "monthly", "yearly", "event"),
    _percent("load_growth", Section.ELASTICITY, 10_000.0, -100.0),
    _choice("scale_out", Section.ELASTICITY, "none", "read_only", "stateless", "sharded"),
    _percent("peak_utilisation", Section.ELASTICITY, 1_000.0),  # peak load over capacity
    # Digital maturity.
    _choice(
        "architecture",
        Section.MATURITY,
        "mainframe",
        "monolith",
        "layered",
        "service_oriented",
        "microservice",
        "packaged",
        "saas",
    ),
    _choice("containers", Section.MATURITY, "none", "partly", "fully"),
    _percent("api_coverage", Section.MATURITY),
    _percent("test_automation", Section.MATURITY),
    _choice("delivery", Section.MATURITY, "manual", "scripted", "integrated", "continuous"),
    _choice("technology_support", Section.MATURITY, "current", "extended", "ended"),
    _date("support_end_date", Section.MATURITY),
    _choice("documentation", Section.MATURITY, "none", "partial", "good"),
    _choice("cloud_skill", Section.MATURITY, "none", "basic", "practised", "expert"),
    # Risk, security and compliance.
    _choice("data_class", Section.RISK, "public", "internal", "confidential", "important", "core"),
    _choice("personal_data", Section.RISK, "none", "basic", "sensitive"),
    _choice("residency", Section.RISK, "none", "region", "country", "on_premises"),
    _integer("protection_level", Section.RISK, "level", 1, 5),  # MLPS 2.0
    Field("regulations", FieldKind.NAMES, Section.RISK),
    _choice("criticality", Section.RISK, "low", "medium", "high", "critical"),
    _number("rto_hours", Section.RISK, "hours", 100_000),
    _number("rpo_minutes", Section.RISK, "minutes", 1_000_000),
    _choice("licence_limits", Section.RISK, "none", "restricted", "hardware_bound"),
    _choice("third_party_access", Section.RISK, "none", "limited", "broad"),
    _text("recovery_of", Section.RISK),  # id of the workload this is the recovery site of
    _choice("lock_in", Section.RISK, "low", "medium", "high"),
    # Money, in minor units of the inventory's currency.
    _money("run_cost_year"),
    _money("staff_cost_year"),
    _money("licence_cost_year"),
    _money("one_off_cost"),
    _money("benefit_year"),
    _money("exit_cost"),
    _date("contract_end_date", Section.MONEY),
    _date("licence_end_date", Section.MONEY),
    _number("licence_term_years", Section.MONEY, "years", 50),
    _money("extended_support_cost_year"),
    _date("refresh_date", Section.MONEY),
    _money("refresh_cost"),
    # What is already decided.
    _choice("strategy", Section.PLAN, *STRATEGIES),
    _date("retire_date", Section.PLAN),
    _text("pin_target", Section.PLAN),
    Field("banned_targets", FieldKind.NAMES, Section.PLAN),
    _integer("pin_wave", Section.PLAN, "wave", 1, 10_000),
    _date("earliest_date", Section.PLAN),
    _date("latest_date", Section.PLAN),
    _text("move_group", Section.PLAN),  # workloads of one group move in one wave
    _number("effort_days", Section.PLAN, "person_days", 1_000_000),
    _number("duration_weeks", Section.PLAN, "weeks", 5_200),
    _text("team", Section.PLAN),
    _choice("complexity", Section.PLAN, "low", "medium", "high"),
    _text("decision_reason", Section.PLAN),
    _text("risk_owner", Section.PLAN),
)
"""Every field beside id and name, in the order of tables and of the template."""

FIELD_BY_KEY: Final[Mapping[str, Field]] = {field.key: field for field in FIELDS}
