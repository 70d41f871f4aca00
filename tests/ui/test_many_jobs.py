"""Thousands of jobs one after the other: what carries their signals must outlive its thread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JOBS = """
import sys, time
from PySide6.QtWidgets import QApplication
from planner.jobs import Progress
from planner.ui.runner import Runner

app, done = QApplication([]), []
runner = Runner()

def work(stop, listen):
    for number in range(5):
        listen(Progress(f"phase {number}"))
        time.sleep(0)
    return 1

MANY, started = int(sys.argv[1]), 0
while len(done) < MANY:
    while started < MANY and len(runner.jobs) < 40:
        runner.start("a job", work, done=done.append)
        started += 1
    app.processEvents()
runner.shut_down()
print("all", len(done))
"""


@pytest.mark.parametrize("many", ["1500", pytest.param("6000", marks=pytest.mark.slow)])
def test_no_job_ends_in_a_crash(many):
    """In a process of its own: a crash would take the other tests with it."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, "-c", JOBS, many],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["all", many]
