"""The price of a rule: the plan without it, in points, money, days and risk.

Every rule the user may question is taken away alone and the plan is made again, from the plan that
is. A price is proven where both plans are; else it is what was found, and is called so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.check import placement_value
from planner.model.insight import RulePrice
from planner.model.plan import PlanStatus, RuleRef
from planner.model.problem import PlanningProblem
from planner.model.scenario import DecisionKind
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.edits import without_rule
from planner.questioning.timing import timed, timed_value

__all__ = ["priced_rules", "rule_prices"]

PLACEMENT_RULES = frozenset({"allowed", "limit", "same_target", "apart"})
WORTH_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class _Made:
    """A plan made for a price: where, when, its worth, and whether it is proven."""

    placement: Mapping[str, str]
    wave: Mapping[str, int | None]
    worth: float
    proven: bool


def priced_rules(study: Study) -> tuple[tuple[RuleRef, str], ...]:
    """Return the rules that have a price, each with the label the user knows it by."""
    return tuple(_rules(study))


def _rules(study: Study) -> Iterator[tuple[RuleRef, str]]:
    problem = study.problem
    for limit in problem.limits:
        yield RuleRef("limit", limit.id), limit.id
    for decision in study.scenario.decisions:
        if decision.active and decision.kind in (DecisionKind.PIN_TARGET, DecisionKind.BAN_TARGET):
            yield (
                RuleRef("allowed", decision.value, decision.workloads),
                f"{decision.kind.value} {decision.value}",
            )
    for key, names in _compliance(study).items():
        yield RuleRef("allowed", key, names), key
    for group in problem.same_target:
        yield RuleRef("same_target", names=group), " + ".join(group)
    for group in problem.apart:
        yield RuleRef("apart", names=group), " / ".join(group)
    for wave_limit in problem.wave_limits:
        yield RuleRef("wave_limit", wave_limit.id), wave_limit.id
    for target in problem.targets:
        if target.ready_wave > 1:
            yield RuleRef("ready_wave", target.id, wave=target.ready_wave), target.id


def _compliance(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the workloads each rule forbids something to, by the rule's key."""
    named: dict[str, list[str]] = {}
    planned = set(study.plan.placement)
    for name, item in study.assessment.workloads.items():
        rules = {entry.rule for case in item.cases.values() for entry in case.forbidden}
        for rule in rules if name in planned else ():
            named.setdefault(rule, []).append(name)
    decided = {d.id for d in study.scenario.decisions}
    return {key: tuple(names) for key, names in sorted(named.items()) if key not in decided}


def rule_prices(
    study: Study,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    seconds_each: float = 1.5,
) -> tuple[RulePrice, ...]:
    """Return the price of every rule, dearest first.

    ``stop`` ends it early; the rules that were not reached are then missing, and the caller can
    see that from the count.
    """
    stop = stop or Stop()
    rules = priced_rules(study)
    prices = []
    for number, (rule, label) in enumerate(rules):
        if stop.expired():
            break
        price = _price(study, rule, label, seconds_each)
        if price is not None:
            prices.append(price)
        listen(Progress("phase.prices", (number + 1) / len(rules), seconds=stop.seconds))
    prices.sort(key=lambda price: (-price.points, -price.days, price.label))
    return tuple(prices)


def _price(study: Study, rule: RuleRef, label: str, seconds: float) -> RulePrice | None:
    costs = {
        name: {target: case.cost for target, case in item.cases.items()}
        for name, item in study.assessment.workloads.items()
        if name in rule.names
    }
    freed = _freed(study, rule, costs)
    made = _make(study, freed, seconds, replace_placement=rule.kind in PLACEMENT_RULES)
    if made is None:
        return None
    before = _worth(study)
    points = before - made.worth
    plan_proven = study.plan.placement_status is PlanStatus.OPTIMAL
    if points < WORTH_NOTHING * max(1.0, abs(before)):
        return RulePrice(rule, label, 0.0, proven=made.proven and plan_proven)
    return RulePrice(
        rule,
        label,
        points=points,
        money_minor=_money(study, study.plan.placement) - _money(study, made.placement),
        days=_last_day(study, study.plan.wave or {}) - _last_day(study, made.wave),
        risk=_risk(study, study.plan.placement) - _risk(study, made.placement),
        proven=made.proven and plan_proven,
    )


def _freed(
    study: Study, rule: RuleRef, costs: Mapping[str, Mapping[str, float]]
) -> PlanningProblem:
    """Take the rule away; what other rules forbid a workload stays forbidden."""
    if rule.kind != "allowed":
        return without_rule(study.problem, rule)
    problem = without_rule(study.problem, rule, costs)
    decided = {d.value for d in study.scenario.decisions if d.active}
    if rule.id in decided or rule.id is None:
        return problem
    workloads = []
    for workload in problem.workloads:
        if workload.id in rule.names:
            cases = study.assessment.workloads[workload.id].cases
            open_targets = tuple(
                t for t in workload.cost if all(x.rule == rule.id for x in cases[t].forbidden)
            )
            workload = replace(workload, allowed=open_targets)
        workloads.append(workload)
    return replace(problem, workloads=tuple(workloads))


def _make(
    study: Study, problem: PlanningProblem, seconds: float, *, replace_placement: bool
) -> _Made | None:
    from planner.optimising.placement import solve_placement
    from planner.optimising.waves import solve_waves

    plan = study.plan
    placement, value, proven = plan.placement, plan.placement_value or 0.0, True
    if replace_placement:
        placed = solve_placement(
            timed(problem, plan),
            Options(time_limit_s=seconds, start_placement=plan.placement),
            Stop(seconds),
            ignore_progress,
        )
        if placed.value is None:
            return None
        if placed.value < timed_value(problem, plan):
            placement = placed.placement
            value = placement_value(problem, placement)
        proven = placed.status is PlanStatus.OPTIMAL
    if not problem.waves or (replace_placement and placement == plan.placement):
        wave_value = plan.wave_value or 0.0
        return _Made(placement, plan.wave or {}, value + _early(study, wave_value), proven)
    waves = solve_waves(
        problem,
        placement,
        Options(time_limit_s=seconds, start_wave=plan.wave),
        Stop(seconds),
        ignore_progress,
    )
    if waves.value is None:
        return None
    proven = proven and waves.status is PlanStatus.OPTIMAL
    return _Made(placement, waves.wave, value + _early(study, waves.value), proven)


def _early(study: Study, wave_value: float) -> float:
    """The waves' share of a plan's worth: nothing where only their number counts."""
    return wave_value if study.problem.objective.value == "early" else 0.0


def _worth(study: Study) -> float:
    value = study.plan.placement_value or 0.0
    return value + _early(study, study.plan.wave_value or 0.0)


def _money(study: Study, placement: Mapping[str, str]) -> int:
    cases = study.assessment.workloads
    return sum(cases[name].cases[t].net_present_minor for name, t in placement.items())


def _risk(study: Study, placement: Mapping[str, str]) -> float:
    risks = [
        item.cases[target].risk
        for name, target in placement.items()
        if (item := study.assessment.workloads[name]).current_target != target
    ]
    return sum(risks) / len(risks) if risks else 0.0


def _last_day(study: Study, wave: Mapping[str, int | None]) -> int:
    used = [number for number in wave.values() if number is not None]
    if not used:
        return 0
    first = study.calendar[0].first_day
    return (study.calendar[max(used) - 1].last_day - first).days
