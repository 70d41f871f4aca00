"""The programme: what the organisation has decided and can spend: targets, teams, calendar, people.

Dates are calendar dates, money minor units of the inventory's currency, effort person-days.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = [
    "CAPACITY_KEYS",
    "DEFAULT_TARGETS",
    "FIELD_KEYS",
    "MINOR_PER_UNIT",
    "Budget",
    "CapacityStep",
    "Freeze",
    "Person",
    "Pilot",
    "PolicyLimit",
    "PriceLine",
    "Programme",
    "Standing",
    "Target",
    "Team",
    "Vacancy",
    "WaveSlot",
]

MINOR_PER_UNIT: Final = 100
"""Cents in a euro, fen in a yuan; of every currency alike."""


FIELD_KEYS: Final = (
    "none",
    "bank-cn",
    "bank-eu",
    "insurer",
    "manufacturer",
    "public-sector",
    "retail-commerce",
    "health",
)
"""Keys of the field profiles."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place to run. ``kind``: ``legacy``, ``private``, ``public``, ``hybrid`` or ``saas``.

    ``ready_date`` is when its landing zone is ready; None: from the start. ``capacity`` maps
    ``cpu_cores``, ``memory_gib``, ``storage_gib`` to what it holds; a missing key: no limit.
    Nothing more is placed on a ``closed`` one; what runs there already may stay. Two targets of one
    ``technology`` (empty: the kind) run the same; ``site`` is the place or zone they stand in.
    """

    id: str
    kind: str
    name: str = ""
    ready_date: date | None = None
    capacity: Mapping[str, float] = dataclasses.field(default_factory=dict)
    region: str = ""
    provider: str = ""
    closed: bool = False
    technology: str = ""
    site: str = ""

    @property
    def technology_name(self) -> str:
        """Its technology; the kind where none is given."""
        return self.technology or self.kind


TREND_KINDS: Final = ("public", "hybrid", "saas")
"""Kinds of target whose prices follow the programme's trend of cloud prices."""

DEFAULT_TARGETS: Final = (
    Target("legacy", "legacy"),
    Target("private", "private"),
    Target("public", "public"),
    Target("hybrid", "hybrid"),
)


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of the price sheet.

    ``item``: ``cpu_core_year``, ``memory_gib_year``, ``storage_gib_year``, ``traffic_gib``,
    ``licence_factor``, ``staff_factor`` (shares of today's cost), ``power_usage`` (kWh taken for
    each that reaches a machine), ``carbon_kg_kwh`` (kg of CO2e a kWh), ``person_day`` (per team id
    in ``team``), ``fixed_year``. ``price_minor`` in minor units a unit; factors as plain numbers in
    ``factor``.
    """

    target: str
    item: str
    price_minor: float = 0.0
    factor: float | None = None
    team: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Who does the moving; ``days_per_wave`` is capacity in person-days in a full wave."""

    id: str
    name: str = ""
    days_per_wave: float | None = None
    day_rate_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """A span in which nothing is cut over; both days included."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class WaveSlot:
    """A wave's place in the calendar; the cut-over is at its end."""

    id: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Pilot:
    """What the first wave may hold."""

    max_workloads: int = 8
    max_risk: float = 40.0
    excluded_criticality: tuple[str, ...] = ("critical", "high")


@dataclass(frozen=True, slots=True)
class PolicyLimit:
    """A limit of policy or budget over the whole plan.

    ``measure``: ``one_off`` and ``run_year`` (money, minor units), ``production_share``,
    ``critical_share``, ``count``, ``cpu_cores``, ``memory_gib``, ``storage_gib``; ``targets``
    empty means all. Shares are 0 to 1 of all production, or of all critical, workloads; a name
    among ``targets`` may be a provider's and means all of its targets.
    """

    id: str
    measure: str
    targets: tuple[str, ...] = ()
    at_most: float | None = None
    at_least: float | None = None


CAPACITY_KEYS: Final = ("cpu_cores", "memory_gib", "storage_gib")
"""What a target holds so much of."""


@dataclass(frozen=True, slots=True)
class CapacityStep:
    """What more of a target's capacity can be bought: ``step`` of ``measure`` at a time.

    ``step`` in the measure's unit, ``cost_minor`` for one of them, at most ``most`` of them.
    Without a price nothing can be bought.
    """

    target: str
    measure: str
    step: float
    cost_minor: int | None = None
    most: int = 1


