"""What a change by hand would break, asked of the checker that never sees a solver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model.study import Study
from planner.optimising.check import (
    Violation,
    check_placement,
    check_waves,
    placement_value,
    wave_value,
)
from planner.optimising.plan import RuleRef
from planner.presenting.kept import kept
from planner.presenting.view import View
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.questioning.forced import Forced

__all__ = ["Effect", "as_planned", "broken_words", "forced_words", "try_target", "try_wave"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: rules it newly breaks, and the change of the plan's value.

    ``worse`` is in the problem's own units; None where the value cannot be told.
    """

    broken: tuple[Violation, ...]
    worse: float | None


def try_wave(study: Study, workloads: Sequence[str], wave: int) -> Effect:
    """Move workloads into ``wave`` (from 1), everything else as it is.

    Parameters
    ----------
    study
        The plan that is changed.
    workloads
        Their ids.
    wave
        From 1.
    """
    plan, problem = study.plan, study.problem
    before = dict(plan.wave or {})
    after = {**before, **dict.fromkeys(workloads, wave)}
    old, was = as_planned(study)
    broken = tuple(
        violation
        for violation in check_waves(problem, plan.placement, after)
        if _key(violation) not in old
    )
    return Effect(broken, wave_value(problem, plan.placement, after) - was)


@kept(1)
def as_planned(study: Study) -> tuple[set[tuple[object, ...]], float]:
    """Return which rules of waves the plan breaks as it stands, and its value."""
    problem, placement, waves = study.problem, study.plan.placement, dict(study.plan.wave or {})
    broken = _keys(check_waves(problem, placement, waves))
    return broken, wave_value(problem, placement, waves)


def try_target(study: Study, workloads: Sequence[str], target: str) -> Effect:
    """Put workloads on ``target``, everything else as it is.

    Parameters
    ----------
    study, workloads
        As in :func:`try_wave`.
    target
        Id.
    """
    plan, problem = study.plan, study.problem
    after = {**plan.placement, **dict.fromkeys(workloads, target)}
    old = _placed(study)
    broken = tuple(
        violation for violation in check_placement(problem, after) if _key(violation) not in old
    )
    try:
        worse = placement_value(problem, after) - placement_value(problem, plan.placement)
    except KeyError:
        worse = None  # it has no cost there: the rule that forbids it is among the broken
    return Effect(broken, worse)


@kept(1)
def _placed(study: Study) -> set[tuple[object, ...]]:
    """Return which rules of placement the plan breaks as it stands."""
    return _keys(check_placement(study.problem, study.plan.placement))


def broken_words(study: Study, violation: Violation, language: str) -> str:
    """Say a broken rule with the names people know.

    Parameters
    ----------
    study
        Names of workloads and targets.
    violation
        What the check found.
    """
    rule = RuleRef(violation.kind, violation.id, violation.names, violation.wave)
    return Wording.of(study, language).rule(rule)


def _keys(violations: Iterable[Violation]) -> set[tuple[object, ...]]:
    return {_key(violation) for violation in violations}


def _key(violation: Violation) -> tuple[object, ...]:
    return (violation.kind, violation.id, violation.names, violation.wave)


def forced_words(view: View, name: str, target: str, outcome: Forced) -> str:
    """Say what forcing a workload elsewhere does to the whole plan.

    Parameters
    ----------
    name, target
        Their ids.
    outcome
        What the plan is then.
    """
    answer, say = outcome.answer, view.say
    if outcome.study is None:
        return say(
            "ui_ask.force.none",
            name=view.workload_name(name),
            target=view.target_name(target),
        )
    moved = len(answer.moved)
    if answer.exact:
        return say("ui_ask.force.exact", points=f"{answer.most:,.1f}", moved=moved)
    least, most = f"{answer.least:,.1f}", f"{answer.most:,.1f}"
    return say("ui_ask.force.interval", least=least, most=most, moved=moved)
