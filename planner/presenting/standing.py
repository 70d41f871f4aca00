"""What may be said of the plan that is shown, now that rules and figures are as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.model.rules import LocalText
from planner.model.scenario import DecisionKind
from planner.model.study import Draft, Study
from planner.optimising.check import check_placement, check_waves, find_violations
from planner.optimising.plan import Plan

__all__ = ["SOUND", "Standing", "standing_of", "waived_of"]

WAIVING: Final = (DecisionKind.WAY_OUT, DecisionKind.DROP_RULE, DecisionKind.RELAX_DEPENDENCY)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands to the problem as it is now.

    Attributes
    ----------
    broken
        Rules it breaks.
    outdated
        It was found for another problem, so that nothing is proven of it any more.
    refused
        Status of the last search where that ended without a plan: ``infeasible``, ``unknown``.
    owed
        Laws for which evidence is due before the waves of the plan go.
    """

    broken: int = 0
    outdated: bool = False
    refused: str = ""
    owed: tuple[LocalText, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether what the plan says of itself is true of the problem as it is."""
        return not (self.broken or self.outdated)


SOUND: Final = Standing()
"""Nothing is known against it."""


def standing_of(draft: Draft, plan: Plan | None, found_for: str = "") -> Standing:
    """Check a kept plan anew.

    The answer to a search is checked already where it was found. To be called off the window's
    thread, since every rule is tried.

    Parameters
    ----------
    draft
        The document with its problem.
    plan
        The one that is kept; None where there is none.
    found_for
        Hash of the plan's own problem; empty where that is not known.
    """
    if isinstance(draft, Study):
        refused = "" if draft.plan.exists else draft.plan.status.value
        plan = draft.plan if draft.plan.exists else plan
        fresh = plan is draft.plan
    else:
        refused, fresh = "", False
    if plan is None or not draft.is_answered_by(plan):
        return Standing(refused=refused)
    owed = tuple(_owed(draft, plan))
    if fresh:
        return Standing(owed=owed)
    problem = draft.problem
    broken = len(list(check_placement(problem, plan.placement)))
    if problem.waves and plan.wave is not None:
        broken += len(list(check_waves(problem, plan.placement, plan.wave)))
    other = bool(found_for) and found_for != draft.input_hash
    outdated = other or bool(broken) or bool(find_violations(problem, plan))
    return Standing(broken, outdated, refused, owed)


def waived_of(study: Study) -> int:
    """Return how many rules of the study's scenario have been lifted by a decision."""
    return sum(one.active and one.kind in WAIVING for one in study.scenario.decisions)


def _owed(draft: Draft, plan: Plan) -> Iterator[LocalText]:
    from planner.reporting.dates_owed import comes_under, laws_of

    moving = [name for name, wave in (plan.wave or {}).items() if wave is not None]
    found = draft.assessment.workloads
    for law in laws_of(draft.rules):
        if any(name in found and comes_under(law, found[name]) for name in moving):
            yield law.name
