"""Wherever Tab stops, a person sees that it has stopped there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from planner.ui.pages import PAGES


def stops(page):
    found, at = [], page
    for _ in range(600):
        at = at.nextInFocusChain()
        if at is page:
            break
        tabbed = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = isinstance(at, QWidget) and page.isAncestorOf(at) and at.isVisibleTo(page)
        if inside and at.isEnabled() and tabbed:
            found.append(at)
    return found


def unseen(window, page):
    """Stops that look the same with the focus and without it."""
    found = []
    for stop in stops(page):
        above = stop.parentWidget()
        while above is not None:  # what Tab does by itself
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(stop)
            above = above.parentWidget()
        place = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size()).adjusted(-3, -3, 3, 3)
        window.rail.buttons["start"].setFocus(Qt.FocusReason.TabFocusReason)
        before = window.grab(place).toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        if window.grab(place).toImage() == before:
            found.append(f"{type(stop).__name__} {stop.objectName()} {stop.accessibleName()}")
    return found


DARK = {"start", "inventory", "rules"}
"""Pages that are tried in the dark too: of one style, every kind of control is on these."""
LOOKS = [
    pytest.param(page, scheme, marks=[] if scheme == "light" or page in DARK else pytest.mark.slow)
    for page in PAGES
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize(("page", "scheme"), LOOKS)
def test_the_focus_is_seen_on_every_stop(planned, qtbot, page, scheme):
    planned.look.use(scheme)
    planned.resize(1280, 720)
    planned.activateWindow()
    planned.go(page)
    qtbot.waitUntil(lambda: not planned.runner.jobs)
    qtbot.wait(20)
    shown = planned.pages[page]
    found = unseen(planned, shown)
    for tabs in shown.findChildren(QTabWidget):
        for number in range(1, tabs.count()) if tabs.isVisibleTo(shown) else ():
            tabs.setCurrentIndex(number)
            qtbot.wait(10)
            found += unseen(planned, shown)
    planned.look.use("light")
    assert found == []
    assert stops(shown)
