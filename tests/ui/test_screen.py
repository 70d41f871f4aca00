"""Where no window can be opened one sentence says so, in place of Qt's own end of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.app import main
from planner.ui import screen
from planner.ui.screen import expect_screen, missing_libraries_named
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
def test_a_library_that_qt_is_linked_to_is_named_by_its_package(monkeypatch):
    said = "libGL.so.1: cannot open shared object file: No such file or directory"
    monkeypatch.setattr(screen, "_is_there", lambda library: "GL" not in library)
    with refused("not installed: libgl1 libegl1"), missing_libraries_named():
        raise ImportError(said)
    monkeypatch.setattr(screen, "_is_there", lambda _: True)
    with refused("not installed: libnew.so.9"), missing_libraries_named():
        raise ImportError(said.replace("libGL.so.1", "libnew.so.9"))
    with pytest.raises(ImportError, match="no name"), missing_libraries_named():
        raise ImportError("no name")


@pytest.mark.parametrize(
    ("words", "system", "start"),
    [
        (["--lang", "zh"], "C", "错误："),
        (["tiny.xlsx", "--lang=zh"], "C", "错误："),
        (["--lang", "en", "tiny.xlsx"], "zh_CN.UTF-8", "error: "),
        ([], "zh_CN.UTF-8", "错误："),
    ],
)
@linux
def test_the_window_is_asked_for_in_a_language(monkeypatch, tmp_path, capsys, words, system, start):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", system)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith(start)
    assert "--help" in said


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
