"""Nothing is asked of the Internet: not by a plan, and not in a place without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.journeys.commands import ROOT

TINY = ROOT / "samples" / "tiny.xlsx"
PLAN = ["main.py", "plan", str(TINY), "--work-limit", "20", "--today", "2026-03-02", "-o"]
WATCH = """
import os, sys
told = os.environ["SOCKETS_TOLD"]

def hook(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect"):
        with open(told, "a", encoding="utf-8") as stream:
            stream.write(f"{event} {args!r}\\n")

sys.addaudithook(hook)
"""


def run(command: list[str], **given: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **given)


def watched(folder: Path) -> dict[str, str]:
    """An environment in which every Python process tells of each socket that it opens or asks."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    told = folder / "told.txt"
    told.touch()
    given = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "SOCKETS_TOLD": str(told)}
    return {**os.environ, **given, "QT_QPA_PLATFORM": "offscreen"}


def internet(told: Path) -> list[str]:
    """What was told but pipes of this machine (AF_UNIX), between a program and its children."""
    lines = told.read_text(encoding="utf-8").splitlines()
    names = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind",
             "socket.sendto", "urllib", "http.client")  # fmt: skip
    asked = [line for line in lines if line.startswith(names)]
    asked += [line for line in lines if "AF_INET" in line]
    return [line for line in asked if "AF_UNIX" not in line]


def test_a_plan_opens_no_socket_of_the_internet_and_needs_none(tmp_path):
    """Made where there is no network at all, where the system can shut it out."""
    unshare = shutil.which("unshare")
    shut_out = [unshare, "-n"] if unshare and not run([unshare, "-n", "true"]).returncode else []
    environment = watched(tmp_path / "watch")
    done = run([*shut_out, sys.executable, *PLAN, str(tmp_path / "out")], env=environment)
    assert done.returncode == 0, done.stderr
    assert internet(tmp_path / "watch" / "told.txt") == []
    assert (tmp_path / "out" / "roadmap.pdf").exists()


def test_the_window_opens_no_socket_of_the_internet(tmp_path):
    environment = watched(tmp_path / "watch")
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
    done = run([sys.executable, "-c", code], env=environment)
    assert done.returncode == 0, done.stderr
    assert internet(tmp_path / "watch" / "told.txt") == []


def test_the_watch_sees_a_socket(tmp_path):
    """Else the tests above could not fail."""
    environment = watched(tmp_path / "watch")
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    run([sys.executable, "-c", code], env=environment)
    assert internet(tmp_path / "watch" / "told.txt")
