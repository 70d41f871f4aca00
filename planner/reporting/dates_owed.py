"""Days that outsiders set: ends of contracts, licences and support, places to be empty, evidence.

Each is held against the plan's own dates (:mod:`planner.reporting.schedule`), so that a reader sees
what is left late, what is paid on, and what a regulator waits for before a wave goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.model.assessment import WorkloadAssessment
from planner.model.rules import ComplianceRule, RuleSet
from planner.reporting.figures import Figures
from planner.reporting.moves import Move
from planner.reporting.schedule import Schedule

__all__ = [
    "DateOwed",
    "EvidenceOwed",
    "comes_under",
    "dates_owed",
    "evidence_owed",
    "laws_of",
    "proof_due",
]

_FIELDS: Final = {
    "contract": "contract_end_date",
    "licence": "licence_end_date",
    "support": "support_end_date",
}


@dataclass(frozen=True, slots=True)
class DateOwed:
    """A day set from outside, and the plan's own day that answers it.

    Attributes
    ----------
    kind
        ``contract``, ``licence``, ``support`` or ``vacancy``.
    subject
        Workload id; the vacancy's id for a place to be empty.
    own
        Day on which the plan leaves (contracts, licences and places: switched off; support: cut
        over); None for what stays.
    late_days
        Days by which the plan's own day comes after ``day``; below 0: before it. None for what
        stays.
    """

    day: date
    kind: str
    subject: str
    wave: int | None
    own: date | None

    @property
    def late_days(self) -> int | None:
        """Days from the day set to the plan's own."""
        return None if self.own is None else (self.own - self.day).days


@dataclass(frozen=True, slots=True)
class EvidenceOwed:
    """What a law or policy wants shown of workloads before their wave goes."""

    rule: ComplianceRule
    wave: int
    due: date
    workloads: tuple[str, ...]


def dates_owed(figures: Figures, schedule: Schedule) -> tuple[DateOwed, ...]:
    """Return the days of the programme's calendar, by day; those outside it are left out.

    A place that is to be empty stands here however late its day is.
    """
    calendar = figures.study.calendar
    if not calendar:
        return ()
    ends = [one.switched_off or one.accepted for one in schedule.moves.values()]
    last = max((calendar[-1].last_day, *ends))
    today = figures.study.made_on
    found = [one for one in _of_workloads(figures, schedule) if today <= one.day <= last]
    found += (one for one in _of_places(figures, schedule) if today <= one.day)
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.subject)))


def _of_workloads(figures: Figures, schedule: Schedule) -> Iterator[DateOwed]:
    for move in figures.moves:
        dates = schedule.moves.get(move.id)
        for kind, field in _FIELDS.items():
            day = move.workload.day(field)
            if day is None:
                continue
            own = schedule.retirements.get(move.id)
            if dates is not None:
                own = dates.cut_over if kind == "support" else dates.switched_off
            yield DateOwed(day, kind, move.id, move.wave if dates else None, own)


def _of_places(figures: Figures, schedule: Schedule) -> Iterator[DateOwed]:
    exits = {one.id: one for one in figures.study.problem.exits}
    for vacancy in figures.study.programme.vacancies:
        rule = exits.get(vacancy.id)
        if rule is None:
            continue
        leaving = [
            move
            for move in figures.moves
            if move.current in rule.targets
            and (rule.workloads is None or move.id in rule.workloads)
        ]
        days = [_left(move, schedule) for move in leaving]
        own = max((day for day in days if day is not None), default=None)
        last = max((move.wave or 0 for move in leaving), default=0)
        yield DateOwed(vacancy.day, "vacancy", vacancy.id, last or None, own)


def _left(move: Move, schedule: Schedule) -> date | None:
    dates = schedule.moves.get(move.id)
    return dates.switched_off if dates else schedule.retirements.get(move.id)


def evidence_owed(figures: Figures, schedule: Schedule) -> tuple[EvidenceOwed, ...]:
    """Return, by wave, the laws and standards that its workloads come under; due when it goes.

    A rule of certain countries or fields is a law; it counts where it forbade a workload some
    target, or set a condition. The organisation's own policies are owed to nobody outside.
    """
    return tuple(_owed(figures, schedule, laws_of(figures.study.rules)))


def proof_due(figures: Figures, schedule: Schedule) -> dict[str, date]:
    """Return, by key, the day on which each rule that asks for proof is first to have it.

    The organisation's own among them; left out are those of which nothing moves.
    """
    asking = [rule for rule in figures.study.rules.compliance if not rule.forbids]
    found: dict[str, date] = {}
    for one in _owed(figures, schedule, asking):
        found.setdefault(one.rule.key, one.due)
    return found


def _owed(
    figures: Figures, schedule: Schedule, rules: Sequence[ComplianceRule]
) -> Iterator[EvidenceOwed]:
    for wave in figures.waves:
        due = next(gate.day for gate in schedule.gates[wave.number] if gate.key == "go")
        for rule in rules:
            under = tuple(move.id for move in wave.moves if comes_under(rule, move.assessed))
            if under:
                yield EvidenceOwed(rule, wave.number, due, under)


def laws_of(rules: RuleSet) -> tuple[ComplianceRule, ...]:
    """Return the rules that are laws or standards: those of certain countries or fields."""
    return tuple(rule for rule in rules.compliance if rule.countries or rule.fields)


def comes_under(rule: ComplianceRule, assessed: WorkloadAssessment) -> bool:
    """Whether a rule forbade a workload some target, or set it a condition."""
    if not rule.forbids:
        return rule.reason in assessed.notes
    cases = assessed.cases.values()
    return any(reason.rule == rule.key for case in cases for reason in case.forbidden)
