"""The issue list of an inventory, as text and as JSON; and importing as the command line asks."""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.cli.as_json import print_json
from planner.cli.saying import tell, tell_end
from planner.errors import BadInputError
from planner.wording import plural, say
from planner.wording.issues import issue_words

if TYPE_CHECKING:
    from planner.importing import Imported
    from planner.model.issue import Issue
    from planner.model.rules import RuleSet
    from planner.pipeline import Sources
    from planner.project.document import Document

__all__ = ["GROUPINGS", "check", "import_as_asked"]

GROUPINGS: Final = ("column", "tag", "name", "waves")
"""The rules that group servers, as ``--group`` names them."""


def import_as_asked(
    parsed: argparse.Namespace,
    today: date,
    rules: RuleSet | None = None,
    document: Document | None = None,
) -> tuple[Sources, Imported]:
    """Import the files that were named, with the mappings, groups and ports that were asked for.

    A mapping file comes before what the project keeps.

    Parameters
    ----------
    parsed
        The command.
    today
        From which ages and relative days are counted.
    rules
        By which kinds are known; None: the preset.
    document
        The project that is added to; None where there is none.
    """
    from planner import pipeline
    from planner.importing import MappingBook, Rollup

    _refuse_projects(parsed.inventory)
    sheets = () if document is None else pipeline.kept_mappings(document.mappings).sheets
    if parsed.mapping is not None:
        sheets = (*sheets, *MappingBook.read(parsed.mapping).sheets)
    group: frozenset[str] | None = parsed.group
    rollup = None if group is None else Rollup(*(rule in group for rule in GROUPINGS))
    return pipeline.import_sources(
        parsed.inventory,
        today,
        rules=rules,
        mapping=MappingBook(sheets) if sheets else None,
        rollup=rollup,
        noise_ports=parsed.noise_ports,
        field=getattr(parsed, "field", ""),
    )


def _refuse_projects(paths: Sequence[Path]) -> None:
    """An easy slip: the project where the inventory belongs."""
    for path in paths:
        if path.suffix.lower() == ".cmplan":
            raise BadInputError(
                "errors.file.is_a_project_not_an_inventory",
                "errors.advice.name_the_inventory_and_the_project_after",
                name=path.name,
            )


def check(parsed: argparse.Namespace) -> int:
    """Print the issue list; 1 where any is an error."""
    today = datetime.now(UTC).astimezone().date()
    sources, imported = import_as_asked(parsed, today)
    counts = Counter(issue.severity.value for issue in sources.issues)
    if parsed.write_mapping is not None:
        _write_mapping(parsed.write_mapping, imported)
    if parsed.json:
        print_json(_as_json(sources.issues, imported, counts, parsed.lang), parsed)
    else:
        _tell_issues(sources.issues, imported, counts, parsed.lang)
        _tell_questions(parsed.write_mapping, imported, parsed.lang)
    return 1 if counts["error"] else 0


def _write_mapping(place: Path, imported: Imported) -> None:
    """Write how the sheets were read, with what is asked, to be filled in."""
    from planner.codec import write_whole
    from planner.importing.matching.answers import with_questions

    if place.exists():
        raise BadInputError(
            "errors.file.is_there_already_and_would_be_lost",
            "errors.advice.name_a_file_that_is_not_there",
            place=place,
        )
    write_whole(place, with_questions(imported.mapping, imported.issues).to_json().encode())


def _tell_questions(written: Path | None, imported: Imported, language: str) -> None:
    from planner.importing.matching.answers import count_questions

    count = count_questions(imported.mapping, imported.issues)
    if written is not None:
        tell(say("cli.issues.questions_written", language, place=written, count=count))
    elif count:
        tell(say("cli.issues.questions", language, count=count))


def _tell_issues(
    issues: tuple[Issue, ...], imported: Imported, counts: Counter[str], language: str
) -> None:
    for issue in issues:
        severity = say(f"common.severity.{issue.severity.value}", language)
        where = issue.where
        cell = where.address
        if where.row is not None and not where.column:
            cell = say("cli.issue.row", language, row=where.row)
        place = " ".join(part for part in (where.sheet, cell) if part) or where.file
        words = {
            "what": issue_words(issue, language),
            "advice": issue_words(issue, language, "advice"),
            "severity": severity,
        }
        if place:
            tell(say("cli.issue.line", language, where=place, **words))
        else:
            tell(say("cli.issue.nowhere", language, **words))
    if not issues:
        tell(say("cli.issues.none", language))
    figures = {
        key: plural(f"cli.count.{key}s", language, counts[key])
        for key in ("error", "warning", "note")
    }
    rows = dataclasses.asdict(imported.count)
    (tell_end if counts["error"] else tell)(say("cli.issues.count", language, **figures))
    tell(say("cli.issues.rows", language, **rows))


def _as_json(
    issues: tuple[Issue, ...], imported: Imported, counts: Counter[str], language: str
) -> dict[str, Any]:
    """Return the issue list as docs/check-json.md describes it."""
    return {
        "format": "issues",
        "version": 1,
        "counts": {key: counts[key] for key in ("error", "warning", "note")},
        "rows": dataclasses.asdict(imported.count),
        "issues": [_entry(issue, language) for issue in issues],
    }


def _entry(issue: Issue, language: str) -> dict[str, Any]:
    fix = issue.fix
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "file": issue.where.file,
        "sheet": issue.where.sheet,
        "cell": issue.where.address,
        "row": issue.where.row,
        "workload": issue.workload_id,
        "field": issue.field,
        "what": issue_words(issue, language),
        "advice": issue_words(issue, language, "advice"),
        "params": dict(issue.params),
        "fix": None if fix is None else dataclasses.asdict(fix),
    }
