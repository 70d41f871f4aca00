"""A user whom the system knows no home folder, as in a container: nothing is kept, all works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.crash_net import log_folder
from planner.settings import Settings, config_folder, load_settings, save_settings, state_folder

ROOT = Path(__file__).resolve().parents[1]
PROBE = "import pathlib, sys\ntry: pathlib.Path.home()\nexcept RuntimeError: sys.exit(78)"
WINDOW = """
from PySide6.QtCore import QTimer
from planner import app
from planner.ui import application
opened = application.Windows.open
def open_and_end(self, *arguments):
    window = opened(self, *arguments)
    QTimer.singleShot(0, window, lambda: (print("stands"), self.parent().exit(5)))
    return window
application.Windows.open = open_and_end
raise SystemExit(app.main([]))
"""


@pytest.fixture
def stranger(tmp_path):
    """Run Python as a user of whom the system knows neither name nor home."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no user can be made up here")
    as_stranger = [unshare, "--user", "--map-user=54321", "--map-group=54321", sys.executable]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*as_stranger, *words],
            cwd=ROOT,
            env={**environment, "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    if run("-c", PROBE).returncode != 78:
        pytest.skip("no user can be made up here")
    return run


def test_the_report_to_mail_is_written(stranger):
    done = stranger("main.py", "--diagnose")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cloud-migration-planner" in done.stdout


def test_the_window_stands(stranger):
    done = stranger("-c", WINDOW)
    assert done.stdout.split() == ["stands"], done.stderr
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_settings_are_not_kept_and_not_missed(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", fail)
    monkeypatch.setattr("platformdirs.user_log_path", fail)
    assert load_settings() == Settings()
    assert not save_settings(Settings())
    for folder in (config_folder(), state_folder(), log_folder()):
        with pytest.raises(OSError, match=r"."):
            (folder / "x").mkdir(parents=True)
