"""One workload asked about closely: what came second, and what would flip it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.jobs import Stop
from planner.model.insight import Flip, Why
from planner.model.study import Study

if TYPE_CHECKING:
    from planner.questioning.second import Seconds

__all__ = ["Found", "look_for_second"]


FLIPS_WORK = 6_000
"""Steps at most for placing everything again at other weights."""

FLIPS_SHOWN = 4


@dataclass(frozen=True)
class Found:
    """What asking for the second best brings: the answer, and every flip found, nearest first."""

    why: Why
    flip: Flip | None
    others: tuple[Flip, ...]


def look_for_second(
    study: Study, workload_id: str, asked: Seconds, stop: Stop, *, check: bool = True
) -> Found:
    """Place the rest again without the workload's target, and look for what would flip it.

    Parameters
    ----------
    workload_id
        The one that is asked about.
    asked
        Kept for the plan.
    check
        Everything is placed again at other weights too, and with each flip shown assessed again,
        which takes seconds; without it flips stay approximations.
    """
    from planner.questioning.again import tried
    from planner.questioning.ask import unproven, with_second
    from planner.questioning.flips import (
        checked_weight_flips,
        cost_flip,
        indicator_flips,
        weight_flips,
    )
    from planner.questioning.local import Surroundings
    from planner.questioning.remake import made_as_one
    from planner.questioning.why import explain

    why = study.insights.why.get(workload_id) or explain(study, workload_id)
    other = asked.best(workload_id, stop)
    why = with_second(why, other)
    around = Surroundings(study)
    weights = weight_flips(study, workload_id, around)
    elsewhere = asked.each(workload_id, stop)
    # A plan made as one would have to be planned again jointly at each weight.
    if check and elsewhere and not made_as_one(study.problem, study.plan):
        weights = checked_weight_flips(
            study, workload_id, weights, asked.weighed, stop.within(None, FLIPS_WORK), FLIPS_SHOWN
        )
    indicators = indicator_flips(study, workload_id, around, elsewhere)
    if check:
        weights, indicators = (
            tried(asked.again, flips, FLIPS_SHOWN, stop) for flips in (weights, indicators)
        )
    shown = (*weights[:FLIPS_SHOWN], *indicators[:FLIPS_SHOWN])
    flip = cost_flip(study, workload_id, other)
    if study.assessment.has_provisional:
        flip, shown = (
            unproven(flip),
            tuple(replace(unproven(f), tried=f.proven or f.tried) for f in shown),
        )
    return Found(why, flip, shown)
