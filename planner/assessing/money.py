"""What a workload costs on each target: money that is known wins, what is missing is never free.

Minor units. Infrastructure, licences and people are compared each with itself; a benefit is never
part of what something costs to run. The infrastructure of a workload on target ``p`` is

- ``stated today * sheet(p) / sheet(current)`` where every size that either sheet prices is known,
- where one is missing ``stated today * usual(p)``, what the same sheets say of the usual mix of
  sizes (:mod:`planner.assessing.usual_sizes`), so that filling in the last cell moves the money
  by no more than the system is unlike others,
- ``stated today * run_factor(p) / run_factor(current)`` where both sheets are the program's own
  (they are made to say the same of the usual mix), where the sheet of where it is comes to
  nothing, or where that of ``p`` prices no size (a service that is bought) or fewer sizes.

What peaks save a system that scales out is in both: they are stated, whatever is known of sizes.

Where nothing is stated and every size that the sheet of where it is prices is known, it is
estimated: by what like systems of the inventory cost (:mod:`planner.assessing.like_systems`) where
that sheet is the program's own and there are any, else by the sheet. Where a size is missing, what
the workload costs is not known: half the sizes are no price.
``net present = sum(once) + annuity * sum(yearly)``, the yearly infrastructure growing with the
load and following the trend of cloud prices where the programme gives them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.assessing.contracts import contract_tail, exit_spared, last_cut_over
from planner.assessing.dated_costs import dues, horizon_end, licence_years
from planner.assessing.like_systems import Like
from planner.assessing.open_records import cost_line, priced_line
from planner.assessing.price_sheet import (
    SIZED,
    TRAFFIC,
    annuity,
    day_rates,
    own_prices,
    priced_sizes,
    sheet_of,
)
from planner.assessing.usual_sizes import Mix, rules_mix
from planner.model.assessment import CostLine
from planner.model.fields import STRATEGIES
from planner.model.inventory import Workload
from planner.model.programme import Programme, Target
from planner.model.rules import RuleSet

__all__ = ["CostSheet", "TargetCost"]


SCALING = frozenset(("public", "hybrid"))
"""Kinds of target on which what scales out pays for less than its peak."""
_DUE_CELLS = {"hardware_refresh": "refresh_cost", "extended_support": "extended_support_cost_year"}
"""Cells that say what falls due on a day."""


@dataclass(slots=True)
class TargetCost:
    """What a target costs: three figures a year, one-off, net present, and the lines behind them.

    ``run_year_minor`` is infrastructure and licences; people and benefits stand apart, benefits
    as a positive figure. ``by_sheet``: every size that the sheets price was known.
    """

    run_year_minor: int
    staff_year_minor: int
    benefit_year_minor: int
    one_off_minor: int
    net_present_minor: int
    lines: tuple[CostLine, ...]
    by_sheet: bool

    @property
    def cash_year_minor(self) -> int:
        """What it costs a year in money: running it and its people, benefits left out."""
        return self.run_year_minor + self.staff_year_minor


@dataclass(slots=True)
class _Facts:
    """What a workload's cells say of its costs, read once for all its targets.

    ``sizes`` maps a field to its value where it has one; ``licence_years`` are those still paid
    for; ``exit_cost`` is None where it is not due, ``contract_tail`` is due even in the last wave.
    """

    sizes: Mapping[str, float]
    peak: float | None
    run: int | None
    licence: int | None
    staff: int | None
    benefit: int | None
    one_off: int | None
    exit_cost: int | None
    contract_tail: int
    licence_years: float
    like: Like | None


class CostSheet:
    """The price sheet, ready to price any workload on any target."""

    def __init__(
        self,
        rules: RuleSet,
        programme: Programme,
        currency: str,
        dials: tuple[int, float, float],
    ) -> None:
        self.horizon_years, rate, inflation = dials
        self.annuity = annuity(self.horizon_years, rate, inflation)
        self._numbers = rules.numbers
        self._programme = programme
        self._start: date | None = programme.begins
        self._end = horizon_end(self._start, self.horizon_years) if self._start else None
        self._last = last_cut_over(programme)
        self._growing = {
            target.id: annuity(self.horizon_years, rate, yearly)
            for target in programme.targets
            for yearly in [(1.0 + inflation) * (1.0 + programme.drift(target.kind)) - 1.0]
        }
        self._prices = {
            target.id: sheet_of(target, programme, rules, currency) for target in programme.targets
        }
        self._rates = day_rates(programme, rules, currency)
        self._of: Workload | None = None
        self._known: _Facts
        self._like: Mapping[str, Like] = {}
        self._mix: Mix = rules_mix(rules)
        self._mixed: dict[tuple[str, float | None], float] = {}
        self._own = own_prices(programme)
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

    def learn(self, like: Mapping[str, Like], mix: Mix | None) -> None:
        """Estimate by what like systems cost, where the workbook prices no place of its own.

        ``mix``: what sizes go with a core in the inventory; None where too few are known.
        """
        self._like = like
        self._mix = mix or self._mix

    def _read(self, workload: Workload) -> _Facts:
        """Read a workload's cells, or return what was read of the same one just before."""
        if self._of is not workload:
            number, money = workload.number, workload.money
            sizes = {field: number(field) for _, field, _ in SIZED}
            exit_cost = money("exit_cost")
            if exit_cost and exit_spared(workload, self._programme):
                exit_cost = None
            start, end = self._start, self._end
            self._known = _Facts(
                {field: size for field, size in sizes.items() if size is not None},
                number("peak_to_average"),
                money("run_cost_year"),
                money("licence_cost_year"),
                money("staff_cost_year"),
                money("benefit_year"),
                money("one_off_cost"),
                exit_cost,
                contract_tail(workload, self._last or start, end) if start and end else 0,
                licence_years(workload, start, end) if start and end else 0.0,
                self._like.get(workload.id),
            )
            self._of = workload
        return self._known

    def fixed_year(self, target: Target) -> int:
        """Return what the platform itself costs a year, whoever is on it."""
        return round(self._prices[target.id].get("fixed_year", (0.0, ""))[0])

    def size_on(
        self, workload: Workload, field: str, kind: str, here: str, scales: bool
    ) -> float | None:
        """Return cores or GiB needed on a kind of target; None where today's size is unknown.

        Parameters
        ----------
        field
            ``cpu_cores``, ``memory_gib`` and so on.
        kind
            Of the target.
        here
            Kind of the target it is on today.
        scales
            It scales out.
        """
        today = workload.number(field)
        if today is None:
            return None
        return self.sized(today, field, kind, here, workload.number("peak_to_average"), scales)

    def sized(
        self, today: float, field: str, kind: str, here: str, peak: float | None, scales: bool
    ) -> float:
        """Return cores or GiB needed on a kind of target.

        Cores shrink by consolidation or right-sizing, once: what is on a cloud today has shrunk.
        One that scales out pays on public for ``max(elastic_floor, 1.3 / peak to average)`` of
        them, where it does not scale already. Hybrid: half of that effect. Memory follows half of
        what the cores save; storage and traffic stay.

        Parameters
        ----------
        today
            What it needs where it is, in cores or GiB.
        field, kind, here
            As in :meth:`size_on`.
        peak
            Peak over average load, from 1; None where it is not known.
        scales
            It scales out.
        """
        if kind == here or field not in ("cpu_cores", "memory_gib"):
            return today
        size = self._numbers.get(f"size_{kind}", 1.0)
        if scales and peak is not None and kind in SCALING and here not in SCALING:
            floor = self._numbers.get("elastic_floor", 0.5)
            share = min(1.0, max(floor, 1.3 / max(peak, 1.0)))
            size *= share if kind == "public" else (1.0 + share) / 2.0
        before = self._numbers.get(f"size_{here}", 1.0) or 1.0
        if field == "memory_gib":
            size, before = (1.0 + size) / 2.0, (1.0 + before) / 2.0
        return today * size / before

    def today(self, workload: Workload, target: Target | None) -> TargetCost:
        """Return the cost of staying; estimated where no cell says it."""
        known = self._read(workload)
        infrastructure: list[CostLine] = []
        if known.run is not None:
            infrastructure = [_stated("run_cost_year", known.run)]
        elif target is not None and self._complete(known, target, target):
            infrastructure = self._estimated(known, target)
        shares = [
            _stated(item, amount)
            for item, amount in (
                ("staff_cost_year", known.staff),
                ("licence_cost_year", known.licence),
            )
            if amount is not None
        ]
        shares += self._waiting(workload)
        return self._total(infrastructure, shares, target, self._complete(known, target, target))

    def _waiting(self, workload: Workload) -> list[CostLine]:
        """What falls due over the horizon where it stays: hardware, support after its end."""
        if self._start is None or self._end is None:
            return []
        counts: dict[tuple[str, int], int] = {}
        for due in dues(workload, self._start, self._end, None, 1.0):
            key = due.kind, due.amount_minor
            counts[key] = counts.get(key, 0) + 1
        return [
            priced_line(kind, count, amount, "once", f"cell:{_DUE_CELLS[kind]}")
            for (kind, amount), count in counts.items()
        ]

    def licence_share(self, target: str) -> float:
        """Return the share of today's licences that a target needs too, 1 where nothing says."""
        return self._prices[target].get("licence_factor", (1.0, ""))[0]

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
        """Return the cost of running on a target after a move, with the move itself.

        Parameters
        ----------
        target
            Where it goes.
        stay
            What it costs where it is.
        strategy
            One of the seven Rs.
        effort_days
            Person-days by team id.
        scales
            It scales out.
        current
            The target it leaves; None for a new workload, which leaves nothing.
        """
        known = self._read(workload)
        complete = self._complete(known, current, target)
        infrastructure = self._infrastructure(known, target, current, scales, complete)
        others = self._shares(known, target, current)
        others += self._move_lines(known, target, stay, strategy, effort_days, current)
        return self._total(infrastructure, others, target, complete)

    def _complete(self, known: _Facts, current: Target | None, target: Target | None) -> bool:
        """Whether ``target`` prices sizes, and all that it or where it is now prices are known.

        What its sheet leaves out would be free there: such a sheet is none.
        """
        if target is None or not self._priced(target) or not self._covers(current, target):
            return False
        wanted = self._priced(target) | (self._priced(current) if current else set())
        return wanted <= known.sizes.keys()

    def _priced(self, target: Target) -> frozenset[str]:
        return priced_sizes(self._prices[target.id])

    def _covers(self, current: Target | None, target: Target) -> bool:
        """Whether ``target`` prices every size that is priced where it is now, traffic aside."""
        return not current or self._priced(current) - TRAFFIC <= self._priced(target)

    def _infrastructure(
        self, known: _Facts, target: Target, current: Target | None, scales: bool, complete: bool
    ) -> list[CostLine]:
        """Return what running costs on ``target``, by the sheets or by the rules' run factor."""
        if current is None and known.run is None:
            return self._sheet(known, target, "legacy", scales=scales) if complete else []
        sized = current is not None and self._complete(known, current, current)
        here = self._sheet(known, current, current.kind) if current and sized else []
        guess = self._estimated(known, current) if current and sized else []
        today = sum(line.amount_minor for line in here)
        if complete and current and today > 0:
            there = self._sheet(known, target, current.kind, scales=scales)
            ratio = sum(line.amount_minor for line in there) / today
            if known.run is not None:
                return [priced_line("run_sheet", ratio, known.run, "year", "cell:run_cost_year")]
            like = [line for line in guess if line.item == "run_like"]
            return [
                priced_line("run_sheet", ratio, one.amount_minor, "year", one.source)
                for one in like
            ] or there
        item, factor = self._usual(target, current, known.peak if scales else None)
        if known.run is not None:
            return [priced_line(item, factor, known.run, "year", "cell:run_cost_year")]
        source = f"rules:run_factor_{target.kind}"
        today = sum(line.amount_minor for line in guess)
        return [priced_line(item, factor, today, "year", source)] if today else []

    def _usual(
        self, target: Target, current: Target | None, peak: float | None
    ) -> tuple[str, float]:
        """Return by which item and factor running changes where a size is not known.

        ``peak``: peak to average load of one that scales out, else None.
        """
        numbers = self._numbers
        factor = numbers.get(f"run_factor_{target.kind}", 1.0)
        if current is None:
            return "run_share", factor
        factor /= numbers.get(f"run_factor_{current.kind}", 1.0) or 1.0
        here, plain = self._of_mix(current, None), self._of_mix(target, None)
        if not here or not plain:
            return "run_share", factor
        scales = current.kind not in SCALING
        scaled = self._of_mix(target, peak) / plain if scales else 1.0
        mine = {target.id, current.id} & self._own
        if mine and self._covers(current, target):
            return "run_usual", scaled * plain / here
        return "run_share", scaled * factor

    def _of_mix(self, target: Target, peak: float | None) -> float:
        """Return what the sheet says of what is a core with its usual sizes in own rooms."""
        key = target.id, peak
        if key not in self._mixed:
            prices, scales = self._prices[target.id], peak is not None
            self._mixed[key] = sum(
                yearly
                * self.sized(self._mix[field], field, target.kind, "legacy", peak, scales)
                * prices.get(item, (0.0, ""))[0]
                for item, field, yearly in SIZED
            )
        return self._mixed[key]

    def _estimated(self, known: _Facts, here: Target) -> list[CostLine]:
        """Return what it costs where it is, where no cell says it and every size is known."""
        like = None if here.id in self._own else known.like
        if like is None:
            return self._sheet(known, here, here.kind)
        cores, source = known.sizes["cpu_cores"], f"like:{like.by}:{like.count}"
        return [priced_line("run_like", cores, like.core_minor, "year", source)]

    def _sheet(
        self, known: _Facts, target: Target, here: str, *, scales: bool = False
    ) -> list[CostLine]:
        """Return what the sheet says of the known sizes, as they are there from those ``here``."""
        prices = self._prices[target.id]
        lines = []
        for item, field, yearly in SIZED:
            today, price = known.sizes.get(field), prices.get(item)
            if price is None or not today:
                continue
            size = yearly * self.sized(today, field, target.kind, here, known.peak, scales)
            if size:
                lines.append(priced_line(item, size, price[0], "year", price[1]))
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
        double, twice = self._double.get(strategy), stay.cash_year_minor
        if double is not None and twice > 0:
            years, source = double
            lines.append(priced_line("double_running", years, twice, "once", source))
        if exit_cost := known.exit_cost:
            lines.append(priced_line("exit_cost", 1.0, exit_cost, "once", "cell:exit_cost"))
        if known.run and (rest := known.contract_tail):
            source = "cell:contract_end_date"
            lines.append(priced_line("contract_tail", rest / known.run, known.run, "once", source))
        licence, left = known.licence, known.licence_years
        factor = self.licence_share(target.id)
        if licence and left > 0 and factor < 1:
            tail = left * (1.0 - factor)
            lines.append(
                priced_line("licence_tail", tail, licence, "once", "cell:licence_end_date")
            )
        return lines

    def _total(
        self,
        infrastructure: Sequence[CostLine],
        others: Sequence[CostLine],
        target: Target | None,
        by_sheet: bool,
    ) -> TargetCost:
        run = sum(line.amount_minor for line in infrastructure)
        growing = self._growing[target.id] if target else self.annuity
        worth = growing * run
        staff = benefit = once = licence = 0
        for line in others:
            if line.when == "once":
                once += line.amount_minor
            elif line.item == "staff_cost_year":
                staff += line.amount_minor
            elif line.item == "benefit_year":
                benefit -= line.amount_minor
            else:
                licence += line.amount_minor
        worth += self.annuity * (licence + staff - benefit)
        lines = tuple(itertools.chain(infrastructure, others))
        return TargetCost(run + licence, staff, benefit, once, round(once + worth), lines, by_sheet)


def _stated(item: str, amount: int) -> CostLine:
    return cost_line(item, 1.0, amount, amount, "year", f"cell:{item}")
