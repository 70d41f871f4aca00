"""Whether a plan is a first draft, and what is to be confirmed before anything is approved."""

from __future__ import annotations

from typing import Final

from planner.reporting.origins import ruled_money
from planner.reporting.sureness import LOW_CONFIDENCE
from planner.reporting.view import View

__all__ = ["is_draft", "needed_first"]

MOSTLY: Final = 0.5
"""Share of a sum from which on it rests mostly on the program's own figures."""


def is_draft(view: View) -> bool:
    """Whether nothing can be approved yet: little is known, or the program's own figures rule."""
    if view.study.assessment.confidence < LOW_CONFIDENCE:
        return True
    ruled = ruled_money(view.figures)
    return min(ruled["saving"], ruled["one_off"]) > MOSTLY


def needed_first(view: View) -> str:
    """What is to be confirmed before anything is approved: fields, then prices and day rates."""
    words, ruled = view.words, ruled_money(view.figures)
    fields = [words.field(one.field) for one in view.study.assessment.questions]
    prices = ruled["saving"] > MOSTLY or ruled["run_after"] > MOSTLY
    own = [words.say("decision.needed.prices")] if prices else []
    own += [words.say("decision.needed.rates")] if ruled["one_off"] > MOSTLY else []
    return words.joined((*fields, *own))
