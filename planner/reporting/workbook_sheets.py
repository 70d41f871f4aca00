"""What stands on each sheet of the workbook, and the order of the tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType
from typing import Final, Self

from planner.model.programme import Target
from planner.model.rules import FACTORS
from planner.reporting.charts.axes import colours_of
from planner.reporting.energy import energy_of
from planner.reporting.figures import WaveFigures
from planner.reporting.labour import labour_by_month
from planner.reporting.money import present, quarters, years
from planner.reporting.moves import Move
from planner.reporting.payback import payback_day, payback_months
from planner.reporting.sureness import sureness
from planner.reporting.theme import ONCE, RUN, STAY
from planner.reporting.typesetting import printable
from planner.reporting.view import View
from planner.reporting.workbook_columns import (
    COUNT,
    DAY,
    DECIMAL,
    MONEY,
    SHARE,
    Sheet,
    SheetColumn,
    Value,
    factor_name,
)
from planner.reporting.workbook_logs import decisions, dependencies, issues, rules
from planner.reporting.workbook_questions import frontier, prices, questions, reasons
from planner.reporting.workbook_tracker import dates_to_keep, tracker

__all__ = ["SHEETS"]


@dataclass(frozen=True, slots=True)
class _OfWorkloads:
    """Formulas over the sheet of the workloads, each with the value it has."""

    sheet: str
    last: int
    """Its last row."""

    @classmethod
    def of(cls, view: View) -> Self:
        """Return those of a study's workbook."""
        return cls(view.words.say("sheet.workloads"), len(view.figures.moves) + 1)

    def called(self, function: str, letter: str, value: float) -> tuple[str, float]:
        """Call a function on a whole column."""
        return f"={function}('{self.sheet}'!{letter}2:{letter}{self.last})", value

    def by_wave(self, letter: str, value: float, wave: str = "A{row}") -> tuple[str, float]:
        """Add up a column over the workloads of a wave."""
        return f"=SUMIFS({self.area(letter)},{self.area('F')},{wave})", value

    def area(self, letter: str) -> str:
        """Return a column as it stays when the formula is copied."""
        return f"'{self.sheet}'!{letter}$2:{letter}${self.last}"


def summary(view: View) -> Sheet:
    """Return the key figures, those that can be added up as formulas over the other sheets."""
    words, figures, study = view.words, view.figures, view.study
    of, currency = _OfWorkloads.of(view), study.inventory.currency
    moves, moving = float(len(figures.moves)), float(len(figures.moving))
    last = view.schedule.last_cut_over
    done = last.isoformat() if last else ""
    rows: list[tuple[Value, ...]] = [
        (words.say("summary.workloads"), of.called("COUNTA", "B", moves), ""),
        (words.say("key.moving"), of.called("COUNT", "F", moving), ""),
        *((words.say(key), value, currency) for key, value in _money(view, of)),
        (
            words.say("key.net", years=study.assessment.horizon_years),
            present(figures).gain / 100 if figures.money_known else words.say("unknown"),
            currency,
        ),
        (words.say("key.payback"), *_payback(view)),
        (
            words.say("summary.effort"),
            of.called("SUM", "M", figures.effort_days),
            words.say("unit.days"),
        ),
        (words.say("key.done"), done, ""),
    ]
    if figures.money_known and view.ruled:
        rows.append((words.say("origin.title"), view.ruled, ""))
    rows.extend((prose.lead, prose.text, "") for prose in sureness(view))
    organisation = study.programme.organisation or study.inventory.name
    notes = (
        words.say("title"),
        organisation,
        words.say(
            "summary.made",
            scenario=words.scenario(study.scenario.name),
            day=study.made_on.isoformat(),
        ),
    )
    columns = (
        SheetColumn(words.say("provenance.what"), 34),
        SheetColumn(words.say("provenance.value"), 60, "#,##0", wraps=True),
        SheetColumn(words.say("summary.unit"), 16),
    )
    return Sheet(columns, tuple(rows), notes, filtered=False)


