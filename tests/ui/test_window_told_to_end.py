"""Ctrl-C, a polite end and a closed terminal end the window quietly and keep unsaved work aside."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.project import Document, write_document
from planner.project.autosave import recoverable
from planner.settings import state_folder

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")

WINDOW = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from planner import app
from planner.ui import application
opened = application.Windows.open
name, number, how = sys.argv[1], int(sys.argv[2]), sys.argv[3]

def strike():
    os.kill(os.getpid(), number)

def open_and_strike(self, *arguments):
    window = opened(self, *arguments)
    def change():
        if not window.session.document.inventory.workloads or window.runner.jobs:
            QTimer.singleShot(20, window, change)
            return
        if name:
            window.go("inventory")
            model = window.pages["inventory"].model
            assert model.setData(model.index(0, 1), name)
        if how == "asks":
            window.close()
        if how == "works":
            window.runner.start("ui.job.open", lambda stop, _: time.sleep(0.5), quiet=True)
        QTimer.singleShot(0, window, strike)
    QTimer.singleShot(0, window, change)
    return window

application.Windows.open = open_and_strike
raise SystemExit(app.main([sys.argv[4]]))
"""


@pytest.fixture
def project(study, tmp_path):
    path = tmp_path / "bank.cmplan"
    write_document(Document(name="Bank", inventory=study.inventory), path)
    return path


def struck(project, name, number, how=""):
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, name, str(int(number)), how, str(project)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 128 + number, done.stderr


@pytest.mark.parametrize(("number", "how"), list(zip(SIGNALS, ["", "asks", "works"], strict=False)))
def test_unsaved_work_is_kept_aside_and_the_file_is_left_alone(project, number, how):
    """Whichever it is, and whether nothing, a question or a job is under way."""
    before = project.read_bytes()
    struck(project, "Changed", number, how)
    (kept,) = recoverable(state_folder())
    assert kept.open().inventory.workloads[0].name == "Changed"
    assert kept.original == project
    assert not kept.tried
    assert project.read_bytes() == before


def test_where_nothing_was_changed_nothing_is_kept(project):
    struck(project, "", signal.SIGINT)
    assert recoverable(state_folder()) == ()
