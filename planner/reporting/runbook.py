"""A runbook for a wave: steps by day with owners, go or no-go with approvals, and the way back.

As a workbook to be filled in, and as a page to be read. Dates are those of the schedule, criteria
those of the gates, exit and rollback those of the rule set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.content import Cell, Column, Prose, Report, Section, Table
from planner.reporting.figures import WaveFigures
from planner.reporting.gates import approvers, criteria
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.reporting.workbook_columns import DAY, Sheet, SheetColumn, Value

__all__ = ["draw_runbook_page", "draw_runbook_workbook"]

_STEPS: Mapping[str, tuple[str, ...]] = {
    "prepare": ("scope", "access"),
    "build": ("build", "operate"),
    "rehearse": ("rehearse", "back", "reconcile"),
    "cut_over": ("announce", "stop", "last_copy", "switch", "test", "decide"),
    "hypercare": ("watch",),
    "decommission": ("archive", "off"),
}
"""Steps of every phase, in order; words of ``reporting.runbook.step.<key>``."""
_SHEETS = ("steps", "gates", "back", "people")


def draw_runbook_workbook(study: Study, wave: int, language: str) -> bytes:
    """Return the runbook of a wave as a workbook; the same study gives the same bytes.

    Parameters
    ----------
    wave
        From 1.
    language
        Of the words.
    """
    from planner.reporting.workbook import draw_sheets

    view = view_of(study, language)
    figures = _wave(view, wave)
    builders = (_steps, _go, _back, _people)
    names = [view.words.say(f"runbook.sheet.{key}") for key in _SHEETS]
    title = view.words.say("runbook.title", number=wave)
    sheets = {
        name: _titled(build(view, figures), title)
        for name, build in zip(names, builders, strict=True)
    }
    return draw_sheets(view, sheets, title)


def draw_runbook_page(study: Study, wave: int, language: str) -> bytes:
    """Return the same as one page for a browser: offline and self-contained.

    Parameters
    ----------
    wave, language
        As in :func:`draw_runbook_workbook`.
    """
    from planner.reporting.html import draw_report

    view = view_of(study, language)
    words, figures = view.words, _wave(view, wave)
    built = zip(_SHEETS, (_steps, _go, _back, _people), strict=True)
    sections = tuple(
        Section(
            f"runbook-{key}",
            words.say(f"runbook.sheet.{key}"),
            (
                *([Prose(words.say("runbook.intro"), style="lead")] if key == "steps" else ()),
                _table(build(view, figures)),
            ),
        )
        for key, build in built
    )
    report = Report(
        title=words.say("runbook.title", number=wave),
        organisation=study.programme.organisation or study.inventory.name,
        subject=words.say("subject", scenario=words.scenario(study.scenario.name)),
        language=language,
        made_on=study.made_on,
        sections=sections,
    )
    return draw_report(report)


def _wave(view: View, number: int) -> WaveFigures:
    return next(one for one in view.figures.waves if one.number == number)


def _titled(sheet: Sheet, title: str) -> Sheet:
    return Sheet(sheet.columns, sheet.rows, (title,), frozen=0)


def _table(sheet: Sheet) -> Table:
    """A sheet as a table of a page, without the columns that are there to be filled in."""
    kept = [
        place
        for place in range(len(sheet.columns))
        if any(values[place] is not None for values in sheet.rows)
    ]
    columns = tuple(
        Column(sheet.columns[place].title, sheet.columns[place].width) for place in kept
    )
    rows = tuple(
        tuple(Cell("" if values[place] is None else str(values[place])) for place in kept)
        for values in sheet.rows
    )
    return Table(columns, rows)


def _steps(view: View, wave: WaveFigures) -> Sheet:
    words = view.words
    columns = (
        SheetColumn(words.say("runbook.number"), 6, "0", centred=True),
        SheetColumn(words.say("runbook.from"), 12, DAY),
        SheetColumn(words.say("runbook.until"), 12, DAY),
        SheetColumn(words.say("runbook.phase"), 14),
        SheetColumn(words.say("col.workload"), 26, wraps=True),
        SheetColumn(words.say("runbook.step"), 60, wraps=True),
        SheetColumn(words.say("runbook.who"), 18, wraps=True),
        SheetColumn(words.say("runbook.approves"), 18, wraps=True),
        SheetColumn(words.say("runbook.done"), 10, choices=_answers(view)),
        SheetColumn(words.say("runbook.when"), 14),
        SheetColumn(words.say("runbook.result"), 30, wraps=True),
    )
    found: list[tuple[date, int, tuple[Value, ...]]] = []
    for place, (first, last, phase, move, text) in enumerate(_all_steps(view, wave)):
        owner = move.workload.person("technical_owner") if move else None
        approves = (view.figures.owner(move) if move else "") if phase == "cut_over" else ""
        name = view.workload_name(move.id) if move else None
        named = words.say(f"gate.{phase}" if move is None else f"phase.{phase}")
        row = (first, last, named, name, text, owner or None, approves or None, None, None, None)
        found.append((first, place, row))
    rows = tuple((number, *row) for number, (_, _, row) in enumerate(sorted(found), start=1))
    return Sheet(columns, rows)


def _all_steps(view: View, wave: WaveFigures) -> Iterator[tuple[date, date, str, Move | None, str]]:
    """First and last day, phase (or gate), move (None at a gate) and what is to be done."""
    words, texts = view.words, view.study.rules.texts
    for gate in view.schedule.gates[wave.number]:
        text = words.say("runbook.step.gate", gate=words.say(f"gate.{gate.key}"))
        yield gate.day, gate.day, gate.key, None, text
    for move in wave.moves:
        done = texts.get(f"exit_{move.strategy}")
        callers = view.some_names(view.callers_of(move.id))
        for phase in view.schedule.moves[move.id].phases:
            for key in _STEPS[phase.key]:
                if key == "stop" and not callers:
                    continue
                text = words.say(
                    f"runbook.step.{key}",
                    name=view.workload_name(move.id),
                    target=view.words.target(move.target),
                    callers=callers,
                    criteria=done.say(words.language) if done and key == "test" else "",
                )
                yield phase.first, phase.last, phase.key, move, text


def _answers(view: View) -> tuple[str, ...]:
    return (view.words.say("yes"), view.words.say("runbook.no"))


def _go(view: View, wave: WaveFigures) -> Sheet:
    """Every criterion of every gate, with room for the answer; then who signs."""
    words = view.words
    columns = (
        SheetColumn(words.say("runbook.gate"), 18),
        SheetColumn(words.say("dates.on"), 12, DAY),
        SheetColumn(words.say("runbook.criterion"), 80, wraps=True),
        SheetColumn(words.say("runbook.met"), 10, choices=_answers(view)),
        SheetColumn(words.say("runbook.signs"), 24, wraps=True),
        SheetColumn(words.say("runbook.signed"), 24),
    )
    rows: list[tuple[Value, ...]] = []
    signs = approvers(view, wave) or (words.say("to_be_named"),)
    for gate in view.schedule.gates[wave.number]:
        named = words.say(f"gate.{gate.key}")
        found = criteria(view, wave, gate)
        rows += [(named, gate.day, text, None, None, None) for text in found]
        approval = words.say("runbook.approval")
        rows += [(named, gate.day, approval, None, name, None) for name in signs]
    return Sheet(columns, tuple(rows))


def _back(view: View, wave: WaveFigures) -> Sheet:
    words, texts = view.words, view.study.rules.texts
    columns = (
        SheetColumn(words.say("col.workload"), 28, wraps=True),
        SheetColumn(words.say("phase.cut_over"), 12, DAY),
        SheetColumn(words.say("waves.exit"), 60, wraps=True),
        SheetColumn(words.say("waves.rollback"), 60, wraps=True),
        SheetColumn(words.say("runbook.decides"), 20, wraps=True),
        SheetColumn(words.say("runbook.rolled_back"), 14, choices=_answers(view)),
    )
    rows = []
    for move in wave.moves:
        found = [texts.get(f"{kind}_{move.strategy}") for kind in ("exit", "rollback")]
        said = [text.say(words.language) if text else None for text in found]
        day = view.schedule.moves[move.id].cut_over
        decides = view.figures.owner(move) or words.say("to_be_named")
        rows.append((view.workload_name(move.id), day, *said, decides, None))
    return Sheet(columns, tuple(rows))


def _people(view: View, wave: WaveFigures) -> Sheet:
    words = view.words
    columns = (
        SheetColumn(words.say("runbook.person"), 24),
        SheetColumn(words.say("runbook.role"), 24),
        SheetColumn(words.say("col.workloads"), 70, wraps=True),
        SheetColumn(words.say("runbook.reach"), 24),
    )
    roles: dict[tuple[str, str], list[str]] = {}
    for move in wave.moves:
        for field in ("business_owner", "technical_owner"):
            name = move.workload.person(field)
            if name:
                roles.setdefault((name, words.field(field)), []).append(move.id)
        owner = view.figures.owner(move)
        if owner:
            roles.setdefault((owner, words.say("col.risk_owner")), []).append(move.id)
    rows = tuple(
        (name, role, words.joined(view.workload_name(key) for key in keys), None)
        for (name, role), keys in roles.items()
    )
    return Sheet(columns, rows)
