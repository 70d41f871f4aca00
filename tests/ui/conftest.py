"""One application off screen, no real home folder, no thread or warning left behind."""

from __future__ import annotations

import os
import threading

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QStandardPaths, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from tests.reporting import studies as studies_module

PATIENCE_S = 600.0
"""How long a state is waited for: so long that only what never comes fails, on any machine."""


class PatientBot(QtBot):
    """Waits for a state, not for a time."""

    def waitUntil(self, callback, *, timeout=1000 * int(PATIENCE_S)):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=1000 * int(PATIENCE_S), **more):
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture(scope="session")
def studies():
    return studies_module


@pytest.fixture(scope="session")
def qapp_cls():
    QStandardPaths.setTestModeEnabled(True)
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture(autouse=True)
def no_qt_warnings():
    told = []

    def listen(kind, context, message):
        if kind != QtMsgType.QtDebugMsg and "propagateSizeHints" not in message:
            told.append(message)

    before = qInstallMessageHandler(listen)
    threads = set(threading.enumerate())
    yield
    qInstallMessageHandler(before)
    assert told == []
    left = [
        t for t in set(threading.enumerate()) - threads if not isinstance(t, threading._DummyThread)
    ]
    for thread in left:
        thread.join(PATIENCE_S)  # on its way out, on a busy machine
    assert [thread for thread in left if thread.is_alive()] == []


@pytest.fixture
def windows(qapp, own_home, monkeypatch):
    from planner.settings import Settings
    from planner.ui.application import Windows, use_fonts
    from planner.ui.idle_questions import IdleQuestions
    from planner.ui.planning import Planning

    monkeypatch.setattr(IdleQuestions, "enabled", False)  # nothing runs that no test asked for
    monkeypatch.setattr(Planning, "deepens", False)  # a test waits for the first answer

    if not getattr(qapp, "dressed", False):
        qapp.setStyle("Fusion")
        use_fonts(qapp)
        qapp.dressed = True
    made = Windows(qapp, Settings(language="en", scheme="light", search_limit_s=5.0))
    yield made
    for window in list(made.windows):
        window.close_without_asking()
    qapp.processEvents()


@pytest.fixture
def window(windows, qtbot):
    opened = windows.open()
    opened.resize(1280, 720)
    qtbot.waitExposed(opened)
    return opened


@pytest.fixture
def study(studies):
    return studies.with_insights(studies.make_study(30))


@pytest.fixture
def planned(window, study, qtbot):
    """A window that shows a plan; re-planning is off, so that tests move it by hand."""
    window.planning.live = False
    window.session.show_study(study)
    return window