def _money(view: View, of: _OfWorkloads) -> Iterator[tuple[str, Value]]:
    """Yield the sums of money by the key of their words, once and a year."""
    figures, unknown = view.figures, view.words.say("unknown")
    known = figures.money_known
    run_now, run_after = figures.run_now_minor, figures.run_after_minor
    bought = sum(one.cost_minor for one in figures.bought) / 100
    formula, once = of.called("SUM", "K", figures.one_off_minor / 100)
    yield "key.one_off", (f"{formula}+{bought:.2f}", once) if figures.one_off_known else unknown
    yield "key.run.today", of.called("SUM", "I", run_now / 100) if known else unknown
    opened = sum(figures.platforms.values()) / 100
    formula, after = of.called("SUM", "J", run_after / 100)
    yield "key.run", (f"{formula}+{opened:.2f}", after) if known else unknown
    row = 8  # rows of the table begin at 5 in the sheet: run cost today stands in row 8
    saving = (f"=B{row}-B{row + 1}", (run_now - run_after) / 100)
    yield "key.saving", saving if known else unknown
    staff = figures.staff_saving_year_minor / 100
    yield "key.staff_saving", staff if known and figures.staff_known else unknown
    benefit = figures.benefit_year_minor / 100
    yield "key.benefit", benefit if known and figures.benefit_known else unknown


def _payback(view: View) -> tuple[Value, Value]:
    """Return after how many months the plan has paid for itself, and what that counts."""
    words, months = view.words, payback_months(view.figures)
    unit = words.say("summary.months", day=words.day(payback_day(view.figures)))
    if not view.figures.money_known:
        return words.say("unknown"), "" if months is None else unit
    return (words.say("key.payback.never"), "") if months is None else (round(months, 1), unit)


def workloads(view: View) -> Sheet:
    """Return every workload with its target, money and scores."""
    words, currency = view.words, view.study.inventory.currency
    columns = (
        SheetColumn(words.say("col.id"), 12),
        SheetColumn(words.say("col.workload"), 26, wraps=True),
        SheetColumn(words.say("col.from_place"), 14, wraps=True),
        SheetColumn(words.say("col.target"), 14, wraps=True),
        SheetColumn(words.say("col.strategy"), 11, wraps=True),
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("phase.cut_over"), 12, DAY),
        SheetColumn(words.say("col.tier"), 9),
        SheetColumn(words.say("sheet.run_now", unit=currency), 13, MONEY, summed=True),
        SheetColumn(words.say("col.run", unit=currency), 13, MONEY, summed=True),
        SheetColumn(words.say("col.one_off", unit=currency), 13, MONEY, summed=True),
        SheetColumn(words.say("col.saving", unit=currency), 13, MONEY, summed=True),
        SheetColumn(words.say("col.days"), 12, DECIMAL, summed=True),
        SheetColumn(words.say("col.risk"), 8, "0"),
        SheetColumn(words.say("col.fit"), 8, "0.0"),
        SheetColumn(words.say("col.confidence"), 9, SHARE),
        *(SheetColumn(factor_name(view, key), 10, "0") for key in FACTORS),
        SheetColumn(words.say("col.keeps"), 9, SHARE, optional=True),
        SheetColumn(words.say("col.second"), 14, wraps=True, optional=True),
        SheetColumn(words.say("col.flip"), 30, wraps=True, optional=True),
        SheetColumn(words.field("business_owner"), 13, wraps=True, optional=True),
        SheetColumn(words.say("col.lead"), 13, wraps=True),
        SheetColumn(words.say("col.risk_owner"), 13, wraps=True),
        SheetColumn(words.say("col.why"), 50),
        *(
            SheetColumn(words.say(f"energy.{key}"), 12, "#,##0", summed=True, optional=True)
            for key in ("kwh_now", "kwh_after", "kg_now", "kg_after")
        ),
    )
    rows = tuple(_workload(view, move) for move in view.figures.moves)
    return Sheet(columns, rows, totals=True, frozen=2)


