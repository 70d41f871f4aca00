"""Workloads that leave instead of moving: who, when, what it saves, and whom it would hurt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.assessing.values import Facts
from planner.errors import message
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory, Workload
from planner.model.rules import Words

__all__ = ["Retirement", "retire_proposed", "retirements", "retires"]

BY_DECISION = message("assessing.note.retired_by_decision")
LIFE_OVER = message("assessing.note.life_over")


@dataclass(frozen=True, slots=True)
class Retirement:
    """A workload that leaves; ``needed_by`` are those that still need it and do not retire."""

    workload_id: str
    day: date | None
    saving_year_minor: int
    needed_by: tuple[str, ...]
    reason: Words


def retires(facts: Facts, chosen: str | None) -> bool:
    """Whether it retires: decided so, its life over, or being phased out by a date."""
    if chosen:
        return chosen == "retire"
    lifecycle = facts.workload.text("lifecycle")
    if lifecycle == "retired":
        return True
    return lifecycle == "phase_out" and facts.workload.day("retire_date") is not None


FEW_USERS = 10
"""Users up to which a system of low criticality is asked about."""


def retire_proposed(workload: Workload) -> str:
    """Return why to ask for it: ``phase_out``, ``no_value`` or ``no_support``; else empty.

    Being phased out without a date; or of low criticality with hardly any users, and either no
    benefit (a stated zero) or a technology out of support. It is asked, never done.
    """
    if workload.text("lifecycle") == "phase_out" and workload.day("retire_date") is None:
        return "phase_out"
    users = workload.number("users")
    if workload.text("criticality") != "low" or users is None or users > FEW_USERS:
        return ""
    if workload.money("benefit_year") == 0:
        return "no_value"
    return "no_support" if workload.text("technology_support") == "ended" else ""


def retirements(inventory: Inventory, assessment: Assessment) -> tuple[Retirement, ...]:
    """Return every retirement with its date, its yearly saving and whoever still needs it."""
    assessed = assessment.workloads
    needed_by: dict[str, list[str]] = {}
    for need in inventory.dependencies:
        source = assessed.get(need.source)
        if source is not None and not source.retires:
            needed_by.setdefault(need.needed, []).append(need.source)
    found = []
    for workload in inventory.workloads:
        one = assessed[workload.id]
        if not one.retires:
            continue
        case = one.cases.get(one.current_target or "")
        stated = workload.text("strategy") == "retire" or workload.text("lifecycle") == "phase_out"
        found.append(
            Retirement(
                workload.id,
                workload.day("retire_date"),
                case.cash_year_minor if case else 0,
                tuple(dict.fromkeys(needed_by.get(workload.id, ()))),
                BY_DECISION if stated else LIFE_OVER,
            )
        )
    return tuple(found)
