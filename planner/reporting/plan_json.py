"""plan.json: the whole study as versioned JSON (``docs/schemas/plan-json.schema.json``).

Nothing in it is in a language; money is in minor units, dates are ISO 8601.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, cast

from planner import VERSION as PROGRAM_VERSION
from planner.assessing.principles import DEPENDENCIES
from planner.model.assessment import CostLine, Evidence, FactorScore, TargetCase, ValueSource
from planner.model.insight import Why
from planner.model.inventory import Dependency
from planner.model.issue import CellRef
from planner.model.method import PrincipleKept
from planner.model.rules import LocalText
from planner.model.study import Study
from planner.optimising.plan_file import plan_to_json
from planner.reporting.bridge import bridge, one_off_kinds
from planner.reporting.budgets import budget_uses
from planner.reporting.compose import figures_of
from planner.reporting.dates_owed import DateOwed, EvidenceOwed, dates_owed, evidence_owed
from planner.reporting.energy import energy_of, energy_total
from planner.reporting.figures import Figures, WaveFigures
from planner.reporting.half_moved import out_of_step, pairs_apart, waves_apart
from planner.reporting.money import present, quarters, years
from planner.reporting.moves import Move
from planner.reporting.options_compared import Option, options_of
from planner.reporting.origins import origins_of
from planner.reporting.payback import payback_day, payback_months
from planner.reporting.schedule import Schedule, schedule_of
from planner.reporting.sensitivity import gain_range

__all__ = ["FORMAT", "VERSION", "draw_json", "study_to_json"]

FORMAT: Final = "migration-plan"
VERSION: Final = 3
_SAID: Final = frozenset({"cell", "cost", "factor", "target", "workload_id"})
"""What is left out of an assessment: the workload, a key or two parts of it say it already."""
_SENTENCES: Final = frozenset({"here", "now", "rules"})
"""Which of the reasons for a place are sentences, alike for many workloads."""
_AS_IS: Final = frozenset({str, int, bool, type(None)})
"""Types of most of what there is to say: it is said as it stands, and asked for first."""
_PLACES: Final = 6
_CELL: Final = ValueSource.CELL.value
_YEAR: Final = "year"

type _Columns = dict[str, dict[str, str]]


def draw_json(study: Study) -> bytes:
    """Return plan.json; the same study gives the same bytes."""
    lines = []
    for key, value in study_to_json(study).items():
        if isinstance(value, list) and value:
            value = "[\n" + ",\n".join(_line(item) for item in value) + "\n]"
        else:
            value = _line(value)
        lines.append(f"{_line(key)}: {value}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "replace")


def _line(value: Any) -> str:
    """One entry on one line: large studies stay small, and can be searched by line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def study_to_json(study: Study) -> dict[str, Any]:
    """Return the study as plain data."""
    figures = figures_of(study)
    schedule, texts = schedule_of(figures), _Texts(study)
    columns = _columns(study)
    workloads = [_workload(study, move, schedule, texts, columns) for move in figures.moves]
    return {
        "format": FORMAT,
        "version": VERSION,
        "program_version": PROGRAM_VERSION,
        "made_on": study.made_on.isoformat(),
        "input_hash": study.input_hash,
        "organisation": study.programme.organisation,
        "currency": study.inventory.currency,
        "summary": _summary(figures),
        "targets": [_plain(target) for target in figures.targets],
        "calendar": [_plain(slot) for slot in study.calendar],
        "waves": [_wave(wave, schedule) for wave in figures.waves],
        "texts": texts.said,
        "indicators": texts.weights,
        "columns": columns,
        "workloads": workloads,
        "dates_owed": [_date_owed(one) for one in dates_owed(figures, schedule)],
        "evidence_owed": [_evidence_owed(one) for one in evidence_owed(figures, schedule)],
        "dependencies": [_dependency(item) for item in study.inventory.dependencies],
        "years": [_stated(figures, year) for year in years(figures)] if figures.money_known else [],
        "quarters": [_stated(figures, one) for one in quarters(figures)]
        if figures.money_known
        else [],
        "options": [_option(one) for one in options_of(figures)],
        "bridge": _stated(figures, bridge(figures)) if figures.money_known else None,
        "gain_range": _plain(gain_range(figures)) if figures.money_known else None,
        "half_moved": {
            "waves": [_plain(one) for one in waves_apart(figures)],
            "pairs": [_short(one) for one in pairs_apart(figures)],
            "recovery": [_plain(one) for one in out_of_step(figures, schedule)],
        },
        "method": [_kept(study, one) for one in study.method],
        "origins": [_plain(one) for one in origins_of(figures)],
        "issues": [_plain(issue) for issue in study.issues],
        "decisions": [_plain(decision) for decision in study.scenario.decisions],
        "scenario": {
            "name": study.scenario.name,
            "rule_set": study.assessment.rule_set,
            "dials": _plain(study.scenario.dials),
            "progress": _plain(study.scenario.progress),
        },
        "weights": _plain(study.assessment.weights),
        "structure": _plain(study.assessment.structure),
        "groups": _plain(study.assessment.groups),
        "programme": _plain(study.programme),
        "insights": {
            **_plain(replace(study.insights, why={})),
            "why": {key: texts.why(one) for key, one in study.insights.why.items()},
        },
        "sources": [_plain(source) for source in study.inventory.sources],
        "set_aside": [_plain(row) for row in study.inventory.set_aside],
        "plan": plan_to_json(study.plan),
    }


