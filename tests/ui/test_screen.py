"""Where no window can be opened one sentence says so, in place of Qt's own end of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.ui import screen
from planner.ui.screen import expect_screen
from tests.support.refusals import refused

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks as on Linux")


@linux
def test_no_screen_is_said_with_what_works_without():
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no screen" in done.stderr
    assert "main.py --help" in done.stderr


@linux
def test_missing_libraries_are_named_by_their_packages(monkeypatch):
    monkeypatch.setattr(screen, "_is_there", lambda library: "cursor" not in library)
    with refused("not installed: libxcb-cursor0"):
        expect_screen({"DISPLAY": ":0"})


@linux
def test_a_screen_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(screen, "_is_there", lambda _: True)
    with refused('"/nowhere:7"'):
        expect_screen({"DISPLAY": "/nowhere:7"})


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_other_ways_to_draw_are_left_to_qt(environment):
    expect_screen(environment)
