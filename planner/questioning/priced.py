"""The rules that have a price, and the problem without each of them.

Taking a rule away leaves every other one in force: a target that two rules forbid stays forbidden
when one of them goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from planner.model.programme import Freeze
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.relaxing import relaxed
from planner.optimising.rules import OrderRule, Rule, rules_of

__all__ = ["PricedRule", "priced_rules"]

BY_HAND = frozenset({"pin", "ban", "retain"})
"""Keys under which a target is forbidden by a decision and not by law or policy."""


@dataclass(frozen=True, slots=True)
class PricedRule:
    """A rule and how the problem is made without it; ``placement``: it decides where, not when."""

    rule: RuleRef
    label: str
    placement: bool
    without: Callable[[], PlanningProblem]


def priced_rules(study: Study) -> tuple[PricedRule, ...]:
    """Return every rule that a user may question, in the order of the problem."""
    return (*_placement_rules(study), *_decided(study), *_wave_rules(study))


def _placement_rules(study: Study) -> Iterator[PricedRule]:
    shared = [rule for rule in _shared(study.problem) if not rule.of_waves]
    for rule in shared:
        if rule.kind == "limit":
            yield _plain(study, rule)
    for key, names in _compliance(study).items():
        ref = RuleRef("allowed", key, names)
        yield PricedRule(ref, key, True, _opening(study, names, frozenset({key})))
    for name in _pinned_in_the_sheet(study):
        target = study.plan.placement[name]
        ref = RuleRef("allowed", target, (name,))
        without = _opening(study, (name,), BY_HAND)
        yield PricedRule(ref, f"pin_target {target}", True, without)
    for rule in shared:
        if rule.kind != "limit":
            yield _plain(study, rule)


def _wave_rules(study: Study) -> Iterator[PricedRule]:
    freezes = study.programme.freezes
    shared = [rule for rule in _shared(study.problem) if rule.of_waves]
    for rule in shared:
        if rule.kind == "wave_limit" and (rule.ref.id != "freeze" or not freezes):
            yield _plain(study, rule)
    for freeze in freezes if study.problem.waves else ():
        if any(s.first_day <= freeze.last_day and freeze.first_day <= s.last_day
               for s in study.calendar):  # fmt: skip
            ref = RuleRef("freeze", freeze.name)
            yield PricedRule(ref, freeze.name, False, _thawed(study, freeze))
    if study.problem.waves:
        yield from _order(study)
        yield from _principles(study)
    for rule in shared:
        if rule.kind != "wave_limit":
            yield _plain(study, rule)


def _shared(problem: PlanningProblem) -> Iterator[Rule]:
    """Yield the rules that speak of more than one workload, a limit once; order aside.

    What closes something to a single one has its reasons in law, policy and decisions, and those
    of order in the method's principles.
    """
    seen: set[tuple[str, str | None, tuple[str, ...]]] = set()
    for rule in rules_of(problem):
        ref = rule.ref
        of_one = ref.id is None and len(rule.concerned(problem, ref)) == 1
        if of_one or isinstance(rule, OrderRule) or (ref.kind, ref.id, ref.names) in seen:
            continue
        seen.add((ref.kind, ref.id, ref.names))
        yield rule


def _order(study: Study) -> Iterator[PricedRule]:
    """Every link that fixes an order as one rule; the calls along it go on, and cost what they do.

    Single links have no price of their own: there are hundreds, and each gives next to nothing.
    """
    from planner.assessing.principles import DEPENDENCIES, ORDERS

    links = study.problem.dependencies
    if any(item.kind in ORDERS for item in links):
        free = tuple(
            replace(item, kind=DependencyKind.FREE) if item.kind in ORDERS else item
            for item in links
        )
        without = partial(replace, study.problem, dependencies=free)
        yield PricedRule(RuleRef("principle", DEPENDENCIES), DEPENDENCIES, False, without)


def _principles(study: Study) -> Iterator[PricedRule]:
    """The method's principles of order that bind anybody, each as one rule."""
    from planner.assessing.decided import decided
    from planner.assessing.method import pairs_of
    from planner.assessing.principles import (
        FOUNDATIONS_FIRST,
        PILOT,
        READINESS,
        RECOVERY_NEAR,
        principle_of,
        shared_by_all,
    )

    problem = study.problem
    limits = tuple(one for one in problem.wave_limits if principle_of(one.id) != PILOT)
    if len(limits) < len(problem.wave_limits):
        without = partial(replace, problem, wave_limits=limits)
        yield PricedRule(RuleRef("principle", PILOT), PILOT, False, without)
    dropped = decided(study.inventory, study.programme.targets, study.scenario).dropped_rules
    if READINESS not in dropped and study.rules.numbers.get("readiness_price"):
        without = partial(_delayed, study, dropped | {READINESS})
        yield PricedRule(RuleRef("principle", READINESS), READINESS, False, without)
    hurried = shared_by_all(study.assessment.workloads, study.inventory.dependencies)
    for key, pairs in pairs_of(study).items():
        wished = set(pairs)
        bound = [
            (item.source, item.needed) in wished
            and item.weight == 0.0
            and (item.kind is DependencyKind.FREE) == (key == RECOVERY_NEAR)
            and (key == RECOVERY_NEAR or item.exposure == 0.0)
            for item in problem.dependencies
        ]
        kept = tuple(item for item, out in zip(problem.dependencies, bound, strict=True) if not out)
        if key == FOUNDATIONS_FIRST and hurried and key not in dropped:
            without = partial(_delayed, study, dropped | {key}, kept)
        elif any(bound):
            without = partial(replace, problem, dependencies=kept)
        else:
            continue
        yield PricedRule(RuleRef("principle", key), key, False, without)