def _summary(figures: Figures) -> dict[str, Any]:
    known, payback = figures.money_known, payback_months(figures)
    staff, benefit = known and figures.staff_known, known and figures.benefit_known
    return {
        "workloads": len(figures.moves),
        "moving": len(figures.moving),
        "staying": len(figures.staying),
        "retiring": len(figures.retiring),
        "before": dict(figures.before),
        "after": dict(figures.after),
        "run_now_minor": figures.run_now_minor if known else None,
        "run_after_minor": figures.run_after_minor if known else None,
        "saving_year_minor": figures.saving_year_minor if known else None,
        "staff_now_minor": figures.staff_now_minor if staff else None,
        "staff_after_minor": figures.staff_after_minor if staff else None,
        "staff_saving_year_minor": figures.staff_saving_year_minor if staff else None,
        "benefit_year_minor": figures.benefit_year_minor if benefit else None,
        "platforms_year_minor": dict(figures.platforms),
        "unpriced": figures.unpriced,
        "one_off_minor": figures.one_off_minor,
        "one_off_kinds": one_off_kinds(figures),
        "bought": [
            {
                "target": one.target,
                "measure": one.measure,
                "amount": one.amount,
                "cost_minor": one.cost_minor,
            }
            for one in figures.bought
        ],
        "budgets": [
            {
                "id": one.budget.id,
                "at_most_minor": one.at_most_minor,
                "moves_minor": one.moves_minor,
                "besides_minor": one.besides_minor,
            }
            for one in budget_uses(figures)
        ],
        "energy": dataclasses.asdict(energy_total(figures)),
        "net_present_gain_minor": present(figures).gain if known else None,
        "payback_months": None if payback is None else round(payback, 4),
        "payback_day": _plain(payback_day(figures)),
        "effort_days": figures.effort_days,
        "confidence": figures.study.assessment.confidence,
    }


def _stated(figures: Figures, amounts: object) -> dict[str, Any]:
    """Amounts as plain data; null for people or benefit where nobody stated any."""
    unknown = {*(() if figures.staff_known else ("stay_staff", "staff"))}
    unknown |= {*(() if figures.benefit_known else ("benefit",))}
    plain = cast(dict[str, Any], _plain(amounts))
    return {key: None if key in unknown else value for key, value in plain.items()}


def _wave(wave: WaveFigures, schedule: Schedule) -> dict[str, Any]:
    return {
        "number": wave.number,
        "id": wave.slot.id,
        "first_day": wave.slot.first_day.isoformat(),
        "last_day": wave.slot.last_day.isoformat(),
        "cut_over": wave.cut_over.isoformat(),
        "state": wave.state,
        "workloads": [move.id for move in wave.moves],
        "load_days": dict(wave.load_days),
        "capacity_days": dict(wave.capacity_days),
        "one_off_minor": wave.one_off_minor,
        "saving_year_minor": wave.saving_year_minor if wave.saving_known else None,
        "highest_risk": wave.highest_risk,
        "gates": {gate.key: gate.day.isoformat() for gate in schedule.gates[wave.number]},
    }


