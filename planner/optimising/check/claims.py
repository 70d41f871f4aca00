"""What a plan says of itself, compared with what it is: values, gaps, statuses."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.errors import Message, message
from planner.optimising.check.placement import check_placement, placement_value
from planner.optimising.check.violation import TOLERANCE, Violation
from planner.optimising.check.waves import check_waves, wave_value
from planner.optimising.plan import Plan, PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import PlanningProblem, WaveObjective

__all__ = ["check_plan", "find_violations", "worth"]


def check_plan(problem: PlanningProblem, plan: Plan, gap: float | None = None) -> tuple[str, ...]:
    """Return what is wrong with a plan, as English sentences; nothing where it is right.

    Parameters
    ----------
    problem, plan
        The problem, and the plan that answers it.
    gap
        Relative gap that was asked for, where it is known; then a claim of proof is held to it.
    """
    return tuple(str(violation.sentence) for violation in find_violations(problem, plan, gap))


def find_violations(
    problem: PlanningProblem, plan: Plan, gap: float | None = None
) -> tuple[Violation, ...]:
    """Return what is wrong with a plan: rules broken, figures misstated, claims unfounded."""
    found = list(_rules_broken(problem, plan)) if plan.exists else list(_empty(plan))
    complete = not any(violation.kind in _INCOMPLETE for violation in found)
    if plan.exists and complete:
        found.extend(_values_misstated(problem, plan))
    found.extend(_gaps_misstated(plan))
    found.extend(_claims_unfounded(problem, plan, gap))
    if plan.violations:
        found.append(Violation("violations", message("errors.check.plan_itself_states_violations")))
    return tuple(found)


_INCOMPLETE = ("workload", "target", "wave")


def worth(problem: PlanningProblem, plan: Plan) -> float:
    """Recompute the plan's worth: placement value plus wave value, the less the better.

    With ``fewest`` the wave value is a number of waves, not money, and is not added.
    """
    value = placement_value(problem, plan.placement)
    if plan.wave is None or not problem.waves or problem.objective is WaveObjective.FEWEST:
        return value
    return value + wave_value(problem, plan.placement, plan.wave)


def _rules_broken(problem: PlanningProblem, plan: Plan) -> Iterator[Violation]:
    yield from check_placement(problem, plan.placement)
    if problem.waves and plan.wave is not None:
        yield from check_waves(problem, plan.placement, plan.wave)
    elif problem.waves:
        yield Violation("wave", message("errors.check.problem_has_waves_but_the_plan_gives"))
    elif plan.wave is not None:
        yield Violation("wave", message("errors.check.problem_has_no_waves_but_the_plan"))


def _empty(plan: Plan) -> Iterator[Violation]:
    """A plan that does not exist places nobody and values nothing."""
    if plan.placement or plan.wave:
        yield Violation(
            "status",
            message("errors.check.status_is_but_the_plan_places_workloads", status=plan.status),
        )
    for name, value in (("placement", plan.placement_value), ("wave", plan.wave_value)):
        if value is not None:
            yield Violation(
                "status",
                message(
                    "errors.check.status_is_but_a_value_is_stated",
                    status=plan.status,
                    name=name,
                ),
            )
    if plan.status is PlanStatus.INFEASIBLE and (plan.conflict is None or not plan.conflict.rules):
        yield Violation(
            "conflict", message("errors.check.plan_is_called_infeasible_without_naming_a")
        )


def _values_misstated(problem: PlanningProblem, plan: Plan) -> Iterator[Violation]:
    """Stated values are those of the placement and of the waves, to 1e-6 of max(1, |value|)."""
    yield from _misstated(
        "placement_value", plan.placement_value, placement_value(problem, plan.placement)
    )
    true_wave = None
    if problem.waves and plan.wave is not None:
        true_wave = wave_value(problem, plan.placement, plan.wave)
    yield from _misstated("wave_value", plan.wave_value, true_wave)


def _misstated(name: str, stated: float | None, true: float | None) -> Iterator[Violation]:
    if true is None:
        if stated is not None:
            yield Violation(
                name,
                message(
                    "errors.check.is_stated_as_but_there_is_none",
                    name=_words(name),
                    stated=stated,
                ),
            )
    elif stated is None:
        yield Violation(
            name, message("errors.check.is_not_stated_it_is", name=_words(name), true=true)
        )
    elif not _near(stated, true):
        yield Violation(
            name,
            message(
                "errors.check.is_stated_as_it_is",
                name=_words(name),
                stated=stated,
                true=true,
            ),
        )


def _near(stated: float, true: float) -> bool:
    return math.isfinite(stated) and abs(stated - true) <= TOLERANCE * max(1.0, abs(true))


def _words(name: str) -> Message:
    return message(f"errors.check.figure.{name}")


def _gaps_misstated(plan: Plan) -> Iterator[Violation]:
    """Gap = max(0, value - bound) / max(1, |value|), and no bound lies above its value."""
    joint_value = None
    if plan.joint and plan.placement_value is not None and plan.wave_value is not None:
        joint_value = plan.placement_value + plan.wave_value
    figures = (
        (
            "placement_bound",
            "placement_gap",
            plan.placement_value,
            plan.placement_bound,
            plan.placement_gap,
        ),
        ("wave_bound", "wave_gap", plan.wave_value, plan.wave_bound, plan.wave_gap),
        ("bound", "gap", joint_value, plan.bound, plan.gap),
    )
    for bound_name, gap_name, value, bound, gap in figures:
        if value is None or bound is None:
            if gap is not None:
                yield Violation(
                    gap_name,
                    message(
                        "errors.check.is_stated_without_value_and_bound", name=_words(gap_name)
                    ),
                )
            continue
        if not math.isfinite(bound) or bound > value + TOLERANCE * max(1.0, abs(value)):
            yield Violation(
                bound_name,
                message(
                    "errors.check.lies_above_the_value",
                    name=_words(bound_name),
                    bound=bound,
                    value=value,
                ),
            )
        true_gap = relative_gap(value, bound)
        if gap is None:
            yield Violation(
                gap_name,
                message(
                    "errors.check.name_is_not_stated_it_is_true",
                    name=_words(gap_name),
                    true_gap=true_gap,
                ),
            )
        elif abs(gap - true_gap) > 2 * TOLERANCE * max(1.0, true_gap):
            yield Violation(
                gap_name,
                message(
                    "errors.check.name_is_stated_as_gap_it_is",
                    name=_words(gap_name),
                    gap=gap,
                    true_gap=true_gap,
                ),
            )


def _claims_unfounded(
    problem: PlanningProblem, plan: Plan, gap: float | None
) -> Iterator[Violation]:
    """Statuses say no more than the bounds prove."""
    yield from _joint_claims(problem, plan)
    yield from _stage_claims(problem, plan, gap)
    if plan.status is PlanStatus.INFEASIBLE and plan.stopped_by is not StoppedBy.PROOF:
        yield Violation("status", message("errors.check.plan_is_called_infeasible_but_the_search"))
    if plan.status is PlanStatus.OPTIMAL:
        yield from _optimal_claims(problem, plan, gap)


def _joint_claims(problem: PlanningProblem, plan: Plan) -> Iterator[Violation]:
    if not plan.joint:
        if plan.bound is not None or plan.gap is not None:
            yield Violation("bound", message("errors.check.bound_of_the_worth_is_stated_but"))
        return
    if not problem.waves or problem.objective is not WaveObjective.EARLY:
        yield Violation("joint", message("errors.check.only_a_problem_with_waves_and_early"))
    if plan.wave_bound is not None:
        yield Violation("wave_bound", message("errors.check.joint_plan_has_no_wave_bound_of"))


def _stage_claims(problem: PlanningProblem, plan: Plan, gap: float | None) -> Iterator[Violation]:
    stages = [
        ("placement_status", plan.placement_status, plan.placement_bound, plan.placement_gap),
        ("wave_status", plan.wave_status, plan.wave_bound, plan.wave_gap),
    ]
    for name, status, bound, stated in stages:
        if plan.exists and status is PlanStatus.INFEASIBLE:
            yield Violation(
                name, message("errors.check.is_infeasible_but_there_is_a_plan", name=_words(name))
            )
        if plan.exists and status is PlanStatus.OPTIMAL:
            if bound is None:
                yield Violation(
                    name, message("errors.check.is_optimal_without_a_bound", name=_words(name))
                )
            elif gap is not None and stated is not None:
                yield from _unproven(name, stated, gap)
    if not problem.waves and any(
        figure is not None for figure in (plan.wave_status, plan.wave_bound, plan.wave_gap)
    ):
        yield Violation(
            "wave_status", message("errors.check.problem_has_no_waves_but_the_plan_judges_them")
        )


def _unproven(name: str, stated: float, gap: float) -> Iterator[Violation]:
    asked = max(gap, TOLERANCE)
    if stated > asked * (1 + TOLERANCE) + 2 * TOLERANCE:
        yield Violation(
            name,
            message(
                "errors.check.is_optimal_at_a_gap_of_was",
                name=_words(name),
                stated=stated,
                asked=asked,
            ),
        )


def _optimal_claims(problem: PlanningProblem, plan: Plan, gap: float | None) -> Iterator[Violation]:
    """``optimal`` is said where the whole is proven: joint, placement alone, waves alone."""
    if plan.stopped_by not in (StoppedBy.PROOF, StoppedBy.GAP):
        yield Violation(
            "status",
            message(
                "errors.check.plan_is_called_optimal_but_was_stopped",
                stopped_by=plan.stopped_by,
            ),
        )
    if plan.joint:
        bound, stated = plan.bound, plan.gap
    elif not problem.waves:
        bound, stated = plan.placement_bound, plan.placement_gap
    elif _placement_is_given(problem):
        bound, stated = plan.wave_bound, plan.wave_gap
    else:
        yield Violation(
            "status",
            message("errors.check.plan_is_called_optimal_but_placement_and"),
        )
        return
    if bound is None:
        yield Violation("status", message("errors.check.plan_is_called_optimal_without_a_bound"))
    elif stated is not None and gap is not None:
        yield from _unproven("status", stated, gap)


def _placement_is_given(problem: PlanningProblem) -> bool:
    """Whether every workload has one candidate, so that only the waves are to be found."""
    return all(len(workload.candidates()) == 1 for workload in problem.workloads)
