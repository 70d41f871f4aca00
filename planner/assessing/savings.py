"""Money too good to be believed without a look: each a doubt with its arithmetic.

A workload that would run for more than 60 % less than today, one that alone brings more than
a tenth of the whole saving (a third where there are fewer than 30 workloads), one whose run
cost is estimated at five times what like systems cost, or a fifth of it; and one whose traffic is
scaled up with its stated run cost by more than a tenth of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.assessing.effect import best_target
from planner.assessing.like_systems import FAR_OFF, like_costs, sized
from planner.assessing.price_sheet import SIZED, sheet_of
from planner.model.assessment import Assessment, TargetCase
from planner.model.inventory import Inventory
from planner.model.issue import Issue, Severity
from planner.model.programme import Programme
from planner.model.rules import RuleSet

__all__ = ["SAVING_CODES", "doubtful_savings", "scaled_traffic"]

MOST_SAVED: Final = 0.6
MOST_OF_ALL: Final = 0.1
MOST_OF_FEW: Final = 1.0 / 3.0
FEW: Final = 30
MOST_SCALED: Final = 0.1
SAVING_CODES: Final = frozenset(
    {"saving_too_large", "saving_of_one", "estimate_unlike", "traffic_scaled"}
)
"""Codes of the issues that these functions return."""

type Pair = tuple[str, TargetCase, TargetCase]


def doubtful_savings(
    inventory: Inventory, assessment: Assessment, placement: Mapping[str, str] | None = None
) -> tuple[Issue, ...]:
    """Return a warning for every saving that should be looked at before it is promised.

    Savings are of run cost (infrastructure and licences) a year. What too little is known of is in
    none of them, as in every total of money.

    Parameters
    ----------
    placement
        Target by workload; None: the target that is best for each workload alone.
    """
    pairs = list(_pairs(assessment, placement or {}))
    whole = sum(stay.run_year_minor - case.run_year_minor for _, stay, case in pairs)
    alive = sum(not one.retires for one in assessment.workloads.values())
    most = MOST_OF_ALL if alive >= FEW else MOST_OF_FEW
    named = {one.id: one.name or one.id for one in inventory.workloads}
    found = []
    for identity, stay, case in pairs:
        saved = stay.run_year_minor - case.run_year_minor
        told = {
            "name": named.get(identity, identity),
            "before": _major(stay.run_year_minor),
            "after": _major(case.run_year_minor),
            "currency": assessment.currency,
        }
        if saved > MOST_SAVED * stay.run_year_minor:
            params = told | {"share": f"{100.0 * saved / stay.run_year_minor:.0f}"}
            found.append(_issue("saving_too_large", identity, params))
        if whole > 0 and saved > most * whole:
            params = told | {
                "saved": _major(saved),
                "whole": _major(whole),
                "share": f"{100.0 * saved / whole:.0f}",
            }
            found.append(_issue("saving_of_one", identity, params))
    return (*found, *_unlike(inventory, assessment))


def _unlike(inventory: Inventory, assessment: Assessment) -> Iterator[Issue]:
    """Doubt estimates that are far from what like systems cost: the sheet leaves something out."""
    assessed = assessment.workloads
    known = [
        found
        for one in inventory.workloads
        if one.id in assessed
        for found in sized(one, assessed[one.id].current_target, assessed[one.id].archetype)
    ]
    cores = {one.id: one.cores for one in known}
    for identity, like in like_costs(known).items():
        stay = assessed[identity].cases.get(assessed[identity].current_target or "")
        apart = ("staff_cost_year", "licence_cost_year")
        lines = stay.lines if stay is not None else ()
        said = sum(x.amount_minor for x in lines if x.when == "year" and x.item not in apart)
        usual = round(like.core_minor * cores[identity])
        if said > 0 and not usual / FAR_OFF <= said <= usual * FAR_OFF:
            params = {
                "name": inventory.by_id[identity].name or identity,
                "estimate": _major(said),
                "like": _major(usual),
                "count": str(like.count),
                "currency": assessment.currency,
            }
            yield _issue("estimate_unlike", identity, params)


def scaled_traffic(
    inventory: Inventory, assessment: Assessment, programme: Programme, rules: RuleSet
) -> Iterator[Issue]:
    """Doubt a traffic charge far above the sheet's own, which the stated run cost scales up.

    A stated run cost is all-in, so ``stated * sheet(p) / sheet(current)`` scales every price of the
    sheet alike; traffic has a price of its own on a cloud and mostly none in own rooms.
    """
    sheets = {
        one.id: sheet_of(one, programme, rules, assessment.currency) for one in programme.targets
    }
    for workload in inventory.workloads:
        one, run = assessment.workloads.get(workload.id), workload.money("run_cost_year")
        traffic = workload.number("traffic_gib_month")
        if one is None or one.retires or one.provisional or not run or not traffic:
            continue
        here = sheets.get(one.current_target or "", {})
        if here.get("traffic_gib", (0.0, ""))[0]:  # in the stated cost already
            continue
        today = sum(
            yearly * (workload.number(field) or 0.0) * here.get(item, (0.0, ""))[0]
            for item, field, yearly in SIZED
        )
        charged = {
            target: 12.0 * traffic * sheets[target].get("traffic_gib", (0.0, ""))[0]
            for target, case in one.cases.items()
            if target in sheets and any(line.item == "run_sheet" for line in case.lines)
        }
        target = max(charged, key=lambda name: charged[name], default="")
        if today <= 0 or not target or charged[target] * (run / today - 1.0) <= MOST_SCALED * run:
            continue
        params = {
            "name": workload.name or workload.id,
            "sheet": _major(round(charged[target])),
            "counted": _major(round(charged[target] * run / today)),
            "times": f"{run / today:.0f}",
            "traffic": f"{traffic:,.0f}",
            "currency": assessment.currency,
        }
        yield _issue("traffic_scaled", workload.id, params)


def _pairs(assessment: Assessment, placement: Mapping[str, str]) -> Iterable[Pair]:
    """Every workload that would move, with its case today and its case there."""
    for identity, one in assessment.workloads.items():
        stay = one.cases.get(one.current_target or "")
        target = placement.get(identity) or best_target(one)
        if one.retires or one.provisional:  # what is not assessed is in no total of money
            continue
        if stay is not None and target != one.current_target:
            yield identity, stay, one.cases[target]


def _major(minor: int) -> str:
    return f"{minor / 100:,.0f}"


def _issue(code: str, identity: str, params: Mapping[str, str]) -> Issue:
    return Issue(code, Severity.WARNING, workload_id=identity, field="run_cost_year", params=params)
