"""Opens the window in a language, walks every page with the tiny sample, prints all it shows."""

from __future__ import annotations

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QWidget,
)

from planner.settings import Settings
from planner.shipped import samples_folder
from planner.ui.application import Windows, make_application
from planner.ui.pages import PAGES
from planner.ui.screenshots import settle
from tests.support.one_process import in_one_process


def headers(model: QAbstractTableModel) -> list[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    return [
        str(model.headerData(place, Qt.Orientation.Horizontal, role) or "")
        for place in range(model.columnCount())
        for role in roles
    ]


def texts(widget: QWidget) -> list[str]:
    found = [widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.windowTitle()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QGroupBox):
        found.append(widget.title())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QTabWidget):
        found += [widget.tabText(place) for place in range(widget.count())]
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if isinstance(model, QAbstractTableModel):
        found += headers(model)
    return found + [action.text() for action in widget.actions()]


def main(language: str) -> None:
    windows = Windows(make_application(), Settings(language=language, search_limit_s=5.0))
    window = windows.open()
    window.planning.live = False
    window.resize(1400, 900)
    said: set[str] = set()
    for opened in (False, True):
        if opened:
            window.documents.open_paths([samples_folder() / "tiny.xlsx"])
            settle(window)
            window.planning.plan()
            settle(window)
        for page in PAGES:
            window.go(page)
            settle(window)
            for widget in (window, *window.findChildren(QWidget)):
                said.update(texts(widget))
    known = window.session.document
    own = repr(known.inventory) + repr(known.programme)
    window.close_without_asking()
    sys.stdout.write(json.dumps([one for one in sorted(said) if one and one not in own]) + "\n")


if __name__ == "__main__":
    with in_one_process():
        main(sys.argv[1])