def _workload(view: View, move: Move) -> tuple[Value, ...]:
    words, study = view.words, view.study
    why = study.insights.why.get(move.id)
    stability = study.insights.stability
    scores = (move.assessed.factors.get(factor) for factor in FACTORS)
    run_now, run_after = move.run_now_minor, move.run_after_minor
    once: Value = move.one_off_minor / 100
    uses = energy_of(move)
    if move.assessed.provisional:  # in no total: a cell would be added up
        run_now = run_after = once = None
    saving: Value = None
    if run_now is not None and run_after is not None:
        saving = ("=I{row}-J{row}", (run_now - run_after) / 100)
    return (
        move.id,
        view.workload_name(move.id),
        view.words.target(move.current) if move.current else words.say("target.new"),
        view.words.target(move.target) if move.target else "",
        words.strategy(move.strategy),
        move.wave,
        view.schedule.moves[move.id].cut_over if move.wave else None,
        view.choice("criticality", move.criticality),
        None if run_now is None else run_now / 100,
        None if run_after is None else run_after / 100,
        once,
        saving,
        sum(move.effort_days.values()),
        move.risk if move.moves else None,
        move.case.fit if move.case else None,
        move.assessed.confidence,
        *(score.score if score and score.assessed else None for score in scores),
        stability.keeps.get(move.id) if stability else None,
        view.words.target(why.second) if why and why.second else None,
        view.flip(flip) if (flip := study.insights.flips.get(move.id)) else None,
        move.workload.person("business_owner") or None,
        move.workload.person("technical_owner") or None,
        view.figures.owner(move) or None,
        view.reasons(move),
        *(use[part] if uses else None for part in (0, 1) for use in (uses or ((), ()))),
    )


def waves(view: View) -> Sheet:
    """Return the waves; counts and money follow the workload sheet."""
    words, figures, of = view.words, view.figures, _OfWorkloads.of(view)
    currency = view.study.inventory.currency
    used = [
        target for target in figures.targets if any(m.target == target.id for m in figures.moving)
    ]
    columns = (
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("col.from"), 12, DAY),
        SheetColumn(words.say("col.cut_over"), 12, DAY),
        SheetColumn(words.say("col.workloads"), 11, COUNT, summed=True),
        *(SheetColumn(words.target(target.id), 14, COUNT, summed=True) for target in used),
        SheetColumn(words.say("col.days"), 13, DECIMAL, summed=True),
        SheetColumn(words.say("col.one_off", unit=currency), 20, MONEY, summed=True),
        SheetColumn(words.say("col.saving", unit=currency), 20, MONEY, summed=True),
        SheetColumn(words.say("col.highest_risk"), 13, "0", centred=True),
        SheetColumn(words.say("col.state"), 13),
        *(
            (
                SheetColumn(words.say("col.actual_day"), 14, DAY),
                SheetColumn(words.say("col.actual_days"), 14, DECIMAL, summed=True),
            )
            if figures.has_actuals
            else ()
        ),
    )
    rows = tuple(_wave(view, of, wave, used) for wave in figures.waves)
    rest = _outside_waves(view, of, 4 + len(used), len(columns))
    return Sheet(
        columns,
        (*rows, *rest),
        totals=True,
        charted=tuple(range(4, 4 + len(used))),
        chart_type="stacked",
        colours=tuple(colours_of(figures)[target.id] for target in used),
        uncharted=len(rest),
    )


def _wave(
    view: View, of: _OfWorkloads, wave: WaveFigures, used: Sequence[Target]
) -> tuple[Value, ...]:
    return (
        wave.number,
        wave.slot.first_day,
        wave.cut_over,
        (f"=COUNTIF({of.area('F')},A{{row}})", float(len(wave.moves))),
        *(_placed(view, of, target, wave) for target in used),
        of.by_wave("M", wave.effort_days),
        of.by_wave("K", wave.one_off_minor / 100),
        of.by_wave("L", wave.saving_year_minor / 100) if wave.saving_known else None,
        wave.highest_risk,
        view.words.word("state", wave.state),
        *((wave.actual_day, _actual(wave)) if view.figures.has_actuals else ()),
    )


