"""One application off screen, no real home folder, no thread or warning left behind."""

from __future__ import annotations

import os
import threading
from dataclasses import replace

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QStandardPaths, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.ui.later import Later
from tests.reporting import studies as studies_module
from tests.support.projects import TINY, project_of
from tests.support.tiny_planned import TODAY, planned_project
from tests.support.waiting import settled

PATIENCE_S = 600.0
"""How long a state is waited for: so long that only what never comes fails, on any machine."""


class PatientBot(QtBot):
    """Waits for a state, not for a time."""

    def waitUntil(self, callback, *, timeout=1000 * int(PATIENCE_S)):
        super().waitUntil(callback, timeout=timeout)

    def wait(self, ms):
        """Wait, and on until everything is said and drawn anew."""
        super().wait(ms)
        application = QApplication.instance()
        assert application is not None
        for later in application.findChildren(Later):
            while later.busy:
                super().wait(1)

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


@pytest.fixture(autouse=True, scope="session")
def quick_disk():
    """Wait for no disk, which every window does as it closes: no test pulls its plug."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


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


@pytest.fixture
def tiny(window, qtbot):
    """A window that shows the tiny sample with its plan, and plans again when it is asked to."""
    session = window.session
    session.today = TODAY
    window.planning.time_limit_s = 0.0  # steps: a busy machine
    session.open_document(planned_project(), None)
    window.planning.live = False
    window.planning.score()
    settled(qtbot, window)
    assert session.study is not None
    return window


@pytest.fixture
def few(tiny, qtbot):
    """Three of its workloads, with a plan: each is tried everywhere else."""
    document = project_of(TINY, tiny.session.today)
    inventory = document.inventory
    kept = tuple(one for one in inventory.workloads if one.id in {"IAM", "PORTAL", "REPORTS"})
    names = {one.id for one in kept}
    links = tuple(one for one in inventory.dependencies if {one.source, one.needed} <= names)
    inventory = replace(inventory, workloads=kept, dependencies=links)
    tiny.session.open_document(replace(document, inventory=inventory), None)
    tiny.planning.plan()
    settled(qtbot, tiny)
    return tiny