def _delayed(
    study: Study,
    dropped: frozenset[str],
    dependencies: tuple[ProblemDependency, ...] | None = None,
) -> PlanningProblem:
    """The problem with what a day's delay costs as it were with the rules of ``dropped`` off."""
    from planner.assessing.dials import dialled
    from planner.assessing.principles import READINESS, delays_of
    from planner.assessing.target_cases import CaseMaker

    assessed = study.assessment.workloads
    if READINESS in dropped:
        dials = dialled(study.rules, study.scenario)
        maker = CaseMaker(study.rules, dials, study.programme.targets, readiness=False)
        assessed = {
            name: replace(
                one,
                delay_value_day=maker.delays(
                    one.current_target, one.importance, one.factors, one.cases
                ),
            )
            for name, one in assessed.items()
        }
    delays = delays_of(assessed, study.inventory, dropped)
    workloads = study.problem.workloads
    return replace(
        study.problem,
        workloads=tuple(replace(one, delay_value=dict(delays[one.id])) for one in workloads),
        dependencies=study.problem.dependencies if dependencies is None else dependencies,
    )


def _plain(study: Study, rule: Rule) -> PricedRule:
    """Return a rule of the problem, whole: all the waves of a limit, both its ends."""
    ref = replace(rule.ref, wave=None)
    names = (" + " if getattr(rule, "agrees", False) else " / ").join(ref.names)
    label = " ".join(part for part in (ref.id, names) if part)
    return PricedRule(ref, label, not rule.of_waves, lambda: relaxed(study.problem, ref))


def _decided(study: Study) -> Iterator[PricedRule]:
    planned = set(study.plan.placement)
    for decision in study.scenario.decisions:
        names = tuple(name for name in decision.workloads if name in planned)
        if not decision.active or not names:
            continue
        label = f"{decision.kind.value} {decision.value}"
        match decision.kind:
            case DecisionKind.PIN_TARGET | DecisionKind.BAN_TARGET:
                key = "pin" if decision.kind is DecisionKind.PIN_TARGET else "ban"
                rule = RuleRef("allowed", decision.value, names)
                yield PricedRule(rule, label, True, _opening(study, names, frozenset({key})))
            case DecisionKind.PIN_WAVE if study.problem.waves:
                wave = int(decision.value) if decision.value.isdigit() else None
                rule = RuleRef("pin_wave", names=names, wave=wave)
                yield PricedRule(rule, label, False, _unpinned(study, names))
            case DecisionKind.TOGETHER if study.problem.waves:
                rule = RuleRef("together", names=names)
                yield PricedRule(rule, label, False, _parted(study, decision))
            case _:
                pass


