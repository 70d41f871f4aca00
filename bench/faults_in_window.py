"""Open hostile and damaged files in the window, one after another, and say what people are told.

    QT_QPA_PLATFORM=offscreen python -m bench.faults_in_window FILE_OR_FOLDER...

For each file: seconds until it was answered; the longest turn of the window, in seconds and in
processor time of the whole process and of the window's own thread; and the one sentence (or how
many workloads were read). The exit status is 1 where the window was lost or stood still too long,
which is judged by processor time: other programs on the machine do not change it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop

SLOWEST_S: Final = 120.0
STEP_MS: Final = 20
STILL_S: Final = 0.5
"""Processor time of this process in one turn; who holds the interpreter holds the window as well,
so that its other threads count too."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How a file was answered; ``turn`` is the longest: seconds, the process's, the thread's."""

    seconds: float
    turn: tuple[float, float, float]
    said: str


def clocks() -> tuple[float, float, float]:
    """Return the wall clock and the processor times of this process and this thread."""
    return time.monotonic(), time.process_time(), time.thread_time()


def files_of(arguments: Sequence[str]) -> Iterator[Path]:
    """Yield the files given, and those of folders given."""
    for argument in arguments:
        path = Path(argument)
        yield from sorted(path.iterdir()) if path.is_dir() else (path,)


def open_one(path: Path) -> Opened:
    """Open a file in a new window and return how it was answered."""
    from planner.settings import Settings
    from planner.ui.application import Windows, make_application

    application = make_application()
    windows = Windows(application, Settings(language="en", scheme="light", toured=True))
    window = windows.open()
    window.planning.live = False
    begun = last = clocks()
    turn = (0.0, 0.0, 0.0)
    window.commands.open_paths([path])
    while time.monotonic() - begun[0] < SLOWEST_S:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, STEP_MS)
        now = clocks()
        took = (now[0] - last[0], now[1] - last[1], now[2] - last[2])
        turn, last = max(turn, took, key=lambda one: one[1]), now
        preview = application.activeModalWidget()
        if window.banner.isVisible() or not window.session.is_empty or preview is not None:
            break
    seconds = time.monotonic() - begun[0]
    said = window.banner.sentence.text() if window.banner.isVisible() else ""
    read = len(window.session.document.inventory.workloads)
    if not said:
        said = f"{read} workloads" if read else "preview"
    preview = application.activeModalWidget()
    if preview is not None:
        preview.close()
    window.close_without_asking()
    application.processEvents()
    return Opened(seconds, turn, said)


def main(arguments: Sequence[str]) -> int:
    """Open every file; return 1 where the window stood still."""
    lost = 0
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        for path in files_of(arguments):
            opened = open_one(path)
            wall, process, thread = opened.turn
            bad = process > STILL_S or opened.seconds >= SLOWEST_S
            lost += bad
            mark = "!" if bad else " "
            turn = f"turn {wall:5.2f} s, {process:5.2f} s here, {thread:5.2f} s in the window"
            said = f"{path.name}: {opened.said}"
            sys.stdout.write(f"{mark} {opened.seconds:6.1f} s; {turn}; {said}\n")
            sys.stdout.flush()
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
