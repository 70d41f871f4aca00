"""The price sheet: what a unit of size, a licence, a person-day and a platform cost on a target.

The programme's own lines for a target's id or kind win over the rule set's for its kind; the rule
set's are in yuan and are changed at its rates. Money in minor units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.model.programme import MINOR_PER_UNIT, PriceLine, Programme, Target
from planner.model.rules import RuleSet

__all__ = [
    "ENERGY_ITEMS",
    "SIZED",
    "TRAFFIC",
    "Price",
    "annuity",
    "day_rates",
    "own_prices",
    "priced_sizes",
    "sheet_of",
]

type Price = tuple[float, str]
"""What a unit costs in minor units (or a factor), and which line says so."""

SIZED = (
    ("cpu_core_year", "cpu_cores", 1.0),
    ("memory_gib_year", "memory_gib", 1.0),
    ("storage_gib_year", "storage_gib", 1.0),
    ("traffic_gib", "traffic_gib_month", 12.0),
)
"""What the sheet prices by size: item, field, and units a year for one of the field's."""

TRAFFIC = frozenset(("traffic_gib_month",))
"""Sizes that a sheet may leave out: in one's own rooms they cost nothing."""

_RUNNING = frozenset(item for item, _, _ in SIZED)

ENERGY_ITEMS = ("power_usage", "carbon_kg_kwh")
"""What the sheet says of energy; no prices, so that they do not take the place of any."""


def annuity(horizon_years: int, rate: float, inflation: float) -> float:
    """Present worth of one unit a year in today's money, paid at the end of each year.

    ``sum over t = 1..horizon of ((1 + inflation) / (1 + rate)) ** t``: nominal money with
    inflation, which is the same as today's prices at the real rate.

    Parameters
    ----------
    horizon_years
        From 1.
    rate
        Nominal, such as 0.08.
    inflation
        Likewise.
    """
    factor = (1.0 + inflation) / (1.0 + rate)
    return sum(factor**year for year in range(1, horizon_years + 1))


def sheet_of(
    target: Target, programme: Programme, rules: RuleSet, currency: str
) -> dict[str, Price]:
    """Return a target's prices by item: the programme's for its id or kind, else the rule set's.

    Parameters
    ----------
    currency
        ISO 4217 code.
    """
    exchange = rules.numbers.get(f"per_cny_{currency}", 1.0)
    for lines, name, rate, sheet in (
        (programme.prices, target.id, 1.0, "price"),
        (programme.prices, target.kind, 1.0, "price"),
        (rules.prices, target.kind, exchange, "rules"),
    ):
        found = _lines_of(lines, name, rate, sheet)
        if found:
            return found
    return {}


def priced_sizes(sheet: Mapping[str, Price]) -> frozenset[str]:
    """Return the fields of size that a sheet gives a price of."""
    return frozenset(field for item, field, _ in SIZED if sheet.get(item, (0.0, ""))[0])


def own_prices(programme: Programme) -> frozenset[str]:
    """Return the targets whose prices the programme gives, by id or for their kind."""
    given = {one.target for one in programme.prices if one.item in _RUNNING}
    return frozenset(one.id for one in programme.targets if given & {one.id, one.kind})


def _lines_of(lines: Sequence[PriceLine], name: str, rate: float, sheet: str) -> dict[str, Price]:
    found: dict[str, Price] = {}
    for line in lines:
        if line.target == name and line.item not in ("person_day", *ENERGY_ITEMS):
            worth = line.factor if line.factor is not None else line.price_minor * rate
            found[line.item] = (worth, f"{sheet}:{name}.{line.item}")
    return found


def day_rates(programme: Programme, rules: RuleSet, currency: str) -> Mapping[str, Price]:
    """Return what a person-day of each team costs; the key ``""`` is that of all others.

    Work is no good that is traded: a currency has a day of its own in the rules where its country
    pays otherwise than at the exchange rate. Where teams have rates, and the price sheet says
    nothing of all others, theirs is the mean of those.

    Parameters
    ----------
    currency
        ISO 4217 code.
    """
    exchange = rules.numbers.get(f"per_cny_{currency}", 1.0)
    local = rules.numbers.get(f"person_day_{currency}")
    rates: dict[str, Price] = {"": (0.0, "")}
    for lines, rate, sheet in ((rules.prices, exchange, "rules"), (programme.prices, 1.0, "price")):
        for line in lines:
            if line.item == "person_day":
                worth = line.price_minor * rate
                if sheet == "rules" and local is not None and not line.team:
                    worth = local * MINOR_PER_UNIT
                rates[line.team] = (worth, f"{sheet}:person_day.{line.team}")
    stated = [one for one in programme.teams if one.day_rate_minor is not None]
    for team in stated:
        rates[team.id] = (float(team.day_rate_minor or 0), f"team:{team.id}")
    if stated and rates[""][1].startswith("rules:"):
        worth = sum(rates[one.id][0] for one in stated) / len(stated)
        rates[""] = (worth, "team:")
    return rates
