"""What happens when something goes wrong that nobody foresaw: one sentence, and a private log.

Errors that end in no handler (of a command, a slot, a thread, an object's end) are written to a
log in the platform's folder and told once. The log says where in the program it happened, and of
the words of the error only those that are the program's own: what came from an inventory stays out
unless the user allows it (``CLOUD_PLANNER_LOG_WORDS=1``). A crash of the interpreter itself leaves
its frames in a file beside the log.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib.metadata
import logging
import logging.handlers
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from planner import VERSION
from planner.errors import CancelledError, PlannerError

__all__ = ["Teller", "catch_all", "diagnosis", "log_folder", "record"]

NAME: Final = "cloud-migration-planner"
LOG_NAME: Final = "log.txt"
FRAMES_NAME: Final = "crash.txt"
LOG_BYTES: Final = 512 * 1024
LOGS_KEPT: Final = 3
LINES_SHOWN: Final = 60
WORDS_ALLOWED: Final = "CLOUD_PLANNER_LOG_WORDS"
PACKAGES: Final = (
    "PySide6_Essentials", "PuLP", "highspy", "numpy", "pandas", "python-calamine", "openpyxl",
    "networkx", "reportlab", "python-pptx", "XlsxWriter", "babel",
)  # fmt: skip

type Teller = Callable[[Path], None]
"""Says once that something went wrong and where the log lies."""


def log_folder() -> Path:
    """Return the platform's folder for the log; private to the user.

    For a user whom the system knows no home folder, one that nobody can write.
    """
    import platformdirs

    try:
        return Path(platformdirs.user_log_path(NAME, appauthor=False))
    except RuntimeError:
        return Path(os.devnull) / NAME


def record(error: BaseException, where: str) -> Path:
    """Write an error that nobody foresaw to the log, and return the log's path.

    Parameters
    ----------
    where
        The part of the program that met it, such as ``command`` or ``window``.
    """
    path = log_folder() / LOG_NAME
    with contextlib.suppress(OSError), _handler(path) as handler:
        text = f"{VERSION} {where}: {_words(error)}\n{_frames(error)}"
        handler.emit(logging.LogRecord(NAME, logging.ERROR, "", 0, text, None, None))
    return path


@contextlib.contextmanager
def _handler(path: Path) -> Iterator[logging.Handler]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.close(handle)  # made private before anything is written
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", errors="replace"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    try:
        yield handler
    finally:
        handler.close()


def _words(error: BaseException) -> str:
    """Return kind and words of an error; words that may quote an inventory stay out."""
    kind = type(error).__name__
    if os.environ.get(WORDS_ALLOWED) == "1":
        return f"{kind}: {error}"
    if isinstance(error, PlannerError):
        return f"{kind}: {error.sentence.key}"
    return kind


def _frames(error: BaseException) -> str:
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        name = Path(frame.filename)
        lines.append(f"  {'/'.join(name.parts[-3:])}:{frame.lineno} in {frame.name}")
    detail = error.detail if isinstance(error, PlannerError) else ""
    traced = [line for line in detail.splitlines() if line.lstrip().startswith('File "')]
    return "\n".join([*lines, *traced])  # of a child too, without its words


@contextlib.contextmanager
def catch_all(tell: Teller) -> Iterator[None]:
    """Catch what ends in no handler, everywhere in this process, while the block runs.

    The first error is told, later ones are only written down: who sees the same sentence ten
    times learns nothing new.
    """
    told = threading.Event()

    def met(error: BaseException, where: str) -> None:
        if isinstance(error, CancelledError | KeyboardInterrupt | SystemExit):
            return
        path = record(error, where)
        if not told.is_set():
            told.set()
            tell(path)

    def in_main(kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            before[0](kind, error, tb)
            return
        met(error.with_traceback(tb), "window")

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            met(args.exc_value.with_traceback(args.exc_traceback), "thread")

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = in_main, in_thread
    frames = _frames_file()
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
        if frames is not None:
            faulthandler.disable()
            os.close(frames)


def _frames_file() -> int | None:
    """Have the frames of a crash of the interpreter written to a file; None where it cannot be."""
    path = log_folder() / FRAMES_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return None
    faulthandler.enable(handle)
    return handle


def diagnosis() -> str:
    """Return a report that one can mail: versions, platform, the end of the log; no inventory."""
    lines = [
        f"{NAME} {VERSION}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} CPUs",
        f"locale {os.environ.get('LC_ALL') or os.environ.get('LANG') or '-'}",
        *(f"{name} {_version(name)}" for name in PACKAGES),
    ]
    for name in (LOG_NAME, FRAMES_NAME):
        path = log_folder() / name
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        lines += ["", f"-- {name}", *text.splitlines()[-LINES_SHOWN:]]
    return "\n".join(lines)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "-"
