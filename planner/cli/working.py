"""Commands of a programme under way: status read back, runbooks, question sheets and answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.cli.asking import unplanned
from planner.cli.named import scenario_named
from planner.cli.saying import tell, warn
from planner.cli.search_options import today_of
from planner.errors import Message
from planner.wording import plural, say

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.project import Document

__all__ = ["status"]


def status(parsed: argparse.Namespace) -> int:
    """Take what trackers and tickets say into the project; 1 where anything did not fit."""
    from planner.editing.status import take_status
    from planner.importing.status import read_status
    from planner.project import write_document

    document, study = _planned(parsed)
    found = read_status(parsed.files)
    taken = take_status(document, study, found, today_of(parsed), files_win=parsed.files_win)
    _listed(taken.changes, "status.changes", parsed.lang)
    _listed(taken.conflicts, "status.conflicts", parsed.lang, warn)
    if taken.changes and not parsed.dry_run:
        write_document(taken.operation.document, parsed.project)
        tell(say("cli.written", parsed.lang, path=parsed.project))
    return 1 if taken.conflicts else 0


def _listed(lines: Iterable[Message], key: str, language: str, out=tell) -> None:  # type: ignore[no-untyped-def]
    found = [say(line, language) for line in lines]
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
