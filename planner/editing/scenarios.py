"""What a person does to scenarios, each returning a named operation."""

from __future__ import annotations

from dataclasses import replace

from planner.codec.plain_text import without_marks
from planner.editing.decisions import next_decision_number
from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.insight import FrontierPlan
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.project import Document

__all__ = [
    "accept_plan",
    "add_scenario",
    "choose_scenario",
    "duplicate_scenario",
    "free_name",
    "open_forced",
    "open_frontier_plan",
    "remove_scenario",
    "rename_scenario",
]


def free_name(document: Document, wanted: str) -> str:
    """Return ``wanted``, with a number where a scenario of that name exists."""
    taken = {scenario.name for scenario in document.scenarios}
    wanted = without_marks(wanted)
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def duplicate_scenario(document: Document, name: str, wanted: str) -> Operation:
    """Copy a scenario, with its plan, under another name; the copy becomes active.

    Parameters
    ----------
    name
        Of the scenario.
    wanted
        Name of the copy; a number is added where it is taken.
    """
    scenario = next(one for one in document.scenarios if one.name == name)
    chosen = free_name(document, wanted)
    changed = document.with_scenario(replace(scenario, name=chosen))
    insights = document.insights.get(name)
    if insights is not None:
        changed = replace(changed, insights={**document.insights, chosen: insights})
    return Operation(Message("ui_scenarios.undo.duplicate", {"name": chosen}), changed)


def rename_scenario(document: Document, name: str, wanted: str) -> Operation:
    """Call a scenario otherwise; what is known of it goes with its name.

    Parameters
    ----------
    name
        Of the scenario.
    wanted
        The new name; a number is added where it is taken.
    """
    others = replace(
        document, scenarios=tuple(one for one in document.scenarios if one.name != name)
    )
    chosen = free_name(others, wanted)
    scenarios = tuple(
        replace(one, name=chosen) if one.name == name else one for one in document.scenarios
    )
    insights = {chosen if key == name else key: kept for key, kept in document.insights.items()}
    active = chosen if document.active == name else document.active
    changed = replace(document, scenarios=scenarios, active=active, insights=insights)
    return Operation(Message("ui_scenarios.undo.rename", {"name": chosen}), changed)


def open_frontier_plan(document: Document, point: FrontierPlan, wanted: str) -> Operation:
    """Make a scenario with the prices of fit and money that led to a plan of the frontier.

    Everything stands where that plan has it, so that it opens with the figures that were shown and
    the search for its waves begins there.

    Parameters
    ----------
    point
        The plan, with the prices of fit and money that led to it.
    wanted
        Name of the scenario; a number is added where it is taken.
    """
    scenario = document.scenario
    plan = scenario.plan
    if plan is not None and plan.placement.keys() == point.placement.keys():
        plan = Plan(
            PlanStatus.FEASIBLE, StoppedBy.TIME, dict(point.placement), plan.wave, seed=plan.seed
        )
    dials = replace(scenario.dials, fit_price=point.fit_price, money_price=point.money_price)
    chosen = free_name(document, wanted)
    changed = document.with_scenario(replace(scenario, name=chosen, dials=dials, plan=plan))
    return Operation(Message("ui_scenarios.undo.frontier", {"name": chosen}), changed, replan=True)


def accept_plan(document: Document, study: Study) -> Operation:
    """Take a plan that was looked at beside the present one, with the dial it was made with."""
    dials = replace(document.scenario.dials, least_change=study.scenario.dials.least_change)
    scenario = replace(document.scenario, dials=dials, plan=study.plan)
    return Operation(Message("ui_ask.undo.review"), document.with_scenario(scenario))


def open_forced(
    document: Document, study: Study, workload: str, target: str, wanted: str, pin: Decision
) -> Operation:
    """Make a scenario of the plan that follows from one workload forced elsewhere.

    Parameters
    ----------
    study
        The plan that follows.
    workload
        Id of the one that is forced.
    target
        Id of where it is forced to.
    wanted
        Name of the scenario; a number is added where it is taken.
    pin
        The decision that forces it; it gets the next free number.
    """
    number = next_decision_number(document)
    decision = replace(
        pin, id=f"D{number}", kind=DecisionKind.PIN_TARGET, workloads=(workload,), value=target
    )
    scenario = document.scenario
    kept = tuple(
        replace(one, active=False)
        if one.kind is DecisionKind.PIN_TARGET and one.workloads == (workload,)
        else one
        for one in scenario.decisions
    )
    chosen = free_name(document, wanted)
    made = replace(scenario, name=chosen, plan=study.plan, decisions=(*kept, decision))
    return Operation(Message("ui_ask.undo.force", {"name": chosen}), document.with_scenario(made))


def add_scenario(document: Document, name: str) -> Operation:
    """Copy the active scenario under a name that is not yet taken."""
    chosen = free_name(document, name)
    changed = document.with_scenario(replace(document.scenario, name=chosen))
    return Operation(Message("ui.undo.scenario_add", {"name": chosen}), changed)


def choose_scenario(document: Document, name: str) -> Operation:
    """Show another scenario."""
    label = Message("ui.undo.scenario_choose", {"name": name})
    return Operation(label, replace(document, active=name))


def remove_scenario(document: Document, name: str) -> Operation:
    """Remove a scenario; the last one stays."""
    kept: tuple[Scenario, ...] = tuple(s for s in document.scenarios if s.name != name)
    label = Message("ui.undo.scenario_remove", {"name": name})
    if not kept:
        return Operation(label, document)
    active = document.active if document.active != name else kept[0].name
    return Operation(label, replace(document, scenarios=kept, active=active))
