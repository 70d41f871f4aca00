"""What a plan takes for granted, sentence by sentence: page 1 counts them, another lists them."""

from __future__ import annotations

from planner.reporting.load import waves_worked
from planner.reporting.sureness import costs_said
from planner.reporting.view import View
from planner.wording import say, worded

__all__ = ["assumptions_of"]

_LONG = "assessing.note.team_needs_waves"
"""Work of a system that takes several waves: one sentence names those that move."""


def assumptions_of(view: View) -> tuple[str, ...]:
    """Return every assumption; those of the programme come first, the field before all."""
    words, assessment = view.words, view.study.assessment
    rate, real = (words.percent(one, 1) for one in (assessment.discount_rate, assessment.real_rate))
    items = [
        *(say(one, words.language) for one in view.study.assumptions),
        words.say("assume.neutral"),
        words.say(
            "assume.money" if real == rate else "assume.money.real",
            years=assessment.horizon_years,
            rate=rate,
            real=real,
        ),
    ]
    items += costs_said(view)
    known = view.figures.problem_workloads
    long = sorted(
        (-count, view.workload_name(move.id))
        for move in view.figures.moving
        if (count := waves_worked(move, known.get(move.id))) > 1
    )
    if long:
        named = (words.say("dates.counted", rule=name, count=-count) for count, name in long)
        items.append(words.say("assume.long", names=words.joined(named)))
    notes = (note for note in view.study.notes if getattr(note, "key", "") != _LONG)
    return (*items, *(worded(note, words.language) for note in notes))
