"""One workload and what the plan does with it: the numbers that every drawer prints of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.assessing.dated_costs import LEAVING, Due, dues, horizon_end
from planner.assessing.price_sheet import sheet_of
from planner.model.assessment import TargetCase, WorkloadAssessment
from planner.model.inventory import Workload
from planner.model.study import Study

__all__ = ["RETIRED", "Move", "move_of", "run_costs"]

RETIRED: Final = "retire"
"""Stands where a target's id stands for a workload that leaves."""

_RUN_FIELDS: Final = ("run_cost_year", "licence_cost_year")


@dataclass(frozen=True, slots=True)
class Move:
    """One workload and what the plan does with it.

    Attributes
    ----------
    target
        Target id of the plan, :data:`RETIRED` for one that leaves, empty where there is no plan.
    case
        The assessment of the workload on its target; None where there is none.
    staying
        The assessment of the workload where it is today; None for a new one.
    run_now_minor, run_after_minor
        Run cost a year (infrastructure and licences); None where it is not known. With a plan both
        are known or neither is, so that a saving is never counted against nothing.
    staff_now_minor, staff_after_minor
        Cost of its people a year; 0 where it is not known. Never part of run cost.
    benefit_year_minor
        What the move brings the business a year; never called a saving.
    dues, dues_staying
        What falls due on a day over the horizon: with the plan, and were it left where it is.
    """

    workload: Workload
    assessed: WorkloadAssessment
    current: str | None
    target: str
    wave: int | None
    case: TargetCase | None
    staying: TargetCase | None
    run_now_minor: int | None
    run_after_minor: int | None
    staff_now_minor: int = 0
    staff_after_minor: int = 0
    benefit_year_minor: int = 0
    dues: tuple[Due, ...] = ()
    dues_staying: tuple[Due, ...] = ()

    @property
    def id(self) -> str:
        """The workload's id."""
        return self.workload.id

    @property
    def name(self) -> str:
        """The workload's name, as it was read."""
        return self.workload.name

    @property
    def retires(self) -> bool:
        """Whether it leaves instead of moving."""
        return self.target == RETIRED

    @property
    def moves(self) -> bool:
        """Whether it changes its place."""
        return bool(self.target) and not self.retires and self.target != self.current

    @property
    def stays(self) -> bool:
        """Whether it is left where it is."""
        return bool(self.target) and not self.retires and self.target == self.current

    @property
    def strategy(self) -> str:
        """One of the seven Rs; empty where unknown."""
        if self.retires:
            return RETIRED
        return self.case.strategy if self.case else ""

    @property
    def one_off_minor(self) -> int:
        """What moving or leaving costs once, by its day; 0 for what stays."""
        return sum(self.one_off_kinds.values())

    @property
    def one_off_kinds(self) -> dict[str, int]:
        """The one-off cost by kind: ``work``, ``double_running``, what falls due on a day ...

        The case speaks of leaving on the first day; where the day is known, what depends on it is
        what falls due then. What the lines do not explain is ``other``.
        """
        found: dict[str, int] = {}
        if self.retires:
            for due in self.dues:
                found[due.kind] = found.get(due.kind, 0) + due.amount_minor
            return found
        if self.case is None or not self.moves:
            return found
        rest = self.case.one_off_minor
        for line in self.case.lines:
            if line.when != "once":
                continue
            kind = "work" if line.item.startswith("person_day") else line.item
            rest -= line.amount_minor
            if self.wave is None or kind not in LEAVING:
                found[kind] = found.get(kind, 0) + line.amount_minor
        for due in self.dues:
            found[due.kind] = found.get(due.kind, 0) + due.amount_minor
        if rest:
            found["other"] = found.get("other", 0) + rest
        return found

    @property
    def effort_days(self) -> Mapping[str, float]:
        """Person-days of the move by team id."""
        return self.case.effort_days if self.case and self.moves else {}

    @property
    def risk(self) -> float:
        """Risk of the move, 0 to 100; 0 for what does not move."""
        return self.case.risk if self.case and self.moves else 0.0

    @property
    def saving_year_minor(self) -> int | None:
        """Run cost saved a year once moved; None where either side is unknown."""
        if self.run_now_minor is None or self.run_after_minor is None:
            return None
        return self.run_now_minor - self.run_after_minor

    @property
    def staff_saving_year_minor(self) -> int:
        """What fewer people cost less a year."""
        return self.staff_now_minor - self.staff_after_minor

    @property
    def staff_known(self) -> bool:
        """Whether anybody stated what its people cost."""
        stated = self.workload.money("staff_cost_year") is not None
        return stated or bool(self.staff_now_minor or self.staff_after_minor)

    @property
    def benefit_known(self) -> bool:
        """Whether anybody stated what it brings the business."""
        return self.workload.money("benefit_year") is not None or bool(self.benefit_year_minor)

    @property
    def infrastructure_now_minor(self) -> int:
        """The part of today's run cost that grows with the load; 0 where run cost is unknown."""
        known = self.staying is not None and self.run_now_minor is not None
        return self.staying.infrastructure_year_minor if known and self.staying else 0

    @property
    def infrastructure_after_minor(self) -> int:
        """The same on its target."""
        known = self.case is not None and self.run_after_minor is not None
        return self.case.infrastructure_year_minor if known and self.case else 0

    @property
    def criticality(self) -> str:
        """The workload's tier; empty where unknown."""
        return self.workload.text("criticality") or ""


