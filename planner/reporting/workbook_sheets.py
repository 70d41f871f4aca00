"""What stands on each sheet of the workbook, and the order of the tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from planner.model.programme import Target
from planner.model.rules import FACTORS
from planner.reporting.charts.axes import colours_of
from planner.reporting.charts.money import ONCE, RUN, STAY
from planner.reporting.energy import energy_of
from planner.reporting.figures import WaveFigures
from planner.reporting.labour import labour_by_month
from planner.reporting.money import present, quarters, years
from planner.reporting.moves import Move
from planner.reporting.payback import payback_day, payback_months
from planner.reporting.sureness import sureness
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


def summary(view: View) -> Sheet:
    """Return the key figures, those that can be added up as formulas over the other sheets."""
    words, figures, study = view.words, view.figures, view.study
    sheet = words.say("sheet.workloads")
    last = len(figures.moves) + 1
    currency = study.inventory.currency

    def total(letter: str, minor: int) -> tuple[str, float]:
        return (f"=SUM('{sheet}'!{letter}2:{letter}{last})", minor / 100)

    run_now, run_after = figures.run_now_minor, figures.run_after_minor
    known = figures.money_known
    unknown = words.say("unknown")
    months = payback_months(figures)
    until = words.say("summary.months", day=words.day(payback_day(figures)))
    never = words.say("key.payback.never")
    payback = unknown if not known else never if months is None else round(months, 1)
    counted = (f"=COUNTA('{sheet}'!B2:B{last})", float(len(figures.moves)))
    moving = (f"=COUNT('{sheet}'!F2:F{last})", float(len(figures.moving)))
    effort = (f"=SUM('{sheet}'!M2:M{last})", figures.effort_days)
    done = figures.last_day.isoformat() if figures.last_day else ""
    row = 8  # rows of the table begin at 5 in the sheet: run cost today stands in row 8
    saving = (f"=B{row}-B{row + 1}", (run_now - run_after) / 100)
    opened = sum(figures.platforms.values()) / 100
    after = (f"=SUM('{sheet}'!J2:J{last})+{opened:.2f}", run_after / 100)
    bought = sum(one.cost_minor for one in figures.bought) / 100
    once = (f"=SUM('{sheet}'!K2:K{last})+{bought:.2f}", figures.one_off_minor / 100)
    rows: list[tuple[Value, ...]] = [
        (words.say("summary.workloads"), counted, ""),
        (words.say("key.moving"), moving, ""),
        (words.say("key.one_off"), once if figures.one_off_known else unknown, currency),
        (words.say("key.run.today"), total("I", run_now) if known else unknown, currency),
        (words.say("key.run"), after if known else unknown, currency),
        (words.say("key.saving"), saving if known else unknown, currency),
        (
            words.say("key.staff_saving"),
            figures.staff_saving_year_minor / 100 if known and figures.staff_known else unknown,
            currency,
        ),
        (
            words.say("key.benefit"),
            figures.benefit_year_minor / 100 if known and figures.benefit_known else unknown,
            currency,
        ),
        (
            words.say("key.net", years=study.assessment.horizon_years),
            present(figures).gain / 100 if known else unknown,
            currency,
        ),
        (words.say("key.payback"), payback, "" if months is None else until),
        (words.say("summary.effort"), effort, words.say("unit.days")),
    ]
    rows.append((words.say("key.done"), done, ""))
    if known and view.ruled:
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
    words, figures = view.words, view.figures
    currency = view.study.inventory.currency
    sheet = words.say("sheet.workloads")
    last = len(figures.moves) + 1
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

    def summed(letter: str, value: float) -> tuple[str, float]:
        area = f"'{sheet}'!F$2:F${last}"
        return (f"=SUMIFS('{sheet}'!{letter}$2:{letter}${last},{area},A{{row}})", value)

    def placed(target: Target, wave: WaveFigures) -> tuple[str, float]:
        waves_at, targets_at = (f"'{sheet}'!{letter}$2:{letter}${last}" for letter in "FD")
        name = words.target(target.id).replace('"', '""')
        count = sum(move.target == target.id for move in wave.moves)
        # The name is compared as it is written: no wildcard, no comparison sign.
        formula = f'=SUMPRODUCT(({waves_at}=A{{row}})*({targets_at}="{printable(name)}"))'
        return (formula, float(count))

    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            wave.number,
            wave.slot.first_day,
            wave.cut_over,
            (f"=COUNTIF('{sheet}'!F$2:F${last},A{{row}})", float(len(wave.moves))),
            *(placed(target, wave) for target in used),
            summed("M", wave.effort_days),
            summed("K", wave.one_off_minor / 100),
            summed("L", wave.saving_year_minor / 100) if wave.saving_known else None,
            wave.highest_risk,
            words.word("state", wave.state),
            *((wave.actual_day, _actual(wave)) if figures.has_actuals else ()),
        )
        for wave in figures.waves
    )
    charted = tuple(range(4, 4 + len(used)))
    rest = _outside_waves(view, 4 + len(used), len(columns), last)
    return Sheet(
        columns,
        (*rows, *rest),
        totals=True,
        charted=charted,
        chart_type="stacked",
        colours=tuple(colours_of(figures)[target.id] for target in used),
        uncharted=len(rest),
    )


def _outside_waves(view: View, days: int, count: int, last: int) -> tuple[tuple[Value, ...], ...]:
    """What belongs to no wave, so that the column of savings adds up to the Summary's.

    What retires saves its run cost; what stays on another price saves nothing; a platform that the
    plan opens costs every year, whoever moves there.
    """
    words, figures = view.words, view.figures
    sheet = words.say("sheet.workloads")
    saving = days + 2
    found: list[tuple[Value, ...]] = []
    leaving = sum(move.saving_year_minor or 0 for move in figures.counted if not move.moves)
    paid = figures.retiring_one_off_minor
    if leaving or paid:

        def outside(letter: str, minor: int) -> tuple[str, float]:
            area = f"'{sheet}'!F$2:F${last}"
            return f"=SUMIFS('{sheet}'!{letter}$2:{letter}${last},{area},\"=\")", minor / 100

        cells = {saving - 1: outside("K", paid), saving: outside("L", leaving)}
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