def _placed(view: View, of: _OfWorkloads, target: Target, wave: WaveFigures) -> tuple[str, float]:
    """Count who moves onto a target in a wave."""
    name = printable(view.words.target(target.id).replace('"', '""'))
    count = sum(move.target == target.id for move in wave.moves)
    # The name is compared as it is written: no wildcard, no comparison sign.
    formula = f'=SUMPRODUCT(({of.area("F")}=A{{row}})*({of.area("D")}="{name}"))'
    return formula, float(count)


def _outside_waves(
    view: View, of: _OfWorkloads, days: int, count: int
) -> tuple[tuple[Value, ...], ...]:
    """What belongs to no wave, so that the column of savings adds up to the Summary's.

    What retires saves its run cost; what stays on another price saves nothing; a platform that the
    plan opens costs every year, whoever moves there.
    """
    words, figures = view.words, view.figures
    saving = days + 2
    found: list[tuple[Value, ...]] = []
    leaving = sum(move.saving_year_minor or 0 for move in figures.counted if not move.moves)
    paid = figures.retiring_one_off_minor
    if leaving or paid:
        cells = {
            saving - 1: of.by_wave("K", paid / 100, '"="'),
            saving: of.by_wave("L", leaving / 100, '"="'),
        }
        found.append(_row(count, {0: words.say("waves.retired"), **cells}))
    opened = sum(figures.platforms.values())
    if opened:
        found.append(_row(count, {0: words.say("waves.platforms"), saving: -opened / 100}))
    return tuple(found)


def _row(count: int, values: Mapping[int, Value]) -> tuple[Value, ...]:
    return tuple(values.get(place) for place in range(count))


def _actual(wave: WaveFigures) -> float | None:
    return sum(wave.actual_days.values()) if wave.actual_days else None


def load(view: View) -> Sheet:
    """Return the person-days worked, their sum so far and the capacity, by wave and team."""
    words = view.words
    columns = (
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("col.team"), 24),
        SheetColumn(words.say("col.days"), 14, DECIMAL, summed=True),
        SheetColumn(words.say("col.capacity"), 14, DECIMAL),
        SheetColumn(words.say("col.load"), 10, SHARE),
        SheetColumn(words.say("sheet.so_far"), 16, DECIMAL),
        *(
            (SheetColumn(words.say("col.actual_days"), 14, DECIMAL, summed=True),)
            if view.figures.has_actuals
            else ()
        ),
    )
    actuals = {wave.number: wave.actual_days for wave in view.figures.waves}
    last = view.figures.waves[-1].number if view.figures.waves else 0
    rows: list[tuple[Value, ...]] = []
    for wave in range(1, last + 1):
        for one in view.figures.loads:
            days, capacity = one.days[wave - 1], one.capacity[wave - 1]
            if not days:
                continue
            share = ("=C{row}/D{row}", days / capacity) if capacity else None
            actual = (actuals.get(wave, {}).get(one.team),) if view.figures.has_actuals else ()
            name = view.words.team(one.team)
            rows.append((wave, name, days, capacity, share, one.until(wave), *actual))
    return Sheet(columns, tuple(rows), totals=True)


def _in_currency(view: View) -> Callable[[str], str]:
    """Return what puts the currency behind words said under a key."""
    words, currency = view.words, view.study.inventory.currency
    return lambda key: words.say("sheet.in_unit", text=words.say(key), unit=currency)