def move_of(study: Study, workload: Workload) -> Move:
    """Return what the plan does with a workload."""
    assessed = study.assessment.workloads[workload.id]
    current = assessed.current_target
    staying = assessed.cases.get(current) if current else None
    target = RETIRED if assessed.retires else study.plan.placement.get(workload.id, "")
    case = assessed.cases.get(target)
    run_now, run_after = run_costs(workload, assessed, target)
    wave = (study.plan.wave or {}).get(workload.id)
    leaves = _leaves(study, workload, wave) if target != current else None
    staff_now = staying.staff_year_minor if staying else 0
    return Move(
        workload=workload,
        assessed=assessed,
        current=current,
        target=target,
        wave=wave,
        case=case,
        staying=staying,
        run_now_minor=run_now,
        run_after_minor=run_after,
        staff_now_minor=staff_now,
        staff_after_minor=0 if assessed.retires else case.staff_year_minor if case else staff_now,
        benefit_year_minor=case.benefit_year_minor if case and target != current else 0,
        dues=_dues(study, workload, target, leaves) if current and leaves else (),
        dues_staying=_dues(study, workload) if current else (),
    )


def run_costs(
    workload: Workload, assessed: WorkloadAssessment, target: str
) -> tuple[int | None, int | None]:
    """Return run costs a year now and on a target; with one, both are known or neither is.

    Parameters
    ----------
    workload
        As the inventory has it.
    assessed
        Its assessment.
    target
        Id of the target.
    """
    current = assessed.current_target
    now = _run_now(workload, current, assessed.cases.get(current) if current else None)
    after = 0 if assessed.retires else _run_year(assessed.cases.get(target))
    return (None, None) if target and (now is None or after is None) else (now, after)


def _leaves(study: Study, workload: Workload, wave: int | None) -> date | None:
    """Return the day of its cut-over, or on which it retires: by then where no date is given."""
    if wave is None and not study.assessment.workloads[workload.id].retires:
        return None
    stated = workload.day("retire_date") if wave is None else None
    used = [one for one in (study.plan.wave or {}).values() if one is not None]
    last = wave or max(used, default=0)
    return stated or (study.programme.cut_over_day(study.calendar[last - 1]) if last else None)


def _dues(
    study: Study, workload: Workload, target: str = "", leaves: date | None = None
) -> tuple[Due, ...]:
    """Return what falls due of a workload that leaves on a day; without one, of one that stays.

    One that retires needs its licences nowhere, and pays nothing for having left already.
    """
    start = study.programme.begins or (study.calendar[0].first_day if study.calendar else None)
    if start is None:
        return ()
    end = horizon_end(start, study.assessment.horizon_years)
    if leaves is None:
        return dues(workload, start, end, None, 1.0)
    if not start <= leaves < end and target == RETIRED:
        return () if leaves < start else dues(workload, start, end, None, 1.0)
    share = 0.0 if target == RETIRED else 1.0
    for one in study.programme.targets:
        if one.id == target:
            sheet = sheet_of(one, study.programme, study.rules, study.inventory.currency)
            share = sheet.get("licence_factor", (1.0, ""))[0]
    return dues(workload, start, end, leaves, share)


def _run_now(workload: Workload, current: str | None, staying: TargetCase | None) -> int | None:
    if staying is not None:
        return _run_year(staying)
    known = [workload.money(key) for key in _RUN_FIELDS]
    stated = [amount for amount in known if amount is not None]
    if stated:
        return sum(stated)
    return None if current else 0  # a new workload costs nothing today


def _run_year(case: TargetCase | None) -> int | None:
    """Run cost of a case; None where not a single line says what a year costs."""
    if case is None or not any(line.when == "year" for line in case.lines):
        return None
    return case.run_year_minor
