"""What a workload costs on each target: lines traced to cells and price sheet, then discounted.

Money in minor units. Staying costs what the sheet says it costs today; another target costs its
size there at the price sheet's prices, today's licences and people times the sheet's factors,
less its share of the yearly benefit. ``net present = sum(once) + annuity * sum(yearly)`` with
``annuity = sum((1 + inflation) ** t / (1 + rate) ** t for t = 1..horizon)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.assessing.contracts import contract_waits, years_left
from planner.assessing.open_records import cost_line, priced_line
from planner.model.assessment import CostLine
from planner.model.inventory import Workload
from planner.model.programme import PriceLine, Programme, Target
from planner.model.rules import STRATEGIES, RuleSet

__all__ = ["CostSheet", "TargetCost", "annuity"]

type Price = tuple[float, str]


def annuity(horizon_years: int, rate: float, inflation: float) -> float:
    """Present worth of one unit a year in today's money, paid at the end of each year."""
    factor = (1.0 + inflation) / (1.0 + rate)
    return sum(factor**year for year in range(1, horizon_years + 1))


@dataclass(slots=True)
class TargetCost:
    """Yearly and one-off cost on a target, net present cost, and the lines behind them."""

    run_year_minor: int
    one_off_minor: int
    net_present_minor: int
    lines: tuple[CostLine, ...]


SIZES = (
    ("cpu_core_year", "cpu_cores"),
    ("memory_gib_year", "memory_gib"),
    ("storage_gib_year", "storage_gib"),
)


@dataclass(slots=True)
class _Facts:
    """What a workload's cells say of its costs, read once for all its targets.

    ``licence_years`` are those still paid for; ``exit_cost`` is None where it is not due.
    """

    sizes: tuple[tuple[str, str, float], ...]
    cores: float | None
    traffic: float | None
    peak: float | None
    run: int | None
    licence: int | None
    staff: int | None
    benefit: int | None
    one_off: int | None
    exit_cost: int | None
    licence_years: float


TODAY = ("run_cost_year", "staff_cost_year", "licence_cost_year")