def _workload(
    study: Study, move: Move, schedule: Schedule, texts: _Texts, columns: _Columns
) -> dict[str, Any]:
    return {
        "id": move.id,
        "name": move.name,
        "values": _plain(move.workload.values),
        "cells": _by_sheet(move.workload.cells, columns),
        "extra": _plain(move.workload.extra),
        "current": move.current,
        "target": move.target or None,
        "wave": move.wave,
        "strategy": move.strategy or None,
        "moves": move.moves,
        "phases": _phases(schedule, move),
        "leaves_on": _plain(schedule.retirements.get(move.id)),
        "run_now_minor": move.run_now_minor,
        "run_after_minor": move.run_after_minor,
        "staff_now_minor": move.staff_now_minor if move.staff_known else None,
        "staff_after_minor": move.staff_after_minor if move.staff_known else None,
        "benefit_year_minor": move.benefit_year_minor if move.benefit_known else None,
        "one_off_minor": move.one_off_minor,
        "energy": _rounded(energy_of(move)),
        "dues": [_plain(due) for due in move.dues],
        "dues_staying": [_plain(due) for due in move.dues_staying],
        "risk": _rounded(move.risk),
        "assessment": texts.short(move.assessed),
        "blast_radius": study.assessment.blast_radius.get(move.id, 0),
    }


def _phases(schedule: Schedule, move: Move) -> dict[str, list[str]]:
    """First and last day of every phase of a move; empty for what does not move."""
    dates = schedule.moves.get(move.id)
    phases = dates.phases if dates else ()
    return {one.key: [one.first.isoformat(), one.last.isoformat()] for one in phases}


def _option(one: Option) -> dict[str, Any]:
    """An option with the rule that it leaves out, in place of all that was priced."""
    return {
        "key": one.key,
        "rule": _plain(one.price.rule) if one.price else None,
        "workloads": list(one.names),
        "cost_minor": one.cost_minor,
        "gain_minor": one.gain_minor,
        "last_cut_over": one.last_cut_over.isoformat() if one.last_cut_over else None,
        "undated": one.undated,
        "risk": one.risk,
        "known": one.known,
        "breaks": one.breaks,
    }


def _kept(study: Study, one: PrincipleKept) -> dict[str, Any]:
    """A principle of the method, how far it is kept, and what the plan would gain without it.

    That of readiness has beside it the price of the order that dependencies fix.
    """
    prices = {
        price.rule.id: {"points": price.points, "mean_days": price.mean_days, "days": price.days}
        for price in study.insights.prices
        if price.rule.kind in ("principle", "wave_limit")
    }
    ordered = {"order_price": prices.get(DEPENDENCIES)} if "bound" in one.figures else {}
    return {
        "key": one.key,
        "active": one.active,
        "kept": one.kept,
        "of": one.of,
        "figures": _rounded(dict(one.figures)),
        "price": prices.get(one.key),
        **ordered,
    }


def _date_owed(one: DateOwed) -> dict[str, Any]:
    found: dict[str, Any] = _plain(one)
    return {**found, "late_days": one.late_days}


def _evidence_owed(one: EvidenceOwed) -> dict[str, Any]:
    return {
        "rule": one.rule.key,
        "wave": one.wave,
        "due": one.due.isoformat(),
        "workloads": list(one.workloads),
    }


class _Texts:
    """Words that many workloads share, each kept once: ``{"text": n}`` stands for the n-th."""

    def __init__(self, study: Study) -> None:
        self.said: list[dict[str, Any]] = []
        self.weights = {one.key: one.weight for one in study.rules.indicators}
        self._places: dict[str, int] = {}

    def why(self, reasons: Why) -> dict[str, Any]:
        """Return why a workload is where it is, its sentences kept once with those of others."""
        found: dict[str, Any] = dict(_told(reasons))
        return {
            key: [self._once(one) for one in held] if key in _SENTENCES else _short(held)
            for key, held in found.items()
        }

    def _once(self, value: Any) -> dict[str, int]:
        words = _short(value)
        place = self._places.setdefault(_line(words), len(self.said))
        if place == len(self.said):
            self.said.append(words)
        return {"text": place}

    def short(self, value: Any) -> Any:
        """Return an assessment as data, without what another part of the file says."""
        if type(value) in _AS_IS:
            return value
        if isinstance(value, LocalText):
            return self._once(value)
        if isinstance(value, tuple | list):
            return [self.short(item) for item in value]
        if isinstance(value, Mapping):
            return {str(key): self.short(item) for key, item in value.items()}
        if isinstance(value, CellRef | Enum | str) or not dataclasses.is_dataclass(value):
            return _short(value)
        found = {key: self.short(held) for key, held in _told(value)}
        if isinstance(value, FactorScore):
            found["evidence"] = {one.indicator: self._evidence(one) for one in value.evidence}
        if isinstance(value, TargetCase) and value.forbidden:
            for key in ("lines", "fit_parts"):  # nobody goes there: the sums and reasons do
                found.pop(key, None)
        return _cost_line(found) if isinstance(value, CostLine) else found

    def _evidence(self, one: Evidence) -> dict[str, Any]:
        """An indicator without what is usual: its own field, the cell's value, the weight."""
        found: dict[str, Any] = dict(_told(one))
        found = {key: self.short(held) for key, held in found.items() if key != "indicator"}
        if found.get("field") == one.indicator.partition(".")[0]:
            del found["field"]
        if found.get("source") == _CELL:
            del found["source"]
            found.pop("value", None)
        if found.get("weight") == self.weights.get(one.indicator):
            found.pop("weight", None)
        return found


