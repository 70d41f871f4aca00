"""From a study to a report: asks every chosen part for its sections."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from planner.model.study import Study
from planner.reporting.content import Report, Section
from planner.reporting.figures import Figures
from planner.reporting.moves import Move
from planner.reporting.options import ALL_PARTS, NAMED_PARTS, ReportOptions
from planner.reporting.pages import frame_of
from planner.reporting.rounding import with_rounding_note
from planner.reporting.view import View
from planner.reporting.wording import ReportWording
from planner.wording.names import Names

__all__ = ["compose", "figures_of", "shared_views", "view_of"]


@dataclass(slots=True)
class _Made:
    """What the files of one study share; what it is of stays alive in it."""

    figures: dict[int, Figures] = field(default_factory=dict)
    views: dict[tuple[int, str, float], View] = field(default_factory=dict)


_SHARED: ContextVar[_Made | None] = ContextVar("shared", default=None)


@contextmanager
def shared_views() -> Iterator[None]:
    """Let all files that are drawn meanwhile share figures and words: each is worked out once."""
    token = _SHARED.set(_Made())
    try:
        yield
    finally:
        _SHARED.reset(token)


def figures_of(study: Study) -> Figures:
    """Return the figures of a study, those of the other files where they are shared."""
    made = _SHARED.get()
    if made is None:
        return Figures(study)
    if id(study) not in made.figures:
        made.figures[id(study)] = Figures(study)
    return made.figures[id(study)]


def view_of(study: Study, language: str, width: float = 757.0) -> View:
    """Return figures and words of a study, those of the other files where they are shared.

    Parameters
    ----------
    study
        The plan.
    width
        Of the text, in points.
    """
    made, key = _SHARED.get(), (id(study), language, width)
    if made is None:
        return _view_of(study, language, width)
    if key not in made.views:
        made.views[key] = _view_of(study, language, width)
    return made.views[key]


def _view_of(study: Study, language: str, width: float) -> View:
    figures = figures_of(study)
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

    Parameters
    ----------
    study
        The plan, or the answer that there is none.
    options
        Which parts, on which paper.
    """
    view = view_of(study, language, frame_of(options.page_size).width)
    sections: list[Section] = []
    for part in ALL_PARTS:
        if part in options.parts:
            module = importlib.import_module(f"planner.reporting.parts.{part}")
            if study.plan.exists or getattr(module, "WITHOUT_PLAN", False):
                build: Callable[[View], tuple[Section, ...]] = module.build
                working = part not in NAMED_PARTS["board"]
                sections.extend(
                    replace(with_rounding_note(one, view.words), working=working)
                    for one in build(view)
                )
    words = view.words
    return Report(
        title=words.say("title"),
        organisation=study.programme.organisation or study.inventory.name,
        subject=words.say("subject", scenario=words.scenario(study.scenario.name)),
        language=language,
        made_on=study.made_on,
        sections=tuple(sections),
    )