def costs(view: View) -> Sheet:
    """Return the years of staying and of the plan."""
    words, in_currency = view.words, _in_currency(view)
    columns = (
        SheetColumn(words.say("sheet.year"), 10),
        SheetColumn(in_currency(view.with_people("chart.stay")), 24, MONEY, summed=True),
        SheetColumn(in_currency(view.with_people("chart.run")), 24, MONEY, summed=True),
        SheetColumn(in_currency("chart.once"), 24, MONEY, summed=True),
        SheetColumn(in_currency("money.difference"), 30, MONEY, summed=True),
        SheetColumn(words.say("sheet.from"), 13, DAY),
    )
    rows = tuple(
        (
            words.say("chart.year", number=year.number),
            year.stay / 100,
            year.run / 100,
            year.one_off / 100,
            ("=B{row}-C{row}-D{row}", (year.stay - year.plan) / 100),
            year.first_day,
        )
        for year in (years(view.figures) if view.figures.money_known else ())
    )
    return Sheet(columns, rows, totals=True, charted=(1, 2, 3), colours=(STAY, RUN, ONCE))


def cash(view: View) -> Sheet:
    """Return the quarters of staying and of the plan, and the sum so far."""
    words, in_currency = view.words, _in_currency(view)
    columns = (
        SheetColumn(words.say("sheet.quarter"), 14),
        SheetColumn(words.say("sheet.from"), 13, DAY),
        SheetColumn(in_currency(view.with_people("chart.stay")), 22, MONEY, summed=True),
        SheetColumn(in_currency(view.with_people("chart.run")), 22, MONEY, summed=True),
        SheetColumn(in_currency("chart.once"), 22, MONEY, summed=True),
        SheetColumn(in_currency("quarters.net"), 22, MONEY, summed=True),
        SheetColumn(in_currency("quarters.sum"), 22, MONEY),
        SheetColumn(in_currency("money.benefit"), 22, MONEY, summed=True),
        SheetColumn(in_currency("quarters.labour"), 30, MONEY, summed=True),
    )
    found = quarters(view.figures) if view.figures.money_known else ()
    rows, so_far = [], 0
    for place, one in enumerate(found):
        so_far += one.net
        running = f"=SUM(F2:F{place + 2})"
        rows.append(
            (
                words.say("quarters.name", year=one.year, number=one.number),
                one.first_day,
                one.stay / 100,
                one.run / 100,
                one.one_off / 100,
                ("=C{row}-D{row}-E{row}", one.net / 100),
                (running, so_far / 100),
                one.benefit / 100 if view.figures.benefit_known else None,
                one.labour / 100,
            )
        )
    return Sheet(columns, tuple(rows), totals=True)


def labour(view: View) -> Sheet:
    """Return what the work of each calendar month costs, and the sum so far."""
    words, in_currency = view.words, _in_currency(view)
    columns = (
        SheetColumn(words.say("sheet.from"), 13, DAY),
        SheetColumn(in_currency("sheet.labour"), 26, MONEY, summed=True),
        SheetColumn(in_currency("quarters.sum"), 22, MONEY),
    )
    found = labour_by_month(view.figures) if view.figures.money_known else ()
    sums = accumulate(cost for _, cost in found)
    rows = tuple(
        (day, cost / 100, (f"=SUM(B2:B{place})", so_far / 100))
        for place, ((day, cost), so_far) in enumerate(zip(found, sums, strict=True), start=2)
    )
    return Sheet(columns, rows, totals=True)


SHEETS: Final[Mapping[str, Callable[[View], Sheet]]] = MappingProxyType(
    {
        "summary": summary,
        "tracker": tracker,
        "workloads": workloads,
        "waves": waves,
        "load": load,
        "costs": costs,
        "quarters": cash,
        "labour": labour,
        "dates": dates_to_keep,
        "dependencies": dependencies,
        "issues": issues,
        "decisions": decisions,
        "rules": rules,
        "reasons": reasons,
        "prices": prices,
        "frontier": frontier,
        "questions": questions,
    }
)
"""Key of a sheet to what stands on it, in the order of the tabs."""
