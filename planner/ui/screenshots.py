"""Pictures of every page and dialog, in both languages, both schemes and two sizes.

``python -m planner.ui.screenshots OUTDIR [--pages ...] [--scenes ...] [--lang ...] [--scheme ...]
[--size WxH]`` opens the sample bank, plans it, and draws each page into a PNG file; ``--scenes``
are dialogs and states (see :mod:`planner.ui.scenes`); the pages before anything is open, and
before there is a plan, are drawn once a language unless ``--no-states`` is given. ``--project``
draws a saved project instead. With ``QT_SCALE_FACTOR=2`` the pictures are those of a screen of high
density.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QDialog

from planner.settings import Settings
from planner.shipped import samples_folder
from planner.ui.application import Windows, make_application
from planner.ui.main_window import MainWindow
from planner.ui.pages import PAGES
from planner.ui.pages.dependencies_page import DependenciesPage
from planner.ui.scenes import SCENES
from planner.wording import LANGUAGES

__all__ = ["main", "settle"]

SIZES = ("1280x720", "1920x1080")
PATIENCE_S = 120.0
TRIES = 3
"""A machine with much else to do may need more than one search to find a plan in its time."""


def settle(window: MainWindow, patience_s: float = PATIENCE_S) -> None:
    """Let the window work until nothing runs any more."""
    end = time.monotonic() + patience_s
    quiet = 0
    while quiet < 5 and time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        page = window.pages.get("dependencies")
        drawing = isinstance(page, DependenciesPage) and not page.map.settled
        working = window.runner.jobs or window.planning.busy or window.preparing.busy
        busy = drawing or working or window.look.later.busy
        quiet = 0 if busy else quiet + 1
        time.sleep(0.02)


def main(arguments: Sequence[str]) -> int:
    """Draw the pictures asked for; return the exit status."""
    parser = argparse.ArgumentParser(prog="make.py screenshots", description=__doc__)
    parser.add_argument("outdir", type=Path, nargs="?", default=Path("out") / "screenshots")
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=PAGES)
    parser.add_argument("--lang", nargs="*", default=list(LANGUAGES), choices=LANGUAGES)
    parser.add_argument("--scheme", nargs="*", default=["light", "dark"])
    parser.add_argument("--size", nargs="*", default=list(SIZES), metavar="WxH")
    parser.add_argument("--scenes", nargs="*", default=list(SCENES), choices=SCENES)
    parser.add_argument("--states", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--inventory", type=Path, default=None)
    parser.add_argument("--project", type=Path, nargs="*", default=[], help="one a language")
    parser.add_argument("--time-limit", type=float, default=20.0, metavar="S")
    asked = parser.parse_args(list(arguments))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked.outdir.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_tell)
    with tempfile.TemporaryDirectory(prefix="planner-screens-") as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        count = sum(_pictures(asked, number) for number in range(len(asked.lang)))
    sys.stdout.write(f"{count} pictures in {asked.outdir}\n")
    return 0 if count else 1


def _tell(kind: QtMsgType, context: object, message: str) -> None:
    """Pass on what Qt says, but for what the platform without a screen cannot do."""
    if "plugin does not support" not in message:
        sys.stderr.write(f"{message}\n")


def _pictures(asked: argparse.Namespace, number: int) -> int:
    """Draw what is asked for in one language; return how many pictures were drawn."""
    language = asked.lang[number]
    windows = Windows(
        make_application(), Settings(language=language, search_limit_s=asked.time_limit)
    )
    window = windows.open()
    window.planning.live = False
    states = _draw_state(window, asked, language, "empty")
    suffix = "" if language == LANGUAGES[0] else f"-{language}"
    inventory = asked.inventory or samples_folder() / f"regional-bank{suffix}.xlsx"
    window.documents.open_paths([asked.project[number] if asked.project else inventory])
    settle(window)
    if not asked.project:
        states += _draw_state(window, asked, language, "unplanned")
    for _ in range(TRIES):
        if window.session.study is None:
            window.planning.plan()
            settle(window)
    if window.session.study is None:
        sys.stderr.write(f"{window.session.say('ui.no_plan.unknown')}\n")
        window.close_without_asking()
        return 0
    count = states + _draw(window, asked, language)
    window.close_without_asking()
    QCoreApplication.processEvents()
    return count


def _draw_state(window: MainWindow, asked: argparse.Namespace, language: str, state: str) -> int:
    """Draw the pages as they are before anything is open, or before there is a plan."""
    if not asked.states:
        return 0
    width, height = (int(part) for part in asked.size[0].split("x"))
    window.resize(width, height)
    for page in asked.pages:
        window.go(page)
        settle(window)
        window.grab().save(str(asked.outdir / f"state-{state}-{page}-{language}.png"))
    return len(asked.pages)


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
                window.grab().save(str(asked.outdir / f"{page}-{language}-{scheme}-{size}.png"))
                count += 1
            for scene in asked.scenes:
                place = asked.outdir / f"scene-{scene}-{language}-{scheme}-{size}.png"
                count += _draw_scene(window, scene, place)
            window.present(False)
            window.session.befores = ()  # what a scene pretended
            for name in ("decisions", "changes"):
                window.actions_by_name[name].setChecked(False)
            window.show_beside()
    return count


def _draw_scene(window: MainWindow, scene: str, place: Path) -> int:
    shown = SCENES[scene](window)
    settle(window)
    shown.grab().save(str(place))
    window.banner.hide()  # what it says was made up
    if isinstance(shown, QDialog):
        shown.reject()
        QCoreApplication.processEvents()
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
