"""Energy and emissions of a workload on each target, a year: kWh, and kg of CO2 equivalent.

From the sizes it has on a target, by the coefficients of the rules (Cloud Carbon Footprint, average
load of one half) and how much power the place takes for each that reaches a machine:

``kWh = power_usage * (cores * kwh_core_year + memory * kwh_memory_gib_year + storage *
kwh_storage_gib_year)``, the last two in GiB,
``kg = kWh * carbon_kg_kwh``

Energy that is stated for today wins: on another target it is the stated one times the ratio of the
formula there to the formula here. Without stated energy and without cores nothing is known, which
is None and never 0. ``power_usage`` and ``carbon_kg_kwh`` stand in the price sheet, by target or
kind; a grid without a line of its own is that of the country in which the target lies, as far as
names of places say it, else of the country that the inventory names, else the world's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.assessing.countries import grids_of
from planner.assessing.money import CostSheet
from planner.assessing.price_sheet import ENERGY_ITEMS
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme, Target
from planner.model.rules import RuleSet

__all__ = ["EnergySheet", "EnergyUse", "Grid", "grids"]

SIZES = ("cpu_cores", "memory_gib", "storage_gib")
_GRID = "carbon_kg_kwh"
COEFFICIENTS = ("kwh_core_year", "kwh_memory_gib_year", "kwh_storage_gib_year")


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """Energy and emissions a year, in kWh and in kg of CO2 equivalent; never negative."""

    kwh_year: float
    kg_year: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Emissions of a grid in kg of CO2 equivalent a kWh.

    ``source`` is ``prices``, ``world``, or the country whose number of the rules it is.
    """

    factor: float
    source: str


def grids(rules: RuleSet, programme: Programme, inventory: Inventory) -> Mapping[str, Grid]:
    """Return the grid that feeds each target, by its id."""
    numbers = rules.numbers
    measured = {key[-2:] for key in numbers if key.startswith("carbon_kg_kwh_")}
    countries = grids_of(inventory, programme, measured)
    priced = _factors(rules, programme)
    found = {}
    for one in programme.targets:
        line = priced.get((one.id, _GRID), priced.get((one.kind, _GRID)))
        country = countries.get(one.id, "")
        if line is not None:
            found[one.id] = Grid(line, "prices")
        else:
            usual = numbers.get(f"{_GRID}_{country}") if country else None
            world = numbers.get(_GRID, 0.0)
            found[one.id] = Grid(world, "world") if usual is None else Grid(usual, country)
    return found


def _factors(rules: RuleSet, programme: Programme) -> dict[tuple[str, str], float | None]:
    lines = (*rules.prices, *programme.prices)  # those of the programme win
    return {(one.target, one.item): one.factor for one in lines if one.item in ENERGY_ITEMS}


class EnergySheet:
    """The coefficients, ready to measure any workload on any target."""

    def __init__(
        self, rules: RuleSet, programme: Programme, costs: CostSheet, inventory: Inventory
    ) -> None:
        self._costs = costs
        numbers = rules.numbers
        self._weights = tuple(numbers.get(key, 0.0) for key in COEFFICIENTS)
        self._per_core = (1.0, numbers.get("memory_per_core", 4.0), 0.0)
        found = _factors(rules, programme)

        def power(one: Target) -> float:
            value = found.get((one.id, "power_usage"), found.get((one.kind, "power_usage")))
            return 1.0 if value is None else value

        self._power = {one.id: power(one) for one in programme.targets}
        self._grid = {key: one.factor for key, one in grids(rules, programme, inventory).items()}

    def use(
        self, workload: Workload, current: Target | None, target: Target, *, scales: bool
    ) -> EnergyUse | None:
        """Return what a workload uses on a target; None where neither energy nor cores are known.

        Parameters
        ----------
        current
            Where it is today; None: it is new.
        target
            Where it would be.
        scales
            It scales out.
        """
        here = current.kind if current is not None else "legacy"
        stays = current is not None and current.id == target.id
        kind = here if stays else "public" if target.kind == "saas" else target.kind
        stated = workload.number("energy_kwh_year")
        cores = workload.number("cpu_cores")

        def by_size(place: str, kind: str, cores: float) -> float:
            return self._by_size(workload, place, (kind, here), cores, scales=scales)

        if stated is not None and current is not None:
            some = cores or 1.0
            before, after = by_size(current.id, here, some), by_size(target.id, kind, some)
            kwh = stated if stays else stated * after / before if before > 0 else stated
        elif cores:  # none is no size: what runs uses something
            kwh = by_size(target.id, kind, cores)
        else:
            return None
        return EnergyUse(kwh, kwh * self._grid[target.id])

    def _by_size(
        self, workload: Workload, target: str, kinds: tuple[str, str], cores: float, *, scales: bool
    ) -> float:
        """Return kWh a year by size; missing memory goes with the cores, storage counts as none.

        ``kinds``: of the target, and of where the sizes are those of today.
        """
        size, peak = 0.0, workload.number("peak_to_average")
        for field, weight, per_core in zip(SIZES, self._weights, self._per_core, strict=True):
            today = cores if field == "cpu_cores" else workload.number(field)
            if today is None:
                today = cores * per_core
            size += weight * self._costs.sized(today, field, *kinds, peak, scales)
        return self._power[target] * size
