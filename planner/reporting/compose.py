"""From a study to a report: asks every chosen part for its sections."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.model.study import Study
from planner.reporting.content import Report, Section
from planner.reporting.figures import Figures
from planner.reporting.moves import Move
from planner.reporting.options import ALL_PARTS, ReportOptions
from planner.reporting.pages import frame_of
from planner.reporting.view import View
from planner.reporting.wording import ReportWording
from planner.wording.names import Names

__all__ = ["compose", "view_of"]


def view_of(study: Study, language: str, width: float = 757.0) -> View:
    """Return figures and words of a study."""
    figures = Figures(study)
    plain = ReportWording(language, study.inventory.currency)
    called = {move.id: _Called(_name(move, plain)) for move in figures.moves}
    programme = replace(study.programme, targets=figures.targets)
    words = replace(plain, names=Names(programme, study.rules.compliance, called))
    return View(figures, words, width)


@dataclass(frozen=True, slots=True)
class _Called:
    name: str


def _name(move: Move, words: ReportWording) -> str:
    provisional = move.assessed.provisional
    return words.say("provisional.name", name=move.name) if provisional else move.name


def compose(study: Study, language: str, options: ReportOptions) -> Report:
    """Return the report as data; parts that have nothing to say leave themselves out.

    Where there is no plan, the parts that need one are left out and the first one explains why.
    """
    view = view_of(study, language, frame_of(options.page_size).width)
    sections: list[Section] = []
    for part in ALL_PARTS:
        if part in options.parts:
            module = importlib.import_module(f"planner.reporting.parts.{part}")
            if study.plan.exists or getattr(module, "WITHOUT_PLAN", False):
                build: Callable[[View], tuple[Section, ...]] = module.build
                sections.extend(build(view))
    words = view.words
    return Report(
        title=words.say("title"),
        organisation=study.programme.organisation or study.inventory.name,
        subject=words.say("subject", scenario=words.scenario(study.scenario.name)),
        language=language,
        made_on=study.made_on,
        sections=tuple(sections),
    )