def _cost_line(found: dict[str, Any]) -> dict[str, Any]:
    """A line without what is usual: a product or its parts, a year, the cell of its item."""
    if found.get("quantity") == 1 and found.get("unit_price_minor") == found.get("amount_minor"):
        del found["quantity"], found["unit_price_minor"]
    elif round(found.get("quantity", 0) * found.get("unit_price_minor", 0)) == found.get(
        "amount_minor"
    ):
        del found["amount_minor"]
    if found.get("when") == _YEAR:
        del found["when"]
    if found.get("source") == f"cell:{found['item']}":
        del found["source"]
    return found


def _columns(study: Study) -> _Columns:
    """Sheet to field to the column in which it stands in most rows."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for workload in study.inventory.workloads:
        for key, cell in workload.cells.items():
            found = counts.setdefault((cell.sheet, key), {})
            found[cell.column] = found.get(cell.column, 0) + 1
    columns: dict[str, dict[str, str]] = {}
    for (sheet, key), found in counts.items():
        columns.setdefault(sheet, {})[key] = max(found, key=lambda one: (found[one], one))
    return columns


def _by_sheet(cells: Mapping[str, CellRef], columns: _Columns) -> dict[str, dict[str, Any]]:
    """Where the fields were read: sheet to its row and fields, and the cells that lie elsewhere."""
    found: dict[str, dict[str, Any]] = {}
    for key, cell in cells.items():
        here = found.setdefault(cell.sheet, {"row": cell.row, "fields": []})
        if cell.row == here["row"] and cell.column == columns[cell.sheet][key]:
            here["fields"].append(key)
        else:
            here.setdefault("elsewhere", {})[key] = cell.address
    for sheet, here in found.items():
        if len(here["fields"]) == len(columns[sheet]):
            del here["fields"]
    return found


def _dependency(item: Dependency) -> dict[str, Any]:
    found: dict[str, Any] = _short(item)
    return {**found, "kind": _plain(item.kind)}


def _address(cell: CellRef) -> str:
    """Where something was read, as a spreadsheet writes it: ``Sheet!C12``; empty for nowhere."""
    return f"{cell.sheet}!{cell.address}" if cell.sheet else cell.address


def _short(value: Any) -> Any:
    """Return data without what is empty and without the cells, which the workload has by field."""
    if type(value) in _AS_IS:
        return value
    if isinstance(value, CellRef):
        return _address(value)
    if isinstance(value, tuple | list):
        return [_short(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _short(item) for key, item in value.items()}
    if isinstance(value, float) and math.isfinite(value):
        return round(value, _PLACES)
    if not dataclasses.is_dataclass(value):
        return _plain(value)
    return {key: _short(held) for key, held in _told(value)}


def _told(value: Any) -> Iterator[tuple[str, Any]]:
    """What is worth saying of a record: not what is empty, nor what its place says already."""
    for name in _names(value.__class__):
        held = getattr(value, name)
        empty = held is None or held is False or (not held and not isinstance(held, int | float))
        if not empty:
            yield name, held


def _rounded(value: Any) -> Any:
    """Return plain data, its figures to six places: they were worked out, nobody stated them."""
    if isinstance(value, float):
        return round(value, _PLACES)
    if isinstance(value, tuple | list):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a record that may be worth saying."""
    return tuple(item.name for item in dataclasses.fields(kind) if item.name not in _SAID)


def _plain(value: Any) -> Any:
    """Return any value of the model as plain data; keys become text.

    JSON has no infinity: a bound that was not found is null.
    """
    if type(value) in _AS_IS:
        return value
    if value is None or isinstance(value, bool | int | float):
        if isinstance(value, Enum):
            return value.value
        return None if isinstance(value, float) and not math.isfinite(value) else value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
