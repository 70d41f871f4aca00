"""The window asks nothing of the Internet; plans are watched in ``tests/test_installed.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.journeys.commands import ROOT
from tests.support.projects import TINY
from tests.support.sockets import asked_of_the_internet, watched


def run_watched(folder: Path, code: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Run Python code that tells of its sockets."""
    given, told = watched(folder)
    environment = {**os.environ, **given, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done, told


def test_the_window_opens_no_socket_of_the_internet(tmp_path):
    code = (
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from planner.settings import Settings\n"
        "from planner.ui.application import Windows, make_application\n"
        "application = make_application()\n"
        "windows = Windows(application, Settings(language='en', toured=True))\n"
        f"window = windows.open([Path({str(TINY)!r})])\n"
        "QTimer.singleShot(4000, application.quit)\n"
        "application.exec()\n"
    )
    done, told = run_watched(tmp_path / "watch", code)
    assert done.returncode == 0, done.stderr
    assert asked_of_the_internet(told) == []


def test_the_watch_sees_a_socket(tmp_path):
    """Else the tests above could not fail."""
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    _, told = run_watched(tmp_path / "watch", code)
    assert asked_of_the_internet(told)