def _compliance(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the workloads each rule of law or policy forbids something to, by its key."""
    named: dict[str, list[str]] = {}
    planned = set(study.plan.placement)
    for name, item in study.assessment.workloads.items():
        rules = {entry.rule for case in item.cases.values() for entry in case.forbidden}
        for rule in rules if name in planned else ():
            named.setdefault(rule, []).append(name)
    return {key: tuple(names) for key, names in sorted(named.items()) if key not in BY_HAND}


def _pinned_in_the_sheet(study: Study) -> list[str]:
    """Return the workloads that are pinned or banned by their row and by no decision."""
    logged = {n for d in study.scenario.decisions if d.active for n in d.workloads}
    return [
        name
        for name in study.plan.placement
        if name not in logged
        and any(
            entry.rule in BY_HAND
            for case in study.assessment.workloads[name].cases.values()
            for entry in case.forbidden
        )
    ]


def _opening(
    study: Study, names: tuple[str, ...], keys: frozenset[str]
) -> Callable[[], PlanningProblem]:
    """Open to ``names`` the targets that nothing but ``keys`` forbids, besides those open now."""
    wanted = set(names)

    def opened(workload: ProblemWorkload) -> ProblemWorkload:
        if workload.id not in wanted:
            return workload
        cases = study.assessment.workloads[workload.id].cases
        now = set(workload.candidates())
        free = tuple(
            target
            for target, case in cases.items()
            if target in now or all(entry.rule in keys for entry in case.forbidden)
        )
        cost = {target: workload.cost.get(target, cases[target].cost) for target in free}
        return replace(workload, cost=cost, allowed=None, forbidden={})

    return lambda: replace(
        study.problem, workloads=tuple(opened(workload) for workload in study.problem.workloads)
    )


def _unpinned(study: Study, names: tuple[str, ...]) -> Callable[[], PlanningProblem]:
    """Let ``names`` move in any wave in which anything may still move."""
    problem, wanted = study.problem, set(names)
    first = min((w.earliest_wave or 1 for w in problem.workloads), default=1)
    return lambda: replace(
        problem,
        workloads=tuple(
            replace(w, earliest_wave=first if first > 1 else None, latest_wave=None)
            if w.id in wanted
            else w
            for w in problem.workloads
        ),
    )


def _parted(study: Study, decision: Decision) -> Callable[[], PlanningProblem]:
    problem, wanted = study.problem, set(decision.workloads)
    return lambda: replace(
        problem,
        dependencies=tuple(
            replace(item, kind=DependencyKind.FREE)
            if item.kind is DependencyKind.TOGETHER and {item.source, item.needed} <= wanted
            else item
            for item in problem.dependencies
        ),
    )


def _thawed(study: Study, freeze: Freeze) -> Callable[[], PlanningProblem]:
    """Give the waves back what one freeze takes of their cut-over capacity."""

    def without() -> PlanningProblem:
        from planner.assessing.wave_limits import CLOSED_SHARE, open_share

        programme = study.programme
        kept = tuple(one for one in programme.freezes if one != freeze)
        shares = [open_share(slot, kept) for slot in study.calendar]
        touched = [
            slot.first_day <= freeze.last_day and freeze.first_day <= slot.last_day
            for slot in study.calendar
        ]
        most = {
            "wave.count": programme.max_workloads_per_wave,
            "wave.critical": programme.max_critical_per_wave,
        }

        def widened(limit: WaveLimit) -> WaveLimit:
            if limit.at_most is None or (limit.id != "freeze" and most.get(limit.id) is None):
                return limit
            bounds = list(limit.at_most)
            for wave, bound in enumerate(bounds):
                if bound is None or not touched[wave] or shares[wave] <= CLOSED_SHARE:
                    continue
                whole = most.get(limit.id)
                bounds[wave] = (
                    None if whole is None else max(bound, float(int(whole * shares[wave])))
                )
            return replace(limit, at_most=tuple(bounds))

        limits = tuple(widened(limit) for limit in study.problem.wave_limits)
        return replace(study.problem, wave_limits=limits)

    return without
