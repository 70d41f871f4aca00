"""Where commands write: looked at before any work, and never over a file of the user's."""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.saying import tell, warn
from planner.errors import BadInputError, CancelledError
from planner.wording import say, say_error

if TYPE_CHECKING:
    from types import FrameType

    from planner.model.study import Study
    from planner.reporting import Exported, ReportOptions

__all__ = [
    "free_place",
    "is_plan_file",
    "prepare_exports",
    "refuse_overwriting",
    "write_exports",
]

POLITE: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)
HEAD_BYTES: Final = 4096


def prepare_exports(parsed: argparse.Namespace) -> None:
    """Refuse a folder that cannot be written to, or whose files the program did not make.

    Raises
    ------
    BadInputError
        Before anything was read or searched for.
    """
    from planner.reporting import FILE_NAMES, prepare_folder

    inside = {(parsed.output / name).resolve() for name in FILE_NAMES}
    for path in (*parsed.inventory, parsed.project):
        if path is not None and path.resolve() in inside:
            raise BadInputError(
                "errors.file.export_would_be_written_over_which_is",
                "errors.file.name_another_folder_after_o",
                path=path,
            )
    prepare_folder(parsed.output, force=parsed.force)


def write_exports(study: Study, parsed: argparse.Namespace, options: ReportOptions) -> Exported:
    """Write every export and say so.

    Where somebody stops the writing, what is whole by then is kept and named.
    """
    from planner import pipeline
    from planner.reporting import ExportFolder

    language: str = parsed.lang
    before = _interruptible()
    try:
        exported = pipeline.export_study(
            study, parsed.output, language, options, force=parsed.force
        )
    except (KeyboardInterrupt, CancelledError):
        for path in ExportFolder(parsed.output).files():
            tell(say("cli.written", language, path=path))
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for path in exported.written:
        tell(say("cli.written", language, path=path))
    for name, error in exported.failed.items():
        sentence = " ".join(say_error(error, language)).strip()
        warn(say("cli.not_written", language, name=name, sentence=sentence))
    return exported


def _interruptible() -> dict[int, Callable[[int, FrameType | None], object] | int | None]:
    """Have polite ends of the system treated as Ctrl-C; return what to put back."""
    if threading.current_thread() is not threading.main_thread():
        return {}

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    return {number: signal.signal(number, interrupted) for number in POLITE}


def refuse_overwriting(
    place: Path, parsed: argparse.Namespace, own: Callable[[Path], bool] = lambda place: False
) -> None:
    """Refuse a place where something lies that is not the program's ``own``, without ``--force``.

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
