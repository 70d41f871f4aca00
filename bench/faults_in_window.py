"""Open hostile and damaged files in the window, one after another, and say what people are told.

    QT_QPA_PLATFORM=offscreen python -m bench.faults_in_window FILE_OR_FOLDER...

For each file: seconds, whether the window answers afterwards, and the one sentence (or how many
workloads were read). The exit status is 1 where the window was lost or stood still too long.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop

SLOWEST_S: Final = 120.0
STEP_MS: Final = 20
STILL_S: Final = 2.0
"""A window that shows nothing new for so long stands still; machines of others are slow."""


def files_of(arguments: Sequence[str]) -> Iterator[Path]:
    """Yield the files given, and those of folders given."""
    for argument in arguments:
        path = Path(argument)
        yield from sorted(path.iterdir()) if path.is_dir() else (path,)


def open_one(path: Path) -> tuple[float, float, str]:
    """Return the seconds until it was answered, the longest standstill, and what was said."""
    from planner.settings import Settings
    from planner.ui.application import Windows, make_application

    application = make_application()
    windows = Windows(application, Settings(language="en", scheme="light", toured=True))
    window = windows.open()
    window.planning.live = False
    begun = last = time.monotonic()
    still = 0.0
    window.commands.open_paths([path])
    while time.monotonic() - begun < SLOWEST_S:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, STEP_MS)
        now = time.monotonic()
        still, last = max(still, now - last), now
        preview = application.activeModalWidget()
        if window.banner.isVisible() or not window.session.is_empty or preview is not None:
            break
    seconds = time.monotonic() - begun
    said = window.banner.sentence.text() if window.banner.isVisible() else ""
    read = len(window.session.document.inventory.workloads)
    if not said:
        said = f"{read} workloads" if read else "preview"
    preview = application.activeModalWidget()
    if preview is not None:
        preview.close()
    window.close_without_asking()
    application.processEvents()
    return seconds, still, said


def main(arguments: Sequence[str]) -> int:
    """Open every file; return 1 where the window stood still."""
    lost = 0
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        for path in files_of(arguments):
            seconds, still, said = open_one(path)
            bad = still > STILL_S or seconds >= SLOWEST_S
            lost += bad
            mark = "!" if bad else " "
            sys.stdout.write(f"{mark} {seconds:6.1f} s {still:5.2f} s  {path.name}: {said}\n")
            sys.stdout.flush()
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
