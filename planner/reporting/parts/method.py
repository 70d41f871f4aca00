"""The method in one page."""

from __future__ import annotations

from typing import Final

from planner.optimising.problem import WaveObjective
from planner.reporting.content import Block, Bullets, Columns, Heading, Prose, Section
from planner.reporting.parts.kept import principles_kept
from planner.reporting.view import View

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True
_TERMS: Final = (
    "fit",
    "plan_value",
    "gap",
    "wave",
    "landing_zone",
    "stability",
    "net_present",
    "cut_over",
)


def build(view: View) -> tuple[Section, ...]:
    """Return how the plan was made, and what the words mean."""
    words = view.words
    fewest = view.study.problem.objective is WaveObjective.FEWEST

    def chapter(key: str, text: str = "") -> tuple[Heading, Prose]:
        return (
            Heading(words.say(f"method.{key}.title")),
            Prose(words.say(f"method.{text or key}")),
        )

    terms = tuple(
        Prose(words.say(f"term.{key}.means"), words.say("colon", text=words.say(f"term.{key}")))
        for key in _TERMS
    )
    left = (*chapter("score"), *chapter("place"), *chapter("schedule", "schedule.fewest" * fewest))
    right = (*chapter("prove"), Heading(words.say("method.terms")), Bullets(terms))
    source = Prose(words.say("method.source"), style="small")
    blocks = (Columns(left, right), source)
    method = Section("method", words.say("method.title"), blocks, one_page=True, loose=True)
    kept = principles_kept(view)
    return (method, *((_kept(view, kept),) if kept else ()))


def _kept(view: View, blocks: tuple[Block, ...]) -> Section:
    words = view.words
    return Section("kept", words.say("kept.title"), blocks, one_page=True, loose=True)
