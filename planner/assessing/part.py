"""A part of the portfolio is planned; the rest is counted, and does what it would have done.

What recovers a system of the part or tests it, and what has to stand on one target with it, is
of the part as well: held outside it would hold the part where it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from planner.assessing.environments import environment_pairs, recovery_pairs
from planner.assessing.progress import Locked
from planner.errors import Message, message
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.optimising.plan import Plan

__all__ = ["kept_outside", "part_said", "plan_part"]


def plan_part(
    scenario: Scenario,
    inventory: Inventory,
    chosen: Collection[str],
    *,
    asked: str,
    reason: str,
    day: date,
    before: Plan | None = None,
) -> Scenario:
    """Return the scenario with the decision that only a part is planned.

    What is not chosen, and does not go with it, moves as the plan before has it, else it stays
    where it is. An earlier choice of a part ends; to choose all is none.

    Parameters
    ----------
    chosen
        Ids of the workloads to plan.
    asked
        The part in the words of who asked.
    reason, day
        Why and on which day it was decided, for the log.
    before
        The plan so far; None: there is none.
    """
    part = _with_company(inventory, chosen)
    rest = tuple(one.id for one in inventory.workloads if one.id not in part)
    kept = [one for one in scenario.decisions if one.kind is not DecisionKind.OUTSIDE]
    if rest:
        taken = {one.id for one in scenario.decisions}
        name = next(name for n in itertools.count(1) if (name := f"D{n}") not in taken)
        kept.append(Decision(name, DecisionKind.OUTSIDE, rest, asked, reason, day=day))
    return replace(scenario, decisions=tuple(kept), plan=before)


def _with_company(inventory: Inventory, chosen: Collection[str]) -> set[str]:
    """Return the chosen and what recovers or tests them, or shares a target, near or far."""
    workloads = inventory.workloads
    tied = [*recovery_pairs(workloads), *environment_pairs(workloads)]
    tied += [(one.source, one.needed) for one in inventory.dependencies if one.same_target]
    beside: dict[str, set[str]] = {}
    for one, two in tied:
        beside.setdefault(one, set()).add(two)
        beside.setdefault(two, set()).add(one)
    part, still = set(chosen), list(chosen)
    while still:
        joined = beside.get(still.pop(), set()) - part
        part |= joined
        still += joined
    return part


def kept_outside(
    assessment: Assessment, scenario: Scenario, history: Locked
) -> Mapping[str, tuple[int | None, str]]:
    """Return wave and target of each workload outside the part; no wave where it stays.

    They are those of the plan before, where the scenario has one. What runs nowhere yet cannot
    stay, and what retires is in no plan.

    Parameters
    ----------
    history
        Where waves that are done or committed put their workloads.
    """
    before = scenario.plan if scenario.plan is not None and scenario.plan.exists else None
    kept: dict[str, tuple[int | None, str]] = {}
    for name in _outside(scenario):
        one = assessment.workloads.get(name)
        if one is None or one.retires or name in history.moves or one.current_target is None:
            continue
        target = before.placement.get(name) if before is not None else None
        if (
            before is None
            or target is None
            or target not in one.cases
            or target == one.current_target
        ):
            kept[name] = (None, one.current_target)
        else:
            kept[name] = ((before.wave or {}).get(name), target)
    return kept


def part_said(assessment: Assessment, scenario: Scenario, history: Locked) -> tuple[Message, ...]:
    """Return what is said of a plan of a part; nothing where all is planned."""
    kept = kept_outside(assessment, scenario, history)
    if not kept:
        return ()
    asked = [one.value for one in scenario.decisions if _leaves_outside(one)][-1]
    part = sum(not one.retires for one in assessment.workloads.values()) - len(kept)
    stay = sum(wave is None for wave, _ in kept.values())
    key = "stays" if stay == len(kept) else "planned"
    moving = len(kept) - stay
    return (message(f"profiles.part.{key}", asked=asked, part=part, stay=stay, moving=moving),)


def _outside(scenario: Scenario) -> tuple[str, ...]:
    """Return who is outside: the latest such decision holds."""
    found = [one.workloads for one in scenario.decisions if _leaves_outside(one)]
    return found[-1] if found else ()


def _leaves_outside(decision: Decision) -> bool:
    return decision.active and decision.kind is DecisionKind.OUTSIDE
