"""Pictures of every page, in both languages, both schemes and two sizes.

``python -m planner.ui.screenshots OUTDIR [--pages ...] [--lang ...] [--scheme ...] [--size WxH]``
opens the sample bank, plans it, and draws each page into a PNG file.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from planner.settings import Settings
from planner.ui.application import Windows, make_application
from planner.ui.commands import samples_folder
from planner.ui.main_window import MainWindow
from planner.ui.pages import PAGES

__all__ = ["main", "settle"]

SIZES = ("1280x720", "1920x1080")
PATIENCE_S = 120.0


def settle(window: MainWindow, patience_s: float = PATIENCE_S) -> None:
    """Let the window work until nothing runs any more."""
    end = time.monotonic() + patience_s
    quiet = 0
    while quiet < 5 and time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        busy = window.runner.jobs or window.planning.busy or window.preparing.busy
        quiet = 0 if busy else quiet + 1
        time.sleep(0.02)


def main(arguments: Sequence[str]) -> int:
    """Draw the pictures asked for; return the exit status."""
    parser = argparse.ArgumentParser(prog="make.py screenshots", description=__doc__)
    parser.add_argument("outdir", type=Path, nargs="?", default=Path("out") / "screenshots")
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=PAGES)
    parser.add_argument("--lang", nargs="*", default=["en", "zh"], choices=("en", "zh"))
    parser.add_argument("--scheme", nargs="*", default=["light", "dark"])
    parser.add_argument("--size", nargs="*", default=list(SIZES), metavar="WxH")
    parser.add_argument("--inventory", type=Path, default=None)
    parser.add_argument("--time-limit", type=float, default=8.0, metavar="S")
    asked = parser.parse_args(list(arguments))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked.outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="planner-screens-") as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        application = make_application()
        count = 0
        for language in asked.lang:
            windows = Windows(
                application, Settings(language=language, time_limit_s=asked.time_limit)
            )
            window = windows.open()
            suffix = "-zh" if language == "zh" else ""
            inventory = asked.inventory or samples_folder() / f"regional-bank{suffix}.xlsx"
            window.documents.open_paths([inventory])
            settle(window)
            window.planning.plan()
            settle(window)
            count += _draw(window, asked, language)
            window.close_without_asking()
            QCoreApplication.processEvents()
    sys.stdout.write(f"{count} pictures in {asked.outdir}\n")
    return 0


def _draw(window: MainWindow, asked: argparse.Namespace, language: str) -> int:
    study = window.session.study
    if study is not None:
        moving = [name for name, wave in (study.plan.wave or {}).items() if wave]
        window.session.select(moving[:1])
    count = 0
    for scheme in asked.scheme:
        window.look.use(scheme)
        for size in asked.size:
            width, height = (int(part) for part in size.split("x"))
            window.resize(width, height)
            for page in asked.pages:
                window.go(page)
                settle(window)
                for view in _views(window, page):
                    settle(window)
                    name = f"{page}{view}-{language}-{scheme}-{size}.png"
                    window.grab().save(str(asked.outdir / name))
                    count += 1
    return count


def _views(window: MainWindow, page: str) -> Iterator[str]:
    """Show one view of a page after the other; yield what is added to the picture's name."""
    yield ""
    entries = getattr(window.pages[page], "pictured", ())
    for entry in entries:
        window.pages[page].tree.open_entry(entry)  # type: ignore[attr-defined]
        yield "-" + "-".join(entry)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
