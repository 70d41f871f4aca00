"""Where commands write: looked at before any work, and never over a file of the user's."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.saying import end_progress, progress_line, tell, warn, words_of
from planner.cli.stopping import terminal_gone
from planner.codec import try_to_write, unwritable
from planner.errors import BadInputError, CancelledError, PlannerError
from planner.jobs import POLITE, heard
from planner.wording import say

if TYPE_CHECKING:
    from types import FrameType

    from planner.model.study import Study
    from planner.project import Document
    from planner.reporting import Exported, ReportOptions

__all__ = [
    "free_place",
    "is_plan_file",
    "keep_project",
    "prepare_exports",
    "refuse_overwriting",
    "try_place",
    "write_exports",
]

HEAD_BYTES: Final = 4096
ROOM: Final = 2 << 20
"""Bytes that must be free for a project before a search."""


def prepare_exports(parsed: argparse.Namespace) -> None:
    """Refuse a folder that cannot be written to, or whose files the program did not make.

    Raises
    ------
    BadInputError
        Before anything was read or searched for.
    """
    from planner.reporting import FILE_NAMES, prepare_folder

    inside = {(parsed.output / name).resolve() for name in FILE_NAMES}
    lists = [Path(part[1:]) for part in parsed.only if part.startswith("@")]
    for path in (*parsed.inventory, parsed.project, parsed.compare, parsed.mapping, *lists):
        if path is not None and path.resolve() in inside:
            raise BadInputError(
                "errors.file.export_would_be_written_over_which_is",
                "errors.file.name_another_folder_after_o",
                path=path,
            )
    prepare_folder(parsed.output, force=parsed.force)
    if parsed.project is not None:
        try_place(parsed.project)


def try_place(place: Path) -> None:
    """Make sure, before a search, that a project can be written at ``place``.

    Raises
    ------
    BadInputError
        It cannot.
    """
    try:
        try_to_write(place.resolve().parent, ROOM)
    except OSError as error:
        raise unwritable(place, error) from None


def keep_project(
    parsed: argparse.Namespace, study: Study, document: Document | None
) -> PlannerError | None:
    """Write the project that was asked for and say so; what hinders it costs no export.

    Parameters
    ----------
    parsed
        The command.
    study
        The plan.
    document
        The project it was made from; None: one is made of the study.
    """
    from planner import pipeline

    language: str = parsed.lang
    kept = free_place(parsed.project, document is not None)
    try:
        pipeline.save_project(kept, study, document)
    except PlannerError as error:
        sentence = words_of(error, language)
        warn(say("cli.not_written", language, name=kept.name, sentence=sentence))
        return error
    tell(say("cli.written", language, path=kept))
    return None


def write_exports(study: Study, parsed: argparse.Namespace, options: ReportOptions) -> Exported:
    """Write every export and say so.

    Where somebody stops the writing, what is whole by then is kept and named.

    Parameters
    ----------
    study, parsed
        As in :func:`keep_project`.
    options
        Parts and paper of the report.
    """
    from planner.reporting import ExportFolder

    language: str = parsed.lang
    with heard(_interrupted, POLITE):
        try:
            exported = _exported(study, parsed, options)
        except (KeyboardInterrupt, CancelledError):
            for path in ExportFolder(parsed.output).files():
                tell(say("cli.written", language, path=path))
            raise
        finally:
            end_progress()
    for path in exported.written:
        tell(say("cli.written", language, path=path))
    for name, error in exported.failed.items():
        sentence = words_of(error, language)
        warn(say("cli.not_written", language, name=name, sentence=sentence))
    return exported


def _exported(study: Study, parsed: argparse.Namespace, options: ReportOptions) -> Exported:
    """Write the exports; where their folder is lost since it was tried, to another one.

    A plan that was found is never thrown away.
    """
    from planner import pipeline

    language: str = parsed.lang
    try:
        exported = pipeline.export_study(
            study,
            parsed.output,
            language,
            options,
            force=parsed.force,
            listen=progress_line(language),
        )
    except (BadInputError, OSError) as error:
        if not study.plan.exists:
            raise
        sentence = words_of(error, language)
    else:
        if not (study.plan.exists and "solution.json" in exported.failed):
            return exported
        sentence = words_of(exported.failed["solution.json"], language)
    warn(say("cli.not_written", language, name=parsed.output, sentence=sentence))
    beside = free_place(parsed.output.resolve(), opened=False)
    with contextlib.suppress(BadInputError, OSError):
        exported = pipeline.export_study(study, beside, language, options)
        if "solution.json" not in exported.failed:
            return exported
    elsewhere = Path(tempfile.mkdtemp(prefix="cloud-migration-plan-"))
    return pipeline.export_study(study, elsewhere, language, options)


def _interrupted(number: int, _frame: FrameType | None) -> None:
    """Treat the polite end of a program as Ctrl-C.

    Where the terminal is closed there is nobody to stop it for, and the exports are finished.
    """
    if not terminal_gone(number):
        raise KeyboardInterrupt


def refuse_overwriting(
    place: Path, parsed: argparse.Namespace, own: Callable[[Path], bool] = lambda place: False
) -> None:
    """Refuse a place where something lies that is not the program's own, without ``--force``.

    Parameters
    ----------
    place
        Where a file is to be written.
    parsed
        The command.
    own
        Whether what lies there is the program's own.

    Raises
    ------
    BadInputError
        It would be lost.
    """
    if parsed.force or not os.path.lexists(place) or own(place):
        return
    raise BadInputError(
        "errors.file.is_there_already_and_would_be_lost",
        "errors.file.name_another_file_or_add_force_to",
        place=place,
    )


def is_plan_file(place: Path) -> bool:
    """Whether the file is a plan of the optimiser, which a newer one may replace."""
    if not place.is_file():  # a pipe would be waited for
        return False
    try:
        with place.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return False
    return b"".join(head.split()).startswith(b'{"format":"plan",')


def free_place(place: Path, opened: bool) -> Path:
    """Return where the project goes: its place, or one beside it where another file came up.

    A plan that was found is never thrown away; ``opened`` says that the file there is the project
    that was read.
    """
    if opened or not os.path.lexists(place):
        return place
    names = (place.with_name(f"{place.stem}-{n}{place.suffix}") for n in itertools.count(2))
    return next(name for name in names if not os.path.lexists(name))