@dataclass(frozen=True, slots=True)
class Budget:
    """One-off money for the moves cut over from ``first_day`` to ``last_day``, minor units.

    Without a figure it bounds nothing.
    """

    id: str
    first_day: date
    last_day: date
    at_most_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A place that must be empty by ``day``: a target, or a site of targets or of workloads."""

    id: str
    place: str
    day: date


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for what: ``decision_owner``, ``sponsor``, ``risk_owner``, ``lead``."""

    role: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the bank says it stands, for comparison with the survey; keys of ``facts`` tables.

    ``stage``: ``not_started``, ``starting``, ``accelerating``, ``immersed``, ``mature`` or empty.
    ``capabilities``: capability key to ``not_prepared``, ``planned``, ``piloted``, ``rolled_out``.
    """

    size: str = ""
    stage: str = ""
    capabilities: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Programme:
    """The frame of the plan.

    Attributes
    ----------
    field
        Key of the field profile (``bank-cn``, ``insurer`` ...); empty: nobody has said.
    wave_sizes
        Most workloads a wave, one figure for each wave, later ones as the last; empty: no limit.
    waves
        Explicit wave calendar; empty: ``wave_count`` waves of ``wave_weeks`` weeks from ``start``.
    buffer
        Share of team capacity kept free, 0 to 1.
    max_workloads_per_wave, max_critical_per_wave
        Policy limits per wave; None: no limit.
    ramp
        Share of capacity in the first waves (for example 0.3, 0.6); later waves 1.
    load_growth, cloud_price_trend
        Growth of the load, and of what clouds charge for a unit, as shares a year (0.05, -0.03);
        both concern infrastructure alone.
    vacancies
        Sites and targets that must be empty by a day.
    budgets
        One-off money by calendar or fiscal year, or any other span.
    extensions
        What more of the targets' capacity can be bought.
    """

    organisation: str = ""
    field: str = ""
    start: date | None = None
    wave_count: int = 8
    wave_weeks: int = 8
    waves: tuple[WaveSlot, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    targets: tuple[Target, ...] = DEFAULT_TARGETS
    prices: tuple[PriceLine, ...] = ()
    teams: tuple[Team, ...] = ()
    limits: tuple[PolicyLimit, ...] = ()
    pilot: Pilot | None = Pilot()
    buffer: float = 0.2
    ramp: tuple[float, ...] = ()
    max_workloads_per_wave: int | None = None
    wave_sizes: tuple[int, ...] = ()
    max_critical_per_wave: int | None = None
    people: tuple[Person, ...] = ()
    decision_date: date | None = None
    standing: Standing = Standing()
    load_growth: float = 0.0
    cloud_price_trend: float = 0.0
    vacancies: tuple[Vacancy, ...] = ()
    budgets: tuple[Budget, ...] = ()
    extensions: tuple[CapacityStep, ...] = ()

    @property
    def begins(self) -> date | None:
        """First day of the programme, as far as it is entered."""
        return self.start or (self.waves[0].first_day if self.waves else None)

    def cut_over_day(self, slot: WaveSlot) -> date:
        """Return the last day of a wave outside freezes; its very last where all of it is frozen.

        Everything in the wave has been cut over by then.
        """
        day = slot.last_day
        while day >= slot.first_day:
            frozen = (freeze for freeze in self.freezes if freeze.last_day >= day)
            blocked = next((freeze for freeze in frozen if freeze.first_day <= day), None)
            if blocked is None:
                return day
            day = blocked.first_day - timedelta(days=1)
        return slot.last_day

    def calendar(self, today: date, more: int = 0) -> tuple[WaveSlot, ...]:
        """Return the waves with their dates; the programme starts on ``start`` or on ``today``.

        ``more`` waves follow the last one, each as long as that.
        """
        slots = self._slots(today)
        taken = {slot.id for slot in slots}
        number = len(slots)
        for _ in range(more if slots else 0):
            number += 1
            while f"W{number}" in taken:
                number += 1
            last = slots[-1]
            first = last.last_day + timedelta(days=1)
            slots = (
                *slots,
                WaveSlot(f"W{number}", first, first + (last.last_day - last.first_day)),
            )
        return slots

    def _slots(self, today: date) -> tuple[WaveSlot, ...]:
        if self.waves:
            return self.waves
        first = self.start or today
        length = timedelta(weeks=self.wave_weeks)
        return tuple(
            WaveSlot(
                f"W{number + 1}",
                first + number * length,
                first + (number + 1) * length - timedelta(days=1),
            )
            for number in range(self.wave_count)
        )

    def drift(self, kind: str) -> float:
        """Growth a year of what infrastructure costs on a kind of target, beside inflation.

        ``(1 + load growth) * (1 + trend of cloud prices) - 1``, the trend on cloud targets alone.
        """
        trend = self.cloud_price_trend if kind in TREND_KINDS else 0.0
        return (1.0 + self.load_growth) * (1.0 + trend) - 1.0

    def person(self, role: str) -> str:
        """Name of whoever has the role; empty where nobody has been named."""
        from planner.model.people import somebody  # not needed for the start

        return next((somebody(one.name) for one in self.people if one.role == role), "")
