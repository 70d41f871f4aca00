"""Which missing cells matter most: the questions worth asking, ranked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.jobs import Stop
from planner.model.assessment import ValueSource
from planner.model.insight import Question
from planner.model.study import Study
from planner.questioning.local import Surroundings
from planner.questioning.together import Together

__all__ = ["questions_worth_asking"]

LEVELS = (0.0, 25.0, 50.0, 75.0, 100.0)
MOST: Final = 50
"""Questions that are worth a person's time."""
GUESSED = frozenset({ValueSource.NEUTRAL, ValueSource.ARCHETYPE})


def questions_worth_asking(
    study: Study,
    stop: Stop | None = None,
    prices: Mapping[str, float] | None = None,
) -> tuple[Question, ...]:
    """Return the empty cells whose value could change a placement, worthiest first.

    One that is kept from the place it would have alone is looked at from there. One that has to go
    with others is looked at with all of them: its cells count as far as they change where these go
    (:mod:`planner.questioning.together`).

    ``worth`` is the share of possible answers (five levels of the indicator, everything else
    staying put) that would send the workload elsewhere, times its importance among all, so that
    the most important workload with a cell that always flips it has 1.

    Parameters
    ----------
    stop
        Where it ends, the most important workloads have been looked at.
    prices
        What a unit of each limit is worth to the plan; without it a workload alone takes no
        account of them.
    """
    around = Together(study, Surroundings(study, prices))
    assessed = study.assessment.workloads
    top = max((assessed[name].importance for name in study.plan.placement), default=0.0) or 1.0
    found = []
    names = sorted(study.plan.placement, key=lambda n: (-assessed[n].importance, n))
    for name in names:
        if stop is not None:
            if stop.expired():
                break
            stop.count()
        item, now = assessed[name], around.best(name)
        for factor, score in item.factors.items():
            total = sum(line.weight for line in score.evidence)
            if factor == "business_case" or total <= 0:
                continue
            for line in score.evidence:
                if line.source not in GUESSED:
                    continue
                moved = sum(
                    around.best(
                        name,
                        scores={factor: score.score + line.weight / total * (level - line.points)},
                    )
                    != now
                    for level in LEVELS
                )
                if moved:
                    worth = moved / len(LEVELS) * item.importance / top
                    found.append(Question(name, line.field, worth))
    found.sort(key=lambda question: (-question.worth, question.workload_id, question.field))
    return tuple(found[:MOST])
