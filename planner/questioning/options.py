"""Other decisions than the plan: what must stay moves too, no budget limits it, nothing is bought.

Everything is placed again at the plan's dates, and the waves are looked for by the quick search
that prices rules; where it finds none, the option has no date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from planner.assessing.worth import bought
from planner.jobs import Stop
from planner.model.insight import PlanOption
from planner.model.study import Study
from planner.optimising.check.placement import load_of
from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.questioning.prices import Counter

__all__ = ["planned_options"]

BUDGETS: Final = frozenset({"one_off", "run_year"})
"""Amounts whose limits are budgets."""
BY_HAND: Final = frozenset({"pin", "ban", "retain"})


@dataclass(frozen=True, slots=True)
class _Asked:
    key: str
    names: tuple[str, ...]
    problem: Callable[[], PlanningProblem]
    rule: str = ""


def planned_options(counter: Counter, stop: Stop) -> tuple[PlanOption, ...]:
    """Return the options that the problem has, each compared with the best plan at these dates."""
    found = []
    for asked in _asked(counter.study):
        if stop.expired():
            break
        problem = asked.problem()
        before, after = counter.compared(problem, asked.names, stop)
        if not after.placement:
            continue
        waves = counter.scheduled(problem, after.placement, stop)
        found.append(
            PlanOption(
                asked.key,
                asked.names,
                points=before.value - after.value,
                money_minor=counter.money(before.placement) - counter.money(after.placement),
                risk=counter.risk(before.placement) - counter.risk(after.placement),
                days=None if waves is None else counter.days_won(waves),
                proven=before.proven and after.proven,
                rule=asked.rule,
            )
        )
    return tuple(found)


def _asked(study: Study) -> Iterator[_Asked]:
    rule, kept = _kept_by_one_rule(study)
    if kept:
        yield _Asked("moves_too", tuple(kept), lambda: _moving(study, kept), rule)
    problem = study.problem
    limits = tuple(one for one in problem.limits if one.amount not in BUDGETS)
    if len(limits) < len(problem.limits):
        yield _Asked("no_budget", (), lambda: replace(problem, limits=limits))
    used = [(one, load_of(problem, study.plan.placement, one)) for one in problem.limits]
    if bought(study.programme, used):
        held = tuple(replace(one, extension=None) for one in problem.limits)
        yield _Asked("unbought", (), lambda: replace(problem, limits=held))


def _kept_by_one_rule(study: Study) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return a rule that alone keeps something in place, and what, with the places it would open.

    Of several such rules the one that keeps the most important workloads; decisions by hand are
    no such rule.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    kinds = {one.id: one.kind for one in study.programme.targets}
    for workload in study.problem.workloads:
        target = study.plan.placement[workload.id]
        if target != workload.current or len(workload.candidates()) > 1:
            continue
        if kinds.get(target) == "saas":  # bought as a service: there is nothing to move
            continue
        cases = study.assessment.workloads[workload.id].cases
        opened: dict[str, list[str]] = {}
        for other, case in cases.items():
            rules = {entry.rule for entry in case.forbidden}
            if len(rules) == 1 and not rules & BY_HAND:
                opened.setdefault(rules.pop(), []).append(other)
        for rule, targets in opened.items():
            found.setdefault(rule, {})[workload.id] = tuple(targets)
    if not found:
        return "", {}
    assessed = study.assessment.workloads
    weights = {rule: sum(assessed[n].importance for n in names) for rule, names in found.items()}
    dearest = max(sorted(weights), key=lambda rule: weights[rule])
    return dearest, found[dearest]


def _moving(study: Study, kept: dict[str, tuple[str, ...]]) -> PlanningProblem:
    """Return the problem in which what one rule keeps has to move."""

    def moved(workload: ProblemWorkload) -> ProblemWorkload:
        targets = kept.get(workload.id)
        if targets is None:
            return workload
        cases = study.assessment.workloads[workload.id].cases
        cost = {target: cases[target].cost for target in targets}
        return replace(workload, cost=cost, allowed=None, forbidden={})

    workloads = tuple(moved(workload) for workload in study.problem.workloads)
    return replace(study.problem, workloads=workloads)
