"""What speaks against a move that nothing known asks for, in points of fit.

Two burdens of proof, both smaller the more is known:

- **a step back**: the method goes up from traditional to private, public and hybrid cloud, each
  doing what it does best (white paper on regional banks, 2021). What is in a cloud already comes
  back only where known data speak for it: ``step_back * (1 - confidence)`` points against, half of
  them from public to a hybrid, of which only the back end comes home;
- **a guessed ban**: a target that a rule would forbid if the kind of system guessed from a name is
  right. A guess forbids nothing; moving there before anybody has confirmed the kind counts
  ``guessed_ban`` points against. So does a hybrid of what nobody says has a front to part from.

They stand in the objective beside fit and money and change no score.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from planner.errors import Message, message
from planner.model.programme import Target
from planner.model.rules import RuleSet

__all__ = ["points_against", "step_back_note"]

STEPS: Final = {"legacy": 0.0, "private": 1.0, "hybrid": 1.5, "public": 2.0, "saas": 2.0}


def points_against(
    targets: Sequence[Target],
    current: Target | None,
    confidence: float,
    doubted: Collection[str],
    rules: RuleSet,
) -> dict[str, float]:
    """Return the points against each target that has any.

    Parameters
    ----------
    current
        Where it is today; None: it is new.
    confidence
        How much of the assessment is known, 0 to 1.
    doubted
        Targets that are banned by a guess.
    rules
        How many points.
    """
    back = rules.numbers.get("step_back", 0.0) * (1.0 - confidence)
    ban = rules.numbers.get("guessed_ban", 0.0)
    found = {}
    for target in targets:
        if current is None or target.id == current.id:
            continue
        steps = STEPS.get(current.kind, 0.0) - STEPS.get(target.kind, 0.0)
        points = back * min(1.0, max(0.0, steps)) + (ban if target.id in doubted else 0.0)
        if points > 0:
            found[target.id] = points
    return found


def step_back_note(current: Target | None, confidence: float, rules: RuleSet) -> Message | None:
    """Say that a move back needs known data, where the workload is in a cloud already.

    Parameters
    ----------
    current, confidence
        As in :func:`points_against`.
    rules
        From which confidence on a move back counts.
    """
    back = rules.numbers.get("step_back", 0.0) * (1.0 - confidence)
    if current is None or not STEPS.get(current.kind) or current.kind == "saas" or back < 1.0:
        return None
    return message(
        "assessing.note.step_back",
        target=current.name or message(f"common.target.{current.kind}"),
        points=f"{back:.0f}",
        share=f"{confidence:.0%}",
    )
