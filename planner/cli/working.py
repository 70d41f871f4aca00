"""Commands of a programme under way: status read back, runbooks, question sheets and answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from planner.cli.as_json import print_json, taken_as_json
from planner.cli.asking import unplanned
from planner.cli.named import scenario_named
from planner.cli.saying import tell, warn, words_of
from planner.cli.search_options import today_of
from planner.errors import BadInputError, Message
from planner.wording import plural, say

if TYPE_CHECKING:
    from pathlib import Path

    from planner.editing.answers import AnswersTaken
    from planner.editing.operations import Operation
    from planner.editing.status import StatusTaken
    from planner.model.study import Study
    from planner.project import Document
    from planner.reporting import ExportFolder

__all__ = ["answers", "question_sheets", "runbook", "status"]


def status(parsed: argparse.Namespace) -> int:
    """Take what trackers and tickets say into the project; 1 where anything did not fit."""
    from planner.editing.status import take_status
    from planner.importing.status import read_status

    document, study = _planned(parsed)
    found = read_status(parsed.files)
    taken = take_status(document, study, found, today_of(parsed), files_win=parsed.files_win)
    _say_taken(taken, "status.changes", "status.nothing_new", parsed)
    return _kept(taken.operation if taken.changes else None, taken, parsed)


def runbook(parsed: argparse.Namespace) -> int:
    """Write a workbook and a page for every wave asked for."""
    from functools import partial

    from planner.codec import write_whole
    from planner.reporting import ExportFolder
    from planner.reporting.runbook import draw_runbook_page, draw_runbook_workbook

    _, study = _planned(parsed)
    used = sorted({wave for wave in (study.plan.wave or {}).values() if wave is not None})
    waves = sorted(set(parsed.waves)) or used
    unknown = next((wave for wave in waves if wave not in used), None)
    if unknown is not None:
        known = ", ".join(map(str, used))
        raise BadInputError("status.no_wave", "status.no_wave.advice", wave=unknown, waves=known)

    def write(draw: Callable[[Study, int, str], bytes], wave: int, place: Path) -> None:
        write_whole(place, draw(study, wave, parsed.lang))

    writers = {}
    for wave in waves:
        writers[f"runbook-wave-{wave}.xlsx"] = partial(write, draw_runbook_workbook, wave)
        writers[f"runbook-wave-{wave}.html"] = partial(write, draw_runbook_page, wave)
    return _exported(ExportFolder(parsed.output), writers, parsed)


def question_sheets(parsed: argparse.Namespace) -> int:
    """Write a workbook of missing cells for every owner."""
    from functools import partial

    from planner.codec import write_whole
    from planner.reporting import ExportFolder
    from planner.reporting.question_sheets import draw_question_sheets

    def write(data: bytes, place: Path) -> None:
        write_whole(place, data)

    _, study = _planned(parsed)
    drawn = draw_question_sheets(study, parsed.lang)
    writers = {name: partial(write, data) for name, data in drawn.items()}
    return _exported(ExportFolder(parsed.output), writers, parsed)


def answers(parsed: argparse.Namespace) -> int:
    """Take question sheets that were filled in; 1 where any answer did not fit."""
    from planner.editing.answers import take_answers
    from planner.importing.answers import read_answers
    from planner.project import read_document

    document = read_document(parsed.project)
    taken = take_answers(document, read_answers(parsed.files), files_win=parsed.files_win)
    _say_taken(taken, "status.answers", "status.nothing_answered", parsed)
    return _kept(taken.operation, taken, parsed)


def _say_taken(
    taken: StatusTaken | AnswersTaken, heading: str, nothing: str, parsed: argparse.Namespace
) -> None:
    """Say what the files change and what does not fit, unless a program asks."""
    if parsed.json:
        return
    _listed(taken.changes, heading, parsed.lang)
    _listed(taken.conflicts, "status.conflicts", parsed.lang, warn)
    if not taken.changes and not taken.conflicts:
        tell(say(nothing, parsed.lang))


def _kept(
    operation: Operation | None, taken: StatusTaken | AnswersTaken, parsed: argparse.Namespace
) -> int:
    """Write the project where it changes and may; 1 where anything did not fit."""
    from planner.project import write_document

    written = operation is not None and not parsed.dry_run
    if operation is not None and written:
        write_document(operation.document, parsed.project)
        tell(say("cli.written", parsed.lang, path=parsed.project))
    if parsed.json:
        print_json(taken_as_json(taken.changes, taken.conflicts, parsed, written=written), parsed)
    return 1 if taken.conflicts else 0


def _exported(
    folder: ExportFolder,
    writers: Mapping[str, Callable[[Path], object]],
    parsed: argparse.Namespace,
) -> int:
    """Write files into a folder, never over one that the program did not make."""
    folder.prepare(tuple(writers), force=parsed.force)
    written = folder.fill(writers)
    for path in written.written:
        tell(say("cli.written", parsed.lang, path=path))
    for name, error in written.failed.items():
        sentence = words_of(error, parsed.lang)
        warn(say("cli.not_written", parsed.lang, name=name, sentence=sentence))
    return 1 if written.failed else 0


def _listed(
    lines: Iterable[Message], key: str, language: str, out: Callable[[str], None] = tell
) -> None:
    found = [say(line, language) for line in lines]
    if not found:
        return
    out(plural(key, language, len(found)))
    for line in found:
        out(f"  - {line}")


def _planned(parsed: argparse.Namespace) -> tuple[Document, Study]:
    """Return the project and the study of the scenario asked for.

    Raises
    ------
    BadInputError
        It has no plan of the inventory as it is.
    """
    from dataclasses import replace

    from planner import pipeline
    from planner.project import read_document

    document = read_document(parsed.project)
    scenario = scenario_named(document, parsed.scenario)
    studies = pipeline.studies_of(document, [scenario], today_of(parsed))
    if scenario.name not in studies:
        raise unplanned(scenario)
    return replace(document, active=scenario.name), studies[scenario.name]