class CostSheet:
    """The price sheet, ready to price any workload on any target."""

    def __init__(
        self,
        rules: RuleSet,
        programme: Programme,
        currency: str,
        all_cores: float,
        dials: tuple[int, float, float],
    ) -> None:
        self.horizon_years, rate, inflation = dials
        self.annuity = annuity(self.horizon_years, rate, inflation)
        self._numbers = rules.numbers
        self._programme = programme
        self._start: date | None = programme.start
        self._all_cores = all_cores
        exchange = rules.numbers.get(f"per_cny_{currency}", 1.0)
        self._prices = {
            target.id: _lines_of(target, programme.prices, rules.prices, exchange)
            for target in programme.targets
        }
        self._rates = _day_rates(programme, rules, exchange)
        self._of: Workload | None = None
        self._known: _Facts
        self._days = {team: f"person_day.{team}" for team in self._rates}
        numbers = rules.numbers
        self._double = {
            strategy: (numbers[key] / 12.0, f"rules:{key}")
            for strategy in STRATEGIES
            if numbers.get(key := f"double_run_months_{strategy}")
        }
        self._benefit = {
            one.id: numbers.get(f"benefit_share_{one.kind}", 0.0) for one in programme.targets
        }

    def _read(self, workload: Workload) -> _Facts:
        """Read a workload's cells, or return what was read of the same one just before."""
        if self._of is not workload:
            number, money = workload.number, workload.money
            sizes = [(item, field, number(field)) for item, field in SIZES]
            exit_cost = money("exit_cost")
            if exit_cost and contract_waits(workload, self._programme):
                exit_cost = None
            ends = workload.day("licence_end_date")
            self._known = _Facts(
                tuple((item, field, size) for item, field, size in sizes if size is not None),
                number("cpu_cores"),
                number("traffic_gib_month"),
                number("peak_to_average"),
                money("run_cost_year"),
                money("licence_cost_year"),
                money("staff_cost_year"),
                money("benefit_year"),
                money("one_off_cost"),
                exit_cost,
                years_left(ends, self._start, self.horizon_years),
            )
            self._of = workload
        return self._known

    def size_on(self, workload: Workload, field: str, kind: str, scales: bool) -> float | None:
        """Return cores or GiB needed on a kind of target; None where today's size is unknown."""
        today = workload.number(field)
        if today is None:
            return None
        return self._size_on(today, field, kind, scales, workload.number("peak_to_average"))

    def _size_on(
        self, today: float, field: str, kind: str, scales: bool, peak: float | None
    ) -> float:
        """Return cores or GiB needed on a kind of target.

        Cores shrink by consolidation or right-sizing; one that scales out pays on public for
        ``max(elastic_floor, 1.3 / peak to average)`` of them. Hybrid: half of that effect.
        Memory follows half of what the cores save; storage stays.
        """
        if kind == "legacy" or field == "storage_gib":
            return today
        size = self._numbers.get(f"size_{kind}", 1.0)
        if scales and peak is not None and kind in ("public", "hybrid"):
            floor = self._numbers.get("elastic_floor", 0.5)
            share = min(1.0, max(floor, 1.3 / max(peak, 1.0)))
            size *= share if kind == "public" else (1.0 + share) / 2.0
        if field == "memory_gib":
            size = (1.0 + size) / 2.0
        return today * size

    def today(self, workload: Workload, target: Target | None) -> TargetCost:
        """Return the cost of staying; estimated from the price sheet where no cell says it."""
        lines = [
            cost_line(item, 1.0, amount, amount, "year", f"cell:{item}")
            for item in TODAY
            if (amount := workload.money(item)) is not None
        ]
        known = self._read(workload)
        if target is not None and known.run is None:
            lines += self._infrastructure(known, target, scales=False)
        return self._total(lines)

    def moved(
        self,
        workload: Workload,
        target: Target,
        stay: TargetCost,
        strategy: str,
        effort_days: Mapping[str, float],
        scales: bool,
        current: Target | None = None,
    ) -> TargetCost:
        """Return the cost of running on ``target`` after a move, with the move itself.

        ``current`` is the target it leaves; None for a new workload, which leaves nothing.
        """
        known = self._read(workload)
        lines = self._infrastructure(known, target, scales=scales)
        if not lines and (run := known.run) is not None:
            factor = self._numbers.get(f"run_factor_{target.kind}", 1.0)
            lines.append(priced_line("run_share", factor, run, "year", "cell:run_cost_year"))
        lines += self._shares(known, target, current)
        lines += self._move_lines(known, target, stay, strategy, effort_days, current)
        return self._total(lines)

    def _infrastructure(self, known: _Facts, target: Target, scales: bool) -> list[CostLine]:
        prices = self._prices[target.id]
        lines = []
        for item, field, today in known.sizes:
            price = prices.get(item)
            if price is None:
                continue
            size = self._size_on(today, field, target.kind, scales, known.peak)
            if size:
                lines.append(priced_line(item, size, price[0], "year", price[1]))
        traffic, price = known.traffic, prices.get("traffic_gib")
        if traffic and price is not None:
            lines.append(priced_line("traffic_gib", 12.0 * traffic, price[0], "year", price[1]))
        fixed, cores = prices.get("fixed_year"), known.cores
        if fixed is not None and cores and self._all_cores > 0:
            lines.append(
                priced_line("fixed_year", cores / self._all_cores, fixed[0], "year", fixed[1])
            )
        return lines

    def _shares(self, known: _Facts, target: Target, current: Target | None) -> list[CostLine]:
        """Licences and people as shares of today's; benefits as a negative cost.

        Of the yearly benefit a move brings what ``target`` gives and the place it leaves does not.
        """
        prices, lines = self._prices[target.id], []
        for item, field, amount in (
            ("licence_factor", "licence_cost_year", known.licence),
            ("staff_factor", "staff_cost_year", known.staff),
        ):
            if amount:
                factor, source = prices.get(item, (1.0, ""))
                lines.append(priced_line(field, factor, amount, "year", source or f"cell:{field}"))
        benefit = known.benefit
        share = self._benefit[target.id] - (self._benefit[current.id] if current else 0.0)
        if benefit and share > 0:
            lines.append(priced_line("benefit_year", share, -benefit, "year", "cell:benefit_year"))
        return lines

    def _move_lines(
        self,
        known: _Facts,
        target: Target,
        stay: TargetCost,
        strategy: str,
        effort_days: Mapping[str, float],
        current: Target | None,
    ) -> list[CostLine]:
        lines = []
        for team, days in effort_days.items():
            rate, source = self._rates.get(team, self._rates[""])
            item = self._days.get(team) or f"person_day.{team}"
            lines.append(priced_line(item, days, rate, "once", source))
        if own := known.one_off:
            lines.append(priced_line("one_off_cost", 1.0, own, "once", "cell:one_off_cost"))
        if current is None:
            return lines
        double = self._double.get(strategy)
        if double is not None and stay.run_year_minor > 0:
            years, source = double
            lines.append(priced_line("double_running", years, stay.run_year_minor, "once", source))
        if exit_cost := known.exit_cost:
            lines.append(priced_line("exit_cost", 1.0, exit_cost, "once", "cell:exit_cost"))
        licence, left = known.licence, known.licence_years
        factor = self._prices[target.id].get("licence_factor", (1.0, ""))[0]
        if licence and left > 0 and factor < 1:
            tail = left * (1.0 - factor)
            lines.append(
                priced_line("licence_tail", tail, licence, "once", "cell:licence_end_date")
            )
        return lines

    def _total(self, lines: Sequence[CostLine]) -> TargetCost:
        year = once = 0
        for line in lines:
            if line.when == "year":
                year += line.amount_minor
            else:
                once += line.amount_minor
        return TargetCost(year, once, round(once + self.annuity * year), tuple(lines))


def _lines_of(
    target: Target, own: Sequence[PriceLine], default: Sequence[PriceLine], exchange: float
) -> dict[str, Price]:
    """Prices of a target: the programme's for its id or kind, else the rule set's for its kind."""
    for lines, name, rate, sheet in (
        (own, target.id, 1.0, "price"),
        (own, target.kind, 1.0, "price"),
        (default, target.kind, exchange, "rules"),
    ):
        found: dict[str, Price] = {}
        for line in lines:
            if line.target == name and line.item != "person_day":
                worth = line.factor if line.factor is not None else line.price_minor * rate
                found[line.item] = (worth, f"{sheet}:{name}.{line.item}")
        if found:
            return found
    return {}


def _day_rates(programme: Programme, rules: RuleSet, exchange: float) -> dict[str, Price]:
    rates: dict[str, Price] = {"": (0.0, "")}
    for lines, rate, sheet in ((rules.prices, exchange, "rules"), (programme.prices, 1.0, "price")):
        for line in lines:
            if line.item == "person_day":
                rates[line.team] = (line.price_minor * rate, f"{sheet}:person_day.{line.team}")
    for team in programme.teams:
        if team.day_rate_minor is not None:
            rates[team.id] = (float(team.day_rate_minor), f"team:{team.id}")
    return rates
